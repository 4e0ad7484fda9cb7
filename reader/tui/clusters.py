"""Where a text may be cut: never between signs that a reader sees as one (pure)."""

from __future__ import annotations

import unicodedata

_ZWJ = "\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_JAMO = range(0x1160, 0x1200)
"""The vowels and final consonants of a Korean syllable that is written in parts."""
_LONGEST = 256
"""Characters of one sign at most; what has more was made to make programs slow, and is cut anywhere."""


def may_cut(text: str, at: int) -> bool:
    """Whether ``at`` lies between two signs: not before what combines, nor within a joined emoji or a flag."""
    if not 0 < at < len(text):
        return True
    after, before = text[at], text[at - 1]
    if after < "\u0300" and before < "\u0300":
        return True
    if _joins(after) or before == _ZWJ:
        return before in "\n\t"
    return not (ord(after) in _FLAGS and ord(before) in _FLAGS and _flags_before(text, at) % 2)


def _joins(char: str) -> bool:
    code = ord(char)
    return (
        char == _ZWJ
        or code in _SKINS
        or code in _TAGS
        or code in _JAMO
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
    )


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < _LONGEST and at > count and ord(text[at - count - 1]) in _FLAGS:
        count += 1
    return count


def cut_before(text: str, at: int) -> int:
    """The nearest place at or before ``at`` where the text may be cut; ``at`` itself where none is near."""
    return next((place for place in range(at, at - _LONGEST, -1) if may_cut(text, place)), at)


def cut_after(text: str, at: int) -> int:
    """The nearest place at or after ``at`` where the text may be cut; ``at`` itself where none is near."""
    return next((place for place in range(at, at + _LONGEST) if may_cut(text, place)), at)
