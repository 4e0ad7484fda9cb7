"""A leaf of Markdown: a note. Scrolled like everything else; its links are stops and open nothing by themselves."""

from __future__ import annotations

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.tui import paint, wrap
from reader.tui.leaflet import Leaflet
from reader.tui.typeset import Line
from reader.tui.widgets.scroll import Scroll

LINE_INK = {"title": "title", "heading": "heading", "code": "code", "rule": "rule"}
_LINK = "link "
Stop = tuple[int, int]
"""A link: its unit, and its number in it."""


class Leaf(Scroll):
    """Markdown without HTML. ``stop`` is the link that Tab stopped at."""

    class Followed(Message):
        """A link was clicked."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(self, leaflet: Leaflet) -> None:
        super().__init__()
        self._sheet = self.leaflet = leaflet
        self.stop: Stop | None = None

    def show(self, leaflet: Leaflet) -> None:
        """Show another text, or what its links are called now."""
        if leaflet.text != self.leaflet.text:
            self.stop = None
        self._sheet = self.leaflet = leaflet
        self.rewrap()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = self.top + y
        line = self.page.line(number)
        if y == 0 or (line is not None and self._has_stop(line)):
            self.point(self.margin - 2, y)
        if line is None or line.own is None:
            return self.line([])
        base = self.ink(LINE_INK[line.kind]) if line.kind in LINE_INK else Style()
        runs = [(start, end, self._style(line, ink)) for start, end, ink in line.runs]
        return self.line([*paint.segments(" " * self.margin, 0, self.margin, Style(), ()),
                          *paint.segments(line.own, 0, len(line.own), base, runs)])  # fmt: skip

    def _style(self, line: Line, ink: str) -> Style:
        if not ink.startswith(_LINK):
            return self.ink(ink)
        return self.inks("dash stop") if self._link(line, ink) == self.stop else self.ink("dash")

    def _link(self, line: Line, ink: str) -> Stop:
        return self.leaflet.unit_at(line.start), int(ink.removeprefix(_LINK))

    def _links(self, line: Line) -> list[Stop]:
        return [self._link(line, ink) for _, _, ink in line.runs if ink.startswith(_LINK)]

    def _has_stop(self, line: Line) -> bool:
        return self.stop is not None and self.stop in self._links(line)

    def stopped_at(self) -> str | None:
        """The address of the link that Tab stopped at."""
        return None if self.stop is None else self.leaflet.links(self.stop[0])[self.stop[1]]

    def go_stop(self, by: int) -> bool:
        """Go to the next link (1) or the one before (-1), round the end; false if there is none."""
        found = self._next(by)
        if found is not None:
            self._turn_to(self.leaflet.starts[found[0]])
            self.bring(self._lines_of(found[0]).get(found[1]))
            self.stop = found
        return found is not None

    def _next(self, by: int) -> Stop | None:
        if not self.leaflet.notes:
            return None
        unit, number = self._edge(by) if self.stop is None else self.stop
        for step in range(self.leaflet.notes + 1):
            at = (unit + step * by) % self.leaflet.notes
            there = [one for one in range(len(self.leaflet.links(at))) if step or (one - number) * by > 0]
            if there:
                return at, there[0 if by > 0 else -1]
        return None

    def _edge(self, by: int) -> Stop:
        """The last link above the screen, or the first one below it: whence the next is on the screen if any is."""
        edge = self.top if by > 0 else self.top + self.size.height
        unit = self.leaflet.unit_at(self.page.offset_of(edge))
        above = sum(line < edge for line in self._lines_of(unit).values())
        return unit, above - (by > 0)

    def _lines_of(self, unit: int) -> dict[int, int]:
        """On which line each link of a unit begins; nothing where that is far from what is laid out."""
        found = dict[int, int]()
        if not self.page.is_near(self.leaflet.starts[unit]):
            return found
        number = self.page.line_of(self.leaflet.starts[unit])
        while (line := self.page.line(number - 1)) is not None and self.leaflet.unit_at(line.start) == unit:
            number -= 1
        while (line := self.page.line(number)) is not None and self.leaflet.unit_at(line.start) <= unit:
            for of, link in self._links(line):
                if of == unit:
                    found.setdefault(link, number)
            number += 1
        return found

    def _moved(self) -> None:
        super()._moved()
        if self.stop is not None and not self.has(self._lines_of(self.stop[0]).get(self.stop[1])):
            self.stop = None

    def leave_stop(self) -> bool:
        """Stop nowhere; false if that was so."""
        had, self.stop = self.stop is not None, None
        self.refresh()
        return had

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        line = self.page.line(self.top + event.y)
        if line is None or line.own is None:
            return
        at = wrap.offset_at(line.own, 0, len(line.own), event.x - self.margin)
        for start, end, ink in line.runs:
            if ink.startswith(_LINK) and start <= at < end:
                unit, number = self._link(line, ink)
                self.post_message(self.Followed(self.leaflet.links(unit)[number]))
