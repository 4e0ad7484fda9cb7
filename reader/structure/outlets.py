"""Whose page it is: the outlet, where a line of the page (never of the article) says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader import words
from reader.records import Found
from reader.structure import names, title
from reader.structure.fields import named
from reader.structure.lines import Unit

_HOST = re.compile(
    r"(?:[\w.+-]+@|https?://|www\.)(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)|\b(?P<bare>[\w-]{3,})\.(?:de|ch|at|com|org|net|fr)\b",
    re.I,
)
_DOMAIN = re.compile(r"(?:www\.)?(?P<name>[\w-]+)\.(?:[a-z]{2,3}|info)")
_NAME = r"(?P<name>[^\W\d_][\w.&'’ -]{1,40}?)"
_RIGHTS = re.compile(
    r"(?:(?:Alle Rechte vorbehalten|All rights reserved)[:.]?\s)?"
    r"(?:©|\(c\)|copyright:?)\s*(?:©\s*)?(?:by\s)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?,?\s*)?"
    rf"(?:by\s)?{_NAME}"
    r"(?:\s+(?:Verlag\w*|Medien\w*|Media|Publishing|GmbH|AG|SE|KG|Ltd|Inc|LLC|SA|e\.\s?V|& Co|vom|Company)\b.*"
    r"|[.,|/–].*|\s*\d{4}.*|\s*[-–]?\s*(?:alle rechte|all rights|tous droits).*)?$",
    re.I,
)
_SOURCE = re.compile(r"(?:Quelle|Source)\s?:\s*(?P<names>\S.{1,100})")
_FIELD = re.compile(rf"[^:]{{2,25}}:\s*{_NAME}$")
_ISSUE = re.compile(rf"{_NAME}(?:,|\s\||\svom)?\s(?:\w+,\s)?\d")
_PROPER = re.compile(r"[^\W\d_][\w.&'’-]*(?:\s[\w.&'’-]+){0,5}")


def outlet(units: list[Unit]) -> Found | None:
    """Whose page it is, by rights and source lines first, then by addresses, then by what the page asks for."""
    page = [u for u in _not_contacts(units) if u.kind in _PAGE and len(u.text) <= 400]
    head = next((u.text for u in units if u.kind == "title"), "")
    signed = [u for u in units if u.kind == "byline"]
    for find in (_by_rights, _by_note, _by_site, _by_host, _by_promotion):
        for unit in page:
            if found := find(unit, head):
                return _as_written(found, units)
    return next((named(u, house, "house") for u in signed if (house := names.house_with_agency(u.text))), None)


_PAGE = frozenset(["boilerplate", "source-note", "duplicate-title"])
CONTACT = 8
"""Lines under the words "press contact" that are the address of who sent the text, not of the page."""


def _not_contacts(units: list[Unit]) -> Iterator[Unit]:
    hidden = 0
    for unit in units:
        hidden = CONTACT if words.phrases("contact").match(words.key(unit.text[:80])) else max(0, hidden - 1)
        if not hidden:
            yield unit


def _by_rights(unit: Unit, head: str) -> Found | None:
    found = _RIGHTS.match(unit.text)
    return _proper(unit, found["name"], "rights") if found else None


def _by_note(unit: Unit, head: str) -> Found | None:
    """The paper that a note on the source, a running header or a record of a database names."""
    if unit.kind != "source-note":
        return None
    if unit.why in ("header", "site"):
        return _proper(unit, unit.text.strip(" -–|·"), unit.why)
    if unit.why == "issue" and (found := _ISSUE.match(unit.text)):
        return _proper(unit, found["name"], "issue")
    if unit.why == "field" and (found := _FIELD.match(unit.text)):
        return _proper(unit, found["name"], "field")
    if found := _SOURCE.match(unit.text):
        first = next((p for p in re.split(r"\s*[,;/]\s*", found["names"]) if not names.agencies_in(p)), "")
        written = _PROPER.fullmatch(first) is not None and not first.islower()
        return _proper(unit, first, "source") if written or _DOMAIN.fullmatch(first) else None
    return None


def _proper(unit: Unit, name: str, rule: str) -> Found | None:
    """The name, if it can be that of a paper: no agency, archive, office or photographer's company."""
    name = name.strip(" -")
    name = name if re.search(r"\b\w\.$", name) else name.rstrip(".")
    tokens = set(words.key(name).split())
    common = words.lists("common")
    known = name.casefold() in {*common["not_outlets"], *common["photo_sources"]}
    if (
        len(name) < 2
        or known
        or names.agencies_in(name)
        or words.key(name) in _NOT_NAMES
        or words.key(name).split()[:1] == ["alle"]
        or _is_office(tokens)
    ):
        return None
    host = _DOMAIN.fullmatch(name)
    return named(unit, host["name"] if host else name, rule)


def _is_office(tokens: set[str]) -> bool:
    return any(t.endswith(tuple(words.lists("common")["offices"].split())) for t in tokens)


def _by_site(unit: Unit, head: str) -> Found | None:
    name = title.site_behind(head, unit.text) if unit.kind == "duplicate-title" else None
    return named(unit, name, "site") if name else None


def _by_host(unit: Unit, head: str) -> Found | None:
    for found in _HOST.finditer(unit.text):
        labels = (found["host"] or found["bare"] or "").casefold().split(".")
        name = labels[-2] if found["host"] and len(labels) > 1 else labels[0]
        if name in ("co", "com") and len(labels) > 2:
            name = labels[-3]
        if len(name) > 2 and not any(part in words.foreign_domains() for part in labels[:-1] or labels):
            return named(unit, name, "host")
    return None


def _by_promotion(unit: Unit, head: str) -> Found | None:
    for pattern in _promotions():
        found = pattern.search(unit.text)
        if found and not names.agencies_in(found["name"]) and words.key(found["name"]) not in _NOT_NAMES:
            return named(unit, found["name"], "promotion")
    return None


_NOT_NAMES = frozenset(words.lists("common")["not_names"].split())


@cache
def _promotions() -> tuple[re.Pattern[str], ...]:
    name = r"(?:(?:[Dd](?:er|ie|as|em|en)|[Tt]he|[Ll][ea]) )?(?P<name>[A-ZÄÖÜ][\w.-]*(?:\s[A-ZÄÖÜ][\w.-]*){0,3})"
    return tuple(
        re.compile("(?i:" + re.escape(p).replace(r"\{\}", ")" + name + "(?i:") + r")(?!\w)")
        for p in words.every("outlet_promo")
    )


def _as_written(found: Found, units: list[Unit]) -> Found:
    """The name as the page spells it, where it was read from an address (``der-kurier`` is Der Kurier)."""
    if found.rule != "host":
        return found
    spelled = r"[\s.-]?".join(re.escape(c) for c in found.value if c != "-")
    for plain, umlaut in (("a", "ä"), ("o", "ö"), ("u", "ü")):
        spelled = spelled.replace(rf"{plain}[\s.-]?e", rf"(?:{plain}[\s.-]?e|{umlaut})")
    loose = re.compile(rf"(?<![\w@.]){spelled}(?![\w@-]|\.\w)", re.I)
    for unit in units:
        if unit.kind in ("boilerplate", "source-note", "navigation", "duplicate-title") and (
            hit := loose.search(unit.text[:2000])
        ):
            part = unit.part(hit.start(), hit.end())
            return Found(hit.group(), part.start, part.end, "host")
    return found
