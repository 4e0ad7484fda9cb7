"""Sorted spans of a text that answer quickly which of them reach into a line (pure)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Any, Generic, TypeVar

Span = TypeVar("Span", bound=tuple[Any, ...])
"""Whatever has its start and its end in front: a name, a highlight, a bare pair."""


class Spans(Generic[Span]):
    """Things with a place in a text, by start; overlaps are allowed."""

    def __init__(self, items: Iterable[Span] = ()) -> None:
        self.items = sorted(items, key=itemgetter(0, 1))
        self.starts: list[int] = list(map(itemgetter(0), self.items))
        # The furthest end so far never falls, so that the first span that can reach a line is found by bisection.
        self._reach: list[int] = list(accumulate(map(itemgetter(1), self.items), max))

    def __len__(self) -> int:
        return len(self.items)

    def between(self, start: int, end: int) -> list[Span]:
        """The spans that overlap ``[start, end)``."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self.starts, end)
        return [item for item in self.items[first:last] if item[1] > start]
