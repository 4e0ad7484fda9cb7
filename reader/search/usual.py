"""Which of the newest texts say what most texts say: looked up once, and known while another word is typed behind it.

FTS5 would step through all these texts with each letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.corpus.counting import SOON, total
from reader.corpus.file import Corpus
from reader.corpus.remembered import answered, remembered
from reader.search import kept

_TEXTS, _NUMBERS = 50_000, 1 << 22
"""The newest texts of which it is known, as far as their numbers in the index are not farther apart than that."""
_KEPT = 24
"""Expressions of which it is known; each takes a bit for each number."""


class Known(NamedTuple):
    """Which of the texts with the numbers ``since`` to ``last`` match: those whose bit is set."""

    since: int
    last: int
    bits: bytes

    def covers(self, span: tuple[int, int]) -> bool:
        """Whether it is known of all texts from one number to another."""
        return self.since <= span[0] and span[1] <= self.last

    def among(self, numbers: Iterable[int]) -> list[int]:
        """Those of some numbers that match. All must be such that it is known."""
        since, _, bits = self
        return [number for number in numbers if bits[number - since >> 3] >> (number - since & 7) & 1]


def known(corpus: Corpus, expression: str) -> Known | None:
    """Which of the newest texts match, if it was learnt."""
    return remembered(corpus, _every).get(expression)


def learn(corpus: Corpus, expression: str, columns: Sequence[str]) -> None:
    """Look up which of the newest texts match, and which do in nothing but some columns, if most of many match."""
    if not answered(corpus, _is_usual, expression):
        return
    every = remembered(corpus, _every)
    for one in (expression, *(kept.within(some, expression) for some in columns)):
        if one not in every:
            every[one] = _known(corpus, one)
    while len(every) > _KEPT:
        del every[next(iter(every))]


def _every(_: Corpus) -> dict[str, Known]:
    """Begins what is known of each expression, that which was learnt last behind the others."""
    return {}


def _is_usual(corpus: Corpus, expression: str) -> bool:
    if total(corpus) <= SOON:
        return False
    since, _ = kept.newest(corpus)
    most = kept.SAMPLE // 2
    return kept.how_many(corpus, expression, most, since) == most


def _known(corpus: Corpus, expression: str) -> Known:
    since, last = remembered(corpus, _span)
    bits = bytearray((last - since >> 3) + 1)
    sql = "SELECT rowid FROM text_index WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
    for (number,) in corpus.rows(sql, (expression, since, last)):
        bits[number - since >> 3] |= 1 << (number - since & 7)
    return Known(since, last, bytes(bits))


def _span(corpus: Corpus) -> tuple[int, int]:
    """The numbers of the newest texts, the first and the last."""
    numbers = "SELECT number FROM indexed ORDER BY number DESC LIMIT 1"
    (last,) = corpus.row(numbers) or (0,)
    (first,) = corpus.row(f"{numbers} OFFSET ?", (_TEXTS,)) or (0,)
    return max(first, last - _NUMBERS) + 1, last
