"""Wrapping: a stretch of text into lines of at most so many cells (pure).

Lines are ``(start, end)`` offsets of the text, gapless from the start of the stretch to its end, so that joined
lines give back the text. A line keeps the blank it was broken at; whoever draws it drops it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from rich.cells import cell_len

from reader.text import one_line
from reader.tui.clusters import cut_before, may_cut
from reader.tui.typeset import NO_GAPS, Gaps

FULL_LINE = range(50, 101)
"""A source line of such a length was broken by its width alone (mail), so that the break is a blank to us."""

# Every character that takes exactly one cell for certain. Text of these alone is wrapped by counting characters.
_NOT_PLAIN = re.compile(
    "[^\n\t -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0530\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]"
)
_LONGEST_CLUSTER = 32
Hyphens = Callable[[str], Sequence[int]]
_WORTH = 4
"""Cells at the end of a line for which a word is parted."""
_LONGEST_WORD = 100
_NO_WORD = re.compile(r"[/@_\\\d]")
"""What no word has that is parted: an address, a file, a number."""
_PART = re.compile(r"([^\W\d_]+)(-?)")


class _Cells(dict[str, int]):
    """Cells of each character as it will be drawn; filled as it is asked."""

    def __missing__(self, char: str) -> int:
        # A variation selector can make the sign before it wide.
        self[char] = size = 1 if char == "\ufe0f" else cell_len(one_line(char))
        return size


_CELLS = _Cells()


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether every character takes one cell."""
    return _NOT_PLAIN.search(text, start, len(text) if end is None else end) is None


def source_lines(text: str, start: int, end: int, flow: bool) -> list[tuple[int, int]]:
    """The stretch cut at its line ends; with ``flow``, not at those that only wrap a full line."""
    lines = []
    begin = line = start
    while (newline := text.find("\n", line, end)) >= 0:
        wrapped = flow and newline - line in FULL_LINE
        line = newline + 1
        if not wrapped:
            lines.append((begin, line))
            begin = line
    if begin < end:
        lines.append((begin, end))
    return lines


def wrap(
    flat: str, start: int, end: int, width: int, plain: bool, hyphens: Hyphens | None = None
) -> list[tuple[int, int]]:
    """Lines of ``flat[start:end]`` (which has no line ends); ``plain`` as `is_plain` says of it.

    ``hyphens`` gives the places at which a word may be parted; a line that ends so has a cell left for the hyphen.
    """
    width = max(width, 2)
    return _wrap_plain(flat, start, end, width, hyphens) if plain else _wrap_wide(flat, start, end, width)


def _wrap_plain(flat: str, start: int, end: int, width: int, hyphens: Hyphens | None) -> list[tuple[int, int]]:
    lines = []
    while end - start > width:
        cut = _break_before(flat, start, start + width)
        if hyphens is not None:
            cut = _parted(flat, start, cut, start + width, hyphens)
        while cut < end and flat[cut] == " ":
            cut += 1
        lines.append((start, cut))
        start = cut
    if start < end:
        lines.append((start, end))
    return lines


def _break_before(flat: str, start: int, limit: int) -> int:
    """Where a line that must end at ``limit`` is best broken: at a blank, else after a hyphen, else there."""
    cut = flat.rfind(" ", start, limit + 1) + 1
    if (cut - start) * 2 < limit - start:
        hyphen = flat.rfind("-", start + 1, limit) + 1
        if hyphen > cut and flat[hyphen - 2].isalpha():
            cut = hyphen
    return cut if cut > start else limit


def _parted(flat: str, start: int, cut: int, limit: int, hyphens: Hyphens) -> int:
    """A break moved from before a word into it, where that fills a line that would else be short."""
    begin = start if cut == limit and flat[cut - 1] != " " else cut
    end = flat.find(" ", begin, begin + _LONGEST_WORD)
    if limit - begin < _WORTH or end < 0 or _NO_WORD.search(flat, begin, end):
        return cut
    best = 0
    for part in _PART.finditer(flat, begin, end):
        places = [part.start() + at for at in hyphens(part[1])]
        best = max([best, *(at for at in places if at < limit)])
        if part[2] and part.end() <= min(limit, end - 1):
            best = part.end()
    return best or cut


def _wrap_wide(flat: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    sums = list(accumulate(map(_CELLS.__getitem__, flat[start:end]), initial=0))
    lines = []
    at, size = 0, end - start
    while sums[size] - sums[at] > width:
        limit = bisect_right(sums, sums[at] + width, at, size + 1) - 1
        cut = _wide_break(flat, start, at, limit)
        while cut < size and flat[start + cut] == " ":
            cut += 1
        lines.append((start + at, start + cut))
        at = cut
    if at < size:
        lines.append((start + at, end))
    return lines


def _wide_break(flat: str, start: int, at: int, limit: int) -> int:
    if _CELLS[flat[start + limit]] == 2 or _CELLS[flat[start + limit - 1]] == 2:
        return _whole_cluster(flat, start, at, max(limit, at + 1))
    cut = _break_before(flat, start + at, start + limit) - start
    return cut if cut < limit else _whole_cluster(flat, start, at, max(limit, at + 1))


def _whole_cluster(flat: str, start: int, at: int, cut: int) -> int:
    """The break moved to the left until it does not part a sign from what is joined to it."""
    for back in range(cut, max(at, cut - _LONGEST_CLUSTER), -1):
        if may_cut(flat, start + back) and _CELLS[flat[start + back]]:
            return back
    return cut


def cells_before(text: str, start: int, offset: int, gaps: Gaps = NO_GAPS) -> int:
    """The cells that ``text[start:offset]`` takes as it is drawn, with the gaps in it."""
    return sum(map(_CELLS.__getitem__, text[start:offset])) + sum(cells for at, cells in gaps if start <= at < offset)


def offset_at(text: str, start: int, end: int, cell: int, gaps: Gaps = NO_GAPS) -> int:
    """The offset of the sign that is drawn at a cell of the line ``[start, end)``; its last one where it is shorter."""
    sizes = list(map(_CELLS.__getitem__, text[start:end]))
    for at, cells in gaps:
        sizes[at - start] += cells
    sums = list(accumulate(sizes))
    return cut_before(text, start + min(bisect_right(sums, max(cell, 0)), max(len(sums) - 1, 0)))
