"""Plain text: the decoded file as it stands."""

from __future__ import annotations

from reader import text
from reader.records import Item


def read(data: bytes, name: str) -> Item:
    """The one article of a text file."""
    return Item(data, text.decode(data), "text")
