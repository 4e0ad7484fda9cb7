"""The list: any number of rows of one height, of which only those on the screen are ever asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, Protocol, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.records import ReaderError
from reader.speech import tr
from reader.tui import paint
from reader.tui.widgets.inked import Inked

SIDE = 2
"""Cells of margin at both sides; the cursor's sign stands in the left one."""

Ink = Callable[[str], Style]


class Source(Protocol):
    """Where rows come from; `reader.corpus.listing.Listing` is one."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[Any]:
        """The rows at places ``start`` to ``stop``."""
        ...


class Fixed:
    """A source of rows that are all known."""

    def __init__(self, items: Sequence[Any] = ()) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def rows(self, start: int, stop: int) -> Sequence[Any]:
        """The rows at places ``start`` to ``stop``."""
        return self.items[max(0, start) : stop]


Painter = Callable[[Any, int, Ink], list[list[Segment]]]
"""Draws one row: the row, the cells it has, the inks; gives its lines."""


class Rows(Inked):
    """A list with a cursor. ``height`` is the lines of each row, ``painter`` draws one."""

    class Chosen(Message):
        """A row was clicked that already had the cursor."""

    class Moved(Message):
        """The cursor went to another row."""

    class Failed(Message):
        """Rows could not be read."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(
        self,
        painter: Painter,
        height: int = 1,
        empty: str | None = None,
        id: str | None = None,
        *,
        pointed: bool = True,
    ) -> None:
        """``pointed``: the cursor is shown; without it the rows are only read."""
        super().__init__(id=id)
        self._pointed = pointed
        self.painter, self.row_height, self.empty = painter, height, tr("Nothing here.") if empty is None else empty
        self.source: Source = Fixed()
        self.cursor = self.top = 0
        self.marked: Callable[[Any], bool] | None = None
        """Which rows are marked; they have a sign."""
        self._seen: tuple[int, Sequence[Any]] = (0, ())
        self._drawn: tuple[Any, list[list[Segment]]] = (None, [])
        self._lines_shown: dict[int, Strip] = {}
        """The lines of the screen as they were drawn last."""
        self._lines_next: dict[int, Strip] = {}
        """Those that are drawn already for the next time."""

    @property
    def visible_rows(self) -> int:
        """How many whole rows fit on the screen."""
        return max(1, self.size.height // self.row_height)

    def show(self, source: Source, cursor: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self.source = source
        self.go(cursor)
        self.redraw()

    def redraw(self) -> None:
        """Ask for the rows on the screen anew, and draw the lines that are others now."""
        self._seen = (0, ())
        self._drawn = (None, [])
        lines = [self._line(y) for y in range(self.size.height)]
        changed = [y for y, line in enumerate(lines) if self._lines_shown.get(y) != line]
        for _, run in groupby(enumerate(changed), lambda one: one[1] - one[0]):
            ys = [y for _, y in run]
            self.refresh(Region(0, ys[0], self.size.width, len(ys)))
        self._lines_next = {y: lines[y] for y in changed}

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew, also what was drawn already."""
        self._lines_next = {}
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def current(self) -> Any | None:
        """The row under the cursor, or ``None`` in an empty list."""
        return self.row(self.cursor)

    def row(self, number: int) -> Any | None:
        """One row, or ``None`` if there is none of this number."""
        first, seen = self._seen
        if not first <= number < first + len(seen):
            span = self.visible_rows + 1
            first = self.top if self.top <= number < self.top + span else number
            self._seen = first, seen = first, self._read(first, span)
        return seen[number - first] if first <= number < first + len(seen) else None

    def _read(self, first: int, count: int) -> Sequence[Any]:
        try:
            return self.source.rows(first, first + count)
        except ReaderError as error:
            self.post_message(self.Failed(str(error)))
            return [None] * count

    def go(self, cursor: int) -> None:
        """Put the cursor on a row and scroll no further than needed."""
        before, old_top = self.cursor, self.top
        self.cursor = max(0, min(cursor, len(self.source) - 1))
        self.top = self._top_for_cursor()
        if self.cursor != before:
            self.post_message(self.Moved())
        if self.top != old_top:
            self.refresh()
        elif self.cursor != before:
            self.refresh(self._region(before), self._region(self.cursor))

    def _top_for_cursor(self) -> int:
        span = self.visible_rows
        top = max(self.cursor - span + 1, min(self.top, self.cursor))
        return max(0, min(top, len(self.source) - span))

    def _region(self, number: int) -> Region:
        return Region(0, (number - self.top) * self.row_height, self.size.width, self.row_height)

    def go_lines(self, by: int) -> None:
        """Move the cursor by rows."""
        self.go(self.cursor + by)

    def go_pages(self, by: float) -> None:
        """Move the cursor and the view by pages or parts of one."""
        step = max(1, round(self.visible_rows * abs(by)))
        step = step if by > 0 else -step
        self.top = max(0, min(self.top + step, len(self.source) - self.visible_rows))
        self.refresh()
        self.go(self.cursor + step)

    def go_end(self, last: bool) -> None:
        """Move the cursor to the last or the first row."""
        self.go(len(self.source) - 1 if last else 0)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the screen, each row of which is drawn anew."""
        self._drawn = (None, [])
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self._pointed and y == (self.cursor - self.top) * self.row_height:
            self.point(0, y)
        line = self._lines_next.pop(y) if y in self._lines_next else self._line(y)
        self._lines_shown[y] = line
        return line

    def _line(self, y: int) -> Strip:
        number, line = self.top + y // self.row_height, y % self.row_height
        if not len(self.source):
            return self._empty_line(y)
        item = self.row(number)
        if item is None:
            return self.line([])
        lines = self._lines(item)
        # The last line of a row of several is the space to the next one.
        here = self._pointed and number == self.cursor and (self.row_height == 1 or line < self.row_height - 1)
        marked = line == 0 and self.marked is not None and self.marked(item)
        parts = lines[line] if line < len(lines) else []
        if not (parts or here or marked):
            return self.line([])  # as all lines are on which nothing stands: so it need not be drawn anew
        sign = Segment(("▌" if here else " ") + ("✓" if marked else " "), self.ink("accent"))
        return self.line([sign, *parts], self.ink("cursor") if here else None)

    def _lines(self, item: Any) -> list[list[Segment]]:
        """The lines of a row, drawn once for all of them."""
        if self._drawn[0] is not item:
            self._drawn = item, self.painter(item, self.size.width - 2 * SIDE, self.ink)
        return self._drawn[1]

    def _empty_line(self, y: int) -> Strip:
        lines = self.empty.split("\n")
        number = y - max(min(1, self.size.height - 1), self.size.height // 3)
        shown = paint.clipped(lines[number], self.size.width - 4) if 0 <= number < len(lines) else ""
        return self.line([Segment(" " * (2 * SIDE)), Segment(shown, self.ink("quiet"))])

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._seen = (0, ())
        self.top = self._top_for_cursor()
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move by the wheel."""
        event.stop()
        self.go_lines(3 if self.row_height == 1 else 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move by the wheel."""
        event.stop()
        self.go_lines(-3 if self.row_height == 1 else -1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where was clicked; open what already had it."""
        number = self.top + event.y // self.row_height
        if number == self.cursor and event.chain > 1:
            self.post_message(self.Chosen())
        self.go(min(number, len(self.source) - 1))
