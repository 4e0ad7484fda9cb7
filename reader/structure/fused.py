"""Fused kickers: where a title begins behind a kicker without even a blank between (``Der AbendSeilbahn steht``).

No language writes a capital within a word, but names do (``YouTube``), and some who mean both sexes. So a seam is one
if the text never writes the word so, and what meets there is known by itself.
"""

from __future__ import annotations

import re
from functools import cache

from reader import words
from reader.structure import kickers, wordkinds
from reader.structure.wordkinds import kind

MOST_WORDS, LONGEST = 8, 60
"""Words and characters that a kicker has at most."""
SHORTEST, FEWEST = 15, 2
"""Characters and blanks that a title behind it has at least."""
CAPITALS = 4
"""Capitals from which on a word that the text does not say is no mark or name before a small word."""
PART = 3
"""Letters that either half of a parted word has, but for a small word."""

_LOW, _UP = "a-zß-öø-ÿа-яёіїєґ", "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ"
_SEAM = re.compile(
    rf"(?<=[{_LOW}{_UP}\d])(?<![^\W\d_]-)(?=[{_UP}][{_LOW}])|(?<=[{_LOW}])(?=[{_UP}]{{2}})|(?<=[{_LOW}]{{3}})(?=\d\d\s[{_UP}])"
)
_ENDED = re.compile(rf"[?!)](?<=[^\W_]{{2}}[?!)])[»“”\"]?(?=[„“«»\"]?[{_UP}][{_LOW}])")
"""A mark that ends a sentence or an aside, and the next one without a blank."""
_LAST, _FIRST = re.compile(r"[^\W_]+$"), re.compile(r"[^\W_]+")
_SEXES = ("Innen", "In")
_QUOTES = ("«", "„", "“", '"', "»")


def cut(line: str, body: str) -> tuple[int, int] | None:
    """Where a kicker ends and a title begins with nothing between them; ``None`` if they do not."""
    for found in _ENDED.finditer(line, 0, LONGEST + 2):
        if _is_headed(line, found.end()):
            return found.end(), found.end()
    for found in _SEAM.finditer(line, 1, LONGEST + 1):
        if _is_headed(line, found.start()) and _is_seam(line, found.start(), body):
            return found.start(), found.start()
    return None


def _is_headed(line: str, at: int) -> bool:
    """Whether what is before a place is short enough for a kicker, and what is behind it long enough for a title."""
    title = line[at:]
    return line.count(" ", 0, at) < MOST_WORDS and len(title) >= SHORTEST and title.count(" ") >= FEWEST


def _is_seam(line: str, at: int, body: str) -> bool:
    """Whether a word was made of two by mistake."""
    before, behind = _LAST.search(line[:at]), _FIRST.match(line, at)
    if not before or not behind:
        return False
    last, first = before.group(), behind.group()
    if first in _SEXES or last + first in _camels() or wordkinds.has(last + first, body):
        return False
    if line[behind.end() :].lstrip()[:1] in _QUOTES:
        return False  # A topic of two words glued, and who speaks of it.
    if not (_is_half(last, body) and _is_half(first, body)):
        return False
    own, other = _is_known(last, body), _is_known(first, body)
    if last[-1].isdigit():
        return other and last.isdigit() and line[: before.start()].endswith(" ")
    if first.isdigit():
        return own and " " in line[: before.start()]
    if last[-1].isupper():
        return (own or (len(last) >= CAPITALS and _is_small(first))) and other
    return own or other or (line.count(" ", 0, at) > 1 and kickers.is_kicker(line[:at]))


def _is_half(word: str, body: str) -> bool:
    """Whether a half of a word has the form of one: no capital within, and not too short."""
    if word.isupper() or word.isdigit():
        return len(word) >= 2
    long = len(word) >= PART or _is_small(word)
    return (long and word[1:].islower()) or (word[-1].isupper() and wordkinds.has(word, body))


def _is_small(word: str) -> bool:
    """Whether a word says nothing by itself, or is one with which a headline begins."""
    low = word.casefold()
    return low in kickers.small_words() or low in wordkinds.told()


def _is_known(word: str, body: str) -> bool:
    """Whether a word stands by itself in the text, or is one by the lists."""
    if any(wordkinds.has(form, body) for form in (word, word + "s", word.lower(), word.capitalize())):
        return True
    return _is_small(word) or word.casefold() in words.word_set("rubrics") or kind(word, body) not in _UNKNOWN


_UNKNOWN = frozenset("XTUB-")
"""Kinds of words of which nothing is known by themselves."""


@cache
def _camels() -> frozenset[str]:
    """Names with a capital within."""
    listed = words.lists("headlines")["camels"].split()
    return frozenset([*listed, *(name for name in words.outlets() if _SEAM.search(name, 1))])
