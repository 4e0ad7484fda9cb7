"""Beginnings of words that most texts have: those texts are found by reading the newest, not by the index.

FTS5 finds what begins with one letter by uniting the places of a tenth of all words, which takes longer than a key
may. But where every second text has such a word, fifty of them are found in the newest hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.corpus import ways, wordforms
from reader.corpus.conditions import Condition
from reader.corpus.file import Corpus
from reader.search.ranking import LAST
from reader.terms.spelling import clusters, meaning

_LONGEST = 4
"""Letters up to which a beginning may be in most texts."""
_COMPLETIONS = 300
"""Terms with a beginning up to which the index is quick."""
_TRIED = 24
_DENSE = 4
"""One text in so many of those that were tried makes reading the quicker way."""
_STEP, _LONGEST_STEP = 32, 512
"""Texts that are read at once: few at first, for the first page is waited for."""


class Asked(NamedTuple):
    """A beginning, and what else a text must say (FTS5; empty: nothing)."""

    beginning: str
    besides: str


def dense(corpus: Corpus, wishes: ways.Wishes, level: int) -> Asked | None:
    """The beginning that makes a query one to be read for, if there is one."""
    last = wishes.wanted[-1] if wishes.wanted else []
    if len(last) != 1 or wishes.unwanted or last[0].column:
        return None
    found = [way.terms[0] for way in last[0].ways(level) if way.prefix and len(way.terms) == 1]
    if len(found) != 1 or len(found[0]) > _LONGEST:
        return None
    if wordforms.completions(corpus, found[0], _COMPLETIONS) < _COMPLETIONS or not _is_frequent(corpus, found[0]):
        return None
    besides = [ways.any_of(one, level) for one in wishes.wanted[:-1]]
    return Asked(found[0], " AND ".join(besides)) if all(besides) else None


def _is_frequent(corpus: Corpus, beginning: str) -> bool:
    sql = "SELECT text FROM card JOIN article ON n = card.article ORDER BY stamp DESC LIMIT ?"
    having = sum(_has(text, beginning) for (text,) in corpus.rows(sql, (_TRIED,)))
    return having * _DENSE >= _TRIED


class Beginning:
    """Texts with a word of some beginning, newest first."""

    def __init__(self, corpus: Corpus, asked: Asked, where: Condition) -> None:
        self._corpus, self._asked, self._where = corpus, asked, where
        self.ranked: int | None = 0

    def __iter__(self) -> Iterator[int]:
        tables = "card JOIN article ON article.n = card.article"
        where, parameters = self._where.sql, list(self._where.parameters)
        if self._asked.besides:
            tables = f"text_index CROSS JOIN card ON card.stamp = text_index.rowid {tables.removeprefix('card ')}"
            where, parameters = f"text_index MATCH ? AND {where}", [self._asked.besides, *parameters]
        order = "text_index.rowid" if self._asked.besides else "card.stamp"
        sql = (
            f"SELECT card.stamp, card.title, article.text FROM {tables} "
            f"WHERE {where} AND {order} < ? ORDER BY {order} DESC LIMIT ?"
        )
        before, step = LAST + 1, _STEP
        while rows := self._corpus.rows(sql, [*parameters, before, step]):
            for stamp, title, text in rows:
                if _has(title or "", self._asked.beginning) or _has(text, self._asked.beginning):
                    yield stamp
            before, step = rows[-1][0], min(2 * step, _LONGEST_STEP)


def _has(text: str, beginning: str) -> bool:
    step = 4000
    for at in range(0, len(text), step):
        for cluster in clusters(text[at : at + step]):
            if any(term.startswith(beginning) for term in meaning(cluster).terms):
                return True
    return False
