"""What is seen once all lines of a page are judged: a heading unlike the others, a lead that says the title again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from reader.records import BODY_KINDS
from reader.structure import heads
from reader.structure.linefeatures import Said
from reader.structure.lines import Unit

TOLD = 0.7
"""Probability of body from which on a line is no text of a picture, though a credit stands below it."""
SURELY_TOLD = 0.9
"""The same for a line of prose, whatever stands beside it."""
ITEMS, ITEM, LISTED = 3, 100, 0.35
"""Lines of so few characters that are a list, and their mean probability of body from which on they are."""
HEADS = 0.4
"""Probability of being a heading below which a line that the rules call so is what else it is likeliest."""
HIDES, OVER = 0.75, 60
"""The probability of being no part of the article below which a heading of a short page is shown over a text of so many
characters."""
LABELLED = 0.9
"""Probability of being a heading from which on a line may be the only one of them with a colon."""
TITLED = 0.6
"""Probability of being part of the head from which on what the rules call a lead is the title in other words."""


class Chances(NamedTuple):
    """The probabilities of the labels of a line, in their order."""

    body: float
    page: float
    head: float
    caption: float
    heading: float


def show_listed(units: list[Unit], found: Sequence[Chances]) -> None:
    """Shows short lines in a row amid the text that are together likely the items of a list without its marks."""
    first, last = _ends_of_text(units)
    for open_, group in groupby(range(first, last), key=lambda i: _may_be_item(units[i])):
        row = list(group)
        hidden = sum(units[i].kind != "heading" for i in row)
        likely = sum(found[i].body for i in row) / len(row)
        if open_ and len(row) >= ITEMS and 2 * hidden > len(row) and likely >= LISTED:
            for i in row:
                units[i].kind = "list"


def _ends_of_text(units: Sequence[Unit]) -> tuple[int, int]:
    """The places of the first and the last paragraph."""
    text = [i for i, unit in enumerate(units) if unit.kind in ("lead", "paragraph")]
    return (text[0], text[-1]) if text else (0, 0)


def _may_be_item(unit: Unit) -> bool:
    return unit.kind in _HIDDEN and not unit.fixed and not unit.why and len(unit.text) < ITEM


_HIDDEN = frozenset(["boilerplate", "navigation", "heading"])


def show_told(units: list[Unit], first: Sequence[Said], found: Sequence[Chances]) -> None:
    """Makes a paragraph of what was taken for the text of a picture only since it stands over its maker."""
    for unit, after, said, chances in zip(units, units[1:], first, found):
        pictured = said == ("caption", "") and unit.kind == "caption" and after.kind in _MAKERS
        if pictured and not unit.fixed and chances.body >= TOLD:
            unit.kind = "paragraph"
        if said[0] == "prose" and unit.kind == "caption" and not unit.fixed and chances.body >= SURELY_TOLD:
            unit.kind = "paragraph"


_MAKERS = frozenset(["credit", "source-note", "byline"])


def spare_headings(units: list[Unit], ruled: Sequence[str], found: Sequence[Chances]) -> None:
    """Gives back headings that were hidden though the text below them is shown, unless that is very sure."""
    over = False
    for unit, rule, chances in zip(reversed(units), reversed(ruled), reversed(found)):
        likely = chances.page < HIDES and chances.heading >= HEADS
        if rule == "heading" and unit.kind == "boilerplate" and over and likely:
            unit.kind = "heading"
        if unit.kind not in ("caption", "credit"):
            over = unit.kind in BODY_KINDS and len(unit.text) >= OVER


def hide_labelled(units: list[Unit], found: Sequence[Chances]) -> None:
    """Hides the one heading with a colon: it names another piece (``Map: …``); the headings of an article are alike."""
    labelled = [at for at in zip(units, found) if at[0].kind == "heading" and _LABEL.match(at[0].text)]
    unit, chances = labelled[0] if len(labelled) == 1 else (None, None)
    if unit and chances and not unit.fixed and chances.heading < LABELLED:
        unit.kind = other(chances)


_LABEL = re.compile(r"[^\s„“”«»\":]+(?: [^\s„“”«»\":]+)?: ")
"""A word or two before a colon, but nobody's."""


def hide_said_again(units: list[Unit], found: Sequence[Chances]) -> None:
    """Names what the rules call a lead, though it is of the head and says in other words what the title says."""
    told = next((heads.stems(unit.text) for unit in units if unit.kind == "title"), frozenset[str]())
    for unit, chances in zip(units, found):
        if unit.kind == "lead" and not unit.fixed and chances.head >= TITLED and told & heads.stems(unit.text):
            unit.kind = "duplicate-title"


def other(chances: Chances) -> str:
    """What a line is likelier that is neither body nor a heading."""
    return "caption" if chances.caption > chances.page else "boilerplate"
