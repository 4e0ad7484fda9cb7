"""Dates and the names of types, and how else they may be written: 07.10., 7. Oktober; MiG-29, MiG 29, MiG29."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reader.terms.spelling import spelled
from reader.words import lists

_LANGUAGES = ("de", "en", "fr")
_CENTURY = "20"
"""How the year begins behind a day that texts may also mean otherwise."""
_LETTERS = "[^\\W\\d_]"
_TYPE = re.compile(r"([a-z]{1,12})(\d{1,4})([a-z]?)")
_UNITS = "mm|cm|m|km|kg|g|t|l|ml|kw|mw|gw|kwh|mwh|gwh|mb|gb|tb|hz|mhz|ghz|h|ps|mio|mrd"
_MEASURE = re.compile(rf"(\d+)({_UNITS})")
_NUMBER, _UNIT = re.compile(r"\d+"), re.compile(_UNITS, re.IGNORECASE)
_LETTERED = re.compile(rf"{_LETTERS}{{1,4}}")
_FIGURED = re.compile(rf"\d{{1,4}}{_LETTERS}?")
_DAY = re.compile(r"(\d{1,2})\.")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:1[89]|20)\d\d)?|((?:1[89]|20)\d\d)-(\d\d)-(\d\d)")


class Written(NamedTuple):
    """Terms that stand one behind the other; the last may only begin so."""

    terms: tuple[str, ...]
    begins: bool = False


class Run(NamedTuple):
    """Words ``start`` to ``stop`` that are one date or the name of one type, in one piece."""

    start: int
    stop: int
    whole: str


def otherwise(text: str, term: str) -> list[Written]:
    """How else a date or the name of a type may be written; ``term``: what it is as one word."""
    date = _DATE.fullmatch(text)
    if date:
        day, month, year = (date[1], date[2], date[3]) if date[1] else (date[6], date[5], date[4])
        return list(_dates(int(day), int(month), year or ""))
    measure = _MEASURE.fullmatch(term)
    if measure:
        return [Written((measure[1], measure[2]))]
    found = _TYPE.fullmatch(term)
    return [Written((found[1], found[2] + found[3]))] if found else []


def runs(words: Sequence[str]) -> Iterator[Run]:
    """The dates and names of types that are written in several words."""
    for at, (word, following) in enumerate(pairwise(words)):
        day, month = _DAY.fullmatch(word), _months().get(spelled(following))
        if day and month:
            year = words[at + 2] if len(words) > at + 2 and _YEAR.fullmatch(words[at + 2]) else ""
            yield Run(at, at + 2 + bool(year), f"{int(day[1]):02}.{month:02}.{year}")
        elif (_LETTERED.fullmatch(word) and _FIGURED.fullmatch(following)) or (
            _NUMBER.fullmatch(word) and _UNIT.fullmatch(following)
        ):
            yield Run(at, at + 2, word + following)


def _dates(day: int, month: int, year: str) -> Iterator[Written]:
    behind = (year,) if year else ()
    for said, of_month in dict.fromkeys(((str(day), str(month)), (f"{day:02}", f"{month:02}"))):
        yield from (Written((said, name, *behind)) for name, number in _months().items() if number == month)
        yield from (Written((name, said, *behind)) for name, number in _months("en").items() if number == month)
        if year:
            yield Written((said, of_month, year))
        elif len(said) + len(of_month) == 4:
            yield Written((said, of_month))
        else:  # 7,10 may be a price
            yield Written((said, of_month, _CENTURY), begins=True)
    if year:
        yield Written((year, f"{month:02}", f"{day:02}"))


@lru_cache(maxsize=2)
def _months(*languages: str) -> dict[str, int]:
    """The numbers of the months by their names in some languages, or in all, as terms."""
    return {
        spelled(name): number
        for language in languages or _LANGUAGES
        for number, names in enumerate(lists(language)["months"], 1)
        for name in names.split()
    }
