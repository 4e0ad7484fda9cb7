"""The colours of all inks in each theme (data). Names beginning with ``ansi_`` are the terminal's own.

Texts stand out from every ground they can lie on by 4.5 to 1 at least (7 to 1 in the one of high contrast), and the
colours of names from each other by 20 in CIELAB at least, also for those who cannot see red or green.
"""

from __future__ import annotations

Palette = dict[str, str]

DARK: Palette = {
    "ground": "#15181d", "ink": "#d5d8dc", "ink-strong": "#f2f3f4", "ink-quiet": "#aeb6bf", "ink-faint": "#a4adb7",
    "ink-accent": "#e2b86b", "ink-cursor": "#242a32", "ink-error": "#ff9c8f", "ink-good": "#9ccf8f",
    "entity-per": "#89c0fc", "entity-loc": "#afefbe", "entity-org": "#d292b0", "entity-misc": "#e4c373",
    "ink-hit": "#5a4a12", "ink-hit-here": "#e2b86b", "ink-on-hit": "#15181d", "ink-over": "#f2f3f4",
    "highlight-1": "#3f370f", "highlight-2": "#173f2b", "highlight-3": "#4a2432", "highlight-4": "#1f3a56",
}  # fmt: skip
LIGHT: Palette = {
    "ground": "#faf7f0", "ink": "#2c2f33", "ink-strong": "#0e1012", "ink-quiet": "#565d64", "ink-faint": "#596067",
    "ink-accent": "#7d5200", "ink-cursor": "#ece5d6", "ink-error": "#a8231a", "ink-good": "#2b6421",
    "entity-per": "#1161a7", "entity-loc": "#045836", "entity-org": "#5e085b", "entity-misc": "#825309",
    "ink-hit": "#ffe79a", "ink-hit-here": "#7d5200", "ink-on-hit": "#faf7f0", "ink-over": "#0e1012",
    "highlight-1": "#fff0a8", "highlight-2": "#cdeed6", "highlight-3": "#f8d5e0", "highlight-4": "#d3e4f7",
}  # fmt: skip
SEPIA: Palette = {
    "ground": "#f4ecd8", "ink": "#43341f", "ink-strong": "#241a0c", "ink-quiet": "#625338", "ink-faint": "#64563c",
    "ink-accent": "#7a4a00", "ink-cursor": "#e9dcc0", "ink-error": "#9c2012", "ink-good": "#2f5d1c",
    "entity-per": "#065ca1", "entity-loc": "#0b5133", "entity-org": "#610a54", "entity-misc": "#7d4a06",
    "ink-hit": "#f7d77a", "ink-hit-here": "#7a4a00", "ink-on-hit": "#f4ecd8", "ink-over": "#241a0c",
    "highlight-1": "#f7e08e", "highlight-2": "#d3e3b5", "highlight-3": "#f2cdb8", "highlight-4": "#cfdce0",
}  # fmt: skip
CONTRAST: Palette = {
    "ground": "#000000", "ink": "#ffffff", "ink-strong": "#ffffff", "ink-quiet": "#e0e0e0", "ink-faint": "#d0d0d0",
    "ink-accent": "#ffd75f", "ink-cursor": "#1f1f1f", "ink-error": "#ffb3a8", "ink-good": "#8ff08f",
    "entity-per": "#a0b6fd", "entity-loc": "#75e9a1", "entity-org": "#ffafd7", "entity-misc": "#fdcf6f",
    "ink-hit": "#4d4000", "ink-hit-here": "#ffd75f", "ink-on-hit": "#000000", "ink-over": "#ffffff",
    "highlight-1": "#302900", "highlight-2": "#00301a", "highlight-3": "#3f0c22", "highlight-4": "#0b2747",
}  # fmt: skip
TERMINAL: Palette = {
    "ground": "ansi_default", "ink": "ansi_default", "ink-strong": "ansi_default", "ink-quiet": "ansi_default",
    "ink-faint": "ansi_default", "ink-accent": "ansi_yellow", "ink-cursor": "ansi_default", "ink-error": "ansi_red",
    "ink-good": "ansi_green", "entity-per": "ansi_cyan", "entity-loc": "ansi_green", "entity-org": "ansi_magenta",
    "entity-misc": "ansi_yellow", "ink-hit": "ansi_yellow", "ink-hit-here": "ansi_yellow", "ink-on-hit": "ansi_black",
    "ink-over": "ansi_black", "highlight-1": "ansi_yellow", "highlight-2": "ansi_green",
    "highlight-3": "ansi_magenta", "highlight-4": "ansi_cyan",
}  # fmt: skip
TERMINAL_LIGHT: Palette = {
    **TERMINAL, "ink-accent": "ansi_blue", "entity-per": "ansi_blue", "entity-misc": "ansi_red",
}  # fmt: skip
NONE: Palette = dict.fromkeys(DARK, "ansi_default")
"""No colours at all: what differs does so by weight, line or reversal."""
