"""Themes: dark, light, sepia, of high contrast, the terminal's own sixteen colours, and none at all.

Each gives the colours of all inks (`palettes`); the stylesheet knows them as variables.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from reader.tui.palettes import CONTRAST, DARK, LIGHT, NONE, SEPIA, TERMINAL, TERMINAL_LIGHT, Palette


class Look(NamedTuple):
    """A theme: its colours, and whether its ground is dark."""

    colours: Palette
    dark: bool


READER_DARK, READER_LIGHT, READER_SEPIA, HIGH_CONTRAST = (
    "reader-dark",
    "reader-light",
    "reader-sepia",
    "reader-contrast",
)
TERMINAL_DARK_NAME, TERMINAL_LIGHT_NAME, NO_COLOUR = "ansi-dark", "ansi-light", "reader-plain"
LOOKS = {
    READER_DARK: Look(DARK, True), READER_LIGHT: Look(LIGHT, False), READER_SEPIA: Look(SEPIA, False),
    HIGH_CONTRAST: Look(CONTRAST, True), TERMINAL_DARK_NAME: Look(TERMINAL, True),
    TERMINAL_LIGHT_NAME: Look(TERMINAL_LIGHT, False), NO_COLOUR: Look(NONE, True),
}  # fmt: skip
NAMES = tuple(LOOKS)


_CURSORS = {"input-cursor-text-style": "reverse", "block-cursor-text-style": "bold reverse"}


def _theme(name: str, look: Look) -> Theme:
    colours = look.colours
    accent, ground, surface = colours["ink-accent"], colours["ground"], colours["ink-cursor"]
    ansi = ground == "ansi_default"
    beside = {**BUILTIN_THEMES[TERMINAL_DARK_NAME].variables, **_CURSORS} if ansi else {}
    return Theme(
        name=name, primary=accent, secondary=colours["entity-per"], accent=accent, warning=accent,
        error=colours["ink-error"], success=colours["ink-good"], foreground=colours["ink"], background=ground,
        surface=ground, panel=surface, dark=look.dark, variables=beside | colours, ansi=ansi,
    )  # fmt: skip


OWN = tuple(_theme(name, look) for name, look in LOOKS.items() if not name.startswith("ansi"))
"""The themes that Textual does not have."""


def variables(theme: Theme) -> Palette:
    """The colours of our inks in any theme: its own, or ours for a dark or a light one."""
    if theme.name in LOOKS:
        return LOOKS[theme.name].colours
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
    "em": (None, None, "italic"), "struck": (None, None, "strike"), "code": ("ink-strong", "ink-cursor", ""),
    "stop": (None, None, "reverse"), "hit": ("ink-over", "ink-hit", "underline"),
    "hit-here": ("ink-on-hit", "ink-hit-here", "bold"),
    "per": ("entity-per", None, "underline"), "loc": ("entity-loc", None, "italic"),
    "org": ("entity-org", None, "bold"), "misc": ("entity-misc", None, "italic underline"),
    **{f"doubtful-{kind}": (f"entity-{kind}", None, "") for kind in ("per", "loc", "org", "misc")},
    "dash": (None, None, "underline"), "selected": ("ink", "ground", "reverse"),
    **{f"colour-{n}": (None, f"highlight-{n}", "") for n in range(1, 5)},
}  # fmt: skip
_LIT = {f"colour-{n}": ("ink-over", f"highlight-{n}", "") for n in range(1, 5)}
"""Highlights in the terminal's own colours, of which nobody knows which can be read on which: they bring their own."""
_BARE = {
    **{f"colour-{n}": (None, None, "reverse") for n in range(1, 5)},
    "hit": (None, None, "bold underline"), "hit-here": (None, None, "bold reverse underline"),
    "stop": (None, None, "bold reverse"), "selected": (None, None, "bold reverse underline"),
    "cursor": (None, None, "bold"),
}  # fmt: skip
"""What no colour can tell is told by weight, line and reversal."""


@lru_cache(maxsize=8)
def inks(theme: str, ansi: bool, dark: bool) -> dict[str, Style]:
    """The styles of all inks in a theme. They are made here and not by the stylesheet, which takes 10 ms for it."""
    known = variables(Theme(name=theme, primary="black", ansi=ansi, dark=dark))
    special = _BARE if known is NONE else _LIT if ansi else {}

    def colour(name: str | None) -> str | None:
        return Color.parse(known[name]).rich_color.name if name else None

    return {ink: Style.parse(weight) + Style(color=colour(fore), bgcolor=colour(back))
            for ink, (fore, back, weight) in {**INKS, **special}.items()}  # fmt: skip


def suited() -> str:
    """The theme to begin with: ours, where the terminal has the colours for it."""
    few = os.environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi", "xterm", "xterm-16color", "screen")
    return TERMINAL_DARK_NAME if few and not os.environ.get("COLORTERM") else READER_DARK


def chosen(kept: str | None) -> str:
    """The theme to show: none of colours where none are wanted, else the one chosen before, else what suits."""
    return NO_COLOUR if no_colour() else kept if kept in NAMES else suited()


def no_colour() -> bool:
    """Whether the person wants no colours in any program (https://no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))
