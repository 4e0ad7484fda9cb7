"""A few fixed lines above a list: a name and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from reader.tui import paint
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE

Runs = Sequence[tuple[str, str]]
"""A line: words, each with the inks they are drawn in (none, one, or several with blanks between)."""


class Plate(Inked):
    """Lines, each clipped to the width."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Runs] = ()

    def show(self, lines: Sequence[Runs]) -> None:
        """Show other lines."""
        self._lines = lines
        self.styles.height = len(lines)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """One line."""
        room, parts = self.size.width - 2 * SIDE, [Segment(" " * SIDE)]
        for text, inks in self._lines[y] if y < len(self._lines) else ():
            shown = paint.clipped(text, room - sum(part.cell_length for part in parts) + SIDE)
            parts.append(Segment(shown, self.inks(inks)))
        return self.line(parts)
