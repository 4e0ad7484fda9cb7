"""One line at the top or the foot of a screen: something at the left, something at the right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from reader.text import one_line
from reader.tui import paint
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE
from reader.tui.wrap import is_plain, wrap

LONGEST_REFUSAL, MOST_LINES = 1000, 4
_APART = "   "
"""Stands between the keys that a line names."""
_SAID = frozenset({"good", "error"})
"""Inks of what just happened."""


class Bar(Inked):
    """A line of two texts; the right one gives way only when there is no room at all, or to what was just said.

    What was refused is shown whole, on as many lines as it takes: what to do about it stands at its end.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.left = self.right = ""
        self.left_ink, self.right_ink = "quiet", "quiet"
        self._refusal: list[str] = []
        """The lines of a refusal that has no room on one."""

    def show(self, left: str, right: str = "", ink: str = "quiet") -> None:
        """Show other texts; ``ink`` is that of the left one."""
        if (left, right, ink) != (self.left, self.right, self.left_ink):
            self.left, self.right, self.left_ink = left, right, ink
            self._take_room()
            self.refresh()

    def on_resize(self) -> None:
        """Lines are others where there is other room."""
        self._take_room()

    def _take_room(self) -> None:
        room = self.size.width - 2 * SIDE
        said = one_line(self.left[:LONGEST_REFUSAL]) if self.left_ink == "error" else ""
        is_long = room > 0 and cell_len(said) > room
        lines = wrap(said, 0, len(said), room, is_plain(said)) if is_long else []
        self._refusal = [said[start:end].rstrip() for start, end in lines[:MOST_LINES]]
        if (height := len(self._refusal) or 1) != self.size.height:
            self.styles.height = height

    def render_line(self, y: int) -> Strip:
        """The line."""
        room = max(0, self.size.width - 2 * SIDE)
        if self._refusal or y:
            said, right = self._refusal[y] if y < len(self._refusal) else "", ""
        else:
            right = self._right_beside(room)
            said = _whole(self.left, room - cell_len(right) - 2 * bool(right))
        gap = "  " if right else ""
        left = paint.fitted(said, room - cell_len(gap + right))
        return self.line([Segment(" " * SIDE), Segment(left, self.ink(self.left_ink)),
                          Segment(gap + right, self.ink(self.right_ink))])  # fmt: skip

    def _right_beside(self, room: int) -> str:
        left = cell_len(self.left)
        if self.left_ink in _SAID and left > room - cell_len(self.right) - 2:
            return ""
        return paint.clipped(self.right, max(room // 2, room - left - 2))


def _whole(text: str, room: int) -> str:
    """As many of the things that a text says apart from each other as have room; of the first, what has."""
    text = text[: 4 * room + 64]  # of more `paint.fitted` shows nothing
    while cell_len(text) > room and _APART in text.strip():
        text = text.rstrip().rpartition(_APART)[0]
    return text
