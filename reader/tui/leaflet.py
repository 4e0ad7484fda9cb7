"""A note in units that become lines by themselves: only those near the screen are ever read as Markdown (pure)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reader.tui.markdown import RULE, Passage, Run, passages, references
from reader.tui.typeset import Line, Setting
from reader.tui.wrap import is_plain, wrap

LONG, LONGEST = 4000, 8000
"""Characters from which on a unit ends at the next blank line, and at which it ends in any case."""
_MANY, _MOST = 60, 200
"""The same in lines."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_CAN_LEAD = ("](", "][", "]:", "]]", "<")
"""One of these stands in whatever has a link."""


class Part(NamedTuple):
    """A part of what is shown; ``read`` makes Markdown of it, without another number of lines."""

    source: str
    read: Callable[[str], str] = str


class Unit(NamedTuple):
    """A stretch of Markdown that can be read by itself."""

    start: int
    end: int
    part: int = 0
    fence: str = ""
    """What opened the code in the midst of which it begins."""
    apart: bool = False
    """Whether a blank line stands before it."""


class Leaflet:
    """Some parts of Markdown, one after the other, as the units of a `Layout`."""

    cut = 0

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        self.parts = parts
        self.text = "".join(part.source for part in parts)
        self._units = [unit for number, part in enumerate(parts) for unit in divided(part.source, number)]
        shifts = list(accumulate((len(part.source) for part in parts), initial=0))
        self._units = [u._replace(start=u.start + shifts[u.part], end=u.end + shifts[u.part]) for u in self._units]
        self.starts: Sequence[int] = [*(unit.start for unit in self._units), len(self.text)] if self._units else []
        self.notes = len(self._units)
        """The unit behind the last one, which has no lines."""
        self._known = references(self.text) if len(self._units) > len(parts) else {}
        self._read = lru_cache(maxsize=64)(self._passages)

    def unit_at(self, offset: int) -> int:
        """The unit an offset is shown in."""
        return max(0, min(bisect_right(self.starts, offset), self.notes) - 1)

    def shows(self, offset: int) -> bool:
        """Everything is shown."""
        return True

    def share(self, offset: int) -> float:
        """The part of it that stands before an offset, 0 … 1."""
        return offset / max(1, len(self.text))

    def links(self, unit: int) -> list[str]:
        """The addresses of the links of a unit, in their order."""
        source = self._source(unit)
        if not any(sign in source for sign in _CAN_LEAD) and not (self._known and "]" in source):
            return []
        return [address for passage in self._read(unit) for _, _, address in passage.links]

    def _source(self, unit: int) -> str:
        return self.text[self._units[unit].start : self._units[unit].end]

    def _passages(self, unit: int) -> list[Passage]:
        fence, source = self._units[unit].fence, self.parts[self._units[unit].part].read(self._source(unit))
        return list(passages(f"{fence}\n{source}" if fence else source, self._known))

    def lines(self, unit: int, setting: Setting) -> Iterator[Line]:
        """The lines of a unit; the ink ``link N`` lies on its link of that number, from 0."""
        if unit >= self.notes:
            return
        begin, number = self._units[unit].start, 0
        if unit and self._units[unit].apart:
            yield Line(begin, begin, "blank", "")
        read = self._read(unit)
        starts = [*self._starts(unit), self._units[unit].end]
        for passage, start, behind in zip(read, starts, starts[1:]):
            yield from _set(passage, start, behind, setting.width, number)
            number += len(passage.links)

    def _starts(self, unit: int) -> list[int]:
        """Where in the source each passage of a unit begins."""
        sizes = (len(line) + 1 for line in self._source(unit).split("\n"))
        below = list(accumulate(sizes, initial=self._units[unit].start))[:-1]
        shift = bool(self._units[unit].fence)
        return [below[max(0, min(passage.line - shift, len(below) - 1))] for passage in self._read(unit)]


def divided(source: str, part: int = 0) -> Iterator[Unit]:
    """A part of a note as units, which join to exactly its source."""
    unit, at, count, fence = Unit(0, 0, part=part, apart=part > 0), 0, 0, ""
    for line in _lines(source):
        if count and (at - unit.start + len(line) > LONGEST or count >= _MOST):
            yield unit._replace(end=at)
            unit, count = Unit(at, at, part, fence), 0
        at += len(line)
        count += 1
        fence = _fence_after(line, fence)
        if not fence and not line.strip() and (at - unit.start > LONG or count > _MANY):
            yield unit._replace(end=at)
            unit, count = Unit(at, at, part, apart=True), 0
    if unit.start < len(source):
        yield unit._replace(end=len(source))


def _lines(source: str) -> Iterator[str]:
    """The lines of a source with their ends, those that are too long in pieces."""
    for line in _LINE.findall(source):
        while len(line) > LONGEST:
            cut = line.rfind(" ", LONG, LONGEST) + 1 or LONGEST
            yield line[:cut]
            line = line[cut:]
        yield line


def _fence_after(line: str, fence: str) -> str:
    """What opened the code one is in behind a line; nothing outside of code."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return line.strip()[:40]
    sign = _FENCE.match(fence)
    ends = sign is not None and found[1].startswith(sign[1]) and not line.strip().strip(found[1][0])
    return "" if ends else fence


def _set(passage: Passage, start: int, behind: int, width: int, number: int) -> Iterator[Line]:
    """The lines of a passage in ``[start, behind)`` of the source, its links counted from a number on."""
    if passage.kind == RULE:
        yield Line(start, start, RULE, passage.lead + "─" * max(1, width - len(passage.lead)))
        return
    runs = [*passage.inks, *((a, b, f"link {number + n}") for n, (a, b, _) in enumerate(passage.links))]
    lead = passage.lead
    for left, right in _wrapped(passage.text, max(2, width - len(lead))):
        # About where it stands in the source: no line before the one above it, none behind the next passage.
        at = max(start, min(start + left, behind - 1))
        shown = lead + passage.text[left:right].rstrip("\n")
        led = [(0, len(lead), "faint")] * bool(lead)
        yield Line(at, at, passage.kind, shown, runs=(*led, *_within(runs, left, right, len(lead))))
        lead = passage.hang


def _wrapped(text: str, width: int) -> Iterator[tuple[int, int]]:
    begin = 0
    for stretch in text.split("\n"):
        end = begin + len(stretch)
        yield from wrap(text, begin, end, width, is_plain(stretch)) or [(begin, end)]
        begin = end + 1


def _within(runs: Sequence[Run], left: int, right: int, shift: int) -> tuple[Run, ...]:
    """The runs that reach into ``[left, right)``, by their places there, moved behind what stands before."""
    inside = ((max(start, left), min(end, right), ink) for start, end, ink in runs if start < right and end > left)
    return tuple((start - left + shift, end - left + shift, ink) for start, end, ink in inside)
