"""The order of texts: how near they come to what was asked, where they say it, how much of them, and how new they are.

FTS5 weighs every match of a word against all others, which takes seconds for one that stands in every second text of a
million. So what matches is read newest first, and only the newest are weighed where there are too many.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from reader.corpus import ways
from reader.corpus.conditions import Condition
from reader.corpus.file import Corpus
from reader.terms import terms_of

WEIGHED = 1000
"""Matches that are ranked; of more, the newest."""
_FREQUENT = 5000
_FEW = 10
"""Texts whose titles are read rather than asked for in the index again."""
_LETTERS, _BEGINNING = 33, 1100
"""Letters of an expression that FTS5 looks up while a title with its lead is read, and as how many a prefix counts."""
_WEIGHTS, _TITLE, _TITLE_OR_LEAD = "1.0, 3.0, 10.0, 0.3, 1.0", "0, 0, 1, 0, 0", "0, 1, 1, 0, 0"
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
        # Of compounds, bm25 would put the rarest first.
        weigh = weigh and self._level < ways.PARTS
        if weigh and self._asks_one():
            weights, places = self._weights_and_places(span)
        else:
            weights, places = self._weights(span) if weigh else {}, self._places(newest, span)
        newest = sorted(newest, key=itemgetter(1), reverse=True)
        best = min(weights.values(), default=0.0) or -1.0
        if weights:
            heavy = {number: round(_STEPS * weight / best) for number, weight in weights.items()}
            newest.sort(key=lambda match: -heavy.get(match[0], 0))
        if self._level >= ways.PARTS:
            nearer = self._nearer(span)
            newest.sort(key=lambda match: -sum(match[0] in held for held in nearer))
        title, *others = places
        found: dict[int, None] = {}
        for held in (title, self._in_order(span), *others):
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
        if len(found) <= _FEW:
            return [self._titled(found) if found else found, found]
        return [self._within(f"{{title}} : ({said})", span), found]

    def _read_places(self, numbers: Sequence[int]) -> list[AbstractSet[int]]:
        """The same by reading: to look many words up in the index again takes longer than a few titles and leads."""
        sql = (
            "SELECT number, card.title, substr(text, json_extract(spans, '$[0]') + 1, "
            f"json_extract(spans, '$[1]') - json_extract(spans, '$[0]')) FROM json_each(?) AS some{_CARDS_OF}"
        )
        wanted = self._seekers()
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

    def _titled(self, numbers: AbstractSet[int]) -> set[int]:
        """Which of a few matches say it in their title, by reading."""
        sql = f"SELECT number, card.title FROM json_each(?) AS some{_CARDS_OF}"
        wanted = [[seeks for seeks, _ in clause] for clause in self._seekers()]
        rows = [(number, terms_of(title or "")) for number, title in self._corpus.rows(sql, (json.dumps([*numbers]),))]
        return {number for number, said in rows if all(any(seeks(said) for seeks in clause) for clause in wanted)}

    def _seekers(self) -> list[list[tuple[Callable[[Sequence[str]], bool], bool]]]:
        """For each clause, what tells whether terms have one of its ways, and whether only those of a title count."""
        level = max(self._level, ways.FORMS)
        return [[(wish.seeker(level), bool(wish.column)) for wish in wishes] for wishes in self._wishes.wanted]

    def _in_order(self, span: tuple[int, int]) -> set[int]:
        """Which of the matches say several words as they were typed, one behind the other."""
        return self._within(self._wishes.phrase, span) if self._wishes.phrase else set()

    def _nearer(self, span: tuple[int, int]) -> list[set[int]]:
        """Which of the matches say each of several words itself, and not only in a compound."""
        if len(self._wishes.wanted) < 2:
            return []
        said = [ways.any_of(wishes, ways.FORMS) for wishes in self._wishes.wanted]
        return [self._within(one, span) for one in said if one and not self._is_frequent(one)]

    def _within(self, expression: str, span: tuple[int, int]) -> set[int]:
        sql = "SELECT rowid FROM text_index WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        return {row[0] for row in self._corpus.rows(sql, (expression, *span))}

    def _weights(self, span: tuple[int, int]) -> dict[int, float]:
        """By what is not in very many texts: that alone says something, and to weigh the rest takes long."""
        clear = (wishes for wishes in self._wishes.wanted if not any(one.is_vague(self._level) for one in wishes))
        said = [ways.any_of(wishes, self._level) for wishes in clear]
        # Where all that is said is in few texts, its one word is.
        is_rare = len(self._wishes.wanted) == 1 and not self._where.parts
        telling = [one for one in said if is_rare or not self._is_frequent(one)]
        if not telling:
            return {}
        sql = (
            f"SELECT rowid, bm25(text_index, {_WEIGHTS}) FROM text_index "
            "WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        )
        return dict(self._corpus.rows(sql, (" AND ".join(telling), *span)))

    def _asks_one(self) -> bool:
        """Whether all that is asked for is one word or phrase, in no other form in a title than in the text."""
        wishes = self._wishes
        if len(wishes.wanted) > 1 or wishes.unwanted or self._where.parts:
            return False
        is_same = self._expression == wishes.expression(max(self._level, ways.FORMS))
        return is_same and not any(one.is_vague(self._level) for one in wishes.wanted[0])

    def _weights_and_places(self, span: tuple[int, int]) -> tuple[dict[int, float], list[AbstractSet[int]]]:
        """`_weights` and `_places` at once: what is said in a column weighs something by that alone."""
        weights = ", ".join(f"bm25(text_index, {columns})" for columns in (_WEIGHTS, _TITLE, _TITLE_OR_LEAD))
        sql = f"SELECT rowid, {weights} FROM text_index WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        rows = self._corpus.rows(sql, (self._expression, *span))
        titles, leads = ({row[0] for row in rows if row[column]} for column in (2, 3))
        return {row[0]: row[1] for row in rows}, [titles, leads]

    def _is_frequent(self, expression: str) -> bool:
        sql = "SELECT count(*) FROM (SELECT 1 FROM text_index WHERE text_index MATCH ? LIMIT ?)"
        return bool(self._corpus.rows(sql, (expression, _FREQUENT))[0][0] == _FREQUENT)
