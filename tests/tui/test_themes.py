"""Every ink can be read on every ground it can lie on, in each theme, and none differs from others by colour alone."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color

from reader.tui import palettes, themes
from tests.terminal import Terminal

PALETTES = {"dark": palettes.DARK, "light": palettes.LIGHT, "sepia": palettes.SEPIA, "contrast": palettes.CONTRAST}
ENTITIES = ("entity-per", "entity-loc", "entity-org", "entity-misc")
HIGHLIGHTS = tuple(f"highlight-{n}" for n in range(1, 5))
OWN_GROUND = {fore for fore, back, _ in themes.INKS.values() if fore and back}
GROUNDS = ("ground", "ink-cursor", *HIGHLIGHTS)
DISTANCE, OF_TRITANOPES = 20, 12
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SEEN = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour: str) -> list[float]:
    return [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in Color.parse(colour).rgb)
    ]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _times(matrix: Any, vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _lab(linear: list[float]) -> tuple[float, float, float]:
    matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    x, y, z = (v / sum(row) for v, row in zip(_times(matrix, [min(1, max(0, c)) for c in linear]), matrix, strict=True))
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("name", PALETTES)
def test_contrast_is_at_least_four_and_a_half(name: str) -> None:
    colours, least = PALETTES[name], 7.0 if name == "contrast" else 4.5
    alone = {fore for fore, back, _ in themes.INKS.values() if fore and not back} | {"ink"}
    assert set(ENTITIES) < alone
    pairs = {(fore, ground) for fore in alone for ground in GROUNDS}
    pairs |= {(fore, back) for fore, back, _ in themes.INKS.values() if fore and back}
    pairs |= {("ink-over", ground) for ground in HIGHLIGHTS}
    low = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in low.items() if value < least} == {}


@pytest.mark.parametrize("name", PALETTES)
def test_a_highlight_can_be_told_from_the_ground(name: str) -> None:
    colours = PALETTES[name]
    for one, other in combinations(("ground", *HIGHLIGHTS), 2):
        assert math.dist(_lab(_linear(colours[one])), _lab(_linear(colours[other]))) > 8, (one, other)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("whose", SEEN)
def test_colours_of_names_are_told_apart_by_those_too_who_do_not_see_all_colours(name: str, whose: str) -> None:
    seen = [_lab(_times(SEEN[whose], _linear(PALETTES[name][entity]))) for entity in ENTITIES]
    nearest = min(math.dist(one, other) for one, other in combinations(seen, 2))
    assert nearest >= (OF_TRITANOPES if whose == "tritanopes" else DISTANCE)


@pytest.mark.parametrize(
    "theme", [name for name in themes.NAMES if name.startswith("reader") and name != "reader-plain"]
)
@pytest.mark.parametrize("entity", ["per", "loc", "org", "misc"])
@pytest.mark.parametrize("highlight", range(1, 5))
def test_a_name_in_a_highlight_keeps_its_colour_and_its_line(theme: str, entity: str, highlight: int) -> None:
    inks = themes.inks(theme, False, themes.LOOKS[theme].dark)
    both = inks[entity] + inks[f"colour-{highlight}"]
    assert both.color == inks[entity].color and both.bgcolor == inks[f"colour-{highlight}"].bgcolor
    assert (both.bold, both.italic, both.underline) == (inks[entity].bold, inks[entity].italic, inks[entity].underline)


def test_all_palettes_have_the_same_colours() -> None:
    assert {frozenset(look.colours) for look in themes.LOOKS.values()} == {frozenset(palettes.DARK)}


def test_every_theme_has_a_command() -> None:
    from reader.tui.commands import COMMANDS
    from reader.tui.doing import looking

    chosen: list[str] = []
    for command in COMMANDS:
        if command.do.startswith("looking:theme") or command.name.startswith("theme-"):
            looking._choose, kept = (lambda _, name: chosen.append(name)), looking._choose
            try:
                command.action()(None)
            finally:
                looking._choose = kept
    assert sorted(chosen) == sorted(themes.NAMES)


def test_types_of_names_differ_without_colour() -> None:
    signs = {themes.INKS[kind][2] for kind in ("per", "loc", "org", "misc")}
    assert len(signs) == 4 and "" not in signs


def test_without_colours_every_state_has_a_weight_or_a_line() -> None:
    inks = themes.inks(themes.NO_COLOUR, True, True)
    assert {style.color.name for style in inks.values() if style.color} <= {"default"}
    for ink in ("hit", "hit-here", "stop", "match", "error", "new", "gone", *(f"colour-{n}" for n in range(1, 5))):
        style = inks[ink]
        assert style.bold or style.underline or style.reverse or style.strike, ink
    assert inks["hit"] != inks["hit-here"] != inks["stop"] != inks["colour-1"]


@pytest.mark.parametrize(
    ("term", "colorterm", "ansi"), [("linux", "", True), ("xterm-256color", "", False), ("linux", "truecolor", False)]
)
def test_a_terminal_with_few_colours_keeps_its_own(
    monkeypatch: pytest.MonkeyPatch, term: str, colorterm: str, ansi: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    assert (themes.suited() == themes.TERMINAL_DARK_NAME) is ansi


def test_a_theme_chosen_before_holds_unless_no_colours_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert themes.chosen("reader-sepia") == "reader-sepia" and themes.chosen("gone") == themes.chosen(None)
    monkeypatch.setenv("NO_COLOR", "1")
    assert themes.chosen("reader-sepia") == themes.NO_COLOUR


_COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("wanted", [True, False])
def test_no_color_is_obeyed(wanted: bool, small: Path) -> None:
    command = [sys.executable, "-m", "reader", "--corpus", str(small)]
    with Terminal(command, environment={} if wanted else {"NO_COLOR": "1"}) as terminal:
        terminal.wait("Getreide")
        for keys, shown in (("j", ""), ("\r", "Tab names"), ("\t", "Enter all about it"), ("?q/der\r", "")):
            terminal.press(keys)
            terminal.wait(shown)
        assert (_COLOUR.search(terminal.raw) is not None) is wanted
        assert b"\x1b[0;7m" in terminal.raw or b";7" in terminal.raw or b"[7m" in terminal.raw


async def test_the_terminal_cursor_is_on_the_line_that_is_read(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        seen = []
        for _ in range(3):
            seen.append(app.app.cursor_position.y)
            line = app.screen_text().split("\n")[app.app.cursor_position.y]
            assert "▌" in line
            await app.press("j")
        assert seen == sorted(set(seen))
        await app.press("g", "j", "enter")
        await app.press("tab")
        first = app.app.cursor_position.y
        stop = app.place.prose.stopped_at()
        words = app.place.prose.article.text[stop.start : stop.end]
        assert words in app.screen_text().split("\n")[first]
