"""Papers that are known by name: where one of them stands in the head of a page, or speaks of itself in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader import words
from reader.gazetteer import lookup
from reader.records import Found
from reader.structure import marks, papernames
from reader.structure.lines import Unit, named
from reader.words import papers

LINE, NEAR = 60, 3
"""Characters of a line that is but a name, and lines behind the beginning of the text where such a line may stand."""
FOOT = 3
"""Lines from the end in which it may sign; in capitals it may anywhere behind the beginning of the text."""
SHORTEST = 3
"""Letters of a name that is believed where it stands alone."""
FOLDED = 5
"""Letters from which on a name is known in capitals and small letters alike."""
LONGEST = 300
"""Characters of a line of the page that presents it."""
MOST = 2000
"""Characters of a paragraph that are read."""

_TEXT = frozenset(["lead", "paragraph", "quote", "list"])
_SAID = frozenset([*_TEXT, "title", "dateline", "duplicate-title"])
_BARRED = re.compile(r"(?P<name>\S.{1,30}?)\s[-–—|]\s(?P<rest>[^\d]{2,60})")
_BRACKETED = re.compile(r"\[\s?[«„“\"](?P<name>[^«»„“”\"]{2,40})[»“”\"]\s?\]")
_OWN_PICTURE = re.compile(r"(?:©|\([cC]\))\s?(?P<name>[\w-]+\.[\w-]+)")
_COMPOUND = re.compile(
    r"(?<![\w-])(?P<name>[\w.]+(?:-[a-z]+)?)-(?P<thing>Informationen|Recherchen?|Interview|Gespräch)\b"
)
_OF_PAPERS = ("-Inf", "-Rech", "-Inter", "-Ges")
"""How the second halves of such words begin: most paragraphs hold none."""
_HAS = re.compile(
    r"\bde[mr]\s(?P<name>[^\W\d_a-z][\w-]+(?:\s[^\W\d_a-z][\w-]+){0,2})(?:\s\((?P<short>[A-ZÄÖÜ]{2,5})\))?"
    r"\s(?:exklusiv\s)?(?:vorlieg|vorlag)"
)
_REPORTS = re.compile(
    r"\b(?:[Aa]s\s(?P<before>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})\s(?:has\s|had\s)?(?:earlier\s)?reported"
    r"|(?<![Tt]he )(?P<after>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})"
    r"\sreports,?\s(?:citing|with reference to|referring to))\b"
)
_PLACED = re.compile(
    r"(?P<name>[A-Z][\w.]+(?:\s[A-Z0-9][\w.]*){0,2}),\s[A-Z][^()]{2,30}\([A-Z][a-z]+\s\d{1,2},\s\d{4}[^()]*\)\s?[-–—]"
)
_SIGNED = re.compile(r"[.!?”\"]\s?[–—-]{1,2}\s?(?P<name>[A-Z][\w-]{2,30})\.com$")
_DATED_SOURCE = re.compile(
    r"(?:Quelle|Source):\s+(?P<name>[^\W\d_][^,:;/]{1,40}?)(?:\s(?:Nachrichten|News|Online))?"
    r"(?:,?\s(?:vom|of|du)|,(?:\s(?:Nr|No)\.\s\d+\svom)?)\s\d{1,2}\.?\s?\S+\s?(?:19|20)\d\d"
)
_SOURCED = ("Q", "S")
_CODED = re.compile(r"SN\s+(?P<name>\S.{2,40})")
"""How a database of press texts says from which paper one is."""
_OF_TOWN = re.compile(r"(?P<name>[^\W\d_a-z].{3,40}?)\s\([^\W\d_a-z][\w-]+(?:\s[^\W\d_a-z][\w-]+)?\)")
_WITH_AGENCY = re.compile(r"\(?(?P<name>[A-ZÄÖÜ]{3,5})/(?P<agency>[A-Za-z]{2,5})\)?")
_NUMBERED = re.compile(r"(?P<name>[^\W\d_a-z][\w-]+(?:\s[^\W\d_a-z][\w-]+){0,2})\s(?:Nr|No)\.?\s?\d{1,5}\svom\s\d")
_PRESENTED = re.compile(
    r"(?P<name>[^\W_].{2,40}?)\s(?:is\san?|ist\sein[es]?|est\sune?)\s(?:[\w-]+\s)?"
    r"(?:program(?:me)?|project|publication|initiative|service|product|magazine|website|newspaper|Projekt|Angebot"
    r"|Publikation|Magazin|Zeitung|Initiative|Programm|Produkt|Zeitschrift|Portal|site|journal)\s"
    r"(?:of|by|der|des|von|du|de)\b"
)
"""How a page says what its paper is."""
_NO_SERIES = frozenset(words.lists("headlines")["releases"].split())


def is_known(name: str) -> bool:
    """Whether a name is that of a paper; a common word only in capitals or with its article."""
    known = words.outlets()
    if name in known:
        return not known[name] or name.isupper() or " " in name
    return len(name) >= FOLDED and name.casefold() in _folded()


def in_letters(name: str) -> str:
    """A known name as its paper writes it, of however large or small letters it is made here; else nothing."""
    return _folded().get(name.casefold(), "")


@cache
def _folded() -> dict[str, str]:
    return {name.casefold(): name for name, common in words.outlets().items() if not common and len(name) >= FOLDED}


def by_address(host: str) -> str:
    """The paper that an address is or spells (``neuer-ostbote.de``); nothing if that may be a common word."""
    own = ".".join(host.casefold().split(".")[-2:])
    if not _ADDRESS.fullmatch(own):
        return ""  # Initials have points, too.
    return _hosts().get(own) or _hosts().get(papernames.plain(own), "")


_ADDRESS = re.compile(papernames.ADDRESS)


@cache
def _hosts() -> dict[str, str]:
    """The papers by the addresses that they are called by, and by their names as addresses spell them."""
    hosts: dict[str, str] = {}
    for name in sorted(name for name, common in words.outlets().items() if not common):
        hosts.setdefault(name.casefold(), name)
        if not papernames.LAND.search(name):
            hosts.setdefault(papernames.plain(name).translate(papernames.SPELLED), name)
    return hosts


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The papers that a page shows as its own, each with what says so."""
    first = next((i for i, u in enumerate(units) if u.kind in _TEXT), len(units))
    last = max((i for i, u in enumerate(units) if u.kind in _TEXT), default=0)
    for i, unit in enumerate(units):
        if i <= first and unit.kind in (*_TEXT, "dateline"):
            yield from _wired(unit)
        if (
            unit.kind in papernames.PAGE
            and (found := _PRESENTED.match(unit.text[:LONGEST]))
            and is_known(found["name"])
        ):
            yield named(unit, found["name"], "known")
        if unit.kind == "lead" and len(unit.text) <= LINE and unit.text[-1:] == ")":
            yield from _in_record(unit, unit.text, units[:first], True)
        elif unit.kind in _TEXT:
            yield from _in_text(unit, i <= first + NEAR)
            if i == last and unit.text.endswith(".com") and (found := _SIGNED.search(unit.text[-60:])):
                yield named(unit, found["name"], "dateline")
        elif len(unit.text) <= LINE and unit.kind not in _SAID:
            yield from _in_line(unit, i, units, first)
        elif unit.kind == "title" and i == 0 and (found := _NUMBERED.match(unit.text)):
            yield from _of_series(unit, found)


def _wired(unit: Unit) -> Iterator[Found]:
    """The paper that stands where agencies stand (``Seoul (CNN) –``)."""
    found = _WIRED.match(unit.text[:LINE]) if "(" in unit.text[:LINE] else None
    if found and is_known(found["name"]) and not marks.agencies_in(found["name"]):
        yield named(unit, found["name"], "dateline")


_WIRED = re.compile(r"[^\W\d_a-z][\w.,/’' -]{2,30}\s?\((?P<name>[A-Z][\w ]{1,24})\)\s?(?:[–—-]|[A-Z„“\"]|$)")


def _in_line(unit: Unit, i: int, units: Sequence[Unit], first: int) -> Iterator[Found]:
    """The paper in a line of its own: its name alone, with what it says of itself, beside its number or the day."""
    text = unit.text.strip("•·*› ")
    barred = _BARRED.fullmatch(text) if i < first else None
    name, _, section = text.rpartition(" ")
    if i <= first + NEAR and len(text) >= SHORTEST and is_known(text):
        yield named(unit, text, "known")
    elif i < first and is_known(name) and words.key(section) in words.word_set("rubrics"):
        yield named(unit, name, "known")
    elif barred and is_known(barred["name"]):
        placed = lookup(barred["rest"])
        yield named(unit, text if placed and placed.type == "LOC" else barred["name"], "known")
    elif i >= (first if text.isupper() else len(units) - FOOT) and unit.kind != "caption" and _is_sure(text):
        yield named(unit, text, "owned")
    elif i and units[i - 1].kind == "date" and (found := _BRACKETED.fullmatch(text)):
        yield named(unit, found["name"], "issue")
    elif unit.kind == "credit" and (found := _OWN_PICTURE.fullmatch(text)) and is_known(found["name"]):
        yield named(unit, found["name"], "known")
    elif text[:1] in _SOURCED and (found := _DATED_SOURCE.match(text)) and not marks.agencies_in(found["name"]):
        yield named(unit, found["name"], "source")
    elif i <= first and "vom" in text and (found := _NUMBERED.match(text)):
        yield from _of_series(unit, found)
    else:
        yield from _in_record(unit, text, units[:first], i <= first)


def _is_sure(text: str) -> bool:
    return len(text) >= SHORTEST and is_known(text)


def _in_record(unit: Unit, text: str, head: Sequence[Unit], begins: bool) -> Iterator[Found]:
    """The paper in what an archive says of a text, or beside the agencies whose words it prints."""
    if begins and text.endswith(")") and (found := _OF_TOWN.fullmatch(text)):
        if _has_paper_word(found["name"]):
            yield named(unit, found["name"], "issue")
    elif (
        text.startswith("SN")
        and (found := _CODED.fullmatch(text))
        and any(u.text.startswith(("HD ", "WC ", "PD ")) for u in head)
    ):
        yield named(unit, found["name"], "issue")
    elif "/" in text and (found := _WITH_AGENCY.fullmatch(text)):
        own = not marks.is_agency(found["name"]) and found["name"] not in words.photo_agencies()
        if own and marks.is_agency(found["agency"]):
            yield named(unit, found["name"], "house")


def _has_paper_word(name: str) -> bool:
    """Whether one of the words of a name is one that papers are called by."""
    return not papers.paper_words().isdisjoint(name.casefold().split())


def _of_series(unit: Unit, found: re.Match[str]) -> Iterator[Found]:
    if found["name"].casefold().split()[0] not in _NO_SERIES:
        yield named(unit, found["name"], "issue")


def _in_text(unit: Unit, begins: bool) -> Iterator[Found]:
    """The paper that says what it found out, whom it asked, what it has before it or reported earlier."""
    text = unit.text[:MOST]
    if begins and "(" in text[:80] and (found := _PLACED.match(text)):
        yield named(unit, found["name"], "dateline")
    for found in _COMPOUND.finditer(text) if any(thing in text for thing in _OF_PAPERS) else ():
        if is_known(found["name"]):
            sure = found["thing"][0] in "IR" and found["thing"] != "Interview" and found["name"].isupper()
            yield named(unit, found["name"], "known" if sure and len(found["name"]) > SHORTEST else "owned")
    if " vorl" in text and (found := _HAS.search(text)) and is_known(found["name"]):
        yield named(unit, found["short"] or found["name"], "owned")
    if " report" in text and (found := _REPORTS.search(text)):
        name = found["before"] or found["after"]
        if is_known(name):
            yield named(unit, name, "known")
