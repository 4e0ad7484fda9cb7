"""Texts whose lines are gone: a whole page on one line, opened again where its parts are known by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from reader import words
from reader.structure import menus
from reader.structure.lines import Unit
from reader.words import dateforms

LEAST, MOST = 500, 20_000
"""Characters of a line that may be a whole page."""
FEW = 3
"""Lines that a page without lines has at most."""
HEAD = 600
"""Characters from the start in which the head of the page ends."""
MENU = 24
"""Words of a menu before the title, at most."""

_SENTENCE = re.compile(r"(?<!\d)(?<!\b[^\W\d_])[.!?][»«”“\"'’)]*\s+(?=[^\W\d_a-zäöü]|[„“\"»«])")
_WORD = re.compile(r"\S+")
_CREDIT = re.compile(r"[(\[](?:Foto|Fotos|Bild|Photo|Image|Picture|Fot|Фото|Crédit)\b[^()\[\]]{2,80}[)\]]")
_RIGHT = re.compile(r"(?:©|\(c\)\s|Copyright\s©?)")
_HOUSE = re.compile(r"(?:\b[a-z]{2,4},\s)?(?<![\w-])[\w-]{2,40}\.(?:at|ch|de|com)/[^\W\d_]\w+")
_AFTER_SMALL = re.compile(r"(?:^|\s)[a-zà-ÿа-яіїєґ][\w'’]*\s$")


def opened(units: list[Unit]) -> list[Unit]:
    """The units, with a line that is a whole page opened into its parts."""
    if len(units) > FEW or any(u.fixed or u.stated for u in units):
        return units
    return [part for unit in units for part in (_parts(unit) if LEAST <= len(unit.text) <= MOST else [unit])]


def _parts(unit: Unit) -> list[Unit]:
    text = unit.text
    spans = sorted({*_tools(text), *_dates(text), *_known(text)})
    edges = {0, len(text)}
    at = 0
    for start, end in spans:
        if start >= at:
            edges |= {start, end}
            at = end
    if (menu := _menu_end(text, min(edges - {0}))) and len(edges) > 2:
        edges.add(menu)
    if tail := _tail(text):
        edges.add(tail)
    cuts = sorted(edges)
    if len(cuts) < 4:
        return [unit]
    return [made for a, b in pairwise(cuts) if (made := unit.part(a, b)).text.strip()]


def _first_end(text: str) -> int:
    """Where the first sentence ends."""
    found = _SENTENCE.search(text)
    return found.end() if found else len(text)


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """Days in the head, or behind their label; not those that a sentence tells of."""
    head = min(HEAD, _first_end(text))
    for found in dateforms.date().finditer(text):
        label = dateforms.label_before().search(text[max(0, found.start() - 60) : found.start()])
        start = found.start() - (len(label.group()) if label else 0)
        clock = dateforms.clock_after().match(text, found.end())
        end = clock.end() if clock else found.end()
        labelled = bool(label and len(label["label"] or "") > 3 and text[start : start + 1].isupper())
        told = _AFTER_SMALL.search(text[max(0, start - 30) : start]) and not _is_byline(text[:start])
        if labelled or (start < head and not told):
            yield start, end


def _is_byline(before: str) -> bool:
    """Whether what stands before a day is who wrote (``von dpa 28. März 2024``)."""
    return _BYLINE.search(before) is not None


_BYLINE = re.compile(r"\b(?:[Vv]on|[Bb]y|[Pp]ar)\s[\w/-]+(?:\s[^\W\d_a-z][\w-]+){0,3}\s$")


def _known(text: str) -> Iterator[tuple[int, int]]:
    """Who signs in the head, the credit of a picture with its caption, the house with agencies, the rights."""
    head = min(HEAD, _first_end(text))
    for start, _ in list(_dates(text)):
        if start <= head and (found := _BYLINE.search(text, max(0, start - 60), start)):
            yield found.start(), start
    for found in _CREDIT.finditer(text):
        ends = [m.end() for m in _SENTENCE.finditer(text, max(0, found.start() - 300), found.start() - 8)]
        yield (ends[-1] if ends else found.start()), found.end()
    for found in _HOUSE.finditer(text):
        yield found.span()
    last = [m.start() for m in _RIGHT.finditer(text, len(text) // 2)]
    if last:
        yield last[0], len(text)


def _tools(text: str) -> Iterator[tuple[int, int]]:
    """Three buttons or more in a row."""
    start, end, count = 0, 0, 0
    for found in _WORD.finditer(text):
        if words.key(found.group()) in _buttons():
            start, count = (found.start() if not count else start), count + 1
            end = found.end()
            continue
        if count >= BUTTONS:
            yield start, end
        count = 0
    if count >= BUTTONS:
        yield start, end


BUTTONS = 3
"""Buttons in a row that are no part of a sentence."""


@cache
def _buttons() -> frozenset[str]:
    return frozenset(w for w in words.word_set("tools") if len(w) > 2) | {"link", "per", "auf"}


def _menu_end(text: str, until: int) -> int:
    """Where the menu before the title ends: most of its words are names of sections."""
    known = end = 0
    for seen, found in enumerate(list(_WORD.finditer(text, 0, until))[:MENU], 1):
        if words.key(found.group()) in menus.sections():
            known += 1
            if known >= 2 and 3 * known >= seen and until - found.end() >= 20:
                end = found.end()
    return end


def _tail(text: str) -> int:
    """Where what stands behind the last sentence begins."""
    ends = [m.end() for m in _SENTENCE.finditer(text, max(0, len(text) - 2_000))]
    return ends[-1] if ends and not text.rstrip("»«”“\"'’) ").endswith((".", "!", "?")) else 0
