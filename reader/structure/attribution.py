"""Who signs within a paragraph: named before its dateline, in its last sentence, or told of below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reader import dates, words
from reader.structure import names
from reader.structure.lines import Unit

EARLY = 3
"""Paragraphs from the start whose last sentence may say who led an interview."""
SENTENCE = 140
"""Characters of a paragraph at its end in which that sentence stands, and at its start the names."""

_TEXT = frozenset(["lead", "paragraph", "caption"])
_NAME = r"[^\W\d_a-z][^\W\d_a-z.'’-]+(?: [^\W\d_a-z][^\W\d_a-z.'’-]+)"
_BEFORE_PLACE = re.compile(
    rf"(?P<line>(?i:von|by|par)\s{_NAME}(?:(?:,\s|\s(?i:&|und|and|et)\s){_NAME}){{0,4}}),?\s"
    r"(?=[^\W\d_a-z]{3,}(?:[ /-][^\W\d_a-z]{3,}){0,3}(?:,\s\d{1,2}\.?\s\w{3,9}\.?)?\s?(?:[–—:]|\(\w{2,10}\)))"
)


def cut(units: list[Unit]) -> None:
    """Cuts off the paragraphs what names their makers, in place."""
    texts = [i for i, u in enumerate(units) if u.kind in _TEXT]
    for at in sorted({*texts[:EARLY], *texts[-1:]}, reverse=True):
        unit = units[at]
        if found := _BEFORE_PLACE.match(unit.text[:SENTENCE]) or _before_text(unit.text):
            rest = unit.part(found.end(), len(unit.text), unit.kind, unit.why)
            units[at : at + 1] = [unit.part(0, found.end("line"), "byline", "author"), rest]
        elif signed := _signed_and_dated(unit.text):
            start, day = signed
            parts = (
                (0, start, unit.kind, unit.why),
                (start, day, "byline", "author"),
                (day, len(unit.text), "date", ""),
            )
            units[at : at + 1] = [unit.part(*part) for part in parts]
        elif start := _last_sentence(unit.text) or (at == texts[-1] and _name_behind(unit.text, units)):
            before = unit.part(0, start, unit.kind, unit.why)
            units[at : at + 1] = [before, unit.part(start, len(unit.text), "byline", "author")]


def _before_text(text: str) -> re.Match[str] | None:
    """Who wrote, named right before the first sentence, with nothing between (``von Anna Muster Die Fähre …``)."""
    found = _GLUED.match(text) if len(text) > SENTENCE else None
    return found if found and found["given"] in words.given_names() else None


_GLUED = re.compile(
    r"(?P<line>(?i:von|by|par)\s(?P<given>[^\W\d_a-z][^\W\d_A-Z]+)(?:\s[A-Z]\.)?\s[^\W\d_a-z][^\W\d_A-Z]+(?:-[A-Z]\w+)?)"
    r"\s(?=[^\W\d_a-z]\S*\s\S+\s\S)"
)


def _signed_and_dated(text: str) -> tuple[int, int] | None:
    """Where the name and where the day begin behind the last sentence (``… Mai. Anna Muster, Wien 3.5.2024``)."""
    tail = text[-DATED:]
    if len(text) <= DATED or not tail[-1:].isalnum() or not (found := _SIGNED.search(tail)):
        return None
    stamps = dates.read_within(found["line"])
    if len(stamps) != 1 or stamps[0].end < len(found["line"].rstrip()) or len(stamps[0].value) < len("2024-05-03"):
        return None
    signed = names.signers(found["line"][: stamps[0].start].strip(" ,|/–-"))
    start = len(text) - len(tail) + found.start("line")
    return (start, start + stamps[0].start) if signed and any(map(names.has_given_name, signed.authors)) else None


DATED = 90
"""Characters at the end of a paragraph in which a name and a day stand."""
_SIGNED = re.compile(r"[.!?…“”\"»)]\s(?P<line>[^\W\d_a-z][^.!?]{3,50}[\s,/|]\d{1,2}\.?[^!?]{3,30})$")


def _last_sentence(text: str) -> int:
    """Where the sentence begins that says who asked; 0 if the last one does not."""
    offset = max(0, len(text) - SENTENCE)
    found = _asked().search(text, offset) if offset or len(text) > 40 else None
    signed = names.byline(found["sentence"]) if found else None
    if found and signed and signed.authors:
        return found.start("sentence")
    own = _OWN.search(text, offset) if text[-1:].isalnum() or text[-1:] == "." else None
    return own.start("sentence") if own and own["given"] in words.given_names() else 0


_FULL_NAME = r"(?P<given>[^\W\d_a-z][^\W\d_A-Z]+)(?:-[A-Z]\w+)?\s[^\W\d_a-z][^\W\d_A-Z]+(?:-[A-Z]\w+)?"
_OWN = re.compile(rf"[.!?…“”\"»)]\s+(?P<sentence>(?:Von|By|Par)\s{_FULL_NAME}\.?)$")
"""A last sentence that is but a name behind "by"."""


def _name_behind(text: str, units: Sequence[Unit]) -> int:
    """Where the name of who wrote stands behind the last sentence, with nothing before it; 0 if it does not."""
    found = _NAMED.search(text, max(0, len(text) - DATED)) if len(text) > SENTENCE and text[-1].isalpha() else None
    if not found or found["given"] not in words.given_names() or not names.is_person(found["name"]):
        return 0
    last = found["name"].rsplit(" ", 1)[-1]
    return 0 if any(last in unit.text and unit.text != text for unit in units) else found.start("name")


_NAMED = re.compile(rf"[.!?…“”\"»)]\s(?P<name>{_FULL_NAME})$")


@cache
def _asked() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, words.every("interviewed")))
    return re.compile(rf"[.!?…“”\"»)]\s+(?P<sentence>(?i:{labels})\s[^.!?:;]{{4,90}}\.?)$")


def is_pictured(units: Sequence[Unit], i: int) -> bool:
    """Whether a name in capitals right behind a sentence over the text is whose picture the sentence tells of."""
    before = units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    if before is None or not units[i].text.isupper() or before.kind not in (*_TEXT, "boilerplate"):
        return False
    told = before.text.count(" ") > EARLY and before.text[-1:] in ".!?)"
    return told and (after is None or after.kind != "date")
