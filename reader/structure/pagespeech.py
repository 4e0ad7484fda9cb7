"""Of what a page speaks where it speaks of itself, word by word: of what it offers, of its issues, of its readers."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader import words
from reader.structure import knownpapers, namings

OWN = frozenset(["offers", "issues", "readers", "money", "rights", "staff", "kinds"])
"""The sorts of words by which a page speaks of itself."""
OTHERS = frozenset(["told", "others"])
"""Those by which it says what it found out, or speaks of others."""


@lru_cache(4096)
def sort(word: str) -> str:
    """The sort of a word; nothing if a page may say it of anything."""
    low = word.lower()
    whole, begun, ended = _listed()
    if low in whole:
        return whole[low]
    sizes = range(len(low), 0, -1)
    return next((found for size in sizes if (found := begun.get(low[:size]) or ended.get(low[-size:]))), "")


@cache
def _listed() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The words with their sorts: whole ones, beginnings, and ends."""
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    ended: dict[str, str] = {}
    for name in (*OWN, *OTHERS):
        for entry in words.every(f"speech_{name}"):
            (begun if entry[-1] == "…" else ended if entry[0] == "…" else whole).setdefault(entry.strip("…"), name)
    return whole, begun, ended


@lru_cache(1024)
def is_but_speech(name: str) -> bool:
    """Whether what was taken for a name has but words by which pages speak, or breaks off (``Weiterlesen mit``)."""
    if knownpapers.is_known(name):
        return False
    said, small = [word.text for word in namings.tokens(name)], words.word_list("stopwords")
    if said and said[-1] in small:
        return True
    return all(word.casefold() in small or sort(word) not in ("", "kinds") for word in said)


@lru_cache(1024)
def of_others(text: str) -> tuple[int, int]:
    """Up to which place and from which one on a line speaks of papers that are not the page's."""
    until, since = 0, len(text)
    for word in words.words_in(text) & _telling().keys():
        for phrase, before in _telling()[word]:
            for found in phrase.finditer(text):
                if before:
                    until = max(until, found.end())
                else:
                    since = min(since, found.start())
    return until, since


@cache
def _telling() -> dict[str, list[tuple[re.Pattern[str], bool]]]:
    """The phrases that say so by the longest word of each, with whether the names stand before them."""
    index: dict[str, list[tuple[re.Pattern[str], bool]]] = {}
    for entry in words.every("speech_elsewhere"):
        phrase = entry.strip("…")
        telling = max(re.findall(r"\w+", phrase), key=len)
        form = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.I)
        index.setdefault(telling, []).append((form, entry[0] == "…"))
    return index
