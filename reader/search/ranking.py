"""The order of texts: how near they come to what was asked, where they say it, how much of them, and how new they are.

FTS5 weighs every match of a word against all others, which takes seconds for one that stands in every second text of a
million. So what matches is read newest first, and only the newest are weighed where there are too many.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from reader.corpus import ways
from reader.corpus.conditions import Condition
from reader.corpus.file import Corpus
from reader.search import kept, usual
from reader.search.kept import FRONT, TITLE, WEIGHT, how_many, is_frequent
from reader.search.newest import are_many, newest
from reader.search.tables import CARDS_OF, TITLES_OF
from reader.terms import terms_of

WEIGHED = 1000
"""Matches that are ranked; of more, the newest."""
_FEW = 10
"""Texts whose titles are read rather than asked for in the index again."""
_LETTERS, _BEGINNING = 70, 1100
"""Letters of an expression that FTS5 looks up while a title with its lead is read, and as how many a prefix counts."""
_OF_PHRASE, _TITLE, _TITLE_OR_LEAD = (
    f"bm25(text_index, {columns})" for columns in ("1.0, 3.0, 10.0, 0.3, 0", "0, 0, 1, 0, 0", "0, 1, 1, 0, 0")
)
LAST = (1 << 63) - 2
"""No stamp is higher, and no number in the index."""
_STEPS = 6
"""Of how much a text speaks of what was asked: with more, the newest would hardly ever come first."""
_NEARER, _PLACE = 16, 1 << 16
"""More than any number of those, and more than what all words of a query come to."""
_TOGETHER = 60
"""Matches whose stamps are looked up at once, unless more are alike."""


_Weighed = tuple[int, float] | tuple[int, float, float, float]
"""A number in the index, and what the match weighs: in all; where `_asks_one`, in its title, there or in its lead."""


class Matches:
    """The texts that an expression of FTS5 and the filters find: the best first, then the rest by date."""

    def __init__(
        self, corpus: Corpus, wishes: ways.Wishes, level: int, where: Condition, seen: AbstractSet[int]
    ) -> None:
        """``seen``: texts that were found nearer, and are left out."""
        self._corpus, self._wishes, self._level, self._where = corpus, wishes, level, where
        self._seen = seen
        self._expression = wishes.expression(level) or ""
        self._weighed: list[_Weighed] = []
        """All matches, where they were weighed as they were found."""
        self.ranked: int | None = None
        """How many were ranked; ``None`` if all were, or nothing was read yet."""
        self.number = 0
        """How many were looked at to find the best."""

    def __iter__(self) -> Iterator[int]:
        newest = self._newest()
        self.number = len(newest)
        if len(newest) == WEIGHED:
            self.ranked = WEIGHED
        yield from self._ranked(self._unseen(newest), weigh=self.ranked is None)
        while len(newest) == WEIGHED:
            newest = self._before(newest[-1])
            yield from sorted(self._stamps(newest).values(), reverse=True)

    def foresee(self) -> None:
        """Look up what is needed when another word is typed behind these."""
        for wishes in self._wishes.wanted if self._expression else ():
            kept.at_front(self._corpus, ways.any_of(wishes, self._level))
        if self._expression and self._level < ways.PARTS and (telling := self._telling()):
            kept.weights(self._corpus, " AND ".join(telling))

    def _newest(self) -> list[int]:
        """The newest matches. They are weighed at once where all of them are likely to be."""
        if self._is_quickly_weighed():
            # In this order FTS5 is quicker.
            found = self._weigh(f"ORDER BY rowid LIMIT {WEIGHED}")
            if len(found) < WEIGHED:
                self._weighed = [one for one in found if one[1]]
                return [number for number, *_ in reversed(self._weighed)]
        return self._before(LAST + 1)

    def _weigh(self, which: str, *parameters: int) -> list[_Weighed]:
        """Some of the matches with what they weigh; with them what joined forms say by chance, which weighs nothing."""
        phrase = self._wishes.phrase_alone(self._level)
        weight = _OF_PHRASE if phrase else WEIGHT
        columns = f"{weight}, {_TITLE}, {_TITLE_OR_LEAD}" if self._asks_one() else weight
        sql = f"SELECT rowid, {columns} FROM text_index WHERE text_index MATCH ? {which}"
        return self._corpus.rows(sql, (phrase or self._expression, *parameters))

    def _before(self, number: int) -> list[int]:
        """The newest matches before a number."""
        return newest(self._corpus, self._wishes, self._level, self._where, number, WEIGHED)

    def _unseen(self, numbers: list[int]) -> list[int]:
        """Those of some matches that were not found nearer."""
        if not self._seen or not numbers:
            return numbers
        if len(self._seen) > len(numbers):
            return [number for number, stamp in self._stamps(numbers).items() if stamp not in self._seen]
        sql = "SELECT number FROM json_each(?) CROSS JOIN indexed ON stamp = value"
        seen = {row[0] for row in self._corpus.rows(sql, (json.dumps([*self._seen]),))}
        return [number for number in numbers if number not in seen]

    def _stamps(self, numbers: Sequence[int]) -> dict[int, int]:
        """The stamps of the cards of some matches, in their order."""
        sql = "SELECT number, stamp FROM json_each(?) CROSS JOIN indexed ON number = value"
        return dict(self._corpus.rows(sql, (json.dumps(numbers),)))

    def _is_quickly_weighed(self) -> bool:
        """Whether nothing that is asked for seems to be in so many texts that it takes long to weigh it."""
        if self._level >= ways.PARTS or self._where.parts or self._wishes.unwanted:
            return False
        if len(self._wishes.wanted) > 1:
            return len(self._telling()) == len(self._wishes.wanted)
        if any(one.is_vague(self._level) for one in self._wishes.wanted[0]):
            return False
        every = [way for one in self._wishes.wanted[0] for way in one.ways(self._level)]
        if all(len(way.terms) == 1 for way in every):
            return False  # which texts match is known as soon as how many
        longest = " OR ".join({way.longest for way in every})
        if not is_frequent(self._corpus, longest):
            return False  # most such phrases are in one text or none, which need not be weighed
        since, share = kept.newest(self._corpus)
        most = math.ceil(WEIGHED * share)
        return how_many(self._corpus, self._expression, most, since) < most

    def _ranked(self, numbers: list[int], *, weigh: bool) -> Iterator[int]:
        """The stamps of matches, which come the newest first, by their rank; of those that are alike, by date."""
        rank = self._ranks(numbers, weigh=weigh) if len(numbers) > 1 else dict.fromkeys(numbers, 0)
        alike = [[*some] for _, some in groupby(sorted(numbers, key=rank.__getitem__), rank.__getitem__)]
        at = 0
        while at < len(alike):
            # Most are never looked at, and to look stamps up takes longer than to find what matches.
            end = at + 1
            while end < len(alike) and sum(map(len, alike[at : end + 1])) <= _TOGETHER:
                end += 1
            stamps = self._stamps([number for some in alike[at:end] for number in some])
            for some in alike[at:end]:
                yield from sorted((stamps[number] for number in some if number in stamps), reverse=True)
            at = end

    def _ranks(self, numbers: list[int], *, weigh: bool) -> dict[int, int]:
        """By what matches are in order, the best with the lowest."""
        span = numbers[-1], numbers[0]
        # Of compounds, bm25 would put the rarest first.
        weigh = weigh and self._level < ways.PARTS
        if weigh and self._asks_one():
            weights, (titles, leads) = self._weights_and_places(span)
        else:
            weights, (titles, leads) = self._weights(span) if weigh else {}, self._places(numbers, span)
        found = dict.fromkeys(numbers, 0)
        for held in (leads, self._in_order(span), titles):
            first = min(found.values()) - _PLACE if held else 0
            found.update(dict.fromkeys(found.keys() & held, first))
        for number in (number for held in self._nearer(span) for number in found.keys() & held):
            found[number] -= _NEARER
        best = min(weights.values(), default=0.0) or -1.0
        for number in found.keys() & weights.keys():
            found[number] -= round(_STEPS * weights[number] / best)
        return found

    def _places(self, numbers: Sequence[int], span: tuple[int, int]) -> list[AbstractSet[int]]:
        """Which of the matches say it in their title, and which there or in their lead."""
        if self._wishes.are_of_titles:
            return [{*numbers}, {*numbers}]
        # A title that has another form of the word says it, too.
        said = self._wishes.expression(max(self._level, ways.FORMS)) or self._expression
        letters = len(said) + _BEGINNING * said.count("*")
        if len(numbers) * _LETTERS <= letters:
            return self._read_places(numbers)
        front, left = self._at_front(numbers, span)
        if len(front) * _LETTERS <= letters:
            return self._read_places(front)
        found = self._within(kept.within(FRONT, left or said), span).intersection(front)
        if len(found) <= max(_FEW, letters // _LETTERS):
            return [self._titled(found) if found else found, found]
        titled, left = self._known_within(TITLE, front, span)
        return [self._within(kept.within(TITLE, left or said), span).intersection(titled), found]

    def _at_front(self, numbers: Sequence[int], span: tuple[int, int]) -> tuple[Sequence[int], str]:
        """Those of some matches that may say it in their title or lead, by the words before that which is typed.

        And if that is known of all these words, an expression for what is left to be said there, else an empty one.
        """
        level = max(self._level, ways.FORMS)
        known, left = self._known_within(FRONT, numbers, span)
        if left or not self._wishes.is_begun(level):
            return known, left  # what all say is quickly found
        *before, last = self._wishes.wanted
        fronts = [kept.at_front(self._corpus, ways.any_of(wishes, level)) for wishes in before]
        for front in fronts:
            if front is not None:
                numbers = [*set(front).intersection(numbers)]
        return numbers, ways.any_of(last, level) if None not in fronts else ""

    def _known_within(self, columns: str, numbers: Sequence[int], span: tuple[int, int]) -> tuple[Sequence[int], str]:
        """The same of nothing but some columns, by what is known of words that most texts say."""
        level = max(self._level, ways.FORMS)
        *before, last = (ways.any_of(wishes, level) for wishes in self._wishes.wanted)
        known = [usual.known(self._corpus, kept.within(columns, said)) for said in before]
        if self._wishes.unwanted or not before or not all(one and one.covers(span) for one in known):
            return numbers, ""
        for one in filter(None, known):
            numbers = one.among(numbers)
        return numbers, last

    def _read_places(self, numbers: Sequence[int]) -> list[AbstractSet[int]]:
        """The same by reading: to look many words up in the index again takes longer than a few titles and leads."""
        sql = (
            "SELECT number, card.title, substr(text, json_extract(spans, '$[0]') + 1, "
            f"json_extract(spans, '$[1]') - json_extract(spans, '$[0]')) FROM json_each(?) AS some{CARDS_OF}"
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
        sql = f"SELECT number, card.title FROM json_each(?) AS some{TITLES_OF}"
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
        if len(self._wishes.wanted) < 2 or self._level < ways.PARTS:
            return []
        said = [ways.any_of(wishes, ways.FORMS) for wishes in self._wishes.wanted]
        return [self._within(one, span) for one in said if one and not is_frequent(self._corpus, one)]

    def _within(self, expression: str, span: tuple[int, int]) -> set[int]:
        sql = "SELECT rowid FROM text_index WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        return {row[0] for row in self._corpus.rows(sql, (expression, *span))}

    def _weights(self, span: tuple[int, int]) -> dict[int, float]:
        """By what is not in very many texts: that alone says something, and to weigh the rest takes long."""
        if self._weighed:
            return {number: weight for number, weight, *_ in self._within_span(span)}
        telling = self._telling()
        if not telling:
            return {}
        said = " AND ".join(telling)
        # Beside what is typed they are asked for with each letter.
        every = kept.weights(self._corpus, said) if len(telling) < len(self._wishes.wanted) else None
        if every:
            return {number: weight for number, weight in zip(*every) if span[0] <= number <= span[1]}
        sql = f"SELECT rowid, {WEIGHT} FROM text_index WHERE text_index MATCH ? AND rowid BETWEEN ? AND ?"
        return dict(self._corpus.rows(sql, (said, *span)))

    def _telling(self) -> list[str]:
        clear = (wishes for wishes in self._wishes.wanted if not any(one.is_vague(self._level) for one in wishes))
        # Where all that is said is in few texts, its one word is.
        is_rare = len(self._wishes.wanted) == 1 and not self._where.parts
        return [
            ways.any_of(one, self._level) for one in clear if is_rare or not are_many(self._corpus, one, self._level)
        ]

    def _within_span(self, span: tuple[int, int]) -> list[_Weighed]:
        return [one for one in self._weighed if span[0] <= one[0] <= span[1]]

    def _asks_one(self) -> bool:
        """Whether all that is asked for is one word or phrase, in no other form in a title than in the text."""
        wishes = self._wishes
        if len(wishes.wanted) > 1 or wishes.unwanted or self._where.parts:
            return False
        is_same = self._expression == wishes.expression(max(self._level, ways.FORMS))
        return is_same and not any(one.is_vague(self._level) for one in wishes.wanted[0])

    def _weights_and_places(self, span: tuple[int, int]) -> tuple[dict[int, float], list[AbstractSet[int]]]:
        """`_weights` and `_places` at once: what is said in a column weighs something by that alone."""
        rows = self._within_span(span) or self._weigh("AND rowid BETWEEN ? AND ?", *span)
        titles, leads = ({row[0] for row in rows if row[column]} for column in (2, 3))
        return {row[0]: row[1] for row in rows}, [titles, leads]
