"""Pages whose paper has another name: that of a known one, as most papers of real pages are."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pages import Page
from training import ROOT

from reader import words
from reader.structure import papernames

TRAPS = ROOT / "tests" / "cases" / "outlets" / "traps.txt"
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


def among_known(page: Page, others: Iterable[str], known: list[str], share: float) -> Page | None:
    """A page with known names for its paper and a share of the others that it names, perhaps with a trap, if any."""
    chance = random.Random(page.name)
    said = page.gold.get("outlet")
    own = said if said and not papernames.LAND.search(said) else None
    old = [*([own] if own else []), *(other for other in others if chance.random() < share)]
    new = [chance.choice(known) for _ in old]
    content = page.content
    for before, after in zip(old, new):
        content = renamed(content, before, after)
    gold = {**page.gold, "outlet": new[0]} if own else page.gold
    told = [chance.choice(traps()).replace("{}", chance.choice(known))] if chance.random() < TRAPPED else []
    if not old and not told:
        return None
    return replace(page, name=f"{page.name}, renamed", content=_with(content, told, chance), gold=gold)


TRAPPED = 0.2
"""How many pages have one."""


@cache
def traps() -> list[str]:
    """Lines by which pages name papers that are not their own, with ``{}`` for the paper."""
    return [line for line in TRAPS.read_text("utf-8").splitlines() if not line.startswith("#")]


def _with(content: str, told: list[str], chance: random.Random) -> str:
    """A page with more lines in its last third, each in any place."""
    lines = content.split("\n")
    for line in told:
        lines.insert(chance.randint(2 * len(lines) // 3, len(lines)), line)
    return "\n".join(lines)


def _address(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower().translate(SPELLED))
