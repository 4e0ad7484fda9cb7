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
    name = name.strip()
    return name in words.agencies() or name.casefold() in _written_agencies() or _is_service(name)


def _is_service(name: str) -> bool:
    """Whether a name is that of a service of an agency (``dpa-AFX``)."""
    house, _, service = name.partition("-")
    known = service and house in words.agencies() and _SERVICE.fullmatch(service)
    return bool(known) and service.casefold() not in words.lists("common")["not_marks"].split()


_SERVICE = re.compile(r"[A-Z]{2,4}|[a-zäöü]{3,8}")


@cache
def _written_agencies() -> frozenset[str]:
    # Short ones are also words ("ap", "tt", "ria"); they count only as the list spells them.
    return frozenset(a.casefold() for a in words.agencies() if len(a) > 3)


def has_word(text: str) -> bool:
    """Whether one of the words of a text is of the name of an agency: most lines have none."""
    return not _words().isdisjoint(words.words_in(text))


@cache
def _words() -> frozenset[str]:
    return frozenset[str]().union(*map(words.words_in, words.agencies()))


def may_be(text: str) -> bool:
    """Whether a text has the form of the mark of an agency, in a list or not."""
    return _FORM.fullmatch(text) is not None and text.casefold() not in _NO_AGENCIES


_FORM = re.compile(r"[A-ZÄÖÜ]{2,6}|[a-zäöü]{4,10}")
_NO_AGENCIES = frozenset(["ots", "red", "eigen", "eb", "archiv", "symbolbild"])


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies of a mark or a byline, in order."""
    if not has_word(text):
        return ()
    whole = text.strip(" ()[].")
    if is_agency(whole):
        return (whole,)
    if is_numbered(text):
        return ("dpa",)
    text = _INFORMED.sub(" ", text)
    return (
        *_long_agencies().findall(text),
        *(t for t in SPLIT.split(_long_agencies().sub(" ", text).strip("()[] .")) if t and is_agency(t)),
    )


def is_numbered(text: str) -> bool:
    """Whether a line gives the number under which an agency sent the text."""
    return "dpa-infocom, dpa:" in text


_INFORMED = re.compile(r"(?<=[a-zA-Z])-(?:Informationen|Material|Angaben)\b")
"""What of an agency a page took, behind its name (``mit dpa-Informationen``)."""


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
    if not mixed or ("/" in line and all(t.islower() for t in mixed) and len(line) <= 40):
        return True
    return is_helped(line)


def is_helped(line: str) -> bool:
    """Whether a line says with whose help a text was made (``mit Material von dpa``)."""
    return _HELPED.search(line) is not None


_HELPED = re.compile(
    r"\b(?i:mit\s(?:Material|Informationen|Inhalten)\s(?:von|der)|with\s(?:inputs?|reporting|material)\sfrom"
    r"|Verbreitet durch|Verwendete Quellen:|Additional reporting:)\s[^.!?]{2,60}\)?$"
    r"|^Mit\s\w+-(?:Informationen|Material)$"
)
"""Whose help a line names."""


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
