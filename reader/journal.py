"""The journal of everything a person did (pure): ids of ops, the clock that gives them, checksum and soundness.

Merging two corpora is the set union of their ops; what the rows then are is a pure function of that set (`fold`).
Ids are hybrid logical clocks (Kulkarni et al., *Logical Physical Clocks*, 2014) with a random run of this
process behind them: a copied file must never clone an identity, so nothing of it is stored in the file.
"""

from __future__ import annotations

import json
import re
import zlib

from reader.records import Op, Value

ID_LENGTH = 16
RUN_LENGTH = 8
LATEST_ID = bytes([0x80]) + bytes(15)
"""Ids from here on (the year 6429) are no clock's: after the last of them none could be given."""
MOST_PARENTS = 4096
DEEPEST = 8
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class Clock:
    """Gives ids that are later than every id it has seen, whatever the wall clock says."""

    def __init__(self, run: bytes, last: int = 0) -> None:
        """``run``: 8 random bytes of this process. ``last``: the highest logical time in the file."""
        self._run, self._last = run, last

    def saw(self, op_id: bytes) -> None:
        """Take note of an id written by someone else."""
        if op_id < LATEST_ID:
            self._last = max(self._last, logical_time(op_id))

    def tick(self, milliseconds: int) -> bytes:
        """The id of the next op. ``milliseconds`` since 1970, as the wall clock has it."""
        self._last = max(self._last + 1, milliseconds << 16)
        return self._last.to_bytes(8, "big") + self._run


def logical_time(op_id: bytes) -> int:
    """Milliseconds since 1970 << 16 | counter."""
    return int.from_bytes(op_id[:8], "big")


def encode_value(value: Value | None) -> str | None:
    """The canonical JSON of an op's fields, which the checksum is taken of; ``None`` stands for a deletion.

    Raises `ValueError` for numbers that JSON does not know: SQLite could not read them back.
    """
    if value is None:
        return None
    return _ENCODER.encode(value)


def checksum(op: Op) -> int:
    """CRC-32 of all that an op says. SQLite has no checksums of its own; this finds flipped bytes."""
    parts = (
        op.id,
        op.table.encode(),
        op.row.encode(),
        (encode_value(op.value) or "\0").encode(),
        b"".join(op.parents),
        op.at.encode(),
    )
    return zlib.crc32(b"\x1f".join(parts))


def is_sound(op: Op) -> bool:
    """Whether an op from elsewhere can be one that this program wrote; never raises.

    Parents are older than their op, so no circle can close. Text is UTF-8 without NUL, and no value is nested
    so deep that it could not be written down again.
    """
    if len(op.id) != ID_LENGTH or op.id >= LATEST_ID or not isinstance(op.value, dict | None):
        return False
    if len(op.parents) > MOST_PARENTS or not all(len(parent) == ID_LENGTH and parent < op.id for parent in op.parents):
        return False
    try:
        value = _is_shallow(op.value) and encode_value(op.value)
        return value is not False and b"\0" not in f"{op.table}{op.row}{value}".encode() and bool(TIME.fullmatch(op.at))
    except ValueError:
        return False


def _is_shallow(value: object, deepest: int = DEEPEST) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return deepest > 0 and all(_is_shallow(one, deepest - 1) for one in inner)
