"""Lines that hold a day, cut: who wrote or what the page says beside it, or a day glued to the next thing."""

from __future__ import annotations

import re
from itertools import pairwise

from reader import dates
from reader.structure import looks, marks, names
from reader.structure.lines import Unit

SENTENCE = 4
"""Blanks in what stands before a labelled day, from which on it is a line of its own."""


def by_stamp(unit: Unit) -> list[Unit]:
    """A byline with a date before or behind it, or a date glued to the next thing."""
    stamps = dates.read_within(unit.text) if len(unit.text) <= 160 else []
    if len(stamps) == 2 and stamps[1].labelled and dates.read_line(unit.text):
        return [unit.part(0, stamps[1].start, "date"), unit.part(stamps[1].start, len(unit.text), "date")]
    if len(stamps) != 1:
        return []
    stamp, text = stamps[0], unit.text
    if stamp.end == len(text) and _ends_in_name(text[: stamp.start]):
        return [unit.part(0, stamp.start, "byline", "author"), unit.part(stamp.start, len(text), "date")]
    if (barred := _BARRED.match(text)) and barred.end() == stamp.start and names.signers(barred["name"]):
        return [unit.part(0, stamp.start, "byline", "author"), unit.part(stamp.start, len(text), "date")]
    if dates.read_line(text) and (stamp.start or not _ends_in_name(text[stamp.end :])):
        return []
    before, after = text[: stamp.start].strip(" ,|–-"), text[stamp.end :].strip(" ,|–-")
    after = after[:1].upper() + after[1:] if names.is_label(after.split(" ")[0]) else after
    closes = not after or (len(after) <= PAPER and after[0].isupper() and dates.read_line(text[stamp.start :]))
    if before and closes and (names.byline(before) or (names.signers(before) and before.count(" ") < 6)):
        return [unit.part(0, stamp.start, "byline"), unit.part(stamp.start, len(text), "date")]
    day = len(stamp.value) >= dates.DAY
    if before and not after and stamp.labelled and day and before.count(" ") >= SENTENCE and not looks.has_end(before):
        return [looks.look(unit.part(0, stamp.start)), unit.part(stamp.start, len(text), "date")]
    if after and not before and (names.byline(after) or names.signers(after)):
        at = text.index(after[1:], stamp.end) - 1
        return [unit.part(0, at, "date"), unit.part(at, len(text), "byline")]
    return []


PAPER = 40
"""Characters of the paper or place that may stand behind the day."""
_BARRED = re.compile(r"(?P<name>[^\W\d_]\S*(?:\s[^\W\d_]\S*){1,3})\s[—–|·•]\s")


def by_reading_time(unit: Unit) -> list[Unit]:
    """A date with a line of the page before or behind it (``Aktualisiert am 24.04.2024 Lesedauer: 3 Min.``)."""
    stamps = dates.read_within(unit.text) if len(unit.text) <= 160 else []
    if (
        not stamps
        or len(stamps[0].value) < dates.DAY
        or (unit.text.count(" ") > looks.SENTENCE and looks.has_end(unit.text) and not _MINUTES.search(unit.text))
    ):
        return []
    edges = [0, stamps[0].start, stamps[-1].end, len(unit.text)]
    spans = [(a, b) for a, b in pairwise(edges) if unit.text[a:b].strip(" ,;|()–-")]
    parts = [unit.part(a, b) for a, b in spans]
    for part, (start, _) in zip(parts, spans):
        if start == stamps[0].start:
            part.kind = "date"
        elif not marks.is_marks(part.text):
            looks.look(part)
    return parts if len(parts) > 1 and all(p.kind in ("date", "byline", "boilerplate") for p in parts) else []


_MINUTES = re.compile(r"\d\sMin\.$")


def _ends_in_name(rest: str) -> bool:
    return len(rest.split()) in (2, 3) and names.is_person(rest.strip(" ,|–-"))
