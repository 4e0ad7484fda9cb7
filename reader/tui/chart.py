"""Small charts in one line: a bar, columns, mentions over time (pure)."""

from __future__ import annotations

import locale
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

COLUMNS, PLAIN_COLUMNS = "▁▂▃▄▅▆▇█", ".:-=+*#@"
_STEPS = (1, 2, 3, 6, 12)
"""Months that a column may stand for; beyond, twice as many each time."""
_FEW = 24
"""Columns below this number are drawn twice as wide."""
_AT_LEAST, _PER_DATE = 12, 4
"""Columns that are drawn for few dates, and for each date: more would be empty."""


class Chart(NamedTuple):
    """Columns from the date ``first`` to the date ``last``, as they are labelled."""

    first: str
    columns: str
    last: str


@cache
def is_plain() -> bool:
    """Whether the terminal or the locale has no blocks to draw with."""
    coding = getattr(sys.__stdout__, "encoding", None) or locale.getpreferredencoding(False)
    try:
        COLUMNS.encode(coding)
    except (UnicodeError, LookupError):
        return True
    return os.environ.get("TERM") in ("linux", "vt100", "vt220")


def bar(count: int, most: int, width: int, plain: bool = False) -> str:
    """A line of at most ``width`` cells, as long as ``count`` is of ``most``; what is not nothing is seen."""
    if count <= 0 or most <= 0 or width <= 0:
        return ""
    halves = max(1, round(2 * width * min(count, most) / most))
    return "=" * (halves // 2) + "-" * (halves % 2) if plain else "━" * (halves // 2) + "╸" * (halves % 2)


def columns(counts: Sequence[int], plain: bool = False) -> str:
    """A column for each count, a blank for none."""
    signs, most = PLAIN_COLUMNS if plain else COLUMNS, max(counts, default=0)
    return "".join(signs[-(-8 * count // most) - 1] if count > 0 else " " for count in counts)


def timeline(dates: Mapping[str, int], width: int, plain: bool = False) -> Chart | None:
    """How often something happened over time, in at most ``width`` columns.

    ``dates``: ``YYYY-MM``, or ``YYYY`` where no more is known; then no column is shorter than a year. ``None`` if all
    of it would be one column.
    """
    if not dates or width < 1:
        return None
    whole_years = any(len(date) < len("2018-04") for date in dates)
    months = {date: int(date[:4]) * 12 + int(date[5:7] or 1) - 1 for date in dates}
    most = min(width, max(_AT_LEAST, _PER_DATE * len(dates)))
    step = _step(min(months.values()), max(months.values()), most, 12 if whole_years else 1)
    counted: Counter[int] = Counter()
    for date, number in dates.items():
        counted[months[date] // step] += number
    places = range(min(counted), max(counted) + 1)
    if len(places) < 2:
        return None
    wide = 2 if len(places) < _FEW and 2 * len(places) <= width else 1
    drawn = "".join(sign * wide for sign in columns([counted[place] for place in places], plain))
    return Chart(*_labels(min(dates), max(dates), drawn))


def _step(first: int, last: int, width: int, least: int) -> int:
    """The months of a column: as few as fit."""
    step = least
    while last // step - first // step + 1 > width:
        step = next((longer for longer in _STEPS if longer > step), 2 * step)
    return step


def _labels(first: str, last: str, drawn: str) -> tuple[str, str, str]:
    """Years; months where both are of one year."""
    return (first, drawn, last) if first[:4] == last[:4] else (first[:4], drawn, last[:4])
