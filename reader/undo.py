"""What this person on this machine did last, so that it can be taken back: a list in the state directory.

It lives beside no corpus and travels nowhere: undoing on one machine never takes back what another did.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from reader.places import state_dir

KEPT = 200
OURS = os.urandom(8).hex()
"""This process, as long as it lives: which deeds were done in it, and not in another window."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: what is said of it, and the ids (hex) of the ops that it wrote."""

    said: str
    ops: tuple[str, ...]
    merge: str = ""
    """The id of the merge that it was, if it was one."""
    by: str = OURS
    """The process it was done in."""


def remember(corpus_id: str, deed: Deed) -> None:
    """Put an act on the list. Where the state directory cannot be written, it cannot be undone; nothing else fails."""
    with suppress(OSError):
        # At the end of what is there: another window may do the same at the same time.
        with _file(corpus_id).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(deed)) + "\n")
        deeds = _read(corpus_id)
        if len(deeds) > 2 * KEPT:
            _write(corpus_id, deeds[-KEPT:])


def last(corpus_id: str, done_here: Callable[[Deed], bool]) -> Deed | None:
    """The last act that was done in this file; it stays on the list."""
    return next((deed for deed in reversed(_read(corpus_id)) if done_here(deed)), None)


def forget(corpus_id: str, deed: Deed) -> None:
    """Take an act off the list."""
    with suppress(OSError):
        _write(corpus_id, [one for one in _read(corpus_id) if one != deed])


def forget_all(corpus_id: str, ops: set[str]) -> None:
    """Take all acts off the list that wrote one of some ops (ids in hex)."""
    kept = [deed for deed in _read(corpus_id) if ops.isdisjoint(deed.ops)]
    with suppress(OSError):
        _write(corpus_id, kept)


def take(corpus_id: str, done_here: Callable[[Deed], bool]) -> Deed | None:
    """The last act that was done in this file (copies of a corpus share the list), taken off the list."""
    deeds = _read(corpus_id)
    for place in reversed(range(len(deeds))):
        if done_here(deeds[place]):
            with suppress(OSError):
                _write(corpus_id, deeds[:place] + deeds[place + 1 :])
            return deeds[place]
    return None


def _file(corpus_id: str) -> Path:
    return state_dir(corpus_id) / "undo.jsonl"


def _read(corpus_id: str) -> list[Deed]:
    try:
        lines = _file(corpus_id).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
    deeds = []
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            stored = json.loads(line)
            ops = tuple(bytes.fromhex(op).hex() for op in stored["ops"])
            deeds.append(Deed(str(stored["said"]), ops, str(stored.get("merge", "")), str(stored.get("by", ""))))
    return deeds


def _write(corpus_id: str, deeds: Sequence[Deed]) -> None:
    path = _file(corpus_id)
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.write_text("".join(json.dumps(asdict(deed)) + "\n" for deed in deeds), "utf-8")
    draft.replace(path)
