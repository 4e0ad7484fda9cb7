"""Searching the corpus, and the names."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import open_corpus
from reader.corpus.listing import Listing
from reader.records import Hit
from reader.tui.inpage import find_all
from reader.tui.screens import search as room


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


async def test_leaving_the_prompt_leaves_the_search(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("/")
        await app.press("escape")
        assert app.place.WHERE == "list"


async def test_the_last_search_wins(small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: object, wanted: str, __: int) -> list[Hit]:
        time.sleep(0.3 if wanted == "first" else 0.01)
        return [Hit("a" * 64, f"hit of {wanted}", None, "text", wanted, ())]

    monkeypatch.setattr(room, "search", slow)
    async with opened(small) as app:
        await app.press("/")
        await app.press("escape")
        app.place.go_to(room.Search(app.place.desk, "first"))
        await app.pilot.pause()
        app.place.look("second")
        await app.until(lambda: "hit of second" in app.screen_text())
        await app.pilot.pause(0.4)
        assert "hit of second" in app.screen_text() and "hit of first" not in app.screen_text()


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
