"""The file of the deep model: a head in JSON, then its tables, most of them in four bits a number.

Numbers of four bits come in blocks of 32 along a row. A number is its code, -8 to 7, times the part of its block, -127
to 127, times the factor of its row, a 16-bit float. Everything is little-endian.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

BLOCK = 32
LOWEST, HIGHEST = -8, 7
_PARTS = 127


class Scales(NamedTuple):
    """Factors of rows, and parts of blocks: row, block."""

    factors: NDArray[np.float16]
    parts: NDArray[np.int8]

    def steps(self) -> Numbers:
        """The step of each block."""
        found: Numbers = self.parts * self.factors.astype(np.float32)[:, None]
        return found


class Coarse(NamedTuple):
    """A table in four bits a number; the codes are row, block, place."""

    scales: Scales
    codes: NDArray[np.int8]

    def fine(self) -> Numbers:
        """The table, as near as it is kept."""
        table: Numbers = (self.codes * self.scales.steps()[..., None]).reshape(len(self.codes), -1)
        return table


def scales(table: Numbers) -> Scales:
    """Scales by which the number farthest from nothing in each block is the lowest code."""
    blocks = table.reshape(len(table), -1, BLOCK)
    ends = np.take_along_axis(blocks, np.abs(blocks).argmax(2)[..., None], 2)[..., 0] / LOWEST
    factors = (np.maximum(np.abs(ends).max(1), 1e-5) / _PARTS).astype(np.float16)
    parts = np.clip(np.rint(ends / factors.astype(np.float32)[:, None]), -_PARTS, _PARTS).astype(np.int8)
    parts[parts == 0] = 1
    return Scales(factors, parts)


def coarse(table: Numbers, by: Scales) -> Coarse:
    """A table, rows of a multiple of 32 numbers, rounded to whole steps."""
    codes = np.rint(table.reshape(len(table), -1, BLOCK) / by.steps()[..., None])
    return Coarse(by, np.clip(codes, LOWEST, HIGHEST).astype(np.int8))


def pack(head: Mapping[str, Any], tables: Mapping[str, Numbers | Coarse]) -> bytes:
    """The file; numbers that are not coarse are kept as 16-bit floats."""
    shapes = {name: [list(_shape(table)), not isinstance(table, Coarse)] for name, table in tables.items()}
    text = json.dumps({**head, "tables": shapes}, ensure_ascii=False).encode()
    parts = [
        _nibbles(table) if isinstance(table, Coarse) else table.astype("<f2").tobytes() for table in tables.values()
    ]
    return b"".join((len(text).to_bytes(4, "little"), text, *parts))


def _shape(table: Numbers | Coarse) -> tuple[int, ...]:
    return (len(table.codes), table.codes[0].size) if isinstance(table, Coarse) else table.shape


def _nibbles(table: Coarse) -> bytes:
    (factors, parts), codes = table
    pairs = (codes.reshape(-1, 2) - LOWEST).astype(np.uint8)
    return b"".join((factors.astype("<f2").tobytes(), parts.tobytes(), (pairs[:, 0] | pairs[:, 1] << 4).tobytes()))


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, Numbers]]:
    """The head and the tables that `pack` wrote."""
    at = 4 + int.from_bytes(data[:4], "little")
    head: dict[str, Any] = json.loads(data[4:at])
    tables = {}
    for name, (shape, is_whole) in head.pop("tables").items():
        tables[name], at = _whole(data, at, shape) if is_whole else _unpacked(data, at, *shape)
    return head, tables


def _whole(data: bytes, at: int, shape: list[int]) -> tuple[Numbers, int]:
    numbers = np.frombuffer(data, "<f2", int(np.prod(shape)), at)
    return numbers.astype(np.float32).reshape(shape), at + numbers.nbytes


def _unpacked(data: bytes, at: int, rows: int, width: int) -> tuple[Numbers, int]:
    factors = np.frombuffer(data, "<f2", rows, at)
    parts = np.frombuffer(data, np.int8, rows * width // BLOCK, at + factors.nbytes)
    pairs = np.frombuffer(data, np.uint8, rows * width // 2, at + factors.nbytes + parts.nbytes)
    codes = np.stack((pairs & 15, pairs >> 4), 1).view(np.int8).reshape(rows, -1, BLOCK) + np.int8(LOWEST)
    table = Coarse(Scales(factors, parts.reshape(rows, -1)), codes).fine()
    return table, at + factors.nbytes + parts.nbytes + pairs.nbytes
