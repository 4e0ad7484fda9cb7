"""How an article is called on one line: by its title, or, set off from that, by its opening words where it has none."""

from __future__ import annotations

from reader.cli.output import bold, dim
from reader.corpus import Corpus, cards
from reader.records import Card
from reader.text import clip, one_line

_LONGEST_OPENING = 60


def title_of(card: Card, room: int) -> str:
    """The title in so many cells, or the opening words, which step back."""
    return clip(one_line(card.title), room) if card.title else dim(clip(opening_of(card), room))


def title_found(corpus: Corpus, article: str, title: str | None, room: int) -> str:
    """The title of an article that was found, which stands out; or its opening words, which step back."""
    return bold(clip(one_line(title), room)) if title else title_of(cards.card(corpus, article), room)


def plain_title(card: Card) -> str:
    """The title, or some of the opening words, in running text."""
    return card.title or clip(opening_of(card), _LONGEST_OPENING)


def opening_of(card: Card) -> str:
    """The opening words in quotation marks."""
    return f"“{one_line(card.opening)} …”"
