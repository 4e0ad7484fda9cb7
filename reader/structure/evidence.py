"""What lines of a page say of whose it is: all signs together, for those who weigh them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from reader import words
from reader.records import Found
from reader.structure import (
    appeals,
    housemarks,
    knownpapers,
    looks,
    names,
    offers,
    pagespeech,
    papernames,
    papersigns,
    presented,
    rights,
    selfnames,
    signs,
    slogans,
    voices,
)
from reader.structure.lines import Unit

LONGEST = 600
"""Characters of a line of the page that is asked."""
_TEXT = frozenset(["paragraph", "lead"])
_BODY = frozenset(["paragraph", "lead", "list", "quote", "table"])


def page(units: list[Unit]) -> list[Unit]:
    """The lines that are of the page. A heading behind the text has none below it: it is of the page, too."""
    last = max((u.start for u in units if u.kind in _BODY), default=0)
    return [
        u
        for u in _not_contacts(units)
        if len(u.text) <= LONGEST and (u.kind in papernames.PAGE or (u.kind == "heading" and u.start > last))
    ]


def told(page: list[Unit], units: list[Unit]) -> Iterator[Found]:
    """What lines say of whose page it is, but for what they say of others; ``page`` are those not of the article."""
    starts = [unit.start for unit in units]
    shared = words.lists("common")["shared_newsrooms"]
    for found in _told(page, units):
        if found.rule == "house" and found.value in shared:
            continue  # Many papers print what they write.
        unit = units[bisect_right(starts, found.start) - 1]
        if found.rule == "source" or not _is_of_others(unit, found.start):
            yield found


def _is_of_others(unit: Unit, place: int) -> bool:
    """Whether a line speaks at a place of papers that are not the page's."""
    if unit.kind in _TEXT or len(unit.text) > LONGEST:
        return False
    until, since = pagespeech.of_others(unit.text)
    return not until <= place - unit.start < since


def _told(page: list[Unit], units: list[Unit]) -> Iterator[Found]:
    """All that lines say of it."""
    head = next((u.text for u in units if u.kind == "title"), "")
    text = next((u.start for u in units if u.kind in _TEXT), 0)
    for unit in page:
        if unit.start < text and signs.is_link(unit.text):
            continue  # Where a text was saved from may be another's address, and shortened.
        for find in (rights.by_rights, signs.by_note, signs.by_site, signs.by_house, signs.by_host, signs.by_promotion):
            if found := find(unit, head):
                yield found
                break
    yield from housemarks.signed(units)
    yield from _selfnamed(units)
    yield from knownpapers.told(units)
    yield from papersigns.told(units)
    yield from offers.around(units)
    yield from offers.told(units)
    yield from slogans.told(units)
    yield from appeals.told(units)
    yield from voices.told(units)
    yield from (f for u in units if (f := signs.by_day(u, head)))
    last = max((u.start for u in units if u.kind in _BODY), default=0)
    for unit in units:
        if unit.kind in papernames.PAGE or unit.kind in ("kicker", "heading"):
            yield from signs.by_hints(unit)
        elif unit.kind in _TAKEN and (said := _RIGHT.match(unit.text)):
            right = rights.by_rights(unit, head)
            pictured = unit.kind == "credit" and (unit.start < last or not said["year"])
            if right and not pictured and not (unit.kind == "credit" and names.is_person(right.value)):
                yield right


_TAKEN = frozenset(["paragraph", "list", "table", "credit"])
"""What the line that reserves the rights in a page may be taken for."""
_RIGHT = re.compile(r"(?i:©|\(c\)|copyright)(?:.*\b(?P<year>(?:19|20)\d\d)\b)?")


def _selfnamed(units: list[Unit]) -> Iterator[Found]:
    """The names by which the page names itself, if they can be those of papers."""
    starts = [u.start for u in units]
    for found in (*selfnames.told(units), *presented.told(units)):
        unit = units[bisect_right(starts, found.start) - 1]
        if found.rule in ("dateline", "consent") or signs.is_proper(unit, found.value):
            yield found


CONTACT = 8
"""Lines under the words "press contact" that are the address of who sent the text, not of the page."""


def _not_contacts(units: list[Unit]) -> Iterator[Unit]:
    hidden = 0
    for unit in units:
        hidden = CONTACT if _is_contact(unit.text) else max(0, hidden - 1)
        if not hidden:
            yield unit


def _is_contact(text: str) -> bool:
    """Whether a line announces an address; the beginning of a long one says it."""
    if text[:1].isalpha() and text[0].lower() not in _contact_letters():
        return False
    return words.key(text if len(text) <= looks.TALKATIVE else text[:80]).startswith(_contacts())


@cache
def _contact_letters() -> frozenset[str]:
    """With which letters such lines begin: few lines do."""
    return frozenset(entry[0] for entry in _contacts())


@cache
def _contacts() -> tuple[str, ...]:
    return tuple(entry.rstrip("…") for entry in words.every("contact"))
