"""Selecting on a page as it is laid out: also by its lines and by the mouse (pure)."""

from __future__ import annotations

from reader.tui import wrap
from reader.tui.layout import Layout
from reader.tui.pageink import LINE_INDENT
from reader.tui.selection import Ground, Move, Selection


class Pen:
    """What is being selected on a ground, and the column to which moves by lines keep."""

    def __init__(self, ground: Ground, selection: Selection) -> None:
        self.ground, self.now = ground, selection
        self._column: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of what is selected."""
        return self.now.start, self.now.end

    @property
    def words(self) -> str:
        """What is selected."""
        return self.ground.text[self.now.start : self.now.end]

    def move(self, move: Move) -> bool:
        """Move the end that moves; false if it is where it was."""
        before, self.now, self._column = self.now, move(self.ground, self.now), None
        return self.now != before

    def go_lines(self, by: int, page: Layout) -> bool:
        """Move it by lines of the page, in its column; false if there are no more."""
        number = page.line_of(self.now.edge)
        if self._column is None:
            self._column = self.column(page)
        step, target = (1 if by > 0 else -1), number
        while by and (line := page.line(number + step)) is not None:
            number += step
            if line.own is None:
                target, by = number, by - step
        return self.reach(offset_at(self.ground.text, page, target, self._column))

    def reach(self, offset: int | None) -> bool:
        """Move it to the word at an offset."""
        before = self.now
        self.now = self.now if offset is None else self.ground.reach(self.now, offset)
        return self.now != before

    def column(self, page: Layout) -> int:
        """The cell of the text column at which the end that moves stands."""
        line = page.line(page.line_of(self.now.edge))
        if line is None:
            return 0
        return LINE_INDENT.get(line.kind, 0) + wrap.cells_before(self.ground.text, line.start, self.now.edge, line.gaps)


def offset_at(text: str, page: Layout, number: int, column: int) -> int | None:
    """The offset of what is drawn at a cell of the text column; ``None`` on lines that are the program's."""
    line = page.line(number)
    if line is None or line.own is not None:
        return None
    return wrap.offset_at(text, line.start, line.end, column - LINE_INDENT.get(line.kind, 0), line.gaps)
