"""The inbox: articles that nobody has looked through since they came, those that are most in doubt first.

Of those in equal doubt the newest publication is first, so that the order does not depend on that of import.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.corpus import cards, readings
from reader.corpus.fields import Fields, is_repeated, of_reading
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.records import HIDDEN_KINDS, Card, Found

SURE = 0.6
"""Confidence from which a field is not in doubt."""
PAGE = 64
_PAGES_KEPT = 16
_WEIGHTS = {"title": 1.0, "published": 0.8, "outlet": 0.5}
"""How much the doubt about a field counts."""
_MISSING = {"title": 0.6, "published": 0.3}
"""How doubtful an article is that lacks a field; that a page does not say whose it is, is usual."""
_FLAGGED = 0.4


class Row(NamedTuple):
    """An article in the inbox. ``doubtful``: of title, published, outlet; ``cut``: blocks kept but not shown."""

    card: Card
    title: Found | None
    published: Found | None
    outlet: Found | None
    doubtful: tuple[str, ...]
    cut: int
    flags: tuple[str, ...]
    doubt: float
    """0 (sure) … 1."""


class Inbox:
    """The articles that wait to be looked through: ``len``, any stretch of rows, and the place of an article."""

    def __init__(self, corpus: Corpus) -> None:
        """The inbox as the corpus now stands; make a new one when it has changed."""
        self.corpus = corpus
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._length = int(corpus.rows("SELECT count(*) FROM doubt")[0][0])

    def __len__(self) -> int:
        return self._length

    def rows(self, start: int, stop: int) -> list[Row]:
        """The rows at places ``start`` to ``stop``, cut at the ends."""
        start, stop = max(0, start), min(stop, self._length)
        found: list[Row] = []
        for page in range(start // PAGE, (stop - 1) // PAGE + 1 if start < stop else 0):
            found += self._page(page)[max(0, start - page * PAGE) : max(0, stop - page * PAGE)]
        return found

    def index(self, article: str) -> int | None:
        """The place of an article, or ``None`` if it is not in the inbox."""
        row = self.corpus.row("SELECT score, stamp FROM doubt JOIN article ON n = article WHERE id = ?", (article,))
        if row is None:
            return None
        more = self.corpus.rows("SELECT count(*) FROM doubt WHERE score > ?", row[:1])[0][0]
        newer = self.corpus.rows("SELECT count(*) FROM doubt WHERE score = ? AND stamp > ?", row)[0][0]
        return int(more + newer)

    def ids(self) -> list[str]:
        """The ids of all articles in the inbox."""
        return [row[0] for row in self.corpus.rows("SELECT id FROM doubt JOIN article ON n = article ORDER BY n")]

    def forget(self) -> None:
        """Read rows anew at the next look, such as after a bookmark was set."""
        self._pages.clear()

    def _page(self, number: int) -> list[Row]:
        if number not in self._pages:
            self._pages[number] = _read(self.corpus, PAGE, number * PAGE)
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[number]


def _read(corpus: Corpus, limit: int, offset: int) -> list[Row]:
    places = corpus.rows(
        "SELECT article, score FROM doubt ORDER BY score DESC, stamp DESC LIMIT ? OFFSET ?", (limit, offset)
    )
    rows = [
        corpus.row(f"{cards.CARD_COLUMNS} {cards.CARD_TABLES} WHERE card.article = ?", (number,))
        for number, _ in places
    ]
    listed = [(place, row) for place, row in zip(places, rows) if row]
    shown = cards.with_marks(corpus, [row for _, row in listed])
    return [_row(corpus, number, score, card) for ((number, score), _), card in zip(listed, shown)]


def _row(corpus: Corpus, number: int, score: int, card: Card) -> Row:
    stands = readings.reading(corpus, number)
    data = of_reading(corpus, number, card.id, stands.found)
    cut = sum(block.kind in HIDDEN_KINDS for block in stands.blocks)
    # Before the first `reader index` nothing was weighed, and nothing is called doubtful.
    doubtful = doubtful_fields(data) if score else ()
    flags = _flags(corpus, stands.found)
    return Row(card, data.title, data.published, data.outlet, doubtful, cut, flags, score / 1000)


def doubtful_fields(data: Fields) -> tuple[str, ...]:
    """Which of title, date and outlet a person should look at; a missing outlet is usual."""
    found: dict[str, Found | None] = {"title": data.title, "published": data.published, "outlet": data.outlet}
    return tuple(
        name for name, one in found.items() if (one.confidence < SURE if one is not None else name in _MISSING)
    )


def _flags(corpus: Corpus, found: dict[str, Any]) -> tuple[str, ...]:
    flags = [str(flag) for flag in found.get("flags") or ()]
    title = (found.get("title") or {}).get("value")
    return (*flags, "title-repeated") if title and is_repeated(corpus, title) else tuple(flags)


def doubt_of(data: Fields, flags: Sequence[str]) -> float:
    """How doubtful an article is, 0 … 1: that any of its fields is wrong, as if they were independent."""
    found: dict[str, Found | None] = {"title": data.title, "published": data.published, "outlet": data.outlet}
    doubts = [
        _MISSING.get(name, 0.0) if one is None else _WEIGHTS[name] * (1 - min(1.0, max(0.0, one.confidence)))
        for name, one in found.items()
    ]
    return 1 - math.prod(1 - doubt for doubt in (*doubts, *(_FLAGGED for _ in flags)))


def weigh(corpus: Corpus, number: int, article: str, found: dict[str, Any]) -> None:
    """Put an article where it belongs in the inbox, or take it out if a person has looked it through.

    ``found``: the fields of its reading.
    """
    with corpus.write() as db:
        if is_checked(corpus, article):
            db.execute("DELETE FROM doubt WHERE article = ?", (number,))
            return
        flags = [str(flag) for flag in found.get("flags") or ()]
        score = round(1000 * doubt_of(of_reading(corpus, number, article, found), flags))
        db.execute(
            "INSERT INTO doubt SELECT article, ?2, stamp FROM card WHERE article = ?1 ON CONFLICT (article) "
            "DO UPDATE SET score = ?2, stamp = excluded.stamp WHERE score <> ?2 OR stamp <> excluded.stamp",
            (number, score),
        )


def is_checked(corpus: Corpus, article: str) -> bool:
    """Whether a person has looked an article through."""
    return corpus.row("SELECT 1 FROM checked WHERE article = ?", (article,)) is not None


def waiting(corpus: Corpus, article: str) -> bool:
    """Whether an article is in the inbox."""
    row = corpus.row("SELECT 1 FROM doubt JOIN article ON n = article WHERE id = ?", (article,))
    return row is not None


def follow(corpus: Corpus, row: str) -> None:
    """Put away, or put back, the articles that a row of the journal names."""
    said = state(corpus, "checked", row)
    named = said.value.get("articles") if said is not None and said.alive else ()
    articles = {one for one in named if isinstance(one, str)} if isinstance(named, list) else set()
    with corpus.write() as db:
        before = {one for (one,) in corpus.rows("SELECT article FROM checked WHERE row = ?", (row,))}
        db.executemany("DELETE FROM checked WHERE article = ? AND row = ?", [(one, row) for one in before - articles])
        db.executemany("INSERT INTO checked VALUES (?, ?)", [(one, row) for one in articles - before])
        for article in sorted(before ^ articles):
            for (number,) in corpus.rows(
                "SELECT n FROM article JOIN reading ON reading.article = n WHERE id = ?", (article,)
            ):
                weigh(corpus, number, article, readings.reading(corpus, number).found)
