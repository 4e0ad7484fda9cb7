"""Selecting on a page, what is done with it, highlights, and several articles of the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from reader.corpus import articles, cards
from tests.tui.conftest import corpus_of
from tests.tui.test_hostile import BAD, HOSTILE, text_of

TEXTS = (
    "Ein Besuch im Hafen\n\n04.05.2021\n\nDer russische Außenminister Sergej Lawrow besuchte Moskau. "
    "Lawrow sprach über Nordkorea.\n\nDie Mannschaft der Nebelkrähe wartete. In Seoul hieß es, Lawrow fahre weiter.",
    "Noch ein Besuch\n\n01.03.2022\n\nSergei Lavrov kam nach Seoul, so der Bericht.",
    "Ein dritter Besuch\n\n01.04.2022\n\nNiemand kam.",
)


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    return corpus_of(tmp_path / "visits.db", *TEXTS)


async def read_oldest(app: Any) -> Any:
    await app.press("G", "enter")
    return app.place.prose


async def select(app: Any, words: str) -> None:
    """Select from a word on by keys, beginning in the middle of the screen."""
    await app.press("v", "g")
    prose = app.place.prose
    start = prose.article.text.index(words)
    prose.pen.now = prose.pen.ground.begin(start, start + len(words))
    prose.extend(lambda _, now: now)


def marks(app: Any) -> list[Any]:
    return [a for a in articles.load(app.place.desk.corpus, app.place.article()).annotations if a.kind == "highlight"]


async def test_v_begins_at_a_word_and_the_foot_says_what_to_press(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        prose = await read_oldest(app)
        await app.press("v")
        assert prose.pen and prose.pen.words.isalpha() and "1–4 highlight" in app.foot() and "1 word" in app.foot()
        before = prose.pen.words
        await app.press("w")
        assert prose.pen.words.startswith(before + " ") and "2 words" in app.foot()
        await app.press("escape")
        assert prose.pen is None and app.place.WHERE == "page" and prose.shown.selected is None
        await app.press("tab", "v")
        assert prose.pen.words == "russische"
        await app.press("G")
        await app.press("w")
        assert "goes no further" in app.foot()
        await app.press("Z")
        assert "No such key" in app.foot() and prose.pen


async def test_keys_struck_in_one_breath_select(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await read_oldest(app)
        for key in ("v", "g", "1"):
            app.app.post_message(events.Key(key, key))
        await app.pilot.pause(0.3)
        assert len(marks(app)) == 1 and app.place.WHERE == "page"


@pytest.mark.parametrize(("key", "colour"), [("enter", 1), ("1", 1), ("2", 2), ("3", 3), ("4", 4)])
async def test_a_highlight_is_made_changed_and_deleted(
    key: str, colour: int, visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await read_oldest(app)
        await select(app, "Mannschaft der Nebelkrähe")
        await app.press(key)
        (mark,) = marks(app)
        assert mark.colour == colour and mark.anchor.quote == "Mannschaft der Nebelkrähe"
        assert f"colour {colour}" in app.foot() and "U takes it back" in app.foot()
        assert f"{colour}▌" in app.screen_text()
        await app.press("f6")
        assert f"Highlight {colour}" in app.foot() and "D delete" in app.foot()
        await app.press("3")
        assert marks(app)[0].colour == 3 and "3▌" in app.screen_text() and app.place.WHERE == "page"
        await app.press("D")
        assert not marks(app) and "┃" not in app.screen_text()
        await app.press("U")
        assert marks(app)[0].colour == 3
        await app.press("U", "U")
        assert not marks(app)


async def test_a_note_on_a_highlight_stays_with_it_and_emptying_it_leaves_the_highlight(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await read_oldest(app)
        await select(app, "Mannschaft")
        await app.press("2", "enter")
        await app.type("Wer?")
        await app.press("escape")
        assert marks(app)[0].body == "Wer?" and app.place.WHERE == "page"
        assert "Enter its note" in app.foot() or "Note saved" in app.foot()
        await app.press("enter")
        assert app.place.WHERE == "note"
        await app.press("q", "a", "ctrl+a", "backspace", "escape")
        for _ in range(4):
            await app.press("backspace")
        assert len(marks(app)) == 1


async def test_a_note_is_written_on_a_passage(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await read_oldest(app)
        await select(app, "Nebelkrähe wartete")
        await app.press("a")
        await app.type("Worauf?")
        await app.press("escape")
        (note,) = articles.load(app.place.desk.corpus, app.place.article()).annotations
        assert note.kind == "note" and note.anchor.quote == "Nebelkrähe wartete" and app.place.prose.pen is None


async def test_a_passage_is_copied_and_quoted(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await read_oldest(app)
        await select(app, "Nebelkrähe wartete")
        await app.press("y")
        assert app.app.clipboard == "Nebelkrähe wartete" and app.place.prose.pen is None
        await select(app, "Nebelkrähe wartete")
        await app.press("Y")
        assert "Nebelkrähe wartete" in app.app.clipboard and app.place.article()[:8] in app.app.clipboard
        assert "2021" in app.app.clipboard


async def test_a_passage_becomes_a_name(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        prose = await read_oldest(app)
        await select(app, "Nebelkrähe")
        await app.press("c")
        assert "A name: “Nebelkrähe”" in app.screen_text() and "p Person" in app.screen_text()
        await app.press("o")
        found = [m for m in prose.article.mentions if prose.article.text[m.start : m.end] == "Nebelkrähe"]
        assert [m.type for m in found] == ["ORG"] and prose.pen is None and "Nebelkrähe: organisation" in app.foot()
        await select(app, "Mannschaft")
        await app.press("c", "t")
        await app.type("seoul")
        await app.press("enter")
        assert any(
            m.type == "LOC" for m in prose.article.mentions if prose.article.text[m.start : m.end] == "Mannschaft"
        )


async def test_the_mouse_selects_whole_words(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        prose = await read_oldest(app)
        y = next(n for n in range(20) if "Mannschaft" in prose.render_line(n).text)
        line = prose.render_line(y).text
        left, right = line.index("Mannschaft") + 3, line.index("Nebelkrähe") + 3
        await app.pilot.mouse_down(type(prose), offset=(left, y))
        await app.pilot.hover(type(prose), offset=(right, y))
        await app.pilot.mouse_up(type(prose), offset=(right, y))
        await app.settle()
        assert prose.pen.words == "Mannschaft der Nebelkrähe" and "highlight" in app.foot()
        await app.press("4")
        assert marks(app)[0].anchor.quote == "Mannschaft der Nebelkrähe"


async def test_several_articles_of_the_list(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        corpus, ids = app.place.desk.corpus, [card.id for card in app.place.rows.source.rows(0, 3)]
        await app.press("v", "v")
        assert app.screen_text().count("✓") == 2 and "2 marked" in app.foot()
        await app.press("s")
        assert [cards.card(corpus, i).bookmarked for i in ids] == [True, True, False] and "2 articles" in app.foot()
        await app.press("U")
        assert not any(cards.card(corpus, i).bookmarked for i in ids)
        await app.press("r")
        assert [cards.card(corpus, i).read for i in ids] == [True, True, False]
        await app.press("t")
        await app.type("hafen, seoul")
        await app.press("enter")
        assert [cards.card(corpus, i).tags for i in ids] == [("hafen", "seoul"), ("hafen", "seoul"), ()]
        await app.press("t")
        await app.type("-seoul")
        await app.press("enter")
        assert cards.card(corpus, ids[0]).tags == ("hafen",)
        await app.press("D")
        assert len(app.place.rows.source) == 1 and "✓" not in app.screen_text()
        await app.press("U")
        assert len(app.place.rows.source) == 3
        await app.press("g", "v", "escape")
        assert "✓" not in app.screen_text() and app.place.WHERE == "list"


async def test_what_is_selected_stays_through_resize_and_on_the_screen(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        prose = await read_oldest(app)
        await select(app, "Mannschaft der Nebelkrähe")
        for size in ((30, 8), (120, 40), (24, 6), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert prose.pen.words == "Mannschaft der Nebelkrähe"
            assert prose.top <= prose.page.line_of(prose.pen.now.edge) < prose.top + prose.size.height
        await app.press("j", "k", "space", "pageup", "o", "l", "h", "2")
        assert len(marks(app)) == 1


async def test_v_takes_up_the_hit_on_the_screen_and_a_click_lays_it_down(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        prose = await read_oldest(app)
        await app.press("/")
        await app.type("nebelkr")
        await app.press("enter", "v")
        assert prose.pen.words == "Nebelkr"
        await app.press("w")
        assert prose.pen.words.startswith("Nebelkrähe")
        await app.pilot.click(type(prose), offset=(20, 2))
        await app.settle()
        assert prose.pen is None and "Tab names" in app.foot()


async def test_a_highlight_is_made_and_seen_in_text_of_wide_and_joined_signs(
    tmp_path: Path, opened: Callable[..., Any]
) -> None:
    text = "Bericht\n\n01.02.2020\n\n漢字の文 und 👩\u200d👩\u200d👦 mit 🇩🇪🇰🇵, שלום עולם, Cafe\u0301 heute offen."
    async with opened(corpus_of(tmp_path / "wide.db", text)) as app:
        await app.press("enter")
        prose = app.place.prose
        await select(app, "und")
        await app.press("w", "w", "w", "w", "w", "w", "3")
        assert marks(app)[0].anchor.quote == text[text.index("und") : text.index(" heute")]
        y = next(n for n in range(20) if "┃" in prose.render_line(n).text or "▌" in prose.render_line(n).text)
        x = prose.render_line(y).cell_length
        assert x == prose.size.width


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_is_selected_and_highlighted(name: str, tmp_path: Path, opened: Callable[..., Any]) -> None:
    async with opened(corpus_of(tmp_path / "bad.db", text_of(HOSTILE[name]))) as app:
        await app.press("enter")
        for keys in ("v g G", "c", "escape", "2", "3", "m a ' a", "L escape", "#", "escape", "tab v w y", "v ) Y"):
            await app.press(*keys.split())
            assert not BAD & set(app.screen_text()), (keys, BAD & set(app.screen_text()))
            assert app.app.is_running
        assert [mark.colour for mark in marks(app)] == [3]


async def test_a_highlight_without_words_is_stopped_at_when_it_is_opened(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await read_oldest(app)
        await select(app, "Mannschaft")
        await app.press("4", "q", "A", "enter")
        assert app.place.WHERE == "page" and "Highlight 4" in app.foot()
