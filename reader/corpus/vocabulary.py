"""The vocabulary of a corpus: its terms, the languages they stand in, and whether they are nouns. It only grows."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from reader.terms import forms, middles, terms
from reader.terms.columns import Told

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


class News(NamedTuple):
    """What is to be noted: terms, each with a language and how often it was seen, and those that may be compounds."""

    terms: list[tuple[str, str, int, int]]
    long: list[str]


def store(db: sqlite3.Connection, news: News) -> None:
    """Note what is new, and long nouns by what may be their parts."""
    db.executemany(_NOTE, news.terms)
    db.executemany("INSERT OR IGNORE INTO ending VALUES (?)", sorted((term[::-1],) for term in news.long))
    found = ((part, term) for term in news.long for part in sorted(middles.middles(term)))
    db.executemany("INSERT OR IGNORE INTO middle VALUES (?, ?)", found)


class Seen:
    """The terms of some articles: in which languages, in how many of them, and in how many of those in lower case.

    What is counted are tokens, and what they say is looked at when it is told: texts repeat themselves. It holds what
    it told for known, so another is needed where that may be lost.
    """

    def __init__(self) -> None:
        self._counted: dict[str, Counter[str]] = {}
        self._known: dict[str, dict[str, int]] = {}
        """What was told, and how often it was counted before."""
        self._usual: dict[str, set[str]] = {}
        """Tokens of which nothing more has to be seen in a language."""
        self._long: set[str] = set()
        """Terms that were told as what may be compounds."""
        self._articles = 0

    def add(self, tokens: set[str], language: str | None) -> None:
        """The tokens of one article."""
        kind = forms.kind_of(language)
        counted, usual = self._counted.setdefault(kind, Counter()), self._usual.setdefault(kind, set())
        counted.update(tokens - usual)
        self._articles += 1
        if self._articles >= _SOME and self._articles.bit_count() == 1:
            usual.update(token for token, times in counted.items() if times >= ENOUGH)

    def news(self) -> News:
        """What is new in them."""
        news = News([], [])
        for kind, counted in self._counted.items():
            told = terms(self._news(kind, counted))
            news.terms.extend((term, kind, *told[term]) for term in sorted(told))
            news.long.extend(self._long_of(told))
        self._counted.clear()
        self._articles = 0
        return news

    def _news(self, kind: str, counted: Mapping[str, int]) -> dict[str, int]:
        """What is new, or is usual now: in between, a token is not looked at again."""
        known, usual = self._known.setdefault(kind, {}), self._usual[kind]
        if len(known) + len(usual) > _KEPT:
            known.clear()
            usual.clear()
            self._long.clear()
        news = {}
        for token, times in counted.items():
            before = known.get(token, 0)
            if before + times >= ENOUGH:
                if before:
                    del known[token]
                usual.add(token)
            else:
                known[token] = before + times
                if before:
                    continue
            news[token] = times
        return news

    def _long_of(self, told: Mapping[str, Told]) -> list[str]:
        """The long nouns that were not told before."""
        nouns = {term for term, (times, lower) in told.items() if lower < times and len(term) >= _LONG}
        long = sorted(filter(_may_be_compound, nouns - self._long))
        self._long.update(long)
        return long


def _may_be_compound(term: str) -> bool:
    return term.isascii() and term.isalpha()
