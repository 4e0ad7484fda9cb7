"""A strip at the foot that offers keys for what is under the cursor; the next key is one of them, or leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from reader.tui import paint
from reader.tui.commands import Command
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE

_GAP = "   "


def in_lines(commands: Sequence[Command], width: int) -> list[list[Command]]:
    """The commands in as many lines of ``width`` cells as they take."""
    lines: list[list[Command]] = [[]]
    room = width
    for command in commands:
        size = cell_len(command.shown) + 1 + len(command.help) + len(_GAP)
        if lines[-1] and size - len(_GAP) > room:
            lines.append([])
            room = width
        lines[-1].append(command)
        room -= size
    return lines


class Offer(Inked, can_focus=True):
    """Commands with a key each. It goes with the next key, whatever that is."""

    def __init__(self, said: str, commands: Sequence[Command], do: Callable[[str], None]) -> None:
        super().__init__(id="offer")
        self._said, self._do = said, do
        self._commands = commands
        self._by_key = {key: command.name for command in commands for key in command.keys}
        self._lines: list[list[Command]] = []

    def on_mount(self) -> None:
        """Take the keys."""
        self._fit(self.app.size.width)
        self.focus()

    def on_resize(self) -> None:
        """Take as many lines as are needed."""
        self._fit(self.app.size.width)

    def _fit(self, width: int) -> None:
        self._lines = in_lines(self._commands, width - 2 * SIDE)
        self.styles.height = 1 + len(self._lines)
        self.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        """Carry out what the key stands for, and go."""
        event.stop()
        event.prevent_default()
        self.remove()
        for key in (event.key, event.character):
            if key in self._by_key:
                self._do(self._by_key[key])
                return

    def on_blur(self) -> None:
        """A click elsewhere leaves it."""
        if self.is_attached and self.app.app_focus:
            self.remove()

    def render_line(self, y: int) -> Strip:
        """What it is about, then the keys."""
        if y == 0:
            said = paint.clipped(self._said, self.size.width - 2 * SIDE)
            return self.line([Segment(" " * SIDE), Segment(said, self.ink("heading"))])
        parts = [Segment(" " * SIDE)]
        for command in self._lines[y - 1] if y <= len(self._lines) else ():
            parts += [Segment(command.shown, self.ink("accent")), Segment(f" {command.help}{_GAP}", self.ink("lead"))]
        return self.line(parts)
