"""The list of articles, page by page: it never holds more than the pages looked at last.

Each order of the cards has an index, so pages are read by key, from whichever known place is nearest. Where few
articles match a query (or words are looked for), their stamps are listed first: 8 bytes an article.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict
from collections.abc import Hashable

from reader.corpus import cards
from reader.corpus.counting import SOON, TooManyError, count, how_many, in_time
from reader.corpus.file import Corpus
from reader.corpus.marked import among
from reader.corpus.openfile import was_stopped
from reader.corpus.orders import ORDERS, Key, Sort, Walk
from reader.corpus.parts import Condition, Part
from reader.corpus.remembered import remembered
from reader.records import Card, ReaderError

__all__ = ["PAGE", "SORTS", "Listing", "Sort"]

SORTS: tuple[Sort, ...] = ("date", "title", "outlet", "added")
PAGE = 32
_PAGES_KEPT = 64
_FEW = 5_000
"""Articles whose stamps are listed, rather than that all are walked through for them."""
_TO_COUNT, _TO_PLACE = 0.01, 0.025
"""Seconds that who is waited for counts: then what is seen comes first; and in which an article is found again, so that
the cursor stays on it."""
_AT_LEAST, _AT_ONCE = 1000, 200
"""So many are counted where all cannot be in time: along an index, or where several things are asked for."""


def _counts(_: Corpus) -> dict[Hashable, int]:
    """How many match what was asked for last, where that took long to count: nothing yet."""
    return {}


class Listing:
    """Articles that match a query, in an order: ``len``, any stretch of rows, and the place of an article."""

    def __init__(self, corpus: Corpus, query: str = "", sort: Sort = "date", *, hasty: bool = False) -> None:
        """A listing as the corpus now stands; make a new one when it has changed.

        ``hasty``: what cannot be counted in time is counted up to a few hundred, and `exact` is false.
        """
        self.corpus, self.query, self.sort = corpus, query, sort
        self.exact = True
        """Whether all are counted."""
        self._pages: OrderedDict[int, list[Card]] = OrderedDict()
        self._known: dict[int, Key] = {}
        self._hasty = hasty
        self._counts = remembered(corpus, _counts)
        if query.strip():
            self._choose()
        else:
            self._take(Condition())

    def __len__(self) -> int:
        return self._length

    def rows(self, start: int, stop: int) -> list[Card]:
        """The cards at places ``start`` to ``stop``, cut at the ends of the list."""
        start, stop = max(0, start), min(stop, self._length)
        found: list[Card] = []
        for page in range(start // PAGE, (stop - 1) // PAGE + 1 if start < stop else 0):
            cards = self._page(page)
            found += cards[max(0, start - page * PAGE) : max(0, stop - page * PAGE)]
        return found

    def index(self, article: str) -> int | None:
        """The place of an article in the list, or ``None``."""
        row = self.corpus.row("SELECT stamp FROM card JOIN article ON n = article WHERE id = ?", (article,))
        if row is None:
            return None
        if self._chosen is not None:
            return self._chosen.index(row[0]) if row[0] in self._chosen else None
        key = self._walk.key(row[0])
        place = self._place(key) if key else None
        if key and place is not None:
            self._known[place] = key
        return place

    def _place(self, key: Key) -> int | None:
        if not self._hasty:
            return self._walk.before(key)
        try:
            with in_time(self.corpus, _TO_PLACE):
                return self._walk.before(key)
        except TooManyError:
            return None

    def forget(self) -> None:
        """Read marks anew at the next look, such as after a bookmark was set."""
        self._pages.clear()

    def count(self, corpus: Corpus) -> int:
        """How many there are, counted to the end, by another connection where that is to be beside this one."""
        return count(corpus, self._where)

    def counted(self, length: int) -> None:
        """Take over how many there are."""
        self._length, self.exact = length, True
        self._counts[self._where.sign] = length

    def _count(self) -> int:
        known = self._counts.get(self._where.sign)
        if known is not None or not self._hasty:
            return count(self.corpus, self._where) if known is None else known
        try:
            with in_time(self.corpus, _TO_COUNT):
                return count(self.corpus, self._where, SOON)
        except TooManyError:
            alone = self._where.wanted[0] if len(self._where.parts) == 1 and self._where.wanted else None
            least = how_many(self.corpus, alone, _AT_LEAST) if alone else len(self._walk.keys(None, _AT_ONCE))
            self.exact = least < (_AT_LEAST if alone else _AT_ONCE)
            return least

    def _choose(self, *, believed: bool = True) -> None:
        """Take all that match; if the index of texts turns out to be damaged, without that."""
        # Loaded when there is a query: the first list has none.
        from reader.corpus.conditions import condition
        from reader.query import parse

        try:
            where = condition(self.corpus, parse(self.query), believed=believed)
            self._take(where, self._chosen_by(where))
        except (ReaderError, sqlite3.DatabaseError) as error:
            if was_stopped(error) or not believed:
                raise
            self._choose(believed=False)

    def _take(self, where: Condition, chosen: array[int] | None = None) -> None:
        self._where, self._chosen = where, chosen
        self._walk = Walk(self.corpus, where, self.sort)
        self._length = self._count() if chosen is None else len(chosen)

    def _chosen_by(self, where: Condition) -> array[int] | None:
        """The stamps of all that match, where they are few, or what is asked for is in no index of cards."""
        numbers = [(how_many(self.corpus, part, _FEW + 1), part) for part in where.wanted]
        few, part = min(numbers, key=lambda one: one[0], default=(_FEW + 1, Part("1")))
        if few > _FEW and where.is_indexed:
            return None
        source = where.said or (part if few <= _FEW else None)
        others = where.besides(source).by_index() if source and where.is_of_stamps else None
        if self.sort == "date" and source and others:  # without a look at the cards
            sql = f"SELECT DISTINCT stamp FROM ({source.stamps}) AS card WHERE {others.sql} ORDER BY stamp DESC"
            return array("q", (row[0] for row in self.corpus.rows(sql, [*source.stamped, *others.parameters])))
        # All are read as they lie: one after the other by their order, they would be far apart.
        among, stamped = (f"card.stamp IN ({part.stamps})", part.stamped) if few <= _FEW else ("1", ())
        sql = f"SELECT card.stamp FROM card NOT INDEXED WHERE {among} AND {where.sql} ORDER BY {ORDERS[self.sort].by}"
        return array("q", (row[0] for row in self.corpus.rows(sql, [*stamped, *where.parameters])))

    def _page(self, number: int) -> list[Card]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        cards = self._cards(self._stamps(number))
        self._pages[number] = cards
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return cards

    def _stamps(self, page: int) -> list[int]:
        start = page * PAGE
        if self._chosen is not None:
            return self._chosen[start : start + PAGE].tolist()
        first = self._key(start)
        keys = self._walk.keys(first, PAGE + 1) if first else []
        if len(keys) > PAGE:
            self._known[start + PAGE] = keys[PAGE]
        return [key[-1] for key in keys[:PAGE]]

    def _key(self, place: int) -> Key | None:
        """The key at a place: known, or counted off from the nearest known one or the nearest end of the list."""
        if place not in self._known:
            at, back = self._nearest(place)
            begin = self._known.get(at)
            found = self._walk.keys(begin, 1, abs(place - at), back=back)
            if not found:
                return None
            self._known[place] = found[0]
        return self._known[place]

    def _nearest(self, place: int) -> tuple[int, bool]:
        """A place to begin at, and whether to go back from there."""
        ends = (0, self._length - 1) if self.exact else (0,)
        at = min((*self._known, *ends), key=lambda known: abs(place - known))
        return at, at > place or (at == self._length - 1 and at not in self._known)

    def _cards(self, stamps: list[int]) -> list[Card]:
        holes = ",".join("?" * len(stamps))
        order = {stamp: place for place, stamp in enumerate(stamps)}
        rows = self.corpus.rows(
            f"{cards.CARD_COLUMNS}, card.stamp {cards.CARD_TABLES} WHERE card.stamp IN ({holes})",
            stamps,
        )
        rows.sort(key=lambda row: order[row[-1]])
        marked = among(self.corpus, stamps)
        bare = {article for article, *_, stamp in rows if stamp not in marked}
        return cards.with_marks(self.corpus, [row[:-1] for row in rows], bare)
