"""Lines that hold several things, cut into units: byline and date, caption and credit, text and mark."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from reader import dates, words
from reader.structure import (
    credits,
    datecuts,
    endmarks,
    flat,
    headlines,
    linknumbers,
    looks,
    marks,
    names,
    particulars,
    scrambled,
    stamped,
)
from reader.structure.lines import LONG, Unit
from reader.words import dateforms, phrases

_SOURCE_SUFFIX = re.compile(r"(?:^|\s)(source:?\s+[\w.-]+)$")


def pieces(units: list[Unit]) -> list[Unit]:
    """The units, cut where one line holds several things, each with a first kind."""
    out: list[Unit] = []
    units = linknumbers.bared(flat.opened(units))
    for i, unit in enumerate(units):
        if unit.fixed or not unit.text or len(unit.text) > LONG:
            out.append(looks.look(unit))
        else:
            out.extend(_cut(unit, i, i == len(units) - 1))
    return out


_STAMPED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)? (?=[^\W\d_])")
"""A time to the minute, as machines write it, that a program has put before the text."""


EARLY = 3
"""Lines from the start among which a title may have its day before it."""


HEADED = 160
"""Characters of a headline with the name of the site behind it."""


def _cut(unit: Unit, i: int, last: bool) -> list[Unit]:
    out: list[Unit] = []
    text = unit.text
    begin, end, closing = 0, len(text), None
    if not i and (mark := dates.export_mark(text)):
        begin = len(text) - len(text[mark.end :].lstrip())
        out.append(unit.part(0, mark.end, "date", "export"))
    elif not i and (stamp := _STAMPED.match(text)):
        begin = stamp.end()
        out.append(unit.part(0, begin, "date"))
    if not (i or begin) and _is_page_of_agency(unit):
        unit.kind = "short"
        return [unit]
    if i < EARLY and (day := stamped.day_before_title(text[begin:end])):
        out.append(unit.part(begin, begin + day, "date"))
        return [*out, looks.look(unit.part(begin + day, end))]
    if not i and (day := stamped.day_behind_kicker(text[begin:end])):
        return [*out, looks.look(unit.part(begin, begin + day)), unit.part(begin + day, end, "date")]
    if i < EARLY and (behind := stamped.day_behind_title(text[begin:end])):
        return [*out, *_stamped_head(unit.part(begin, end), *behind)]
    if last and "source" in text and (suffix := _SOURCE_SUFFIX.search(text, begin)):
        closing = unit.part(suffix.start(1), len(text), "source-note", "export")
        end = suffix.start()
    if begin < end:
        # A part that begins the line keeps the unseen characters at its edge.
        out.extend(_cut_middle(unit if (begin, end) == (0, len(text)) else unit.part(begin, end)))
    return [*out, closing] if closing else out


def _is_page_of_agency(unit: Unit) -> bool:
    """Whether a line is the title of an agency's page, as a browser shows it (``Zinsen bleiben gleich | Reuters``)."""
    found = headlines.SITE.search(unit.text) if len(unit.text) <= HEADED else None
    if not found or not found.start() or not marks.is_agency(found.group().strip(" |–—·-")):
        return False
    before = looks.look(unit.part(0, found.start()))
    return before.kind == "short" and before.text.count(" ") > 1 and not looks.has_end(before.text)


def _stamped_head(unit: Unit, start: int, end: int) -> list[Unit]:
    """A title with its day and time, and what stands behind them in the same line: how long it is, a picture, text."""
    text = unit.text
    reading = _reading().match(text, end)
    rest = reading.end() if reading else end
    label = [unit.part(end, rest, "boilerplate", "share")] if reading else []
    behind = _cut_middle(unit.part(rest, len(text))) if text[rest:].strip() else []
    return [*_cut_middle(unit.part(0, start)), unit.part(start, end, "date"), *label, *behind]


@cache
def _reading() -> re.Pattern[str]:
    """How long it takes to read, or how old it is, behind a label (``Lesedauer: 3 Min.``, ``Update vor 5 Min.``)."""
    labels = "|".join(map(re.escape, words.every("reading_time")))
    return re.compile(rf"[\s|·–-]*(?:{labels}):?\s{dateforms.READING.pattern}", re.I)


def _cut_middle(unit: Unit) -> list[Unit]:
    for cut in (
        _by_scramble,
        _by_licence,
        _by_pages,
        particulars.cut,
        _by_columns,
        _by_bars,
        datecuts.by_stamp,
        datecuts.by_reading_time,
        _by_paper,
        _by_end_mark,
        _by_serial,
        _by_credit,
        _by_byline,
        _by_photographer,
    ):
        parts = cut(unit)
        if len(parts) > 1 or (parts and parts[0].kind):
            return parts
    return [looks.look(unit)]


def _by_scramble(unit: Unit) -> list[Unit]:
    """What is to be read, and behind it what is scrambled."""
    begin = scrambled.start(unit.text)
    if begin is None:
        return []
    read = [looks.look(unit.part(0, begin))] if unit.text[:begin].strip() else []
    return [*read, unit.part(begin, len(unit.text), "boilerplate", "scrambled")]


def _by_pages(unit: Unit) -> list[Unit]:
    """A headline amid the list of pages over which its text goes (``Seite 1 — Kran kippt um Seite 2``)."""
    found = _PAGED.match(unit.text) if unit.text[0] in "IS" else None
    if not found:
        return []
    said, rest = found.span("said"), found.end("said")
    behind = [unit.part(rest, len(unit.text), "navigation")] if unit.text[rest:].strip() else []
    return [unit.part(0, said[0], "navigation"), looks.look(unit.part(*said)), *behind]


_PAGED = re.compile(r"(?:Inhalt\s)?Seite 1 [—–]\s(?P<said>\S.*?)(?:$|\sSeite 2\b|\sAuf einer Seite lesen)")


COLUMN = 3
"""Blanks in a row that part the columns of a running header."""


def _by_columns(unit: Unit) -> list[Unit]:
    """The parts of a running header: name of the paper, date and page, set apart by blanks."""
    text, at = unit.text, unit.origins
    if len(text) > 160 or isinstance(at, range) or re.match(r"[^\W\d]+\s?:", text):
        return []
    wide = [i for i, char in enumerate(text) if char == " " and i + 1 < len(text) and at[i + 1] - at[i] >= COLUMN]
    edges = [0, *(i + 1 for i in wide), len(text)]
    parts = [looks.look(unit.part(a, b)) for a, b in pairwise(edges)]
    if len(parts) < 2 or not any(p.kind == "date" or p.why == "page" for p in parts) or text.count(":") > 2:
        return []
    for part in parts:
        if part.kind == "short":
            part.kind, part.why = ("boilerplate", "share") if _COUNT.fullmatch(part.text) else ("source-note", "header")
    return parts


_COUNT = re.compile(r"[^\W\d_]{2,15}\s?:\s?\d+")
"""How often a text was read (``Lu: 412``)."""


SENTENCE = 4
"""Blanks in what stands before a bar, from which on it tells of a picture and the agency behind the bar made it."""


def _by_bars(unit: Unit) -> list[Unit]:
    if len(unit.text) > 200 or not any(bar in unit.text for bar in "|·•‧"):
        return []
    if "source" in phrases.ways(words.key(unit.text)):
        return []
    edges = [0, *(m.end() for m in re.finditer(r"\s*[|·•‧]\s*", unit.text)), len(unit.text)]
    parts = [looks.look(unit.part(a, b)) for a, b in pairwise(edges) if b > a]
    if len(parts) == 2 and parts[1].why == "agency" and parts[0].text.count(" ") >= SENTENCE:
        parts[0].kind, parts[1].kind, parts[1].why = "caption", "credit", ""
        return parts
    kinds = {p.kind for p in parts}
    if len(parts) == 2 and parts[0].why == "clock" and parts[1].kind == "short" and parts[1].text.count(" ") >= 2:
        return []  # The head of an entry of a ticker (``19:30 Uhr | Der Hafen ist wieder frei``).
    return parts if kinds & {"date", "byline"} and kinds != {"date"} else []


def _by_end_mark(unit: Unit) -> list[Unit]:
    found = endmarks.end_mark(unit.text)
    if not found:
        return []
    at, words_of_mark = found
    if _is_of_picture(unit.text, at, words_of_mark):
        return []
    why = "signed" if endmarks.is_signed(words_of_mark) else "agency" if marks.agencies_in(words_of_mark) else "mark"
    before = unit.text[:at].strip()
    if unit.text[at] == "[" and before and not looks.has_end(before):
        return []
    if why == "agency" and _PLACES.fullmatch(before) and not (names.byline(before) or _is_author(before)):
        unit.kind = "dateline"
        return [unit]
    if not before or marks.is_marks(before):
        return _signed(unit, 0, why)
    return [*_cut_middle(unit.part(0, at)), *_signed(unit, at, why)]


def _is_author(text: str) -> bool:
    """Whether a text is but the name of a person, by a known given name."""
    return text.count(" ") == 1 and names.is_person(text) and names.has_given_name(text)


def _signed(unit: Unit, at: int, why: str) -> list[Unit]:
    """The mark at the end of a text, and the day that stands in it."""
    day = _DAY_OF_MARK.search(unit.text, at)
    if not day:
        return [unit.part(at, len(unit.text), "byline", why)]
    return [unit.part(at, day.start(), "byline", why), unit.part(day.start(), len(unit.text), "date")]


_DAY_OF_MARK = re.compile(r"(?<=,\s)\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?=[)\]]\.?$)")


def _by_paper(unit: Unit) -> list[Unit]:
    """A text with the paper and the day in brackets behind it: ``("Der Bote", Printausgabe, 25.04.2019)``."""
    found = _PAPER_OF_DAY.search(unit.text, max(0, len(unit.text) - 100)) if unit.text[-1] in ")]" else None
    if not found:
        return []
    before = _cut_middle(unit.part(0, found.start())) if unit.text[: found.start()].strip() else []
    paper = unit.part(found.start(), found.start("day"), "source-note", "paper")
    return [*before, paper, unit.part(found.start("day"), len(unit.text), "date")]


_PAPER_OF_DAY = re.compile(
    r"[(\[](?:[\"„“»«](?:[^\W\d_a-z][^\"“”„«»]{2,40})[\"“”«»][^()\[\]]{0,30}|[^\W\d_a-z][\w -]{2,40}\svom),?\s"
    r"(?P<day>\d{1,2}\.\s?\d{1,2}\.\s?\d{4})[)\]]$"
)


def _is_of_picture(text: str, at: int, mark: str) -> bool:
    """Whether a mark says whose picture it is: it is labelled so, names three with strokes, or ends a credit."""
    if text[at] not in "([":
        return text[:at].rstrip().endswith("|")
    whole = credits.cut(text)
    called = "/" in mark and any(" " in part.strip() for part in mark.split("/")) and not marks.is_agency_note(mark)
    return bool(whole) and (whole[-1][0] < at or credits.is_labelled(mark) or called)


_PLACES = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:(?:\s?/\s?|\s)[^\W\d_a-z][\w.'’-]*){0,4}")


def _by_credit(unit: Unit) -> list[Unit]:
    parts = credits.cut(unit.text)
    whole = len(parts) == 1
    return [unit.part(a, b, "prose" if kind == "paragraph" else kind, _why(kind, whole)) for a, b, kind in parts]


def _why(kind: str, whole: bool) -> str:
    return "cited" if kind == "source-note" else "alone" if whole and kind == "credit" else ""


def _by_byline(unit: Unit) -> list[Unit]:
    if (at := endmarks.trailing_byline(unit.text)) is None:
        return []
    return [looks.look(unit.part(0, at)), unit.part(at + 1, len(unit.text), "byline")]


def _by_photographer(unit: Unit) -> list[Unit]:
    """A sentence with a person's name behind it: the text of a picture, and who made it."""
    ended = unit.text[-1].isalnum() and any(mark in unit.text for mark in ".!?")
    found = _PHOTOGRAPHER.search(unit.text) if ended and len(unit.text) <= 200 else None
    if (
        not found
        or names.byline(unit.text)
        or found["given"] not in words.given_names()
        or looks.is_many(unit.text[: found.start("given")])
    ):
        return []
    at = found.start("given")
    return [unit.part(0, at, "caption"), unit.part(at, len(unit.text), "credit")]


_PHOTOGRAPHER = re.compile(r"[^\W\d_]{3}[.!?][»«”“\"’]?\s(?P<given>[^\W\d_a-z][^\W\d_A-Z]+)\s[^\W\d_a-z][^\W\d_A-Z]+$")
_LICENCE = re.compile(r"\s*(?:Purchase|Acquire|Buy) Licensing Rights(?:\s?, opens new tab)?$")
"""The button that an agency sets behind the credit of its pictures."""


def _by_licence(unit: Unit) -> list[Unit]:
    """The text of a picture, and the button to buy it."""
    found = _LICENCE.search(unit.text, max(0, len(unit.text) - 60)) if unit.text[-1] in "bs" else None
    if not found or not found.start():
        return []
    before = _cut_middle(unit.part(0, found.start()))
    if len(before) == 1 and before[0].kind in ("prose", "short"):
        before[0].kind = "caption"
    return [*before, unit.part(found.start(), len(unit.text), "boilerplate", "share")]


_MARKED = re.compile(r"(?P<end>[.!?][»«”“\"']*)\s+(?=©)")


def _by_serial(unit: Unit) -> list[Unit]:
    """A paragraph with the numbered rights of an agency behind it."""
    found = None
    if credits.is_serial(unit.text):
        found = _MARKED.search(unit.text, max(0, len(unit.text) - 120))
    if not found:
        return []
    note = unit.part(found.end(), len(unit.text), "source-note", "copyright")
    return [*_cut_middle(unit.part(0, found.end("end"))), note]
