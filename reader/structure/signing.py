"""Who signs in lines that only their place explains: names below the title, agencies behind the last paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reader import words
from reader.structure import asides, attribution, knownpapers, names, wired
from reader.structure.lines import Unit
from reader.structure.wired import BEHIND, BODY, FEW, NAME, NEAR, OPEN

MANY = 5
"""Blanks in a line that may be the names of several persons, and longer."""


def tell(units: list[Unit], head: int | None) -> None:
    """Names the lines that sign, where their kind was settled without knowing who they name."""
    attribution.cut(units)
    head = next((i for i, u in enumerate(units) if u.kind == "title"), None) if head is not None else None
    _tell_head(units, -1 if head is None else head)
    if head is not None:
        wired.tell_above(units, head)
    wired.tell_tail(units)
    if not any(u.kind == "byline" and u.why not in ("agency", "mark") for u in units):
        _tell_boxed(units)
    if not any(u.kind == "byline" and u.why not in ("agency", "mark") for u in units):
        _tell_below(units)
    wired.tell_pictured(units)
    for unit in units[head or 0 :]:
        if unit.kind in OPEN and len(unit.text) <= NAME and wired.is_labelled(unit.text):
            unit.kind, unit.why = "byline", "agency"
    _unsign_answers(units)


def _unsign_answers(units: list[Unit]) -> None:
    """Hides the names, and the days glued to them, of those who answered below the text."""
    last = max((i for i, u in enumerate(units) if u.kind in BODY), default=len(units))
    answered = next((i for i, u in enumerate(units) if i > last and u.why == "comments"), len(units))
    for name, day in pairwise(units[answered:]):
        if (name.kind, day.kind) == ("byline", "date") and name.end == day.start:
            name.kind = day.kind = "boilerplate"
            name.why = day.why = "comments"


def _tell_head(units: list[Unit], head: int) -> None:
    for i in _head(units, head):
        unit = units[i]
        if unit.kind not in OPEN | {"list"} or unit.fixed or unit.why in ("read_also", "author_box"):
            continue
        if len(unit.text) > (NAME if unit.text.count(" ") < MANY else names.LONGEST):
            continue
        if names.in_form(unit.text) or (_is_name(unit.text) and _is_vouched(units, i)):
            pictured = attribution.is_pictured(units, i) and names.byline(unit.text) is None
            unit.kind, unit.why = ("credit", "alone") if pictured else ("byline", "author")


def _head(units: list[Unit], head: int) -> Iterator[int]:
    """The line above the title, and those below it before the text is well under way."""
    paragraphs = 0
    if head > 0 and units[head - 1].kind in ("navigation", "boilerplate", "heading", "kicker"):
        yield head - 1
    for i in range(head + 1, min(head + 1 + NEAR, len(units))):
        paragraphs += units[i].kind in BODY and len(units[i].text) > NAME
        if paragraphs > FEW:
            return
        yield i


def _is_name(text: str) -> bool:
    """Whether a line is the full names of persons, perhaps with their places, and nothing else."""
    signed = names.signers(text)
    return signed is not None and bool(signed.authors) and all(1 <= a.count(" ") <= 2 for a in signed.authors)


def _is_vouched(units: list[Unit], i: int) -> bool:
    """Whether something says that a line below the title is a name: a known given name, a post, a note on the author.

    A person of whom the text speaks is its matter; the name may be that of a picture.
    """
    signed = names.signers(units[i].text)
    authors = signed.authors if signed else ()
    if _is_told_of([u for u in units if u is not units[i]], authors):
        return False
    after = units[i + 1 : i + 2]
    posted = (
        bool(after)
        and len(after[0].text) <= NAME
        and (names.is_role(after[0].text) or _is_where(after[0].text) or knownpapers.is_known(after[0].text))
    )
    known = sum(map(names.has_given_name, authors))
    return posted or known > len(authors) / 2 or any(_notes(u, authors) for u in units[i + 1 :])


def _is_where(text: str) -> bool:
    """Whether a line below names says where they wrote (``In Odesa and Seoul``)."""
    return _WHERE.fullmatch(text) is not None


_WHERE = re.compile(r"(?:In|Aus|From|À|À) [^\W\d_a-z][\w'’-]+(?:,? (?:[^\W\d_a-z][\w'’-]+|and|und|et)){0,4}")


def _is_told_of(units: list[Unit], authors: tuple[str, ...]) -> bool:
    lasts = [re.compile(rf"\b{re.escape(a.rsplit(' ', 1)[-1])}\b") for a in authors]
    told = [u for u in units if u.kind in (*BODY, "title") and not asides.tells_of_author(u.text, frozenset(authors))]
    if len(told) > 1 and asides.begins_with(told[-1].text, authors):
        told.pop()
    return any(last.search(u.text) for u in told for last in lasts)


def _notes(unit: Unit, authors: tuple[str, ...]) -> bool:
    return unit.kind in ("boilerplate", "paragraph") and asides.tells_of_author(unit.text, frozenset(authors))


def _tell_below(units: list[Unit]) -> None:
    """Who wrote is named only below the text: after the post, or in a last paragraph that tells who it is."""
    last = max((i for i, u in enumerate(units) if u.kind in BODY), default=len(units))
    for i, unit in list(enumerate(units[1:], 1))[max(0, last - 1) :]:
        if unit.kind not in OPEN or not _is_name(unit.text):
            continue
        noted = _is_post(units[i - 1]) and _is_noted(units[i + 1 : i + 4], unit.text)
        noted = noted or (names.is_label(units[i - 1].text) and names.has_given_name(unit.text))
        if noted or (_is_presented(units[i + 1 : i + 3]) and names.has_given_name(unit.text)):
            unit.kind, unit.why = "byline", "author"
            return
    if _tell_labelled(units) or _tell_alone(units, last):
        return
    first = next((i for i, u in enumerate(units) if u.kind == "title"), len(units))
    for i in (*range(max(0, last - 1), min(last + BEHIND, len(units))), *range(first + 1, min(first + 2, len(units)))):
        if units[i].kind in ("paragraph", "boilerplate") and (name := _introduced(units, i)):
            rest = units[i].part(len(name), len(units[i].text), "boilerplate", "author_box")
            units[i : i + 1] = [units[i].part(0, len(name), "byline", "author"), rest]
            return


def _is_post(unit: Unit) -> bool:
    """Whether a line says what somebody does."""
    return unit.kind in OPEN and len(unit.text) <= NAME and names.is_role(unit.text)


def _is_presented(below: list[Unit]) -> bool:
    """Whether the two lines below a name say what the person does, and more of it."""
    return len(below) > 1 and _is_post(below[0]) and below[1].kind in OPEN and asides.tells_post(below[1].text)


def _tell_boxed(units: list[Unit]) -> None:
    """A paragraph that begins with the name of a person, under the words that it is about who wrote."""
    for i, (label, unit) in enumerate(pairwise(units), 1):
        if unit.kind not in ("paragraph", "boilerplate", "lead") or words.key(label.text) not in _ABOUT:
            continue
        found = _BEGUN.match(unit.text)
        if found and names.is_person(found["name"]) and names.has_given_name(found["name"]):
            rest = unit.part(found.end("name"), len(unit.text), "boilerplate", "author_box")
            units[i : i + 1] = [unit.part(0, found.end("name"), "byline", "author"), rest]
            return


_ABOUT = frozenset(words.lists("headlines")["about_author"])

_BEGUN = re.compile(r"(?P<name>[^\W\d_a-z][\w'’-]+(?:\s(?:von|de|van)\s|\s)[^\W\d_a-z][\w'’-]+)(?=,?\s[a-zà-ÿа-яіїє(])")
"""A name, and what is said of it."""


def _tell_labelled(units: list[Unit]) -> bool:
    """Below the text, only the word "author" tells that a line signs; "by" may be of a teaser."""
    last = max((i for i, u in enumerate(units) if u.kind in ("lead", "paragraph")), default=0)
    for unit in units[last:]:
        if unit.kind in OPEN and unit.why == "author" and _AUTHOR.match(unit.text):
            unit.kind = "byline"
            return True
    return False


_AUTHOR = re.compile(r"[•\s]*(?:Autor|Author|Auteur|Автор|Verfass|Written by)", re.I)


def _tell_alone(units: list[Unit], last: int) -> bool:
    """Names in a line of their own right behind the text sign it."""
    for i, unit in enumerate(units[last : last + FAR], last):
        if _CONTACT.search(unit.text) or (i > last + 1 and _SHORTENED.search(unit.text)):
            break
        if i > last + 1 and (unit.text.endswith((":", "|")) or unit.why in _ELSEWHERE or _is_listed(units, i)):
            break
        text = unit.text.strip("()[]—–- ") if len(unit.text) <= NAME and _SIGNING.match(unit.text) else ""
        if unit.kind not in OPEN | {"list"} or unit.fixed or not text or not _is_name(text):
            continue
        signed = names.signers(text)
        authors = signed.authors if signed else ()
        if all(map(names.has_given_name, authors)) and not _is_told_of([u for u in units if u is not unit], authors):
            unit.kind, unit.why = "byline", "author"
            return True
    return False


_CONTACT = re.compile(r"^(?:\W*)(?:\w{0,8}kontakt|Rückfrage|Contact|Ansprechpartner)", re.I)

_SHORTENED = re.compile(r"\s[^\W\d_]\.$")
"""How readers sign what they write."""


def _is_listed(units: list[Unit], i: int) -> bool:
    """Whether a line is one of several short ones: topics, menus, comments."""
    beside = (units[i - 1], *units[i + 1 : i + 2])
    short = [u.text for u in beside if u.kind in ("boilerplate", "navigation", "caption") and _SHORT.fullmatch(u.text)]
    return any(not names.is_role(t) and not names.is_label(t) for t in short)


_SHORT = re.compile(r"[^\W\d_]\S*(?:\s\S+)?[^\W\d_]|[\W\d]+")

FAR = 5
"""Lines from the last of the text in which such a name may stand."""

_ELSEWHERE = frozenset(["comments", "read_also", "relative", "author_box"])
"""What begins the stories and the words of others."""

_SIGNING = re.compile(r"[(\[—–-]?\s?[^\W\d_a-z]")
"""How a line begins that signs."""


def _introduced(units: list[Unit], i: int) -> str | None:
    """The author whom a paragraph introduces by what they do."""
    text = units[i].text
    found = _WHO.match(text)
    if not found or not names.is_person(found["name"]) or not names.has_given_name(found["name"]):
        return None
    known = asides.tells_of_author(text, frozenset([found["name"]]))
    return found["name"] if known and not _is_told_of(units[:i], (found["name"],)) else None


def _is_noted(below: list[Unit], name: str) -> bool:
    """Whether a line below a name says more of the person."""
    return any(u.text.startswith(name) and len(u.text) > len(name) for u in below)


_WHO = re.compile(
    r"(?P<name>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’.-]*){1,2}?)"
    r"(?:,? (?:[A-Z][A-Za-z]?\.){1,3}[A-Z]?\.?(?: [’']\d\d)?){0,3},?"
    r" (?:is|ist|est|covers|writes|schreibt|arbeitet|berichtet|couvre|travaille|leitet|lehrt|forscht|lebt|leads|heads"
    r"|teaches|dirige|enseigne)\s"
)
"""A paragraph that begins by telling who somebody is."""
