"""Keys that are struck faster than prompts and screens are made."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Input

from reader.tui import struck
from reader.tui.screens.editor import Editor
from reader.tui.struck import part_escapes
from reader.tui.widgets.prompt import Prompt


async def _strike(app: Any, keys: str) -> None:
    """All at once, as they come from one write to the terminal."""
    names = {"\r": "enter", "\x1b": "escape", "\t": "tab"}
    for char in keys:
        app.app.post_message(Key(names.get(char, _character_to_key(char)), char))
    handled = asyncio.Event()
    app.app.call_later(handled.set)
    await handled.wait()


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("/Nordkorea", "Nordkorea"),
        ("\r/Kais", "Kais"),
        ("fMoskau", "Moskau"),
        ("tein tag", "ein tag"),
        ("E/Lawrow", "Lawrow"),
        ("fj\x1bfk", "k"),
        ("fKais\rt", ""),
        ("/Kais\x1b\r/q", "q"),
        ("IJ", "J"),
    ],
)
async def test_what_follows_at_once_is_typed(small: Path, opened: Callable[..., Any], keys: str, typed: str) -> None:
    async with opened(small) as app:
        await _strike(app, keys)
        await app.until(lambda: not app.app.struck.busy and bool(app.place.query(Input)))
        assert app.place.query_one(Input).value == typed


@pytest.mark.parametrize("keys", ["a", "\ra", "\rjjkka"])
async def test_a_note_has_its_first_letters(small: Path, opened: Callable[..., Any], keys: str) -> None:
    async with opened(small) as app:
        await _strike(app, keys + "qq schnell")
        await app.until(lambda: isinstance(app.place, Editor) and not app.app.struck.busy)
        assert app.place.area.text == "qq schnell"


async def test_keys_keep_their_order_over_screens(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await _strike(app, "j\rq" * 5 + "EqAqj?")
        await app.until(lambda: not app.app.struck.busy)
        assert [screen.WHERE for screen in app.app.screen_stack] == ["list", "help"]


async def test_a_key_for_nobody_holds_none_up(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.app.screen.filled = False  # as if it were never to be ready
        await _strike(app, "jj")
        await app.until(lambda: not app.app.struck.busy)
        assert app.place.rows.cursor == 2


async def test_a_key_waits_for_its_screen_however_busy_the_machine_is(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.place.filled = False

        async def fill_slowly() -> int:
            for _ in range(40):
                time.sleep(0.05)
                await asyncio.sleep(0)
            app.place.filled = True
            return int(app.place.rows.cursor)

        filling = asyncio.create_task(fill_slowly())
        await _strike(app, "j")
        assert await filling == 0
        await app.until(lambda: app.place.rows.cursor == 1)


async def test_a_key_ends_the_lull_of_the_one_before(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(struck, "LULL", 60.0)
    async with opened(small) as app:
        for key in "/Kai":
            await _strike(app, key)
        await app.until(lambda: bool(app.place.query(Input)) and app.place.query_one(Input).value == "Kai")


async def test_a_prompt_that_goes_before_it_is_there_ends_nothing(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        prompt = Prompt("?", done=str)
        app.place.mount(prompt)
        await prompt.remove()
        assert not app.place.query(Prompt)


def test_no_esc_and_digit_is_taken_for_a_sign() -> None:
    part_escapes()
    assert not [one for one, key in ANSI_SEQUENCES_KEYS.items() if len(one) == 2 and isinstance(key, str)]
