"""A scroll of text: an article or a note as wrapped lines, of which only those near the screen are ever laid out."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.tui.layout import Layout, Units
from reader.tui.sheet import Sheet
from reader.tui.typeset import Setting
from reader.tui.widgets.inked import Inked

MEASURE = 72
NARROWEST, WIDEST = 24, 160
SIDE = 4
"""Cells of margin at both sides at least; signs stand in them."""


class Scroll(Inked):
    """The lines of a text, and which of them are on the screen. A subclass draws them."""

    class Scrolled(Message):
        """The reader moved in the text."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sheet: Units = Sheet(None)
        self.page = Layout(self._sheet, Setting(MEASURE))
        self.measure = MEASURE
        self.top = 0
        self.place = 0
        """The offset at the top of the page when the reader last moved; it stays through any new wrapping."""
        self._laid = 0
        """Cells of the column the page was laid out for."""
        self._fitted = Size()
        """The size for which the lines on the screen were chosen."""

    @property
    def line_in_hand(self) -> int | None:
        """The line of what the reader is at, if there is such a thing."""
        return None

    @property
    def column(self) -> int:
        """Cells of the text column."""
        return max(2, min(self.measure, self.size.width - 2 * SIDE))

    @property
    def margin(self) -> int:
        """Cells before the text column."""
        return max(2, (self.size.width - self.column) // 2)

    def rewrap(self) -> None:
        """Wrap anew, and stay at the place."""
        self._laid = 0
        self._fit()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the screen; they are drawn at a new size before the event that tells of it."""
        if self._fitted != self.size:
            self._fit()
        return super().render_lines(crop)

    def on_resize(self) -> None:
        """Wrap for the new width, if that was not done when it was drawn."""
        if self._fitted != self.size:
            self._fit()
        self.post_message(self.Scrolled())

    def _fit(self) -> None:
        """Wrap for the width there is, if it is another one, and stay at the place."""
        if not self._sheet.starts or not self.size.width:
            return
        self._fitted = self.size
        if self.column != self._laid:
            self._laid = self.column
            self._lay_out(self.place)
        self._settle()

    def _settle(self) -> None:
        """Stay at the place; where the screen became lower, scroll so that what is in hand is seen."""
        self.top = self._clamped(self.page.line_of(self.place) if self.place else self.page.first)
        line = self.line_in_hand
        if line is not None and line >= self.top + self.size.height:
            self.top = self._clamped(line - self.size.height + 2)

    def setting(self) -> Setting:
        """How lines are set."""
        return Setting(self.column)

    def _lay_out(self, at: int) -> None:
        """Begin to lay the page out at an offset."""
        self.page = Layout(self._sheet, self.setting(), at)

    def _turn_to(self, offset: int) -> None:
        """Go where an offset is, if that is far from what is laid out: all between need not be."""
        if self.page.is_near(offset):
            return
        self._lay_out(offset)
        self.top = self._clamped(self.page.line_of(offset))
        self._moved()

    def _clamped(self, top: int) -> int:
        return self.page.clamped(top, self.size.height)

    def scroll_to_line(self, top: int) -> None:
        """Put a line at the top of the page, as far as the page has lines."""
        top = self._clamped(top)
        if top != self.top:
            self.top = top
            self._moved()
        self.post_message(self.Scrolled())

    def _moved(self) -> None:
        """Remember where the reader is."""
        self.place = self.page.offset_of(self.top)
        self.refresh()

    def has(self, line: int | None) -> bool:
        """Whether a line is on the screen."""
        return line is not None and self.top <= line < self.top + self.size.height

    def shows(self, offset: int) -> bool:
        """Whether an offset is on the screen."""
        return self.page.is_near(offset) and self.has(self.page.line_of(offset))

    def go_lines(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_to_line(self.top + by)

    def go_pages(self, by: float) -> None:
        """Scroll by pages or parts of one; a whole page leaves a line of the old one."""
        step = max(1, round((self.size.height - 1) * abs(by)))
        self.scroll_to_line(self.top + (step if by > 0 else -step))

    def go_end(self, last: bool) -> None:
        """Scroll to the end or the beginning."""
        self._turn_to(len(self._sheet.text) if last else 0)
        self.scroll_to_line(self.page.behind if last else self.page.first)

    def go_to_offset(self, offset: int) -> None:
        """Put the line of an offset at the top."""
        self._turn_to(offset)
        self.scroll_to_line(self.page.line_of(offset))

    def bring(self, line: int | None) -> None:
        """Scroll so that a line is well on the screen, if it is not."""
        if line is not None and not self.top + 1 <= line < self.top + self.size.height - 1:
            self.scroll_to_line(line - self.size.height // 3)
        self.refresh()

    def bring_offset(self, offset: int) -> None:
        """Scroll so that an offset is well on the screen, if it is not."""
        self._turn_to(offset)
        self.bring(self.page.line_of(offset))

    @property
    def end_shown(self) -> bool:
        """Whether the last line of the text is on the screen."""
        end = self.page.text_end
        return end is not None and self.top + self.size.height >= end - 1

    @property
    def share(self) -> float:
        """How much of the text the reader has seen when this screen is read, 0 … 1."""
        if self.end_shown:
            return 1.0
        last = self.page.line(self.top + self.size.height - 1)
        return self._sheet.share(last.end) if last else 1.0

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_to_line(self.top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_to_line(self.top - 3)
