"""One line at the top or the foot of a screen: something at the left, something at the right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from reader.tui import paint
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE

_APART = "   "
"""Stands between the keys that a line names."""


class Bar(Inked):
    """A line of two texts; the right one gives way only when there is no room at all."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.left = self.right = ""
        self.left_ink, self.right_ink = "quiet", "quiet"

    def show(self, left: str, right: str = "", ink: str = "quiet") -> None:
        """Show other texts; ``ink`` is that of the left one."""
        if (left, right, ink) != (self.left, self.right, self.left_ink):
            self.left, self.right, self.left_ink = left, right, ink
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        if y:
            return self.line([])
        room = max(0, self.size.width - 2 * SIDE)
        right = paint.clipped(self.right, max(room // 2, room - cell_len(self.left) - 2))
        left = room - cell_len(right) - (2 if right else 0)
        said = paint.fitted(_whole(self.left, left), left)
        gap = "  " if right else ""
        return self.line([Segment(" " * SIDE), Segment(said, self.ink(self.left_ink)),
                          Segment(gap + right, self.ink(self.right_ink))])  # fmt: skip


def _whole(text: str, room: int) -> str:
    """As many of the things that a text says apart from each other as have room; of the first, what has."""
    text = text[: 4 * room + 64]  # of more `paint.fitted` shows nothing
    while cell_len(text) > room and _APART in text.strip():
        text = text.rstrip().rpartition(_APART)[0]
    return text
