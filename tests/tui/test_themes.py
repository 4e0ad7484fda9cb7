"""Every ink can be read on every ground it can lie on, and none differs from the text by colour alone."""

from __future__ import annotations

import pytest
from textual.color import Color

from reader.tui import themes

GROUNDS = ("ground", "ink-cursor")
TEXTS = ("ink", "ink-strong", "ink-quiet", "ink-faint", "ink-accent", "ink-error", "ink-good",
         "entity-per", "entity-loc", "entity-org", "entity-misc")  # fmt: skip
OVER = [("ink-over", "ink-hit"), ("ink-on-hit", "ink-hit-here"), *(("ink-over", f"colour-{n}") for n in range(1, 5))]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(Color.parse(one)), _luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour.rgb)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colours", [themes.DARK, themes.LIGHT], ids=["dark", "light"])
def test_contrast_is_at_least_four_and_a_half(colours: dict[str, str]) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + OVER
    low = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


@pytest.mark.parametrize("colours", [themes.DARK, themes.LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("entity", ["per", "loc", "org", "misc"])
def test_entities_can_be_read_on_highlights(colours: dict[str, str], entity: str) -> None:
    # The ink of a highlight lies over that of a name, and brings its own colour.
    style = themes.inks("x", False, colours is themes.DARK)
    assert style["colour-1"].color is not None and (style[entity] + style["colour-1"]).color == style["colour-1"].color


def test_all_palettes_have_the_same_colours() -> None:
    assert set(themes.DARK) == set(themes.LIGHT) == set(themes.TERMINAL) == set(themes.TERMINAL_LIGHT)


def test_types_of_names_differ_without_colour() -> None:
    signs = {themes.INKS[kind][2] for kind in ("per", "loc", "org", "misc")}
    assert len(signs) == 4 and "" not in signs


@pytest.mark.parametrize(
    ("term", "colorterm", "ansi"), [("linux", "", True), ("xterm-256color", "", False), ("linux", "truecolor", False)]
)
def test_a_terminal_with_few_colours_keeps_its_own(
    monkeypatch: pytest.MonkeyPatch, term: str, colorterm: str, ansi: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    assert (themes.suited() == themes.TERMINAL_DARK_NAME) is ansi
