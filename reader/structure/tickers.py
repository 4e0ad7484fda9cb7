"""Tickers: pages of many short entries, each with the time of day on a line of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reader.structure import names
from reader.structure.lines import Unit

ENTRIES = 3
"""Entries that make a page a ticker."""
HEAD = 4
"""Lines that an entry may begin with, the time included."""
LONGEST = 40
"""Lines of an entry that are looked at."""
LEAST = 60
"""Characters of a paragraph of an entry."""


def tell(units: list[Unit]) -> None:
    """Names the times, authors and headings of the entries, if most of the text stands in such."""
    entries = list(_entries(units))
    if len(entries) < ENTRIES:
        return
    first = entries[0][0]
    inside = sum(_size(u) for u in units[first:])
    if 2 * inside < sum(_size(u) for u in units) or len(entries) * 24 < len(units) - first:
        return
    often = Counter(u.text for u in units if u.kind == "short")
    for start, end in entries:
        _settle(units[start:end], often)


def _entries(units: list[Unit]) -> Iterator[tuple[int, int]]:
    """Where entries begin, and where they end at the latest; each has a paragraph."""
    clocks = [i for i, u in enumerate(units) if u.kind == "date" and u.why == "clock"]
    for start, end in pairwise([*clocks, len(units)]):
        until = min(end, start + LONGEST)
        if any(_size(u) >= LEAST for u in units[start:until]):
            yield start, until


def _size(unit: Unit) -> int:
    return len(unit.text) if unit.kind == "prose" and not unit.why else 0


def _settle(entry: list[Unit], often: Counter[str]) -> None:
    """Names the lines of an entry before its paragraph: the time, who wrote it, the heading."""
    entry[0].why = "entry"
    for unit, after in pairwise(entry[1 : HEAD + 1]):
        if unit.kind == "byline" and unit.why == "agency":
            unit.why = "wire"
            continue
        if unit.kind != "short":
            return
        signed = names.signers(unit.text)
        if signed and (signed.agencies or after.kind == "short" or often[unit.text] > 1):
            unit.kind, unit.why = "byline", "author"
        else:
            unit.kind, unit.why = "heading", "entry"
            return
