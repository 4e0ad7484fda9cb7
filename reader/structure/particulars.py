"""A line that has a page's particulars in a row: rubric, day, who wrote, how many answered, how long it takes to read.

As in ``Wirtschaft 03.05.2024 | Anna Muster`` and ``3. Mai 2024 Anna Muster 5 Kommentare``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from reader import dates, words
from reader.structure import credits, marks, names
from reader.structure.lines import Unit
from reader.words import dateforms, phrases

LONGEST = 160
"""Characters of such a line."""
RUBRIC = 4
"""Words of a rubric at most."""
CRUMBS = 2
"""Signs between the steps of a path to a page, from which on a line is one."""
_PART = re.compile(r"\s*[|•·‧>›»]\s*|\s[–—/-]\s|,\s|^\s*[–—,-]\s*|\s(?=\d{1,4}\s[^\W\d_]+$)")
"""What parts the particulars: a sign, or the blank before a number with what is counted."""
_CRUMB = re.compile(r"\s[>›»]\s")
_COUNT = re.compile(r"\d{1,4}\s[^\W\d_]{3,}")
_OPENING = re.compile(r"(?i:(?:ein\s)?(?:interview|gespräch|entretien)\s(?:mit|with|avec)\s)")
_UNDER = re.compile(r"(?:in|aus|dans)\s(?=[A-ZÄÖÜ])")
_SINCE = re.compile(r"\s(?:am|on|le|vom|du)\s*$")

Piece = tuple[int, int, str]
"""Start and end of a part of a line, and what it is: a kind of block, or nothing."""


def cut(unit: Unit) -> list[Unit]:
    """The parts of such a line with their kinds; nothing if a line is none or has but a day."""
    text = unit.text
    stamps = dates.read_within(text) if len(text) <= LONGEST else []
    if len(stamps) != 1 or len(stamps[0].value) < dates.DAY or text[-1] in ".!?:":
        return []
    start, end = stamps[0].start, stamps[0].end
    if since := _SINCE.search(text, 0, start):
        start = since.start()
    if len(_CRUMB.findall(text)) >= CRUMBS:
        return _path(unit, start, end)
    pieces = [*_pieces(text, 0, start), (start, end, "date"), *_pieces(text, end, len(text))]
    told = {kind for _, _, kind in pieces}
    if "" in told or not told & {"byline", "boilerplate"} or not told - {"byline", "date"}:
        return []
    return [unit.part(*span) for span in _joined(pieces)]


def _path(unit: Unit, start: int, end: int) -> list[Unit]:
    """The path to a page, with the day at which it, or its issue, came out."""
    spans = ((0, start, "navigation"), (start, end, "date"), (end, len(unit.text), "navigation"))
    return [unit.part(*span) for span in spans if unit.text[span[0] : span[1]].strip()]


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The parts between two places of a line, each with the sign before it."""
    edges = [start, *(found.start() for found in _PART.finditer(text[:end], start)), end]
    for a, b in pairwise(edges):
        if said := _PART.sub("", text[a:b]).strip(" ()"):
            yield a, b, _kind(said)


def _kind(said: str) -> str:
    if marks.is_agency(said) or _is_name(said):
        return "byline"
    key = words.key(said)
    if credits.is_labelled(said):
        return "credit"
    counted = _COUNT.fullmatch(said) is not None and "comments" in phrases.ways(key)
    if (
        counted
        or said.isdigit()
        or "share" in phrases.ways(key)
        or key in dateforms.labels()
        or dateforms.READING.fullmatch(said)
        or _OPENING.match(said)
    ):
        return "boilerplate"
    return "navigation" if _is_rubric(said) else ""


def _is_name(said: str) -> bool:
    signed = names.byline(said) or names.signers(said)
    if signed is None or not signed.authors:
        return False
    return all(map(names.has_given_name, signed.authors)) or (said[:1].islower() and names.in_form(said))


def _is_rubric(said: str) -> bool:
    """Whether some words are those of a rubric: known ones, or all begun with a capital."""
    parts, small = _UNDER.sub("", said).split(), words.word_set("joiners")
    if len(parts) > RUBRIC or not parts[-1][0].isupper():
        return False
    return words.key(said) in words.word_set("rubrics") or all(p[0].isupper() or p in small for p in parts)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The parts, those of one kind that stand in a row as one."""
    for kind, row in groupby(pieces, key=lambda piece: piece[2]):
        together = list(row)
        yield together[0][0], together[-1][1], kind
