"""What the index is told of an article, and told again when the article goes: its terms, its number, its checksum."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reader.corpus import numbering, vocabulary
from reader.records import BODY_KINDS, HIDDEN_KINDS, Block
from reader.terms import Columns, Span, columns

_NAMES = ", ".join(Columns._fields)
_INTO = f"INSERT INTO text_index (rowid, {_NAMES}) VALUES (?, ?, ?, ?, ?, ?)"
OUT_OF = f"INSERT INTO text_index (text_index, rowid, {_NAMES}) VALUES ('delete', ?, ?, ?, ?, ?, ?)"

_TOGETHER = 500_000
"""Characters of articles that are told together."""


class Text(NamedTuple):
    """What is indexed of an article; ``spans`` are that of the lead, which may be empty, and those cut from it."""

    title: str | None
    text: str
    spans: list[Span]

    def columns(self) -> tuple[Columns, set[str]]:
        """Its terms by where they stand, and its tokens."""
        lead, *rest = self.spans
        return columns(self.title, self.text, lead if lead[0] < lead[1] else None, rest)


Said = tuple[int, Text, str | None]
"""An article: the stamp of its card, what is indexed, and its language."""


def of_row(row: Any) -> Said:
    """An article as it is read: stamp, title, text, language, and its blocks as JSON."""
    stamp, title, text, language, blocks = row
    return stamp, Text(title, text, spans_of(list(map(Block._make, json.loads(blocks))))), language


def spans_of(found: Sequence[Block]) -> list[Span]:
    """Where the lead of an article stands, then all that is cut from it."""
    lead = next((b for b in found if b.kind == "lead"), None) or next((b for b in found if b.kind in BODY_KINDS), None)
    cut = [(b.start, b.end) for b in found if b.kind in HIDDEN_KINDS]
    return [(lead.start, lead.end) if lead else (0, 0), *cut]


Run = list[tuple[int, Said]]
"""Articles with their numbers."""


def enter(db: sqlite3.Connection, runs: Iterable[Run], words: vocabulary.Seen) -> None:
    """Tell the index of articles, and the vocabulary of their words. The next run is asked for when one is told."""
    for run in runs:
        # All of a run one after the other: each kind of work finds what it needs near at hand.
        told = [said.columns() for _, (_, said, _) in run]
        for (_, tokens), (_, (*_, language)) in zip(told, run):
            words.add(tokens, language)
        db.executemany(_INTO, [(number, *columns) for (columns, _), (number, _) in zip(told, run)])
        rows = [
            (number, stamp, _numbers(said.spans), checksum(columns))
            for (columns, _), (number, (stamp, said, _)) in zip(told, run)
        ]
        db.executemany("INSERT INTO indexed VALUES (?, ?, ?, ?)", rows)
    words.store(db)


def checksum(told: Columns) -> int:
    """By which is known whether the index was told the same."""
    return zlib.crc32("\n".join(told).encode())


def in_between(db: sqlite3.Connection, articles: Iterable[Said]) -> Iterator[Run]:
    """Articles with their numbers, each where its date belongs."""
    return ([(numbering.free(db, said[0]), said)] for said in articles)


def behind(db: sqlite3.Connection, articles: Iterable[Said]) -> Iterator[Run]:
    """The same for articles in order of date, of which those that are newer than all others are numbered together."""
    (newest,) = db.execute("SELECT ifnull(max(stamp), 0) FROM indexed").fetchone()
    run: Run = []
    number, before, size = -1, 0, 0
    for said in articles:
        if said[0] < newest:
            yield [(numbering.free(db, said[0]), said)]
            continue
        if number < 0:
            number, before = numbering.last(db)
        number, before = number + numbering.step(before, said[0]), said[0]
        run.append((number, said))
        size += len(said[1].text)
        if size > _TOGETHER:
            yield run
            run, size = [], 0
    yield run


def _numbers(spans: Iterable[Span]) -> str:
    return f"[{','.join(str(place) for span in spans for place in span)}]"


def pairs(numbers: str) -> list[Span]:
    """Spans as they are stored."""
    found = json.loads(numbers)
    return list(zip(found[::2], found[1::2]))
