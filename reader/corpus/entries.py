"""What the index is told of an article, and told again when the article goes: its terms, its number, its checksum."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from reader.corpus import numbering, vocabulary
from reader.records import BODY_KINDS, HIDDEN_KINDS
from reader.terms import Columns, Span, columns

_NAMES = ", ".join(Columns._fields)
_INTO = f"INSERT INTO text_index (rowid, {_NAMES}) VALUES (?, ?, ?, ?, ?, ?)"
OUT_OF = f"INSERT INTO text_index (text_index, rowid, {_NAMES}) VALUES ('delete', ?, ?, ?, ?, ?, ?)"


class Text(NamedTuple):
    """What is indexed of an article; ``spans`` are that of the lead, which may be empty, and those cut from it."""

    title: str | None
    text: str
    spans: list[Span]

    def columns(self, usual: Set[str] = frozenset()) -> tuple[Columns, set[str]]:
        """Its terms by where they stand, and its tokens that are not usual."""
        lead, *rest = self.spans
        return columns(self.title, self.text, lead if lead[0] < lead[1] else None, rest, usual)


Said = tuple[int, Text, str | None]
"""An article: the stamp of its card, what is indexed, and its language."""


Row = tuple[int, str | None, str, str | None, str]
"""An article as it is read: the stamp of its card, title, text, language, and its blocks as JSON."""


def of_row(row: Row) -> Said:
    """An article from what is read of it."""
    stamp, title, text, language, blocks = row
    return stamp, Text(title, text, spans_of(json.loads(blocks))), language


def spans_of(found: Sequence[tuple[str, int, int]]) -> list[Span]:
    """Where the lead of an article stands, then all that is cut from it, by its blocks."""
    leads = [(start, end) for kind, start, end in found if kind == "lead"]
    lead = leads or [(start, end) for kind, start, end in found if kind in BODY_KINDS] or [(0, 0)]
    return [lead[0], *((start, end) for kind, start, end in found if kind in HIDDEN_KINDS)]


Told = tuple[int, tuple[str, ...], str, int]
"""What is told of an article: the stamp of its card, its columns, the spans as they are stored, the checksum.

No named tuples: between processes these are slow.
"""


class Teller:
    """Finds what the index and the vocabulary are to be told. No database is needed for it.

    It knows what it said before of the vocabulary, so another is needed where that may be lost.
    """

    def __init__(self) -> None:
        self._words = vocabulary.Seen()

    def tell(self, articles: Sequence[Said]) -> list[Told]:
        """What is told of some articles."""
        # All of them one after the other: each kind of work finds what it needs near at hand.
        found = [said.columns(self._words.plain(language)) for _, said, language in articles]
        for (_, tokens), (*_, language) in zip(found, articles):
            self._words.add(tokens, language)
        return [
            (stamp, tuple(columns), _numbers(said.spans), checksum(columns))
            for (columns, _), (stamp, said, _) in zip(found, articles)
        ]

    def news(self) -> vocabulary.News:
        """What the vocabulary is told of all since it was asked for the last time."""
        return self._words.news()


Run = list[tuple[int, Told]]
"""Articles with their numbers."""


def enter(db: sqlite3.Connection, runs: Iterable[Run]) -> None:
    """Tell the index of articles. The next run is asked for when one is told."""
    for run in runs:
        db.executemany(_INTO, [(number, *columns) for number, (_, columns, _, _) in run])
        db.executemany(
            "INSERT INTO indexed VALUES (?, ?, ?, ?)",
            [(number, stamp, spans, crc) for number, (stamp, _, spans, crc) in run],
        )


def checksum(told: Sequence[str]) -> int:
    """By which is known whether the index was told the same."""
    return zlib.crc32("\n".join(told).encode())


def in_between(db: sqlite3.Connection, articles: Iterable[Told]) -> Iterator[Run]:
    """Articles with their numbers, each where its date belongs."""
    return ([(numbering.free(db, told[0]), told)] for told in articles)


def behind(db: sqlite3.Connection, articles: Sequence[Told]) -> Iterator[Run]:
    """The same for articles in order of date, of which those that are newer than all others are numbered together."""
    (newest,) = db.execute("SELECT ifnull(max(stamp), 0) FROM indexed").fetchone()
    yield from in_between(db, (told for told in articles if told[0] < newest))
    number, before = numbering.last(db)
    run: Run = []
    for told in articles:
        stamp = told[0]
        if stamp >= newest:
            number, before = number + numbering.step(before, stamp), stamp
            run.append((number, told))
    yield run


def _numbers(spans: Iterable[Span]) -> str:
    return f"[{','.join(str(place) for span in spans for place in span)}]"


def pairs(numbers: str) -> list[Span]:
    """Spans as they are stored."""
    found = json.loads(numbers)
    return list(zip(found[::2], found[1::2]))
