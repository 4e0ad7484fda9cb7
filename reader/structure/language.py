"""Which language a text is in, by its small words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from reader import words

ENOUGH = 3
"""Small words that must be there before anything is said."""
SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def language(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code, or ``None`` when too little speaks for any."""
    tokens = _WORD.findall(text[:SAMPLE].casefold())
    often = Counter(tokens)
    counts = {code: sum(often[t] for t in small & often.keys()) for code, small in _small().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= max(ENOUGH, len(tokens) // 12) else None


@cache
def _small() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.lists(code)["stopwords"].split()) for code in words.LANGUAGES
            if "stopwords" in words.lists(code)}  # fmt: skip
