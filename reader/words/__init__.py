"""Word lists by language, as data: by which words a line is known to be a comment box, a date label, a credit.

The files beside this one hold the words; the signs they use are explained in ``de.toml``. A language is added
by adding a file.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LANGUAGES = ("de", "en", "fr", "uk", "ru", "it", "pl", "es")

_NUMBER = re.compile(r"\d[\d.,'’]*")
_BRACKET = re.compile(r"[()\[\]{}|•►▶→›»«*_]")
_WORD = re.compile(r"[\w]+")
"""In brackets, since without them each sign costs a call."""
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
    return _named("given.txt") | _named("given_more.txt")


@cache
def nouns() -> frozenset[str]:
    """Capitalised German words that are no names."""
    return _named("nouns.txt")


@cache
def classes() -> dict[str, str]:
    """The class of a word in small letters: those stand together that stand in the same company, as ``c17``."""
    lines = resources.files(__name__).joinpath("classes.txt").read_text("utf-8").splitlines()
    listed = (line.split() for line in lines if not line.startswith("#"))
    return {word: f"c{n}" for n, line in enumerate(listed) for word in line}


@cache
def outlets() -> dict[str, bool]:
    """Papers, broadcasters and sites of news as they call themselves; true of those that are common words, too."""
    listed = [name for line in _named("outlets.txt") for name in line.split(",")]
    return {name.rstrip("!"): name.endswith("!") for name in listed}


def _named(file: str) -> frozenset[str]:
    """One table of names, an entry a line."""
    listed = resources.files(__name__).joinpath("names", file).read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if not line.startswith("#"))


@cache
def foreign_domains() -> frozenset[str]:
    """Names of hosts that say nothing about whose page it is."""
    return frozenset(lists("common")["foreign_domains"].split())


@lru_cache(4096)
def key(line: str) -> str:
    """A line for comparison with the lists: case and brackets gone, ``#`` for numbers, edges bare."""
    return _without_edges(numberless(_BRACKET.sub(" ", line.casefold()).replace("’", "'")))


def numberless(folded: str) -> str:
    """Some words with ``#`` for numbers and one blank between each two."""
    return _spaced(_NUMBER.sub("#", folded))


@lru_cache(512)
def bare(line: str) -> str:
    """A line for comparison with another line: case, forms of apostrophes and edge punctuation gone, numbers kept."""
    return _without_edges(_spaced(line.casefold().replace("’", "'")))


@lru_cache(512)
def written_in(text: str) -> frozenset[str]:
    """The words of a text as they are written: cut out once for all who ask for some of them."""
    return frozenset(_WORD.findall(text.replace("_", " ")))


@lru_cache(512)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(map(str.casefold, written_in(text)))


def _spaced(line: str) -> str:
    """A line with one blank between each two words, as most stand already."""
    return " ".join(line.split()) if "  " in line or not line.isprintable() else line.strip()


def _without_edges(line: str) -> str:
    start, end = 0, len(line)
    while start < end and not (line[start].isalnum() or line[start] in _KEPT):
        start += 1
    while start < end and not (line[end - 1].isalnum() or line[end - 1] in _KEPT):
        end -= 1
    return line[start:end]
