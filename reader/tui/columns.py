"""The rows of a table in columns: how many cells are left free, so that what belongs together is aligned (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.tui.typeset import NO_GAPS, Gaps
from reader.tui.wrap import cells_before, source_lines

Span = tuple[int, int]
_LARGEST = 200_000
_NUMBER = re.compile(r"\s*[-+−–]?[\d.,:/ ]*\d\s?[%‰€$£]?\s*")
TAB, BAR = "\t", "|"
BETWEEN = 2
"""Cells between two columns."""


def columns(text: str, blocks: Sequence[Span], width: int) -> Gaps:
    """The gaps in the rows of some blocks; none where there are no columns, or where they do not fit into the width."""
    if sum(end - start for start, end in blocks) > _LARGEST:
        return NO_GAPS
    rows = [_cells(text, *row) for block in blocks for row in source_lines(text, *block, flow=False)]
    widths, right = _widths(text, rows)
    gaps: list[tuple[int, int]] = []
    for row in rows:
        found = _gaps(text, row, widths, right) if len(row) > 1 else ()
        if cells_before(text, row[0][0], row[-1][1]) + sum(cells for _, cells in found) > width:
            return NO_GAPS
        gaps += found
    return tuple(gaps)


def _cells(text: str, start: int, end: int) -> list[Span]:
    """The cells of a row; behind each but the last stands a tab or a bar."""
    end -= text[start:end].endswith("\n")
    sign = TAB if TAB in text[start:end] else BAR if text.count(BAR, start, end) > 1 else "\n"
    found = []
    while (at := text.find(sign, start, end)) >= 0:
        found.append((start, at))
        start = at + 1
    return [*found, (start, end)]


def _widths(text: str, rows: Sequence[Sequence[Span]]) -> tuple[list[int], list[bool]]:
    """How wide each column is, and whether it holds numbers, which stand at the right."""
    widths: Counter[int] = Counter()
    numbers: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for row in rows if len(rows) > 1 else ():
        for column, (start, end) in enumerate(row if len(row) > 1 else ()):
            widths[column] = max(widths[column], cells_before(text, start, end))
            filled[column] += start < end
            numbers[column] += _NUMBER.fullmatch(text, start, end) is not None
    every = range(len(widths))
    return [widths[n] for n in every], [n > 0 and 2 * numbers[n] > filled[n] for n in every]


def _gaps(text: str, row: Sequence[Span], widths: Sequence[int], right: Sequence[bool]) -> list[tuple[int, int]]:
    found: Counter[int] = Counter()
    for column, (start, end) in enumerate(row if widths else ()):
        missing = widths[column] - cells_before(text, start, end)
        last = column == len(row) - 1
        tab = not last and text[end] == TAB
        if right[column]:
            found[start - 1] += missing
        elif not last:
            found[end if tab else max(end - 1, start - 1)] += missing
        if tab:
            found[end] += BETWEEN - 1
    return sorted((at, cells) for at, cells in found.items() if cells > 0 and at >= 0)
