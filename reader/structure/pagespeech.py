"""Of what a page speaks where it speaks of itself, word by word: of what it offers, of its issues, of its readers."""

from __future__ import annotations

from functools import cache, lru_cache

from reader import words

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
