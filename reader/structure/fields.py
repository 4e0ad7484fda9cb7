"""The data of an article: when, by whom and from which agency, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader import dates, words
from reader.records import Found
from reader.structure import marks, names
from reader.structure.lines import Unit
from reader.words import dateforms

_SOURCE = re.compile(r"\(?(?:Quellen?|Sources?|Джерело|Источник)\s?:\s*|.*;(?=[^;]+$)")


def published(units: list[Unit], head: int | None) -> Found | None:
    """The date of publication, else of the last change; from the head, the export, or a labelled line at the end."""
    first = next((i for i, u in enumerate(units) if u.kind == "paragraph" and i > (head or 0)), len(units))
    ranked: list[tuple[int, Found]] = []
    for i, unit in enumerate(units):
        recorded = i < first and _RECORDED.match(unit.text) is not None
        if unit.kind == "date" or unit.why == "issue" or recorded or _is_labelled(units, i):
            for stamp in _stamps(units, i):
                ranked.append((_rank(stamp, i, head, first, unit.why == "issue"), _found(unit, stamp)))
    if all(rank >= _LATE for rank, _ in ranked):
        ranked += _further(units, head or 0, first)
    ranked = [r for r in ranked if r[0] < _NEVER]
    if not ranked:
        return None
    rank, best = min(ranked, key=lambda r: r[0])
    if rank == _EARLIEST and best.confidence < 1.0:
        # A day over the page may be the one on which it was saved; the text itself says when it was written.
        rank, best = next(
            ((r, f) for r, f in _behind_places(units) if not best.value.startswith(f.value[:10])), (rank, best)
        )
    best = _to_the_day(best, units)
    best = _to_the_minute(best, [f for r, f in ranked if r <= max(rank, _EARLIEST) or best.rule == "export"])
    rivals = any(r == rank and not f.value.startswith(best.value[:10]) for r, f in ranked)
    sure = _SURE[rank] * (0.65 if rivals else 1.0) * (best.confidence if best.confidence < 1.0 else 1.0)
    return best._replace(confidence=round(sure, 2))


_RECORDED = re.compile(r"(?:Quelle|Source):\s+[^,:/]{3,40}(?:,\s(?:Nr|No)\.\s\d+)?\s(?:vom|of|du)\s\d")
"""Of which day the issue was that an archive has a text from."""
_ENTRY = re.compile(r"[•*+-]\s.*\d:\d\d:\d\d")
"""When an entry of a live blog was written, to the second."""
_NEVER = 9
_LATE = 5
"""The first rank of the dates that stand below the text."""
_EARLIEST = 2
_SURE = (0.97, 0.93, 0.9, 0.75, 0.9, 0.8, 0.75, 0.55, 0.6)
"""How sure a date of each rank is."""
EARLY = 12
"""Lines behind the title in which a date may stand below the byline, though a paragraph came before."""
FEW = 2
"""Paragraphs that may come before such a date."""
ISSUE_NEAR = 2
"""Lines between the title and the line that says which number of a series it is."""


def _to_the_minute(best: Found, others: list[Found]) -> Found:
    """The same day with its time, where another line of the head states it."""
    if len(best.value) != 10:
        return best
    return next(
        (f for f in others if f.value.startswith(best.value) and len(f.value) > 10 and best.rule in (f.rule, "export")),
        best,
    )


def _to_the_day(best: Found, units: list[Unit]) -> Found:
    """The day in the month of an export, where one line of the page or of who signs states it, and no other."""
    if best.rule != "export" or len(best.value) != 7:
        return best
    lines = [i for i, u in enumerate(units) if u.kind in _STAMPED and u.why != "source"]
    told = [_found(units[i], s) for i in lines for s in _stamps(units, i)]
    told += [f for _, f in _behind_places(units)]
    told += [_found(u, s) for u in units[:SOON] if u.kind in _HEADED for s in dates.read_within(u.text)]
    same = sorted((f for f in told if len(f.value) > 7 and f.value.startswith(best.value)), key=lambda f: -len(f.value))
    alone = len({f.value[:10] for f in same}) == 1
    return same[0]._replace(confidence=1.0) if alone else best


_STAMPED = frozenset(["date", "byline", "source-note", "kicker"])
_HEADED = frozenset(["title", "heading", "boilerplate"])
SOON = 3
"""Lines from the start in which a day may stand beside other words."""


def _further(units: list[Unit], head: int, first: int) -> Iterator[tuple[int, Found]]:
    """Dates in less usual places, where no line of the head states one: below the byline, the lead, the last word."""
    found = False
    for i in {*_beside_bylines(units, head), *_early(units, head), *_at_the_end(units), *_beside_authors(units)}:
        for stamp in _stamps(units, i):
            found = True
            yield (3 if "T" in stamp.value or units[i - 1].kind == "byline" else 8), _found(units[i], stamp)
    if not found:
        yield from _behind_places(units)
        yield from (
            (8, _found(u, s)) for u in units if u.kind == "credit" for s in dates.read_within(u.text) if "T" in s.value
        )
    for unit in () if found else units[:first]:
        if unit.kind in _RUBRICS and (rubric := dates.beside_rubric(unit.text)):
            yield 8, _found(unit, rubric)
    for unit in units[max(head - ISSUE_NEAR, 0) : head + ISSUE_NEAR + 1]:
        if len(unit.text) <= 60 and _NUMBERED.search(unit.text):
            yield from ((7, _found(unit, s)) for s in dates.read_within(unit.text))


def _behind_places(units: list[Unit]) -> Iterator[tuple[int, Found]]:
    """The day behind the place with which the text begins (``Wien, 16. März 2022 |``)."""
    text = [u for u in units if u.kind in ("dateline", "lead", "paragraph")][:3]
    for unit in text:
        if found := _PLACE.match(unit.text[:60]) or _BRACKETED.match(unit.text[:90]):
            begin = unit.part(found.start("day"), found.end())
            yield from ((8, _found(begin, s)) for s in dates.read_within(begin.text) if len(s.value) >= 10)


_PLACE = re.compile(
    r"[^\W\d_a-zа-яіїє][\w-]+(?:[ /][^\W\d_a-z][\w-]+){0,2},?\s(?P<day>\d{1,2}[^()|–—]{4,22}?\d{4}\.?)\s?"
    r"(?:\([^()]{2,30}\)\s?)?(?:[|–—-]\s|\.\s?[–—-]?\s?)"
)


_BRACKETED = re.compile(r"[A-Z][^()]{2,50}\((?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}[^()]{0,20})\)\s?[–—-]")
"""The same in brackets, as American news services have it."""
_RUBRICS = frozenset(["heading", "kicker", "navigation", "boilerplate"])
_NUMBERED = re.compile(r"\b(?:Nr|No|Ausgabe|Heft|Issue|Vol)\b\.?\s?\d|№\s?\d|\bn°\s?\d", re.I)


def _beside_bylines(units: list[Unit], head: int) -> Iterator[int]:
    near = zip(units[head:], units[head + 1 : head + 1 + EARLY])
    return (i for i, (before, unit) in enumerate(near, head + 1) if before.kind == "byline" and unit.kind == "date")


def _early(units: list[Unit], head: int) -> Iterator[int]:
    """The first date near the title, though a paragraph or two (a lead, the title of the window) came before."""
    paragraphs = 0
    for i, unit in enumerate(units[head:], head):
        paragraphs += unit.kind == "paragraph"
        if paragraphs > FEW or (paragraphs and i > head + 2 * EARLY):
            return
        if unit.kind == "date" and not unit.why:
            yield i
            return


def _at_the_end(units: list[Unit]) -> Iterator[int]:
    """A date right behind the text and who signed it."""
    last = max((i for i, u in enumerate(units) if u.kind == "paragraph"), default=len(units))
    for i, unit in enumerate(units[last + 1 :], last + 1):
        if unit.kind == "date" and not unit.why and i > last + 1:
            yield i
        if unit.kind not in ("byline", "source-note", "credit"):
            return


def _beside_authors(units: list[Unit]) -> Iterator[int]:
    """A date right over or under the name of who signs the text, said again below it."""
    signed = [_signers(u) for u in units if u.kind == "byline" and u.why not in ("agency", "mark")]
    authors = {a.casefold() for s in signed if s for a in s.authors}
    for i, unit in enumerate(units[1:], 1):
        if not authors or unit.kind not in ("date", "boilerplate") or not dates.read_line(unit.text):
            continue
        if any(len(u.text) <= 60 and u.text.casefold() in authors for u in (units[i - 1], *units[i + 1 : i + 2])):
            yield i
            return


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
    if words.key(unit.text).startswith(words.every("retrieved")):
        return []
    if _ENTRY.match(unit.text) or (i + 1 < len(units) and _RUNTIME.fullmatch(units[i + 1].text)):
        return []
    if unit.why == "export":
        mark = dates.export_mark(unit.text)
        return [mark] if mark else []
    stamps = dates.read_within(unit.text)
    if _is_labelled(units, i):
        label = words.key(units[i - 1].text)
        role: dates.Role = "updated" if label in words.word_set("updated") else "published"
        stamps = [replace(s, role=role, labelled=True) for s in stamps]
    clock = dates.clock_only(units[i - 1].text) if i and units[i - 1].why == "clock" else _clock_below(units, i)
    if clock and len(stamps) == 1 and len(stamps[0].value) == 10:
        s = stamps[0]
        return [replace(s, value=f"{s.value}T{clock}")]
    return stamps


def _is_labelled(units: list[Unit], i: int) -> bool:
    """Whether the line above says "published" or "updated", and a line is but a date."""
    if not i or units[i - 1].why != "label" or units[i].kind not in ("date", "boilerplate"):
        return False
    if units[i].kind == "boilerplate" and not units[i - 1].text.endswith(":"):
        return False  # "Published" stands over the dates of other stories, too.
    return words.key(units[i - 1].text) in dateforms.labels() and bool(dates.read_line(units[i].text))


_RUNTIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s?(?:[Mm]in\b\.?|[Mm]inuten|Std\.?)")
"""How long a recording runs; the day before it is that of the recording."""


def _clock_below(units: list[Unit], i: int) -> str | None:
    """The time on the line below a day; a bare one may be how long a recording runs."""
    after = next((u for u in units[i + 1 : i + 3] if u.why != "letterless"), None)
    marked = after and (after.why == "clock" or dates.clock_only(after.text)) and re.search(r"[^\W\d_]", after.text)
    return dates.clock_only(after.text) if after and marked else None


def _found(unit: Unit, stamp: dates.Stamp) -> Found:
    part = unit.part(stamp.start, stamp.end)
    sure = 0.55 if stamp.ambiguous else 1.0 if stamp.labelled else 0.95
    return Found(stamp.value, part.start, part.end, stamp.role, sure)


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
        posted = names.posted(unit.text) if unit.kind == "byline" and unit.why == "author" and not signers else None
        if posted:
            authors.setdefault(posted, named(unit, posted, "name")._replace(confidence=0.75))
        marked = unit.why == "agency" and signers is not None and not signers.agencies
        for name in signers.agencies if signers and not marked else _agencies(unit):
            agencies.setdefault(_short(name), named(unit, name, unit.kind))
    return tuple(authors.values()), tuple(agencies.values())


def _short(agency: str) -> str:
    """The agency by its mark, whether it is written so or in full."""
    same: dict[str, str] = words.lists("common")["agency_marks"]
    return same.get(agency.casefold(), agency.casefold())


def _signers(unit: Unit) -> names.Signers | None:
    text = unit.text.strip("()[] ") if unit.why == "signed" else unit.text
    if unit.why == "initials":
        return names.Signers((unit.text,))
    if unit.why == "signed":
        return names.signers(_DAY.sub("", text).strip(" ,"))
    return None if names.house_with_agency(text) else names.byline(text[:1].upper() + text[1:]) or names.signers(text)


_DAY = re.compile(r",?\s*\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?")


def _agencies(unit: Unit) -> tuple[str, ...]:
    if unit.kind == "source-note":
        if unit.why == "agency":
            return marks.agencies_in(unit.text)
        if unit.text.count(";") >= 2:
            return marks.agencies_in(unit.text.partition(";")[2])
        found = _SOURCE.match(unit.text)
        return marks.agencies_in(unit.text[found.end() :]) if found else ()
    bracket = re.search(r"[(]([^()]+)[)]|/([^/]+)/", unit.text) if unit.kind == "dateline" else None
    if unit.kind == "dateline":
        return _behind_place(*bracket.groups()) if bracket else marks.agencies_in(unit.text.partition(" ")[0])
    return marks.agencies_in(unit.text)


def _behind_place(bracketed: str | None, slashed: str | None) -> tuple[str, ...]:
    """The agencies behind the place of a dateline; between strokes stands nothing else, known or not."""
    found = marks.agencies_in(bracketed or slashed or "")
    if found or (slashed and slashed.isupper()):
        return found or ((slashed or "").strip(),)
    mark = (bracketed or "").strip()
    return (mark,) if marks.may_be(mark) else ()


def named(unit: Unit, name: str, rule: str) -> Found:
    """A name that a unit holds, with its place in the text."""
    at = max(unit.text.find(name), 0)
    part = unit.part(at, at + len(name))
    return Found(name, part.start, part.end, rule)
