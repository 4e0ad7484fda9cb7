"""The paper where a page names itself beside its text: in datelines, over the title, as a desk, behind its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader import words
from reader.records import Found
from reader.structure import knownpapers, marks, names, papernames
from reader.structure.lines import Unit, named
from reader.structure.papernames import is_paper

START = 120
"""Characters of a paragraph in which its dateline stands."""
LINE = 40
"""Characters of a line that is but a name."""
MOST = 2000
"""Characters of a line that are read."""
NEAR = 6
"""Lines on either side of the title in which a page names itself."""

_LAND = r"(?:de|ch|at|com|org|net|fr|info|ru|ua|РУ|РФ|УА|today|news|online)"
_ADDRESS = rf"[^\W_][\w-]{{1,30}}\.{_LAND}"
_DATELINE = re.compile(
    rf"[^\W\d_a-zа-яіїє][^()–—]{{2,60}}?(?:\((?P<in>(?i:{_ADDRESS}))\)|[.,]\s(?P<free>(?i:{_ADDRESS})))\s?[–—-]\s"
)
_BARRED = re.compile(r"[A-ZÄÖÜ]{3,}(?:[/ ][A-ZÄÖÜ]{3,}){0,3}\s(?P<name>[^\W\d_]{2,15})\s\|(?:\s|$)")
"""A dateline with the paper before a bar (``BERLIN kiosk | …``)."""
_EDITORS = re.compile(r"[Рр]едакц(?:ія|ії|ия|ии)\s[«„“\"](?P<name>[^\W\d_][^«»„“”\"]{1,30})[»“”\"]")
_CREDIT = re.compile(rf"(?:©|\([cC]\))\s?(?P<name>{_ADDRESS})/[a-zäöü]{{2,5}}(?:[/\s]|$)")
_DESK = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]+(?:\s[^\W\d_a-z][\w.'’-]+)?)[ -](?:Redaktion|Newsroom|Newsdesk|Staff)"
)
_STAFF = re.compile(r"Redaktion\s(?P<name>\S+)")
_PAID = re.compile(r"(?P<name>[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){0,2})(?:\s[Pp]lus|\s[Pp]remium|\s?\+)")
_CYRILLIC = re.compile(r"[А-ЯІЇЄ][\w-]{1,30}\.(?:РУ|РФ|УА)", re.I)
_SOURCE = re.compile(
    r"(?:^|[/|]\s)(?:Quelle|Source)\s?:\s(?P<name>[^\W\d_][^,/:]{1,40}?)[,/]\s?(?P<others>[^/:]{2,60})"
)
_MADE_FOR = re.compile(r"\b(?:für|for|pour)\s(?P<name>[^\W\d_a-z][\w.-]+(?:\s[^\W\d_a-z][\w.-]+)?)\)?$")
_MADE_FOR_PAPER = re.compile(r"\b(?:für|for|pour)\s(?P<name>[^\W\d_a-z][\w.-]+(?:\s[^\W\d_a-z][\w.-]+){1,4})\)?$")
_PART_OF = re.compile(
    rf"\*?\s?(?P<name>{_ADDRESS})\s(?:ist (?:ein )?(?:Teil|Angebot|Produkt)|is (?:a )?part|fait partie)\b", re.I
)
_BELONGING = ("ist teil", "ist ein teil", "ist angebot", "ist ein angebot", "ist produkt", "ist ein produkt", "is part",
    "is a part", "fait partie")  # fmt: skip
"""What stands behind the name there, found in a fraction of the time."""


_PAGE = frozenset(["boilerplate", "source-note", "caption", "heading"])


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The names by which a page names itself, each with what says so."""
    head = next((i for i, u in enumerate(units) if u.kind == "title"), 0)
    speaks = _Speaks(units)
    for i, unit in enumerate(units):
        if unit.kind in ("paragraph", "lead", "dateline"):
            yield from _in_text(unit, speaks)
        elif unit.kind == "credit":
            yield from _in_credit(unit)
        elif (
            ":" in unit.text[:400] and (found := _SOURCE.search(unit.text[:400])) and marks.agencies_in(found["others"])
        ):
            yield named(unit, found["name"], "source")
        elif unit.kind in _PAGE and len(unit.text) > LINE:
            yield from _in_notes(unit, speaks, asks=True)
        elif len(unit.text) <= LINE and unit.kind not in ("title", "heading", "duplicate-title"):
            yield from _alone(unit, abs(i - head) <= NEAR)


class _Speaks:
    """Of what a page speaks anywhere: most speak of none of it, and their lines need not be looked through."""

    def __init__(self, units: Sequence[Unit]) -> None:
        whole = "\n".join([unit.text[:MOST] for unit in units]).lower()
        self.belonging = any(said in whole for said in _BELONGING)
        self.consent = any(said in whole for said in _noting())
        self.earlier = any(said in whole for said in words.every("outlet_earlier"))
        self.editors = "едакц" in whole


def _in_text(unit: Unit, speaks: _Speaks) -> Iterator[Found]:
    """The address of the paper in a dateline, and what it says that it reported before."""
    begin = unit.text[:START]
    if "." in begin and any(dash in begin for dash in "–—-") and (found := _DATELINE.match(begin)):
        yield named(unit, found["in"] or found["free"], "dateline")
    elif "|" in begin and (found := _BARRED.match(begin)) and not marks.agencies_in(found["name"]):
        yield named(unit, found["name"], "dateline")
    if speaks.editors and (found := _EDITORS.search(unit.text[:MOST])):
        yield named(unit, found["name"], "desk")
    yield from _in_notes(unit, speaks, asks=False)
    if speaks.earlier:
        for found in _earlier().finditer(unit.text[:MOST]):
            yield named(unit, found["name"] or found["called"], "earlier")


def _in_credit(unit: Unit) -> Iterator[Found]:
    """The paper whose own a picture is, or for which it was made."""
    if found := _CREDIT.search(unit.text):
        yield named(unit, found["name"], "rights-only")
    elif (found := _MADE_FOR_PAPER.search(unit.text[-60:])) and knownpapers.is_known(found["name"]):
        yield named(unit, found["name"], "known")
    elif found := _MADE_FOR.search(unit.text):
        yield named(unit, found["name"], "made")


def _in_notes(unit: Unit, speaks: _Speaks, *, asks: bool) -> Iterator[Found]:
    """The paper in what its page asks leave for, or says of its ticker and of the house it belongs to.

    ``asks`` says that the line is none of the article, and may ask for support.
    """
    text = unit.text[:MOST]
    folded = text.lower()
    if speaks.belonging and (found := _PART_OF.search(text)):
        yield named(unit, found["name"], "earlier")
    supported = asks and any(said in folded for said in words.every("outlet_support"))
    if supported and (found := _ASKED.search(text)) and found["name"] not in words.nouns():
        yield named(unit, found["name"], "consent")
    if speaks.consent and any(said in folded for said in _noting()) and (found := _noted().search(text)):
        yield named(unit, next(filter(None, found.groups())), "consent")


_ASKED = re.compile(r"[«„“](?P<name>[^\W\d_][\w.-]{2,30}(?:\s[\w.-]+){0,2})[»“”]")
"""A name in quotation marks, where readers are asked for support."""


@cache
def _noting() -> tuple[str, ...]:
    """The longest words of what `_noted` looks for, found in a fraction of the time."""
    return tuple({max(form.lower().split("{}"), key=len).strip() for form in words.every("outlet_consent")})


@cache
def _noted() -> re.Pattern[str]:
    name = r"([^\W\d_][\w.-]{2,30}(?:\s[^\W\d_a-z][\w.-]+){0,2})"
    forms = (r"(?i:" + re.escape(f).replace(r"\{\}", f"){name}(?i:") + ")" for f in words.every("outlet_consent"))
    return re.compile("|".join(rf"(?<!\w){form}(?!\w)" for form in forms))


@cache
def _earlier() -> re.Pattern[str]:
    before, behind = ("|".join(map(re.escape, words.every(c))) for c in ("outlet_earlier", "outlet_reported"))
    return re.compile(
        rf"\b(?i:{before})\s(?:(?P<name>[^\W\d_a-zа-яіїє][\w-]*\.[^\W\d_]{{2,8}})"
        rf"|(?i:видання|издание|портал|сайт|газета|агентство|агенція)\s[«„“\"]?"
        rf"(?P<called>[^\W\d_a-zа-яіїє][\w.-]{{2,30}})[»“”\"]?)\s(?i:{behind})"
    )


def _alone(unit: Unit, near: bool) -> Iterator[Found]:
    """The name in a line of its own: of a desk, of what is paid for, or as only papers are called."""
    text = unit.text.strip("•·*-– ()")
    found = (_DESK.fullmatch(text) or _PAID.fullmatch(text)) if near else None
    staffed = _STAFF.fullmatch(text)
    if staffed and papernames.has_form(staffed["name"]):
        yield named(unit, staffed["name"], "desk")
    elif found and not names.is_person(found["name"]) and not _is_of_page(found["name"]):
        yield named(unit, found["name"], "desk")
    elif near and _CYRILLIC.fullmatch(text):
        yield named(unit, text, "desk")
    elif is_paper(text) and " " in text and unit.kind != "byline":
        yield named(unit, text, "paper")


def _is_of_page(name: str) -> bool:
    """Whether a name is one of the words of menus."""
    return words.key(name) in words.word_set("menu") or words.key(name) in words.word_set("rubrics")
