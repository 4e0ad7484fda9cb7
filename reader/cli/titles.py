"""How an article is called on one line: by its title, or, set off from that, by its opening words where it has none."""

from __future__ import annotations

from reader.cli.output import bold, dim, row_width
from reader.corpus import Corpus, cards
from reader.records import Card
from reader.text import cells, clip, one_line

_LONGEST_OPENING = 60
_GAP = "  "


def title_of(card: Card, room: int) -> str:
    """The title in so many cells, or the opening words, which step back."""
    return clip(one_line(card.title), room) if card.title else dim(clip(opening_of(card), room))


def found_line(corpus: Corpus, head: str, article: str, title: str | None) -> str:
    """A line of an article that was found: a head, then its title, as far as there is room.

    The title stands out; in its place opening words, which step back.
    """
    room = row_width() - cells(head) - len(_GAP)
    if room < 1:
        return dim(clip(head, row_width()))
    shown = bold(clip(one_line(title), room)) if title else title_of(cards.card(corpus, article), room)
    return f"{dim(head)}{_GAP}{shown}"


def plain_title(card: Card) -> str:
    """The title, or some of the opening words, in running text."""
    return card.title or clip(opening_of(card), _LONGEST_OPENING)


def opening_of(card: Card) -> str:
    """The opening words in quotation marks."""
    return f"“{one_line(card.opening)} …”"
