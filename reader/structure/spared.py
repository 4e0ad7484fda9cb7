"""What is mended when all lines have been looked at: words of a picture that stand twice, a head, a text at all."""

from __future__ import annotations

import re

from reader.structure import credits
from reader.structure.lines import Unit


def tell_again(units: list[Unit]) -> None:
    """What stands once more is a caption wherever it is one: pages repeat the words for a picture."""
    told = [u.text for u in units if u.kind == "caption"]
    told += [a.text for a, b, c in zip(units, units[1:], units[2:]) if a.text == b.text and c.kind == "credit"]
    captions = {said for said in told if len(said) >= _TELLING}
    for unit, after in zip(units, [*units[1:], None]):
        heads = unit is units[0] and after is not None and after.kind in ("date", "byline")
        if heads or unit.fixed or unit.stated:
            continue  # Pages tell of the picture by the title, too.
        if unit.text in captions and unit.kind in ("prose", "short"):
            unit.kind, unit.why = "caption", "again"


_TELLING = 30
"""Characters of a caption that nothing else would have, too."""


WORDS = 5
"""Blanks in a first line that says more than that other stories follow (``Aktuelles aus dem Rat vom Mai``)."""


def spare_head(units: list[Unit]) -> None:
    """A first line that calls itself a video, and is followed by text, leads to nothing else: it is the head."""
    if len(units) < 2 or units[0].why != "read_also" or units[1].kind != "prose" or units[0].text.endswith(":"):
        return
    if ": " in units[0].text or units[0].text.count(" ") >= WORDS:
        units[0].kind, units[0].why = "short", ""


def spare_text(units: list[Unit]) -> None:
    """Where nothing but captions would be left of an article, the longest of them is its text."""
    captions = [u for u in units if u.kind == "caption" and u.why != "note" and not u.fixed and _TOLD.search(u.text)]
    captions = [u for u in captions if not credits.tells_place(u.text)]
    if captions and not any(u.kind == "prose" or u.fixed for u in units):
        longest = max(captions, key=lambda unit: len(unit.text))
        longest.kind, longest.why = "prose", ""


_TOLD = re.compile(r".{80,}[.!?»“”\"]$")
