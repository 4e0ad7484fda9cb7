"""How a line speaks: of the page it stands on, to its reader, or with phrases that pages have and articles have not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from itertools import pairwise

from reader import words
from reader.structure import asides
from reader.words import phrases

LONGEST = 400
"""Characters of a line that may be no part of the article for what it says."""
MOST = 6
"""The score from which on one is as good as another."""
SURE, LIKELY = 4, 3
"""The scores from which on a line is of the page: whatever stands beside it, and where the text has ended."""
STEM = 4
"""Letters by which stems are sorted; none is shorter."""

_WORD = re.compile(r"\w++(?:-\w++)*+")


def sounds(text: str, sort: str) -> Iterator[str]:
    """Short names of what is heard in a line; ``sort`` stands at the end of each."""
    if len(text) > LONGEST:
        sort = "L"
        if asides.speaks_of_us(text):
            yield "eu" + sort
    for category, way in phrases.ways(words.key(text)).items():
        yield f"e{category}{way}{sort}"
    if asides.asks_reader(text):
        yield "ea" + sort
    if said := score(text):
        yield f"k{min(said, MOST)}{sort}"
        yield f"k{min(4, 40 * said // len(text))}{sort}"


def is_of_page(text: str, least: int = SURE) -> bool:
    """Whether a short paragraph speaks so much of the page that it is no part of the article."""
    return len(text) <= LONGEST and score(text) >= least


@lru_cache(512)
def score(text: str) -> int:
    """How much a line speaks of what pages have and do, and to their reader; what is quoted does not count."""
    if not (_counted(words.words_in(text)) or _has_joined(text)):
        return 0
    said = _WORD.findall(asides.unquoted(text))
    folded = list(map(str.casefold, said))
    things = _things().intersection(folded)
    count = _counted(set(folded))
    if len(folded) < 2 or not count:
        return 0
    points = bool(things) and not _pointing().isdisjoint(folded)
    pointed = points and any(b in things and a in _pointing() for a, b in pairwise(folded))
    told = not words.word_list("report_verbs").isdisjoint(said)
    return max(0, count + pointed + asides.speaks_of_us(text) - 2 * told)


def _counted(found: Set[str]) -> int:
    """What some words count: two for one that hardly stands in articles, one for one that may."""
    stems = _stems()
    strong = [word for word in found if word[:STEM] in stems and word.startswith(stems[word[:STEM]])]
    return 2 * len(strong) + len(_things() & found)


def _has_joined(text: str) -> bool:
    """Whether a line may hold one of those words that have a hyphen."""
    return "-" in text and any(map(text.casefold().__contains__, _joined()))


@cache
def _joined() -> tuple[str, ...]:
    return tuple(word for word in (*words.every("page_stems"), *words.every("page_things")) if "-" in word)


@cache
def _stems() -> dict[str, tuple[str, ...]]:
    """How words begin that hardly stand in articles (``newsletter``, ``abonn``), by their first letters."""
    found: dict[str, tuple[str, ...]] = {}
    for stem in words.every("page_stems"):
        found[stem[:STEM]] = (*found.get(stem[:STEM], ()), stem)
    return found


@cache
def _things() -> frozenset[str]:
    """What a page has or does, and an article may speak of, too (``article``, ``link``, ``read``)."""
    return frozenset(
        word for word in words.every("page_things") if not word.startswith(tuple(words.every("page_stems")))
    )


@cache
def _pointing() -> frozenset[str]:
    """What points at the page a word stands on (``dieser``, ``our``)."""
    return words.word_list("pointing")
