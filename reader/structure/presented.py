"""How a page presents its paper: over the title, in what it says of its authors, by the number of its issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader import words
from reader.records import Found
from reader.structure.lines import Unit, named
from reader.structure.papernames import PAGE, is_paper
from reader.words import papers

LINE = 60
"""Characters of a line that is but a name, with a button or an edition beside it."""
BOX = 400
"""Characters of a paragraph that tells who an author is."""
FOOT = 12
"""Lines from the end in which the company behind the page is named."""

_TEXT = frozenset(["lead", "paragraph"])
_PART = r"[^\W\d_a-zäöüа-яіїєґ][\w.'’-]*"
_NAME = (
    r"(?P<name>\d{1,2}\s[^\W\d_]{5,9}"
    rf"|(?:(?:[Tt]he|[Dd]er|[Dd]ie|[Dd]as|[Ll][ea])\s)?{_PART}(?:\s(?:du\s)?{_PART}){{0,3}})"
)
_BESIDE = re.compile(
    rf"{_NAME}(?:\s[-–—|]\s(?:[A-Z]{{2,3}}|International|Online|Home|Startseite|Druckansicht|Druckversion"
    r"|[Pp]rint [Vv]ersion|E-?[Pp]aper)"
    r"|(?:\s(?i:close|menu|logo|home|video|tv|live|startseite|menü|schließen|fermer|accueil))+)"
)
_OF_WEEKDAY = re.compile(rf"{_NAME} \((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\)")
_NUMBERED = re.compile(rf"{_NAME},?\s\d{{1,3}}(?:[-–/]\d{{1,3}})?/(?:19|20)\d\d")
_OF_MONTHS = re.compile(
    rf"{_NAME}\s\d{{1,2}},\s[^\W\d_]{{3,9}}(?:\s?[/–-]\s?[^\W\d_]{{3,9}})?\s(?:19|20)\d\d(?:,\s(?:S\.|pp?\.)\s?\d+(?:\s?[–-]\s?\d+)?)?"
)
"""The number of an issue, its months and the pages (``Neue Politik 6, November/Dezember 2022, S. 32-37``)."""
_IMPRINT = re.compile(
    rf"{_NAME}\s(?:S\.?r\.?l\.?|S\.?p\.?A\.?|GmbH|AG|SA|SAS|Ltd\.?|LLC|Inc\.?|plc)\b.*"
    r"(?:P\.?\s?(?:Iva|IVA)|ISSN|HRB|RCS|SIRET|USt|VAT|Reg\b|Sitz|IČO|\d{4,5}\s[A-ZÄÖÜ])"
)
_ADDRESSED = re.compile(
    rf"{_NAME}\s[|·,]\s(?:\d+\s[A-Z]|[^|·,]*(?:straße|str\.|platz|allee|weg|gasse)\s\d).*"
    r"(?:\b\d{4,5}\b|Tel|Fon|Phone).*"
)
"""A name with its street and town, in the foot of a page."""
_REPORTER = re.compile(
    r"(?:(?:Von|von)\s)?(?P<name>[A-ZÄÖÜ]{4,12}|[A-ZÄÖÜ]\w{3,20})-(?:Reporter|Redakteur|Redaktor|Mitarbeiter)(?:in)?\s"
)
_OF_DAY = re.compile(
    r"(?:\w+tags?|[Pp]rint|\bWochenend)-?[Aa]usgabe\s(?:der|des|von)\s[„\"»«“]?"
    rf"(?P<name>{_PART}(?:\s{_PART}){{0,2}})"
)
_DECLINED = re.compile(r"(?<=\w)en(?=\s(?:Zeitung|Presse|Post|Rundschau|Allgemeinen?|Volksstimme)\b)")
_PAID = re.compile(rf"{_NAME}\s?(?:[Pp]lus|[Pp]remium|\+)")
_DATED = re.compile(rf"{_NAME}\s?[|·]$")


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The names by which a page presents its paper, each with what says so."""
    head = next((i for i, u in enumerate(units) if u.kind == "title"), len(units))
    first = next((i for i, u in enumerate(units) if u.kind in _TEXT), len(units))
    for i, unit in enumerate(units):
        if i < min(head, first) and len(unit.text) <= LINE:
            yield from _over(unit)
            if _ISSUE.fullmatch(units[i + 1].text if i + 1 < len(units) else ""):
                yield from _whole(_NAME_ALONE, unit, "issue")
        if len(unit.text) <= LINE:
            yield from _in_line(unit, i > first)
        if unit.kind == "byline":
            found = _REPORTER.match(unit.text)
            if found and (found["name"].isupper() or is_paper(found["name"])):
                yield named(unit, found["name"], "desk")
        elif i > first and unit.kind in (*PAGE, *_TEXT) and len(unit.text) <= BOX:
            yield from _of_author(unit)
        if unit.kind in PAGE and len(unit.text) <= BOX:
            yield from _in_note(unit, i >= len(units) - FOOT)


def _in_note(unit: Unit, last: bool) -> Iterator[Found]:
    """The paper whose issue is named, or whose company stands in the foot."""
    if "usgabe" in unit.text and (found := _OF_DAY.search(unit.text)) and is_paper(found["name"]):
        yield named(unit, found["name"], "promotion")._replace(value=_DECLINED.sub("e", found["name"]))
    if last:
        yield from _matches(_IMPRINT, unit, "publisher")
        yield from _matches(_ADDRESSED, unit, "publisher")


def _matches(form: re.Pattern[str], unit: Unit, rule: str) -> Iterator[Found]:
    if found := form.match(unit.text):
        yield named(unit, found["name"], rule)


def _whole(form: re.Pattern[str], unit: Unit, rule: str) -> Iterator[Found]:
    if found := form.fullmatch(unit.text):
        yield named(unit, found["name"], rule)


_NAME_ALONE = re.compile(_NAME)
_ISSUE = re.compile(
    r"(?:Ausgabe|Heft|Nummer|Nr\.|Issue|No\.|Numéro|N[°º]|Выпуск|№)\s?\d{1,4}(?:\s?/\s?(?:19|20)?\d\d)?"
)
"""The number of an issue, in a line below the paper's name."""


def _over(unit: Unit) -> Iterator[Found]:
    """The paper over the title: alone or with a button, an edition or a thing of its own beside it."""
    text = unit.text.strip("•·*› ")
    if text.endswith("y)") and (found := _OF_WEEKDAY.fullmatch(text)):
        yield named(unit, found["name"], "issue")
        return
    beside = _BESIDE.fullmatch(text)
    if beside and is_paper(beside["name"]):
        yield named(unit, beside["name"], "over")
    elif is_paper(text) and _ARTICLED.fullmatch(text) and text.count(" ") <= MOST:
        yield named(unit, text, "over")
    elif is_paper(text) and _SINGLE.fullmatch(text) and text.casefold() not in papers.paper_words():
        yield named(unit, text, "paper")


_ARTICLED = re.compile(
    rf"(?:[Tt]he|[Dd]er|[Dd]ie|[Dd]as|[Ll][ea])(?!\s(?i:journal|zeitung|nachrichten|echo|blatt)$)(?:\s{_PART})+"
)
_SINGLE = re.compile(_PART)
MOST = 4
"""Blanks in the name of a paper."""


def _in_line(unit: Unit, below: bool) -> Iterator[Found]:
    """The paper in a line that is its name with the number of the issue or, beside a date, with a bar."""
    if not unit.text or unit.text[-1] not in _ENDS:
        return
    if found := _NUMBERED.fullmatch(unit.text) or _OF_MONTHS.fullmatch(unit.text):
        if _ISSUES.isdisjoint(words.key(found["name"]).split()):
            yield named(unit, found["name"], "issue")
        return
    if (found := _PAID.fullmatch(unit.text)) and is_paper(found["name"]):
        yield named(unit, found["name"], "desk")
    signed = _DATED.fullmatch(unit.text) or (_BRACKETED.fullmatch(unit.text) if below else None)
    if signed and is_paper(signed["name"]):
        yield named(unit, signed["name"], "house")


_BRACKETED = re.compile(rf"\({_NAME}\)")
_ENDS = frozenset("0123456789sm+|·)")
"""How the lines end that `_in_line` reads."""
_ISSUES = frozenset(word for name in ("series", "releases") for word in words.lists("headlines")[name].split())
_ISSUES |= {"serie", "staffel", "saison", "band", "episode"}


def _of_author(unit: Unit) -> Iterator[Found]:
    """The paper for which an author is said to work."""
    folded = unit.text.lower()
    if "ressort" in folded and (found := _LEADS.search(unit.text)):
        yield named(unit, found["name"].rstrip("."), "box")
    if not any(post in folded for post in _POSTS):
        return
    if found := _works_for().search(unit.text):
        yield named(unit, found["name"].rstrip("."), "box")


_WORD = r"[^\W\d_a-zäöü][\w-]*"
_LEADS = re.compile(
    rf"\b(?:leitet|verantwortet|arbeitet|schreibt)\s(?:für\s|im\s|in\s)?(?:d(?:as|ie)\s)?"
    rf"(?:[\w-]+\s)?\w*[Rr]essorts?\s(?:[\w-]+\s){{0,4}}?beim?\s"
    rf"(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})(?=[\s.,;]|$)"
)
_PRESS = "redakt|korrespond|reporter|journalist|correspond|editor|writer|columnist|журналист|кореспонд|корреспонд"
_POSTS = tuple(_PRESS.split("|"))


@cache
def _works_for() -> re.Pattern[str]:
    at = r"(?:at|for|bei|bei der|beim|der|des|de|du|von)\s(?:the\s|der\s|dem\s)?"
    return re.compile(
        rf"\b(?:is|ist|est)\s(?:[^\s.,]+\s){{0,4}}?[^\s.,]*(?i:{_PRESS})\w*"
        rf"\s(?:(?:à la|im|in der|au|for|[\w-]+)\s){{0,4}}?{at}{_NAME}(?=[\s.,;]|$)"
    )
