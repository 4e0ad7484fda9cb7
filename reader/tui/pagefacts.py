"""What the lines above and below a page say of its article (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from reader.records import Card, Kin
from reader.speech import counted, percent, tr
from reader.tui import paint

WORDS_A_MINUTE = 230
"""How fast people read on a screen."""


def of_card(card: Card, also: Sequence[Kin]) -> tuple[str, str]:
    """Outlet, date and length; marks, tags, and where else the article stands."""
    known = [card.outlet, (card.published or "").replace("T", " "), counted(card.words, "word")]
    marks = ["♦ " + tr("bookmarked")] * card.bookmarked + [f"#{tag}" for tag in card.tags]
    if also:
        places = ", ".join(dict.fromkeys(copy.outlet or tr("another file") for copy in also))
        marks.append("≡ " + tr("also in {places}").format(places=places))
    return " · ".join(part for part in known if part), "  ".join(marks)


def of_reading(card: Card, share: float, hit: int | None, hits: int) -> str:
    """Which hit is shown, how far in the text that is, and how long it takes to read the rest."""
    number = "" if hit is None else tr("hit {number}").format(number=paint.nth(hit, hits)) + "   "
    minutes = ceil(card.words * (1 - share) / WORDS_A_MINUTE)
    far = percent(1 if share == 1 else min(0.99, share))
    left = tr("{percent} · {minutes} min left").format(percent=far, minutes=minutes) if minutes else far
    return number + left
