"""Known papers in the lines of a page: one that is offered, asked for or named beside what a page has of its own is
most likely the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reader import words
from reader.gazetteer import lookup
from reader.records import Found
from reader.structure import marks, namings, pagespeech
from reader.structure.lines import Unit, named
from reader.structure.namings import Token
from reader.structure.papernames import PAGE

LONGEST = 400
"""Characters of a line that is looked at."""
MOST_WORDS = 6
"""Words in the name of a paper."""
SHORTEST = 3
"""Letters of one."""
_TEXT = frozenset(["lead", "paragraph"])
_SIGNED = frozenset(["byline", "date"])
_LEADING = re.compile(r"\w+")
_OVER = re.compile(r"\s?(?:[|·:,.–—]|-\s)")
"""What stands behind the name of a paper that begins a line and is over the rest of it."""
_BLANKS = (" ", "\u00a0")


class Known(NamedTuple):
    """A known paper in a line: its name, its first and last word, and its place."""

    value: str
    first: int
    last: int
    start: int
    end: int


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The papers in such lines, each with what says so: ``offered``, or ``standing`` over a line."""
    last = max((i for i, u in enumerate(units) if u.kind in _TEXT), default=len(units))
    found: list[tuple[Unit, str, str]] = []
    for i, unit in enumerate(units):
        if len(unit.text) > LONGEST:
            continue
        if unit.kind in PAGE or (unit.kind == "heading" and i > last):
            found += ((unit, *one) for one in _of_line(unit.text))
        elif unit.kind in _SIGNED:
            found += ((unit, name, "owned") for name in _signing(unit.text))
    rivals = len({name for _, name, rule in found if rule == "offered"}) > 1
    for unit, name, rule in found:
        yield named(unit, name, "hint" if rivals and rule == "offered" else rule)


def around(units: Sequence[Unit]) -> Iterator[Found]:
    """The one known paper that several lines of the page name, if they name no other."""
    lines: dict[str, dict[str, Unit]] = {}
    for unit in units:
        known = known_in(unit.text) if unit.kind in PAGE and len(unit.text) <= NEAR else ()
        if known and not _QUOTING.search(unit.text):
            for one in known:
                lines.setdefault(one.value, {}).setdefault(unit.text, unit)
    names = [name for name in lines if not any(name != other and name in other for other in lines)]
    if len(names) == 1 and len(lines[names[0]]) > 1:
        yield from (named(unit, names[0], "around") for unit in list(lines[names[0]].values())[:2])


NEAR = 80
"""Characters of a line in which a paper is looked for by its name alone."""
_QUOTING = re.compile(
    r"(?i:bericht|laut|zufolge|quelle|reported|according|source|cited|selon|d'après|сообщ|пиш|источник|повідом|джерел|foto|bild|photo)"
    r"|[:?»“„«\"]"
)
"""How lines speak of the papers of others."""


def is_listed(found: Found, units: Sequence[Unit]) -> bool:
    """Whether a name stands in a line that names several papers."""
    text = next((u.text for u in units if u.start <= found.start < u.end), "")
    return len({one.value for one in known_in(text[:LONGEST])}) > 1


def is_mentioned(found: Found, units: Sequence[Unit]) -> bool:
    """Whether a line but mentions a paper, once on the page, and says nothing by which pages speak of themselves."""
    lines = [u.text for u in units if found.value in u.text[:LONGEST]]
    if len(lines) != 1:
        return False
    before, _, behind = lines[0].partition(found.value)
    led = [token.text for token in namings.tokens(before)]
    governed = before.rstrip()[-1:] == ":" or any(word.lower() in words.word_list("speech_of") for word in led[-2:])
    said = (*led, *(token.text for token in namings.tokens(behind)))
    return governed and not any(pagespeech.sort(word) in pagespeech.OWN for word in said)


def _signing(text: str) -> list[str]:
    """The known papers in the line that says who wrote."""
    return [one.value for one in known_in(text) if not _goes_on(text, namings.tokens(text), one)]


@lru_cache(1024)
def _of_line(text: str) -> tuple[tuple[str, str], ...]:
    """The one known paper of a line with what says that it is the page's own, if it says so."""
    known = known_in(text)
    if len({one.value for one in known}) != 1:
        return ()
    one, line = known[0], namings.tokens(text)
    if _goes_on(text, line, one):
        return ()
    said = [token.text for at, token in enumerate(line) if not one.first <= at <= one.last]
    sorts = {pagespeech.sort(word) for word in (*said, text[one.end + 1 : line[one.last].end]) if word}
    if sorts & pagespeech.OTHERS or not words.word_list("naming_reports").isdisjoint(said):
        return ()
    if sorts & pagespeech.OWN or _leads_on(line, one):
        return ((one.value, "offered"),)
    return ((one.value, "standing"),) if one.first == 0 and said and _OVER.match(text, one.end) else ()


def _leads_on(line: Sequence[Token], one: Known) -> bool:
    """Whether a line leads to more of a paper, which it names at its end or as that whose it is (``Mehr von …``)."""
    if not one.first or line[0].text.lower() not in words.word_list("speech_more"):
        return False
    return one.last == len(line) - 1 or line[one.first - 1].text in words.word_list("speech_of")


def _goes_on(text: str, line: Sequence[Token], one: Known) -> bool:
    """Whether a name is but a part of a longer one, which is not known."""
    before, behind = one.first - 1, one.last + 1
    if before > 0 and text[line[before].end : one.start] in _BLANKS and _is_of_name(line[before]):
        return True
    if behind == len(line) or text[one.end : line[behind].start] not in _BLANKS:
        return False
    linked = line[behind].text in words.word_list("naming_inner") and behind + 1 < len(line)
    return _is_of_name(line[behind + linked])


def _is_of_name(token: Token) -> bool:
    if token.text[0] == "&":
        return True
    return token.bold and not (token.text[0].isdigit() or token.text in words.nouns() or pagespeech.sort(token.text))


@lru_cache(1024)
def known_in(text: str) -> tuple[Known, ...]:
    """The known papers that a line names, the longest from each word on."""
    line, known = namings.tokens(text), list[Known]()
    for at, token in enumerate(line):
        free = not known or known[-1].last < at
        if free and _begins(token.text) and (one := _from(text, line, at)):
            known.append(one)
    return tuple(known)


@lru_cache(4096)
def _begins(word: str) -> bool:
    """Whether the name of a paper begins with a word, or with its first part."""
    leading = _LEADING.match(word)
    return leading is not None and leading.group() in _begun()


def _from(text: str, line: Sequence[Token], first: int) -> Known | None:
    """The paper whose name begins with a word, alone or before a thing that is called by it (``Ostbote-App``)."""
    start = line[first].start
    for last in range(min(first + MOST_WORDS, len(line)) - 1, first - 1, -1):
        whole = text[start : line[last].end]
        name, _, thing = whole.rpartition("-")
        if not _is_firm(whole):
            whole = (
                name if "-" in line[last].text and pagespeech.sort(thing) in pagespeech.OWN and _is_firm(name) else ""
            )
        if whole:
            return Known(whole, first, last, start, start + len(whole))
    return None


@lru_cache(4096)
def _is_firm(name: str) -> bool:
    """Whether a name is that of a paper, and of nothing else."""
    known = words.outlets()
    if len(name) < SHORTEST or known.get(name, True) or marks.is_agency(name) or name in words.photo_agencies():
        return False
    entry = lookup(name)
    is_named = entry is not None and entry.type != "ORG"  # a place, too
    return not is_named and name.casefold() not in words.lists("common")["not_outlets"]


@cache
def _begun() -> frozenset[str]:
    """The words with which the names of papers begin."""
    return frozenset(found.group() for name in words.outlets() if (found := _LEADING.search(name)))
