"""Picks one of many: a line to type into, and above it those that fit what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from reader.records import ReaderError
from reader.speech import tr
from reader.tui.dialogs import own_bindings
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows import Painter, Rows, Source

OFFERED = 8
"""Rows that are seen at once, at most."""


class Pick(Vertical):
    """Asks which one. What is offered for what was typed, and what happens with the one picked, is the caller's."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("pick")

    def __init__(
        self,
        label: str,
        painter: Painter,
        offered: Callable[[str], Source],
        done: Callable[[Any], None],
        empty: str = "",
    ) -> None:
        super().__init__(classes="pick")
        self._offered, self._empty = offered, empty or tr("No other name")
        self._rows = Rows(painter)
        self._done = done
        self._prompt = Prompt(label, changed=self._show, done=self._picked, left=self._leave)

    def compose(self) -> ComposeResult:
        """Those that are offered, and the line."""
        yield self._rows
        yield self._prompt

    def on_mount(self) -> None:
        """Offer all."""
        self._show("")

    def _show(self, typed: str) -> None:
        source = self._offered(typed)
        self._rows.empty = (
            tr("{nothing} with “{letters}”.").format(nothing=self._empty, letters=typed.strip())
            if typed.strip()
            else f"{self._empty}."
        )
        self._rows.styles.height = max(1, min(OFFERED, len(source), self.app.size.height - 6))
        self._rows.show(source)

    def _picked(self, _: str) -> None:
        one = self._rows.current()
        self._leave()
        if one is not None:
            self._pick(one)

    def _pick(self, one: Any) -> None:
        screen: Any = self.screen
        try:
            self._done(one)
        except ReaderError as error:
            screen.say(str(error), "error")

    def _leave(self) -> None:
        if self.is_attached:
            self.remove()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A click elsewhere leaves it."""
        if self.is_attached and self.app.app_focus:
            self.remove()

    def action_down(self) -> None:
        """The next one."""
        self._rows.go_lines(1)

    def action_up(self) -> None:
        """The one before."""
        self._rows.go_lines(-1)
