"""Themes."""

from __future__ import annotations

from reader.tui import commands, themes
from reader.tui.place import Place

_COMMANDS = {
    themes.READER_DARK: "theme-dark", themes.READER_LIGHT: "theme-light", themes.READER_SEPIA: "theme-sepia",
    themes.HIGH_CONTRAST: "theme-contrast", themes.NO_COLOUR: "theme-plain",
    themes.TERMINAL_DARK_NAME: "theme-terminal-dark", themes.TERMINAL_LIGHT_NAME: "theme-terminal-light",
}  # fmt: skip


def _choose(place: Place, name: str) -> None:
    place.app.theme = name
    place.desk.settings.theme = name
    place.desk.settings.save()
    place.say(commands.BY_NAME[_COMMANDS[name]].said)


def dark(place: Place) -> None:
    """Our dark theme."""
    _choose(place, themes.READER_DARK)


def light(place: Place) -> None:
    """Our light theme."""
    _choose(place, themes.READER_LIGHT)


def sepia(place: Place) -> None:
    """Our theme on brownish paper."""
    _choose(place, themes.READER_SEPIA)


def contrast(place: Place) -> None:
    """Our theme of high contrast."""
    _choose(place, themes.HIGH_CONTRAST)


def plain(place: Place) -> None:
    """No colours."""
    _choose(place, themes.NO_COLOUR)


def terminal_dark(place: Place) -> None:
    """The terminal's own colours, for a dark one."""
    _choose(place, themes.TERMINAL_DARK_NAME)


def terminal_light(place: Place) -> None:
    """The terminal's own colours, for a light one."""
    _choose(place, themes.TERMINAL_LIGHT_NAME)
