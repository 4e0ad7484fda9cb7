"""The keys of dialogs, made of the registry as those of places are: of the editor, and of what asks for a line."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from reader.tui.commands import holding


def own_bindings(where: str) -> list[BindingType]:
    """The bindings of what a dialog does by itself, before the text that is typed in it sees the key."""
    return [Binding(key, command.do.removeprefix("self:"), show=False, priority=True)
            for command in holding(where) for key in command.keys]  # fmt: skip
