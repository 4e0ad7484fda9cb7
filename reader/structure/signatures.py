"""Who signed a text: the authors and agencies of its bylines, marks and datelines."""

from __future__ import annotations

import re

from reader import dates, words
from reader.records import Found
from reader.structure import marks, names
from reader.structure.lines import Unit, named
from reader.words import papers


def signed(units: list[Unit]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The authors and the agencies that the bylines, marks and datelines name, each once."""
    authors: dict[str, Found] = {}
    agencies: dict[str, Found] = {}
    for unit in units:
        if unit.kind == "date" and unit.why != "export":
            _sign_beside_day(unit, authors, agencies)
        if unit.kind not in ("byline", "dateline", "source-note"):
            continue
        signers = signers_of(unit) if unit.kind == "byline" else None
        for name in signers.authors if signers and unit.why not in ("agency", "mark") else ():
            labelled = names.byline(unit.text) is not None
            if not labelled and _names_thing(name):
                continue
            found = named(unit, name, "byline" if labelled else "name")
            authors.setdefault(name, found._replace(confidence=0.95 if labelled else 0.75))
        posted = names.posted(unit.text) if unit.kind == "byline" and unit.why == "author" and not signers else None
        if posted:
            authors.setdefault(posted, named(unit, posted, "name")._replace(confidence=0.75))
        for name in _agencies_of(unit, signers):
            agencies.setdefault(_short(name), named(unit, name, unit.kind))
    if any(found.rule == "byline" for found in authors.values()):
        # Where one line says who wrote, three capitalised words and more elsewhere are rather a heading.
        authors = {
            n: f for n, f in authors.items() if f.rule == "byline" or n.count(" ") < MANY or names.has_given_name(n)
        }
    return tuple(authors.values()), tuple(agencies.values())


def _names_thing(name: str) -> bool:
    """Whether capitalised words without a given name are a rubric, a button, a place or a paper, not a person."""
    if papers.is_paper(name):
        return True
    tokens = [t.casefold() for t in name.split()]
    if names.has_given_name(name):
        return False
    page = words.word_set("rubrics") | words.word_set("menu") | words.word_set("tools") | words.word_set("page_things")
    nouns = sum(t in words.nouns() for t in name.split())
    return not page.isdisjoint(tokens) or tokens[0] in _SMALL or nouns == len(tokens) or not _VOWEL.search(tokens[-1])


_SMALL = frozenset(["liebe", "lieber", "über", "plus", "icon", "mein", "meine", "kreis", "hotel", "café", "new", "all"])
"""Words with which headings, greetings and places begin."""
_VOWEL = re.compile(r"[aeiouyäöüéèàáíóúøåаеёиіїоуыэюяє]")


def _agencies_of(unit: Unit, signers: names.Signers | None) -> tuple[str, ...]:
    """The agencies that a line names, whether as signers or in a note on them."""
    if signers is None or marks.is_numbered(unit.text):
        return _agencies(unit)
    return max(signers.agencies, _agencies(unit), key=len) if unit.why == "agency" else signers.agencies


MANY = 2
"""Blanks in capitalised words that are no name without a given name."""


def _sign_beside_day(unit: Unit, authors: dict[str, Found], agencies: dict[str, Found]) -> None:
    """Who signs in the line of the date: names before it (``Anna Muster / 3.5.2024``), agencies behind it."""
    stamps = dates.read_within(unit.text)
    if len(stamps) != 1:
        return
    before, behind = unit.text[: stamps[0].start].strip(" /|,·–-"), unit.text[stamps[0].end :]
    signed = (names.byline(before) or names.signers(before)) if " " in before else None
    if not before and (author := _BEHIND.match(behind)):
        signed = names.signers(author["name"])
    for name in signed.authors if signed and all(map(names.has_given_name, signed.authors)) else ():
        authors.setdefault(name, named(unit, name, "name")._replace(confidence=0.75))
    if marked := _MARKS.fullmatch(behind.strip()):
        for name in marks.agencies_in(marked["marks"] or marked["bracketed"]):
            agencies.setdefault(_short(name), named(unit, name, "date"))


_BEHIND = re.compile(r"\s*(?:von|by|par|[–-])\s(?P<name>[^\W\d_a-z][\w-]+\s[^\W\d_a-z][\w-]+)(?:\s[–|·-]\s|$)")
"""Who wrote, behind the time (``3. Mai 2024 um 16:12 von Max Muster · 4 Kommentare``)."""
_MARKS = re.compile(
    r"(?:[A-Z]{2,4}\s)?[/|]\s?(?P<marks>[A-Za-z]{2,10}(?:\s?/\s?[A-Za-z]{2,10}){0,3})|\((?P<bracketed>[A-Za-z-]{2,14})\)"
)


def _short(agency: str) -> str:
    """The agency by its mark, whether it is written so or in full."""
    same: dict[str, str] = words.lists("common")["agency_marks"]
    return same.get(agency.casefold(), agency.casefold())


def signers_of(unit: Unit) -> names.Signers | None:
    """Who signs in a byline; nobody where it names a house with an agency."""
    text = unit.text.strip("()[] ") if unit.why == "signed" else unit.text
    if unit.why == "initials":
        return names.Signers((unit.text,))
    if unit.why == "signed":
        return names.signers(_DAY.sub("", text).strip(" ,"))
    return None if names.house_with_agency(text) else names.byline(text[:1].upper() + text[1:]) or names.signers(text)


_DAY = re.compile(r",?\s*\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?")


_SOURCE = re.compile(r"\(?(?:Quellen?|Sources?|Джерело|Источник)\s?:\s*|.*;(?=[^;]+$)")


def _agencies(unit: Unit) -> tuple[str, ...]:
    if unit.kind == "source-note":
        if unit.why == "agency" or marks.is_numbered(unit.text):
            return marks.agencies_in(unit.text)
        if unit.text.count(";") >= 2:
            return marks.agencies_in(unit.text.partition(";")[2])
        found = _SOURCE.match(unit.text)
        return marks.agencies_in(unit.text[found.end() :]) if found else ()
    bracket = re.search(r"[(]([^()]+)[)]", unit.text) or re.search(r"()/([^/]+)/", unit.text)
    if unit.kind == "dateline":
        first = unit.text.partition(" ")[0]
        if first.count("/") > 1 and (listed := marks.agencies_in(first)):
            return listed
        return _behind_place(*(*bracket.groups(), None)[:2]) if bracket else marks.agencies_in(unit.text)
    return marks.agencies_in(unit.text)


def _behind_place(bracketed: str | None, slashed: str | None) -> tuple[str, ...]:
    """The agencies behind the place of a dateline; between strokes stands nothing else, known or not."""
    found = marks.agencies_in(bracketed or slashed or "")
    if found or (slashed and slashed.isupper()):
        return found or ((slashed or "").strip(),)
    mark = (bracketed or "").strip()
    return (mark,) if marks.may_be(mark) and not _CALL_SIGN.fullmatch(mark) else ()


_CALL_SIGN = re.compile(r"[KW][A-Z]{3}")
"""The name of an American station, which has the form of the mark of an agency."""
