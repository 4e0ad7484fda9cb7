"""The quiet column beside a page: the names of the article, most mentioned first, the one Tab stopped at marked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.corpus.cast import Part
from reader.records import ENTITY_TYPES
from reader.speech import apart, tr
from reader.tui import chart, kinds, paint
from reader.tui.widgets.inked import Inked

NARROWEST, WIDEST = 24, 36
_BAR, _COUNT = 3, 5

Line = Part | str
"""A name, or words of our own: a heading, a blank line, how many are not shown."""


def listed(parts: Sequence[Part], room: int, here: str | None = None) -> list[Line]:
    """At most ``room`` lines by type: as many of the names as fit, the one that is stopped at among them."""
    for number in range(min(len(parts), room), 0, -1):
        shown = list(parts[:number])
        shown[-1] = next((part for part in parts[number:] if part.id == here), shown[-1])
        lines = _lines(shown, len(parts) - number)
        if len(lines) <= room:
            return lines
    return []


def _lines(shown: Sequence[Part], left_out: int) -> list[Line]:
    lines: list[Line] = []
    for type in ENTITY_TYPES:
        if group := [part for part in shown if part.type == type]:
            lines += [*[""] * bool(lines), kinds.many(type), *group]
    return lines + [tr("{n} more").format(n=apart(left_out))] * bool(left_out)


class Aside(Inked):
    """The names of an article."""

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, entity: str) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: Sequence[Part] = ()
        self._here: str | None = None
        self._lines: list[Line] = []

    def show(self, parts: Sequence[Part]) -> None:
        """Show the names of another article, most mentioned first."""
        self._parts = parts
        self._list()

    def mark(self, entity: str | None) -> None:
        """Mark the name that the reader stopped at."""
        if entity != self._here:
            self._here = entity
            self._list()

    def _list(self) -> None:
        self._lines = listed(self._parts, self.size.height, self._here)
        self.refresh()

    def on_resize(self) -> None:
        """List as many as there is room for."""
        self._list()

    def render_line(self, y: int) -> Strip:
        """One line."""
        line = self._lines[y] if y < len(self._lines) else ""
        if isinstance(line, Part):
            return self.line(self._drawn(line))
        return self.line([Segment("  "), Segment(paint.clipped(line, self.size.width - 3), self.ink("faint"))])

    def _drawn(self, part: Part) -> list[Segment]:
        most = self._parts[0].mentions
        count = max(_COUNT, len(f" {most:,} "))
        bar = max(1, _BAR + _COUNT - count)
        room, ink = self.size.width - 4 - bar - count, self.ink(part.type.lower())
        here = part.id == self._here
        name = Segment(paint.clipped(part.name, room), ink + self.ink("stop") if here else ink)
        drawn = chart.bar(part.mentions, most, bar, chart.is_plain())
        return [
            Segment("▌ " if here else "  ", self.ink("accent")),
            name,
            Segment(" ¶" if part.noted else "  ", self.ink("note")),
            Segment(" " * (room - name.cell_length)),
            Segment(paint.fitted(drawn, bar), self.ink("faint")),
            Segment(f"{part.mentions:>{count - 1},} ", self.ink("quiet")),
        ]

    def on_click(self, event: events.Click) -> None:
        """Open the name that was clicked."""
        line = self._lines[event.y] if event.y < len(self._lines) else ""
        if isinstance(line, Part):
            self.post_message(self.Chosen(line.id))
