"""Known papers where pages sign in short forms: as source, beside agencies and marks, with the day, by their logo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader import dates, words
from reader.records import Found
from reader.structure import knownpapers, marks, names
from reader.structure.lines import Unit, named
from reader.structure.papernames import PAGE
from reader.words import papers

LONGEST = 90
"""Characters of a line that signs."""
NEAR = 6
"""Lines behind the text in which a page signs it."""
BESIDE = 3
"""Characters between a name and the day beside it."""
SHORTEST = 3
"""Letters of a name."""

_TEXT = frozenset(["lead", "paragraph"])
_SAID = _TEXT | {"title", "heading", "list", "quote", "caption", "credit"}
_SIGNS = frozenset([*PAGE, "byline", "date"])
_LABEL = re.compile(r"(?:Von|By|Par|Quelle:|Source\s?:)\s")
_PARTS = re.compile(r"[,;()/|·]|\s(?:[–—-]|vom|du|of)\s")
_BESIDE = re.compile(r"[a-zäöü]{2,5}|(?:Print|Online)-?[Aa]usgabe|Agenturen|agenturen")
"""What may stand beside the name: marks, an edition."""
_TIME = re.compile(r"[\d.:\s]+(?:Uhr)?")
_CHANNEL = re.compile(r"(?P<house>[A-ZÄÖÜ]{3,5})(?:\s(?:\d|[A-Z]\w+)){1,2}")
"""A channel of a broadcaster (``SRF 4 News``)."""
_LOGO = re.compile(r"(?P<name>.{2,30}?)[ -][Ll]ogo")
_PAID = re.compile(r"(?<![\w-])(?P<name>[^\W\d_][\w.]{1,20})\+(?!\w)")
_READING = re.compile(r"(?i:lesen|abonn|artikel|\babo\b|testen|read|article|subscri|lire)")


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The papers that sign a page so, each with what says so."""
    first = next((i for i, u in enumerate(units) if u.kind in _TEXT), 0)
    last = max((i for i, u in enumerate(units) if u.kind in _TEXT), default=len(units))
    for i, unit in enumerate(units):
        if len(unit.text) > LONGEST or unit.kind not in _SIGNS:
            continue
        behind = last < i <= last + NEAR
        signed = _signed(unit.text) if unit.kind == "byline" or behind else ""
        if name := signed or (_of_day(unit.text) if i < first or behind else ""):
            yield named(unit, name, "house")
        elif unit.kind in PAGE:
            yield from _shown(unit)
    yield from _beside_days(units[: first + 1])
    for before, unit, after in zip(units, units[1:], units[2:]):
        if _is_between(before, unit, after) and (name := _paper(unit.text.strip(" ,;|/"))):
            yield named(unit, name, "house")


def _beside_days(head: Sequence[Unit]) -> Iterator[Found]:
    """The papers that stand by themselves right before a day."""
    for unit, after in pairwise(head):
        beside = unit.kind not in _SAID and after.kind == "date" and after.start - unit.end <= BESIDE
        name = unit.text.strip(" ,;|/·-–—") if beside else ""
        if name and papers.is_beside_day(name) and not marks.is_agency(name):
            yield named(unit, name, "house")


def _of_day(text: str) -> str:
    """The paper whose day a line tells, unless it is an agency."""
    name = dates.of_paper(text)
    return "" if marks.is_agency(name) else name


def _is_between(before: Unit, unit: Unit, after: Unit) -> bool:
    """Whether a part of a line stands between who wrote it and the day (``(Anna Muster, DER STANDARD, 3.5.2024)``)."""
    beside = (before.kind, after.kind) == ("byline", "date") and unit.kind in PAGE
    return beside and unit.start - before.end <= 1 and after.start - unit.end <= 2


def _signed(text: str) -> str:
    """The one known paper of a line that else holds but agencies, persons, marks and days."""
    label = _LABEL.match(text)
    parts = [part for said in _PARTS.split(text[label.end() :] if label else text) if (part := said.strip(" .[]"))]
    if not label and len(parts) < 2:
        return ""
    papers = [(part, paper) for part in parts if (paper := _paper(part))]
    if len({paper for _, paper in papers}) != 1:
        return ""
    others = [part for part in parts if part != papers[0][0]]
    return papers[0][1] if all(map(_may_stand_beside, others)) else ""


def _is_of_day(part: str) -> bool:
    return part.casefold() in words.word_set("weekdays") or bool(_TIME.fullmatch(part) or dates.read_line(part))


def _paper(part: str) -> str:
    """The known paper that a part of a line is, or whose channel it is; agencies are none."""
    if marks.is_agency(part) or part in words.photo_agencies() or len(part) < SHORTEST:
        return ""
    if knownpapers.is_known(part) or ("." in part and knownpapers.by_address(part)):
        return part
    channel = _CHANNEL.fullmatch(part)
    return channel["house"] if channel and knownpapers.is_known(channel["house"]) else ""


def _may_stand_beside(part: str) -> bool:
    if marks.is_agency(part) or _BESIDE.fullmatch(part) or _is_of_day(part):
        return True
    return names.is_person(part) and names.has_given_name(part)


def _shown(unit: Unit) -> Iterator[Found]:
    """The paper whose logo is told of in place of it, or that is paid for to read on (``Blick+ abonnieren``)."""
    found = _LOGO.fullmatch(unit.text)
    if not found and "+" in unit.text and _READING.search(unit.text):
        found = _PAID.search(unit.text)
    if found and found["name"] in words.outlets():
        yield named(unit, found["name"], "known")
