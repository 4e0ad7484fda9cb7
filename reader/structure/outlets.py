"""Whose page it is: the outlet, where lines of the page (never of the article) say so often or plainly enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader import words
from reader.records import Found
from reader.structure import menus, names, title
from reader.structure.fields import named
from reader.structure.lines import Unit

_HOST = re.compile(
    r"(?:[\w.+-]+@|https?://|www\.)(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w.@])(?P<bare>[\w-]{3,}(?:\.[\w-]{3,})?)\.(?P<land>de|ch|at|com|org|net|fr|info)\b",
    re.I,
)
_DOMAIN = re.compile(r"(?:www\.)?(?P<name>[\w-]+)\.(?:[a-z]{2,3}|info)")
_NAME = r"(?P<name>[^\W\d_][\w.&'’ -]{1,40}?)"
_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?"
_COMPANY = (
    r"Verlag\w*|Medien\w*|Media|Publishing|Media Group|Mediengruppe|GmbH|AG|SE|KG|Ltd|Limited|Inc|LLC|LLP|plc|SAS?|"
    r"e\.\s?V|& Co|vom|Company|Group|Corp|Corporation|Communications|m\.b\.H"
)
_RIGHTS = re.compile(
    r"(?:(?:Alle Rechte vorbehalten|All rights reserved|Tous droits réservés)[:.]?\s?(?:[-–|]\s?)?)?"
    rf"(?:©|\(c\)|copyright:?)\s*(?:©\s*)?(?:by\s)?(?P<year>{_YEARS},?\s*)?"
    rf"(?:by\s)?[«„“\"]?{_NAME}[»”“\"]?"
    rf"(?P<legal>\s+(?:{_COMPANY})\b.*|[,|/–].*|\.(?=\s|$).*|\s*[-–]?\s*(?:19|20)\d\d.*"
    r"|\s*[-–|]?\s*(?:alle rechte|all rights|tous droits|все права|усі права|всі права).*)?$",
    re.I,
)
_LEADING = re.compile(rf"{_NAME}\s©\s*{_YEARS}")
_SOURCE = re.compile(r"(?:Quelle|Source)\s?:\s*(?P<names>\S.{1,100})")
_FIELD = re.compile(rf"[^:]{{2,25}}:\s*{_NAME}$")
_ISSUE = re.compile(rf"{_NAME}(?:,|\s\||\svom)?\s(?:\w+,\s)?\d")
_PROPER = re.compile(r"[^\W\d_][\w.&'’-]*(?:\s[\w.&'’-]+){0,5}")

ENOUGH = 2.0
"""Weight of the evidence below which nothing is said."""
_WEIGHTS = {
    "rights": 3.0,
    "rights-only": 2.2,
    "header": 3.0,
    "site": 3.0,
    "issue": 3.0,
    "field": 3.0,
    "source": 2.5,
    "host": 2.0,
    "promotion": 2.0,
}
"""How much a line says; what is said twice or in two ways counts together."""
AGAIN = 0.75
"""What is added for a line of the page that is the name and nothing else."""


def outlet(units: list[Unit]) -> Found | None:
    """Whose page it is, with a confidence that grows with the evidence; ``None`` when it is weak or divided."""
    page = [u for u in _not_contacts(units) if u.kind in _PAGE and len(u.text) <= 400]
    head = next((u.text for u in units if u.kind == "title"), "")
    weights: dict[str, float] = {}
    firsts: dict[str, Found] = {}
    authors = {a for u in units if u.kind == "byline" and (s := names.byline(u.text)) for a in s.authors}
    counted: set[tuple[str, str]] = set()
    for found in _evidence(page, head):
        plain = _plain(found.value)
        if found.value in authors or (plain, found.rule) in counted:
            continue
        counted.add((plain, found.rule))
        weights[plain] = weights.get(plain, 0.0) + _WEIGHTS[found.rule]
        if plain not in firsts or _WEIGHTS[found.rule] > _WEIGHTS[firsts[plain].rule]:
            firsts[plain] = found
    for unit in units if weights else ():
        if unit.kind in _PAGE and len(unit.text) <= 40 and (plain := _plain(unit.text)) in weights:
            weights[plain] += AGAIN
    best = max(weights, key=lambda name: weights[name], default="")
    if best and weights[best] >= ENOUGH:
        written = _as_written(firsts[best], units)
        return written._replace(confidence=round(_sureness(weights, best), 2))
    signed = [u for u in units if u.kind == "byline"]
    return next((named(u, house, "house") for u in signed if (house := names.house_with_agency(u.text))), None)


def _sureness(weights: dict[str, float], best: str) -> float:
    """How sure the best name is: by its weight, and by how far the next one is behind."""
    second = max((w for name, w in weights.items() if name != best), default=0.0)
    return min(0.95, 0.5 + 0.12 * weights[best]) * (1.0 if second <= weights[best] / 2 else 0.75)


def _evidence(page: list[Unit], head: str) -> Iterator[Found]:
    for unit in page:
        for find in (_by_rights, _by_note, _by_site, _by_host, _by_promotion):
            if found := find(unit, head):
                yield found
                break


_PAGE = frozenset(["boilerplate", "source-note", "duplicate-title", "navigation"])
CONTACT = 8
"""Lines under the words "press contact" that are the address of who sent the text, not of the page."""


def _plain(name: str) -> str:
    """A name for comparison: article, land of the address, blanks and dots aside."""
    bare = _ARTICLE.sub("", name.casefold().strip())
    return re.sub(r"[\W_]", "", _LAND.sub("", bare))


_PARTED = re.compile(r"\s[-–—|›»·]\s")
_ARTICLE = re.compile(r"^(?:der|die|das|the|le|la|les)\s")
_LAND = re.compile(r"\.(?:de|ch|at|com|org|net|fr|info|ru|ua)$")


def _not_contacts(units: list[Unit]) -> Iterator[Unit]:
    hidden = 0
    for unit in units:
        hidden = CONTACT if words.phrases("contact").match(words.key(unit.text[:80])) else max(0, hidden - 1)
        if not hidden:
            yield unit


def _by_rights(unit: Unit, head: str) -> Found | None:
    if found := _LEADING.fullmatch(unit.text):
        return _proper(unit, found["name"], "rights")
    found = _RIGHTS.match(unit.text)
    if not found:
        return None
    # "© NAME" alone may be whose picture it was.
    plain = not found["year"] and not found["legal"]
    if plain and names.is_person(found["name"].strip()):
        return None
    return _proper(unit, found["name"], "rights-only" if plain else "rights")


def _by_note(unit: Unit, head: str) -> Found | None:
    """The paper that a note on the source, a running header or a record of a database names."""
    if unit.kind != "source-note":
        return None
    if unit.why in ("header", "site"):
        parts = _PARTED.split(unit.text.strip(" -–|·"))
        return _proper(unit, next((p for p in parts if _LAND.search(p)), parts[-1]), unit.why)
    if unit.why == "issue" and (found := _ISSUE.match(unit.text)):
        return _proper(unit, found["name"], "issue")
    if unit.why == "issue" and (quoted := _QUOTED.search(unit.text)):
        return _proper(unit, quoted["name"], "issue")
    if unit.why == "field" and (found := _FIELD.match(unit.text)):
        return _proper(unit, found["name"], "field")
    if found := _SOURCE.match(unit.text):
        first = next((p for p in re.split(r"\s*[,;/]\s*", found["names"]) if not names.agencies_in(p)), "")
        written = _PROPER.fullmatch(first) is not None and not first.islower()
        return _proper(unit, first, "source") if written or _DOMAIN.fullmatch(first) else None
    return None


_QUOTED = re.compile(r"[«„“\"](?P<name>[^«»„“”\"]{2,40})[»”“\"]")


def _proper(unit: Unit, name: str, rule: str) -> Found | None:
    """The name, if it can be that of a paper: no agency, archive, office or photographer's company."""
    name = name.strip(" -")
    name = name if re.search(r"\b\w\.$", name) else name.rstrip(".")
    tokens = set(words.key(name).split())
    common = words.lists("common")
    known = name.casefold() in {*common["not_outlets"], *common["photo_sources"]}
    if (
        len(name) < 2
        or known
        or names.agencies_in(name)
        or words.key(name) in _NOT_NAMES
        or words.key(name).split()[:1] == ["alle"]
        or names.is_office(tokens)
    ):
        return None
    host = _DOMAIN.fullmatch(name)
    return named(unit, host["name"] if host and rule == "source" else name, rule)


def _by_site(unit: Unit, head: str) -> Found | None:
    name = title.site_behind(head, unit.text) if unit.kind == "duplicate-title" else None
    return named(unit, name, "site") if name else None


def _by_host(unit: Unit, head: str) -> Found | None:
    for found in _HOST.finditer(unit.text):
        labels = (found["host"] or found["bare"] or "").casefold().split(".")
        name = labels[-2] if found["host"] and len(labels) > 1 else labels[-1]
        if name in ("co", "com") and len(labels) > 2:
            name = labels[-3]
        if len(name) > 2 and not any(part in words.foreign_domains() for part in labels[:-1] or labels):
            return named(unit, name, "host")
    return None


def _by_promotion(unit: Unit, head: str) -> Found | None:
    if not _promoting().search(unit.text):
        return None
    for pattern in _promotions():
        found = pattern.search(unit.text)
        if found and words.key(found["name"]) not in _NOT_NAMES and not _is_common(found["name"]):
            return _proper(unit, found["name"], "promotion")
    return None


def _is_common(name: str) -> bool:
    """Whether a name is made of the words of the page itself (``Podcast``, ``Unser Newsletter``)."""
    parts = [words.key(part) for part in re.split(r"[\s-]", name)]
    return all(part in menus.sections() or part in _address() for part in parts) or parts[0] in _address()


@cache
def _address() -> frozenset[str]:
    return frozenset(w.casefold() for w in words.every("address"))


_NOT_NAMES = frozenset(words.lists("common")["not_names"].split())


@cache
def _promoting() -> re.Pattern[str]:
    """Any of the words that stand beside the name of a paper."""
    longest = (max(p.split("{}"), key=len) for p in words.every("outlet_promo"))
    return re.compile("|".join(map(re.escape, dict.fromkeys(longest))), re.I)


@cache
def _promotions() -> tuple[re.Pattern[str], ...]:
    article = r"(?:(?:[Dd](?:er|ie|as|em|en)|[Tt]he|[Ll][ea]) )?"
    name = article + r"(?P<name>[^\W\d_a-zа-яёіїєґäöüß][\w-]*(?:\s[^\W\d_a-zа-яёіїєґäöüß][\w-]*){0,3})"
    quoted = r"(?P<name>[^«»]{2,40})"
    return tuple(
        re.compile("(?i:" + re.escape(p).replace(r"\{\}", ")" + (quoted if "«" in p else name) + "(?i:") + r")(?!\w)")
        for p in words.every("outlet_promo")
    )


def _as_written(found: Found, units: list[Unit]) -> Found:
    """The name as the page spells it, where it was read from an address (``der-kurier`` is Der Kurier)."""
    if found.rule != "host":
        return found
    spelled = r"[\s.-]?".join(re.escape(c) for c in found.value if c != "-")
    for plain, umlaut in (("a", "ä"), ("o", "ö"), ("u", "ü")):
        spelled = spelled.replace(rf"{plain}[\s.-]?e", rf"(?:{plain}[\s.-]?e|{umlaut})")
    loose = re.compile(
        rf"(?<![\w@./]){spelled}(?P<land>(?=$|[^\w@.-]|\.(?!\w))|\.(?:de|ch|at|com|org|net|fr|info)\b)", re.I
    )
    page = [u for u in units if u.kind in _PAGE]
    hits = [(u, hit) for u in page if (hit := loose.search(u.text[:2000]))]
    # A line that is the name and nothing else spells it as the paper does; else the name without its address.
    hits.sort(key=lambda h: (h[0].text != h[1].group(), len(h[1]["land"])))
    for unit, hit in hits:
        part = unit.part(hit.start(), hit.end())
        return Found(hit.group(), part.start, part.end, "host")
    return found
