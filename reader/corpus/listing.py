"""The list of articles, page by page: it never holds more than the pages looked at last.

The whole corpus in order of date is the card table itself, so its pages are read by key, from whichever known
place is nearest. Any other order or choice is first made as a list of stamps (8 bytes an article).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Literal

from reader.corpus import cards
from reader.corpus.file import Corpus
from reader.records import Card, ReaderError

if TYPE_CHECKING:
    from reader.corpus.conditions import Condition

Sort = Literal["date", "title", "outlet", "added"]
SORTS: tuple[Sort, ...] = ("date", "title", "outlet", "added")
PAGE = 64
_PAGES_KEPT = 32
_ORDER = {
    "date": "card.stamp DESC",
    "title": "card.sort, card.stamp DESC",
    "outlet": "outlet IS NULL, fold(outlet), card.stamp DESC",
    "added": "article.added DESC, card.stamp DESC",
}


class Listing:
    """Articles that match a query, in an order: ``len``, any stretch of rows, and the place of an article."""

    def __init__(self, corpus: Corpus, query: str = "", sort: Sort = "date") -> None:
        """A listing as the corpus now stands; make a new one when it has changed."""
        self.corpus, self.query, self.sort = corpus, query, sort
        self._pages: OrderedDict[int, list[Card]] = OrderedDict()
        self._chosen = None if sort == "date" and not query.strip() else self._choose()
        self._starts: dict[int, int] = {}
        self._length = len(self._chosen) if self._chosen is not None else self._count()

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
        if self._chosen is None:
            return int(self.corpus.rows("SELECT count(*) FROM card WHERE stamp > ?", row)[0][0])
        return self._chosen.index(row[0]) if row[0] in self._chosen else None

    def forget(self) -> None:
        """Read marks anew at the next look, such as after a bookmark was set."""
        self._pages.clear()

    def _count(self) -> int:
        return int(self.corpus.rows("SELECT cards FROM total")[0][0])

    def _choose(self) -> array[int]:
        # Loaded when there is a query: the first list has none.
        from reader.corpus.conditions import condition
        from reader.query import parse

        query = parse(self.query)
        try:
            return self._chosen_by(condition(self.corpus, query))
        except (ReaderError, sqlite3.DatabaseError) as error:
            if "interrupt" in str(error):
                raise
            return self._chosen_by(condition(self.corpus, query, believed=False))

    def _chosen_by(self, where: Condition) -> array[int]:
        return array(
            "q",
            (
                row[0]
                for row in self.corpus.rows(
                    "SELECT card.stamp FROM card JOIN article ON article.n = card.article "
                    f"WHERE {where.sql} ORDER BY {_ORDER[self.sort]}",
                    where.parameters,
                )
            ),
        )

    def _page(self, number: int) -> list[Card]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        cards = self._read_by_key(number) if self._chosen is None else self._read_chosen(number)
        self._pages[number] = cards
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return cards

    def _read_chosen(self, number: int) -> list[Card]:
        assert self._chosen is not None
        stamps = self._chosen[number * PAGE : (number + 1) * PAGE].tolist()
        return self._cards(stamps)

    def _read_by_key(self, number: int) -> list[Card]:
        first = self._first_stamp(number)
        if first is None:
            return []
        stamps = [
            row[0]
            for row in self.corpus.rows(
                "SELECT stamp FROM card WHERE stamp <= ? ORDER BY stamp DESC LIMIT ?", (first, PAGE + 1)
            )
        ]
        if len(stamps) > PAGE:
            self._starts[number + 1] = stamps[PAGE]
        return self._cards(stamps[:PAGE])

    def _first_stamp(self, number: int) -> int | None:
        """The stamp a page begins with: known, or counted off from the nearest known page or end of the list."""
        if number not in self._starts:
            row = self.corpus.row(*self._way_to(number))
            if row is None:
                return None
            self._starts[number] = row[0]
        return self._starts[number]

    def _way_to(self, number: int) -> tuple[str, tuple[int, ...]]:
        known = max((page for page in self._starts if page < number), default=None)
        behind = (number - (known or 0)) * PAGE
        from_end = self._length - 1 - number * PAGE
        if from_end < behind:
            return "SELECT stamp FROM card ORDER BY stamp LIMIT 1 OFFSET ?", (from_end,)
        if known is None:
            return "SELECT stamp FROM card ORDER BY stamp DESC LIMIT 1 OFFSET ?", (behind,)
        sql = "SELECT stamp FROM card WHERE stamp <= ? ORDER BY stamp DESC LIMIT 1 OFFSET ?"
        return sql, (self._starts[known], behind)

    def _cards(self, stamps: list[int]) -> list[Card]:
        holes = ",".join("?" * len(stamps))
        order = {stamp: place for place, stamp in enumerate(stamps)}
        rows = self.corpus.rows(
            f"{cards.CARD_COLUMNS}, card.stamp {cards.CARD_TABLES} WHERE card.stamp IN ({holes})",
            stamps,
        )
        rows.sort(key=lambda row: order[row[-1]])
        return cards.with_marks(self.corpus, [row[:-1] for row in rows])
