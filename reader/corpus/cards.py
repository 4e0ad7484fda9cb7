"""What lists show of articles: their data as they now stand, with a person's marks."""

from __future__ import annotations

from typing import Any

from reader.corpus.file import Corpus
from reader.corpus.state import marks
from reader.records import Card, ReaderError, Row

CARD_COLUMNS = "SELECT article.id, card.title, opening, published, outlet, language, words"
CARD_TABLES = "FROM card JOIN article ON article.n = card.article"


def card(corpus: Corpus, article: str) -> Card:
    """What a list shows of one article."""
    rows = corpus.rows(f"{CARD_COLUMNS} {CARD_TABLES} WHERE article.id = ?", (article,))
    if not rows:
        raise ReaderError(article[:12], "this article was removed", "Take it back with: reader undo")
    return with_marks(corpus, rows)[0]


def with_marks(corpus: Corpus, rows: list[Any]) -> list[Card]:
    """Cards of rows as `CARD_COLUMNS` has them."""
    marked = marks(corpus, [row[0] for row in rows])
    return [_card(row, marked[row[0]]) for row in rows]


def _card(row: Any, about: list[Row]) -> Card:
    tables = [mark.table for mark in about]
    article, title, opening, published, outlet, language, words = row
    return Card(
        article,
        title,
        opening,
        published,
        outlet,
        language,
        words,
        bookmarked="bookmark" in tables,
        read="read" in tables,
        notes=tables.count("note"),
        highlights=tables.count("highlight"),
        tags=tuple(sorted(mark.row.partition(" ")[2] for mark in about if mark.table == "tag")),
    )
