"""Nothing that a text, title, tag or note holds ends the app, is taken for markup, or reaches the terminal raw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import articles, entities, open_corpus
from reader.corpus.listing import Listing
from reader.tui.screens.search import Search
from tests.tui.conftest import corpus_of

BAD = {
    *map(chr, {*range(0x20), *range(0x7F, 0xA0)} - {0x0A}),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029",
}
HOSTILE = {
    "markup": "[/foo] [bold]x[/] [@click=app.quit]y[/] [$primary]z[/] \\[a C:\\[dir]",
    "escape": "\x1b[31mred \x1b]52;c;aGFsbG8=\x07 \x9b2J",
    "bidi": "\u202eabc\u2066def\u2069 \u200fg",
    "emoji": "👩‍👩‍👧‍👦 👍🏽 ❤\ufe0f 🇰🇵 \ufdfd",
    "wide": "朝鮮民主主義人民共和国",
    "combining": "a" + "\u0301" * 300,
    "separators": "a\u2028b\u2029c\xadd\u200be",
    "long": "x" * 100_000,
}


def text_of(bad: str) -> str:
    return f"{bad}\n\n12.03.2021, 09:45\n\nDer Außenminister Sergej Lawrow {bad} sprach in Moskau. {bad}\n"


@pytest.mark.parametrize(
    ("name", "size"), [*((name, (80, 24)) for name in HOSTILE), ("wide", (31, 9)), ("long", (31, 9))]
)
async def test_every_screen_bears_it(
    name: str, size: tuple[int, int], tmp_path: Path, opened: Callable[..., Any]
) -> None:
    bad = HOSTILE[name]
    path = corpus_of(tmp_path / "bad.db", text_of(bad))
    with open_corpus(path) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        acts.correct(corpus, article, {"title": bad})
        acts.correct(corpus, article, {"outlet": bad})
        acts.tag(corpus, article, bad[:100])
        acts.write_note(corpus, f"article:{article}", bad, acts.anchor(articles.load(corpus, article).text, 0, 5))
    async with opened(path, size) as app:
        for keys in (
            "",
            "enter",
            "tab tab",
            "x",
            "A",
            "enter",
            "enter",
            "q",
            "q",
            "q",
            "q",
            "E",
            "enter",
            "enter q q q",
            "s",
            "t",
            "escape",
            "o",
        ):
            await app.press(*keys.split())
            shown = app.screen_text()
            assert not BAD & set(shown), (keys, BAD & set(shown))
            assert app.app.is_running
        app.place.go_to(Search(app.place.desk, bad[:80]))
        await app.settle()
        assert not BAD & set(app.screen_text())
        await app.press("q", "a")
        assert not BAD & set(app.screen_text())
        await app.press("escape")


@pytest.mark.parametrize("name", HOSTILE)
async def test_names_bear_it_beside_a_page_and_everywhere_else(
    name: str, tmp_path: Path, opened: Callable[..., Any]
) -> None:
    bad = HOSTILE[name]
    path = corpus_of(tmp_path / "bad.db", text_of("x"))
    with open_corpus(path) as corpus:
        lawrow = entities.find(corpus, "Sergej Lawrow").id
        acts.rename_entity(corpus, lawrow, bad)
        acts.write_note(corpus, f"entity:{lawrow}", bad)
        entities.find(corpus, lawrow)
    async with opened(path, (120, 30)) as app:
        for keys in ("enter", "tab", "c", "j", "escape", "c r", "escape", "c p", "U", "enter", "tab tab", "c", "escape",
                     "c s", "escape", "E", "c", "d", *"x<[", "escape"):  # fmt: skip
            await app.press(*keys.split())
            shown = app.screen_text()
            assert not BAD & set(shown), (keys, BAD & set(shown))
            assert app.app.is_running


async def test_markup_stays_what_was_written(tmp_path: Path, opened: Callable[..., Any]) -> None:
    async with opened(corpus_of(tmp_path / "m.db", text_of(HOSTILE["markup"])), (120, 30)) as app:
        assert "[@click=app.quit]y[/]" in app.screen_text()
        await app.press("enter")
        assert "[@click=app.quit]y[/]" in app.screen_text() and "[$primary]z[/]" in app.screen_text()


async def test_a_line_of_a_megabyte_and_twenty_thousand_names_open_and_scroll(
    tmp_path: Path, opened: Callable[..., Any]
) -> None:
    path = corpus_of(tmp_path / "l.db", "Titel\n\n01.02.2020\n\n" + "Moskau und Seoul reden. " * 42_000)
    async with opened(path) as app:
        await app.press("enter", "G", "g", "tab", "space", "tab", "d")
        await app.pilot.resize_terminal(50, 20)
        await app.settle()
        assert "Moskau" in app.screen_text()


def test_only_paint_makes_styled_text() -> None:
    root = Path(__file__).parents[2] / "reader" / "tui"
    for path in root.rglob("*.py"):
        source = path.read_text("utf-8")
        assert not any(
            way in source for way in ("from_markup", "markup=True", ".notify(", "tooltip", "border_title")
        ), path
        if path.name not in ("paint.py", "palette.py"):
            assert "import Content" not in source, path
