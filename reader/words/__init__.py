"""Word lists by language, as data: by which words a line is known to be a comment box, a date label, a credit.

The files beside this one hold the words; the signs they use are explained in ``de.toml``. A language is added
by adding a file.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LANGUAGES = ("de", "en", "fr", "uk", "ru", "it")
ENDING = ("comments",)
"""Categories after which an article does not go on unless it plainly does."""
HIDING = (*ENDING, "share", "read_also", "donate", "newsletter", "cookie", "advert", "audio", "author_box")
"""Categories of lines that belong to the page, not to the article."""

_NUMBER = re.compile(r"\d[\d.,'’]*")
_BRACKETS = str.maketrans(dict.fromkeys("()[]{}|•►▶→›»«*_", " "))
_KEPT = frozenset("_#$€£")


@cache
def lists(name: str) -> dict[str, Any]:
    """One file of words, as it stands."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def every(category: str) -> tuple[str, ...]:
    """The entries of a category in all languages; a blank-separated string counts as its words."""
    found: list[str] = []
    for language in LANGUAGES:
        entry = lists(language).get(category, ())
        found.extend(entry.split() if isinstance(entry, str) else entry)
    return tuple(dict.fromkeys(found))


@cache
def word_set(category: str) -> frozenset[str]:
    """`every`, folded for comparison, as a set."""
    return frozenset(key(word) or word for word in every(category))


@cache
def word_list(category: str) -> frozenset[str]:
    """`every` as a set, as it is written."""
    return frozenset(every(category))


@cache
def agencies() -> frozenset[str]:
    """News agencies in the spellings that stand in texts."""
    return frozenset(lists("common")["agencies"])


@cache
def photo_agencies() -> frozenset[str]:
    """Agencies that sign pictures, not texts."""
    return frozenset(lists("common")["photo_only"])


@cache
def foreign_domains() -> frozenset[str]:
    """Names of hosts that say nothing about whose page it is."""
    return frozenset(lists("common")["foreign_domains"].split())


@lru_cache(4096)
def key(line: str) -> str:
    """A line for comparison with the lists: case and brackets gone, ``#`` for numbers, edges bare."""
    bare = _NUMBER.sub("#", line.casefold().translate(_BRACKETS).replace("’", "'"))
    return _without_edges(" ".join(bare.split()))


@lru_cache(512)
def bare(line: str) -> str:
    """A line for comparison with another line: case and edge punctuation gone, numbers kept."""
    return _without_edges(" ".join(line.casefold().split()))


def _without_edges(line: str) -> str:
    start, end = 0, len(line)
    while start < end and not (line[start].isalnum() or line[start] in _KEPT):
        start += 1
    while start < end and not (line[end - 1].isalnum() or line[end - 1] in _KEPT):
        end -= 1
    return line[start:end]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one category, by how they match."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    inside: tuple[str, ...]
    gapped: re.Pattern[str] | None
    framed: re.Pattern[str] | None

    def match(self, line_key: str) -> str | None:
        """How a line (its `key`) matches: ``whole``, ``start``, ``inside`` or not at all."""
        if line_key in self.whole or (self.framed and self.framed.match(line_key)):
            return "whole"
        if line_key.startswith(self.starts) or (self.gapped and self.gapped.search(line_key)):
            return "start"
        for part in self.inside:
            if part in line_key:
                return "inside"
        return None


@cache
def phrases(category: str) -> Phrases:
    """The phrases of a category in all languages."""
    whole: set[str] = set()
    starts, inside, gapped, framed = list[str](), list[str](), list[str](), list[str]()
    for entry in every(category):
        parts = [" ".join(_NUMBER.sub("#", p.casefold()).split()) for p in entry.split("…")]
        match parts:
            case [only]:
                whole.add(only.rstrip(": "))
            case [first, ""]:
                starts.append(first)
            case ["", middle, ""]:
                inside.append(middle)
            case _:
                (framed if parts[0] and parts[-1] else gapped).append(_gapped(parts))
    return Phrases(frozenset(whole), tuple(starts), tuple(inside), _either(gapped), _either(framed))


def _either(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def _gapped(parts: list[str]) -> str:
    middle = r".{0,60}?".join(re.escape(p) for p in parts if p)
    return ("^" if parts[0] else "") + middle + ("$" if parts[-1] else "")


@lru_cache(4096)
def category_of(line_key: str, categories: tuple[str, ...] = HIDING) -> tuple[str, str] | None:
    """The first category a line belongs to and how it matches, or nothing."""
    found = None
    for category in categories:
        how = phrases(category).match(line_key)
        if how in ("whole", "start"):
            return category, how
        if how and not found:
            found = (category, how)
    return found
