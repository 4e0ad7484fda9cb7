"""Picture credits: where a caption ends and its source begins."""

from __future__ import annotations

import re
from functools import cache

from reader import words
from reader.structure.names import is_agency

LONGEST_CREDIT = 110
LONGEST_CAPTION = 700
"""What stands before a credit and is longer than this, in characters, is a paragraph."""

_LEADING = re.compile(r"(?:©|\(c\)|Copyright:?)\s?(?!\d)[^.:|]{2,40}[.:|](?=\s+\S)")
_SLASHED = re.compile(
    r"(?:^|(?<=[.!?)\]»“\"]\s))[\[(]?((?:[\w'’.-]+\s){0,4}[\w'’.-]+(?:\s?/\s?[\w'’.-]+(?:\s[\w'’.-]+){0,4}){1,4})[\])]?$"
)
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s+\S")
_ALL_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|alle rechte|all rights).*(?:rechte|rights|droits)", re.I)
_SERIAL = re.compile(r"©[^©]{0,60}\d{6}")
"""An agency numbers its texts, not its pictures (``© dpa-infocom, dpa:180410-99-1234/2``)."""
_YEAR = re.compile(r"(?:©|\(c\)|copyright)\s*(?:by\s)?(?:19|20)\d\d|(?:19|20)\d\d\s*(?:©|copyright)", re.I)


def cut(line: str) -> list[tuple[int, int, str]]:
    """The parts of a line that carries a credit, as (start, end, kind); empty if it carries none."""
    if not 4 <= len(line) <= 2_000 or _YEAR.search(line[:60]) or _SERIAL.search(line) or _ALL_RIGHTS.match(line):
        return []
    if _is_credit_line(line):
        return [(0, len(line), "credit")]
    lead = _LEADING.match(line)
    begin = lead.end() if lead else 0
    tail = _tail(line, begin)
    if lead is None and tail is None:
        return []
    parts = [(0, begin, "credit")] if lead else []
    rest = _skip_blank(line, begin)
    if tail is None or tail > rest:
        kind = "caption" if len(line) - rest <= LONGEST_CAPTION else "paragraph"
        parts.append((rest, len(line) if tail is None else tail, kind))
    if tail is not None:
        parts.append((tail, len(line), "credit"))
    return parts


def is_serial(line: str) -> bool:
    """Whether a line carries the numbered rights of an agency."""
    return len(line) <= 2_000 and _SERIAL.search(line) is not None


def _is_credit_line(line: str) -> bool:
    """Whether a line says whose picture it is in a form that only whole lines have."""
    folded = line.casefold()
    if len(line) > LONGEST_CREDIT:
        return False
    if folded.strip("() .") in words.lists("common")["photo_givers"] or folded.startswith(words.every("credit_lines")):
        return True
    if (found := _SMALL_LABEL.match(line)) and found["label"] in words.word_set("credit"):
        return len(line) <= 60
    if found := _SOURCE.match(line):
        return _names_source(line[found.end() :])
    return bool(_OWNERS.fullmatch(line)) and words.word_set("tools").isdisjoint(folded.split("/"))


_SMALL_LABEL = re.compile(r"(?P<label>[a-zäöü]{4,})\s?:\s?\S")
_SOURCE = re.compile(r"\(?(?:Quelle|Source)\s?:\s+")
_OWNERS = re.compile(r"(?=.{6,50}$)[A-ZÄÖÜ]\w+(?:\s[A-ZÄÖÜ]\w+){0,2}/[A-ZÄÖÜ]\w+(?:\s[A-ZÄÖÜ]\w+){0,2}")


def _skip_blank(line: str, at: int) -> int:
    return at + len(line[at:]) - len(line[at:].lstrip())


def _tail(line: str, begin: int) -> int | None:
    """Where the credit at the end of a line begins."""
    window = max(begin, len(line) - LONGEST_CREDIT - 20)
    for found in _labelled().finditer(line, window):
        rest = line[found.end() :]
        if len(rest.strip(" )].")) >= 2 and len(rest) <= LONGEST_CREDIT and not _SENTENCE.search(rest):
            return found.start()
    return _slashed(line, begin)


def _slashed(line: str, begin: int) -> int | None:
    window = max(begin, len(line) - LONGEST_CREDIT)
    found = _SLASHED.search(line[window:])
    if found and _names_source(found.group(1)):
        return window + found.start()
    return None


def _names_source(credit: str) -> bool:
    """Whether a slashed line names who makes pictures, not only who writes."""
    parts = [p.strip().casefold() for p in credit.split("/")]
    sources = frozenset(words.lists("common")["photo_sources"])
    if any(p in sources for p in parts):
        return True
    # "REUTERS/Maxim Muster": an agency and a person; "sda/dpa" alone is who wrote it.
    return any(is_agency(p) for p in credit.split("/")) and any(" " in p and "," not in p for p in parts)


@cache
def _labelled() -> re.Pattern[str]:
    names = sorted((re.escape(n) for n in words.every("credit")), key=len, reverse=True)
    label = "|".join(n[0].upper() + n[1:] if n[0].isalpha() else n for n in names)
    upper = "|".join(n.upper() for n in names)
    return re.compile(
        rf"(?:^|(?<=[\s.!?|»“\"/–-]))[(\[]?(?:(?:{label}|{upper})\s?(?::|©)\s*|©\s?(?!\d)|\(c\)\s|(?:(?<=\S\s)|(?<=\s\())Quelle:\s*(?=\S.{{0,40}}$)|(?<=[.!?]\s)(?:Photos?|Fotos?)\s(?=[A-ZÄÖÜ][^.!?]{{3,50}}$)|(?<=\w\s)-\sCopyright\s(?=[A-Z]))"
    )


def is_caption_note(line: str) -> bool:
    """Whether a line says of itself that it tells of a picture: ``(Symbolbild)``, ``(links)``."""
    notes = words.word_set("caption_notes")
    return len(line) <= 300 and any(n.casefold().strip(". ") in notes for n in _BRACKETED.findall(line))


_BRACKETED = re.compile(r"\(([^()]{1,14})\)")
