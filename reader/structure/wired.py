"""Which agencies a text is from: marks below the title and behind the last paragraph, and those of pictures alone."""

from __future__ import annotations

import re
from functools import cache

from reader import words
from reader.structure import credits, marks, names
from reader.structure.lines import Unit
from reader.structure.papernames import ADDRESS

NAME = 70
"""A line that is but names is not longer than this, in characters."""
NEAR = 14
"""Lines behind the title in which such a line may stand."""
FEW = 2
"""Paragraphs (leads, the title of the window) that may come before it."""
BEHIND = 5
"""Lines behind the last paragraph in which agencies may sign."""

OPEN = frozenset(["boilerplate", "heading", "kicker", "caption", "navigation", "lead"])
BODY = frozenset(["lead", "paragraph", "list", "quote", "table"])


def tell_above(units: list[Unit], head: int) -> None:
    """Agencies right below the title, one a line, with the date beside them, sign the text."""
    end = head + 1
    while end < len(units) and units[end].kind == "credit" and names.only_agencies(units[end].text):
        end += 1
    if end < len(units) and units[end].kind in ("date", "lead", "boilerplate"):
        for unit in units[head + 1 : end]:
            unit.kind, unit.why = "byline", "agency"
    for before, unit in zip(units[head : head + NEAR], units[head + 1 :]):
        if unit.kind == "credit" and before.kind in ("date", "title") and _is_mark_of_agencies(unit.text):
            unit.kind, unit.why = "byline", "agency"
    for unit, after in zip(units[head + 1 : head + NEAR], units[head + 2 :]):
        if unit.kind in OPEN and after.kind == "date" and names.with_agency(unit.text.strip(". ")):
            unit.kind, unit.why = "byline", "agency"


def tell_tail(units: list[Unit]) -> None:
    """A line of marks right behind a paragraph, or soon behind the last, says which agencies the text is from."""
    last = max((i for i, u in enumerate(units) if u.kind in BODY), default=len(units))
    _tell_last(units)
    for unit in units[last : last + BEHIND]:
        if unit.kind in (*OPEN, "paragraph") and not unit.fixed and _INFORMED.match(unit.text):
            unit.kind, unit.why = "source-note", "agency"
    for i, unit in enumerate(units[1:], 1):
        if last < i <= last + FEW and _OWNED.fullmatch(unit.text) and _is_mark_of_agencies(unit.text):
            unit.kind, unit.why = "source-note", "agency"
        behind = units[i - 1].kind in BODY or last < i <= last + BEHIND
        last_line = i == len(units) - 1 and unit.kind == "boilerplate" and units[i - 1].kind != "caption"
        if last_line and names.only_agencies(unit.text):
            unit.kind, unit.why = "source-note", "agency"
        helped = last < i <= last + BEHIND and unit.kind == "credit" and not _PICTURED.search(unit.text)
        if helped and marks.is_helped(unit.text):
            unit.kind, unit.why = "source-note", "agency"
        if behind and unit.kind in (*OPEN, "source-note") and not unit.fixed and _tells_agencies(unit.text):
            signed = names.signers(unit.text)
            named = signed is not None and any(map(names.has_given_name, signed.authors))
            unit.kind, unit.why = ("byline", "signed") if named else ("source-note", "agency")
        listed = last < i <= last + BEHIND and unit.kind in (*OPEN, "source-note", "credit")
        if listed and not unit.fixed and _lists_agencies(unit.text):
            unit.kind, unit.why = "source-note", "agency"


def _lists_agencies(text: str) -> bool:
    """Whether a line names agencies among papers and marks (``Quelle: Ostbote, AFP, dpa, abc``, ``© OB/dpa/abc``)."""
    found = _LISTED.fullmatch(text) if marks.has_word(text) else None
    parts = [part.strip() for part in re.split(r"[,/;]", found["names"])] if found else []
    return any(map(marks.is_agency, parts)) and all(map(_is_maker, parts))


def _is_maker(part: str) -> bool:
    return marks.is_agency(part) or part in words.outlets() or _MAKER.fullmatch(part) is not None


_LISTED = re.compile(
    r"(?:Quellen?:\s|©\s?)(?P<names>[\w.-]+(?:\s[\w.-]+)?(?:(?:,\s|\s?/\s?|;\s)[\w.-]+(?:\s[\w.-]+)?){1,6})"
)
_MAKER = re.compile(rf"[a-zäöü]{{2,5}}|{ADDRESS}")
_OWNED = re.compile(r"© (?:20\d\d )?[A-Za-z]{3,8}")
"""An agency whose text a page shows."""

_INFORMED = re.compile(r"Mit\s.{4,120}\sNachrichtenagentur(?:en)?\s[\w-]+(?:(?:,|\sund)\s[\w-]+){0,4}\W*$")
"""With whose help a page says that it made its text."""


def _tell_last(units: list[Unit]) -> None:
    """An agency alone behind the last words signs the text; they tell of no picture."""
    last = max((i for i, u in enumerate(units) if u.kind in BODY), default=len(units))
    if last + 1 >= len(units) or units[last].kind != "paragraph" or not _is_text(units):
        return
    if units[last + 1].kind == "credit" and _is_mark_of_agencies(units[last + 1].text):
        units[last + 1].kind, units[last + 1].why = "source-note", "agency"
    if last + 2 >= len(units):
        return
    told, signed = units[last + 1 : last + 3]
    if told.kind != "caption" or signed.kind not in ("credit", "source-note") or not _SENTENCE.search(told.text):
        return
    if _is_mark_of_agencies(signed.text):
        told.kind, told.why = "paragraph", ""
        signed.kind, signed.why = "source-note", "agency"


def _is_text(units: list[Unit]) -> bool:
    """Whether some lines are more than what a picture shows."""
    return len(units) >= FEW + BEHIND or sum(u.kind == "paragraph" for u in units) >= FEW


_SENTENCE = re.compile(r"\s\S+\s\S+.*[.!?][”“\"»«’]?$")


def _is_mark_of_agencies(text: str) -> bool:
    """Whether a line is but agencies, perhaps with the sign of their right or the mark of who edited the text."""
    if _PICTURED.search(text) or (text.startswith("©") and not _OWNED.fullmatch(text)):
        return False
    bare = text.removeprefix("© ")
    return (names.only_agencies(bare) or marks.is_agency_note(bare) or _CITED.match(bare) is not None) and (
        bool(marks.agencies_in(bare)) and _pictures().isdisjoint(a.casefold() for a in marks.agencies_in(bare))
    )


_PICTURED = re.compile(r"foto|bild|photo|picture|image", re.I)

_CITED = re.compile(r"Quellen?: .*(?:/|, )\w{2,8}$")


@cache
def _pictures() -> frozenset[str]:
    return frozenset(a.casefold() for a in words.photo_agencies())


def tell_pictured(units: list[Unit]) -> None:
    """Agencies in brackets behind what a picture shows, and those of pictures, sign no text."""
    first = next((i for i, u in enumerate(units) if u.kind == "paragraph"), len(units))
    last = max((i for i, u in enumerate(units) if u.kind in BODY), default=len(units))
    for i, unit in enumerate(units[1:], 1):
        signs = unit.kind == "byline" and unit.why == "agency"
        shown = signs and i < first and unit.text[:1] in "([" and units[i - 1].kind == "caption"
        cited = unit.kind == "source-note" and unit.why == "source" and i < last and units[i - 1].kind == "caption"
        if shown or cited or (signs and not _pictures().isdisjoint(marks.SPLIT.split(unit.text.casefold()))):
            unit.kind, unit.why = "credit", "alone"


def _tells_agencies(text: str) -> bool:
    if not marks.has_word(text):
        return False
    signed = names.signers(text) if len(text) <= 2 * NAME else None
    if not (signed and signed.agencies) and not marks.is_agency_note(text):
        return False
    return not credits.cut(text) and words.photo_agencies().isdisjoint(marks.agencies_in(text))


def is_labelled(text: str) -> bool:
    """Whether a line says "news agency" and names some (``Nachrichtenagentur: dpa``)."""
    label, _, rest = text.replace(":", "").partition(" ")
    return label.casefold() in words.lists("common")["agency_labels"] and names.only_agencies(rest)
