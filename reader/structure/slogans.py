"""Names that a page shows beside what is theirs: an address, a slogan, the title, a network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from reader import words
from reader.records import Found
from reader.structure import knownpapers, menus, names, papernames, signs
from reader.structure.lines import Unit, named
from reader.structure.papernames import ADDRESS, PAGE, is_paper

LINE = 90
"""Characters of such a line."""
TITLE = 30
"""Characters of the title by which it is known again."""
LONG = 2000
"""Characters of a paragraph in which a name is looked for."""

_TEXT = frozenset(["lead", "paragraph", "title"])
_OPEN = frozenset([*PAGE, "kicker", "heading"])
_WORD = r"[^\W_a-zа-яіїєґ][\w.'’-]*"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:(?:d[ue]s?|de la|of|the|and|und|für)\s|[dl]['’])?{_WORD}){{0,4}})"
_PARTS = re.compile(r"[-–—|:·]\s")
"""One of these stands between a name and what is beside it."""
_ALONE = re.compile(_NAME)
_BESIDE = re.compile(
    rf"(?:(?:Startseite|Home|Accueil|Homepage)\s)?{_NAME}\s?[-–—|:·]\s(?:https?://)?(?:www\.)?(?P<host>{ADDRESS})/?"
)
_PARTED = re.compile(rf"{_NAME}\s[-–—|:·]\s(?P<rest>\S.*)")
_MADE_UP = re.compile(r"[^\W\d_A-ZÄÖÜ][A-ZÄÖÜ]|[^\W\d_]\d|\w\.[a-z]{2,6}$")
"""How names are written that are no words: with a capital amid them, a number or an address."""
_CUT = re.compile(rf"{_NAME}\s[-–—|]")
_ARTICLED = re.compile(r"(?:DER|DIE|DAS|THE|LE|LA|LES)(?:\s[^\W\d_a-z]{3,}){1,2}")
_ON = re.compile(r"(?:in|on|auf|bei|sur|в|у|на)\s(?P<network>[^\W\d_][\w ]{2,20})")
_NETWORKS = frozenset(
    ["facebook", "instagram", "twitter", "telegram", "whatsapp", "youtube", "tiktok", "mastodon", "bluesky", "threads"]
)


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The names that stand beside what tells whose they are, each with what that is."""
    for unit, name, rule in islice(_beside(units), MOST):
        subject = rule in _TOPICAL and _is_said(name, [u for u in units if u is not unit])
        if not subject and _is_free(unit, name):
            yield named(unit, name, rule)


def _beside(units: Sequence[Unit]) -> Iterator[tuple[Unit, str, str]]:
    head = next((u.text for u in units if u.kind == "title"), "")
    first = next((i for i, u in enumerate(units) if u.kind in ("lead", "paragraph")), 0)
    for i, unit in enumerate(units):
        found = _PARTED.fullmatch(unit.text) if unit.kind == "title" and len(unit.text) <= LINE else None
        if found and _is_slogan(found["name"], found["rest"]):
            yield unit, found["name"], "slogan"
        if unit.kind not in _OPEN:
            continue
        cut = _cut_off(units, i) if unit.kind == "kicker" else None
        after = units[i + 1].text if i < first else ""
        if name := cut or (_before(unit, head) if head[:TITLE] in unit.text else _before(unit, after)):
            if _is_distinct(name) or (cut and _slogans().match(units[i + 1].text)):
                yield unit, name, "before"
        elif len(unit.text) <= LINE:
            yield from _in_line(unit, units, i)


def _in_line(unit: Unit, units: Sequence[Unit], i: int) -> Iterator[tuple[Unit, str, str]]:
    text = unit.text.strip("•·*› ")
    parted = _PARTS.search(text) is not None
    if parted and "." in text and (found := _BESIDE.fullmatch(text)) and _is_of(found["host"], found["name"]):
        yield unit, found["name"], "address"
    elif parted and (found := _PARTED.fullmatch(text)) and _is_slogan(found["name"], found["rest"]):
        yield unit, found["name"], "slogan"
    elif _is_amid_titles(units, i, text) or (
        _is_on_network(units[i + 1 : i + 2]) and _ALONE.fullmatch(text) and not names.has_given_name(text)
    ):
        yield unit, text, "over"


_TOPICAL = ("slogan", "before")
"""Where a subject may stand as well as a paper."""
MOST = 12
"""Such names of a page that are weighed."""


def _is_free(unit: Unit, name: str) -> bool:
    """Whether a name is none of the words of the page, of a place or of a thing."""
    if any(word in menus.sections() for word in menus.tokens(name)) and not is_paper(name):
        return False
    common = signs.is_ours(name) or signs.is_place(name) or name in words.nouns()
    return not common and signs.is_proper(unit, name)


def _is_said(name: str, units: Sequence[Unit]) -> bool:
    """Whether the text speaks of what is called so."""
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(u.kind in _TEXT and said.search(u.text[:LONG]) for u in units)


def _before(unit: Unit, head: str) -> str | None:
    """The name before the repeated title (``Name | Titel``)."""
    at = unit.text.find(head[:TITLE], 0, LINE) if len(head) >= TITLE else -1
    found = _PARTED.match(unit.text) if at > 2 else None
    return found["name"] if found and found.start("rest") == at else None


def _is_distinct(name: str) -> bool:
    """Whether a name is none of a rubric or a subject, which stand before titles, too."""
    return knownpapers.is_known(name) or is_paper(name) or _MADE_UP.search(name) is not None


def _cut_off(units: Sequence[Unit], i: int) -> str | None:
    """The same where it was cut off the first of two titles as if it were a kicker."""
    found = _CUT.fullmatch(units[i].text) if units[i].kind == "kicker" else None
    behind = units[i + 1 : i + 3] if found else []
    told = [u.kind for u in behind] == ["title", "duplicate-title"] or (behind and _slogans().match(behind[0].text))
    return found["name"] if found and told else None


def _is_of(host: str, name: str) -> bool:
    """Whether an address is that of a name: it spells it, or its initials."""
    spelled, letters = papernames.plain(host), papernames.plain(name)
    initials = "".join(part[0] for part in re.findall(r"\w+", name.casefold()))
    if signs.is_foreign(host) or len(spelled) < 2:
        return False
    return spelled in (letters, initials) or (" " in name and papernames.stands_for(spelled.upper(), name))


def _is_amid_titles(units: Sequence[Unit], i: int, text: str) -> bool:
    """Whether a name stands between the title and its repetition, behind that of a window."""
    if not 0 < i < len(units) - 1 or {units[i - 1].kind, units[i + 1].kind} != {"title", "duplicate-title"}:
        return False
    return _ARTICLED.fullmatch(text) is not None or knownpapers.is_known(text) or is_paper(text)


def _is_on_network(behind: Sequence[Unit]) -> bool:
    """Whether the line behind says on which network the one before is found."""
    found = _ON.fullmatch(behind[0].text) if behind and behind[0].kind in PAGE else None
    return found is not None and words.key(found["network"]) in _NETWORKS


def _is_slogan(name: str, rest: str) -> bool:
    """Whether a page says behind its name what it brings; one word alone stands behind sections, too."""
    return _slogans().match(rest) is not None and (" " in rest or _is_distinct(name))


@cache
def _slogans() -> re.Pattern[str]:
    """How what a page says behind its name begins."""
    return re.compile(rf"(?i:{'|'.join(map(re.escape, words.every('outlet_slogans')))})(?!\w)")
