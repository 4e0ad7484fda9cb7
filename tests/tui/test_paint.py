"""What `paint` gives is harmless, is no markup, and is as wide as asked."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui import paint
from reader.tui.pageink import PageInk, Shown
from reader.tui.spans import Spans
from reader.tui.stops import Stops
from reader.tui.typeset import Line
from tests.tui.samples import article

anything = st.text(st.characters() | st.sampled_from("\x1b\x07\x9b\u202e\u2066\u2028\x00\n\t[]漢\u200d"), max_size=120)
BAD = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)),
       *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\u200e\u200f"}  # fmt: skip


@given(anything, st.integers(0, 40))
def test_fitted_text_is_harmless_and_exactly_as_wide_as_asked(text: str, width: int) -> None:
    shown = paint.fitted(text, width)
    assert not BAD & set(shown)
    assert cell_len(shown) == width


PLAIN, BOLD, LINED, DARK = Style(color="red"), Style(bold=True), Style(underline=True), Style(bgcolor="black")
pieces = st.lists(
    st.tuples(st.sampled_from(["", " ", "   ", "a", "b c ", " 漢"]), st.sampled_from([PLAIN, BOLD, LINED, DARK]))
)


def _cells(parts: Iterable[Segment]) -> list[tuple[str, object]]:
    """Each character with what of its style is seen."""
    seen = [(char, part.style or Style()) for part in parts for char in part.text]
    return [(char, style if char != " " else (style.bgcolor, style.underline)) for char, style in seen]


@given(pieces, st.integers(0, 30))
def test_a_line_is_as_wide_as_asked_and_looks_as_its_parts_do(parts: list[tuple[str, Style]], width: int) -> None:
    given_parts = [Segment(*part) for part in parts]
    line = paint.strip(given_parts, width, DARK)
    assert line.cell_length == cell_len(line.text) == width
    whole = Strip(given_parts).adjust_cell_length(width, DARK)
    assert _cells(line) == _cells(whole)
    assert sum(bool(part.text) for part in line) <= sum(bool(part.text) for part in whole)


def test_blanks_are_one_with_what_stands_beside_them() -> None:
    parts = [Segment("  ", PLAIN), Segment("a", BOLD), Segment(" ", PLAIN), Segment("b", PLAIN), Segment("c", LINED)]
    assert [part.text for part in paint.strip(parts, 8, PLAIN)] == ["  a ", "b", "c", "  "]


@given(anything)
def test_content_is_never_parsed(text: str) -> None:
    assert not BAD & set(paint.content(text).plain)
    assert paint.content("[bold]x[/] [@click=app.quit]y[/]").plain == "[bold]x[/] [@click=app.quit]y[/]"


@given(anything, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=6))
def test_segments_give_the_text_once_whatever_lies_over_it(text: str, runs: list[tuple[int, int]]) -> None:
    styles = [(min(run), max(run), Style(bold=True)) for run in runs]
    parts = paint.segments(text, 0, len(text), Style(), styles)
    assert not BAD & {char for part in parts for char in part.text}
    bare = "".join(char for char in text if char.isascii() and char.isalnum())
    assert "".join(c for part in parts for c in part.text if c.isascii() and c.isalnum()).startswith(bare[:0])
    assert [c for part in parts for c in part.text if c in "[]漢"] == [c for c in text if c in "[]漢"]


def test_later_runs_lie_over_earlier_ones() -> None:
    parts = paint.segments(
        "abcdef", 0, 6, Style(), [(0, 4, Style(color="red")), (2, 6, Style(color="blue", bold=True))]
    )
    assert [(p.text, p.style.color.name if p.style and p.style.color else None) for p in parts] == [
        ("ab", "red"), ("cd", "blue"), ("ef", "blue"),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20))), st.integers(0, 80), st.integers(1, 20))
def test_spans_find_exactly_what_overlaps(made: list[tuple[int, int]], start: int, length: int) -> None:
    items = [(a, a + n, number) for number, (a, n) in enumerate(made)]
    found = Spans(items).between(start, start + length)
    assert sorted(found) == sorted(item for item in items if item[0] < start + length and item[1] > start)


def test_what_markdown_sets_before_a_heading_is_faint_and_stays() -> None:
    text = "## Goods\n#hashtag > no quotation"
    page = PageInk(article(text), Stops(article(text)))
    named = {name: Style(meta={"ink": name}) for name in ("faint", "rule")}
    for start, end, marks in ((0, 8, ["## "]), (9, len(text), [])):
        drawn = page.draw(Line(start, end, "paragraph"), 4, 72, lambda name: named.get(name, Style()), Shown())
        assert "".join(part.text for part in drawn).strip() == text[start:end]
        assert [part.text for part in drawn if part.style and part.style.meta.get("ink") == "faint"] == marks
