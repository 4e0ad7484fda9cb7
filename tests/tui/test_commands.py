"""The registry: no key means two things at one place, every command can be carried out, nothing of later is in it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from reader.tui import commands

SCREENS = {
    "list": ("shelf", "Shelf"), "page": ("page", "Page"), "entity": ("entity", "EntityPage"),
    "entities": ("entities", "Entities"),
    "notes": ("notes", "Notes"), "search": ("search", "Search"),
    "note": ("note", "NoteView"), "help": ("help", "Help"),
}  # fmt: skip
MODES = {"page": ("selection", "highlight")}
"""What may be done on a screen that has keys of its own for it."""
PLACES = sorted({where for command in commands.COMMANDS for where in command.where})


@pytest.mark.parametrize("where", PLACES)
def test_a_key_means_one_thing_at_a_place(where: str) -> None:
    keys = Counter(key for command in commands.holding(where) for key in command.keys)
    assert {key: number for key, number in keys.items() if number > 1} == {}


def test_no_key_of_a_correction_means_two_things() -> None:
    keys = Counter(key for command in commands.correcting(True) for key in command.keys)
    assert set(keys.values()) == {1} and "escape" not in keys


def test_names_are_unique_and_every_command_has_help() -> None:
    assert len(commands.BY_NAME) == len(commands.COMMANDS)
    assert all(command.help and command.where for command in commands.COMMANDS)


@pytest.mark.parametrize(
    "command", [c for c in commands.COMMANDS if not c.do.startswith("self:")], ids=lambda c: c.name
)
def test_every_command_finds_its_function(command: commands.Command) -> None:
    action = command.action()
    assert callable(action) and action.__doc__


@pytest.mark.parametrize(("where", "screen"), SCREENS.items())
def test_a_screen_binds_exactly_the_keys_of_the_registry(where: str, screen: tuple[str, str]) -> None:
    from importlib import import_module

    place = getattr(import_module(f"reader.tui.screens.{screen[0]}"), screen[1])
    assert where == place.WHERE
    bound = [binding.key for binding in place.BINDINGS]
    holding = [command for at in (where, *MODES.get(where, ())) for command in commands.holding(at)]
    assert sorted(bound) == sorted(key for command in holding for key in command.keys)


def test_dialogs_bind_the_keys_of_the_registry() -> None:
    from reader.tui.screens.editor import Editor
    from reader.tui.widgets.pick import Pick
    from reader.tui.widgets.prompt import Prompt

    assert {b.key for b in Editor.BINDINGS} == {k for c in commands.holding("editor") for k in c.keys}  # type: ignore[union-attr]
    assert {b.key for b in Pick.BINDINGS} == {k for c in commands.holding("pick") for k in c.keys}  # type: ignore[union-attr]
    assert {b.key for b in Prompt.BINDINGS} | {"enter"} == {k for c in commands.holding("bar") for k in c.keys}  # type: ignore[union-attr]


def test_keys_that_terminals_eat_are_not_bound() -> None:
    bound = {key for command in commands.COMMANDS for key in command.keys}
    assert not bound & {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+b", "ctrl+a"}


def test_keys_are_shown_as_people_write_them() -> None:
    assert commands.BY_NAME["half-down"].shown == "d ^D"
    assert commands.BY_NAME["next-entity"].shown == "Tab"


def test_the_registry_is_read_without_textual() -> None:
    code = "import sys, reader.tui.commands; sys.exit(bool({'textual', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
