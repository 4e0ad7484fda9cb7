"""Which language a text is in, by its small words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, repeat

from reader import words

ENOUGH = 3
"""Small words that must be there before anything is said."""
SAMPLE = 1_000
"""Characters that are looked at."""
_WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?")


def language(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code, or ``None`` when too little speaks for any."""
    tokens = _WORD.findall(text[:SAMPLE].casefold())
    counts = Counter(chain.from_iterable(map(_speakers().get, tokens, repeat(()))))
    best = max(_small(), key=counts.__getitem__)
    return best if counts[best] >= max(ENOUGH, len(tokens) // 12) else None


@cache
def _small() -> dict[str, frozenset[str]]:
    """The small words of each language that has a list of them."""
    return {code: frozenset(words.lists(code)["stopwords"].split()) for code in words.LANGUAGES
            if "stopwords" in words.lists(code)}  # fmt: skip


@cache
def _speakers() -> dict[str, list[str]]:
    """The languages of each small word."""
    speakers: dict[str, list[str]] = {}
    for code, small in _small().items():
        for word in small:
            speakers.setdefault(word, []).append(code)
    return speakers
