"""A strip at the foot that offers keys for what is under the cursor; Esc leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from reader.speech import later, tr
from reader.tui import paint
from reader.tui.commands import Command
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE
from reader.tui.wrap import is_plain, wrap

_GAP = "   "
_MISSED = later("That key is not one of these; Esc closes")


def in_lines(commands: Sequence[Command], width: int) -> list[list[Command]]:
    """The commands in as many lines of ``width`` cells as they take."""
    lines: list[list[Command]] = [[]]
    room = width
    for command in commands:
        size = cell_len(command.shown) + 1 + cell_len(command.said) + len(_GAP)
        if lines[-1] and size - len(_GAP) > room:
            lines.append([])
            room = width
        lines[-1].append(command)
        room -= size
    return lines


class Offer(Inked, can_focus=True):
    """Commands with a key each. It goes when one of them was chosen, and with Esc."""

    def __init__(
        self, said: str, commands: Sequence[Command], do: Callable[[str], None], *, whole: bool = False
    ) -> None:
        """``whole``: what it is about is shown to its end, in as many lines as that takes."""
        super().__init__(classes="offer")
        self._said, self._do, self._whole = paint.plain(said), do, whole
        self._about: list[str] = []
        self._commands = commands
        self._by_key = {key: command.name for command in commands for key in command.keys}
        self._lines: list[list[Command]] = []
        self._missed = False
        """Whether the last key was none of those offered."""

    def on_mount(self) -> None:
        """Take the keys."""
        self._fit(self.app.size.width)
        self.focus()

    def on_resize(self) -> None:
        """Take as many lines as are needed."""
        self._fit(self.app.size.width)

    def _fit(self, width: int) -> None:
        room = width - 2 * SIDE
        self._lines = in_lines(self._commands, room)
        spans = wrap(self._said, 0, len(self._said), room, is_plain(self._said)) if self._whole else []
        self._about = [self._said[start:end] for start, end in spans] or [self._said]
        self.styles.height = len(self._about) + len(self._lines)
        self.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        """Carry out what the key stands for, and go; say so if it stands for nothing."""
        event.stop()
        event.prevent_default()
        name = self._by_key.get(event.key) or self._by_key.get(event.character or "")
        self._missed = name is None
        self.refresh()
        if name or event.key == "escape":
            self.remove()
        if name:
            self._do(name)

    def on_blur(self) -> None:
        """A click elsewhere leaves it."""
        if self.is_attached and self.app.app_focus:
            self.remove()

    def render_line(self, y: int) -> Strip:
        """What it is about, then the keys."""
        at = y - len(self._about)
        if at < 0:
            missed = f"   {tr(_MISSED)}" if self._missed and y == 0 else ""
            said = paint.clipped(self._about[y], self.size.width - 2 * SIDE - len(missed))
            return self.line([Segment(" " * SIDE), Segment(said, self.ink("heading")),
                              Segment(missed, self.ink("error"))])  # fmt: skip
        parts = [Segment(" " * SIDE)]
        for command in self._lines[at] if at < len(self._lines) else ():
            parts += [
                Segment(command.shown, self.ink("accent")),
                Segment(f" {command.said}{_GAP}", self.ink("lead")),
            ]
        return self.line(parts)
