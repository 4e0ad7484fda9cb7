"""Dates as pages print them, read into ISO 8601 cut at what is known.

Only lines that are mostly a date are read, never prose: dates of events, photos and file paths are traps.
Relative forms and days without a year give nothing, since a date is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from reader import words
from reader.words import dateforms, papers

Role = Literal["published", "updated", "export"]
LONGEST_LINE = 200
"""A line longer than this, in characters, is prose."""
DAY = len("2024-01-31")
"""Characters of a day without its time."""
OTHER_WORDS = 2
OTHER_WORDS_LABELLED = 4


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that a line states. ``start``/``end`` are offsets in the line, label and clock included."""

    value: str
    role: Role
    labelled: bool
    start: int
    end: int
    ambiguous: bool = False
    """Whether day and month may stand the other way round (``05/06/2019``)."""


@dataclass(frozen=True, slots=True)
class _Day:
    value: str
    start: int
    end: int
    ambiguous: bool


def read_line(line: str) -> list[Stamp]:
    """The dates a line states, if it is mostly date (label and a few other words allowed); else nothing."""
    return list(_stamps(line)) if len(line) <= LONGEST_LINE and _mostly_date(line) else []


def read_within(line: str) -> list[Stamp]:
    """The dates in a short line that is known to be about its making, such as a byline."""
    return list(_stamps(line)) if len(line) <= LONGEST_LINE else []


def beside_rubric(line: str) -> Stamp | None:
    """The day at an edge of a short line of capitalised words (``10 January 2024 Peace and Security``)."""
    days = _days(line) if len(line) <= 70 and _DIGIT.search(line) else ()
    if len(days) != 1 or len(days[0].value) < 10 or (days[0].start and not _PARTED.match(line, days[0].end)):
        return None
    rest = (line[: days[0].start] + line[days[0].end :]).split()
    small = words.word_set("joiners")
    if not 1 <= len(rest) <= 5 or not all(w[:1].isupper() or w in small or not w.isalnum() for w in rest):
        return None
    return _stamps(line)[0] if not _DIGIT.search("".join(rest)) and rest[-1][-1] not in ".!?:" else None


_PARTED = re.compile(r"$|\s-\s[^\W\d_a-z]{3,}\s?-?$")
"""The end of a line, or the rubric in capitals as archives write it behind the day."""


def export_mark(line: str) -> Stamp | None:
    """The mark ``date 2023-10`` that an export has put before a text, if the line begins with one."""
    found = dateforms.EXPORT.match(line)
    if not found or not (value := _iso(found["y"], found["m"], found["d"])):
        return None
    return Stamp(value, "export", True, found.start(1), found.end())


def clock_only(line: str) -> str | None:
    """The time of day (``15:20``) of a line that holds nothing else."""
    if len(line) > 48 or not (found := dateforms.CLOCK.match(line)):
        return None
    behind = dateforms.READING.sub(" ", line[found.end() :]).strip()
    rest = "" if dateforms.ZONE.fullmatch(behind) else words.key(behind)
    return _time(found) if not rest or rest in words.word_set("clock") else None


def without_year(line: str) -> bool:
    """Whether a line is a day and a month with a time or a label, but no year (``14 МАР, 12:31``): no date to keep."""
    if len(line) > 60 or not _DIGIT.search(line):
        return False
    line = line.lstrip("—–-|• ")
    if found := dateforms.yearless().fullmatch(line):
        return bool(found["label"] or found["clock"])
    labelled = dateforms.labelled_clock().match(line)
    return labelled is not None and clock_only(line[labelled.end() :]) is not None


@lru_cache(512)
def _stamps(line: str) -> tuple[Stamp, ...]:
    days, stamps, after = _days(line), list[Stamp](), 0
    for i, day in enumerate(days):
        stamps.append(_stamp(line, day, after, days[i + 1].start if i + 1 < len(days) else len(line)))
        after = stamps[-1].end
    return tuple(stamps)


def _stamp(line: str, day: _Day, after: int, before: int) -> Stamp:
    # Cut out, not searched in place: the label may be glued to the stamp before it.
    label = dateforms.label_before().search(line[after : day.start])
    start = after + label.start() if label else day.start
    value, end = day.value, day.end
    if len(value) == 10 and (clock := _clock_after(line, day.end, before)):
        value, end = f"{value}T{_time(clock)}", clock.end()
    elif len(value) == 10 and after == 0 and (clock := dateforms.CLOCK_BEFORE.search(line, 0, day.start)):
        value, start = f"{value}T{_time(clock)}", min(start, clock.start())
    name = (label["label"] or "").casefold().strip(" :") if label else ""
    return Stamp(value, _role(name), len(name) > 3, start, end, day.ambiguous)


def _role(label: str) -> Role:
    return "updated" if label in words.word_set("updated") else "published"


def _clock_after(line: str, start: int, end: int) -> re.Match[str] | None:
    found = dateforms.clock_after().match(line, start, end)
    return found if found and _time(found) else None


def _time(found: re.Match[str]) -> str | None:
    hour, minute, half = int(found["h"]), int(found["min"] or 0), (found["ap"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    half = "p" if found.group().rstrip(" .").endswith("nachm") else half
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _mostly_date(line: str) -> bool:
    stamps = _stamps(line)
    if not stamps:
        return False
    if dateforms.ISO_MONTH.fullmatch(line) or of_paper(line):
        return True
    rest = line
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    if _is_of_other(line, stamps[0]):
        return False
    rest = _NUMBERED.sub(" ", _PLACE.sub(" ", rest, 1))
    said = rest
    for times in (dateforms.ago(), dateforms.READING, dateforms.changed_at()) if _DIGIT.search(rest) else ():
        said = times.sub(" ", said)
    said = _PUBLISHED.sub(" ", said) if stamps[0].labelled else said
    said = _BY_ADMIN.sub(" ", said)
    if _COUNT.fullmatch(line, stamps[-1].end):
        said = said.rstrip("0123456789 ")
    if (under := _UNDER.search(said)) and all(words.key(r) in words.word_set("rubrics") for r in under.groups() if r):
        said = said[: under.start()]
    if "T" in stamps[0].value and not line[: stamps[0].start].strip():
        said = _AUTHOR.sub(" ", _RUBRIC.sub(" ", said))
    others = [w for w in _WORD.findall(said) if w.casefold() not in _around()]
    if _DIGIT.search("".join(others)) or (rest.rstrip().endswith((".", "!", "?")) and others):
        return False
    allowed = OTHER_WORDS_LABELLED if any(s.labelled for s in stamps) else OTHER_WORDS
    # Small words make a phrase of it ("am 3. Mai in Berlin"): that is a heading or prose, not a stamp.
    return len(others) <= allowed and not any(w.islower() for w in others)


def of_paper(line: str) -> str:
    """The paper that a line names beside a day and nothing else (``Die Zeit vom 3. Mai 2024``); else nothing."""
    days = _stamps(line) if len(line) <= _PAPER else ()
    if not days:
        return ""
    said = line[: days[0].start] + line[days[-1].end :]
    found = _OF_PAPER.fullmatch(" ".join(w for w in _PARTS.split(said) if w and w.casefold() not in _around()))
    return found["name"] if found and papers.is_beside_day(found["name"]) else ""


@cache
def _around() -> frozenset[str]:
    """Words that stand around a day and say nothing else."""
    return words.word_set("clock") | words.word_set("weekdays") | _ZONES


def _is_of_other(line: str, stamp: Stamp) -> bool:
    """Whether a word with a colon before a day says that it is that of something else (``Start: 6.4.2023``)."""
    return not stamp.labelled and _BEGINNING.search(line[: stamp.start]) is not None


_PUBLISHED = re.compile(r"\s(?:veröffentlicht|publiziert)\.?(?=\s|$)")
"""What was done on a day, behind it (``Dieser Inhalt wurde am 3. Mai 2024 veröffentlicht``)."""
_BY_ADMIN = re.compile(r"\b(?:[Pp]osted\s)?(?:by|von|par)\s(?:admin|Admin|redaktion|Redaktion)\b|^\s*[Pp]osted\b")
_PAPER = 80
"""Characters of a line that names but a paper and its day."""
_PARTS = re.compile(r"[\s,;()\[\]|·*_–—]+|(?<!\w)-(?!\w)")
_OF_PAPER = re.compile(r"(?:(?:Quelle|Source|Aus|In|in|aus)\s?:?\s)?(?P<name>\S.{1,40}?)(?:\s(?:vom|of|du|from|on))?")
_COUNT = re.compile(r"\s\d{1,3}\s*")
"""How many answered, behind the day."""
_UNDER = re.compile(r"(?<=\s)in\s(?P<one>[^\W\d_][\w-]+)(?:,\s(?P<two>[^\W\d_][\w-]+))?\s*$")
"""The rubrics behind the day."""
_BEGINNING = re.compile(r"\b(?:Start|Kinostart|Filmstart|Release|Premiere|Beginn|Termin|Sortie)\s?:\s*$", re.I)
_NUMBERED = re.compile(r"^\s*[A-Z]{3,5}\d{3,5}\b,?|[,/|·–-]?\s*\b(?:Seite|Seiten|S\.|page|p\.)\s\d{1,3}\b", re.I)
"""The number under which an agency sent a text, or the page on which it stood."""
_RUBRIC = re.compile(r"(?:(?:Uhr|h)\s)?\b(?:aus|in)\s(?:[^\W\d_a-z][\w-]+(?:,\s|\s(?:und|&)\s)?){1,4}\s*$")
"""The rubric behind the time (``3.5.2024 13:34 Uhr aus Kultur``)."""


_AUTHOR = re.compile(
    r"^\s*(?:(?:Uhr|h)\s)?(?:von|by|par|[–-])\s[^\W\d_a-z][\w-]+\s[^\W\d_a-z][\w-]+(?:\s[–|·-]\s.{1,40}(?:Kommentare?|comments?|"
    r"Ergänzungen|Antworten))?$"
)
"""Who wrote, behind the time, perhaps with how many answered."""


@lru_cache(1024)
def _days(line: str) -> tuple[_Day, ...]:
    if not _YEAR.search(line):
        return ()
    found = ((_value(match, line), match) for match in dateforms.date().finditer(line))
    return tuple(_Day(value, match.start(), match.end(), _is_ambiguous(match)) for value, match in found if value)


def _is_ambiguous(match: re.Match[str]) -> bool:
    return match.lastgroup == "slashed" and match["s1"] != match["s2"] and max(int(match["s1"]), int(match["s2"])) <= 12


def _value(match: re.Match[str], line: str) -> str | None:
    kind = match.lastgroup
    if kind == "iso":
        return _iso(match["iy"], match["im"], match["id"])
    if kind == "isomonth":
        return _iso(match["jy"], match["jm"], None) if dateforms.ISO_MONTH.fullmatch(line) else None
    if kind == "dotted":
        return _iso(_year(match["dy"]), match["dm"], match["dd"])
    if kind == "slashed":
        return _slashed(match, line)
    month = dateforms.months().get((match["nm"] or match["fm"] or match["mm"]).casefold().rstrip("."))
    day = match["nd"] or match["fd"]
    return _iso(match["ny"] or match["fy"] or match["my"], month, day)


def _slashed(match: re.Match[str], line: str) -> str | None:
    first, second = match["s1"], match["s2"]
    if int(second) > 12 or (int(first) <= 12 and dateforms.HALF_DAY.search(line)):
        first, second = second, first
    return _iso(_year(match["sy"]), second, first)


def _year(digits: str) -> str:
    return digits if len(digits) == 4 else ("20" if int(digits) < 70 else "19") + digits


def _iso(year: str, month: str | int | None, day: str | None) -> str | None:
    """The ISO string of a date that exists, cut at what is given."""
    if not 1600 <= int(year) <= 2199:
        return None
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4]


_PLACE = re.compile(
    r"^[^\W\d_a-z][\w-]+ (?:(?:am|an der|ob der|auf|bei|sur|en|lès|upon|de la|de) (?!\w*tag\b)|a\. ?)"
    r"[^\W\d_a-z][\w-]*\.?, *$"
)
"""The name of a place that has small words in it, before the day (``Frankfurt am Main, 3. Mai 2023``)."""
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}|[./]\s?\d\d")
"""One of these stands in every date."""
_WORD = re.compile(r"[^\W_]+")
_ZONES = frozenset(
    [
        "msk",
        "мск",
        "gmt+1",
        "gmt+2",
        "pt",
        "pst",
        "pdt",
        "sgt",
        "jst",
        "ist",
        "mez",
        "mesz",
        "cet",
        "cest",
        "vorm",
        "nachm",
        "utc",
        "gmt",
        "est",
        "edt",
        "et",
        "bst",
        "kst",
        "h",
        "z",
    ]
)
