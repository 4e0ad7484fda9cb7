"""Whose page it is where its paper is a known one: the names in made-up pages are changed for those of real papers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import structure
from reader.structure import papernames

PAGES = Path(__file__).parent / "cases" / "structure" / "natural_held"


def test_known_papers_are_told_where_pages_name_them(tool: Callable[[str], Any]) -> None:
    renaming = tool("renaming")
    chance, known = random.Random(4), renaming.papers()
    count: Counter[str] = Counter()
    for page in tool("pages").pages([PAGES]):
        old = page.gold["outlet"]
        if old and not papernames.LAND.search(old):
            new = chance.choice(known)
            found = structure.analyse(renaming.renamed(page.content, old, new)).outlet
            count["told"] += found is not None and papernames.plain(found.value) == papernames.plain(new)
            count["wrong"] += found is not None and papernames.plain(found.value) != papernames.plain(new)
            count["stated"] += 1
    assert count["told"] >= 0.85 * count["stated"] > 0
    assert count["wrong"] <= 0.035 * count["stated"]
