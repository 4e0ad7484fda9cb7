"""The day of an article: when it was published, or changed at last, with its place."""

from __future__ import annotations

import re

from reader import dates
from reader.records import Found
from reader.structure import elsewhere, stamps
from reader.structure.lines import Unit


def published(units: list[Unit], head: int | None) -> Found | None:
    """The date of publication, else of the last change; from the head, the export, or a labelled line at the end."""
    first = next((i for i, u in enumerate(units) if u.kind == "paragraph" and i > (head or 0)), len(units))
    ranked: list[tuple[int, Found]] = []
    for i, unit in enumerate(units):
        recorded = i < first and _RECORDED.match(unit.text) is not None
        if unit.kind == "date" or unit.why == "issue" or recorded or stamps.is_labelled(units, i):
            for stamp in stamps.of(units, i):
                ranked.append((_rank(stamp, i, head, first, unit.why == "issue"), stamps.found(unit, stamp)))
    if all(rank >= _LATE for rank, _ in ranked):
        ranked += elsewhere.further(units, head or 0, first)
    ranked = [r for r in ranked if r[0] < _NEVER]
    if not ranked:
        return None
    # Of two in as good a place, the one that says that it is the day of publication.
    rank, best = min(ranked, key=lambda r: (r[0], r[1].confidence < 1.0))
    if rank == _CHANGED or (rank == _EARLIEST and best.confidence < 1.0):
        # A day over the page may be the one on which it was saved, one at its foot that of the site; the text itself
        # says when it was written.
        rank, best = next(
            ((r, f) for r, f in elsewhere.behind_places(units) if not best.value.startswith(f.value[:10])), (rank, best)
        )
    best = _to_the_day(best, units)
    near = [f for r, f in ranked if r <= max(rank, _EARLIEST) or r == _LATE or best.rule == "export"]
    best = _to_the_minute(best, [*near, *_as_of(units, best), *_said_again(units, best)])
    rivals = any(r == rank and not f.value.startswith(best.value[:10]) for r, f in ranked)
    sure = _SURE[rank] * (0.65 if rivals else 1.0) * (best.confidence if best.confidence < 1.0 else 1.0)
    return best._replace(confidence=round(sure, 2))


_RECORDED = re.compile(r"(?:Quelle|Source):\s+[^,:/]{3,40}(?:,\s(?:Nr|No)\.\s\d+)?\s(?:vom|of|du)\s\d")
"""Of which day the issue was that an archive has a text from."""

_NEVER = 9

_LATE = 5
"""The first rank of the dates that stand below the text."""

_CHANGED = _LATE + 1
"""The rank of a day below the text on which something was changed."""

_EARLIEST = 2

_SURE = (0.97, 0.93, 0.9, 0.75, 0.9, 0.8, 0.75, 0.55, 0.6)
"""How sure a date of each rank is."""


def _to_the_minute(best: Found, others: list[Found]) -> Found:
    """The same day with its time, where another line of the head states it."""
    if len(best.value) != 10:
        return best
    timed = [f for f in others if f.value.startswith(best.value) and len(f.value) > 10]
    return next((f for f in timed if best.rule in (f.rule, "export")), best)


def _as_of(units: list[Unit], best: Found) -> list[Found]:
    """The same day with its time behind it, as the state of the page (``3.5.2024 | Stand 3.5.2024, 8:00``)."""
    near = [u for u in units if u.kind == "date" and 0 <= u.end - best.end <= LINE and "Stand" in u.text]
    told = [stamps.found(u, s) for u in near for s in dates.read_within(u.text)]
    told = [f for f in told if f.start >= best.end]
    return [f._replace(rule=best.rule) for f in told]


LINE = 40
"""Characters from a day to the end of its line at most."""


def _said_again(units: list[Unit], best: Found) -> list[Found]:
    """The same day with its time in a line of its own farther down, if there is but one; comments have many."""
    lines = [
        u
        for i, u in enumerate(units)
        if u.kind == "date"
        and not u.why
        and u.start > best.end
        and _DAY_FIRST.match(u.text)
        and units[i - 1].why != "label"
    ]
    told = [stamps.found(u, s) for u in lines for s in dates.read_within(u.text)[:1] if s.end >= len(u.text)]
    again = [f for f in told if f.value.startswith(best.value)]
    return again if len(again) == len(told) == 1 else []


_DAY_FIRST = re.compile(r"(?:[^\W\d_]{2,10}\.?,?\s)?\d")


def _to_the_day(best: Found, units: list[Unit]) -> Found:
    """The day in the month of an export, where one line of the page or of who signs states it, and no other."""
    if best.rule != "export" or len(best.value) != 7:
        return best
    lines = [i for i, u in enumerate(units) if u.kind in _STAMPED and u.why != "source"]
    told = [stamps.found(units[i], s) for i in lines for s in stamps.of(units, i)]
    told += [f for _, f in elsewhere.behind_places(units)]
    told += [
        stamps.found(u, s) for u in units[: elsewhere.SOON] if u.kind in _HEADED for s in dates.read_within(u.text)
    ]
    told += [
        stamps.found(u, s)
        for u in units[: elsewhere.SOON]
        for s in dates.read_within(u.text[:BEGIN])[:1]
        if s.start == 0
    ]
    same = sorted((f for f in told if len(f.value) > 7 and f.value.startswith(best.value)), key=lambda f: -len(f.value))
    alone = len({f.value[:10] for f in same}) == 1
    return same[0]._replace(confidence=1.0) if alone else best


BEGIN = 45
"""Characters of a line in which a day stands that is glued before it."""

_STAMPED = frozenset(["date", "byline", "source-note", "kicker"])

_HEADED = frozenset(["title", "heading", "boilerplate"])


def _rank(stamp: dates.Stamp, i: int, head: int | None, first: int, issue: bool) -> int:
    if stamp.role == "export":
        return 4
    if stamp.role == "published" and issue:
        return 7
    if i > first:
        return 5 + (stamp.role == "updated") if stamp.labelled else _NEVER
    after_title = head is not None and i > head
    return (0 if after_title else 2) + (stamp.role == "updated")
