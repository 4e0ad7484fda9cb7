"""Where an ending may begin in a German word, and the umlaut that comes or goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

SHORTEST = 3
"""Letters of what an ending may be cut from."""
_PLAIN = re.compile(r"(.*?)(au|(?<![aeq])u|[ao])(?!e)([^aou]*)$")
_DOTTED = re.compile(r"(.*?)(?:(a)e(u)|([ao]|(?<![aeq])u)e)([^aou]*)$")


def cut(word: str, endings: Sequence[str], shortest: int = SHORTEST) -> Iterator[tuple[str, str]]:
    """What is left of a word without each of some endings that it has, and that ending."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield word[: len(word) - len(ending)], ending


def with_dots(base: str) -> str:
    """A word with an umlaut for its last vowel that may have one; as it is if none may."""
    found = _PLAIN.fullmatch(base)
    return f"{found[1]}{found[2][0]}e{found[2][1:]}{found[3]}" if found else base


def without_dots(base: str) -> str:
    """A word without the umlaut that is its last vowel; empty if there is none."""
    found = _DOTTED.fullmatch(base)
    return "".join(filter(None, found.groups())) if found else ""
