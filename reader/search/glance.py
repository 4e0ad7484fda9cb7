"""Where a text may say one of some terms, seen at a glance: most of its words need not be looked at.

What is written in another way than most, such as with a soft hyphen, is not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.terms import Span

_WRITTEN = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_WRITTEN_OUT = re.compile("|".join(_WRITTEN))
_GROUPED = re.compile(r"(?<=\d)(?=(?:\d\d\d)+$)")
_BETWEEN_GROUPS = "[., \u00a0\u202f'’]?"
_SHORT = 4
"""Letters below which a term stands in too many others to be looked for inside of words."""
_MOST = 800
"""Characters of a pattern that is made quickly enough."""


def glance(terms: Iterable[str]) -> re.Pattern[str] | None:
    """Finds what may be one of some terms in a text in lower case; ``None`` if they are too many."""
    shortest: list[str] = []
    for term in sorted(terms, key=lambda term: (len(term), term)):
        if not any(other in term for other in shortest if len(other) >= _SHORT):
            shortest.append(term)
    if sum(map(len, shortest)) > _MOST:
        return None
    return re.compile("|".join(map(_written, shortest)))


def _written(term: str) -> str:
    if term.isdecimal():
        return _GROUPED.sub(_BETWEEN_GROUPS, term)
    if len(term) >= _SHORT:
        return _WRITTEN_OUT.sub(lambda match: f"(?:{match.group()}|{_WRITTEN[match.group()]})", re.escape(term))
    said = {term, _WRITTEN_OUT.sub(lambda match: _WRITTEN[match.group()], term)}
    # A pattern is found quickest by what it begins with: what must stand before comes last.
    return "|".join(rf"{re.escape(one)}(?<![^\W_]{re.escape(one)})" for one in sorted(said))


def stretches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """The stretches between blanks in which a pattern is found; those that are side by side are one."""
    lower = text.lower()
    start = end = -1
    for match in pattern.finditer(lower) if len(lower) == len(text) else ():
        if match.start() < end:
            continue
        begin = _blank_before(text, match.start())
        if end < 0 or not text[end:begin].isspace():
            if end >= 0:
                yield start, end
            start = begin
        end = _blank_behind(text, match.end())
    if end >= 0:
        yield start, end


def _blank_before(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _blank_behind(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
