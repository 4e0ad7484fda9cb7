"""Wrapping: joined lines give back the text, and no line is wider than it may be."""

from __future__ import annotations

import time

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.hyphens import hyphens
from reader.tui.paint import plain
from reader.tui.wrap import is_plain, source_lines, wrap

texts = st.text(
    st.sampled_from("ab cdeß-„“ \u0308\u200d\xad한漢👩🏽‍🚀é\ufe0f❤ \u2028")
    | st.characters(exclude_categories=["Cc", "Cs"]),
    max_size=400,
)


@given(texts, st.integers(2, 90))
@example("❤\ufe0f" * 40, 5)
@example("👩‍👩‍👧‍👦" * 30, 7)
@example("-" * 100, 9)
def test_joined_lines_give_back_the_text_and_fit(text: str, width: int) -> None:
    lines = wrap(text, 0, len(text), width, is_plain(text))
    assert "".join(text[start:end] for start, end in lines) == text
    for start, end in lines:
        assert start < end
        assert cell_len(plain(text[start:end]).rstrip()) <= max(width, 2)


@given(st.text("ab cd-", max_size=400), st.integers(2, 40))
def test_both_ways_of_wrapping_agree_on_plain_text(text: str, width: int) -> None:
    assert wrap(text, 0, len(text), width, True) == wrap(text, 0, len(text), width, False)


def test_breaks_at_blanks_and_after_hyphens_of_long_words() -> None:
    def broken(text: str, width: int) -> list[str]:
        return [text[start:end] for start, end in wrap(text, 0, len(text), width, True)]

    assert broken("eins zwei drei", 9) == ["eins ", "zwei drei"] or broken("eins zwei drei", 9) == [
        "eins zwei ",
        "drei",
    ]
    assert broken("a Donaudampfschiffahrts-Gesellschaft", 26) == ["a Donaudampfschiffahrts-", "Gesellschaft"]
    assert broken("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_line_whose_last_cell_is_a_blank_ends_there() -> None:
    flat = "Lawrow lobte Ri in Moskau"
    lines = wrap(flat, 0, len(flat), 13, True, hyphens("de"))
    assert [flat[start:end] for start, end in lines] == ["Lawrow lobte ", "Ri in Moskau"]


def test_a_joined_emoji_is_not_parted() -> None:
    family = "👩‍👩‍👧‍👦"
    text = "a" * 7 + family * 3
    for start, _ in wrap(text, 0, len(text), 10, False):
        assert start < 7 or (start - 7) % len(family) == 0


@given(st.text("ab \n", max_size=300), st.booleans())
def test_source_lines_are_gapless(text: str, flow: bool) -> None:
    assert "".join(text[start:end] for start, end in source_lines(text, 0, len(text), flow)) == text


def test_mail_lines_flow_and_short_lines_stay() -> None:
    text = "w" * 60 + "\n" + "w" * 60 + "\nshort\nlines\n" + "long " * 60 + "\nend"
    assert len(source_lines(text, 0, len(text), True)) == 5 - 1
    assert len(source_lines(text, 0, len(text), False)) == 6


def test_five_megabytes_and_a_line_of_one_megabyte_wrap_at_once() -> None:
    prose = "Ein Satz mit fünf Wörtern steht hier. " * 130_000
    for text in (prose, "x" * 1_000_000, "漢" * 300_000, " " * 1_000_000):
        begin = time.perf_counter()
        assert wrap(text, 0, len(text), 72, is_plain(text))
        assert time.perf_counter() - begin < 2
