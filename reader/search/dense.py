"""Beginnings of words that most texts or titles have: those are found by reading the newest, not by the index.

FTS5 finds what begins with one letter by uniting the places of a tenth of all words, which takes longer than a key
may. But where every second text has such a word, fifty of them are found in the newest hundred.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import islice
from typing import NamedTuple

from reader.corpus import ways, wordforms
from reader.corpus.conditions import Condition
from reader.corpus.counting import total
from reader.corpus.file import Corpus
from reader.corpus.remembered import answered
from reader.search.glance import glance, stretches
from reader.search.ranking import LAST
from reader.search.tables import TEXTS, TITLES, within
from reader.terms import words
from reader.terms.tokens import said, written

_LONGEST = 4
"""Letters up to which a beginning may be in most texts."""
_COMPLETIONS = 300
"""Terms with a beginning up to which the index is quick."""
_TRIED = 48
_DENSE, _RAREST = 4, 16
"""One text in so many of those that were tried makes reading the quicker way: in a small corpus, and at most."""
_MANY = 100_000
"""For each so many texts it may be one in `_DENSE` more: the index unites the terms of a beginning over all of them."""
_GOING_ON = ("-", "‐", "\u00ad")
"""Behind these a word may go on in the next line."""
_NEAR = 16
"""Characters before a word in which they are looked for; where all of them are blanks, they may stand before those."""
_MARKS, _SIGNS = "–—…‘’‚", "+&#"
"""What parts words, though FTS5 takes it for a letter; and what may be a part of them, though it is none."""
_GOES_ON = re.compile(r"-[ \t]*\n")
_STEP, _LONGEST_STEP = 32, 512
"""Texts that are read at once: few at first, for the first page is waited for."""


class Asked(NamedTuple):
    """A beginning, and what else a text must say or must not (FTS5; empty: nothing)."""

    beginning: str
    besides: str
    without: str = ""
    in_titles: bool = False
    """Whether it must begin a word of a title."""


def dense(corpus: Corpus, wishes: ways.Wishes, level: int) -> Asked | None:
    """The beginning that makes a query one to be read for, if there is one."""
    last = wishes.wanted[-1] if wishes.wanted else []
    if len(last) != 1:
        return None
    found = [way.terms[0] for way in last[0].ways(level) if way.prefix and len(way.terms) == 1]
    if len(found) != 1 or len(found[0]) > _LONGEST:
        return None
    if wordforms.completions(corpus, found[0], _COMPLETIONS) < _COMPLETIONS:
        return None
    in_titles = bool(last[0].column)
    if in_titles and (len(wishes.wanted) > 1 or wishes.unwanted):
        return None  # what stands beside it ranks them
    if not answered(corpus, _is_frequent, (found[0], in_titles)):
        return None
    besides = [ways.any_of(one, level) for one in wishes.wanted[:-1]]
    return Asked(found[0], " AND ".join(besides), wishes.refused(level), in_titles) if all(besides) else None


def _is_frequent(corpus: Corpus, asked: tuple[str, bool]) -> bool:
    beginning, in_titles = asked
    if len(beginning) > 1 and not answered(corpus, _is_frequent, (beginning[:-1], in_titles)):
        return False
    said = "ifnull(title, '') FROM card" if in_titles else "text FROM card JOIN article ON n = card.article"
    sql = f"SELECT {said} ORDER BY stamp DESC LIMIT ?"
    least = _TRIED // (_RAREST if in_titles else min(_RAREST, _DENSE * (1 + total(corpus) // _MANY)))
    having = (1 for (text,) in corpus.rows(sql, (_TRIED,)) if has(text, beginning))
    return sum(islice(having, least)) == least


class Beginning:
    """Texts with a word of some beginning, newest first."""

    number = 0
    """Of how many is known before they are read."""

    def __init__(self, corpus: Corpus, asked: Asked, where: Condition) -> None:
        self._corpus, self._asked, self._where = corpus, asked, where
        self.ranked: int | None = 0

    def __iter__(self) -> Iterator[int]:
        where, parameters = self._where.sql, list(self._where.parameters)
        besides, without = self._asked.besides, self._asked.without
        text, texts = ("''", "") if self._asked.in_titles else ("article.text", TEXTS)
        if besides:
            parameters.insert(0, f"({besides}) NOT ({without})" if without else besides)
            sql = (
                f"SELECT text_index.rowid, card.stamp, card.title, {text} FROM text_index {TITLES}{texts} "
                f"WHERE text_index MATCH ? AND {where} AND text_index.rowid < ? ORDER BY text_index.rowid DESC LIMIT ?"
            )
        else:
            # Sorted by itself: with the texts beside them, stamps that a filter finds would be slow to sort.
            some = f"SELECT stamp FROM card WHERE {where} AND card.stamp < ? ORDER BY card.stamp DESC LIMIT ?"
            sql = (
                f"SELECT card.stamp, card.stamp, card.title, {text} FROM ({some}) AS some CROSS JOIN card "
                f"ON card.stamp = some.stamp{texts} ORDER BY card.stamp DESC"
            )
        before, step = LAST + 1, _STEP
        while rows := self._corpus.rows(sql, [*parameters, before, step]):
            begun = (stamp for _, stamp, title, text in rows if self._is_begun(title or "", text))
            yield from self._allowed([*begun]) if without and not besides else begun
            before, step = rows[-1][0], min(2 * step, _LONGEST_STEP)

    def _is_begun(self, title: str, text: str) -> bool:
        return has(title, self._asked.beginning) or has(text, self._asked.beginning)

    def _allowed(self, some: Sequence[int]) -> list[int]:
        """Those that do not say what is refused."""
        sql = (
            "SELECT card.stamp FROM json_each(?) JOIN card ON card.stamp = value "
            f"WHERE NOT {within(self._corpus, some)} ORDER BY card.stamp DESC"
        )
        rows = self._corpus.rows(sql, (json.dumps(some), self._asked.without))
        return [stamp for (stamp,) in rows]


def has(text: str, beginning: str) -> bool:
    """Whether a text has a word that begins so."""
    letters = _letters(text) if beginning.isalpha() else None
    if letters is not None:
        return _begun(beginning).search(letters) is not None
    return _is_seen(text, beginning) or f" {beginning}" in f" {said(text)}"


def _letters(text: str) -> str | None:
    """A text as it is indexed, with all that stands between its words; ``None`` where a word may be something else."""
    letters = reduce(lambda told, mark: told.replace(mark, " "), _MARKS, written(text)).lower()
    is_odd = not letters.isascii() or any(sign in letters for sign in _SIGNS) or _GOES_ON.search(letters)
    return None if is_odd else letters


def _is_seen(text: str, beginning: str) -> bool:
    """Whether a word that begins so is seen without finding all of them."""
    for start, end in stretches(_glance(beginning), text):
        before = text[max(0, start - _NEAR) : start].rstrip()
        is_sure = start == 0 or (before and not before.endswith(_GOING_ON))
        if is_sure and any(not w.joined and w.term.startswith(beginning) for w in words(text[start:end])):
            return True
    return False


@lru_cache(maxsize=64)
def _begun(beginning: str) -> re.Pattern[str]:
    return re.compile(rf"{beginning}(?<![0-9a-z]{beginning})")


@lru_cache(maxsize=64)
def _glance(beginning: str) -> re.Pattern[str]:
    return glance([beginning]) or re.compile("(?!)")
