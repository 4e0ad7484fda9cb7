"""Marks: the news agencies and the letters of authors by which a text is signed (``sda/dpa``, ``cw/jj``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader import words

LONGEST = 120
"""A note on agencies is not longer than this, in characters."""

SPLIT = re.compile(r"[/,;+&()\s]+")
"""What stands between two marks."""


@lru_cache(1024)
def is_agency(name: str) -> bool:
    """Whether a news agency is called so."""
    return name.strip() in words.agencies() or name.strip().casefold() in _written_agencies()


@cache
def _written_agencies() -> frozenset[str]:
    # Short ones are also words ("ap", "tt", "ria"); they count only as the list spells them.
    return frozenset(a.casefold() for a in words.agencies() if len(a) > 3)


def may_be(text: str) -> bool:
    """Whether a text has the form of the mark of an agency, in a list or not."""
    return _FORM.fullmatch(text) is not None and text.casefold() not in _NO_AGENCIES


_FORM = re.compile(r"[A-ZÄÖÜ]{2,6}|[a-zäöü]{4,10}")
_NO_AGENCIES = frozenset(["ots", "red", "eigen", "eb", "archiv", "symbolbild"])


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies of a mark or a byline, in order."""
    whole = text.strip(" ()[].")
    if is_agency(whole):
        return (whole,)
    long = _long_agencies().findall(text)
    return (
        *long,
        *(t for t in SPLIT.split(_long_agencies().sub(" ", text).strip("()[] .")) if t and is_agency(t)),
    )


@cache
def _long_agencies() -> re.Pattern[str]:
    """The agencies whose names are several words."""
    return re.compile("|".join(re.escape(a) for a in sorted(words.agencies(), key=len, reverse=True) if " " in a))


def is_agency_note(line: str) -> bool:
    """Whether a line behind a text names agencies and nothing but marks: ``RDF/mit dpa``, ``dpa, MRF (ans)``."""
    agencies = agencies_in(line) if len(line) <= LONGEST else ()
    if not any(map(is_agency, agencies)):
        return False
    tokens = [t for t in _NOTE_SPLIT.split(_CONTRIBUTED.sub("", line.strip("() .[]"))) if t]
    known = {w for a in agencies for w in _NOTE_SPLIT.split(a.casefold())} | LINKING
    mixed = [t for t in tokens if t.casefold() not in known and not t.isupper() and (len(t) > 4 or not t.islower())]
    return not mixed or ("/" in line and all(t.islower() for t in mixed) and len(line) <= 40)


_NOTE_SPLIT = re.compile(r"[/,;+&()\s–-]+")
_CONTRIBUTED = re.compile(r"\scontributed to this (?:report|article|story)$")
LINKING = frozenset(["mit", "und", "with", "and", "avec", "et", "material", "von", "agenturen", "agences", "l'"])
_MARKS = re.compile(r"[a-zäöü]{2,4}(?:\s?[/,;]\s?[A-Za-zäöü]{2,8}){0,4}")


def is_marks(line: str) -> bool:
    """Whether a line is only the marks of those who wrote (``cw/jj``, ``dpa/str``)."""
    return _MARKS.fullmatch(line) is not None and _no_marks().isdisjoint(SPLIT.split(line))


@cache
def _no_marks() -> frozenset[str]:
    return words.word_set("stopwords") | words.word_set("tools") | words.word_set("menu")
