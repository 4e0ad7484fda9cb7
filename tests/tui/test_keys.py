"""Every key of the registry reaches its command at every place where it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import cards, open_corpus
from reader.corpus.listing import Listing
from reader.tui import commands

WAYS: dict[str, tuple[str, ...]] = {
    "list": (), "page": ("enter",), "entities": ("E",), "entity": ("E", "enter"), "notes": ("A",),
    "search": ("slash", *"kais", "enter"), "note": ("A", "enter", "G", "enter"), "help": ("question_mark",),
    "changes": ("M",),
}  # fmt: skip


@pytest.fixture
def noted(small: Path) -> Path:
    """The small corpus with a note on its newest article and one on the whole."""
    with open_corpus(small) as corpus:
        newest = Listing(corpus).rows(0, 1)[0].id
        acts.write_note(corpus, f"article:{newest}", "kais of the *harbour*")
        assert cards.card(corpus, newest).notes == 1
    return small


@pytest.mark.parametrize("where", WAYS)
async def test_every_key_reaches_its_command(
    where: str, noted: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(noted) as app:
        for key in WAYS[where]:
            await app.press(key)
        assert where == app.place.WHERE, app.place
        pressed: list[str] = []
        monkeypatch.setattr(type(app.place), "action_command", lambda _, name: pressed.append(name))
        monkeypatch.setattr(type(app.app), "leave", lambda _: pressed.append("quit"))
        wanted = [(key, command.name) for command in commands.holding(where) for key in command.keys]
        for key, name in wanted:
            await app.press(key)
            assert pressed[-1:] == [name], key
        await app.settle()
        assert len(pressed) == len(wanted)


@pytest.mark.parametrize("where", [where for where in WAYS if where not in ("list", "help")])
@pytest.mark.parametrize("key", ["escape", "q"])
async def test_back_comes_back_to_the_list(where: str, key: str, noted: Path, opened: Callable[..., Any]) -> None:
    async with opened(noted) as app:
        for step in WAYS[where]:
            await app.press(step)
        for _ in range(6):
            if app.place.WHERE == "list":
                break
            await app.press(key)
        assert app.place.WHERE == "list"


async def test_escape_at_the_top_does_not_quit_and_q_does(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("escape", "h", "backspace", "left")
        assert app.app.is_running and "q quits" in app.foot()
        await app.pilot.press("q")
        await app.pilot.pause()
        assert not app.app.is_running


async def test_no_help_is_cut_where_the_terminal_is_narrow(small: Path, opened: Callable[..., Any]) -> None:
    from reader.tui.screens.help import help_rows, laid_out

    async with opened(small, (60, 100)) as app:
        await app.press("question_mark")
        assert "All names: persons, places, organisations" in " ".join(app.screen_text().split())
    for width in (10, 45, 76, 200):
        rows = list(laid_out(help_rows("list"), width))
        joined = " ".join(text for _, text, _ in rows)
        assert joined.split() == " ".join(text for _, text, _ in help_rows("list")).split()
        assert width != 76 or all(len(text) <= 76 - 24 for keys, text, _ in rows if keys)


@pytest.mark.parametrize("where", ["page", "entity", "help"])
async def test_control_q_quits_anywhere(where: str, small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        for step in WAYS[where]:
            await app.press(step)
        await app.pilot.press("ctrl+q")
        await app.pilot.pause()
        assert not app.app.is_running


async def test_a_key_that_is_not_there_says_so_and_takes_old_words_away(
    small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small) as app:
        await app.press("s")
        assert "Bookmarked" in app.foot()
        await app.press("f6")
        assert "Bookmarked" not in app.foot()
        await app.press("Z")
        assert app.foot().startswith("No such key here   ? shows the keys")
        await app.press("j")
        assert "No such key" not in app.foot()
        await app.press("f", "Z", "Q")
        assert "No such key" not in app.screen_text() and "ZQ" in app.screen_text()


async def test_a_key_right_after_escape_is_escape_and_the_key(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("enter")
        assert app.place.WHERE == "page"
        await app.press("alt+j")
        assert app.place.WHERE == "list" and app.place.rows.cursor == 1
        await app.press("alt+shift+g")
        assert app.place.rows.cursor == 3


async def test_the_help_shows_every_key_and_the_palette_every_command(small: Path, opened: Callable[..., Any]) -> None:
    from reader.tui.palette import Commands
    from reader.tui.screens.help import help_rows

    rows = help_rows("list")
    assert {row[0] for row in rows if row[0]} == {c.shown for c in commands.COMMANDS if c.keys}
    async with opened(small) as app:
        provider = Commands(app.place)
        offered = {str(hit.text) async for hit in provider.discover()}
        assert offered == {c.said for c in commands.holding("list")}
        found = [str(hit.text) async for hit in provider.search("theme light")]
        assert "Theme: light" in found


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_carries_a_command_out(key: str, small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press(key)
        await app.type("bookmark on")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.pilot.pause(0.2)
        assert app.place.WHERE == "list" and "Bookmarked" in app.foot()


async def test_the_cursor_of_the_terminal_is_on_the_focused_line_again(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("j")
        there = app.app.cursor_position
        await app.press("enter", "tab")
        on_page = app.app.cursor_position
        await app.press("t")
        assert app.app.cursor_position.y == app.app.size.height - 1
        await app.press("escape")
        assert app.app.cursor_position == on_page
        await app.press("escape", "q")
        assert app.place.WHERE == "list" and app.app.cursor_position == there


async def test_a_page_of_the_palette_where_none_is_shown(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (20, 3)) as app:
        await app.press("ctrl+p")
        await app.pilot.pause(0.3)
        await app.press("down", "pagedown", "pageup", "escape")
        assert app.app.is_running and app.place.WHERE == "list"


async def test_a_command_chosen_for_a_place_that_was_left_meanwhile(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("question_mark")
        left = app.place
        await app.press("q")
        left.action_command("down")
        left.say("News")
        assert app.app.is_running and app.place.WHERE == "list"


async def test_the_palette_offers_only_what_can_be_done_now(tmp_path: Path, opened: Callable[..., Any]) -> None:
    from reader.tui.palette import Commands

    open_corpus(tmp_path / "empty.db", create=True).close()
    async with opened(tmp_path / "empty.db") as app:
        offered = {str(hit.text) async for hit in Commands(app.place).discover()}
        names = {command.name for command in commands.holding("list") if command.said in offered}
        assert not names & {"bookmark", "read", "tags", "delete", "note", "quote", "mend-title"}
        assert names >= {"search", "help", "quit", "theme-sepia", "notes"}


async def test_a_newcomer_sees_a_hint_until_a_few_keys_were_struck(small: Path) -> None:
    from reader.tui import settings
    from reader.tui.app import ReaderApp
    from reader.tui.desk import Desk
    from reader.tui.widgets.bar import Bar

    async def foots(keys: int) -> list[str]:
        found = []
        with open_corpus(small) as corpus:
            app = ReaderApp(Desk(corpus, settings.load()))
            async with app.run_test() as pilot:
                for _ in range(keys):
                    await pilot.pause()
                    found.append(app.screen.query_one("#foot", Bar).left)
                    await pilot.press("j")
        return found

    assert all(foot.startswith("New here?   j k move   Enter reads") for foot in await foots(settings.NEWCOMER - 1))
    later = await foots(settings.NEWCOMER + 2)
    assert later[0].startswith("New here?") and later[-1].startswith("? help")
    assert settings.load().new == 0 and not (await foots(1))[0].startswith("New here?")
