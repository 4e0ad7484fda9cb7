"""The first look at a line: what it is by itself, before its neighbours are asked."""

from __future__ import annotations

import re
from itertools import pairwise

from reader import dates, words
from reader.structure import credits, menus, names
from reader.structure.lines import LONG, Unit

PROSE = 100
"""A line of at least this many characters is prose if nothing says otherwise."""
TALKATIVE = 300
"""A line longer than this, in characters, is never hidden for a word it holds."""

_END = re.compile(r"[.!?…:;][»«”“\"'’)\]]*(?:\s?\[\d+\])?$")
_FULL_END = re.compile(r"(?:(?<!\.)\.|[!?])[»«”“\"'’)\]]*(?:\s?\[\d+\])?$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[»«”“\"'’)\]]*$")
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"(?:[•▪‣·◦*–—-]|\(?\d{1,2}[.)])\s+\S")
_WRAPPED = re.compile(r"\[[^\[\]]*\]|\++[^+].*\++$|\*\*\*.*\*\*\*$", re.S)
_CLOCKED = re.compile(r"\++\s*\d{1,2}[.:]\d\d")
_EDITORS = re.compile(r"\[\s*(?:Anm|Hinweis|Ed|Note|NDLR)", re.I)
_ADDRESS = re.compile(
    r"(?:\d{1,3}\.\s+|[^\W\d_]{3,12}:\s+)?(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|[\w-]+(?:\.[\w-]+)*\.(?:de|ch|at|com|org|net|fr|co\.uk|eu|info)"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:by\s)?(?:\d{4}|[^\W\d_])|\b\d{4}\s*©|"
    r"alle rechte vorbehalten|all rights reserved|tous droits",
    re.I,
)
_OWNED = re.compile(r"(?:\d{4}\s*)?(?:©|\(c\)|copyright)[\s\d–-]*(?:by\s)?[^\W\d_]", re.I)
_ISSUE = re.compile(
    r".{3,60}?(?:\svom\s|,\s|\s|\s\|\s)(?=\d).{6,40}?\b(?:Nr|No|Ausgabe|Seite|S|p|page)\b"
    r"\.?\s?\d.{0,30}"
)
_HOUSE = re.compile(r"(?:[a-zäöü]{2,6},\s?)?[\w-]+\.(?:at|ch|de|com)\s?/\s?(?:Agenturen|[A-Za-z/]{2,20})")
_MINUTE = re.compile(r"\d{1,3}(?:\s?\+\s?\d{1,2})?\.?\s?['’′]")
_RELATIVE = re.compile(
    r"(?:[^\W\d]+(?:\s(?:am|seit|le|à))?:?\s)?(?:(?:il y a|vor) \d+ \w+|\d+ \w+ ago|heute|gestern|hier|today|yesterday)"
    r"(?:,?\s(?:um |à |at )?\d{1,2}[.:h]\d\d(?: Uhr)?)?$",
    re.I,
)
_SOURCE_SUFFIX = re.compile(r"(?:^|\s)(source:?\s+[\w.-]+)$")


def pieces(units: list[Unit]) -> list[Unit]:
    """The units, cut where one line holds several things, each with a first kind."""
    out: list[Unit] = []
    for i, unit in enumerate(units):
        if unit.fixed or not unit.text or len(unit.text) > LONG:
            out.append(look(unit))
        else:
            out.extend(_cut(unit, i == 0, i == len(units) - 1))
    return out


def _cut(unit: Unit, first: bool, last: bool) -> list[Unit]:
    out: list[Unit] = []
    text = unit.text
    begin, end, closing = 0, len(text), None
    if first and (mark := dates.export_mark(text)):
        begin = len(text) - len(text[mark.end :].lstrip())
        out.append(unit.part(0, mark.end, "date", "export"))
    if last and (suffix := _SOURCE_SUFFIX.search(text, begin)):
        closing = unit.part(suffix.start(1), len(text), "source-note", "export")
        end = suffix.start()
    if begin < end:
        # A part that begins the line keeps the unseen characters at its edge.
        out.extend(_cut_middle(unit if (begin, end) == (0, len(text)) else unit.part(begin, end)))
    return [*out, closing] if closing else out


def _cut_middle(unit: Unit) -> list[Unit]:
    for cut in (_by_columns, _by_bars, _by_stamp, _by_end_mark, _by_serial, _by_credit, _by_byline):
        parts = cut(unit)
        if len(parts) > 1 or (parts and parts[0].kind):
            return parts
    return [look(unit)]


COLUMN = 3
"""Blanks in a row that part the columns of a running header."""


def _by_columns(unit: Unit) -> list[Unit]:
    """The parts of a running header: name of the paper, date and page, set apart by blanks."""
    text, at = unit.text, unit.origins
    if len(text) > 160 or isinstance(at, range) or re.match(r"[^\W\d]+\s?:", text):
        return []
    wide = [i for i, char in enumerate(text) if char == " " and i + 1 < len(text) and at[i + 1] - at[i] >= COLUMN]
    edges = [0, *(i + 1 for i in wide), len(text)]
    parts = [look(unit.part(a, b)) for a, b in pairwise(edges)]
    if len(parts) < 2 or not any(p.kind == "date" or p.why == "page" for p in parts) or text.count(":") > 2:
        return []
    for part in parts:
        if part.kind == "short":
            part.kind, part.why = "source-note", "header"
    return parts


def _by_bars(unit: Unit) -> list[Unit]:
    if len(unit.text) > 200 or not any(bar in unit.text for bar in "|·•"):
        return []
    if words.phrases("source").match(words.key(unit.text)):
        return []
    edges = [0, *(m.end() for m in re.finditer(r"\s*[|·•]\s*", unit.text)), len(unit.text)]
    parts = [look(unit.part(a, b)) for a, b in pairwise(edges) if b > a]
    kinds = {p.kind for p in parts}
    return parts if kinds & {"date", "byline"} and kinds != {"date"} else []


def _by_stamp(unit: Unit) -> list[Unit]:
    """A byline with a date before or behind it, or a date glued to the next thing."""
    stamps = dates.read_within(unit.text) if len(unit.text) <= 160 else []
    if len(stamps) == 2 and stamps[1].labelled and dates.read_line(unit.text):
        return [unit.part(0, stamps[1].start, "date"), unit.part(stamps[1].start, len(unit.text), "date")]
    if len(stamps) != 1:
        return []
    stamp, text = stamps[0], unit.text
    if dates.read_line(text) and (stamp.start or not _ends_in_name(text[stamp.end :])):
        return []
    before, after = text[: stamp.start].strip(" ,|–-"), text[stamp.end :].strip(" ,|–-")
    after = after[:1].upper() + after[1:] if names.is_label(after.split(" ")[0]) else after
    if before and not after and names.byline(before):
        return [unit.part(0, stamp.start, "byline"), unit.part(stamp.start, len(text), "date")]
    if after and not before and (names.byline(after) or names.signers(after)):
        at = text.index(after[1:], stamp.end) - 1
        return [unit.part(0, at, "date"), unit.part(at, len(text), "byline")]
    return []


def _ends_in_name(rest: str) -> bool:
    return len(rest.split()) in (2, 3) and names.is_person(rest.strip(" ,|–-"))


def _by_end_mark(unit: Unit) -> list[Unit]:
    found = names.end_mark(unit.text)
    if not found:
        return []
    at, words_of_mark = found
    why = "agency" if names.agencies_in(words_of_mark) else "mark"
    before = unit.text[:at].strip()
    if not before or names.is_marks(before):
        return [unit.part(0, len(unit.text), "byline", why)]
    return [*_cut_middle(unit.part(0, at)), unit.part(at, len(unit.text), "byline", why)]


def _by_credit(unit: Unit) -> list[Unit]:
    parts = credits.cut(unit.text)
    whole = len(parts) == 1
    return [
        unit.part(a, b, "prose" if kind == "paragraph" else kind, "alone" if whole and kind == "credit" else "")
        for a, b, kind in parts
    ]


def _by_byline(unit: Unit) -> list[Unit]:
    if len(unit.text) > 220 or (at := names.trailing_byline(unit.text)) is None:
        return []
    return [look(unit.part(0, at)), unit.part(at + 1, len(unit.text), "byline")]


def look(unit: Unit) -> Unit:
    """The unit with a first kind: one of the block kinds, or ``prose`` or ``short`` where neighbours must tell."""
    if len(unit.text) > LONG:
        unit.kind = unit.kind or "prose"
    elif unit.fixed:
        _doubt(unit)
    elif not unit.kind:
        unit.kind, unit.why = _kind(unit.text)
        if unit.stated and (unit.kind, unit.why) == ("short", ""):
            unit.kind = "prose"
    return unit


def _doubt(unit: Unit) -> None:
    """What a format calls a heading or list is still boilerplate when its words say so."""
    if unit.kind in ("heading", "list", "quote") and len(unit.text) <= 80:
        found = words.category_of(words.key(unit.text))
        if found and found[1] == "whole":
            unit.kind, unit.why = "boilerplate", found[0]


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


def _kind(text: str) -> tuple[str, str]:
    if dates.clock_only(text):
        return "date", "clock"
    if _MINUTE.fullmatch(text) or _RELATIVE.match(text):
        return "date", "minute" if text[0].isdigit() else "relative"
    if dates.read_line(text):
        return "date", ""
    if not _LETTER.search(text):
        return ("short", "") if re.search(r"\w", text) and len(text) > 30 else ("navigation", "letterless")
    if len(text) <= TALKATIVE and (found := _by_words(text)):
        return found
    if text[0] in "•▪‣◦" and _BULLET.match(text):
        return "list", ""
    if is_prose(text):
        return "prose", _suspect(text)
    if _BULLET.match(text):
        return "list", ""
    return "short", _suspect(text)


def _suspect(text: str) -> str:
    """The category a line may belong to, for the zones to judge."""
    if len(text) > TALKATIVE:
        return ""
    found = words.category_of(words.key(text))
    return f"?{found[0]}" if found else ""


def _by_words(text: str) -> tuple[str, str] | None:
    key = words.key(text)
    if names.byline(text):
        return "byline", "author"
    if names.house_with_agency(text):
        return "byline", "agency"
    if _ISSUE.fullmatch(text) and dates.read_within(text):
        return "source-note", "issue"
    if words.phrases("agency_notes").match(key) or names.only_agencies(text):
        return "byline", "agency"
    if _COPYRIGHT.match(text):
        return "source-note" if _OWNED.match(text) else "boilerplate", "copyright"
    if words.phrases("skip").match(key):
        return "navigation", "menu"
    if menus.is_toolbar(text):
        return "boilerplate", "tools"
    prose = is_prose(text)
    begins = not prose or text[0].islower()
    if (found := words.category_of(key)) and (found[1] == "whole" or (found[1] == "start" and begins)):
        return "boilerplate", found[0]
    if words.phrases("source").match(key):
        return "source-note", "source"
    if _HOUSE.fullmatch(text):
        return "source-note", "source"
    if menus.is_menu(text):
        return "navigation", "menu"
    return _by_form(text, prose)


def _by_form(text: str, prose: bool) -> tuple[str, str] | None:
    if text[0] == "(" and text[-1] == ")" and words.category_of(words.key(text)):
        return "boilerplate", "wrapped"
    if _WRAPPED.fullmatch(text) and not _EDITORS.match(text):
        return ("heading", "ticker") if _CLOCKED.match(text) else ("boilerplate", "wrapped")
    if _ADDRESS.fullmatch(text):
        return "boilerplate", "address"
    if not prose and (menus.is_leak(text) or menus.is_links(text)):
        return "boilerplate", "leak"
    if menus.is_page_number(text):
        return "navigation", "page"
    if credits.is_caption_note(text) and not prose:
        return "caption", "note"
    return None


def is_prose(text: str) -> bool:
    """Whether a line reads as sentences: long, or of some words and with an end mark."""
    if len(text) >= PROSE:
        return len(text) >= 2 * PROSE or bool(_END.search(text)) or text.count(" ") >= 12
    return len(text) >= 25 and text.count(" ") >= 3 and bool(_FULL_END.search(text)) and not _is_question(text)


def _is_question(text: str) -> bool:
    return text.rstrip("»«”“\"'’)").endswith(("?", "!")) and len(text) < 60


def is_cut_off(text: str) -> bool:
    """Whether a line breaks off with an ellipsis."""
    return bool(_CUT_OFF.search(text))


def has_end(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_FULL_END.search(text))
