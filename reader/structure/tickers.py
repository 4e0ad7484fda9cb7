"""Tickers: pages of many short entries, each with the time of day on a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reader import words
from reader.structure import heads, names
from reader.structure.lines import Unit
from reader.words import phrases

ENTRIES = 3
"""Entries that make a page a ticker."""
HEAD = 4
"""Lines that an entry may begin with, the time included."""
LONGEST = 40
"""Lines of an entry that are looked at."""
INTRODUCED = 4
"""Blanks in a line with a colon behind it that introduces what follows, and heads nothing."""
LEAST = 60
"""Characters of a paragraph of an entry."""


def tell(units: list[Unit]) -> None:
    """Names the times, authors and headings of the entries, if most of the text stands in such."""
    _tell_heads(units)
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


def _tell_heads(units: list[Unit]) -> None:
    """Names the heads of entries that begin with their time, and those between plus signs that the text takes up."""
    timed = [(u, after) for u, after in pairwise(units) if _is_timed(u)]
    if len(timed) >= 2 and 2 * sum(after.kind == "prose" for _, after in timed) >= len(timed):
        for unit, _ in timed:
            unit.kind, unit.why = "heading", "timed"
    for unit, after in pairwise(units):
        crossed = unit.why == "wrapped" and unit.text[0] == "+" and not phrases.ways(words.key(unit.text))
        if crossed and _size(after) >= LEAST and len(heads.stems(unit.text) & heads.stems(after.text[:LOOKED])) >= 2:
            unit.kind, unit.why = "heading", "crossed"


def begins_with_time(text: str) -> bool:
    """Whether a paragraph is an entry of a ticker (``+++ 21.00 Uhr: …``)."""
    return text[:1] == "+" and _TIMED.match(text) is not None


def _is_timed(unit: Unit) -> bool:
    """Whether a line is a time and what happened then."""
    return unit.kind in ("short", "navigation") and not unit.fixed and _TIMED.match(unit.text) is not None


_TIMED = re.compile(r"(?:\++\s?)?\d{1,2}[.:]\d\d(?:\s(?:Uhr|h))?\s?(?:[:|–—-]|\+\++)\s?(?=\S+\s\S)")
LOOKED = 400
"""Characters of a paragraph in which the words of its head are looked for."""


def _entries(units: list[Unit]) -> Iterator[tuple[int, int]]:
    """Where entries begin, and where they end at the latest; each has a paragraph."""
    clocks = [
        i for i, u in enumerate(units) if u.kind == "date" and (u.why == "clock" or _is_stamp(u, units[i + 1 : i + 2]))
    ]
    for start, end in pairwise([*clocks, len(units)]):
        until = min(end, start + LONGEST)
        if any(_size(u) >= LEAST for u in units[start:until]):
            yield start, until


def _is_stamp(unit: Unit, after: list[Unit]) -> bool:
    """Whether a date tells the minute of an entry: a head or a text stands below it."""
    below = bool(after) and after[0].kind in ("short", "prose") and not after[0].why
    return not unit.why and below and _MINUTE.search(unit.text) is not None


_MINUTE = re.compile(r"\d{1,2}[:.]\d\d(?:\s?Uhr|\s?[ap]\.?m\.?)?$|\d{1,2}h\d\d$")


def _size(unit: Unit) -> int:
    return len(unit.text) if unit.kind == "prose" and not unit.why else 0


def _settle(entry: list[Unit], often: Counter[str]) -> None:
    """Names the lines of an entry before its paragraph: the time, who wrote it, the heading."""
    entry[0].why, headed = "entry", False
    for unit, after in pairwise(entry[1 : HEAD + 1]):
        if unit.kind == "byline" and unit.why == "agency":
            unit.why = "wire"
            continue
        if unit.kind != "short":
            return
        if unit.text.endswith(":") and unit.text.count(" ") >= INTRODUCED:
            unit.kind = "paragraph"
            continue
        if headed:
            return
        signed = names.signers(unit.text)
        if signed and (signed.agencies or after.kind == "short" or often[unit.text] > 1):
            unit.kind, unit.why = "byline", "author"
        else:
            unit.kind, unit.why = "heading", "entry"
            headed = True
