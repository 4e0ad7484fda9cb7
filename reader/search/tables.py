"""What stands beside ``text_index`` in a query: the tables in which filters and texts are looked up."""

from __future__ import annotations

from reader.corpus.conditions import Condition

_CARDS = " CROSS JOIN indexed ON number = text_index.rowid CROSS JOIN card ON card.stamp = indexed.stamp"
"""Behind ``text_index``: what filters ask about."""
CARDS = f"{_CARDS} JOIN article ON article.n = card.article"
"""The same with the texts."""
TITLES_OF, CARDS_OF = (tables.replace("text_index.rowid", "some.value") for tables in (_CARDS, CARDS))
"""The same behind numbers in the index: without the texts, and with them."""
_STAMPS = " CROSS JOIN indexed AS card ON card.number = text_index.rowid"
"""Behind ``text_index``, where filters ask for nothing but the stamps of the cards."""


def narrowed(where: Condition) -> tuple[str, Condition]:
    """What stands behind ``text_index`` for filters, and what they ask of it."""
    if not where.parts:
        return "", where
    by_index = where.by_index()
    return (_STAMPS, by_index) if by_index else (_CARDS, where)
