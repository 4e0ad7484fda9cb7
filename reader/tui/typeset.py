"""How text is set on a page: a line, the cells between its words, and what all lines have in common (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

Gaps = tuple[tuple[int, int], ...]
"""Offsets of characters, each with how many empty cells are drawn behind it; in their order."""
WIDEST_GAP = 3
"""Cells between two words of a justified line on the average; one where they would be more is left ragged."""
NO_GAPS: Gaps = ()


class Line(NamedTuple):
    """One line of a page: ``[start, end)`` of the article's text, or a text of our own."""

    start: int
    end: int
    kind: str
    own: str | None = None
    note: int = -1
    """Which of the article's annotations a line of the list of notes belongs to."""
    gaps: Gaps = NO_GAPS
    hyphen: bool = False
    """Whether it ends within a word, so that a hyphen is drawn behind it, which is no character of the text."""
    runs: tuple[tuple[int, int, str], ...] = ()
    """Inks that lie on stretches of ``own``."""


class Setting(NamedTuple):
    """The width of the column in cells, and whether lines fill it; where words may be parted then, by their letters."""

    width: int
    justified: bool = False
    hyphens: Callable[[str], Sequence[int]] | None = None


def spread(flat: str, start: int, end: int, missing: int) -> Gaps:
    """``missing`` cells given to the blanks of ``flat[start:end]``, evenly; none where there are too few of them."""
    first = start + len(flat[start:end]) - len(flat[start:end].lstrip())
    blanks = [at for at in range(first, end) if flat[at] == " "]
    count = len(blanks)
    if missing <= 0 or missing > count * (WIDEST_GAP - 1):
        return NO_GAPS
    # The wider gaps of one line stand elsewhere than those of the next, so that no white river runs down the page.
    phase = count * (1 + 2 * (start % 2)) // 4
    sums = [(n * missing + phase) // count for n in range(count + 1)]
    return tuple((at, after - before) for at, (before, after) in zip(blanks, pairwise(sums)) if after > before)


def spaced(text: str, start: int, gaps: Gaps) -> str:
    """A piece of a text that begins at ``start``, with blanks for the gaps within it."""
    end = start + len(text)
    inside = [(at - start + 1, cells) for at, cells in gaps if start <= at < end]
    for at, cells in reversed(inside):
        text = f"{text[:at]}{' ' * cells}{text[at:]}"
    return text
