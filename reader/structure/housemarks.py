"""The paper where it signs or speaks itself: who asks in an interview, whose mark stands among those of agencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reader import words
from reader.records import Found
from reader.structure import endmarks, knownpapers, marks, names, papernames
from reader.structure.lines import Unit, named
from reader.structure.papernames import ADDRESS, PAGE

QUESTIONS = 3
"""Questions that begin with the same name, from which on it is the paper that asks."""
MARK = 3
"""Small letters from which on a mark that is the name of a paper is hers."""
LINE = 120
"""Characters of a line in which marks stand."""

_ASKS = re.compile(r"(?P<name>[^\W\d_][\w.-]*(?:\s[^\W\d_][\w.-]*){0,2}):\s.*[?.…!]$")
_MARK = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*")
_DESK_AT = re.compile(rf"(?:red|mit|agenturen),?\s(?P<host>{ADDRESS})", re.I)
"""The desk of a paper, by the address of that (``red, land.nordbote.at``)."""
_WRITES_FOR = re.compile(
    r"(?:[Vv]on\s|[Bb]y\s)?(?P<author>[^\W\d_a-z][^,|(/]{4,40}?)(?:,|\s\||\s\()\s?(?P<name>[^\s,()/|]{4,40})\)?"
)
"""Who wrote, and the paper whose staff that is, by its address or its form (``Anna Muster, wissen.nordbote.at``)."""
_SIGNED_BY = re.compile(r"(?:[Vv]on|[Bb]y|[Pp]ar)\s(?P<rest>\S.+)")
_CAPITALS = re.compile(r"[A-ZÄÖÜ]{2,5}")
_SMALL = re.compile(r"[a-zäöü]{2,4}")


def signed(units: Sequence[Unit]) -> Iterator[Found]:
    """The names by which a paper signs on its page or asks in it, each with what says so."""
    authors = {a for u in units if u.kind == "byline" and (s := names.byline(u.text)) for a in s.authors}
    yield from _asking(units, authors)
    shown = _short_marks(units)
    for unit in units:
        if unit.kind in ("byline", "source-note") and len(unit.text) <= LINE:
            yield from _beside_agencies(unit)
            yield from _marking(unit, units, shown)
        if unit.kind == "byline" and (found := _DESK_AT.fullmatch(unit.text)):
            yield named(unit, found["host"], "house")
        elif unit.kind == "byline" and (found := _WRITES_FOR.fullmatch(unit.text)) and _is_signed(found):
            yield named(unit, found["name"], "house")
        bracket = unit.text[:1] == "(" and unit.kind in (*PAGE, "byline")
        found = endmarks.HOUSE.fullmatch(unit.text.strip("()")) if bracket else None
        if found and (name := knownpapers.in_letters(found["name"])):
            yield named(unit, found["name"], "house")._replace(value=name)


def _is_signed(found: re.Match[str]) -> bool:
    """Whether a line names a person, and a paper by its address or by its form."""
    return papernames.has_form(found["name"]) and names.is_person(found["author"])


def _asking(units: Sequence[Unit], authors: set[str]) -> Iterator[Found]:
    """Who asks in an interview, if it is no person: ``NORDBOTE: Wie geht es Ihnen?``."""
    asked, said, first = Counter[str](), Counter[str](), dict[str, Unit]()
    for unit in units:
        if ": " in unit.text[:42] and (found := _ASKS.match(unit.text[:400])):
            name = found["name"]
            said[name] += 1
            asked[name] += "?" in unit.text[-3:]
            first.setdefault(name, unit)
    for name, count in asked.items():
        last = name.rsplit(" ", 1)[-1].casefold()
        person = any(last in a.casefold().split() for a in authors) or name.casefold() in _NOBODY
        written = name.isupper() or name.islower() or "." in name or " " in name
        person = person or names.is_person(name)
        if count >= QUESTIONS and 2 * count > said[name] and len(name) > 2 and written and not person:
            yield named(first[name], name, "asks")


_NOBODY = frozenset(
    ["frage", "question", "q", "interviewer", "redaktion", "moderator", "moderatorin", "reporter", "wir"]
)


def _beside_agencies(unit: Unit) -> Iterator[Found]:
    """A word in small letters among the agencies of a byline, too long for a mark: ``Von nordnetz, dpa, AFP``."""
    found = _SIGNED_BY.fullmatch(unit.text)
    parts = [p.strip() for p in re.split(r"[,/;]", found["rest"])] if found else []
    if any(map(marks.is_agency, parts)):
        for part in parts:
            plain = len(part) >= 5 and _MARK.fullmatch(part) and part.islower() and not marks.is_agency(part)
            if plain and part not in marks.LINKING and part not in _desks() and part not in words.word_set("stopwords"):
                yield named(unit, part, "house")
                return


def _desks() -> frozenset[str]:
    return frozenset(words.lists("common")["desks"].split())


def _marking(unit: Unit, units: Sequence[Unit], short: frozenset[str]) -> Iterator[Found]:
    """The mark of the paper among those of agencies and authors (``NRB/mit dpa``, ``nrb/agenturen/kurn``)."""
    tokens = [t for t in re.split(r"[/,;+&()\s]+", unit.text.rpartition(";")[0] or unit.text) if t]
    agencies = any(marks.is_agency(t) or t.casefold() in _AGENCIES for t in tokens)
    bare = [t for t in tokens if not marks.is_agency(t) and t.casefold() not in marks.LINKING | _AGENCIES]
    capitals = [t for t in bare if _CAPITALS.fullmatch(t)]
    small = [t for t in bare if _SMALL.fullmatch(t)]
    known = [t for t in bare if _is_known_mark(t, short)]
    if agencies and len(known) == 1 and (unit.kind == "source-note" or unit.text[:1] in "(["):
        yield named(unit, known[0], "house")
    elif agencies and len(capitals) == 1 and small and len(capitals) + len(small) == len(bare):
        yield named(unit, capitals[0], "house")
    elif "/" in unit.text and (agencies or unit.kind == "source-note"):
        for token in _SLASHED.findall(unit.text)[:1]:
            if (shown := _shown(token.upper(), units)) and not marks.is_agency(token):
                yield shown


def _is_known_mark(token: str, shown: frozenset[str]) -> bool:
    """Whether a mark is how a known paper signs; two small letters may be an author's, unless the page shows them."""
    if not knownpapers.is_known(token):
        return False
    return token.isupper() or len(token) > MARK or (token.islower() and (len(token) == MARK or token in shown))


def _short_marks(units: Sequence[Unit]) -> frozenset[str]:
    """The words of two small letters that lines of the page have in quotation marks or as an address."""
    return frozenset(found for u in units if u.kind in PAGE for found in _QUOTED_MARK.findall(u.text[:QUOTED]))


QUOTED = 400
"""Characters of a line in which such a mark is looked for."""
_QUOTED_MARK = re.compile(r"[«„“\"»]([a-zäöü]{2})[»”“\"«]")
_AGENCIES = frozenset(["agenturen", "agences", "agencies"])
_SLASHED = re.compile(r"(?<![\w/])([a-z]{3,5})/[a-zäöü]{2,}")


def _shown(name: str, units: Sequence[Unit]) -> Found | None:
    """The line of the page, other than the text, that has a name in capitals."""
    alone = re.compile(rf"(?<![\w-]){re.escape(name)}(?!\w)")
    for unit in units:
        if unit.kind in PAGE and len(unit.text) <= 200 and (found := alone.search(unit.text)):
            part = unit.part(found.start(), found.end())
            return Found(name, part.start, part.end, "mark")
    return None
