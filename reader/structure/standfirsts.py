"""Titles that run on into the first sentence: one line of both, as some copies of pages have it."""

from __future__ import annotations

import re

from reader import words
from reader.structure import glued, heads, looks, stamped, wordkinds
from reader.structure.lines import Unit
from reader.terms import verbs

EARLY = 3
"""Lines from the start of which one may be both."""
TOLD = 80
"""Characters that the sentence behind it has at least."""

_SEAM = re.compile(r"(?<=[^\W\d_»“\"])\s(?=(?P<word>[A-ZÄÖÜ][a-zäöüß]+)\s(?P<next>\S+))")
_OPENING, _NAMED, _WORKS = (
    frozenset(words.lists("headlines")[name].split()) for name in ("openings", "named", "works")
)
"""Words that have a capital only where a sentence or a name begins; those that make a name of one; those before one."""
_PAIRS = (("„", "“"), ("«", "»"), ("(", ")"))


def parted(units: list[Unit]) -> list[Unit]:
    """The units, with a line parted that is the title and the first sentence behind it."""
    for i, unit in enumerate(units[:EARLY]):
        if unit.kind == "prose" and not (unit.fixed or unit.stated):
            at = begins(unit.text)
            if not at:
                return units
            parts = (unit.part(0, at), unit.part(at, len(unit.text)))
            return [*units[:i], *map(looks.look, parts), *units[i + 1 :]]
        if unit.kind == "short" and heads.is_sound(unit.text):
            return units
    return units


def begins(text: str) -> int:
    """Where a sentence begins behind a title without any mark between; 0 if none does."""
    for found in _SEAM.finditer(text, *stamped.TITLE_LENGTHS):
        before = text[: found.start()]
        if stamped.ENDED.search(before):
            return 0
        if len(text) - found.end() < TOLD or not _is_seam(before, found["next"]):
            continue
        if found["word"] in _OPENING or (
            _is_closed(before) and _is_told(text[found.end() :]) and glued.is_german(text)
        ):
            return found.end()
    return 0


def _is_closed(before: str) -> bool:
    """Whether a German clause ends here: with a verb that stands last, since it asks or has another before."""
    said = [word.strip(wordkinds.EDGES) for word in _CLAUSE.split(before)[-1].split()]
    last = wordkinds.kind(said[-1], "") if len(said) >= EARLY else ""
    if last not in ("vf", "vp", "vn") or (last == "vn" and not verbs.is_irregular(said[-1])):
        return False
    if any(word.lower() in _ASKING for word in said[:2]):
        return True
    return last != "vf" and any(wordkinds.kind(word, "") == "vf" for word in said[:-1])


def _is_told(text: str) -> bool:
    """Whether a German sentence begins here: its verb comes soon, with no mark before it."""
    first = [wordkinds.kind(word, "") if word.isalpha() else "-" for word in text[:TOLD].split()[:SOON]]
    verb = first.index("vf") if "vf" in first else 0
    return verb > 0 and "-" not in first[:verb]


_CLAUSE = re.compile(r"[,:;–—]\s")
_ASKING = frozenset(words.lists("headlines")["asking"].split())
SOON = 6
"""Words of a sentence among which its verb is."""


def _is_seam(before: str, following: str) -> bool:
    """Whether a line may be parted here: outside of quotes, and not where a name begins."""
    if following.strip(".,:;«»„“").casefold() in _NAMED or before.count(" ") < EARLY:
        return False
    whole = all(before.count(a) == before.count(b) for a, b in _PAIRS) and not before.count('"') % 2
    last = before.rsplit(" ", 1)[-1]
    return whole and not (last.isupper() or last.casefold() in _WORKS)
