"""What the program makes of an article: structure and names, derived from its bytes and stored with a version.

Heavy rooms are imported when something is derived, never for reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.corpus import cards, mentions, readings
from reader.corpus.file import Corpus
from reader.records import Item, Structure

if TYPE_CHECKING:
    from reader.link import Named

STRUCTURE_VERSION = "1"
NAMES_WITHIN = 2_000_000
"""Characters of one article in which names are looked for: a book in one file is taken, but in seconds."""


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from one article alone."""

    structure: Structure
    named: tuple[Named, ...]


def version() -> str:
    """What stamps derived rows: rows of another version are made anew by `reader index`."""
    from reader import recognise

    return f"{STRUCTURE_VERSION}/{recognise.VERSION}"


def derive(item: Item) -> Derived:
    """Structure and names of an article (pure, and the slow part of an import)."""
    from reader import link, recognise, structure

    parts = structure.analyse(item.text, item.hints)
    near = [block for block in parts.blocks if block.end <= NAMES_WITHIN]
    found = recognise.recognise(item.text, near, parts.language)
    return Derived(parts, link.name_mentions(item.text, found))


def store(corpus: Corpus, number: int, article: str, text: str, derived: Derived) -> None:
    """Write what was derived of an article in place of what was there."""
    with corpus.write():
        discard(corpus, number)
        readings.store(corpus, number, version(), derived.structure)
        mentions.store(corpus, number, article, text, derived.named)
        cards.place(corpus, number, article, text)
        mentions.spoil_links(corpus)


def discard(corpus: Corpus, number: int) -> None:
    """Take an article's derived rows out, so that nothing lists or finds it."""
    with corpus.write() as db:
        cards.unlist(db, number)
        db.execute("DELETE FROM mention WHERE article = ?", (number,))
        db.execute("DELETE FROM reading WHERE article = ?", (number,))
        mentions.spoil_links(corpus)
