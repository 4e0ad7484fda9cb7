"""Articles as a table in CSV (RFC 4180), one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from reader.corpus.file import Corpus
from reader.export.chosen import address, chosen
from reader.records import Article
from reader.text import one_line

COLUMNS = (
    "id", "title", "published", "outlet", "byline", "agency", "language", "words", "bookmarked", "read",
    "notes", "highlights", "tags", "address", "source", "added",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a cell a formula to a spreadsheet (OWASP, *CSV Injection*)."""


def written(corpus: Corpus, only: Sequence[str] | None = None) -> Iterator[str]:
    """A row of names, then one for each article."""
    yield _row(COLUMNS)
    for article in chosen(corpus, only):
        yield _row(map(_cell, _values(article, address(corpus, article.card.id))))


def _values(article: Article, where: str | None) -> Iterator[object]:
    card = article.card
    yield from (card.id, card.title, card.published, card.outlet, "; ".join(article.byline))
    yield from ("; ".join(article.agency), card.language, card.words, int(card.bookmarked), int(card.read))
    yield from (card.notes, card.highlights, "; ".join(card.tags), where, article.source, article.added)


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what begins like one."""
    shown = "" if value is None else one_line(str(value))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _row(cells: object) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # type: ignore[arg-type]
    return line.getvalue()
