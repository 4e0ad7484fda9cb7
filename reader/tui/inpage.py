"""Where the words of a search stand in one text (pure)."""

from __future__ import annotations

import re

LONGEST_QUERY = 200
_VARIANTS = {"ß": "(?:ß|ss)", "'": "['’‘]", "-": "[-‐‑]", '"': '["“”„»«]'}


def find_all(text: str, query: str) -> list[tuple[int, int]]:
    """Every place of the words of ``query``, as they follow each other: case, line ends, soft hyphens aside."""
    words = [_word(word) for word in query[:LONGEST_QUERY].split()]
    if not words:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(words), text, re.IGNORECASE)]


def _word(word: str) -> str:
    signs = [_VARIANTS.get(char, re.escape(char)) for char in word]
    return "\xad?".join(signs).replace("s\xad?s", "(?:s\xad?s|ß)")
