"""Word lists by language, as data: by which words a line is known to be a comment box, a date label, a credit.

The files beside this one hold the words; the signs they use are explained in ``de.toml``. A language is added
by adding a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, TypeVar

T = TypeVar("T")
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
def given_names() -> frozenset[str]:
    """Names that persons are given, as they are written."""
    listed = resources.files(__name__).joinpath("names", "given.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if not line.startswith("#"))


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
    starts: dict[str, tuple[str, ...]]
    """By their first letters, since a line must be compared with few."""
    opened: dict[str, re.Pattern[str]]
    """Those that begin so and go on so, by their first letters."""
    framed: dict[str, re.Pattern[str]]
    inside: frozenset[str]
    gapped: re.Pattern[str] | None

    def match(self, line_key: str) -> str | None:
        """How a line (its `key`) matches: ``whole``, ``start``, ``inside`` or not at all."""
        first = line_key[:FIRST]
        if line_key in self.whole or _matches(self.framed.get(first), line_key):
            return "whole"
        if line_key.startswith(self.starts.get(first, ())) or _matches(self.opened.get(first), line_key):
            return "start"
        if self.gapped and self.gapped.search(line_key):
            return "start"
        return "inside" if self.inside and not self.inside.isdisjoint(_held(line_key)) else None


FIRST = 2
"""Letters by which phrases are sorted; none is shorter."""


def _matches(pattern: re.Pattern[str] | None, line_key: str) -> bool:
    return pattern is not None and pattern.match(line_key) is not None


@cache
def phrases(category: str) -> Phrases:
    """The phrases of a category in all languages."""
    whole: set[str] = set()
    starts, inside, gapped = list[str](), list[str](), list[str]()
    opened, framed = list[list[str]](), list[list[str]]()
    for entry in every(category):
        parts = [" ".join(_NUMBER.sub("#", p.casefold()).split()) for p in entry.split("…")]
        match parts:
            case [only]:
                whole.add(only.rstrip(": "))
            case [first, ""]:
                starts.append(first)
            case ["", middle, ""]:
                inside.append(middle)
            case ["", *_]:
                gapped.append(_gapped(parts))
            case _:
                (framed if parts[-1] else opened).append(parts)
    return Phrases(
        frozenset(whole),
        {first: tuple(group) for first, group in _by_first(starts, str).items()},
        _compiled(opened),
        _compiled(framed),
        frozenset(inside),
        re.compile("|".join(gapped)) if gapped else None,
    )


_GRAM = 3
"""Letters by which phrases inside a line are looked up; none is shorter."""


@lru_cache(256)
def _held(line_key: str) -> frozenset[str]:
    """All phrases of any category that may stand inside a line and do stand in this one."""
    grams = {line_key[at : at + _GRAM] for at in range(len(line_key) - _GRAM + 1)}
    return frozenset(part for gram in _inside().keys() & grams for part in _inside()[gram] if part in line_key)


@cache
def _inside() -> dict[str, tuple[str, ...]]:
    parts = [words for name in _categories() for entry in every(name) if (words := _middle(entry))]
    groups: dict[str, list[str]] = {}
    for part in dict.fromkeys(parts):
        groups.setdefault(part[:_GRAM], []).append(part)
    return {gram: tuple(group) for gram, group in groups.items()}


@cache
def _categories() -> tuple[str, ...]:
    lines = [n for language in LANGUAGES for n, entry in lists(language).items() if isinstance(entry, list)]
    return tuple(dict.fromkeys(lines))


def _middle(entry: str) -> str:
    """What an entry asks for inside a line; nothing if it asks for something else."""
    parts = [" ".join(_NUMBER.sub("#", part.casefold()).split()) for part in entry.split("…")]
    return parts[1] if len(parts) == 3 and not parts[0] and not parts[2] else ""


def _by_first(entries: Iterable[T], text: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for entry in entries:
        groups.setdefault(text(entry)[:FIRST], []).append(entry)
    return groups


def _compiled(entries: list[list[str]]) -> dict[str, re.Pattern[str]]:
    groups = _by_first(entries, lambda parts: parts[0])
    return {first: re.compile("|".join(map(_gapped, group))) for first, group in groups.items()}


def _gapped(parts: list[str]) -> str:
    middle = r".{0,60}?".join(re.escape(p) for p in parts if p)
    return middle + ("$" if parts[-1] else "")


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
