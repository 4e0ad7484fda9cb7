"""The order of texts: how near they come to what was asked, where they say it, how much of them, and how new they are.

FTS5 weighs every match of a word against all others, which takes seconds for one that stands in every second text of a
million. So what matches is read newest first, and only the newest are weighed where there are too many.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from reader.corpus import ways
from reader.corpus.conditions import Condition
from reader.corpus.file import Corpus
from reader.terms import terms_of

WEIGHED = 1000
"""Matches that are ranked; of more, the newest."""
_FREQUENT = 5000
_LETTERS, _BEGINNING = 33, 1100
"""Letters of an expression that FTS5 looks up while a title with its lead is read, and as how many a prefix counts."""
_WEIGHTS = "1.0, 3.0, 10.0, 0.3, 1.0"
CARDS = (
    " CROSS JOIN indexed ON number = text_index.rowid CROSS JOIN card ON card.stamp = indexed.stamp "
    "JOIN article ON article.n = card.article"
)
"""Behind ``text_index``: what filters ask about."""
_CARDS_OF = CARDS.replace("text_index.rowid", "some.value")
LAST = (1 << 63) - 2
"""No stamp is higher, and no number in the index."""
_STEPS = 6
"""Of how much a text speaks of what was asked: with more, the newest would hardly ever come first."""


_STAMPED = " CROSS JOIN indexed ON number = text_index.rowid"
_Match = tuple[int, int]
"""A number in the index, and the stamp of its card."""


class Matches:
    """The texts that an expression of FTS5 and the filters find: the best first, then the rest by date."""

    def __init__(
        self, corpus: Corpus, wishes: ways.Wishes, level: int, where: Condition, seen: AbstractSet[int]
    ) -> None:
        """``seen``: texts that were found nearer, and are left out."""
        self._corpus, self._wishes, self._level, self._where = corpus, wishes, level, where
        self._seen = seen
        self._expression = wishes.expression(level) or ""
        self.ranked: int | None = None
        """How many were ranked; ``None`` if all were, or nothing was read yet."""

    def __iter__(self) -> Iterator[int]:
        newest = self._before(LAST + 1)
        if len(newest) == WEIGHED:
            self.ranked = WEIGHED
        yield from self._ranked([one for one in newest if one[1] not in self._seen], weigh=self.ranked is None)
        while len(newest) == WEIGHED:
            newest = self._before(newest[-1][0])
            yield from sorted((stamp for _, stamp in newest), reverse=True)

    def _before(self, number: int) -> list[_Match]:
        """The newest matches before a number. No statement stays open: it would keep others from writing."""
        where, tables = ("1", _STAMPED) if not self._where.parts else (self._where.sql, CARDS)
        sql = (
            f"SELECT text_index.rowid, indexed.stamp FROM text_index {tables} WHERE text_index MATCH ? "
            f"AND text_index.rowid < ? AND {where} ORDER BY text_index.rowid DESC LIMIT {WEIGHED}"
        )
        return self._corpus.rows(sql, [self._expression, number, *self._where.parameters])

    def _ranked(self, newest: list[_Match], *, weigh: bool) -> list[int]:
        if len(newest) < 2:
            return [stamp for _, stamp in newest]
        span = newest[-1][0], newest[0][0]
        places = self._places(newest, span)
        # Of compounds, bm25 would put the rarest first.
        weights = self._weights(span) if weigh and self._level < ways.PARTS else {}
        newest = sorted(newest, key=itemgetter(1), reverse=True)
        best = min(weights.values(), default=0.0) or -1.0
        if weights:
            heavy = {number: round(_STEPS * weight / best) for number, weight in weights.items()}
            newest.sort(key=lambda match: -heavy.get(match[0], 0))
        found: dict[int, None] = {}
        for held in places:
            found.update((stamp, None) for number, stamp in newest if number in held)
        found.update((stamp, None) for _, stamp in newest)
        return list(found)

    def _places(self, newest: Sequence[_Match], span: tuple[int, int]) -> list[AbstractSet[int]]:
        """Which of the matches say it in their title, and which there or in their lead."""
        # A title that has another form of the word says it, too.
        said = self._wishes.expression(max(self._level, ways.FORMS)) or self._expression
        if len(newest) * _LETTERS <= len(said) + _BEGINNING * said.count("*"):
            return self._read_places([number for number, _ in newest])
        found = self._within(f"{{title lead}} : ({said})", span)
        return [self._within(f"{{title}} : ({said})", span), found] if found else [found]

    def _read_places(self, numbers: Sequence[int]) -> list[AbstractSet[int]]:
        """The same by reading: to look many words up in the index again takes longer than a few titles and leads."""
        sql = (
            "SELECT number, card.title, substr(text, json_extract(spans, '$[0]') + 1, "
            f"json_extract(spans, '$[1]') - json_extract(spans, '$[0]')) FROM json_each(?) AS some{_CARDS_OF}"
        )
        level = max(self._level, ways.FORMS)
        wanted = [[(wish.seeker(level), bool(wish.column)) for wish in wishes] for wishes in self._wishes.wanted]
        titles, leads = set(), set()
        for number, title, lead in self._corpus.rows(sql, (json.dumps(numbers),)):
            of_title, of_lead = terms_of(title or ""), terms_of(lead)
            if all(any(seeks(of_title) for seeks, _ in clause) for clause in wanted):
                titles.add(number)
            if all(
                any(seeks(of_title) or (not only and seeks(of_lead)) for seeks, only in clause) for clause in wanted
            ):
                leads.add(number)
        return [titles, leads]

    def _within(self, expression: str, span: tuple[int, int]) -> set[int]:
        sql = "SELECT rowid FROM text_index WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        return {row[0] for row in self._corpus.rows(sql, (expression, *span))}

    def _weights(self, span: tuple[int, int]) -> dict[int, float]:
        """By what is not in very many texts: that alone says something, and to weigh the rest takes long."""
        said = [ways.any_of(wishes, self._level) for wishes in self._wishes.wanted]
        telling = [one for one in said if not self._is_frequent(one)]
        if not telling:
            return {}
        sql = (
            f"SELECT rowid, bm25(text_index, {_WEIGHTS}) FROM text_index "
            "WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        )
        return dict(self._corpus.rows(sql, (" AND ".join(telling), *span)))

    def _is_frequent(self, expression: str) -> bool:
        sql = "SELECT count(*) FROM (SELECT 1 FROM text_index WHERE text_index MATCH ? LIMIT ?)"
        return bool(self._corpus.rows(sql, (expression, _FREQUENT))[0][0] == _FREQUENT)
