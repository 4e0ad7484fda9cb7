"""Tables whose cells are set apart by tabs, and cards: boxes that show another story within the text."""

from __future__ import annotations

import re
from itertools import groupby

from reader.structure import looks
from reader.structure.lines import Unit

ROWS = 2
"""Lines with tabs in a row that make a table."""


def tell(text: str, units: list[Unit]) -> None:
    """Names lines with tabs tables where they stand together and hold numbers."""
    rows = groupby(units, key=lambda u: not u.fixed and len(u.text) <= 400 and "\t" in text[u.start : u.end])
    for tabbed, group in rows:
        run = list(group)
        if tabbed and len(run) >= ROWS and 2 * sum(any(c.isdigit() for c in u.text) for u in run) >= len(run):
            for unit in run:
                unit.kind, unit.why = "table", "tab"


def tell_scores(units: list[Unit]) -> None:
    """Names lines that give the result of a match tables where they stand together."""
    for scored, group in groupby(units, key=lambda u: u.kind in ("short", "prose") and _is_score(u.text)):
        run = list(group)
        if scored and len(run) >= SCORES:
            for unit in run:
                unit.kind, unit.why = "table", "tab"


def _is_score(text: str) -> bool:
    return len(text) <= SCORE and text[-1] in _SCORE_ENDS and _SCORE.fullmatch(text) is not None


SCORE = 110
"""Characters of the result of a match, at most."""
_SCORE_ENDS = frozenset("0123456789).*")
SCORES = 3
"""Results of matches in a row that make a table."""
_SCORE = re.compile(
    r"[^\W\d_a-z][\w.'’& -]{2,30}\s[-–:]\s[\w.'’& -]{2,30}\s\d{1,3}\s?[:-]\s?\d{1,3}(?:\s?\([^()]{3,30}\))?[.*]?"
)
CARD = 260
"""Characters of the paragraphs of a card, at most."""


def tell_cards(units: list[Unit]) -> None:
    """Names cards: lines between two blank ones that begin with a title and end with more short lines."""
    at = 0
    groups: list[list[Unit]] = []
    for at, unit in enumerate(units):
        if unit.gap or not at:
            groups.append([])
        groups[-1].append(unit)
    for before, group, after in zip(groups, groups[1:], groups[2:]):
        if _is_full(before[-1]) and _is_full(after[0]) and _is_card(group):
            for unit in group:
                unit.kind, unit.why = "boilerplate", "card"


def _is_full(unit: Unit) -> bool:
    return unit.kind == "prose" and not unit.why and looks.has_end(unit.text)


def _is_card(group: list[Unit]) -> bool:
    prose = [u for u in group if u.kind == "prose"]
    begins = group[0].kind == "short" and not group[0].fixed
    ends = group[-1].kind in ("short", "boilerplate", "navigation", "byline", "date")
    return begins and ends and len(group) >= 3 and len(prose) == 1 and len(prose[0].text) <= CARD
