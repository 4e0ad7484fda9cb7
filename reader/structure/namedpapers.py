"""The known papers that a line names: as they are written, declined, joined, or as an address spells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reader import words
from reader.gazetteer import lookup
from reader.structure import knownpapers, marks, namings, pagespeech
from reader.structure.namings import Token

MOST_WORDS = 6
"""Words in the name of a paper."""
SHORTEST = 3
"""Letters of one."""
_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"\w+\W+(\w+)")


class Known(NamedTuple):
    """A known paper in a line: its name, its first and last word, and its place."""

    value: str
    first: int
    last: int
    start: int
    end: int


@lru_cache(1024)
def known_in(text: str, common: bool = False) -> tuple[Known, ...]:
    """The known papers that a line names, the longest from each word on; ``common`` takes common words, too."""
    line, known = namings.tokens(text), list[Known]()
    for at, token in enumerate(line):
        free = not known or known[-1].last < at
        if free and _following(token.text) is not None and (one := _from(text, line, at, common)):
            known.append(one)
    return tuple(known)


@lru_cache(4096)
def _following(word: str) -> frozenset[str] | None:
    """What may follow a word, or its first part, in the names of papers that begin with it; ``None`` if none does."""
    leading = _WORD.match(word)
    if leading is None:
        return None
    first = leading.group()
    paid = _PAID.fullmatch(first)
    forms = {*_declined(first), paid["name"] if paid else ""}
    found = [_begun()[form] for form in forms if form in _begun()]
    if found or ("." in word and knownpapers.by_address(word)):
        return frozenset[str]().union(*found)
    return None


def _declined(word: str) -> tuple[str, str]:
    """A word as it stands in a line, and how it stands in a name if it is declined (``Hessischen``)."""
    return word, word.removesuffix("n")


def _from(text: str, line: Sequence[Token], first: int, common: bool) -> Known | None:
    """The paper whose name begins with a word, alone or before a thing that is called by it (``Ostbote-App``)."""
    start = line[first].start
    for last in range(min(first + _most_words(text, line[first]), len(line)) - 1, first - 1, -1):
        whole = text[start : line[last].end]
        offered = last + 1 < len(line) and pagespeech.sort(line[last + 1].text) == "offers"
        if name := _known(whole, common, offered):
            return Known(name, first, last, start, start + len(whole))
        before, _, thing = whole.rpartition("-")
        sort = pagespeech.sort(thing) if "-" in line[last].text else ""
        if sort in pagespeech.OWN and (name := _known(before, common, sort == "offers")):
            return Known(name, first, last, start, start + len(before))
    return None


def _most_words(text: str, token: Token) -> int:
    """How many words the name of a paper may have that begins with one of a line: few lines go on as a name does."""
    after, following = _NEXT.match(text, token.start), _following(token.text) or frozenset()
    return 1 if after is None or following.isdisjoint(_declined(after[1])) else MOST_WORDS


def _known(written: str, common: bool, offered: bool) -> str:
    """The known paper of which a line writes the name, perhaps as an address, declined, or with hyphens for blanks.

    Two letters are one only where something is ``offered`` by that name (``OB-Newsletter``).
    """
    if _is_firm(written, common) or (offered and len(written) == SHORTEST - 1 and knownpapers.is_known(written)):
        return written
    if " " not in written and "." in written and (name := knownpapers.by_address(written)):
        own = written if written != written.lower() else name
        return own if _is_firm(name) or len(name) < SHORTEST else ""
    return next((form for form in _forms(written) if form != written and _is_firm(form, common)), "")


def _forms(written: str) -> Iterator[str]:
    """How a paper may be called whose name is written so in a line."""
    yield written.replace("-", " ")
    first, blank, rest = written.partition(" ")
    if blank and first.endswith("en"):
        yield f"{first.removesuffix('n')} {rest}"
    if paid := _PAID.fullmatch(written):
        yield paid["name"]


_PAID = re.compile(r"(?P<name>[A-ZÄÖÜ]{3,})[Pp]lus")
"""What is paid for, and is called by its paper (``WELLEplus``)."""


@lru_cache(4096)
def _is_firm(name: str, common: bool = False) -> bool:
    """Whether a name is that of a paper, and of nothing else but a ``common`` word."""
    known = words.outlets()
    if (
        len(name) < SHORTEST
        or name not in known
        or known[name] > common
        or marks.is_agency(name)
        or name in words.photo_agencies()
    ):
        return False
    entry = lookup(name)
    is_named = entry is not None and entry.type != "ORG"  # a place, too
    return not is_named and name.casefold() not in words.lists("common")["not_outlets"]


@cache
def _begun() -> dict[str, set[str]]:
    """The words with which the names of papers begin, each with those that follow."""
    begun: dict[str, set[str]] = {}
    for first, *rest in map(_WORD.findall, words.outlets()):
        begun.setdefault(first, set()).update(rest[:1])
    return begun
