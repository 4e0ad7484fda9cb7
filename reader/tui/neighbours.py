"""What stands next in a list of articles, as seen from one of them (pure)."""

from __future__ import annotations

from typing import Any

FARTHEST_UNREAD = 4096
"""How many rows are looked through for the next unread one."""
_STEP = 64


def neighbour(listing: Any, article: str, by: int) -> str | None:
    """The article (id) that stands ``by`` rows from another one."""
    at = listing.index(article)
    return None if at is None else _at(listing, at + by)


def unread_neighbour(listing: Any, article: str, by: int) -> str | None:
    """The nearest unread article (id) in a direction (1 or -1)."""
    at = listing.index(article)
    place = next_unread(listing, at, by) if at is not None else None
    return None if place is None else _at(listing, place)


def _at(listing: Any, place: int) -> str | None:
    return str(listing.rows(place, place + 1)[0].id) if 0 <= place < len(listing) else None


def next_unread(source: Any, place: int, by: int) -> int | None:
    """The place of the nearest unread article in a direction."""
    at = place + by
    for _ in range(FARTHEST_UNREAD // _STEP):
        span = (at, at + _STEP) if by > 0 else (at - _STEP + 1, at + 1)
        start = max(0, span[0])
        cards = list(enumerate(source.rows(start, max(start, span[1])), start))
        found = [n for n, card in (cards if by > 0 else reversed(cards)) if not card.read]
        if found:
            return found[0]
        at += _STEP * by
        if not 0 <= at < len(source):
            return None
    return None
