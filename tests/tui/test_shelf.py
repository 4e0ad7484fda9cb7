"""The list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

from reader import acts, undo
from reader.corpus import cards, open_corpus
from reader.corpus.listing import Listing
from reader.records import Card
from reader.tui.screens.shelf import paint_card
from reader.tui.widgets.rows import Fixed, Rows


async def test_rows_show_marks_date_outlet_and_title_or_opening_words(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        text = app.screen_text()
        assert "2022-11-05" in text and "Getreide für den Winter" in text
        assert "“in der halle standen" in text
        assert text.count("•") == 4
        assert "4 articles, newest first" in text and "1/4" in text


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 50), (40, 8), (20, 3)])
async def test_rows_fit_any_size(size: tuple[int, int], small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, size) as app:
        await app.press("G", "enter", "q")
        assert all(len(line) <= size[0] for line in app.screen_text().split("\n"))


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [("j", 1), ("down", 1), ("j j k", 1), ("j up", 0), ("G", 3), ("end", 3), ("G g", 0), ("G home", 0), ("J J", 2),
     ("J K", 0), ("space", 3), ("pagedown", 3), ("G b", 0), ("G pageup", 0), ("d", 3),
     ("ctrl+d", 3), ("G u", 0), ("G ctrl+u", 0)],
)  # fmt: skip
async def test_moving(keys: str, cursor: int, small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press(*keys.split())
        assert app.place.rows.cursor == cursor


async def test_bookmark_read_and_tags(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        article = app.place.article()
        await app.press("s")
        assert "Bookmarked" in app.foot() and "♦" in app.screen_text()
        await app.press("r")
        assert "Marked read" in app.foot() and app.screen_text().count("•") == 3
        await app.press("t")
        await app.type("häfen, [b]rot[/b]")
        await app.press("enter")
        assert cards.card(app.place.desk.corpus, article).tags == ("[b]rot[/b]", "häfen")
        await app.press("s", "r")
        card = cards.card(app.place.desk.corpus, article)
        assert not card.bookmarked and not card.read


async def test_tags_that_are_typed_come_to_those_that_are_there(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        corpus, article = app.place.desk.corpus, app.place.article()
        for typed in ("eins", "zwei"):
            await app.press("t")
            await app.type(typed)
            await app.press("enter")
        assert cards.card(corpus, article).tags == ("eins", "zwei")
        await app.press("t", *["backspace"] * len("zwei, "), "enter")
        assert cards.card(corpus, article).tags == ("eins",)


async def test_the_foot_says_where_a_click_went(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.pilot.click(Rows, offset=(20, 2))
        await app.settle()
        assert app.place.rows.cursor == 2 and "3/4" in app.foot()


async def test_delete_and_undo(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        first = app.place.article()
        await app.press("D")
        assert "3 articles" in app.bar("top") and app.place.article() != first
        await app.press("U")
        assert "4 articles" in app.bar("top") and "aken back" in app.foot()
        await app.press("U", "U")
        assert "nothing to take back" in app.foot()


async def test_filter_sort_and_bookmarks(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("f")
        await app.type("kais")
        await app.press("enter")
        assert "Only: kais" in app.bar("top") and "1 article," in app.bar("top")
        await app.press("escape")
        assert "4 articles" in app.bar("top")
        await app.press(">")
        assert "by title" in app.foot()
        assert app.place.rows.source.rows(0, 1)[0].title == "A letter from the border"
        await app.press("<")
        await app.press("s", "S")
        assert "Only: is:bookmarked" in app.bar("top") and len(app.place.rows.source) == 1
        await app.press("1")
        assert len(app.place.rows.source) == 4


async def test_next_unread_passes_what_was_read(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        for card in Listing(corpus).rows(1, 3):
            acts.mark_read(corpus, card.id)
    async with opened(small) as app:
        await app.press("n")
        assert app.place.rows.cursor == 3
        await app.press("n")
        assert "No further unread" in app.foot()
        await app.press("N")
        assert app.place.rows.cursor == 0


async def test_copy_and_original(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("y")
        assert app.app.clipboard == "Getreide für den Winter" and "Copied the title" in app.foot()
        await app.press("o")
        assert "getreide.txt" in app.foot()


async def test_an_empty_corpus_says_what_to_do(tmp_path: Path, opened: Callable[..., Any]) -> None:
    open_corpus(tmp_path / "empty.db", create=True).close()
    async with opened(tmp_path / "empty.db") as app:
        assert "reader add" in app.screen_text()
        await app.press(
            "enter", "s", "a", "D", "n", "r", "y", "o", "t", "J", "G", "E", "enter", "tab", "q", "A", "enter", "q"
        )
        assert app.place.WHERE == "list"


async def test_what_another_program_wrote_is_shown(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        with open_corpus(small) as other:
            acts.bookmark(other, Listing(other).rows(0, 1)[0].id)
        assert "♦" not in app.screen_text()
        app.app.look_at_corpus()
        await app.settle()
        assert "♦" in app.screen_text() and "another program" in app.foot()


async def test_t28_opening_and_leaving_changes_no_byte(small: Path, opened: Callable[..., Any]) -> None:
    before = (small.read_bytes(), small.stat().st_mtime_ns, small.stat().st_ino)
    async with opened(small) as app:
        await app.press("j", "enter", "tab", "q", "E", "enter", "q", "q", "A", "q", "question_mark", "q")
        await app.pilot.press("q")
    assert (small.read_bytes(), small.stat().st_mtime_ns, small.stat().st_ino) == before
    assert [path.name for path in small.parent.iterdir()] == [small.name]


class Million:
    """A list of a million rows that counts what is asked of it."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 1_000_000

    def rows(self, start: int, stop: int) -> Sequence[Card]:
        found = [
            Card(str(n), f"Title {n}", "", "2024", None, None, 1) for n in range(max(0, start), min(stop, len(self)))
        ]
        self.asked += len(found)
        return found


async def test_only_the_lines_that_change_are_drawn_anew(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        rows = app.place.rows
        cards = list(rows.source.rows(0, 9))
        rows.show(Fixed([*cards[:1], *cards[2:]]), 0)
        assert {region.y for region in rows._repaint_regions} == {1}
        await app.settle()
        assert cards[1].id not in {card.id for card in rows.source.rows(0, 9)}
        lines = app.screen_text().split("\n")
        rows.refresh()
        await app.settle()
        assert app.screen_text().split("\n") == lines
        rows.show(rows.source, 0)
        assert not rows._repaint_regions


async def test_a_million_rows_are_never_all_asked_for() -> None:
    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield Rows(paint_card)

    source = Million()
    async with Shown().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        rows = pilot.app.query_one(Rows)
        rows.show(source)
        rows.go_end(True)
        await pilot.pause()
        assert rows.cursor == 999_999 and "Title 999999" in rows.render_line(rows.size.height - 1).text
        for _ in range(50):
            rows.go_pages(-1)
            rows.go_lines(1)
        await pilot.pause()
    assert source.asked < 3_000


async def test_what_was_done_elsewhere_is_asked_about_and_another_key_does_what_it_always_does(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_corpus(small) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        acts.bookmark(corpus, article)
    monkeypatch.setattr(undo, "OURS", "another")
    async with opened(small) as app:
        await app.press("U")
        assert "U again" in app.foot()
        await app.press("j")
        assert "U again" not in app.foot() and app.place.rows.cursor == 1
        assert cards.card(app.place.desk.corpus, article).bookmarked
        await app.press("U", "U")
        assert not cards.card(app.place.desk.corpus, article).bookmarked
