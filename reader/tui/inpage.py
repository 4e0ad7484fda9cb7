"""Where the words of a search, and web addresses, stand in one text (pure)."""

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


_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"„“”‚‘»«\\^`{|}]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'’*_)]"
"""What ends a sentence and not an address; a bracket only where it was not opened in it."""


def addresses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where web addresses stand in ``text[start:end]``."""
    return [(match.start(), match.start() + len(_bare(match.group()))) for match in _ADDRESS.finditer(text, start, end)]


def _bare(address: str) -> str:
    while address and address[-1] in _AFTER_ADDRESS and not _closes(address):
        address = address[:-1]
    return address


def _closes(address: str) -> bool:
    """Whether it ends with a bracket that was opened in it."""
    return address[-1] == ")" and address.count(")") <= address.count("(")
