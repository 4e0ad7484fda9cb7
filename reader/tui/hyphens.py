"""Where words may be parted at the end of a line, by the patterns of Pyphen (pure but for reading them once)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyphen

SHORTEST = 6
"""Letters of a word that is parted, at least."""
_LEFT, _RIGHT = 2, 3
_LONGEST = 60
_LANGUAGES = {"en": "en_US"}
_VOWELS = frozenset("aeiouyäöüáàâãåæéèêëíìîïóòôõøœúùûýÿıаеёиоуыэюяєіїў")

Hyphens = Callable[[str], Sequence[int]]


class _Patterns(dict[str, str]):
    """Patterns by their letters; the numbers in one are read when it is first met: German has 66,000 of them."""

    def get(self, letters: str, default: Any = None) -> Any:
        pattern = super().get(letters)
        return default if pattern is None else _numbers(pattern)


@lru_cache(maxsize=4096)
def _numbers(pattern: str) -> tuple[int, tuple[int, ...]]:
    """Where its numbers begin, and the numbers before, between and behind its letters."""
    values, last = [], "0"
    for char in pattern:
        if char.isdigit():
            last = char
        else:
            values.append(int(last))
            last = "0"
    return 0, (*values, int(last))


class _Lazy(pyphen.HyphDict):  # type: ignore[misc]
    """A dictionary of Pyphen that is there in a tenth of the time."""

    def __init__(self, path: Path) -> None:
        name, _, patterns = path.read_bytes().replace(b"\r", b"").partition(b"\n")
        encoding = name.decode().strip().replace("microsoft-cp1251", "cp1251")
        letters = patterns.translate(None, b"0123456789").decode(encoding).split("\n")
        # Comments, and patterns that would spell a word anew, hold signs that no word has: they are never met.
        pairs = zip(letters, patterns.decode(encoding).split("\n"))
        self.patterns = _Patterns(pair for pair in pairs if pair[0] != pair[1])
        self.maxlen = _LONGEST
        self.cache: dict[str, Any] = {}


@lru_cache(maxsize=4)
def hyphens(language: str | None) -> Hyphens | None:
    """Gives the places at which a word of a language may be parted; ``None`` for languages without patterns."""
    known = pyphen.language_fallback(_LANGUAGES.get(language or "", language or "-"))
    if known is None:
        return None
    patterns = _Lazy(pyphen.LANGUAGES[known])

    @lru_cache(maxsize=4096)
    def places(word: str) -> tuple[int, ...]:
        if not SHORTEST <= len(word) <= _LONGEST or word[1:] != word[1:].lower():
            return ()
        found = [at for at in patterns.positions(word) if _LEFT <= at <= len(word) - _RIGHT]
        return tuple(sure(word.lower(), found))

    return places


def sure(word: str, places: Sequence[int]) -> list[int]:
    """The places without those next to a piece that has no vowel, and so is no syllable: one of its ends is wrong."""
    bounds = [0, *places, len(word)]
    wrong = {at for left, right in pairwise(bounds) if _VOWELS.isdisjoint(word[left:right]) for at in (left, right)}
    return [at for at in places if at not in wrong]
