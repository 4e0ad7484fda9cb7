"""The data of an article: when, by whom and from which agency, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader import dates, words
from reader.records import Found
from reader.structure import names
from reader.structure.lines import Unit

_SOURCE = re.compile(r"(?:Quellen?|Sources?|Джерело|Источник)\s?:\s*|.*;(?=[^;]+$)")


def published(units: list[Unit], head: int | None) -> Found | None:
    """The date of publication, else of the last change; from the head, the export, or a labelled line at the end."""
    first = next((i for i, u in enumerate(units) if u.kind == "paragraph" and i > (head or 0)), len(units))
    ranked: list[tuple[int, Found]] = []
    for i, unit in enumerate(units):
        if unit.kind == "date" or unit.why == "issue":
            for stamp in _stamps(units, i):
                ranked.append((_rank(stamp, i, head, first, unit.why == "issue"), _found(unit, stamp)))
    if all(rank == _NEVER for rank, _ in ranked):
        ranked = [(3, _found(units[i], s)) for i in _beside_bylines(units, head or 0) for s in _stamps(units, i)]
    ranked = [r for r in ranked if r[0] < _NEVER]
    if not ranked:
        return None
    rank, best = min(ranked, key=lambda r: r[0])
    rivals = any(r == rank and not f.value.startswith(best.value[:10]) for r, f in ranked)
    sure = _SURE[rank] * (0.65 if rivals else 1.0) * (1.0 if best.confidence == 1.0 else 0.95)
    return best._replace(confidence=round(sure, 2))


_NEVER = 9
_SURE = (0.97, 0.93, 0.9, 0.75, 0.9, 0.8, 0.75, 0.55)
"""How sure a date of each rank is."""
EARLY = 12
"""Lines behind the title in which a date may stand below the byline, though a paragraph came before."""


def _beside_bylines(units: list[Unit], head: int) -> Iterator[int]:
    near = zip(units[head:], units[head + 1 : head + 1 + EARLY])
    return (i for i, (before, unit) in enumerate(near, head + 1) if before.kind == "byline" and unit.kind == "date")


def _rank(stamp: dates.Stamp, i: int, head: int | None, first: int, issue: bool) -> int:
    if stamp.role == "export":
        return 4
    if stamp.role == "published" and issue:
        return 7
    if i > first:
        return 5 + (stamp.role == "updated") if stamp.labelled else _NEVER
    after_title = head is not None and i > head
    return (0 if after_title else 2) + (stamp.role == "updated")


def _stamps(units: list[Unit], i: int) -> list[dates.Stamp]:
    unit = units[i]
    if unit.why == "export":
        mark = dates.export_mark(unit.text)
        return [mark] if mark else []
    stamps = dates.read_within(unit.text)
    if i and units[i - 1].why == "label" and units[i - 1].kind == "date":
        label = words.key(units[i - 1].text)
        role: dates.Role = "updated" if label in words.word_set("updated") else "published"
        stamps = [dates.Stamp(s.value, role, True, s.start, s.end) for s in stamps]
    clock = dates.clock_only(units[i - 1].text) if i and units[i - 1].why == "clock" else None
    if clock and len(stamps) == 1 and len(stamps[0].value) == 10:
        s = stamps[0]
        return [dates.Stamp(f"{s.value}T{clock}", s.role, s.labelled, s.start, s.end)]
    return stamps


def _found(unit: Unit, stamp: dates.Stamp) -> Found:
    part = unit.part(stamp.start, stamp.end)
    return Found(stamp.value, part.start, part.end, stamp.role, 1.0 if stamp.labelled else 0.9)


def signed(units: list[Unit]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The authors and the agencies that the bylines, marks and datelines name, each once."""
    authors: dict[str, Found] = {}
    agencies: dict[str, Found] = {}
    for unit in units:
        if unit.kind not in ("byline", "dateline", "source-note"):
            continue
        signers = _signers(unit) if unit.kind == "byline" else None
        for name in signers.authors if signers and unit.why not in ("agency", "mark") else ():
            labelled = names.byline(unit.text) is not None
            found = named(unit, name, "byline" if labelled else "name")
            authors.setdefault(name, found._replace(confidence=0.95 if labelled else 0.75))
        for name in signers.agencies if signers else _agencies(unit):
            agencies.setdefault(_short(name), named(unit, name, unit.kind))
    return tuple(authors.values()), tuple(agencies.values())


def _short(agency: str) -> str:
    """The agency by its mark, whether it is written so or in full."""
    same: dict[str, str] = words.lists("common")["agency_marks"]
    return same.get(agency.casefold(), agency.casefold())


def _signers(unit: Unit) -> names.Signers | None:
    text = unit.text.strip("()[] ") if unit.why == "signed" else unit.text
    if unit.why == "signed":
        return names.signers(_DAY.sub("", text).strip(" ,"))
    return None if names.house_with_agency(text) else names.byline(text[:1].upper() + text[1:]) or names.signers(text)


_DAY = re.compile(r",?\s*\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?")


def _agencies(unit: Unit) -> tuple[str, ...]:
    if unit.kind == "source-note":
        if unit.text.count(";") >= 2:
            return names.agencies_in(unit.text.partition(";")[2])
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
