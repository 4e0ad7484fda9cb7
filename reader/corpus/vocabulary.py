"""The vocabulary of a corpus: its terms, the languages they stand in, and whether they are nouns. It only grows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from reader.terms import forms, terms

ENOUGH = 4
"""Articles after which is known whether a term is a noun: what stands in many is not written anew for each."""
_LONG = 6
"""Letters from which on a noun may be a compound."""


class _Known(NamedTuple):
    kinds: str
    seen: int
    lower: int


_NEW = _Known("", 0, 0)


class Seen:
    """The terms of some articles: in which languages, in how many of them, and in how many of those in lower case."""

    def __init__(self) -> None:
        self._terms: dict[str, _Known] = {}
        self._usual: dict[str, set[str]] = {}
        """Clusters of which nothing more has to be seen in a language."""

    def add(self, clusters: set[str], language: str | None) -> None:
        """The clusters of one article."""
        kind = forms.kind_of(language)
        usual = self._usual.setdefault(kind, set())
        for term, low in terms(clusters - usual).items():
            before = self._terms.get(term, _NEW)
            kinds = before.kinds if kind in before.kinds else before.kinds + kind
            self._terms[term] = _Known(kinds, before.seen + 1, before.lower + low)
            if before.seen == ENOUGH:
                usual.update((term, term.capitalize()))

    def store(self, db: sqlite3.Connection) -> None:
        """Note what is new in them, and forget all but what is usual."""
        known = _known(db, self._terms)
        news = {term: both for term, seen in self._terms.items() if (both := _united(known.get(term, _NEW), seen))}
        rows = [(term, *news[term]) for term in sorted(news)]
        db.executemany("INSERT OR REPLACE INTO term VALUES (?, ?, ?, ?)", rows)
        long = (term for term, both in news.items() if both.lower < both.seen and _may_be_compound(term))
        db.executemany("INSERT OR IGNORE INTO ending VALUES (?)", sorted((term[::-1],) for term in long))
        self._terms.clear()


def _united(known: _Known, more: _Known) -> _Known | None:
    """What is known with more; ``None`` if that says nothing new."""
    kinds = "".join(sorted({*known.kinds, *more.kinds}))
    if known.seen >= ENOUGH and kinds == known.kinds:
        return None
    return _Known(kinds, known.seen + more.seen, known.lower + more.lower)


def _may_be_compound(term: str) -> bool:
    return len(term) >= _LONG and term.isascii() and term.isalpha()


def _known(db: sqlite3.Connection, terms: Iterable[str]) -> dict[str, _Known]:
    """What the corpus knows of some terms."""
    sql = "SELECT term, kinds, seen, lower FROM term WHERE term IN (SELECT value FROM json_each(?))"
    return {row[0]: _Known(*row[1:]) for row in db.execute(sql, (json.dumps(sorted(terms)),))}
