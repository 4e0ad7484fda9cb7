"""What stands beside ``text_index`` in a query: the tables in which filters and texts are looked up."""

from __future__ import annotations

import json
from collections.abc import Sequence

from reader.corpus.conditions import Condition
from reader.corpus.file import Corpus
from reader.corpus.textindex import STAMPS

TITLES = " CROSS JOIN indexed ON number = text_index.rowid CROSS JOIN card ON card.stamp = indexed.stamp"
"""Behind ``text_index``: what filters ask about, and the titles."""
TEXTS = " JOIN article ON article.n = card.article"
"""Behind ``card``: the texts."""
TITLES_OF = TITLES.replace("text_index.rowid", "some.value")
CARDS_OF = f"{TITLES_OF}{TEXTS}"
"""The same behind numbers in the index: without the texts, and with them."""
_STAMPS = " CROSS JOIN indexed AS card ON card.number = text_index.rowid"
"""Behind ``text_index``, where filters ask for nothing but the stamps of the cards."""


def narrowed(where: Condition) -> tuple[str, Condition]:
    """What stands behind ``text_index`` for filters, and what they ask of it."""
    if not where.parts:
        return "", where
    by_index = where.by_index()
    return (_STAMPS, by_index) if by_index else (TITLES, where)


def within(corpus: Corpus, some: Sequence[int]) -> str:
    """The condition that a text says what is asked, where none but those of ``some`` stamps are looked at."""
    sql = "SELECT min(number), max(number) FROM indexed WHERE stamp IN (SELECT value FROM json_each(?))"
    first, last = corpus.rows(sql, (json.dumps(some),))[0]
    return f"card.stamp IN ({STAMPS} AND text_index.rowid BETWEEN {first or 0} AND {last or 0})"
