"""The data of an article: when, by whom and from which agency, each with its place."""

from __future__ import annotations

import re

from reader import dates
from reader.records import Found
from reader.structure import names
from reader.structure.lines import Unit

_SOURCE = re.compile(r"(?:Quellen?|Sources?|Джерело|Источник)\s?:\s*|.*;(?=[^;]*/)")


def published(units: list[Unit], head: int | None) -> Found | None:
    """The date of publication, else of the last change; from the head, the export, or a labelled line at the end."""
    first = next((i for i, u in enumerate(units) if u.kind == "paragraph" and i > (head or 0)), len(units))
    ranked: list[tuple[int, Found]] = []
    for i, unit in enumerate(units):
        if unit.kind == "date" or unit.why == "issue":
            ranked.extend((_rank(stamp, i, head, first), _found(unit, stamp)) for stamp in _stamps(units, i))
    ranked = [r for r in ranked if r[0] < _NEVER]
    return min(ranked, key=lambda r: r[0])[1] if ranked else None


_NEVER = 9


def _rank(stamp: dates.Stamp, i: int, head: int | None, first: int) -> int:
    if stamp.role == "export":
        return 4
    if i > first:
        return _NEVER if not stamp.labelled else 5 + (stamp.role == "updated")
    after_title = head is not None and i > head
    return (0 if after_title else 2) + (stamp.role == "updated")


def _stamps(units: list[Unit], i: int) -> list[dates.Stamp]:
    unit = units[i]
    if unit.why == "export":
        mark = dates.export_mark(unit.text)
        return [mark] if mark else []
    stamps = dates.read_within(unit.text)
    clock = dates.clock_only(units[i - 1].text) if i and units[i - 1].why == "clock" else None
    if clock and len(stamps) == 1 and len(stamps[0].value) == 10:
        s = stamps[0]
        return [dates.Stamp(f"{s.value}T{clock}", s.role, s.labelled, s.start, s.end)]
    return stamps


def _found(unit: Unit, stamp: dates.Stamp) -> Found:
    part = unit.part(stamp.start, stamp.end)
    return Found(stamp.value, part.start, part.end, stamp.role, 0.9 if stamp.labelled else 0.8)


def signed(units: list[Unit]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The authors and the agencies that the bylines, marks and datelines name, each once."""
    authors: dict[str, Found] = {}
    agencies: dict[str, Found] = {}
    for unit in units:
        if unit.kind not in ("byline", "dateline", "source-note"):
            continue
        signers = _signers(unit) if unit.kind == "byline" else None
        for name in signers.authors if signers and unit.why not in ("agency", "mark") else ():
            authors.setdefault(name, named(unit, name, "byline"))
        for name in signers.agencies if signers else _agencies(unit):
            agencies.setdefault(name.casefold(), named(unit, name, unit.kind))
    return tuple(authors.values()), tuple(agencies.values())


def _signers(unit: Unit) -> names.Signers | None:
    text = unit.text
    return None if names.house_with_agency(text) else names.byline(text[:1].upper() + text[1:]) or names.signers(text)


def _agencies(unit: Unit) -> tuple[str, ...]:
    if unit.kind == "source-note":
        found = _SOURCE.match(unit.text)
        return names.agencies_in(unit.text[found.end() :]) if found else ()
    bracket = re.search(r"[(]([^()]+)[)]|/([^/]+)/", unit.text) if unit.kind == "dateline" else None
    if unit.kind == "dateline":
        return names.agencies_in(bracket.group(1) or bracket.group(2)) if bracket else ()
    return names.agencies_in(unit.text)


def named(unit: Unit, name: str, rule: str) -> Found:
    """A name that a unit holds, with its place in the text."""
    at = max(unit.text.find(name), 0)
    part = unit.part(at, at + len(name))
    return Found(name, part.start, part.end, rule)
