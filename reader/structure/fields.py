"""The day of an article: when it was published, or changed at last, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader import dates, words
from reader.records import Found
from reader.structure import signatures
from reader.structure.lines import Unit
from reader.words import dateforms


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
    told += [_found(u, s) for u in units[:SOON] for s in dates.read_within(u.text[:BEGIN])[:1] if s.start == 0]
    same = sorted((f for f in told if len(f.value) > 7 and f.value.startswith(best.value)), key=lambda f: -len(f.value))
    alone = len({f.value[:10] for f in same}) == 1
    return same[0]._replace(confidence=1.0) if alone else best


BEGIN = 45
"""Characters of a line in which a day stands that is glued before it."""
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
    for i in () if found else {*_misjudged(units, head, first), *_written_by_machines(units), *_sent(units)}:
        found = True
        yield from ((3, _found(units[i], s)) for s in dates.read_within(units[i].text)[:1])
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


def _misjudged(units: list[Unit], head: int, first: int) -> Iterator[int]:
    """A day with its time in a line of its own before the text, whatever that was taken for."""
    for i in range(head + 1, min(first, head + 2 * EARLY)):
        stamps = dates.read_line(units[i].text) if units[i].kind == "boilerplate" else []
        if (
            len(stamps) == 1
            and "T" in stamps[0].value
            and stamps[0].end - stamps[0].start >= len(units[i].text.strip())
        ):
            yield i
            return


def _written_by_machines(units: list[Unit]) -> Iterator[int]:
    """The time to the second at the foot, as programs write it, with a key behind it."""
    return (i for i in range(max(0, len(units) - SOON), len(units)) if _MACHINE.fullmatch(units[i].text))


_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)(?:\s\w{1,24})?")


def _sent(units: list[Unit]) -> Iterator[int]:
    """The note below an item of news that says when it was sent."""
    return (i for i, u in enumerate(units) if u.kind in ("source-note", "boilerplate") and _SENT.match(u.text))


_SENT = re.compile(r"Dies(?:e Nachricht|e Meldung|er Beitrag) wurde am \d")


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
    signed = [signatures.signers_of(u) for u in units if u.kind == "byline" and u.why not in ("agency", "mark")]
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
