"""Nouns amid long compounds: read as known nouns throughout, which stand between the first and the last."""

from __future__ import annotations

from functools import lru_cache

from reader.terms.compounds import (
    ENDINGS_THAT_ARE_NOUNS,
    ENOUGH,
    FIRM_ATTRIBUTES,
    GROWN_TOGETHER,
    LINKS,
    LOSE_E,
    SHORTEST,
)
from reader.terms.lexicon import LISTS, nouns

_MADE_OF_THREE = 11
"""Letters of the shortest word that may have a part in its middle."""
_IN_FRONT = FIRM_ATTRIBUTES.difference(LISTS["particles_and_prepositions"], ("fort", "weiter")).union(
    noun.removesuffix("e") for noun in LOSE_E
)


def middles(word: str) -> set[str]:
    """Known nouns in the middle of a word that is made of known nouns throughout."""
    if len(word) < _MADE_OF_THREE:
        return set()
    found: set[str] = set()
    longest = len(word) - 2 * SHORTEST
    fronts = {end for _, end in _first_nouns(word)}.union(_attributes_in_front(word))
    for end in fronts:
        if end <= longest and (others := _before_the_last(word[end:])):
            found |= others
    return found


def _attributes_in_front(word: str) -> list[int]:
    """Where what is no noun, but stands before nouns, may end: Trink-wasser-leitung."""
    ends = [len(attribute) for attribute in _in_front().get(word[:SHORTEST], ()) if word.startswith(attribute)]
    return [] if ends and word.startswith(GROWN_TOGETHER) else ends  # Freitag-abend


@lru_cache(maxsize=1 << 16)
def _before_the_last(word: str) -> frozenset[str] | None:
    """All nouns but the last, in each way to read a word as known nouns; ``None`` if there is none.

    Words have their ends in common, so these are remembered.
    """
    found: frozenset[str] | None = None
    longest = len(word) - SHORTEST
    for noun, end in _first_nouns(word):
        if end == len(word):
            found = found or frozenset()
        elif end <= longest and (others := _before_the_last(word[end:])) is not None:
            found = (found or frozenset()) | others | {noun}
    return found


def _first_nouns(word: str) -> list[tuple[str, int]]:
    """The known nouns that a word may begin with, and where each ends with what joins it to the next."""
    parts = _parts()
    found: list[tuple[str, int]] = []
    for length in _lengths().get(word[:_BEGINNING], _SHORTER):
        if length > len(word):
            break
        noun = parts.get(word[:length])
        if noun is not None:
            found.append((noun, length))
            for link in _LINKS_BY.get(word[length : length + 1], ()):
                if word.startswith(link, length):
                    found.append((noun, length + len(link)))
    return found


_BEGINNING = 6
"""Letters by which the longer ones of them are found."""
_SHORTER = range(SHORTEST, _BEGINNING)
_NUMBERS = ("zwei", "vier", "fuenf", "sechs", "sieben", "zehn", "zwoelf", "hundert", "tausend")
"""What may begin a word of three parts, though it is no noun: Zehn-minuten-takt."""
_LINKS_BY = {letter: [link for link in LINKS if link.startswith(letter)] for letter in "sen"}


@lru_cache(maxsize=1)
def _in_front() -> dict[str, list[str]]:
    """What may stand before nouns, by its first letters."""
    found: dict[str, list[str]] = {}
    for attribute in _IN_FRONT:
        found.setdefault(attribute[:SHORTEST], []).append(attribute)
    return found


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    """The known nouns as they stand in compounds, where an -e may be lost."""
    whole = nouns() - ENDINGS_THAT_ARE_NOUNS
    shortened = {noun[:-1]: noun for noun in whole if noun.endswith("e") and len(noun) > ENOUGH}
    return shortened | {noun: noun for noun in whole} | {number: number for number in _NUMBERS}


@lru_cache(maxsize=1)
def _lengths() -> dict[str, list[int]]:
    """How long those are that words with some first letters may begin with; before all others stand short ones."""
    found: dict[str, set[int]] = {}
    for part in _parts():
        if len(part) >= _BEGINNING:
            found.setdefault(part[:_BEGINNING], set()).add(len(part))
    for start, some in found.items():
        some.update(length for length in _SHORTER if start[:length] in _parts())
    return {start: sorted(some) for start, some in found.items()}
