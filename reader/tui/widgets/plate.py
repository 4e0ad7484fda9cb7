"""A few fixed lines above a list: a name and what is known of it."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from reader.tui import paint
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE


class Plate(Inked):
    """Lines, each of one ink; each is clipped to the width."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[tuple[str, str]] = []

    def show(self, lines: list[tuple[str, str]]) -> None:
        """Show other lines: ``(text, ink)`` each."""
        self._lines = lines
        self.styles.height = len(lines)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """One line."""
        if y >= len(self._lines):
            return self.line([])
        text, ink = self._lines[y]
        shown = paint.clipped(text, self.size.width - 2 * SIDE)
        return self.line([Segment(" " * SIDE), Segment(shown, self.ink(ink) if ink else None)])
