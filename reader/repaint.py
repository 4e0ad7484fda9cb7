"""Blocks as a person says they are (pure): ranges painted over what was found, and quotes found again in a text.

What is said may come from anywhere. Whatever it is, every non-blank character stays in exactly one block.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.records import Anchor, Block

MOST_PLACES = 200
"""Occurrences of a quote that are weighed by their context."""


class Said(NamedTuple):
    """A range of a text and what kind it is; ``None``: what was found there."""

    start: int
    end: int
    kind: str | None


def repainted(text: str, blocks: Sequence[Block], said: Sequence[Said]) -> tuple[Block, ...]:
    """The blocks with what was said of ranges over them; of ranges that overlap the later holds."""
    sound = [one for one in said if 0 <= one.start < one.end <= len(text)]
    if not sound:
        return tuple(blocks)
    edges = sorted({edge for one in sound for edge in (one.start, one.end)})
    painted = _painted(edges, sound)
    return tuple(part for block in blocks for part in _parts(text, block, edges, painted))


def _painted(edges: list[int], said: Sequence[Said]) -> list[str | None]:
    """The kind said of each stretch between two edges. The latest paints first, each stretch is painted once."""
    place = {edge: i for i, edge in enumerate(edges)}
    kinds: list[str | None] = [None] * len(edges)
    free = list(range(len(edges) + 1))
    for one in reversed(said):
        at, end = _next(free, place[one.start]), place[one.end]
        while at < end:
            kinds[at] = one.kind
            free[at] = at + 1
            at = _next(free, at)
    return kinds


def _next(free: list[int], at: int) -> int:
    while free[at] != at:
        free[at] = free[free[at]]
        at = free[at]
    return at


def _parts(text: str, block: Block, edges: list[int], painted: Sequence[str | None]) -> Iterator[Block]:
    """A block cut where what is said of it changes, without blanks at the ends of its parts."""
    at = bisect_right(edges, block.start)
    start, kind = block.start, _kind(block, painted, at - 1)
    while at < len(edges) and edges[at] < block.end:
        following = _kind(block, painted, at)
        if following != kind:
            yield from trimmed(text, kind, start, edges[at])
            start, kind = edges[at], following
        at += 1
    yield from trimmed(text, kind, start, block.end) if start > block.start else [block._replace(kind=kind)]


def _kind(block: Block, painted: Sequence[str | None], stretch: int) -> str:
    return (painted[stretch] if stretch >= 0 else None) or block.kind


def trimmed(text: str, kind: str, start: int, end: int) -> Iterator[Block]:
    """The block of a range without the blanks at its ends; nothing if it is blank."""
    part = text[start:end]
    bare = part.strip()
    if bare:
        first = start + len(part) - len(part.lstrip())
        yield Block(kind, first, first + len(bare))


def place(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where a quote stands in a text that may have been made anew; ``None`` if it is gone or in doubt."""
    quote = anchor.quote
    if not quote:
        return None
    if text[anchor.start : anchor.start + len(quote)] == quote:
        return anchor.start, anchor.start + len(quote)
    ranked = sorted(((_fit(text, anchor, at), at) for at in _places(text, quote)), reverse=True)[:2]
    if not ranked or (len(ranked) == 2 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1], ranked[0][1] + len(quote)


def _places(text: str, quote: str) -> Iterator[int]:
    at = -1
    for _ in range(MOST_PLACES):
        at = text.find(quote, at + 1)
        if at < 0:
            return
        yield at


def _fit(text: str, anchor: Anchor, at: int) -> int:
    """How many characters around a place are those that stood around the quote."""
    before = text[max(0, at - len(anchor.prefix)) : at][::-1]
    behind = text[at + len(anchor.quote) :][: len(anchor.suffix)]
    return _common(before, anchor.prefix[::-1]) + _common(behind, anchor.suffix)


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
