"""Whose page it is where its paper is a known one: the names in made-up pages are changed for those of real papers."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import structure, words
from reader.structure import papernames

PAGES = Path(__file__).parent / "cases" / "structure" / "natural_held"
SHORTEST = 4
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def papers() -> list[str]:
    """Known papers whose names are nothing else, and no addresses."""
    known = (name for name, common in words.outlets().items() if not common and len(name) >= SHORTEST)
    return sorted(name for name in known if not papernames.LAND.search(name))


def renamed(content: str, old: str, new: str) -> str:
    """A page with another name for its paper, by itself, in capitals, and in addresses."""
    for before, after in ((old, new), (old.upper(), new.upper())):
        content = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after, content)
    return content.replace(_address(old), _address(new)) if len(_address(old)) >= SHORTEST else content


def _address(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower().translate(SPELLED))


def test_known_papers_are_told_where_pages_name_them(tool: Callable[[str], Any]) -> None:
    chance, known = random.Random(4), papers()
    count: Counter[str] = Counter()
    for page in tool("pages").pages([PAGES]):
        old = page.gold["outlet"]
        if old and not papernames.LAND.search(old):
            new = chance.choice(known)
            found = structure.analyse(renamed(page.content, old, new)).outlet
            count["told"] += found is not None and papernames.plain(found.value) == papernames.plain(new)
            count["wrong"] += found is not None and papernames.plain(found.value) != papernames.plain(new)
            count["stated"] += 1
    assert count["told"] >= 0.8 * count["stated"] > 0
    assert count["wrong"] <= 0.05 * count["stated"]
