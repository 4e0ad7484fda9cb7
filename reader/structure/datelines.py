"""Datelines: place and agency at the start of a paragraph (``MOSKAU (Reuters) –``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.structure import marks
from reader.structure.lines import Unit

EARLY = 2
"""A dateline without an agency stands before one of the first paragraphs only."""

_WORD = r"[^\W\d_a-zа-яäöü][\w.'’-]*"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}"
_LAND = rf"(?:,\s{_WORD}(?:\s{_WORD})?)?"
_DAY = r"(?:,\s(?:\d{1,2}\.\d{1,2}\.|\d{1,2}\.?\s?\w{3,9}\.?|\w{3,9}\.?\s\d{1,2})(?:\s?\d{4})?)?"
_WITH_AGENCY = re.compile(
    rf"(?:{_PLACE}{_LAND}{_DAY}\s?(?:[–—]\s)?)?\((?P<agency>[^()]{{2,40}})\)\s?(?:[–—-]{{1,2}}|[:.])\s?(?=\S)"
)
_WITHOUT_DASH = re.compile(
    rf"(?:{_PLACE}{_LAND}{_DAY}\s?(?:[–—-]\s)?)?\((?P<agency>[A-Za-z][\w/,-]{{1,20}})\)\s(?=[^\W\d_a-z„\"«»])"
)
"""An agency, alone or behind the place, and the text right behind it (``Wien (apa) Der …``, ``(sda) Der …``)."""
_CAPITALS = re.compile(
    rf"(?P<place>[^\W\d_a-zäöüа-я]{{3,}}(?:[ /-][^\W\d_a-zäöüа-я]{{2,}}){{0,2}})"
    rf"(?::\s|{_LAND}\s?[–—]\s?|\s-\s|\.\s(?:[–—-]\s)?|(?:\s[a-z]{{2,12}})?\s\|\s)(?=\S)"
)
_CYRILLIC = re.compile(
    r"(?P<place>[А-ЯЁІЇЄҐ-]{3,}(?: [А-ЯЁІЇЄҐ-]{2,})?),\s\d{1,2}\s\w+(?:\s\d{4})?\.?\s"
    r"(?:/(?P<agency>[^/]{2,30})/\.?|[–—-]\s(?P<other>[^.–—]{2,30})\.)\s?(?=\S)"
)
_WITH_POINT = re.compile(r"(?P<place>[^\W\d_a-z][\w-]{3,}(?:[ /-][^\W\d_a-z][\w-]+)?)\.\s(?=[^\W\d_a-z„\"«»])")
_MARKED = re.compile(
    rf"(?P<marks>[a-zäöü]{{2,6}}(?:/[A-Za-zäöü]{{2,6}}){{1,6}})\s{_WORD}(?:[ /]{_WORD}){{0,3}}\.\s(?=[^\W\d_a-z„\"«»])"
)
"""Marks of authors and agencies, and the place behind them (``abc/dpa Wien/Graz. Der …``)."""
_WIRED = re.compile(rf"(?P<agency>[A-Za-z]{{2,8}})\s{_WORD}(?:[ /]{_WORD}){{0,2}}\.\s(?=[^\W\d_a-z„\"«»])")
"""An agency before the place (``dpa Wien. Der …``)."""
_ALONE = re.compile(rf"(?P<agency>[A-Za-z]{{2,8}})\s{_WORD}(?:[ /]{_WORD}){{0,2}}\.")
"""The same in a line of its own."""
_WITH_DASH = re.compile(
    rf"(?P<place>{_WORD}(?:[ /]{_WORD}){{0,2}}){_DAY}(?:\s[–—]\s?|[–—]\s|\s-\s|\.\s[–—-]\s)(?=[^\W\d_a-z„\"«»])"
)


def cut(units: list[Unit]) -> Iterator[Unit]:
    """The units with datelines cut off the paragraphs that begin with one."""
    seen = 0
    speakers = _speakers(units)
    for unit in units:
        if (
            seen < EARLY
            and not unit.fixed
            and (wired := _ALONE.fullmatch(unit.text))
            and marks.is_agency(wired["agency"])
        ):
            yield unit.part(0, len(unit.text), "dateline")
            continue
        if unit.kind not in ("lead", "paragraph"):
            yield unit
            continue
        seen += 1
        end = _end(unit.text, seen <= EARLY, speakers, units)
        if end:
            yield unit.part(0, end, "dateline")
            yield unit.part(end, len(unit.text), unit.kind)
        else:
            yield unit


def _end(text: str, early: bool, speakers: set[str], units: list[Unit]) -> int:
    """Where the text after the dateline begins; 0 if there is none."""
    start = text[:90]
    if "(" in start and (end := _end_of_agency(start, early)):
        return end
    if found := _CYRILLIC.match(start):
        return found.end()
    if not early:
        return 0
    if (found := _WIRED.match(start)) and marks.is_agency(found["agency"]):
        return found.end()
    if "/" in start and (found := _MARKED.match(start)) and marks.agencies_in(found["marks"]):
        return found.end()
    if (found := _WITH_POINT.match(start)) and found["place"] in _places(units):
        return found.end()
    found = _CAPITALS.match(start) or _WITH_DASH.match(start[:60])
    return found.end() if found and found["place"] not in speakers else 0


def _end_of_agency(start: str, early: bool) -> int:
    """Where an agency in brackets ends behind the place with which a text begins; 0 if there is none."""
    if (found := _WITH_AGENCY.match(start)) and (marks.agencies_in(found["agency"]) or (early and _is_mark(found))):
        return found.end()
    found = _WITHOUT_DASH.match(start)
    return found.end() if found and any(map(marks.is_agency, marks.SPLIT.split(found["agency"]))) else 0


def _is_mark(found: re.Match[str]) -> bool:
    """Whether what stands in the brackets behind a place may be the mark of an agency that no list has."""
    return found.start("agency") > 1 and marks.may_be(found["agency"]) and found.group().rstrip()[-1] in "–—-"


def _places(units: list[Unit]) -> set[str]:
    """Words that the text calls places: it says "in" or "from" before them."""
    return {m["place"] for u in units[:200] for m in _AT.finditer(u.text[:2000])}


_AT = re.compile(
    r"\b(?i:in|aus|nach|bei|von|um|à|from|near|dans|im|Stadt|Dorf|Insel|Gemeinde)\s(?P<place>[^\W\d_a-z][\w-]{3,})"
)


def _speakers(units: list[Unit]) -> set[str]:
    """Names in capitals before more than one paragraph: the voices of an interview, not places."""
    once: set[str] = set()
    twice: set[str] = set()
    for unit in units:
        if found := _CAPITALS.match(unit.text[:60]):
            (twice if found["place"] in once else once).add(found["place"])
    return twice
