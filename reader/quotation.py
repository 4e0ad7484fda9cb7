"""A quotation with its source, as one line of words and one that says where they stand (pure)."""

from __future__ import annotations

from reader.records import Card
from reader.text import one_line

SHOWN = 8
"""Characters of an article's id that a quotation has: enough to find it again with ``reader show``."""


def quotation(card: Card, words: str = "") -> str:
    """Some words of an article, or without any its title, with outlet, date, title and short id."""
    title = one_line(card.title or "").strip()
    about = [one_line(card.outlet or ""), (card.published or "no date").replace("T", " "), f"“{title}”" * bool(title)]
    said = words.strip()
    if not said:
        about = about[:2]
        said = title or one_line(card.opening)
    source = ", ".join(part for part in about if part)
    return f"“{said}”\n— {source} [{card.id[:SHOWN]}]\n"
