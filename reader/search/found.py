"""What a query finds, no farther than it is looked at: pages of texts, counts, and what else was written or named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import Any, NamedTuple

from reader.corpus import textindex, ways
from reader.corpus.conditions import Condition, filters
from reader.corpus.counting import SOON, total
from reader.corpus.file import Corpus
from reader.corpus.openfile import was_stopped
from reader.corpus.remembered import remembered, still
from reader.corpus.unindexed import unindexed
from reader.query import Query, parse
from reader.records import Hit
from reader.search import named, written
from reader.search.dense import Beginning, dense
from reader.search.newest import foresee, is_vain
from reader.search.ranking import LAST, Matches
from reader.search.snippets import Marker
from reader.search.tables import narrowed

MOST_COUNTED = 1000
_CHUNK = 200
_READ = 10
"""Texts that are in memory at once."""
_AT_ONCE = 1000
"""Texts that are found in one look at the file."""
_Row = list[Any]
_END, _FARTHER, _UNREAD = (-1, 0), (-2, 0), (-3, 0)
"""In place of a stamp and how near it comes: there are no more; what follows is far off, and takes long to look for;
texts have to be read for it."""


class Count(NamedTuple):
    """How many; at least so many if not ``exact``."""

    number: int
    exact: bool


class Found:
    """What a query finds in a corpus as it stands. Belongs to the thread of the corpus."""

    def __init__(self, corpus: Corpus, query: str | Query, typing: bool = False, after: int = 0) -> None:
        """``typing``: the last word may not be written to its end. ``after``: only texts with a higher number."""
        self.corpus = corpus
        self.query = parse(query) if isinstance(query, str) else query
        self._typing, self._after = typing, after
        self._at_once = True
        self._stamps: list[int] = []
        self._levels: list[int] = []
        self._via: dict[int, named.Called] = {}
        self._markers: dict[int, Marker] = {}
        self._matches: list[Matches | Beginning] = []
        self._seen: set[int] = set()
        self._rest = self._all()
        self.is_all = False
        """Whether it is known that nothing more is found."""

    @cached_property
    def _wishes(self) -> ways.Wishes:
        return ways.wishes(self.corpus, self.query, self._typing)

    @cached_property
    def _where(self) -> Condition:
        where = filters(self.corpus, self.query)
        if self._after:
            where.add("card.article > ?", self._after)
        return where

    @cached_property
    def _index(self) -> textindex.State:
        return remembered(self.corpus, textindex.state)

    @property
    def reading(self) -> bool:
        """Whether texts are read through because they are not in the index, or it cannot be believed."""
        return self._index != "sound"

    @property
    def is_vague(self) -> bool:
        """Whether words are asked for by beginnings that so many have that it takes long to find what has any."""
        if self._index != "broken":
            with self._believing():
                return any(wish.is_vague(ways.BEGINNING) for wishes in self._wishes.wanted for wish in wishes)
        return False

    @property
    def ranked(self) -> int | None:
        """How many of the texts were ranked, the newest; ``None`` if all that were looked at so far."""
        return next((one.ranked for one in self._matches if one.ranked is not None), None)

    @property
    def at_least(self) -> int:
        """How many texts there are for sure, by what was looked at so far."""
        found = len(self._stamps)
        return found if self.is_all else max([found, *(one.number for one in self._matches)])

    def texts(self, start: int, stop: int) -> list[Hit]:
        """A stretch of the texts that were found, best first."""
        self._find(stop)
        hits = []
        for at in range(start, min(stop, len(self._stamps)), _READ):
            places = range(at, min(at + _READ, stop, len(self._stamps)))
            rows = self._read([self._stamps[place] for place in places])
            hits += [self._hit(place, *row) for place in places if (row := rows.get(self._stamps[place]))]
        return hits

    def stamps(self, most: int, enough: int | None = None) -> list[int]:
        """The cards of the first texts, best first: what `texts` says of them is not read.

        If ``enough`` are found, it is not looked for more where that takes long.
        """
        self._find(most, enough)
        return self._stamps[:most]

    def count(self, most: int | None = MOST_COUNTED) -> Count:
        """How many texts are found, counted up to a number."""
        if not self.query:
            return Count(0, True)
        wanted = None if most is None else most + 1
        number = self._counted_at_once(-1 if wanted is None else wanted)
        if number is None:
            self._find(wanted)
            number = len(self._stamps)
        return Count(number, True) if most is None or number <= most else Count(most, False)

    def _counted_at_once(self, most: int) -> int | None:
        """How many the index says there are; ``None`` where they must be found to be counted."""
        with self._believing():
            if not self.reading and self._wishes and not named.runs(self.corpus, self.query):
                return self._counted(most)
        return None

    @contextmanager
    def _believing(self) -> Iterator[None]:
        """Ask the index. Where it turns out to be damaged, it is not believed any more."""
        try:
            yield
        except textindex.LOST as error:
            if was_stopped(error):
                raise
            self._index = "broken"

    def _counted(self, most: int) -> int:
        expression = self._wishes.expression(ways.PARTS)
        if expression is None:
            return 0
        tables, where = narrowed(self._where)
        sql = (
            f"SELECT count(*) FROM (SELECT 1 FROM text_index {tables} WHERE text_index MATCH ? AND {where.sql} LIMIT ?)"
        )
        return int(self.corpus.rows(sql, [expression, *where.parameters, most])[0][0])

    def foresee(self) -> None:
        """Look up what words mean that are written to their end, before those behind them are typed."""
        with self._believing():
            for level in (ways.BEGINNING, ways.PARTS):
                Matches(self.corpus, self._wishes, level, self._where, self._seen).foresee()
            foresee(self.corpus, self._wishes)

    def notes(self) -> Iterator[Hit]:
        """Notes and highlights, those that say just what is asked first."""
        return written.written(self.corpus, self.query, self._typing)

    def tags(self) -> Iterator[Hit]:
        """Articles by their tags."""
        return written.tags(self.corpus, self.query, self._typing)

    def names(self) -> Iterator[Hit]:
        """Entities by what they are called."""
        return named.names(self.corpus, self.query)

    def _find(self, most: int | None, enough: int | None = None) -> None:
        is_done = False
        while not is_done:
            # A few are found in a moment; whoever wants to write need not wait for more.
            at_once = self._at_once and most is not None and most <= _AT_ONCE
            with still(self.corpus) if at_once else nullcontext():
                is_done = self._find_more(most, enough)

    def _find_more(self, most: int | None, enough: int | None) -> bool:
        """Whether it is done; if not, texts must be read now."""
        while most is None or len(self._stamps) < most:
            stamp, level = next(self._rest, _END)
            if stamp >= 0:
                self._stamps.append(stamp)
                self._levels.append(level)
            elif (stamp, level) == _END:
                self.is_all = True
                return True
            elif (stamp, level) == _UNREAD:
                self._at_once = False
                return False
            elif enough is not None and len(self._stamps) >= enough:
                return True
        return True

    def _all(self) -> Iterator[tuple[int, int]]:
        """Stamps of all texts that are found, each once, with how near they come; `_FARTHER` may stand between."""
        seen = self._seen
        if not self.query:
            return
        if self._index != "broken":
            with self._believing():
                for stamp, level in self._indexed():
                    if stamp not in seen:
                        if stamp >= 0:
                            seen.add(stamp)
                        yield stamp, level
        if self._index != "sound":
            yield _UNREAD
            where, parameters = self._where.sql, self._where.parameters
            for stamp, level in unindexed(self.corpus, self.query, where, parameters, every=self._index == "broken"):
                if stamp not in seen:
                    seen.add(stamp)
                    yield stamp, level

    def _indexed(self) -> Iterator[tuple[int, int]]:
        if not self._wishes:
            yield from ((stamp, ways.EXACT) for stamp in self._by_date())
            return
        before = None
        for level in (ways.EXACT, ways.FORMS, ways.BEGINNING, None, ways.PARTS):
            if level is None:
                if self.is_vague or (self._typing and total(self.corpus) > SOON):
                    yield _FARTHER
                yield from self._of_names()
                continue
            if level == ways.PARTS and is_vain(self.corpus, self._wishes):
                continue
            expression = self._wishes.expression(level)
            if expression is not None and expression != before:
                before = expression
                yield from ((stamp, level) for stamp in self._matching(level))

    def _matching(self, level: int) -> Iterator[int]:
        beginning = dense(self.corpus, self._wishes, level)
        found = Beginning(self.corpus, beginning, self._where) if beginning else None
        matches = found or Matches(self.corpus, self._wishes, level, self._where, self._seen)
        self._matches.append(matches)
        return iter(matches)

    def _by_date(self) -> Iterator[int]:
        """Texts where nothing is looked for in them, only excluded or filtered."""
        where = Condition(list(self._where.parts), list(self._where.parameters))
        for unwanted in self._wishes.unwanted:
            said = ways.any_of(unwanted, ways.FORMS)
            if said:
                where.add(f"card.stamp NOT IN ({textindex.STAMPS})", said)
        sql = f"SELECT stamp FROM card WHERE {where.sql} AND card.stamp < ? ORDER BY card.stamp DESC LIMIT {_CHUNK}"
        before = LAST + 1
        while rows := self.corpus.rows(sql, [*where.parameters, before]):
            yield from (row[0] for row in rows)
            before = rows[-1][0]

    def _of_names(self) -> Iterator[tuple[int, int]]:
        for stamp, called in named.articles(self.corpus, self.query, self._wishes, self._where):
            if stamp not in self._seen:
                self._via[stamp] = called
                yield stamp, ways.FORMS

    def _read(self, stamps: Sequence[int]) -> dict[int, _Row]:
        sql = (
            "SELECT card.stamp, article.id, card.title, published, text, opening, article.n FROM json_each(?) "
            "CROSS JOIN card ON card.stamp = value JOIN article ON article.n = card.article"
        )
        return {stamp: row for stamp, *row in self.corpus.rows(sql, (json.dumps(stamps),))}

    def _hit(
        self, place: int, article: str, title: str | None, published: str | None, text: str, opening: str, number: int
    ) -> Hit:
        called = self._via.get(self._stamps[place])
        shown = named.place(self.corpus, number, text, called) if called else None
        if self._wishes and shown is None:
            shown = self._marker(self._levels[place]).snippet(text)
        snippet, matches = shown if shown and (shown[1] or called) else (opening, ())
        return Hit(article, title, published, "text", snippet, matches, via=called.name if called else None)

    def _marker(self, level: int) -> Marker:
        if level not in self._markers:
            clauses = self._clauses(ways.EXACT)
            if self._index != "broken":
                with self._believing():
                    # Other forms are marked in a text that has the very word, too; compounds only where nothing else
                    # is found.
                    clauses = self._clauses(max(level, ways.FORMS))
            self._markers[level] = Marker(clauses)
        return self._markers[level]

    def _clauses(self, level: int) -> list[list[ways.Way]]:
        """What may say each clause of the query, up to a level."""
        return [[way for wish in wishes for way in wish.ways(level)] for wishes in self._wishes.wanted]
