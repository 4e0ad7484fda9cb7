"""The days and times that a line of a page states, with what the lines beside it add."""

from __future__ import annotations

import re
from dataclasses import replace

from reader import dates, words
from reader.records import Found
from reader.structure.lines import Unit
from reader.words import dateforms


def of(units: list[Unit], i: int) -> list[dates.Stamp]:
    """The dates of a line, labelled or timed by the line beside it; none of one that says when the page was fetched."""
    unit = units[i]
    key = words.key(unit.text)
    if any(label in key for label in words.every("retrieved")):
        return []
    if _is_aired(units, i) or _ENTRY.match(unit.text) or (i + 1 < len(units) and _RUNTIME.fullmatch(units[i + 1].text)):
        return []
    if unit.why == "export":
        mark = dates.export_mark(unit.text)
        return [mark] if mark else []
    stamps = dates.read_within(unit.text)
    if is_labelled(units, i):
        label = words.key(units[i - 1].text)
        role: dates.Role = "updated" if label in words.word_set("updated") else "published"
        stamps = [replace(s, role=role, labelled=True) for s in stamps]
    clock = dates.clock_only(units[i - 1].text) if i and units[i - 1].why == "clock" else _clock_below(units, i)
    if clock and len(stamps) == 1 and len(stamps[0].value) == 10:
        s = stamps[0]
        return [replace(s, value=f"{s.value}T{clock}")]
    return stamps


def _is_aired(units: list[Unit], i: int) -> bool:
    """Whether lines below the text say that something of it was on the air, and when."""
    above, labels = units[max(0, i - AIRED) : i], words.every("aired")
    said = next((n for n, u in enumerate(above) if u.kind in _PAGE and words.key(u.text).startswith(labels)), None)
    if said is None or not all(u.kind in _PAGE for u in above[said:]):
        return False
    return any(u.kind in ("lead", "paragraph") for u in units[:i])


AIRED = 4
"""Parts of a line behind which the day of a programme stands that names it."""
_PAGE = frozenset(["source-note", "boilerplate", "navigation", "byline", "date"])
_ENTRY = re.compile(r"[•*+-]\s.*\d:\d\d:\d\d")
"""When an entry of a live blog was written, to the second."""


def is_labelled(units: list[Unit], i: int) -> bool:
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


def found(unit: Unit, stamp: dates.Stamp) -> Found:
    """A date of a line with its place in the text; surer where a label stands before it."""
    part = unit.part(stamp.start, stamp.end)
    sure = 0.55 if stamp.ambiguous else 1.0 if stamp.labelled else 0.95
    return Found(stamp.value, part.start, part.end, stamp.role, sure)
