"""Notes as Markdown on the screen: all of them, set where they are read, with nothing swallowed; and what is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.events import Key, Paste

from reader import acts
from reader.corpus import annotations, open_corpus
from reader.tui import leaflet, paint
from reader.tui.layout import Layout
from reader.tui.leaflet import Leaflet, Part, divided
from reader.tui.markdown import Passage, passages
from reader.tui.typeset import Line, Setting
from tests.conftest import examples

WORDS = [
    "Hafen", "Wasserstandsmeldung", "漢字", "e\u0301te\u0301", "👩\u200d🚀", "שלום", "مرحبا\u200f", "🇩🇪🇰🇵", "\n",
    "\n\n", "\n\n", "(12)", "ä,", "x" * 90,
]  # fmt: skip
MARKED = [
    *WORDS,
    "- ",
    "> ",
    "```",
    "#",
    "*",
    "**",
    "`",
    "[a](b)",
    "[x]:",
    "|",
    "---",
    "    ",
    "1. ",
    "<b>",
    "\\",
    "\t",
]
plain = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)
marked = st.lists(st.sampled_from(MARKED), max_size=80).map(" ".join)


def laid(source: str, width: int, at: int = 0) -> Layout:
    return Layout(Leaflet([Part(source)]), Setting(width), at)


def shown(lines: list[Line]) -> str:
    return "".join("".join(line.own or "" for line in lines).split())


@examples(80)
@given(plain, st.integers(20, 300), st.integers(0, 900))
def test_words_without_marks_are_all_shown_wherever_it_is_begun(text: str, width: int, at: int) -> None:
    page = laid(text, width, at)
    # What begins with a blank after a line end is a paragraph still; four of them would be code.
    assert shown(page.lines) == "".join(text.split())
    assert all(cell_len(paint.plain((line.own or "").rstrip())) <= width for line in page.lines)


@examples(150)
@given(marked, st.integers(2, 120), st.integers(0, 900))
def test_any_markdown_is_laid_out_in_order(text: str, width: int, at: int) -> None:
    page, whole = laid(text, width, at), laid(text, width)
    starts = [line.start for line in page.lines]
    assert starts == sorted(starts) and page.lines == whole.lines
    for line in page.lines:
        assert all(0 <= start < end <= len(line.own or "") for start, end, _ in line.runs if start != end)
    if "```" not in text and "]:" not in text:
        seen = shown(laid(text, 300).lines)
        assert all(word in seen for word in text.split() if word.isalpha())


@examples(80)
@given(marked, st.integers(1, 6), st.integers(8, 60))
def test_units_join_to_exactly_the_source(text: str, many: int, long: int) -> None:
    sizes = leaflet.LONG, leaflet.LONGEST, leaflet._MANY, leaflet._MOST
    leaflet.LONG, leaflet.LONGEST, leaflet._MANY, leaflet._MOST = long, 2 * long, many, 3 * many
    try:
        units = list(divided(text))
        assert "".join(text[unit.start : unit.end] for unit in units) == text
        assert all(unit.end - unit.start <= 2 * long for unit in units)
        page = laid(text, 40)
        assert [line.start for line in page.lines] == sorted(line.start for line in page.lines)
    finally:
        leaflet.LONG, leaflet.LONGEST, leaflet._MANY, leaflet._MOST = sizes


def test_code_and_links_go_on_from_unit_to_unit() -> None:
    code = (
        "```py\n"
        + "".join(f"x = {n} *y*\n" for n in range(3000))
        + "```\n\nEnde mit [Wort][1].\n\n[1]: https://a.example\n"
    )
    note = Leaflet([Part(code)])
    page = Layout(note, Setting(60))
    assert sum("*y*" in (line.own or "") for line in page.lines) == 3000
    assert {line.kind for line in page.lines if "*y*" in (line.own or "")} == {"code"}
    assert [a for unit in range(note.notes) for a in note.links(unit)] == ["https://a.example"]


def test_each_mark_has_its_look() -> None:
    found = {
        passage.text: passage
        for passage in passages("# A\n\n- b **c**\n  1. d\n\n> e\n\n---\n\n`f` ~~g~~ [](http://h)")
    }
    assert found["A"].kind == "title" and found["b c"].lead == "• " and found["b c"].inks == ((2, 3, "strong"),)
    assert found["d"].lead == "  1. " and found["d"].hang == "     " and found["e"].lead == "│ "
    assert found["f g http://h"].inks == ((0, 1, "code"), (2, 3, "struck"))
    assert found["f g http://h"].links == ((4, 12, "http://h"),)
    assert list(passages("---")) == [Passage("rule", "", 0)]


def test_tables_stand_in_columns() -> None:
    rows = [passage.text for passage in passages("| Hafen | t |\n|---|--:|\n| Sund | 12 |\n| 漢字 | **1** |")]
    assert rows == ["Hafen   t", "─────────", "Sund   12", "漢字    1"]


async def test_tab_goes_on_from_what_is_on_the_screen(small: Path, opened: Callable[..., Any]) -> None:
    body = "\n\n".join(f"Absatz {n} mit [Adresse {n}](https://example.org/{n})." for n in range(400))
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", body)
    async with opened(small) as app:
        await app.press("3", "enter", "tab", "tab")
        leaf = app.place.leaf
        assert leaf.stopped_at() == "https://example.org/1"
        await app.press("space", "space", "space")
        assert leaf.stopped_at() is None
        behind = body[leaf.page.line(leaf.top).start :].partition("example.org/")[2].partition(")")[0]
        await app.press("tab")
        assert leaf.stopped_at() == f"https://example.org/{behind}"
        await app.press("shift+tab", "shift+tab")
        assert leaf.has(leaf._lines_of(leaf.stop[0])[leaf.stop[1]])
        await app.press("G", "shift+tab")
        assert leaf.stopped_at() == "https://example.org/399"
        await app.press("tab")
        assert leaf.stopped_at() == "https://example.org/0" and leaf.top == leaf.page.first
        place = leaf.place
        await app.press("space", "space")
        place = leaf.place
        await app.pilot.resize_terminal(41, 20)
        await app.settle()
        line = leaf.page.line(leaf.top)
        assert leaf.place == place and line.start <= place


@pytest.mark.parametrize("written", ["👨\u200d👩\u200d👧", "می\u200cخواهم\u200e", "👩\u200d🚀\u200f x", "❤\ufe0f"])
async def test_what_joins_signs_and_turns_writing_is_kept_when_typed_and_pasted(
    written: str, small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small) as app:
        await app.press("3", "a")
        for char in written:
            app.app.post_message(Key(char, char))
        await app.settle()
        app.app.post_message(Paste(f" {written}"))
        await app.settle()
        assert app.place.area.text == f"{written} {written}"
        await app.press("escape")
    with open_corpus(small) as corpus:
        assert annotations.recent(corpus)[0].body == f"{written} {written}"
