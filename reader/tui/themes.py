"""Colours: a calm dark and a calm light theme, and the terminal's own sixteen.

Each gives the colours of all inks; the stylesheet knows them as variables.
"""

from __future__ import annotations

import os
from functools import lru_cache

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

DARK = {
    "ground": "#15181d", "ink": "#d5d8dc", "ink-strong": "#f2f3f4", "ink-quiet": "#9aa3ad", "ink-faint": "#8a949f",
    "ink-accent": "#e2b86b", "ink-cursor": "#242a32", "ink-error": "#ff8f80", "ink-good": "#9ccf8f",
    "entity-per": "#8cc4ff", "entity-loc": "#8fd6a3", "entity-org": "#e3a5e8", "entity-misc": "#e8c07d",
    "ink-hit": "#5a4a12", "ink-hit-here": "#e2b86b", "ink-on-hit": "#15181d", "ink-over": "#f2f3f4",
    "colour-1": "#4d4413", "colour-2": "#1d4a33", "colour-3": "#4f2a3c", "colour-4": "#233f5c",
}  # fmt: skip
LIGHT = {
    "ground": "#faf7f0", "ink": "#2c2f33", "ink-strong": "#0e1012", "ink-quiet": "#5d646b", "ink-faint": "#61676e",
    "ink-accent": "#8a5a00", "ink-cursor": "#ece5d6", "ink-error": "#a8231a", "ink-good": "#2f6b24",
    "entity-per": "#0b5394", "entity-loc": "#1d6b35", "entity-org": "#7a2a86", "entity-misc": "#84540a",
    "ink-hit": "#ffe79a", "ink-hit-here": "#8a5a00", "ink-on-hit": "#faf7f0", "ink-over": "#0e1012",
    "colour-1": "#fff0a8", "colour-2": "#cdeed6", "colour-3": "#f8d5e0", "colour-4": "#d3e4f7",
}  # fmt: skip
TERMINAL = {
    "ground": "ansi_default", "ink": "ansi_default", "ink-strong": "ansi_default", "ink-quiet": "ansi_default",
    "ink-faint": "ansi_default", "ink-accent": "ansi_yellow", "ink-cursor": "ansi_default", "ink-error": "ansi_red",
    "ink-good": "ansi_green", "entity-per": "ansi_cyan", "entity-loc": "ansi_green", "entity-org": "ansi_magenta",
    "entity-misc": "ansi_yellow", "ink-hit": "ansi_yellow", "ink-hit-here": "ansi_yellow", "ink-on-hit": "ansi_black",
    "ink-over": "ansi_black",
    "colour-1": "ansi_yellow", "colour-2": "ansi_green", "colour-3": "ansi_magenta", "colour-4": "ansi_cyan",
}  # fmt: skip
TERMINAL_LIGHT = {**TERMINAL, "ink-accent": "ansi_blue", "entity-per": "ansi_blue", "entity-misc": "ansi_red"}

READER_DARK, READER_LIGHT, TERMINAL_DARK_NAME, TERMINAL_LIGHT_NAME = (
    "reader-dark",
    "reader-light",
    "ansi-dark",
    "ansi-light",
)
NAMES = (READER_DARK, READER_LIGHT, TERMINAL_DARK_NAME, TERMINAL_LIGHT_NAME)


def _theme(name: str, colours: dict[str, str], dark: bool) -> Theme:
    accent, ground, surface = colours["ink-accent"], colours["ground"], colours["ink-cursor"]
    return Theme(
        name=name, primary=accent, secondary=colours["entity-per"], accent=accent, warning=accent,
        error=colours["ink-error"], success=colours["ink-good"], foreground=colours["ink"], background=ground,
        surface=ground, panel=surface, dark=dark, variables=colours,
    )  # fmt: skip


OWN = (_theme(READER_DARK, DARK, True), _theme(READER_LIGHT, LIGHT, False))


def variables(theme: Theme) -> dict[str, str]:
    """The colours of our inks in any theme: its own sixteen, or ours for a dark or a light one."""
    if theme.ansi:
        return TERMINAL if theme.dark else TERMINAL_LIGHT
    return DARK if theme.dark else LIGHT


# An ink: the variable of its colour, that of its background, and its weight or line. Nothing differs by colour alone.
INKS: dict[str, tuple[str | None, str | None, str]] = {
    "quiet": ("ink-quiet", None, ""), "faint": ("ink-faint", None, ""), "strong": ("ink-strong", None, "bold"),
    "accent": ("ink-accent", None, ""), "opening": ("ink-quiet", None, "italic"),
    "match": ("ink-accent", None, "bold underline"),
    "cursor": (None, "ink-cursor", ""), "error": ("ink-error", None, "bold"), "good": ("ink-good", None, ""),
    "title": ("ink-strong", None, "bold"), "heading": ("ink-accent", None, "bold"), "lead": ("ink-strong", None, ""),
    "cut": ("ink-faint", None, ""), "rule": ("ink-faint", None, ""), "note": ("ink-accent", None, ""),
    "gone": ("ink-error", None, "strike"), "new": ("ink-good", None, "bold"),
    "stop": (None, None, "reverse"), "hit": ("ink-over", "ink-hit", "underline"),
    "hit-here": ("ink-on-hit", "ink-hit-here", "bold"),
    "per": ("entity-per", None, "underline"), "loc": ("entity-loc", None, "italic"),
    "org": ("entity-org", None, "bold"), "misc": ("entity-misc", None, "italic underline"),
    **{f"doubtful-{kind}": (f"entity-{kind}", None, "") for kind in ("per", "loc", "org", "misc")},
    "dash": (None, None, "underline"),
    **{f"colour-{n}": ("ink-over", f"colour-{n}", "") for n in range(1, 5)},
}  # fmt: skip


@lru_cache(maxsize=8)
def inks(theme: str, ansi: bool, dark: bool) -> dict[str, Style]:
    """The styles of all inks in a theme. They are made here and not by the stylesheet, which takes 10 ms for it."""
    known = variables(Theme(name=theme, primary="black", ansi=ansi, dark=dark))

    def colour(name: str | None) -> str | None:
        return Color.parse(known[name]).rich_color.name if name else None

    return {ink: Style.parse(weight) + Style(color=colour(fore), bgcolor=colour(back))
            for ink, (fore, back, weight) in INKS.items()}  # fmt: skip


def suited() -> str:
    """The theme to begin with: ours, where the terminal has the colours for it."""
    few = os.environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi", "xterm", "xterm-16color", "screen")
    return TERMINAL_DARK_NAME if few and not os.environ.get("COLORTERM") else READER_DARK
