"""Paragraphs in which the page speaks of itself: to its reader, or of who wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from reader import words
from reader.structure import names
from reader.words import phrases

PROMOTION = 400
"""What speaks to its reader and is longer than this, in characters, is not taken for a promotion."""


BRIEF = 120
"""The same for a sentence that does not even say "you"."""


def speaks_to_reader(text: str) -> bool:
    """Whether a short paragraph says "you", "we" and "our" outside quotation marks."""
    return len(text) <= PROMOTION and text[:1] not in '„“«»"' and _address_said(text) >= 2


@lru_cache(512)
def _address_said(text: str) -> int:
    """How often a paragraph says "you", "we" or "our" outside quotation marks."""
    address = _address()
    if address.isdisjoint(words.written_in(text)):
        return 0
    return sum(word in address for word in _WORD.findall(unquoted(text)))


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks."""
    return _QUOTED.sub(" ", text)


_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[„“«»\"][^„“”«»\"]{1,400}[”“«»\"]")


@cache
def _address() -> frozenset[str]:
    return frozenset(words.every("address"))


def speaks_of_us(text: str) -> bool:
    """Whether a paragraph says "you", "we" or "our" at all, outside quotation marks."""
    return _address_said(text) > 0


def is_legal(text: str) -> bool:
    """Whether a sentence speaks of rights, cookies or scripts as only a page does."""
    return "legal" in phrases.ways(words.key(text))


@lru_cache(512)
def asks_reader(text: str) -> bool:
    """Whether a short paragraph asks its reader to subscribe, to sign up or to pay: never said in an article."""
    if len(text) > PROMOTION or (len(text) > BRIEF and not speaks_of_us(text)) or _is_of_talk(text):
        return False
    return "appeals" in phrases.ways(words.key(_QUOTED.sub(" ", without_link(text))))


def without_link(text: str) -> str:
    """A paragraph without the bracket behind its last sentence (``… ist. (Lesen Sie hier mehr)``)."""
    found = _LINK.search(text) if text[-1:] == ")" else None
    return text[: found.start("bracket")] if found else text


_LINK = re.compile(r"[.!?][»«”“\"'’)]*\s+(?P<bracket>\([^()]{10,120}\))$")


def _is_of_talk(text: str) -> bool:
    """Whether an interview asks somebody by name."""
    return any(title in text for title in _TITLES) and _TALK.search(text) is not None


_TITLES = ("Herr", "Frau", "Monsieur", "Madame", "Mr", "Ms")
_TALK = re.compile(r"\b(?:Herr|Frau|Monsieur|Madame|Mr|Mrs|Ms)\.? [^\W\d_a-z][\w-]+,")


def tells_of_author(text: str, authors: frozenset[str]) -> bool:
    """Whether a short paragraph says who wrote the article: it begins with the name and tells the post."""
    if len(text) > PROMOTION or not (begins_with(text, authors) or _begins_with_surname(text, authors)):
        return False
    return names.is_role(text) or tells_post(text)


def presents_author(text: str) -> bool:
    """Whether a short paragraph says what the author is or does, without a name (``Die Autorin lebt in …``)."""
    return len(text) <= PROMOTION and _PRESENTED.match(text) is not None


_PRESENTED = re.compile(
    r"(?:Der|Die|Unsere?)\s(?:(?:Gast)?[Aa]utor|Korrespondent)(?:in)?\s"
    r"(?:ist|war|lebt|arbeitet|lehrt|forscht|leitet|berichtet|schreibt)\b"
    r"|The\s(?:author|writer)\s(?:is|was|works|teaches|leads)\b"
    r"|(?:L['’](?:auteure?|autrice)|Notre (?:correspondante?|journaliste))\s(?:est|couvre|travaille|dirige|enseigne)\b"
)


def writer_told(text: str) -> str:
    """Whom a short paragraph presents as one who writes (``Anna Muster est journaliste …``), or nothing."""
    found = _WRITER.match(text) if len(text) <= PROMOTION else None
    return found["name"] if found and found["given"] in words.given_names() else ""


_WRITER = re.compile(
    r"(?P<name>(?P<given>[^\W\d_a-z][\w-]+)\s[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+)?),?\s"
    r"(?:(?:est|ist|is|was|arbeitet als|works as|travaille comme)\s(?:\w+\s){0,4}?(?:[Jj]ournalist|[Rr]edakteur|"
    r"reporter|Reporter|Korrespondent|correspondant|correspondent|editor|Autor|freelance|Kolumnist|columnist)|"
    r"(?:écrit|schreibt|berichtet|covers|writes|reports|couvre)\s(?:\w+\s){0,3}?"
    r"(?:für|for|pour|depuis|seit|about|on|über|from|aus|dans)\b)"
)


def begins_with(text: str, authors: Iterable[str]) -> bool:
    """Whether a paragraph begins with the full name of an author, with a degree or without."""
    start = text[:80]
    titled = any(title in start for title in ("Prof.", "Dr."))
    return (_DEGREE.sub("", start) if titled else start).startswith(tuple(authors))


def _begins_with_surname(text: str, authors: Iterable[str]) -> bool:
    begins = text[:80].casefold()
    return any(begins.startswith((a.casefold(), f"{a.rsplit(' ', 1)[-1]} ".casefold())) for a in authors)


_DEGREE = re.compile(r"(?:(?:Prof|Dr)\.\s)+")


def tells_post(text: str) -> bool:
    """Whether a text says what somebody does or did to live."""
    padded = f" {text.casefold()} "
    return any(f" {post} " in padded for post in words.every("posts"))
