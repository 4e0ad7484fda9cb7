"""The vocabulary of a corpus: its terms, the languages they stand in, and whether they are nouns. It only grows."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import repeat
from typing import NamedTuple

from reader.terms import forms, middles, terms
from reader.terms.columns import GAP
from reader.terms.tokens import Counted, plain_ones

ENOUGH = 4
"""Articles after which is known whether a term is a noun: what stands in many is not written anew for each."""
_KEPT = 600_000
"""Tokens that are kept in mind."""
_SOME = 64
"""Articles after which it is first seen which tokens need not be counted any more."""
_LONG = 6
"""Letters from which on a noun may be a compound."""


_NOTE = f"""
INSERT INTO term VALUES (?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET
  kinds = CASE WHEN instr(kinds, excluded.kinds) THEN kinds ELSE kinds || excluded.kinds END,
  seen = seen + excluded.seen, lower = lower + excluded.lower
WHERE seen < {ENOUGH} OR NOT instr(kinds, excluded.kinds)
"""


class Words(NamedTuple):
    """What is to be noted of the words of articles in languages of one kind; as lists, since it goes to a process."""

    terms: list[str]
    """In the order in which they are stored: that is quicker."""
    seen: list[int]
    """In how many articles each of them was seen."""
    lower: list[int]
    """In how many of these it stands in lower case."""
    endings: list[str]
    """Those that may be compounds, backwards: only such as were not told before."""


News = dict[str, Words]
"""What is to be noted, by the kind of the languages."""


def store(db: sqlite3.Connection, news: News) -> None:
    """Note the terms of what is new, and long nouns by what may be their parts."""
    for kind, told in news.items():
        db.executemany(_NOTE, zip(told.terms, repeat(kind), told.seen, told.lower))
        new = _new_endings(db, told.endings)
        db.executemany("INSERT INTO ending VALUES (?)", zip(new))
        compounds = (end[::-1] for end in new)
        found = ((part, compound) for compound in compounds for part in middles.middles(compound))
        db.executemany("INSERT OR IGNORE INTO middle VALUES (?, ?)", found)


@contextmanager
def indexed_terms(db: sqlite3.Connection) -> Iterator[str]:
    """The name of a table of all terms of the index, which is there as long as this lasts."""
    db.execute("CREATE VIRTUAL TABLE temp.indexed_term USING fts5vocab (main, text_index, row)")
    try:
        yield "temp.indexed_term"
    finally:
        db.execute("DROP TABLE temp.indexed_term")


def is_whole(db: sqlite3.Connection) -> bool:
    """Whether every term of the index is in the vocabulary; reads all of them."""
    with indexed_terms(db) as terms_there:
        sql = f"SELECT 1 FROM {terms_there} WHERE term <> ? AND term NOT IN (SELECT term FROM term) LIMIT 1"
        return not db.execute(sql, (GAP,)).fetchall()


def _may_be_compound(term: str) -> bool:
    return len(term) >= _LONG and term.isascii() and term.isalpha()


def _new_endings(db: sqlite3.Connection, endings: Sequence[str]) -> list[str]:
    """Those of some endings that are not known yet."""
    sql = "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM ending WHERE reversed = value)"
    return [row[0] for row in db.execute(sql, (json.dumps(endings),))]


class _Kind:
    """The tokens of articles in languages of one kind."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        """In how many articles those stand of which more has to be seen, since it was told last."""
        self.known: dict[str, int] = {}
        """What was told, and how often it was counted before."""
        self.usual: set[str] = set()
        """Tokens of which nothing more has to be seen."""
        self.plain: set[str] = set()
        """Those of them about which nothing is odd."""

    def settle(self, tokens: set[str]) -> None:
        """Look no more at some tokens."""
        self.usual |= tokens
        self.plain |= plain_ones(tokens)

    def news(self) -> dict[str, int]:
        """What is new, or is usual now: in between, a token is not looked at again."""
        known = self.known
        if len(known) + len(self.usual) > _KEPT:
            for kept in (known, self.usual, self.plain):
                kept.clear()
        news = {}
        settled = set()
        for token, times in self.counted.items():
            before = known.get(token, 0)
            if before + times >= ENOUGH:
                if before:
                    del known[token]
                settled.add(token)
            else:
                known[token] = before + times
                if before:
                    continue
            news[token] = times
        self.settle(settled)
        self.counted.clear()
        return news


class Seen:
    """The tokens of some articles: in which languages, and in how many of them.

    What they say is looked at when it is stored: texts repeat themselves. It holds what it told for known, so another
    is needed where that may be lost.
    """

    def __init__(self) -> None:
        self._kinds: defaultdict[str, _Kind] = defaultdict(_Kind)
        self._compounds: set[str] = set()
        """What was told of those that may be compounds."""
        self._articles = 0

    def plain(self, language: str | None) -> Set[str]:
        """Tokens that need not be told of articles in a language, and are known to be `plain_ones`."""
        return self._kinds[forms.kind_of(language)].plain

    def add(self, tokens: set[str], language: str | None) -> None:
        """The tokens of one article."""
        kind = self._kinds[forms.kind_of(language)]
        kind.counted.update(tokens - kind.usual)
        self._articles += 1
        if self._articles >= _SOME and self._articles.bit_count() == 1:
            kind.settle({token for token, times in kind.counted.items() if times >= ENOUGH})

    def news(self) -> News:
        """What is new in them."""
        self._articles = 0
        return {name: self._told(terms(kind.news())) for name, kind in self._kinds.items()}

    def _told(self, found: Counted) -> Words:
        if len(self._compounds) > _KEPT:
            self._compounds.clear()
        times, lower = found
        nouns = {term for term in times if _may_be_compound(term) and lower.get(term, 0) < times[term]}
        new = nouns - self._compounds
        self._compounds |= new
        ordered = sorted(times)
        seen, in_lower = [times[term] for term in ordered], [lower.get(term, 0) for term in ordered]
        return Words(ordered, seen, in_lower, sorted(term[::-1] for term in new))
