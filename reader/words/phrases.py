"""Which phrases of the word lists a line holds: asked once a line, for all categories at a time.

A phrase is a whole line, its beginning (``…`` behind it), stands anywhere in it (``…`` around it), or has gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reader.words import every, numberless

ENDING = ("comments",)
"""Categories after which an article does not go on unless it plainly does."""
HIDING = (*ENDING, "share", "read_also", "donate", "newsletter", "cookie", "advert", "audio", "author_box")
"""Categories of lines that belong to the page, not to the article."""
OTHERS = ("skip", "source", "agency_notes", "legal", "appeals", "paywall")
"""Further categories whose entries are phrases."""
WAYS = ("inside", "start", "whole")
"""How a line may match, from the weakest way to the strongest."""

FIRST = 2
"""Letters by which beginnings are sorted; none is shorter."""
GRAM, STEP = 5, 4
"""Letters by which phrases inside a line are looked up, and at every which letter of the line."""
SHORTEST = GRAM + STEP - 1
"""Letters from which on a phrase inside a line is not stepped over; the few of less are looked for one by one."""


class _Phrase(NamedTuple):
    """What is to be said of a line that holds ``words``, if the rest (nothing: always) fits, too."""

    words: str
    category: str
    way: str
    rest: re.Pattern[str] | None = None


class _Index(NamedTuple):
    """The phrases of all categories by what finds them."""

    whole: dict[str, list[_Phrase]]
    starts: dict[str, list[_Phrase]]
    lengths: dict[str, list[int]]
    """How long the beginnings are, by their first letters."""
    inside: dict[str, list[_Phrase]]
    """By `GRAM` letters, from one on, from the next on …, as far as `STEP` reaches: where they are rarest."""
    short: list[_Phrase]
    """Those inside a line of less than `SHORTEST` letters."""


@lru_cache(4096)
def ways(line_key: str) -> dict[str, str]:
    """How a line (its `words.key`) matches each category; those that it does not match are left out."""
    found = [p for p in _candidates(_index(), line_key) if not p.rest or p.rest.search(line_key)]
    return {p.category: p.way for p in sorted(found, key=_strength)} if found else {}


def _candidates(index: _Index, line_key: str) -> list[_Phrase]:
    """The phrases whose words stand in a line where they must."""
    found = [*index.whole.get(line_key, ())]
    for length in index.lengths.get(line_key[:FIRST], ()):
        if phrases := index.starts.get(line_key[:length]):
            found += phrases
    grams = map(line_key.__getitem__, _steps(len(line_key)))
    for gram in filter(index.inside.__contains__, grams):
        found += [phrase for phrase in index.inside[gram] if phrase.words in line_key]
    return found + [phrase for phrase in index.short if phrase.words in line_key]


@lru_cache(512)
def _steps(length: int) -> tuple[slice, ...]:
    """Where in a line of some letters phrases are looked up."""
    return tuple(slice(at, at + GRAM) for at in range(0, length, STEP))


def _strength(phrase: _Phrase) -> int:
    return WAYS.index(phrase.way)


def category_of(line_key: str) -> tuple[str, str] | None:
    """The first of the categories in `HIDING` to which a line belongs and how it matches, or nothing."""
    found = ways(line_key)
    held = [c for c in HIDING if c in found] if found else []
    category = next((c for c in held if found[c] != "inside"), held[0] if held else None)
    return (category, found[category]) if category else None


@cache
def _index() -> _Index:
    index = _Index({}, {}, {}, {}, [])
    within: list[_Phrase] = []
    for category in (*HIDING, *OTHERS):
        for entry in every(category):
            within += _file(index, category, [numberless(part.casefold()) for part in entry.split("…")])
    _file_inside(index, within)
    for start in index.starts:
        lengths = index.lengths.setdefault(start[:FIRST], [])
        if len(start) not in lengths:
            lengths.append(len(start))
    return index


def _file(index: _Index, category: str, parts: list[str]) -> Iterator[_Phrase]:
    """Files an entry, given by what stands between its gaps; gives it back if it stands inside lines."""
    match parts:
        case [only]:
            index.whole.setdefault(only.rstrip(": "), []).append(_Phrase(only, category, "whole"))
        case [first, ""]:
            index.starts.setdefault(first, []).append(_Phrase(first, category, "start"))
        case ["", middle, ""]:
            yield _Phrase(middle, category, "inside")
        case ["", *_]:
            yield _Phrase(max(parts, key=len), category, "start", _gapped(parts))
        case [first, *_, last]:
            phrase = _Phrase(first, category, "whole" if last else "start", _gapped(parts, r"\A"))
            index.starts.setdefault(first, []).append(phrase)


def _file_inside(index: _Index, within: list[_Phrase]) -> None:
    """Files phrases by letters that few others have, so that few are asked for in vain."""
    often = Counter(gram for phrase in within for gram in _grams(phrase.words))
    for phrase in within:
        if len(phrase.words) < SHORTEST:
            index.short.append(phrase)
            continue
        grams = _grams(phrase.words)
        chances = [sum(often[gram] for gram in grams[at : at + STEP]) for at in range(len(grams) - STEP + 1)]
        start = min(range(len(chances)), key=chances.__getitem__)
        for gram in grams[start : start + STEP]:
            index.inside.setdefault(gram, []).append(phrase)


def _grams(words: str) -> list[str]:
    return [words[at : at + GRAM] for at in range(len(words) - GRAM + 1)]


def _gapped(parts: list[str], start: str = "") -> re.Pattern[str]:
    middle = r".{0,60}?".join(re.escape(p) for p in parts if p)
    return re.compile(start + middle + ("$" if parts[-1] else ""))
