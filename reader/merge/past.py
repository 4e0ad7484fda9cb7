"""The merges of a corpus on this machine: what each brought, by source; a list in the state directory.

Only ids are kept: what they stand for is looked up when it is shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from reader.corpus.extent import Extent
from reader.merge.report import Gain, RowId
from reader.places import state_dir

KEPT = 50
_LISTED = 500
"""So many articles and rows of one source are remembered by name; of more, only how many there were."""


@dataclass(frozen=True, slots=True)
class Came:
    """What one source brought: how much of each, and the first of it by id."""

    source: str
    articles: int
    annotations: int
    corrections: int
    erased: int
    listed: tuple[str, ...]
    """Articles."""
    rows: tuple[RowId, ...]
    merged: tuple[RowId, ...]
    conflicts: tuple[RowId, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One merge. What came by it are the numbers after ``before`` up to ``after``."""

    id: str
    at: str
    backup: str
    before: Extent
    after: Extent
    hashes: tuple[str, ...]
    came: tuple[Came, ...]
    undone: bool = False

    @property
    def name(self) -> str:
        """The source, or the first of several."""
        name = Path(self.came[0].source).name if self.came else ""
        return f"{name} +{len(self.came) - 1}" if len(self.came) > 1 else name


def came(gain: Gain) -> Came:
    """What is remembered of a gain."""
    return Came(
        gain.source,
        len(gain.articles),
        gain.annotations,
        gain.corrections,
        len(gain.erased),
        tuple(gain.articles[:_LISTED]),
        *(tuple(rows[:_LISTED]) for rows in (gain.rows, gain.merged, gain.conflicts)),
    )


def remember(corpus_id: str, merged: Merged) -> None:
    """Put a merge on the list. Where the state directory cannot be written, it cannot be shown; nothing else fails."""
    with suppress(OSError):
        _write(corpus_id, [*merges(corpus_id), merged][-KEPT:])


def merges(corpus_id: str) -> list[Merged]:
    """The merges that are remembered, oldest first."""
    try:
        lines = _file(corpus_id).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
    found = []
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            found.append(_merged(json.loads(line)))
    return found


def mark_undone(corpus_id: str, id: str) -> None:
    """Note that a merge was taken back."""
    with suppress(OSError):
        _write(corpus_id, [replace(one, undone=one.undone or one.id == id) for one in merges(corpus_id)])


def _merged(stored: dict[str, Any]) -> Merged:
    return Merged(
        str(stored["id"]),
        str(stored["at"]),
        str(stored["backup"]),
        Extent(*stored["before"]),
        Extent(*stored["after"]),
        tuple(map(str, stored["hashes"])),
        tuple(_came(one) for one in stored["came"]),
        bool(stored["undone"]),
    )


def _came(stored: dict[str, Any]) -> Came:
    articles, annotations, corrections = (int(stored[part]) for part in ("articles", "annotations", "corrections"))
    rows, merged, conflicts = (
        tuple((str(table), str(row)) for table, row in stored[part]) for part in ("rows", "merged", "conflicts")
    )
    listed = tuple(map(str, stored["listed"]))
    erased = int(stored.get("erased", 0))  # not told of by earlier versions
    return Came(str(stored["source"]), articles, annotations, corrections, erased, listed, rows, merged, conflicts)


def _file(corpus_id: str) -> Path:
    return state_dir(corpus_id) / "merges.jsonl"


def _write(corpus_id: str, found: Sequence[Merged]) -> None:
    path = _file(corpus_id)
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.write_text("".join(json.dumps(asdict(one)) + "\n" for one in found), "ascii")
    draft.replace(path)
