"""The names beside an article: there where there is room, by type, the one of the stop marked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import acts
from reader.corpus import entities, open_corpus
from reader.corpus.cast import Part
from reader.records import ENTITY_TYPES, Mention
from reader.tui import settings, themes
from reader.tui.pageink import PageInk, Shown
from reader.tui.stops import Stops
from reader.tui.widgets.aside import Aside, listed
from tests.tui.conftest import corpus_of
from tests.tui.samples import article, lay_out

parts = st.lists(st.tuples(st.sampled_from(ENTITY_TYPES), st.integers(1, 99)), max_size=60, unique=True).map(
    lambda found: [Part(f"id{n}", f"Name {n}", type, count) for n, (type, count) in enumerate(found)]
)


@given(parts, st.integers(0, 50), st.integers(0, 70))
def test_as_many_names_as_fit_and_the_one_of_the_stop_among_them(found: list[Part], room: int, here: int) -> None:
    lines = listed(found, room, f"id{here}")
    names = [line for line in lines if isinstance(line, Part)]
    assert len(lines) <= room and len(set(names)) == len(names)
    assert [part.type for part in names] == sorted((part.type for part in names), key=ENTITY_TYPES.index)
    if names and here < len(found):
        assert found[here] in names
    if len(names) < len(found) and lines:
        assert lines[-1] == f"{len(found) - len(names):,} more"
    assert names or not found or room < 3


async def test_names_stand_at_the_side_from_a_hundred_and_ten_columns_on(
    small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small, (110, 30)) as app:
        await app.press("j", "enter")
        aside, prose = app.place.query_one(Aside), app.place.prose
        assert aside.size.width >= 24 and prose.column == 72 and prose.size.width + aside.size.width <= 110
        assert "Persons" in app.screen_text() and "Places" in app.screen_text()
        await app.pilot.resize_terminal(109, 30)
        await app.settle()
        assert "Persons" not in app.screen_text() and prose.size.width == 109
        await app.pilot.resize_terminal(200, 50)
        await app.settle()
        assert "Persons" in app.screen_text()
        assert prose.region.x + prose.margin == (200 - 72) // 2


@pytest.mark.parametrize(("count", "shown"), [(7, "━━━   7 "), (1234, "━ 1,234 "), (13772, "━ 13,772 ")])
async def test_a_large_count_shortens_the_bar_and_keeps_its_digits(
    count: int, shown: str, small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small, (140, 24)) as app:
        await app.press("j", "enter")
        app.place.aside.show([Part("x", "Anna Berg", "PER", count, False)])
        assert f"{shown}" in app.place.aside.render_line(1).text


async def test_they_give_way_to_wider_text_and_to_reading(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (110, 30)) as app:
        await app.press("j", "enter", "plus", "plus", "plus")
        assert "Persons" not in app.screen_text() and app.place.prose.column == 84
        await app.press("=")
        assert "Persons" in app.screen_text() and app.place.prose.column == 72
        await app.press("z")
        assert "Persons" not in app.screen_text()
        await app.press("z")
        assert "Persons" in app.screen_text()


async def test_they_are_put_away_for_good(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (120, 30)) as app:
        await app.press("j", "enter", "p")
        assert "Persons" not in app.screen_text() and not settings.load().aside
        await app.press("p")
        assert "Persons" in app.screen_text() and settings.load().aside
        await app.pilot.resize_terminal(90, 30)
        await app.press("p", "p")
        assert "Too narrow for the names at the side (110 columns)" in app.foot()


async def test_the_name_of_the_stop_is_marked_and_a_click_opens_one(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (120, 30)) as app:
        await app.press("j", "enter", "tab")
        aside = app.place.query_one(Aside)
        lines = [aside.render_line(y).text for y in range(aside.size.height)]
        marked = [line for line in lines if "▌" in line]
        name = entities.find(app.place.desk.corpus, app.place.named()).name
        assert len(marked) == 1 and name in marked[0]
        await app.press("escape")
        assert not any("▌" in aside.render_line(y).text for y in range(aside.size.height))
        y = next(y for y, line in enumerate(lines) if "Sergej Lawrow" in line)
        await app.pilot.click(Aside, offset=(4, y))
        await app.settle()
        assert app.place.WHERE == "entity" and app.place.entity.name == "Sergej Lawrow"


async def test_an_article_without_names_has_the_whole_width(tmp_path: Path, opened: Callable[..., Any]) -> None:
    async with opened(
        corpus_of(tmp_path / "o.db", "nur worte ohne namen darin, und davon noch ein paar."), (120, 30)
    ) as app:
        await app.press("enter")
        assert app.place.prose.size.width == 120 and not app.place.has_class("-aside")


async def test_a_note_on_a_name_is_seen_wherever_it_occurs(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, f"entity:{entities.find(corpus, 'Nordkorea').id}", "eigene *Notiz*")
    async with opened(small, (120, 30)) as app:
        for keys in (["enter"], ["J"]):
            await app.press(*keys)
            page = [app.place.prose.render_line(y).text.rstrip() for y in range(app.place.prose.size.height)]
            signed = [line for line in page if line.endswith("¶")]
            assert signed and all("Nordkorea" in line for line in signed)
            aside = app.place.query_one(Aside)
            lines = [aside.render_line(y).text for y in range(aside.size.height)]
            assert [line.split()[0] for line in lines if "¶" in line] == ["Nordkorea"]
        while app.place.named() != entities.find(app.place.desk.corpus, "Nordkorea").id:
            await app.press("tab")
        assert "¶" in app.foot()


def ink_of(theme: str) -> Callable[[str], Any]:
    found = themes.inks(theme, theme.startswith("ansi"), "light" not in theme)
    return lambda name: found[name]


def drawn(mention: Mention, theme: str) -> list[Any]:
    shown = article("Nordkorea und Seoul", mentions=[mention])
    ink = PageInk(shown, Stops(shown))
    return ink.draw(lay_out(shown, 40).lines[0], 2, 40, ink_of(theme), Shown())


@pytest.mark.parametrize("theme", themes.NAMES)
@pytest.mark.parametrize("type", ENTITY_TYPES)
def test_a_doubtful_name_has_a_broken_line_in_every_theme(type: str, theme: str) -> None:
    sure, doubtful = (drawn(Mention(0, 9, type, trust, "e"), theme) for trust in (0.9, 0.5))
    assert "".join(part.text for part in doubtful) == "".join(part.text for part in sure)
    lines = [part.style.underline for part in doubtful[1:] if part.style][:9]
    assert len(doubtful) > len(sure) and lines == [True, None] * 4 + [True]
    colours = {part.style.color for part in doubtful[1:10]}
    assert colours == {ink_of(theme)(type.lower()).color}


async def test_twenty_thousand_names_cost_little_beside_them(tmp_path: Path, opened: Callable[..., Any]) -> None:
    path = corpus_of(tmp_path / "l.db", "Titel\n\n01.02.2020\n\n" + "Moskau und Seoul reden. " * 10_000)
    async with opened(path, (120, 30)) as app:
        await app.press("enter")
        page = app.place
        assert len(page.prose.article.mentions) >= 20_000 and page.has_class("-aside")
        start = time.perf_counter()
        page._cast = None
        page.fit_aside()
        assert time.perf_counter() - start < 0.2
        start = time.perf_counter()
        for _ in range(20):
            page.facts()
        assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize("columns", [110, 130, 160, 200, 300])
async def test_text_stands_in_the_middle_and_its_names_near_it(
    columns: int, small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small, (columns, 30)) as app:
        await app.press("enter")
        prose, aside = app.place.prose, app.place.aside
        left, right = prose.region.x + prose.margin, prose.region.x + prose.margin + prose.column
        assert aside.region.right <= columns and aside.region.width >= 24
        assert aside.region.x - right <= 8 or columns < 200
        assert abs(left - (columns - right)) <= 1 or columns < 150
        await app.press("z")
        left = prose.region.x + prose.margin
        assert abs(left - (columns - left - prose.column)) <= 1
