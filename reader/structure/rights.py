"""Who holds the rights in a page, as a line of it says: its paper, the house of that, an office."""

from __future__ import annotations

import re

from reader import words
from reader.records import Found
from reader.structure import knownpapers, marks, names
from reader.structure.lines import Unit, named
from reader.structure.signs import DOMAIN, NAME, proper
from reader.words import dateforms

_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?"
_COMPANY = (
    r"Verlag\w*|Medien\w*|Media|Publishing|Media Group|Mediengruppe|GmbH|AG|SE|KG|Ltd|Limited|Inc|LLC|LLP|plc|SAS?|"
    r"sp\. z o|S\.r\.l|S\.p\.A|S\.A|s\.r\.o|B\.V|ООО|АО|ТОВ|"
    r"e\.\s?V|& Co|vom|Company|Group|Corp|Corporation|Communications|m\.b\.H"
)
_RIGHTS = re.compile(
    r"(?:(?:Alle Rechte vorbehalten|All rights reserved|Tous droits réservés)[:.]?\s?(?:[-–|]\s?)?)?"
    rf"(?:©|\(c\)|copyrights?:?)\s*(?:(?:©|\(c\))\s*)?(?:by\s)?(?P<year>{_YEARS},?\s*)?(?:(?:©|copyright)\s)?"
    rf"(?:by\s)?(?:(?:Verlags?gesellschaft|Verlag)\s)?[«„“\"]?{NAME}[»”“\"]?"
    rf"(?P<legal>\s+(?:{_COMPANY})\b.*|[,|/–].*|\.(?=\s|$).*|\s*[-–]?\s*(?:19|20)\d\d.*"
    r"|\s(?:or|and)\sits\s.*"
    r"|\s*[-–|]?\s*(?:alle rechte|all rights|tous droits|все права|усі права|всі права).*"
    r"|(?-i:\s(?!and |und |et |de |du |des |of |der |for |für )[a-zа-яіїєґ]{3})\w*(?:\s\S+){3}.*)?$",
    re.I,
)
_SIGN = re.compile(r"©|\([cC]\)|[cC][oO][pP][yY][rR]")
_LEADING = re.compile(rf"[«„“\"]?{NAME}[»”“\"]?,?\s(?:©|\([cC]\))\s*{_YEARS}(?:[\s.,|–-].*)?")
_HOUSE_OF = re.compile(r"\s+(?:Verlag|Medien|Media|Publishing|Mediengruppe|vom)", re.I)
"""Behind a name: it is that of a publisher, not surely that of the paper."""


def by_rights(unit: Unit, head: str) -> Found | None:
    """Who holds the rights, if that may be a paper and not who took a picture."""
    if not _SIGN.search(unit.text):
        return None
    if (found := _LEADING.fullmatch(unit.text)) and words.key(found["name"]) != "copyright":
        return proper(unit, found["name"], "rights")
    found = _RIGHTS.match(unit.text[:400])
    if not found:
        return None
    name, legal = found["name"].strip(), found["legal"] or ""
    name = _NUMBER.sub("", name) if _ISSUED_IN.match(legal) else name
    if legal[:1] == " " and legal[1:2].islower() and " " not in name:
        return None
    other = legal.strip(" /|,.–-")
    if DOMAIN.fullmatch(other):
        return proper(unit, other, "rights")
    # "© NAME" alone, or with an agency, may be whose picture it was.
    dated = found["year"] or re.search(_YEARS, legal)
    plain = not dated and (not legal or (legal[0] in ",/|" and not _RESERVED.search(legal)))
    if plain and marks.agencies_in(other):
        return None
    if plain and names.is_person(name):
        return proper(unit, name, "owner")
    if _GROUP.search(f"{name} {legal[:40]}") and not knownpapers.is_known(name):
        return proper(unit, name, "group")
    if _RESERVED.search(name) or _is_of_day(name, legal):
        return None
    bare = _BUSINESS.sub("", name) if legal else name
    told = proper(unit, bare, "rights-only" if plain else "publisher" if _HOUSE_OF.match(legal) else "rights")
    return told or (_of_office(unit, name, found["year"] or "") if dated and legal[:1] not in ("/", "|") else None)


def _is_of_day(name: str, rest: str) -> bool:
    """Whether what was taken for a name ends amid a day, after which a publisher is called (``Verlag 8. Mai GmbH``)."""
    found = _MONTH.match(rest) if name[-1:].isdigit() else None
    return found is not None and found["month"].casefold() in dateforms.months()


_MONTH = re.compile(r"\.\s?(?P<month>[^\W\d_]+)")


def _of_office(unit: Unit, name: str, years: str) -> Found | None:
    """An office, or an agency whose rights go over years: those are rights in a page, not in a picture or a text."""
    office = names.is_office(words.key(name).split())
    return named(unit, name, "rights") if office or (_SPAN.match(years) and marks.agencies_in(name)) else None


_SPAN = re.compile(r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")
_NUMBER = re.compile(r"\s\d{1,3}$")
_ISSUED_IN = re.compile(r"/(?:19|20)?\d\d\b")
"""Behind the number of an issue: its year."""

_RESERVED = re.compile(r"rechte|rights|droits|права", re.I)
_GROUP = re.compile(
    r"\b(?:Group|Holdings?|Newspapers|Publications|Broadcasting|Mediengruppe|Verlagsgruppe|Multimedia|Mediahaus|Medienhaus)\b",
    re.I,
)
"""A house of several papers, none of which it is called like."""
_BUSINESS = re.compile(r"(?:\s(?:&|and|und|Digital|Interactive|sp))+$")
