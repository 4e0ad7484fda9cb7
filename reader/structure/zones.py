"""Head, body and tail: what lines are by where they stand and what stands beside them."""

from __future__ import annotations

import re

from reader import words
from reader.structure import asides, body, heads, looks, menus, names, neighbours, shorts, voice
from reader.structure.lines import LONG, Unit


def settle(units: list[Unit], head: int | None) -> None:
    """Gives every unit its block kind. ``head`` is the index of the title."""
    _settle_repeated(units)
    first = _first_paragraph(units, head)
    _settle_head(units, head, first)
    shorts.settle_numbered(units)
    body.settle(units, first)
    shorts.settle(units, first)


def _settle_repeated(units: list[Unit]) -> None:
    """Names pull quotes and paragraphs that say again, word for word, what a paragraph before has said."""
    said = _Said()
    for unit in units:
        if unit.kind == "prose":
            own = words.bare(unit.text[:LONG])
            if len(own) >= 30 and (own in said or _is_pulled(unit.text, said.heard)):
                unit.kind, unit.why = "boilerplate", "repeated"
            said.hear(unit.text[:LONG], own)
    told = [u for u in units if u.kind == "prose"]
    if len(told) == 1:
        for unit in (u for u in units if u.why == "repeated" and u.text == told[0].text):
            unit.kind, unit.why = "prose", ""  # All that there is of a text: its lead is its first paragraph.


class _Said:
    """The paragraphs and sentences so far; sentences are parted only where one may be asked for."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._whole: list[str] = []
        self._said: set[str] = set()

    def hear(self, text: str, own: str) -> None:
        """Remember a paragraph, whose `words.bare` is known."""
        self.heard.append(own)
        self._whole.append(text)

    def __contains__(self, own: str) -> bool:
        if len(self.heard) <= MEMORY and not any(own in paragraph for paragraph in self.heard):
            return False
        for text in self._whole:
            self._said |= {words.bare(text), *(words.bare(s) for s in _ENDED.split(text) if len(s) >= 29)}
        self._whole.clear()
        return own in self._said


def _is_pulled(text: str, heard: list[str]) -> bool:
    """Whether a line in quotation marks was said in these words before, though parted by who said it."""
    said = _QUOTE.fullmatch(text)
    tokens = _WORD.findall(said.group(1).casefold())[:20] if said else []
    if len(tokens) < 5 or len(heard) > MEMORY:
        return False
    pattern = re.compile(r"\W+(?:\w+\W+){0,4}?".join(map(re.escape, tokens)))
    return any(tokens[0] in h and pattern.search(h) for h in heard)


MEMORY = 60
"""Paragraphs before a pull quote that are looked through."""
_QUOTE = re.compile(r"[„“»«\"]([^„“”»«\"]{20,200})[“”«»\"]")
_WORD = re.compile(r"\w+")
_ENDED = re.compile(r"[.!?][»«”“\"']*\s+")


def _first_paragraph(units: list[Unit], head: int | None) -> int:
    start, told = (0, frozenset[str]()) if head is None else (head + 1, heads.stems(units[head].text))
    for i in range(start, len(units)):
        if units[i].kind == "prose" and not units[i].stated and _is_of_page(units[i].text, told):
            units[i].kind, units[i].why = "boilerplate", "appeal"
        if units[i].kind == "prose" or (units[i].fixed and units[i].kind in ("quote", "list", "table")):
            return i
    return len(units)


def _is_of_page(text: str, told: frozenset[str]) -> bool:
    """Whether what may be the first paragraph is said by the page: not if it tells of what the title tells."""
    return asides.asks_reader(text) or (voice.is_of_page(text) and told.isdisjoint(heads.stems(text)))


def _settle_head(units: list[Unit], head: int | None, first: int) -> None:
    if head is None:
        return
    units[head].kind = "title"
    for i in range(head):
        _before_title(units, i, head)
    lead = False
    for i in range(head + 1, first):
        lead = _after_title(units, i, first) or lead
    if first < len(units) and units[first].kind == "prose" and not units[first].fixed and not lead:
        units[first].kind = "lead"


def _before_title(units: list[Unit], i: int, head: int) -> None:
    unit = units[i]
    if unit.kind == "list" and (unit.text.count(" ") <= 3 or (i and units[i - 1].kind == "navigation")):
        unit.kind = "navigation"
    elif unit.kind == "prose":
        unit.kind = "paragraph" if _tells_much(units, i) else "caption"
    elif unit.kind == "short":
        between = all(u.kind in ("boilerplate", "date") for u in units[i + 1 : head])
        crumb = i > 1 and " " not in unit.text and not unit.text.isupper() and all(map(_is_crumb, units[i - 2 : i]))
        close = between and not crumb and len(unit.text) <= 60 and unit.text.count(" ") <= 6 and unit.text[-1] != "?"
        unit.kind = "caption" if _tells_picture(units, i) else "kicker" if close else "navigation"
    elif unit.why == "menu" and i == head - 1 and (i == 0 or units[i - 1].kind != "navigation"):
        unit.kind = "kicker" if words.key(unit.text) in words.word_set("rubrics") else "navigation"


def _tells_much(units: list[Unit], i: int) -> bool:
    """Whether a line is too much of a text to be that of a picture, and no picture's maker is named below it."""
    unit = units[i]
    if len(unit.text) < MUCH or unit.why or asides.speaks_of_us(unit.text) or not looks.has_end(unit.text):
        return False
    return looks.is_many(unit.text) and all(u.kind != "credit" for u in units[i + 1 : i + 3])


MUCH = 140
"""Characters of several sentences before what is taken for the title that are text."""


def _is_crumb(unit: Unit) -> bool:
    return unit.kind == "navigation" and len(unit.text) <= 20


def _tells_picture(units: list[Unit], i: int) -> bool:
    """Whether a line, perhaps said twice, is followed by the credit of a picture."""
    own = words.bare(units[i].text)
    other = next((u for u in units[i + 1 : i + 4] if words.bare(u.text[:400]) != own), None)
    return other is not None and other.kind == "credit"


def _after_title(units: list[Unit], i: int, first: int) -> bool:
    """Settles a line between title and first paragraph; says whether it is a lead."""
    unit = units[i]
    if unit.kind == "list" and menus.is_numbered(unit.text) and units[i - 1].kind == "navigation":
        unit.kind = "navigation"
    if unit.kind != "short":
        return False
    beside = {u.kind for u in (units[i - 1], *units[i + 1 : i + 2])}
    if names.signers(unit.text) and beside & {"date", "byline"} and units[i - 1].why != "author":
        unit.kind = "byline"
    elif neighbours.is_announced(units, i):
        unit.kind, unit.why = "boilerplate", "read_also"
    elif unit.text.count(" ") >= 3 and len(unit.text) >= 30 and not unit.why:
        unit.kind = "lead"
    elif i == first - 1 and unit.gap and not unit.why and " " in unit.text:
        unit.kind = "heading"
    else:
        unit.kind = "navigation" if menus.is_numbered(unit.text) else "boilerplate"
    return unit.kind == "lead"
