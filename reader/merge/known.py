"""What this machine knows of sources, so that none is read twice in vain: a list in the state directory.

A file that was not touched since it was taken in has nothing new, as long as all that was here then is still here.
What a person has taken back is not taken again by itself, under whatever name it comes.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.corpus import ops
from reader.corpus.extent import Extent, extent, first_seen, holds
from reader.corpus.file import Corpus
from reader.corpus.header import Stamp, stamp
from reader.places import state_dir

_KEPT = 100
_STEP_NS, _LONG_STEP_NS = 50_000_000, 2_000_000_000
"""What was written so lately may yet be written in the same step of the clock: some file systems have whole seconds."""
_SIDES = ("-journal", "-wal")


def mark_of(path: Path) -> Stamp:
    """What tells whether a source was changed: its stamp, and those of what lies beside it."""
    return tuple(number for side in ("", *_SIDES) for number in stamp(Path(f"{path}{side}")))


def contains(corpus: Corpus, path: Path) -> bool:
    """Whether all of a file was taken in already: then it need not be read."""
    try:
        mark, reached, *here = _read(corpus.id)["contained"][str(path.absolute())]
        there = Extent(*reached)
        return tuple(mark) == mark_of(path) and holds(corpus, there) and _here(corpus, there) == here
    except (KeyError, TypeError, ValueError):
        return False


def _here(corpus: Corpus, reached: Extent) -> list[object]:
    """What may change of what was here: when articles came in, and the bodies that were let go."""
    return [first_seen(corpus, reached.articles), len(ops.hollow(corpus, reached.ops))]


def worth_a_look(corpus: Corpus, path: Path) -> bool:
    """Whether a file may be taken in by itself: not if it is known for another corpus, or was declined."""
    return _read(corpus.id).get("passed", {}).get(str(path.absolute())) != list(mark_of(path))


def remember(corpus: Corpus, taken: Iterable[tuple[Path, Stamp]], reached: Extent | None = None) -> None:
    """All of these files, as they were then, is in the corpus now, within ``reached``."""
    settled = [(path, mark) for path, mark in taken if _is_settled(mark[2])]
    if not settled:
        return
    reached = reached or extent(corpus)
    here = [list(reached), *_here(corpus, reached)]
    _add(corpus.id, "contained", {str(path.absolute()): [list(mark), *here] for path, mark in settled})


def _is_settled(modified: int) -> bool:
    step = _STEP_NS if modified % 1_000_000_000 else _LONG_STEP_NS
    return time.time_ns() - modified > step


def pass_by(corpus: Corpus, path: Path, mark: Stamp) -> None:
    """A file is not to be looked into again by itself as long as nobody touches it."""
    _add(corpus.id, "passed", {str(path.absolute()): list(mark)})


def is_declined(corpus_id: str, hash: str) -> bool:
    """Whether a person took back what a source with this hash brought."""
    return hash in _read(corpus_id).get("declined", {})


def decline(corpus_id: str, hashes: Iterable[str]) -> None:
    """These are not to be taken in again by themselves."""
    _add(corpus_id, "declined", dict.fromkeys(hashes, True))


def accept(corpus_id: str, hashes: Iterable[str]) -> None:
    """A person asked for these after all."""
    kept = _read(corpus_id)
    gone = kept.get("declined", {}).keys() & set(hashes)
    if gone:
        kept["declined"] = {hash: True for hash in kept["declined"] if hash not in gone}
        kept["passed"] = {}
        _write(corpus_id, kept)


def _add(corpus_id: str, part: str, entries: dict[str, Any]) -> None:
    kept = _read(corpus_id)
    before = {key: value for key, value in kept.get(part, {}).items() if key not in entries}
    kept[part] = dict([*before.items(), *entries.items()][-_KEPT:])
    _write(corpus_id, kept)


def _file(corpus_id: str) -> Path:
    return state_dir(corpus_id) / "sources.json"


def _read(corpus_id: str) -> dict[str, dict[str, Any]]:
    try:
        kept = json.loads(_file(corpus_id).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {part: one for part, one in kept.items() if isinstance(one, dict)} if isinstance(kept, dict) else {}


def _write(corpus_id: str, kept: dict[str, dict[str, Any]]) -> None:
    with suppress(OSError):
        path = _file(corpus_id)
        draft = path.with_suffix(f".{os.getpid()}.new")
        # Names of files may hold bytes that are no UTF-8: JSON writes them in ASCII.
        draft.write_text(json.dumps(kept), "ascii")
        draft.replace(path)
