"""Who signs at the end of a line that says something else: a glued byline, an agency or author mark."""

from __future__ import annotations

import re

from reader import words
from reader.structure import knownpapers
from reader.structure.marks import LINKING, SPLIT, is_agency
from reader.structure.names import has_given_name, is_person, signers

_MARK_TAIL = re.compile(r"\s*[(\[]([^()\[\]]{2,58})[)\]]\s*\.?\s*$")
_BARE_TAIL = re.compile(r"(?<=[.!?“”»\"])\s*/?([A-Za-z-]{2,12}(?:\s?/\s?[A-Za-z-]{2,12}){0,3})$")
_SMALL_MARK = re.compile(r"[a-zäöü]{2,4}")


def trailing_byline(line: str) -> int | None:
    """Where a byline begins that is glued behind a headline or a lead; ``None`` if there is none."""
    if (found := _SIGNED_LEAD.search(line, max(0, len(line) - LONGEST_BYLINE))) and _is_signed_by_name(found["names"]):
        return found.start("names") - 1
    return _behind_headline(line) if len(line) <= LONGEST_HEADLINE else None


LONGEST_BYLINE, LONGEST_HEADLINE = 90, 220
"""Characters of a byline behind a lead, and of a headline with one behind it."""
_SIGNED_LEAD = re.compile(r"[^\W\d_]{2}[.!?][»«”“\"]?\s(?P<names>(?:Von|By|Par)\s[^.!?:;]*[^\W\d_])$")


def _is_signed_by_name(line: str) -> bool:
    """Whether a line but names who signs, by known given names."""
    signed = signers(line.partition(" ")[2])
    return signed is not None and bool(signed.authors) and all(map(has_given_name, signed.authors))


def _behind_headline(line: str) -> int | None:
    for found in _GLUED.finditer(line) if any(label in line for label in _LABELS) else ():
        headline, names = line[: found.start()].rstrip(), line[found.end() :]
        if len(headline) >= 20 and headline.count(" ") >= 2 and not headline.endswith((".", ",", "–", "-")):
            signed = signers(names)
            if signed and len(names) <= 60 and (signed.agencies or found.group().strip() != "By"):
                return found.start()
    return None


_LABELS = ("Von", "By", "Par", "Автор")
_GLUED = re.compile(rf"\s(?<=\S\s)(?:{'|'.join(_LABELS)})\s+(?=\S)")


def end_mark(line: str) -> tuple[int, str] | None:
    """Where an agency or author mark begins at the end of a line, and its words: ``(sda/dpa)``, ``(sek)``."""
    tail = line[-64:].rstrip()
    bracketed = tail.removesuffix(".").rstrip()[-1:] in (")", "]")
    if not bracketed and not tail[-1:].isalpha():
        return None
    found = (_MARK_TAIL if bracketed else _BARE_TAIL).search(tail)
    if not found or not _is_mark(found, tail, bracketed, len(tail) == len(line)):
        return None
    begin = found.start() + len(found.group()) - len(found.group().lstrip())
    return len(line) - len(tail) + begin, found.group(1)


def _is_mark(found: re.Match[str], tail: str, bracketed: bool, whole: bool) -> bool:
    if bracketed and not whole and (house := HOUSE.fullmatch(found.group(1))):
        return bool(knownpapers.in_letters(house["name"]))
    if bracketed and (is_signed(found.group(1)) or (not whole and _is_name_behind(found, tail))):
        return True
    tokens = [t for t in SPLIT.split(_DAY.sub("", found.group(1))) if t]
    known = [t for t in tokens if t in words.agencies() or is_agency(t) or t == "Agenturen"]
    if known and all(t in known or t.casefold() in LINKING or len(t) <= 5 or t in words.outlets() for t in tokens):
        return bracketed or _is_bare(found, tail, tokens[0] in known)
    small = sum(_SMALL_MARK.fullmatch(t) is not None for t in tokens)
    if not bracketed:
        return small > 1 and len(tokens) - small <= 1 and all(len(t) <= MARK for t in tokens) and "/" in found.group()
    if not tokens or small < len(tokens):
        return False
    before = tail[: found.start()].rstrip()
    ended = (not before and whole) or before.endswith((".", "!", "?", "“", "”", '"', "»", "«"))
    return ended and not set(tokens) & set(words.lists("common")["not_marks"].split())


HOUSE = re.compile(r"(?P<name>[^\W\d_][^()–-]{3,30}?)\s?[–-]\s?[a-zäöü]{2,4}")
"""The paper and the mark of who wrote (``ostbote – abc``)."""


def _is_name_behind(found: re.Match[str], tail: str) -> bool:
    """Whether a bracket behind a sentence of some length holds but the name of a person."""
    name = found.group(1)
    before = tail[: found.start()].rstrip()
    ended = before.endswith((".", "!", "?", "“", "”", '"')) and len(before) >= BEFORE_NAME
    return ended and name.count(" ") == 1 and is_person(name) and has_given_name(name)


BEFORE_NAME = 30
"""Characters before such a bracket that are looked at."""


def _is_bare(found: re.Match[str], tail: str, led: bool) -> bool:
    """Whether marks without brackets sign a text; glued to it or alone in capitals they do so behind a sentence."""
    long = led and len(tail) >= LONG_TAIL
    if not found.group()[0].isspace():
        return long
    mark = found.group(1)
    return "/" in mark or mark.islower() or (long and mark.isupper())


MARK = 4
"""Letters of a mark at most."""
LONG_TAIL = 60
"""Characters of a line that is a sentence at least."""


def is_signed(mark: str) -> bool:
    """Whether a bracket at the end names author and agency, or author and day (``Anna Muster, APA, 12.1.2023``)."""
    signed = signers(_DAY.sub("", mark).strip(" ,")) if "/" not in mark else None
    return signed is not None and bool(signed.authors) and bool(signed.agencies or _DAY.search(mark))


_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?")
