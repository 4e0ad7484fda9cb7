"""Links in notes: made by searching, followed by keys, shown back from where they lead."""

from __future__ import annotations

import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import annotations, entities, open_corpus
from reader.corpus.listing import Listing
from reader.tui import notetext
from reader.tui.markdown import parser
from reader.wikilinks import links

from .samples import note


def wrote(path: Path, *bodies: str, about: str = "corpus") -> list[str]:
    with open_corpus(path) as corpus:
        return [acts.write_note(corpus, about, body) for body in bodies]


def body(path: Path) -> str:
    with open_corpus(path) as corpus:
        return annotations.recent(corpus)[0].body


async def shown(app: Any) -> str:
    await app.pilot.pause(0.1)
    await app.settle()
    return app.screen_text()


def test_a_note_is_markdown_in_which_nothing_but_its_links_was_changed() -> None:
    parts = notetext.shown(
        note("Siehe [[Kim|*ihn*]] und `[[code]]`."), lambda link: link.said, [("note:1", "a [b] _c_")]
    )
    made = "\n\n".join(part.read(part.source) for part in parts)
    assert r"[\*ihn\*](<reader:Kim>)" in made and "`[[code]]`" in made and r"[a \[b\] \_c\_](<reader:note%3A1>)" in made
    tokens = [child for token in parser().parse(made) for child in token.children or ()]
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == ["reader:Kim", "reader:note%3A1"]
    assert [token.content for token in tokens if token.content].count("*ihn*") == 1


@pytest.mark.parametrize("target", ["a b", "Ä/ö?#&", "x|y", "<b>", "a\\b", "100 %", "javascript:alert(1)"])
def test_every_target_comes_back_from_its_address(target: str) -> None:
    made = notetext.followable(f"[[{target.partition('|')[0]}]]", lambda link: link.said)
    (token,) = (c for t in parser().parse(made) for c in t.children or () if c.type == "link_open")
    assert notetext.target_of(str(token.attrs["href"])) == target.partition("|")[0]
    assert notetext.target_of("https://example.org/") is None


async def test_a_link_is_made_by_searching(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("3", "a")
        await app.type("zu ")
        await app.press("ctrl+l")
        await app.type("nordk")
        assert "Nordkorea" in app.screen_text() and "Link to:" in app.screen_text()
        await app.press("enter")
        assert app.place.area.text == "zu [[Nordkorea]]" and app.place.area.has_focus
        await app.press("ctrl+l")
        await app.type("winter")
        await app.press("enter", "ctrl+l", "escape")
        assert app.place.area.has_focus and app.place.WHERE if hasattr(app.place, "WHERE") else True
        await app.press("escape")
        assert app.place.WHERE == "notes"
        (name, article) = links(body(small))
        with open_corpus(small) as corpus:
            first = Listing(corpus).rows(0, 1)[0].id
        assert name.target == "Nordkorea" and first.startswith(article.target) and article.said.startswith("Getreide")


async def test_the_selected_words_give_way_to_a_link(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("3", "a")
        await app.type("weg")
        await app.press("ctrl+shift+left", "ctrl+l")
        await app.type("lawrow")
        await app.press("enter", "ctrl+o")
        assert links(app.place.area.text) and "weg" not in app.place.area.text
        await app.press("ctrl+z")
        assert app.place.area.text == "weg"


async def test_links_are_stops_and_lead_somewhere(small: Path, opened: Callable[..., Any]) -> None:
    wrote(small, "Zu [[Nordkorea]], [[nirgends]], [[Getreide für den Winter]].\n\n| a |\n|---|\n| [[Moskau]] [/x] |")
    async with opened(small, (80, 30)) as app:
        await app.press("3", "enter")
        assert "nirgends (not found)" in await shown(app)
        await app.press("tab")
        assert "Place: Nordkorea" in app.foot()
        await app.press("enter")
        assert app.place.WHERE == "entity" and app.place.entity.name == "Nordkorea"
        await app.press("q", "tab")
        assert "nirgends is not found" in app.foot()
        await app.press("enter")
        assert app.place.WHERE == "note" and "Not found" in app.foot()
        await app.press("tab", "enter")
        assert app.place.WHERE == "page"
        await app.press("q", "tab")
        assert "Moskau" in app.foot()
        await app.press("tab", "shift+tab", "escape")
        assert app.place.WHERE == "note" and app.place.leaf.stopped_at() is None


async def test_an_ambiguous_link_asks_which(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        first, second = (card.id for card in Listing(corpus).rows(0, 2))
        for article in (first, second):
            acts.correct(corpus, article, {"title": "Doppelt"})
    wrote(small, "[[Doppelt]]")
    async with opened(small) as app:
        await app.press("3", "enter")
        assert "Doppelt (which one?)" in await shown(app)
        await app.press("tab", "enter")
        assert "It may mean:" in app.screen_text()
        await app.press("down", "enter")
        assert app.place.WHERE == "page" and app.place.article() in (first, second)


async def test_an_address_is_shown_in_full_and_nothing_opens_it_by_itself(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []

    class Browser:
        background = True

        def open(self, address: str) -> bool:
            went.append(address)
            return True

    monkeypatch.setattr(webbrowser, "get", lambda: Browser())
    address = "https://example.org/" + "lang/" * 30
    wrote(small, f"[hier]({address}) <mailto:a@example.org> [neu](ftp://example.org)")
    async with opened(small) as app:
        await app.press("3", "enter")
        await shown(app)
        await app.press("tab", "enter")
        assert app.screen_text().replace("\n", "").replace(" ", "").count("lang/") == 30 and not went
        await app.press("y")
        assert app.app.clipboard == address and not went
        await app.press("enter", "o")
        assert went == [address]
        await app.press("tab", "tab", "enter", "o")
        assert "no address of the web" in app.foot() and went == [address]
        monkeypatch.setattr(Browser, "background", False)
        await app.press("shift+tab", "enter", "o")
        assert "this terminal" in app.foot() and went == [address]


async def test_clicks_follow_too(small: Path, opened: Callable[..., Any]) -> None:
    wrote(small, "[[Nordkorea]]")
    async with opened(small) as app:
        await app.press("3", "enter")
        await shown(app)
        leaf = app.place.leaf
        await app.pilot.click(type(leaf), offset=(leaf.margin + 2, 0))
        await app.settle()
        assert app.place.WHERE == "entity"


async def test_links_are_shown_where_they_lead(small: Path, opened: Callable[..., Any]) -> None:
    (first,) = wrote(small, "Zum [[Getreide für den Winter]] und zu [[Nordkorea]]")
    wrote(small, f"Zu [[note:{first[:10]}]]", "Nordkoreas Häfen")
    async with opened(small, (80, 40), None) as app:
        await app.press("enter", "G")
        assert "Linked from" in app.screen_text() and "Zum Getreide für den Winter" in app.screen_text()
        app.place.prose.stop_at_note(app.place.read_now.linked[0])
        await app.press("enter")
        assert app.place.WHERE == "note" and "Linked from" in await shown(app)
        await app.press("shift+tab", "enter")
        assert "Zum Getreide" in await shown(app) and app.place.WHERE == "note"
        await app.press("q", "q", "E", "/")
        await app.type("nordkorea")
        await app.press("enter", "enter")
        text = app.screen_text()
        assert "linked from 1 note" in text and "1 other note of yours speaks of it" in text
        await app.press("shift+tab", "enter")
        assert app.place.WHERE == "notes" and len(app.place.rows.source) == 1 and "Häfen" in app.screen_text()
        await app.press("q")
        await app.press("shift+tab", "enter")
        assert app.place.rows.current().note.id == first


async def test_words_are_found_in_the_editor(small: Path, opened: Callable[..., Any]) -> None:
    wrote(small, "eins zwei\ndrei Zwei\nvier")
    async with opened(small) as app:
        await app.press("3", "a", "ctrl+f")
        await app.type("zwei")
        await app.press("enter")
        first = app.place.area.selected_text
        await app.press("ctrl+g")
        assert {first, app.place.area.selected_text} == {"zwei", "Zwei"} and "/2" in app.bar("editor-foot")
        await app.press("ctrl+f")
        await app.type("nichts")
        await app.press("enter")
        assert "Not in this note: nichts" in app.bar("editor-foot") and app.place.area.has_focus
        await app.press("escape")
        assert app.place.WHERE == "notes"


async def test_the_name_of_a_thing_is_never_markup(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.correct(corpus, Listing(corpus).rows(0, 1)[0].id, {"title": "[/x] [@click=app.quit]y[/]"})
        acts.rename_entity(corpus, entities.find(corpus, "Nordkorea").id, "[bold]N[/foo]")
    wrote(small, "[[entity:[bold]N]] [[Moskau|[/x] \\]( `]] [a](<reader:%ff%00>) [b](reader:[[x]])")
    async with opened(small) as app:
        await app.press("3", "enter")
        await shown(app)
        for _ in range(4):
            await app.press("tab", "enter")
            if app.place.WHERE != "note":
                await app.press("q")
        await app.press("q", "a", "ctrl+l")
        assert "[bold]N[/foo]" in app.screen_text() and "[@click=app.quit]" in app.screen_text()
        await app.press("enter", "escape", "escape")


@pytest.mark.parametrize(
    "part", ["wort ", "wort\n\n", "[[Nordkorea]] ", "- a\n", "> ", "| a ", "![x](y) ", "\u202e[/x]", "[", "```\n", "\n"]
)
async def test_a_huge_note_is_shown_to_its_end(small: Path, opened: Callable[..., Any], part: str) -> None:
    wrote(small, part * (1_000_000 // len(part)) + "Ende")
    async with opened(small) as app:
        await app.press("3", "enter")
        for key in ("G", "tab", "space", "g", "tab", "d"):
            begin = time.process_time()
            await app.press(key)
            assert time.process_time() - begin < 1
            assert key != "G" or "Ende" in app.screen_text()
        await app.press("q")
        assert app.place.WHERE == "notes"
