"""Numbers of links, as text browsers set them before the words of a link: taken out of what is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from reader.structure import menus
from reader.structure.lines import LONG, Unit

FEWEST = 6
"""Links that are counted upward on a page from a text browser."""

_NUMBER = re.compile(r"\[(\d{1,4})\](?=[^\s\[\]])")


def bared(units: list[Unit]) -> list[Unit]:
    """The units without the numbers of links within them; rows of links keep theirs, by which they are known."""
    if not _is_dump(u.text for u in units):
        return units
    return [_bare(u) if "[" in u.text and len(u.text) <= LONG and not menus.is_links(u.text) else u for u in units]


def _is_dump(texts: Iterable[str]) -> bool:
    """Whether the numbers in brackets are mostly counted up, as those of links are and footnotes seldom so often."""
    found = [int(m[1]) for text in texts if "[" in text for m in _NUMBER.finditer(text[:LONG])]
    rising = sum(b == a + 1 for a, b in pairwise(found))
    return len(found) >= FEWEST and 2 * rising >= len(found)


def _bare(unit: Unit) -> Unit:
    kept: list[int] = []
    at = 0
    for found in _NUMBER.finditer(unit.text):
        kept += range(at, found.start())
        at = found.end()
    if not at:
        return unit
    kept += range(at, len(unit.text))
    unit.text, unit.origins = "".join(unit.text[i] for i in kept), tuple(unit.origins[i] for i in kept)
    return unit
