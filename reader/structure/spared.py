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
    for unit in units:
        if unit.text in captions and unit.kind in ("prose", "short") and not unit.fixed and not unit.stated:
            unit.kind, unit.why = "caption", "again"


_TELLING = 30
"""Characters of a caption that nothing else would have, too."""


def spare_head(units: list[Unit]) -> None:
    """A first line that calls itself a video, and is followed by text, leads to nothing else: it is the head."""
    if len(units) > 1 and units[0].why == "read_also" and ": " in units[0].text and units[1].kind == "prose":
        units[0].kind, units[0].why = "short", ""


def spare_text(units: list[Unit]) -> None:
    """Where nothing but captions would be left of an article, the longest of them is its text."""
    captions = [u for u in units if u.kind == "caption" and u.why != "note" and not u.fixed and _TOLD.search(u.text)]
    captions = [u for u in captions if not credits.tells_place(u.text)]
    if captions and not any(u.kind == "prose" or u.fixed for u in units):
        longest = max(captions, key=lambda unit: len(unit.text))
        longest.kind, longest.why = "prose", ""


_TOLD = re.compile(r".{80,}[.!?»“”\"]$")
