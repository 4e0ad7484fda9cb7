"""Glued kickers: where a German title begins behind the few words that stand before it with but a blank between.

No list of kickers helps, since most are made for one page. So every word with a capital is asked what speaks for its
being the first of the title: what kinds of words meet there, whether what is before it is a phrase by itself and what
is behind it a headline, and what the text says of either. The answers are weighed by what was learnt from lines that
were glued, and from many more that were not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader import words
from reader.structure import kickers, seams, weights

SURE = 0.79
"""The chance from which on a line is parted: to cut a title is worse than to leave its kicker before it."""
LIKELY, WHOLE = 0.65, 0.15
"""The same where the chance of there being no kicker is but the second: to leave it would be wrong, too."""
BODY = 6_000
"""Characters of the text that are asked."""


def cut(line: str, body: str) -> tuple[int, int] | None:
    """Where a kicker ends that stands before a German title, and where the title begins."""
    if not is_german(body) or (at := start(line, body[:BODY])) is None:
        return None
    return None if kickers.is_ticker(line, at) else (len(line[:at].rstrip()), at)


_WORD = re.compile(r"\w+")
_GERMAN = frozenset(words.lists("headlines")["german"].split())
SOON, FEW, EVERY = 800, 3, 130
"""Characters of a text in which small words are German ones, if it is: some, and one in so many."""


def is_german(body: str) -> bool:
    """Whether a text has as many German small words as one in German has."""
    said = [word for word in _WORD.findall(body, 0, SOON) if word in _GERMAN]
    return len(said) >= max(FEW, min(len(body), SOON) // EVERY)


def start(line: str, body: str) -> int | None:
    """Where the title begins in a line that has its kicker before it; ``None`` if there is none, or it is not sure."""
    found = seams.seams(line, body)
    if not found:
        return None
    *own, none = model().chances([*(s.features for s in found), list(seams.whole(line, body))])
    best = max(range(len(own)), key=own.__getitem__)
    sure = own[best] >= (LIKELY if none <= WHOLE else SURE)
    return found[best].at if sure and not _BROKEN_OFF.search(line[: found[best].at].rstrip()) else None


_ARTICLE = r"(?:d(?:er|ie|as|en|em|es)|(?:[kmsd]|uns|ihr)?ein(?:e[mnrs]?)?)"
_BROKEN_OFF = re.compile(
    rf"\b(?:(?i:{_ARTICLE})(?:\s[a-zäöüß]+)?|(?i:zwei|drei|vier|fünf|sechs|sieben|acht|neun|elf|zwölf)"
    r"|(?i:[a-zäöüß]*(?:zehn|zig|hundert|tausend)e?))$"
)
"""A phrase whose noun is still to come: an article, with an adjective or alone, or how many there are."""


@lru_cache(maxsize=1)
def model() -> weights.Weights:
    """What was learnt of glued kickers, read at the first call."""
    return weights.read("kickers.json")
