"""Whose page it is: the outlet, where lines of the page (never of the article) say so often or plainly enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader import words
from reader.records import Found
from reader.structure import (
    evidence,
    knownpapers,
    mastheads,
    mentions,
    nameforms,
    names,
    offers,
    ownership,
    papernames,
    signs,
)
from reader.structure.lines import Unit, named

ENOUGH = 2.0
"""Weight of the evidence below which nothing is said."""
PLAIN = 3.0
"""Weight from which on a name is sure enough without a masthead."""
_WEIGHTS = {
    "rights": 3.0,
    "rights-only": 2.2,
    "header": 3.0,
    "site": 3.0,
    "issue": 3.0,
    "field": 3.0,
    "source": 3.2,
    "publisher": 2.0,
    "declined": 2.0,
    "house": 2.0,
    "asks": 2.2,
    "mark": 2.0,
    "host": 2.0,
    "dateline": 2.4,
    "desk": 2.0,
    "over": 2.0,
    "box": 1.3,
    "earlier": 2.0,
    "consent": 2.2,
    "promotion": 2.0,
    "quoted": 1.5,
    "hint": 1.3,
    "owner": 1.2,
    "named-host": 1.2,
    "paper": 1.1,
    "known": 2.0,
    "owned": 1.3,
    "made": 1.0,
    "compound": 1.0,
    "told": 1.0,
    "voice": 2.0,
    "slogan": 2.2,
    "address": 2.2,
    "before": 2.0,
    "quoted-own": 1.2,
    "group": 1.2,
    "around": 0.7,
    "offered": 2.0,
    "standing": 1.2,
}
"""How much a line says; what is said twice or in two ways counts together."""
AGAIN = 0.75
"""What is added for a line of the page that is the name and nothing else."""


def outlet(units: list[Unit]) -> Found | None:
    """Whose page it is, with a confidence that grows with the evidence; ``None`` when it is weak or divided."""
    told = list(evidence.told(evidence.page(units), units))
    authors = {a for u in units if u.kind == "byline" and (s := names.byline(u.text)) for a in s.authors}
    ruled = _ruled(units, told, authors)
    ruled = ruled and nameforms.in_full(ruled, units)
    return ruled or _judged(units, told, authors)


def _judged(units: list[Unit], told: list[Found], authors: set[str]) -> Found | None:
    """The name that pages like this one have for that of their paper."""
    found = ownership.judged(units, told)
    if not found or found.value in authors or _is_elsewhere(found, units) or _is_of_another_kind(found, units):
        return None
    rule = "host" if papernames.LAND.search(found.value) else found.rule
    written = papernames.as_written(found._replace(rule=rule), units)
    full = written and (nameforms.in_full(written, units) or written)
    return full and full._replace(rule=found.rule, confidence=found.confidence)


def _is_of_another_kind(found: Found, units: list[Unit]) -> bool:
    """Whether a name is that of a person whom readers follow, of a company, or of a paper of others."""
    if offers.is_listed(found, units):
        return True
    if knownpapers.is_known(found.value):
        return offers.is_mentioned(found, units)
    person = names.is_person(found.value) and names.has_given_name(found.value)
    return person or signs.is_company(found, units)


def _ruled(units: list[Unit], told: list[Found], authors: set[str]) -> Found | None:
    """The name that enough evidence speaks for."""
    weights, firsts = _weighed(told, authors)
    _join_cases(weights, firsts)
    _add_standing(weights, units)
    if max(weights.values(), default=0.0) < PLAIN:
        _add_mastheads(weights, firsts, units, authors)
    if max(weights.values(), default=0.0) < ENOUGH:
        _add_told(weights, firsts, units)
    _lessen_companies(weights, firsts, units)
    for name in [name for name in weights if _is_elsewhere(firsts[name], units)]:
        del weights[name]
    for best in sorted(weights, key=lambda name: (-weights[name], firsts[name].rule != "offered")):
        if weights[best] < ENOUGH:
            break
        if _is_divided(weights, firsts, best):
            break
        if not _is_doubtful(firsts[best], units) and (written := papernames.as_written(firsts[best], units)):
            return written._replace(confidence=round(_sureness(weights, best), 2))
    signed = [u for u in units if u.kind == "byline"]
    return next((named(u, house, "house") for u in signed if (house := signs.house(u.text))), None)


def _weighed(evidence: Iterable[Found], authors: set[str]) -> tuple[dict[str, float], dict[str, Found]]:
    """What each name weighs, and the best place that says it."""
    weights: dict[str, float] = {}
    firsts: dict[str, Found] = {}
    counted: dict[tuple[str, str], int] = {}
    for found in evidence:
        plain = papernames.plain(found.value)
        times = counted[plain, found.rule] = counted.get((plain, found.rule), 0) + 1
        if (found.value in authors and found.rule != "offered") or times > (2 if found.rule in _WEAK else 1):
            continue
        weights[plain] = weights.get(plain, 0.0) + _WEIGHTS[found.rule]
        if plain not in firsts or _standing_of(found) > _standing_of(firsts[plain]):
            firsts[plain] = found
    for plain, found in firsts.items():
        if found.rule in _FAINT and knownpapers.is_known(found.value):
            weights[plain] += KNOWN
    return weights, firsts


def _standing_of(found: Found) -> tuple[float, bool]:
    """How well a name is said: by what says it, then as a paper is known, not as its address has it."""
    return _WEIGHTS[found.rule], knownpapers.is_known(found.value)


def _join_cases(weights: dict[str, float], firsts: dict[str, Found]) -> None:
    """A name in Cyrillic letters that is also declined (``«Зарю»``) counts as it is said by itself."""
    for name in [n for n in weights if _DECLINED.search(n)]:
        stem = _DECLINED.sub("", name)
        own = next((n for n in (stem, *(stem + end for end in "аяьо")) if n != name and n in weights), None)
        if own and len(stem) > SHORTEST:
            weights[own] += weights.pop(name)
            del firsts[name]


SHORTEST = 2
"""Letters of a name that remain when its ending is gone."""
_DECLINED = re.compile(r"(?<=[а-яіїєґ])(?:[юуеыиіїо]й?|[оіеє]м|а|я)$")
KNOWN = 0.8
"""What is added to faint evidence for a paper that is known."""
_FAINT = frozenset(["hint", "compound", "promotion", "quoted-own", "around"])
_TEXT = frozenset(["paragraph", "lead"])
_WEAK = frozenset(["hint", "named-host", "told", "paper", "box", "quoted-own", "around"])


def _add_standing(weights: dict[str, float], units: list[Unit]) -> None:
    for unit in units if weights else ():
        if unit.kind in papernames.PAGE and len(unit.text) <= 40 and (plain := papernames.plain(unit.text)) in weights:
            weights[plain] += AGAIN


def _add_mastheads(weights: dict[str, float], firsts: dict[str, Found], units: list[Unit], authors: set[str]) -> None:
    """Names over the page by which it calls its own things."""
    for found, weight in mastheads.weighed(units):
        unit = next(u for u in units if u.start <= found.start < u.end)
        plain = papernames.plain(found.value)
        doubled = plain in firsts and firsts[plain].rule in ("compound", "hint") and weight < ENOUGH
        if found.value not in authors and not doubled and signs.is_proper(unit, found.value):
            weights[plain] = weights.get(plain, 0.0) + weight
            if plain not in firsts or firsts[plain].rule in (*_WEAK, "compound"):
                firsts[plain] = found


def _add_told(weights: dict[str, float], firsts: dict[str, Found], units: list[Unit]) -> None:
    """Whom the text says people spoke to: it counts only where a line of the page has the same name."""
    told = ((u, n) for u in units if u.kind in _TEXT for n in mentions.told(u.text[:2000]))
    more, places = _weighed((f for u, n in told if (f := signs.proper(u, n, "told"))), set())
    for plain, weight in more.items():
        if plain in weights or _is_shown(places[plain], units) or (weight >= ENOUGH and _finds_out(plain, units)):
            shown = CREDITED if _is_credited(places[plain], units) else MENTIONED
            weights[plain] = weights.get(plain, shown) + min(weight, _WEIGHTS["hint"])
            firsts.setdefault(plain, places[plain])


def _finds_out(plain: str, units: list[Unit]) -> bool:
    """Whether the text says what its own paper found out (``nach NRB-Recherchen``)."""
    found = (n for u in units if u.kind in _TEXT for n in mentions.found_out(u.text[:2000]))
    return any(papernames.plain(name) == plain for name in found)


def _is_credited(found: Found, units: list[Unit]) -> bool:
    """Whether a picture of the page was made for the name (``(Anna Muster / Ostbote)``)."""
    ends = [u.text[-80:] for u in units if u.kind in ("credit", "caption")]
    named = [end for end in ends if found.value.casefold() in end.casefold()]
    return any(re.search(rf"[/|]\s?(?:the )?{re.escape(found.value)}\W*$", end, re.I) for end in named)


def _is_shown(found: Found, units: list[Unit]) -> bool:
    return _is_credited(found, units) or any(
        u.kind in papernames.PAGE and len(u.text) <= 120 and _says(found, u) for u in units
    )


CREDITED = 1.0
"""Weight of a picture that was made for the name."""
MENTIONED = 0.75
"""Weight of a line of the page that holds the name, whatever else it says."""


def _says(found: Found, unit: Unit) -> bool:
    name, text = found.value, unit.text  # soon seen to be missing, and mostly so
    return name in text and re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text) is not None


def _is_divided(weights: dict[str, float], firsts: dict[str, Found], best: str) -> bool:
    """Whether weak evidence speaks for another name nearly as much: those are the subjects one may follow."""
    if firsts[best].rule not in _WEAK:
        return False
    rivals = (w for name, w in weights.items() if name != best and firsts[name].rule in _WEAK)
    return any(weight >= 0.75 * weights[best] for weight in rivals)


def _is_doubtful(found: Found, units: list[Unit]) -> bool:
    """Whether a name may be that of a person the page presents, or of what the article is about."""
    if found.rule in ("site", "hint", "compound", "told") and names.is_person(found.value):
        presented = re.compile(rf"{re.escape(found.value)}(?:$|,|\s[^\W\d_A-Z])")
        said = any(
            found.value.casefold() in map(str.casefold, mentions.told(u.text)) for u in units if u.kind == "paragraph"
        )
        if (found.rule in ("hint", "compound") and not said) or any(presented.match(u.text) for u in units):
            return True
    if found.rule not in ("hint", "compound", "quoted-own", "around"):
        return False
    text = [u for u in units if u.kind in ("paragraph", "lead", "title") and _says(found, u)]
    return bool(text) and not any(found.value in mentions.told(u.text) for u in text)


def _lessen_companies(weights: dict[str, float], firsts: dict[str, Found], units: list[Unit]) -> None:
    """A company that holds the rights and is named nowhere else may be the house of a paper with another name."""
    for name, found in firsts.items():
        if found.rule == "rights" and not papernames.is_paper(found.value) and signs.is_company(found, units):
            weights[name] -= _WEIGHTS["rights"] - _WEIGHTS["publisher"]


def _is_elsewhere(found: Found, units: list[Unit]) -> bool:
    """Whether a line sends the reader to that paper for the whole text, or says that it sent this one."""
    said = tuple(words.every("outlet_elsewhere"))
    name = papernames.plain(found.value)
    return any(
        u.kind in papernames.PAGE
        and words.key(u.text).startswith(said)
        and name in papernames.plain(u.text.partition(",")[0])
        for u in units
    )


def _sureness(weights: dict[str, float], best: str) -> float:
    """How sure the best name is: by its weight, and by how far the next one is behind."""
    second = max((w for name, w in weights.items() if name != best), default=0.0)
    return min(0.95, 0.5 + 0.12 * weights[best]) * (1.0 if second <= weights[best] / 2 else 0.75)
