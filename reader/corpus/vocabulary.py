"""The vocabulary of a corpus: its terms, the languages they stand in, and whether they are nouns. It only grows."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager

from reader.terms import forms, middles, terms
from reader.terms.columns import GAP, Told
from reader.terms.tokens import plain_ones

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


News = dict[str, dict[str, Told]]
"""What is to be noted: terms by the kind of their language, and in how many articles each was seen."""


def store(db: sqlite3.Connection, news: News) -> None:
    """Note the terms of what is new, and long nouns by what may be their parts."""
    for kind, told in news.items():
        db.executemany(_NOTE, ((term, kind, *told[term]) for term in sorted(told)))
        new = _new_endings(db, filter(_may_be_compound, _nouns(told)))
        db.executemany("INSERT INTO ending VALUES (?)", zip(new))
        found = ((part, end[::-1]) for end in new for part in sorted(middles.middles(end[::-1])))
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


def _nouns(told: Mapping[str, Told]) -> Iterator[str]:
    return (term for term, (times, lower) in told.items() if lower < times)


def _may_be_compound(term: str) -> bool:
    return len(term) >= _LONG and term.isascii() and term.isalpha()


def _new_endings(db: sqlite3.Connection, nouns: Iterable[str]) -> list[str]:
    """Those of some nouns that are not known yet, written backwards."""
    sql = "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM ending WHERE reversed = value)"
    return [row[0] for row in db.execute(sql, (json.dumps(sorted(noun[::-1] for noun in nouns)),))]


class Seen:
    """The tokens of some articles: in which languages, and in how many of them.

    What they say is looked at when it is stored: texts repeat themselves. It holds what it told for known, so another
    is needed where that may be lost.
    """

    def __init__(self) -> None:
        self._counted: dict[str, Counter[str]] = {}
        self._known: dict[str, dict[str, int]] = {}
        """What was told, and how often it was counted before."""
        self._usual: dict[str, set[str]] = {}
        """Tokens of which nothing more has to be seen in a language."""
        self._plain: dict[str, set[str]] = {}
        """Those of them about which nothing is odd."""
        self._articles = 0

    def plain(self, language: str | None) -> Set[str]:
        """Tokens that need not be told of articles in a language, and are known to be `plain_ones`."""
        return self._plain.get(forms.kind_of(language), frozenset())

    def add(self, tokens: set[str], language: str | None) -> None:
        """The tokens of one article."""
        kind = forms.kind_of(language)
        counted, usual = self._counted.setdefault(kind, Counter()), self._usual.setdefault(kind, set())
        counted.update(tokens - usual)
        self._articles += 1
        if self._articles >= _SOME and self._articles.bit_count() == 1:
            self._settle(kind, {token for token, times in counted.items() if times >= ENOUGH})

    def _settle(self, kind: str, tokens: set[str]) -> None:
        """Look no more at some tokens in a language."""
        self._usual[kind] |= tokens
        self._plain.setdefault(kind, set()).update(plain_ones(tokens))

    def news(self) -> News:
        """What is new in them."""
        news = {kind: terms(self._news(kind, counted)) for kind, counted in self._counted.items()}
        self._counted.clear()
        self._articles = 0
        return news

    def _news(self, kind: str, counted: Mapping[str, int]) -> dict[str, int]:
        """What is new, or is usual now: in between, a token is not looked at again."""
        known, usual = self._known.setdefault(kind, {}), self._usual[kind]
        if len(known) + len(usual) > _KEPT:
            known.clear()
            usual.clear()
            self._plain.pop(kind, None)
        news = {}
        settled = set()
        for token, times in counted.items():
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
        self._settle(kind, settled)
        return news
