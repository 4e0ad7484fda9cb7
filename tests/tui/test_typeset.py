"""Justified lines, parted words and columns: what is drawn between the words is no character of the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.records import HIDDEN_KINDS
from reader.tui import settings as chosen
from reader.tui import themes, typeset, wrap
from reader.tui.columns import columns
from reader.tui.hyphens import hyphens, sure
from reader.tui.layout import Layout
from reader.tui.pageink import PageInk, Shown
from reader.tui.sheet import FLOWING, Sheet
from reader.tui.stops import Stops
from reader.tui.typeset import Line, Setting
from tests.conftest import examples
from tests.tui.conftest import corpus_of
from tests.tui.samples import article, blocks_of
from tests.tui.test_layout import kinds

INKS = themes.inks(themes.READER_DARK, False, True)
WORDS = [
    "Hafenverwaltung", "Wasserstandsmeldung", "der", "an", "Genehmigungen,", "(Schiffe)", "Nord-Süd-Linie", "漢字", "x",
    "e\u0301te\u0301", "👩\u200d🚀", "„Zollabfertigung“", "\n", "\n\n", "\n\n", "|", "\t", "12", "https://hafen.example/a",
    "שלום", "عليكم\u200f", "می\u200cخواهم", "🇩🇪🇰🇵", "👍🏽", "❤\ufe0f", "\u202eabc", "Ver\xadwal\xadtung", "한\u1161",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
SET = {"plain": (False, None), "justified": (True, None), "parted": (True, hyphens("de"))}


def drawn(text: str, line: Line, width: int, made: Any) -> str:
    parts = PageInk(made, Stops(made)).draw(line, 6, width, INKS.__getitem__, Shown())[1:]
    return "".join(part.text for part in parts)


def without_gaps(shown: str, line: Line) -> str:
    """What is drawn of a line, without what is not of the text."""
    return "".join((shown.removesuffix("-") if line.hyphen else shown).split())


@pytest.mark.parametrize("how", SET)
@examples(60)
@given(texts, kinds, st.integers(20, 300), st.integers(0, 900))
def test_what_is_drawn_joins_to_exactly_the_text(how: str, text: str, of: list[str], width: int, at: int) -> None:
    blocks = blocks_of(text, of)
    made = article(text, blocks)
    page = Layout(Sheet(made), Setting(width, *SET[how]), at)
    lines = [line for line in page.lines if line.own is None]
    shown = [text[a:b] for kind, a, b in blocks if kind not in HIDDEN_KINDS]
    assert "".join(text[line.start : line.end] for line in lines) == "".join(shown)
    joined = "".join(without_gaps(drawn(text, line, width, made), line) for line in lines)
    expected = "".join("".join(wrap.one_line(part) for part in shown).split())
    assert unicodedata.normalize("NFC", joined) == unicodedata.normalize("NFC", expected)
    assert [line.start for line in page.lines] == sorted(line.start for line in page.lines)


@examples(60)
@given(texts, st.integers(20, 120))
def test_no_line_is_wider_than_the_column_and_cells_lead_back_to_their_offset(text: str, width: int) -> None:
    made = article(text, blocks_of(text, ["paragraph"]))
    for line in Layout(Sheet(made), Setting(width, *SET["parted"])).lines:
        if line.own is not None:
            continue
        shown = drawn(text, line, width, made)
        assert cell_len(shown) <= width
        # Of joined emoji nobody knows how wide a terminal draws them: the widest is reckoned with.
        assert not line.gaps or cell_len(shown) == width or "\u200d" in shown
        for offset in range(line.start, line.end):
            cell = wrap.cells_before(text, line.start, offset, line.gaps)
            if wrap.cells_before(text, offset, offset + 1):
                found = wrap.offset_at(text, line.start, line.end, cell, line.gaps)
                assert wrap.cut_before(text, offset) == found


@examples(60)
@given(texts, kinds, st.integers(20, 120), st.integers(0, 900), st.lists(st.integers(0, 900), max_size=6))
def test_lines_are_the_same_wherever_the_page_is_begun(
    text: str, of: list[str], width: int, at: int, asked: list[int]
) -> None:
    made = article(text, blocks_of(text, of))
    whole, begun = (Layout(Sheet(made), Setting(width), place) for place in (0, at))
    for offset in asked:
        line = begun.line(begun.line_of(min(offset, len(text))))
        assert line == whole.line(whole.line_of(min(offset, len(text))))
    assert begun.lines == whole.lines and begun.behind - begun.first == len(whole.lines)
    assert begun.line(begun.first - 1) is None is begun.line(begun.behind)
    assert begun.clamped(-9999, 20) == begun.first
    assert begun.clamped(9999, 20) == max(begun.first, begun.behind - 20)


def test_a_far_place_is_shown_without_what_lies_between() -> None:
    text = "\n\n".join(["Das Schiff liegt am Kai und wartet auf die Ladung. " * 8] * 2000)
    page = Layout(Sheet(article(text, blocks_of(text, ["paragraph"]))), Setting(72), 700_000)
    number = page.line_of(700_000)
    assert page.line(number).start <= 700_000 < page.line(number).end and not page.is_near(100_000)
    assert len(page._lines) < 50 and abs(page.sheet.share(700_000) - 700_000 / len(text)) < 0.01


def test_words_are_parted_by_the_language_and_never_where_no_syllable_ends() -> None:
    german, english = hyphens("de"), hyphens("en")
    assert german and english and hyphens("tlh") is None is hyphens(None)
    assert german("Hafenverwaltung") == (2, 5, 8, 11) and english("international") == (2, 5, 7)
    assert german("NATO-Rat") == german("kurz") == german("GmbHGesellschaft") == ()
    assert sure("hafenarbeit", [2, 4, 5, 6, 7]) == [2]


def test_the_patterns_are_read_as_pyphen_reads_them() -> None:
    import pyphen

    from reader.tui.hyphens import _Lazy

    path = pyphen.LANGUAGES["en_US"]
    ours, theirs = _Lazy(path), pyphen.HyphDict(path)
    for word in ("hyphenation", "representative", "government", "committee", "table"):
        assert ours.positions(word) == theirs.positions(word)


def test_gaps_are_even_and_a_line_of_few_words_stays_ragged() -> None:
    flat = "aaa bbb ccc ddd"
    assert sum(cells for _, cells in typeset.spread(flat, 0, len(flat), 4)) == 4
    assert {cells for _, cells in typeset.spread(flat, 0, len(flat), 3)} == {1}
    assert typeset.spread(flat, 0, len(flat), 9) == () == typeset.spread("aaa", 0, 3, 2)
    assert "paragraph" in FLOWING and typeset.spaced("a b", 10, ((11, 2), (40, 1))) == "a   b"


def test_rows_of_a_table_stand_in_columns() -> None:
    table, bars = "Hafen\tTonnen\nSund\t1.200\nWestfeld\t90", "Schiff|Kai|1\nKran|Ostkai|22"
    made = article(table, [("table", 0, len(table))])
    lines = Layout(Sheet(made), Setting(40)).lines
    expected = ["Hafen     Tonnen", "Sund       1.200", "Westfeld      90"]
    assert [drawn(table, line, 40, made) for line in lines[:3]] == expected
    gaps = columns(bars, [(0, len(bars))], 40)
    assert typeset.spaced(bars, 0, gaps).split("\n") == ["Schiff|Kai   | 1", "Kran  |Ostkai|22"]
    assert columns(table, [(0, len(table))], 12) == ()


async def test_justified_text_is_a_choice_that_is_remembered(tmp_path: Path, opened: Callable[..., Any]) -> None:
    words = (
        "Die Hafenverwaltung genehmigte gestern die Zusammenarbeit mit den Wasserstandsmeldungen der Nachbarländer. "
    )
    path = corpus_of(tmp_path / "set.db", "Bericht über die Häfen\n\n01.02.2020\n\n" + words * 12)
    async with opened(path) as app:
        await app.press("enter", "B")
        prose, shown = app.place.prose, app.screen_text()
        assert "Lines fill the column" in app.foot() and chosen.load().justified
        assert any(line.hyphen for line in prose.page.lines) and any(line.gaps for line in prose.page.lines)
        assert "-\n" in "\n".join(line.rstrip() + "\n" for line in shown.splitlines())
        await app.press("y")
        assert (words * 12).strip() in app.app.clipboard
        await app.press("/", *"Zusammenarbeit", "enter")
        assert len(prose.shown.hits) == 12
        await app.press("B")
        assert "Lines are ragged" in app.foot() and not any(line.gaps for line in prose.page.lines)


@pytest.mark.parametrize("justified", [False, True])
async def test_the_first_word_stays_through_any_sizes(
    justified: bool, tmp_path: Path, opened: Callable[..., Any]
) -> None:
    words = "\n\n".join(
        f"Absatz {n} über Genehmigungen und Wasserstandsmeldungen im Hafen von Westfeld. " * 4 for n in range(60)
    )
    path = corpus_of(tmp_path / "place.db", "Bericht über die Häfen\n\n01.02.2020\n\n" + words)
    async with opened(path) as app:
        await app.press("enter", *"B" * justified, *["space"] * 4, "j")
        place = app.place.prose.place
        for size in ((41, 17), (200, 50), (24, 9), (300, 70), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            prose = app.place.prose
            line = prose.page.line(prose.top)
            assert prose.place == place and line.start <= place < max(line.end, line.start + 1)
        for key in ("+", "+", "-", "=", "B", "z", "z"):
            await app.press({"+": "plus", "-": "minus"}.get(key, key))
            line = app.place.prose.page.line(app.place.prose.top)
            assert app.place.prose.place == place and line.start <= place < max(line.end, line.start + 1)
