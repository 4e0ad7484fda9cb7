"""The versions of a note as rows: when, how, how much each changed, by which merge it came, and where it is new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment

from reader.corpus import Corpus
from reader.corpus.history import Past
from reader.merge import Merged
from reader.speech import apart, term, tr
from reader.tui import paint
from reader.tui.widgets.rows import Ink

_AT, _HOW, _SIZE, _SOURCE = 21, 14, 11, 20
_BLANK = re.compile(r"\s")


class Told(NamedTuple):
    """One version: how many words it has more and less than the one before, its source, its first words that differ."""

    past: Past
    more: int
    less: int
    source: str | None
    """The merge it came by; ``None`` where no version came by one."""
    words: str


class Versions:
    """Rows of versions, newest first; each is compared with the one before when it is seen."""

    def __init__(self, corpus: Corpus, pasts: Sequence[Past], merges: Sequence[Merged]) -> None:
        self._pasts = pasts
        self._sources = _sources(corpus, pasts, merges)

    def __len__(self) -> int:
        return len(self._pasts)

    def rows(self, start: int, stop: int) -> list[Told]:
        """The rows at places ``start`` to ``stop``."""
        return [self._told(at) for at in range(max(0, start), min(stop, len(self._pasts)))]

    def _told(self, at: int) -> Told:
        past = self._pasts[at]
        older = self._pasts[at + 1] if at + 1 < len(self._pasts) else None
        before = older.body if older and older.how != "deleted" else ""
        now = "" if past.how == "deleted" else past.body
        more, less = (0, 0) if older and older.gone else words_changed(before, now)
        return Told(
            past, more, less, self._sources.get(past.op, "") if self._sources else None, first_difference(before, now)
        )


def _sources(corpus: Corpus, pasts: Sequence[Past], merges: Sequence[Merged]) -> dict[bytes, str]:
    def found() -> Iterator[tuple[bytes, str]]:
        for past in pasts:
            row = corpus.row("SELECT n FROM op WHERE id = ?", (past.op,)) if past.op else None
            by = (one.name for one in merges if row and not one.undone and one.before.ops < row[0] <= one.after.ops)
            yield past.op, next(by, "")

    return {op: name for op, name in found() if name}


def words_changed(before: str, now: str) -> tuple[int, int]:
    """How many words a text has that another had not, and the other way round; those that moved count as the same."""
    old, new = Counter(before.split()), Counter(now.split())
    return (new - old).total(), (old - new).total()


def first_difference(before: str, now: str) -> str:
    """A text from the word on in which it first differs from another; the other, where it only has less."""
    start = next((at for at, (one, other) in enumerate(zip(before, now)) if one != other), min(len(before), len(now)))
    shown = now if now[start:].strip() else before
    blanks = [found.end() for found in _BLANK.finditer(shown, max(0, start - 80), start)]
    begins = blanks[-1] if blanks else 0 if start < 80 else start
    return f"{'…' if begins else ''}{shown[begins:].strip()}"


def paint_told(row: Told, width: int, ink: Ink) -> list[list[Segment]]:
    """One version in one line."""
    past = row.past
    at = past.at.replace("T", " ").removesuffix("Z")
    size = "  ".join([f"+{apart(row.more)}"] * bool(row.more) + [f"−{apart(row.less)}"] * bool(row.less))
    source = tr("from {name}").format(name=row.source) if row.source else ""
    line = [Segment(paint.fitted(at, _AT), ink("quiet")), Segment(paint.fitted(term(past.how), _HOW), ink("accent")),
            Segment(paint.fitted(size, _SIZE), ink("strong"))]  # fmt: skip
    if row.source is not None:
        line.append(Segment(paint.fitted(source, _SOURCE), ink("quiet")))
    room = width - sum(part.cell_length for part in line)
    words = tr("(let go)") if past.gone else row.words
    return [[*line, Segment(paint.clipped(words, room), ink("quiet" if past.gone else "lead"))]]
