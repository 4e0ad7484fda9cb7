"""Paragraphs in which the page speaks of itself: to its reader, or of who wrote the article."""

from __future__ import annotations

import re

from reader import words
from reader.structure import names

PROMOTION = 400
"""What speaks to its reader and is longer than this, in characters, is not taken for a promotion."""


def speaks_to_reader(text: str) -> bool:
    """Whether a short paragraph says "you", "we" and "our" outside quotation marks."""
    if len(text) > PROMOTION or text[:1] in '„“«»"':
        return False
    said = [w for w in _WORD.findall(_QUOTED.sub(" ", text)) if w in _address()]
    return len(said) >= 2


_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[„“«»\"][^„“”«»\"]{1,400}[”“«»\"]")


def _address() -> frozenset[str]:
    return frozenset(words.every("address"))


def speaks_of_us(text: str) -> bool:
    """Whether a paragraph says "you", "we" or "our" at all, outside quotation marks."""
    return any(w in _address() for w in _WORD.findall(_QUOTED.sub(" ", text)))


def tells_of_author(text: str, authors: frozenset[str]) -> bool:
    """Whether a short paragraph says who wrote the article: it begins with the name and tells the post."""
    own = next((a for a in authors if text.startswith(a)), None)
    return own is not None and len(text) <= PROMOTION and names.is_role(text)
