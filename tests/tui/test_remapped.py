"""What is said of keys goes by the keys in force: where all are other ones, none of the usual keys is named."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import open_corpus
from reader.corpus.listing import Listing
from reader.tui import commands, keymap, place, screens
from reader.tui.hints import undoable
from reader.tui.widgets.bar import Bar
from tests.conftest import Run
from tests.tui.test_keys import WAYS

TUI = Path(commands.__file__).parent
USUAL = sorted({commands.shown(key) for command in commands.COMMANDS for key in command.keys}, key=len, reverse=True)
_NAMED = re.compile(rf"(?:^|(?<=[\s(/–]))(?:{'|'.join(map(re.escape, USUAL))})(?=[\s,;:)/–]|$)")
_WORDS = re.compile(r"(?<=\S )a(?= )|^[aA] (?!.*  )|\d+/\d+|\^Z")
"""Within a sentence it is a word; counts and what no command has are no keys either."""
_COUNT = re.compile(r"\d+")
FIXED = {
    "' back to where you were   Esc leaves",
    "Mark this place with a letter   Esc leaves",
    "The letter of an address, or Enter for the first   Esc leaves",
    "Take back all that came from {name}? y does it",
    "That key is not one of these; Esc closes",
}
"""Sentences on keys that no one can change."""


def usual_keys(said: str) -> list[str]:
    """The usual keys that are named in a text."""
    return _NAMED.findall(_WORDS.sub("·", said))


@pytest.fixture
def other_keys() -> Iterator[None]:
    """Every command has one key, that is called as the command is; the screens are made before and keep theirs."""
    for module in pkgutil.iter_modules(screens.__path__, "reader.tui.screens."):
        import_module(module.name)
    before = {command.name: command.keys for command in commands.COMMANDS}
    commands.rebind({name: (f"«{name}»",) for name in before})
    yield
    commands.rebind(before)
    place._keys.cache_clear()


def said_in(source: Path) -> Iterator[str]:
    """The messages of a module."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn", "later"):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


@pytest.mark.parametrize(
    "said", ["? help   q back", "Deleted; U brings it back", "Delete (U takes it back)", "a note   D delete"]
)
def test_a_usual_key_is_found_in_a_sentence(said: str) -> None:
    assert usual_keys(said) and not usual_keys("Write a note on this   1/4")


def test_no_message_of_the_app_has_a_usual_key_in_its_words() -> None:
    names = {commands.shown(key) for key in commands.NAMES}
    said = (
        {one for source in TUI.rglob("*.py") for one in said_in(source)} - FIXED - names - set(commands.NAMES.values())
    )
    assert len(said) > 300 and {one: keys for one in said if (keys := usual_keys(one))} == {}
    assert {one.help: keys for one in commands.COMMANDS if (keys := usual_keys(one.help))} == {}


@pytest.mark.usefixtures("other_keys")
def test_the_help_of_every_command_names_keys_that_there_are() -> None:
    assert commands.BY_NAME["delete"].said == "Delete («undo» takes it back)"
    assert all("{" not in command.said and usual_keys(command.said) == [] for command in commands.COMMANDS)
    assert undoable("Done") == "Done   «undo» takes it back"


def test_a_key_that_is_meant_is_named_as_long_as_the_command_has_it() -> None:
    assert commands.with_keys("{back:escape} {back} {highlight:1}–{highlight-4} {n}", n=5) == "Esc h 1–4 5"
    moved = commands.BY_NAME["back"]._replace(keys=("f5",))
    assert f"{moved:escape}" == "f5" and f"{moved._replace(keys=())}" == "^P"


@pytest.mark.usefixtures("other_keys")
@pytest.mark.parametrize(
    "keys",
    [*WAYS.values(), ("v", "j"), ("enter", "tab"), ("enter", "v"), ("enter", "X"), ("enter", "D"), ("enter", "x"),
     ("enter", "enter"), ("4",), ("5",), ("5", "p"), ("F",), ("R",), ("s",), ("D",), ("h",), ("Z",), ("ctrl+c",),
     ("E", "enter", "tab"), ("E", "slash"), ("A", "tab", "tab"), ("A", "D"), ("A", "enter", "H"), ("n", "a")],
    ids=" ".join,
)  # fmt: skip
async def test_no_screen_says_a_usual_key(keys: tuple[str, ...], small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, f"article:{Listing(corpus).rows(0, 1)[0].id}", "kais of the *harbour*")
    async with opened(small, (160, 30)) as app:
        seen = []
        for step in ("", *keys):
            await app.press(*[step] * bool(step))
            for bar in app.app.screen.query(Bar).results():
                seen.append(bar.left if (bar.id or "").endswith("foot") else bar.right)
        assert [said for said in seen if usual_keys(_COUNT.sub("·", said))] == []
        assert any("«help»" in said for said in seen)


def test_the_command_line_says_the_keys_of_the_file(run: Run) -> None:
    keymap.path().parent.mkdir(parents=True, exist_ok=True)
    keymap.path().write_text('undo = ["F9"]\n')
    assert "Delete (f9 takes it back)" in run("keys").out
