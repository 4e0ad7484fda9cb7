"""Searching the corpus, and the names."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import Mock

import pytest
from rich.style import Style
from textual.events import Key

from reader import acts
from reader.corpus import Corpus, open_corpus
from reader.corpus.listing import Listing
from reader.places import state_dir
from reader.records import Hit, ReaderError
from reader.tui import commands, hitrows, hits
from reader.tui.desk import Desk
from reader.tui.finder import Finder, OvertakenError
from reader.tui.inpage import find_all
from reader.tui.queries import KEPT, History
from reader.tui.screens import search as room
from reader.tui.widgets.prompt import Line, Prompt
from tests.tui.conftest import corpus_of


async def test_hits_come_as_one_types_and_open_at_their_place(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("/")
        await app.type("kais")
        await app.until(lambda: "Fährdienst" in app.screen_text())
        await app.press("enter")
        assert "1 hit" in app.bar("top") and "Search: kais" in app.bar("top")
        await app.press("enter")
        assert app.place.WHERE == "page" and "hit 1/1" in app.foot()
        await app.press("q", "/")
        await app.type(" Nirgendwo")
        await app.press("enter")
        assert "Nothing found" in app.screen_text()


async def test_a_search_that_is_left_before_it_began_is_no_mistake(
    small: Path, opened: Callable[..., Any], recwarn: pytest.WarningsRecorder
) -> None:
    async with opened(small) as app:
        await app.press("/")
        app.place._make_ready()
        app.place.look("kais")
        app.place.workers.cancel_all()
    gc.collect()
    assert not [one for one in recwarn if "never awaited" in str(one.message)]


async def test_what_keeps_a_search_from_being_done_is_said_while_one_types(
    small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small) as app:
        away = small.rename(small.with_name("away.db"))
        await app.press("/")
        await app.type("kais")
        refused = app.place.query_one(Prompt).query_one(".refused")
        await app.until(lambda: refused.display and "no such file" in app.screen_text())
        away.rename(small)
        await app.type(" fähr")
        await app.until(lambda: "Fährdienst" in app.screen_text())
        assert not refused.display


async def test_hits_in_notes_and_names_open_them(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, f"article:{Listing(corpus).rows(0, 1)[0].id}", "ein Zettel")
        acts.write_note(corpus, "corpus", "ein Zettel für alle")
    async with opened(small) as app:
        await app.press("/")
        await app.type("zettel")
        await app.press("enter")
        assert "2 hits" in app.bar("top")
        seen = set()
        for _ in range(2):
            await app.press("enter")
            await app.pilot.pause(0.1)
            seen.add(app.place.WHERE)
            await app.press("q", "j")
        assert seen == {"page", "note"}
        await app.press("/")
        await app.press("ctrl+u")
        await app.type("Lawrow")
        await app.press("enter")
        await app.press("G", "enter")
        assert app.place.WHERE == "entity"


async def test_what_is_only_the_beginning_of_a_word_is_found_if_nothing_else_is(
    small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small) as app:
        app.place.go_to(room.Search(app.place.desk, "Wladiwo"))
        await app.settle()
        assert "1 hit" in app.bar("top") and "words that begin so" in app.place.kinds.right


async def test_leaving_the_prompt_leaves_the_search(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("/")
        await app.press("escape")
        assert app.place.WHERE == "list"


async def test_the_last_search_wins(small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    first = hits.first

    def slow(corpus: Corpus, asked: hits.Asked, number: int, seen: int) -> hits.First:
        time.sleep(0.3 if asked.text == "Lawrow" else 0.01)
        return first(corpus, asked, number, seen)

    monkeypatch.setattr(hits, "first", slow)
    async with opened(small) as app:
        app.place.go_to(room.Search(app.place.desk, "Lawrow"))
        await app.pilot.pause()
        app.place.look("Fährdienst")
        await app.until(lambda: "Fährdienst" in app.screen_text() and "1 hit" in app.bar("top"))
        await app.pilot.pause(0.4)
        assert "Search: Fährdienst" in app.bar("top") and "Lawrow sprach" not in app.screen_text()


async def test_hits_stand_under_their_kinds_and_tab_goes_to_the_next(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", "Lawrow fragen")
    async with opened(small) as app:
        app.place.go_to(room.Search(app.place.desk, "Lawrow"))
        await app.settle()
        kinds = app.place.kinds.left
        assert kinds.startswith("▸ Texts ") and "Notes and highlights 1" in kinds and "Names 1" in kinds
        assert "── Notes and highlights" in app.screen_text()
        await app.press("tab")
        assert "▸ Notes and highlights 1" in app.place.kinds.left and app.place.hit().field == "note"
        await app.press("tab")
        assert app.place.hit().field == "entity"
        await app.press("tab")
        assert app.place.rows.cursor == 0
        await app.press("shift+tab")
        assert app.place.hit().field == "entity"


async def test_filters_stand_beside_the_words_and_go_one_by_one(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("/")
        await app.type("is:unread Lawrow date:2000..2100")
        await app.press("enter")
        assert "Search: Lawrow   only: is:unread  date:2000..2100" in app.bar("top")
        await app.press("/")
        line = app.place.query_one(".prompt Input")
        assert line.value == "Lawrow"
        await app.press("backspace")
        assert line.value == "" and len(app.place.filters) == 2
        await app.press("backspace")
        assert app.place.filters == ["is:unread"] and "Only: is:unread" in app.bar("top")
        await app.press("escape", "escape")
        assert app.place.filters == [] and app.place.WHERE == "search"
        await app.press("escape")
        assert app.place.WHERE == "list"


async def test_more_texts_come_as_one_scrolls(tmp_path: Path, opened: Callable[..., Any]) -> None:
    path = corpus_of(tmp_path / "many.db", *(f"Ein Satz über den Hafen.\n\nNummer {n} von vielen." for n in range(70)))
    async with opened(path) as app:
        app.place.go_to(room.Search(app.place.desk, "Hafen"))
        await app.settle()
        await app.until(lambda: "Texts 70" in app.place.kinds.left and "70 hits" in app.bar("top"))
        assert len(app.place.rows.source) == room.PAGE and "1/70" in app.foot()
        seen = set()
        for _ in range(80):
            seen.add(app.place.hit().id)
            await app.press("j")
        assert len(seen) == 70 == len(app.place.rows.source)


async def test_a_text_that_says_another_name_says_so(opened: Callable[..., Any], small: Path) -> None:
    ink = Mock(return_value=Style())
    row = hits.Listed(Hit("a" * 64, "Ein Titel", "2020", "text", "der Kremlchef", ((4, 13),), via="Wladimir Putin"))
    lines = ["".join(part.text for part in line) for line in hitrows.paint_hit(row, 80, ink)]
    assert "by the name Wladimir Putin" in lines[0] and "Kremlchef" in lines[1] and len(lines) == 4


async def test_queries_of_before_come_back_by_the_arrows(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        for words in ("Lawrow", "Kaiser"):
            app.place.go_to(room.Search(app.place.desk))
            await app.settle()
            await app.type(words)
            await app.press("enter", "q")
        kept = state_dir(app.place.desk.corpus.id) / "queries.json"
        assert kept.stat().st_mode & 0o777 == 0o600 or sys.platform == "win32"
        await app.press("/")
        await app.type("neu")
        line = app.place.query_one(".prompt Input")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await app.press(key)
            seen.append(line.value)
        assert seen == ["Kaiser", "Lawrow", "Lawrow", "Kaiser", "neu"]


def test_the_history_keeps_the_last_and_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_STATE", str(tmp_path))
    history = History("c")
    for number in (*range(150), 149, 60):
        history.add(f"query {number}")
    assert history.all()[-2:] == ["query 149", "query 60"] and len(set(history.all())) == len(history.all()) == KEPT
    (tmp_path / "c" / "queries.json").write_text("[" * 90_000)
    assert history.all() == []


async def test_the_latest_question_wins_and_a_patient_one_waits(small: Path) -> None:
    finder, begun = Finder(small), Event()

    def endless(corpus: Corpus) -> int:
        begun.set()
        sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return int(corpus.rows(sql)[0][0])

    running = asyncio.ensure_future(finder.ask(endless))
    while not begun.is_set():
        await asyncio.sleep(0.01)
    assert await finder.ask(lambda corpus: corpus.rows("SELECT 7")[0][0]) == 7
    with pytest.raises(OvertakenError):
        await running
    one, other = finder.ask(lambda _: 1), finder.ask(lambda _: 2, patient=True)
    assert await one == 1 and await other == 2
    with pytest.raises(ReaderError):
        await finder.ask(lambda _: (_ for _ in ()).throw(ReaderError("a", "b")))
    finder.close()


NOTHING: dict[str, list[Hit]] = {"note": [], "tag": [], "entity": []}


@pytest.mark.parametrize(
    ("before", "then", "names"),
    [("lawr", "lawro", 1), ("lawx", "lawxo", 0), ("lawx", "lawr", 1), ("lawx", "lawx OR lawrow", 1), ("x", "x", 0)],
)
async def test_what_nothing_begins_with_hides_nothing(small: Path, before: str, then: str, names: int) -> None:
    with open_corpus(small) as corpus:
        hits.others(corpus, hits.Asked(before, typing=True))
        assert len(hits.others(corpus, hits.Asked(then, typing=True)).get("entity", [])) == names


async def test_a_finder_rests_between_two_searches_and_finds_what_was_written_meanwhile(small: Path) -> None:
    def notes(corpus: Corpus) -> int:
        return len(hits.others(corpus, hits.Asked("zwischendurch")).get("note", []))

    with open_corpus(small) as corpus, open_corpus(small) as writer:
        desk = Desk(corpus)
        finder = desk.take_finder()
        assert await finder.ask(partial(hits.others, asked=hits.Asked("zwi", typing=True))) == NOTHING
        assert await finder.ask(notes) == 0
        desk.put_back(finder)
        acts.write_note(writer, "corpus", "zwischendurch")
        assert desk.take_finder() is finder is not desk.take_finder()
        assert await finder.ask(notes) == 1
        desk.put_back(finder)
        desk.close()


async def test_a_finder_that_rests_keeps_nobody_from_writing(small: Path) -> None:
    with open_corpus(small) as corpus:
        desk = Desk(corpus)
        finder = desk.take_finder()
        with closing(sqlite3.connect(small)) as other:
            other.execute("PRAGMA journal_mode = WAL")
            other.execute("CREATE TABLE theirs (n)")
            assert not any((await finder.ask(partial(hits.others, asked=hits.Asked("zwischendurch")))).values())
        desk.put_back(finder)
        async with asyncio.timeout(5):
            while finder._corpus is not None:
                await asyncio.sleep(0.001)
        acts.write_note(corpus, "corpus", "zwischendurch")
        assert desk.take_finder() is finder
        assert (await finder.ask(partial(hits.others, asked=hits.Asked("zwischendurch"))))["note"]
        finder.close()


@pytest.mark.parametrize("words", ['"', "don't", "C++", "(x", "AND", "a-b*", "[/foo]", "é\u202e", "x" * 5000])
async def test_nothing_typed_is_an_error(words: str, small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.place.go_to(room.Search(app.place.desk, words))
        await app.settle()
        assert app.place.WHERE == "search" and "error" not in app.foot()
        await app.press("q", "f")
        app.place.narrow(words)
        await app.settle()


async def test_nothing_found_says_what_else_to_try(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("/")
        await app.type("gibtsnichtgibtsnicht")
        await app.press("enter")
        shown = app.screen_text()
        assert "Nothing found for “gibtsnichtgibtsnicht”." in shown and "fewer of them" in shown


async def test_names_are_filtered_as_one_types_and_by_type(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("E")
        everything = len(app.place.rows.source)
        await app.press("tab")
        assert app.place.type == "PER" and 0 < len(app.place.rows.source) < everything
        await app.press("tab")
        assert "Places" in app.bar("top")
        await app.press("shift+tab", "shift+tab")
        assert len(app.place.rows.source) == everything
        await app.press("/")
        await app.type("lawr")
        assert [one.name for one in app.place.rows.source.rows(0, 9)] == ["Sergej Lawrow"]
        await app.press("enter", "enter")
        assert app.place.WHERE == "entity"
        text = app.screen_text()
        assert "Person" in text and "mentions" in text and "Lawrow sprach von einem Gewinn" in text
        await app.press("j", "enter")
        assert app.place.WHERE == "page" and app.place.prose.stopped_at().start > 0
        await app.press("q", "y")
        assert app.app.clipboard == "Sergej Lawrow"
        await app.press("q", "escape")
        assert len(app.place.rows.source) == everything


def test_words_are_found_across_line_ends_case_and_soft_hyphens() -> None:
    text = "Die Fähr\xaddienste,\nDIE STRASSE und die Straße"
    assert [text[a:b] for a, b in find_all(text, "fährdienste")] == ["Fähr\xaddienste"]
    assert [text[a:b] for a, b in find_all(text, "dienste, die")] == ["dienste,\nDIE"]
    assert len(find_all(text, "straße")) == 2 == len(find_all(text, "strasse"))
    assert find_all(text, "  ") == [] and find_all("(a+)+b", "(a+)+") == [(0, 5)]
    begin = time.perf_counter()
    find_all("s" * 1_000_000, "s " * 100)
    find_all("a " * 500_000, "a " * 100 + "b")
    assert time.perf_counter() - begin < 3


@pytest.mark.parametrize("command", ["filter", "tags", "search"])
async def test_two_prompts_at_once_leave_one(opened: Callable[..., Any], small: Path, command: str) -> None:
    async with opened(small) as app:
        if command == "search":
            await app.press("/", "escape")
            app.place.go_to(room.Search(app.place.desk, "Wladiwostok"))
            await app.settle()
        for _ in range(3):
            commands.BY_NAME[command].action()(app.place)
        await app.settle()
        (prompt,) = app.place.query(Prompt)
        assert prompt.has_focus_within
        await app.press("x", "escape")
        assert not app.place.query(Prompt)


async def test_what_has_no_title_is_called_by_its_opening_words_or_by_what_it_is_on(
    tmp_path: Path, opened: Callable[..., Any]
) -> None:
    text = " ".join(f"Die Fähre {n} lag am Morgen noch fest, und niemand wusste, wie lange." for n in range(8))
    path = corpus_of(tmp_path / "untitled.db", text)
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "Fähre und Brücke")
    async with opened(path, (100, 30)) as app:
        await app.press("slash")
        await app.type("Fähre")
        await app.press("enter")
        await app.until(lambda: "the whole corpus" in app.screen_text())
        assert "“Die Fähre 0 lag am Morgen" in app.screen_text() and "no title" not in app.screen_text()


async def test_the_cursor_of_the_terminal_stays_where_one_types(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("/")
        await app.type("Fähr")
        await app.until(lambda: len(app.place.hunt.hits) > 0)
        last = app.app.size.height - 1
        app.place.rows.point(0, 0)
        assert app.app.cursor_position.y == last
        await app.press("escape")
        assert app.app.cursor_position == app.place.rows.region.offset


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the prompt held each time it was drawn."""
    seen: list[str] = []
    plain = Line.render_line
    monkeypatch.setattr(Line, "render_line", lambda line, y: seen.append(line.value) or plain(line, y))
    return seen


@pytest.mark.parametrize("seconds", [60.0, 0.0])
async def test_a_letter_is_painted_with_what_is_found_for_it_unless_that_takes_long(
    seconds: float, small: Path, opened: Callable[..., Any], drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "TOGETHER", seconds)
    found, plain = Event(), hits.first
    async with opened(small) as app:
        await app.press("/")
        monkeypatch.setattr(hits, "first", lambda *asked: found.wait(20) and plain(*asked))
        app.app.post_message(Key("f", "f"))
        await app.until(lambda: app.place.words_wanted == "f" and (bool(seconds) or "f" in drawn))
        await asyncio.sleep(0.05)
        assert ("f" in drawn) == (not seconds)
        found.set()
        await app.until(lambda: "f" in drawn and "Fährdienst" in app.screen_text())


async def test_who_leaves_before_anything_is_found_sees_the_screen_below(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "TOGETHER", 60.0)
    found, plain, painted = Event(), hits.first, Mock()
    async with opened(small) as app:
        await app.press("/")
        monkeypatch.setattr(hits, "first", lambda *asked: found.wait(20) and plain(*asked))
        app.app.post_message(Key("f", "f"))
        await app.until(lambda: app.place.words_wanted == "f")
        monkeypatch.setattr(app.app, "_display", painted)
        for key in ("ctrl+u", "escape", "q"):
            app.app.post_message(Key(key, key if key == "q" else None))
        await app.until(
            lambda: any(screen.WHERE == "list" and update for (screen, update), _ in painted.call_args_list)
        )
        found.set()
