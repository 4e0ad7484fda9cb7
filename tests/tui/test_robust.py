"""What may happen to the file or the terminal while one reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import Corpus, open_corpus
from reader.corpus.listing import Listing
from reader.records import ReaderError
from reader.tui import settings, themes


class Broken:
    """A list that cannot be read."""

    def __len__(self) -> int:
        return 5

    def rows(self, start: int, stop: int) -> Sequence[Any]:
        raise ReaderError("x.db", "disk error [/x]", "Look at the disk")


async def test_rows_that_cannot_be_read_are_said(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.place.rows.show(Broken())
        await app.settle()
        assert "disk error [/x]" in app.foot()
        await app.press("G", "g")
        assert app.app.is_running


async def test_an_article_removed_elsewhere_while_it_is_read(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("enter")
        with open_corpus(small) as other:
            acts.remove_article(other, app.place.article())
        app.app.look_at_corpus()
        assert "this article was removed" in app.foot()
        await app.press("j", "s", "r")
        assert app.app.is_running and "removed" in app.foot()
        await app.press("q")
        assert "3 articles" in app.bar("top")


async def test_a_page_of_an_article_that_is_gone_goes_back(small: Path, opened: Callable[..., Any]) -> None:
    from reader.tui.screens.page import Page

    with open_corpus(small) as corpus:
        gone = Listing(corpus).rows(0, 1)[0].id
        acts.remove_article(corpus, gone)
    async with opened(small) as app:
        app.place.go_to(Page(app.place.desk, gone))
        await app.settle()
        assert app.place.WHERE == "list" and "removed" in app.foot()


async def test_a_corpus_that_cannot_be_written_is_read(small: Path, opened: Callable[..., Any]) -> None:
    small.chmod(0o444)
    small.parent.chmod(0o555)
    try:
        async with opened(small) as app:
            app.place.desk.corpus.readonly = True
            app.place.desk.corpus.banner = "it is read-only here"
            await app.press("s")
            assert "read-only" in app.foot()
            await app.press("enter", "G", "q")
            assert "read-only" in app.bar("foot")
    finally:
        small.parent.chmod(0o755)


@pytest.mark.parametrize("theme", themes.NAMES)
async def test_every_theme_draws_every_screen_and_is_remembered(
    theme: str, small: Path, opened: Callable[..., Any]
) -> None:
    from reader.tui import commands

    names = {"reader-dark": "theme-dark", "reader-light": "theme-light", "ansi-dark": "theme-terminal-dark",
             "ansi-light": "theme-terminal-light", "reader-sepia": "theme-sepia",
             "reader-contrast": "theme-contrast", "reader-plain": "theme-plain"}  # fmt: skip
    async with opened(small) as app:
        app.place.action_command(names[theme])
        await app.press("enter", "tab", "a", "escape", "E", "enter", "question_mark", "ctrl+p", "escape")
        assert app.app.theme == theme and set(names.values()) <= set(commands.BY_NAME)
    assert settings.load().theme == theme


async def test_without_colour_names_still_differ(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(small) as app:
        assert app.app.no_color
        await app.press("j", "enter")
        styles = {s.text: s.style for line in app.app.screen._compositor.render_strips() for s in line if s.style}
        person = next(style for text, style in styles.items() if "Sergej Lawrow" in text)
        place = next(style for text, style in styles.items() if "Moskau" in text)
        assert person.underline and place.italic and not place.underline


async def test_control_c_says_what_quits(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("ctrl+c")
        assert app.app.is_running and "^Q quits" in app.foot()


async def test_tags_that_cannot_be_written_are_said_and_end_nothing(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.place.desk.corpus.readonly = True
        app.place.desk.corpus.banner = "it is read-only here"
        await app.press("t", *"neu", "enter")
        assert "read-only" in app.screen_text() and "neu" in app.screen_text()


async def test_nothing_is_typed_that_could_not_be_saved(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.place.desk.corpus.readonly = True
        app.place.desk.corpus.banner = "it is read-only here"
        await app.press("enter", "a")
        assert app.place.WHERE == "page" and "read-only" in app.bar("foot")


async def test_deleting_at_a_name_never_removes_the_article(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("enter", "tab", "a", *"zum Namen", "escape")
        await app.press("D")
        assert app.place.WHERE == "page" and "Note deleted" in app.bar("foot")
        await app.press("tab", "shift+tab", "D")
        assert app.place.WHERE == "page"


async def test_a_search_that_finds_nothing_stays_in_the_article(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("enter", "slash", *"zzz", "enter")
        article = app.place.article()
        await app.press("n")
        assert app.place.article() == article and "Not in this article" in app.bar("foot")


async def test_what_was_refused_is_shown_whole(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (60, 20)) as app:
        app.place.say(f"x.db: {'ein Grund, ' * 8}so ist es. Make room.", "error")
        await app.settle()
        lines = app.screen_text().split("\n")
        assert lines[-1].strip().endswith("room.") and lines[-3].strip().startswith("x.db: ein Grund")
        app.place.say(f"Removed from the list: {'x' * 12}   U brings it back")
        await app.settle()
        lines = app.screen_text().split("\n")
        assert lines[-1].strip().endswith("U brings it back") and "ein Grund" not in "".join(lines)
        app.place.say("x" * 5000, "error")
        await app.settle()
        assert sum(line.strip().startswith("xxx") for line in app.screen_text().split("\n")) == 4


async def test_a_write_that_failed_is_no_change_by_another(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ReaderError("small.db", "the disk is full", "Make room")

    async with opened(small) as app:
        with monkeypatch.context() as now:
            now.setattr(Corpus, "written", full)
            await app.press("s")
        assert "the disk is full" in app.foot()
        app.app.look_at_corpus()
        assert "the disk is full" in app.foot()
        await app.press("s")
        assert "Bookmarked" in app.foot()
