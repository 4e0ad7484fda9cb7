"""What one line of a page says of whose page it is: a right, a source, an address, a promotion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader import gazetteer, words
from reader.records import Found
from reader.structure import knownpapers, marks, mentions, menus, names, pagespeech, sites
from reader.structure.lines import Unit, named
from reader.structure.papernames import LAND, is_paper
from reader.words import phrases

_HOST = re.compile(
    r"(?:[\w.+-]+@|https?://|www\.)(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w.@])(?P<bare>[\w-]{3,}(?:\.[\w-]{3,})?)\.(?P<land>de|ch|at|li|lu|be|eu|ie|nl|pl|com|org|net|fr|info)\b",
    re.I,
)
DOMAIN = re.compile(r"(?:www\.)?(?P<name>[\w-]+)\.(?:[a-z]{2,3}|info)")
NAME = r"(?P<name>[^\W\d_][\w.&'’ -]{1,40}?!?)"
_SOURCE = re.compile(r"(?P<label>Quelle|Source|Источник|Джерело)\s?:\s*(?P<names>\S.{1,100})")
_WITH_AGENCY = re.compile(
    r"(?:(?:Von|Par|By)\s)?(?:(?P<name>[^\W\d_][\w.-]{2,30})(?:\s|/)(?:avec|mit|with)\s(?:l['’])?"
    r"|(?P<host>[\w-]+\.(?:de|ch|at|com|org|net|fr))\s?/\s?)(?P<agency>[\w-]+)\.?"
)
_FIELD = re.compile(rf"[^:]{{2,25}}:\s*{NAME}$")
_ISSUE = re.compile(rf"{NAME}(?:,|\s\||\svom)?\s(?:\w+,\s)?\d")
_FROM_ISSUE = re.compile(rf"\W*(?:aus|from|issu de|tiré de)\s{NAME}\s\d{{1,3}}/(?:19|20)?\d\d$")
_PROPER = re.compile(r"[^\W\d_][\w.&'’-]*(?:\s[\w.&'’-]+){0,5}")

_PARTED = re.compile(r"\s[-–—|›»·]\s")


_OF_DAY = re.compile(r"[(\[][\"„“»«]?(?P<name>[^\"“”„«»]+?)(?:[\"“”»«].*|\svom),?$")


def is_company(found: Found, units: list[Unit]) -> bool:
    """Whether a name is that of a company which nothing else on the page names."""
    said = [(unit.text, at) for unit in units if (at := unit.text.find(found.value)) >= 0]
    return bool(said) and all(_AS_COMPANY.match(text, at + len(found.value)) for text, at in said)


_AS_COMPANY = re.compile(
    r"(?:,?\s(?:Limited|Ltd|LLC|Inc|Corp|Group|Holding|GmbH|AG|S\.?[rR]\.?[lL]|S\.?p\.?A)"
    r"|-(?:Chef(?:in)?|Boss|Gründer(?:in)?|Eigentümer(?:in)?|Konzern|Aktien?))\b"
)


def by_note(unit: Unit, head: str) -> Found | None:
    """The paper that a note on the source, a running header or a record of a database names."""
    if unit.kind != "source-note":
        return None
    if unit.why == "header" and unit.text.split()[0].capitalize() in words.given_names():
        return None  # Who wrote an entry of a live blog, beside its time.
    if unit.why == "paper" and (found := _OF_DAY.match(unit.text)):
        return proper(unit, found["name"], "header")
    if unit.why == "site":
        return _site(unit, unit.text)
    if unit.why == "header":
        return proper(unit, _site_of(unit.text), unit.why)
    if unit.why == "issue" and words.key(unit.text).startswith(_RELEASES):
        return None
    if unit.why == "issue" and (found := _FROM_ISSUE.match(unit.text) or _ISSUE.match(unit.text)):
        return proper(unit, found["name"], "issue")
    if unit.why == "issue" and (quoted := _QUOTED.search(unit.text)):
        return proper(unit, quoted["name"], "issue")
    if unit.why == "sender":
        return _sender(unit)
    if unit.why == "field" and (found := _FIELD.match(unit.text)):
        return proper(unit, found["name"], "field")
    if found := _first_on().search(unit.text):
        return proper(unit, found["host"].rstrip("."), "source")
    if found := _MARKED_HOUSE.match(unit.text):
        return named(unit, found["host"].split(".")[-2].casefold(), "host")
    if found := _SOURCE.match(unit.text):
        first = next((p for p in re.split(r"\s*[,;/]\s*", found["names"]) if not marks.agencies_in(p)), "")
        written = _PROPER.fullmatch(first) is not None and not first.islower()
        shared = len(marks.agencies_in(found["names"])) > 0 or "/" in found["names"]
        rule = "source" if found["label"] in ("Quelle", "Source") and shared else "quoted"
        rule = "house" if _INITIALS.fullmatch(first) else rule
        return proper(unit, first, rule) if written or DOMAIN.fullmatch(first) else None
    return None


_RELEASES = (
    "pressemitteilung",
    "medienmitteilung",
    "pressemeldung",
    "presseinformation",
    "drucksache",
    "press release",
)
_MARKED_HOUSE = re.compile(r"(?:[a-zäöü]{2,6},\s?)?(?P<host>[\w-]+\.(?:at|ch|de|com|org|net|fr))\s?/\s?[^\W\d_]")
"""The paper by its address, between the mark of who wrote and the agencies (``red, nordbote.at/Agenturen``)."""


def by_day(unit: Unit, head: str) -> Found | None:
    """The paper and the day it came out (``Ostufer-Kurier, 4 May 2023``), as archives of papers have them."""
    found = _ISSUED.match(unit.text) if unit.kind == "date" and len(unit.text) <= 80 else None
    return proper(unit, found["name"], "issue") if found and is_paper(found["name"]) else None


_ISSUED = re.compile(r"(?P<name>[^\W\d_][\w.&'’-]*(?:\s[^\W\d_][\w.&'’-]*){0,4}),\s(?:\w+,\s)?\d{1,2}\b")


@cache
def _first_on() -> re.Pattern[str]:
    starts = "|".join(map(re.escape, words.every("outlet_first")))
    return re.compile(rf"(?:{starts})\s(?P<host>[\w-]+(?:\.[\w-]+)+)", re.I)


def _sender(unit: Unit) -> Found | None:
    """The paper that sends a mail: of the name beside the address, what the address begins to spell."""
    found = _MAILED.match(unit.text)
    if not found:
        return None
    host = next((p for p in reversed(found["host"].split(".")[:-1]) if len(p) > 3), "")
    parts = found["name"].strip(' "').split()
    starts = (" ".join(parts[:n]) for n in range(1, len(parts) + 1))
    name = next((s for s in starts if host and re.sub(r"\W", "", s).casefold().endswith(host.replace("-", ""))), "")
    return proper(unit, name or host, "field" if name else "host") if host not in _foreign() else None


_MAILED = re.compile(r"[^:]{2,14}:\s*(?P<name>[^<@]{0,80}?)\s?<?[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)>?")
_QUOTED = re.compile(r"[«„“\"](?P<name>[^«»„“”\"]{2,40})[»”“\"]")


MOST = 5
"""Blanks in the name of a paper; what has more is a sentence."""


def proper(unit: Unit, name: str, rule: str) -> Found | None:
    """The name, if it can be that of a paper: no agency, archive, office or photographer's company."""
    name = name.strip(" -–—|")
    name = name if re.search(r"\b\w\.$", name) else name.rstrip(".")
    tokens = set(words.key(name).split())
    common = words.lists("common")
    known = name.casefold() in {*common["not_outlets"], *common["photo_sources"]}
    if (
        len(name) < 2
        or name.count(" ") > MOST
        or known
        or marks.agencies_in(name)
        or words.key(name) in _NOT_NAMES
        or words.key(name) in _NO_PAPERS
        or words.key(name).split()[:1] == ["alle"]
        or pagespeech.is_but_speech(name)
        or (names.is_office(tokens) and "news" not in tokens)
    ):
        return None
    return named(unit, name, rule)


_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]?")
"""Whoever signs with their initials."""


def is_place(name: str) -> bool:
    """Whether a name is that of a place: pages have things for each of them."""
    found = gazetteer.lookup(name)
    return found is not None and found.type == "LOC"


def is_proper(unit: Unit, name: str) -> bool:
    """Whether a name can be that of a paper, and is none of the words of a page."""
    return proper(unit, name, "masthead") is not None and not _is_common(name)


def by_site(unit: Unit, head: str) -> Found | None:
    """The paper behind a repetition of the title ``head``."""
    name = sites.behind(head, unit.text) if unit.kind == "duplicate-title" else None
    return _site(unit, name) if name else None


def _site(unit: Unit, text: str) -> Found | None:
    """The paper behind a title; the site of an agency is that page's, too."""
    name = _site_of(text)
    return named(unit, name, "site") if marks.is_agency(name) else proper(unit, name, "site")


def _site_of(text: str) -> str:
    """The paper in what stands behind a title: the part that is an address, else the last."""
    parts = _PARTED.split(text.strip(" -–—|·"))
    return next((p for p in parts if LAND.search(p)), parts[-1])


def by_house(unit: Unit, head: str) -> Found | None:
    """The paper that signs with an agency in a line of its own."""
    name = house(unit.text) if len(unit.text) <= 60 else None
    own = name and not (_is_common(name) or _INITIALS.fullmatch(name))
    return proper(unit, name, "house") if name and own else None


def by_host(unit: Unit, head: str) -> Found | None:
    """The name in an address of the web or of mail."""
    if unit.why == "addressee":
        return None
    text = unit.text
    if text.count("http") > 1:
        return None  # An address within an address: whose the outer one is, says nothing.
    for found in _HOST.finditer(text) if "." in text[:-1] and "](" not in text else ():
        if (whole := found.group().rpartition("@")[2]) != whole.lower() and whole in words.outlets():
            return named(unit, whole, "offered")
        labels = (found["host"] or found["bare"] or "").casefold().split(".")
        name = labels[-2] if found["host"] and len(labels) > 1 else labels[-1]
        if name in ("co", "com") and len(labels) > 2:
            name = labels[-3]
        short = len(name) == 2 and name.upper() in words.outlets()
        if (len(name) > 2 or short) and not any(part in _foreign() for part in labels[:-1] or labels):
            own = _is_own(found, text) and not (unit.kind == "byline" and "@" in found.group())
            return named(unit, name, "host" if own else "named-host")
    return None


def _is_own(found: re.Match[str], text: str) -> bool:
    """Whether an address is that of the page; one in the middle of a line or behind a label may be anybody's."""
    if "legal" in phrases.ways(words.key(text)):
        return True
    labelled = ": " in text[: found.start()]
    whole = found.end() - found.start() >= len(text) - MARK or found.group().startswith("http")
    return "@" in found.group() or (whole and not labelled) or is_ours(text)


def is_link(text: str) -> bool:
    """Whether a line is an address with a path: a short link may be to anywhere."""
    return _LINKED.fullmatch(text) is not None


_LINKED = re.compile(r"https?://[^\s/]+/\S+")
MARK = 12
"""Characters beside the address in a line that is the mark of the paper (``(nordbote.at, abc) |``)."""


def is_ours(text: str) -> bool:
    """Whether a line speaks to the reader."""
    return not _address().isdisjoint(words.words_in(text))


def is_foreign(address: str) -> bool:
    """Whether an address is that of a network, a shop or an agency, not of the page."""
    return any(part in _foreign() for part in address.casefold().split(".")[:-1])


@cache
def _foreign() -> frozenset[str]:
    """Names of hosts of others, those of the news agencies too."""
    return words.foreign_domains() | {re.sub(r"\W", "", a.casefold()) for a in words.agencies() if len(a) > 3}


def by_promotion(unit: Unit, head: str) -> Found | None:
    """The paper that a line promotes."""
    for name, article in mentions.promotions(unit.text):
        name = _PAID.sub("", name)
        if words.key(name) not in _NOT_NAMES and not _is_common(name) and not is_place(name):
            found = proper(unit, name, "promotion")
            return found and found._replace(rule="declined") if article in _CASES else found
    return None


def by_hints(unit: Unit) -> Iterator[Found]:
    """The names that a line may speak of as its own paper."""
    crumb = _CRUMB.match(unit.text) if len(unit.text) <= 60 else None
    crumbs = [crumb["name"]] if crumb and words.key(crumb["under"]) in menus.sections() else []
    plus = [m["name"] for m in _PLUS.finditer(unit.text)] if _PLUS_IN in unit.text and is_ours(unit.text) else []
    for name in dict.fromkeys([*mentions.hints(unit.text.lstrip("•·*› ")), *crumbs, *plus]):
        if words.key(name) in _NOT_NAMES or _is_common(name) or is_place(name):
            continue
        if found := proper(unit, name, "hint"):
            yield found
    for name in mentions.compounds(unit.text):
        if not _is_common(name) and (found := proper(unit, name, "compound")):
            yield found._replace(rule="promotion") if knownpapers.is_known(name) and name != name.lower() else found


_PAID = re.compile(r"(?:\s(?:[Pp]lus|[Pp]remium)|(?<=[A-ZÄÖÜ]{3})plus)$")
"""Behind the name of a paper: what is paid for."""
_PLUS_IN = "+"
_PLUS = re.compile(r"(?<!\w)(?P<name>[A-ZÄÖÜ][\w-]{2,20})\+(?=[\s-]|$)")
_CRUMB = re.compile(r"(?P<name>[^\W\d_][\w.-]{2,30})\s[>›»]\s(?P<under>[\w-]+)")
_CASES = frozenset(["den", "dem", "des", "Den", "Dem"])


def _is_common(name: str) -> bool:
    """Whether a name is made of the words of the page itself (``Podcast``, ``Unser Newsletter``)."""
    parts = [words.key(part) for part in re.split(r"[\s-]", name)]
    return all(part in menus.sections() for part in parts) or not _address().isdisjoint(parts)


@cache
def _address() -> frozenset[str]:
    return frozenset(w.casefold() for w in words.every("address"))


_NO_PAPERS = frozenset(words.lists("common")["not_papers"].split())
_NOT_NAMES = frozenset(words.lists("common")["not_names"].split())


def house(text: str) -> str | None:
    """The paper that signs together with an agency (``nordbote.de/apa``, ``Le Courrier avec AFP``)."""
    found = _WITH_AGENCY.fullmatch(text) if len(text) <= 60 else None
    if found and marks.agencies_in(found["agency"]):
        return found["host"] or (found["name"] if found["name"][0].isupper() else None)
    house = names.house_with_agency(text)
    small = sum(t.islower() for t in house.split()) if house else 0
    return None if not house or small > 2 or house.split()[0].casefold() in _WITH else house


_WITH = frozenset(["with", "mit", "avec", "additional", "reporting"])
