"""What is known of German words without any corpus: which name nothing, which are nouns."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from reader.terms.spelling import spelled
from reader.words import lists

LISTS = {name: said.split() for name, said in lists("wordforms").items()}
_ENOUGH = 4
"""Letters of a listed noun."""


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that name nothing (seit, der, and), as terms."""
    listed = files("reader").joinpath("words", "names", "functions.txt").read_text("utf-8").split("\n")
    return frozenset(spelled(line) for line in listed)


@lru_cache(maxsize=1)
def nouns() -> frozenset[str]:
    """The nouns that are known without any corpus."""
    words = files("reader").joinpath("words")
    listed = words.joinpath("names", "nouns.txt").read_text("utf-8").split("\n")
    parts = {spelled(w) for w in words.joinpath("parts.txt").read_text("utf-8").split() if w[:1].isupper()}
    found = {spelled(line) for line in listed if line and not line.startswith("#")} - function_words()
    found.difference_update(LISTS["no_nouns"])
    return frozenset({*(word for word in found | parts if len(word) >= _ENOUGH), *LISTS["short_nouns"]})
