"""Neighbours: what the lines around one say for or against its being the title."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reader import words
from reader.structure import headlines, kickers, looks, menus, names
from reader.structure.heads import Head
from reader.structure.lines import Unit

_WORD = re.compile(r"[^\W\d_]+")


def followed(units: Sequence[Unit], i: int, prose_before: float) -> float:
    """Points for what stands below a line, and how near to it; ``prose_before`` counts the paragraphs above."""
    beyond = [u for u in units[i + 1 : i + 12] if not headlines.is_same(units[i].text, u.text[:400])]
    signs = list(_without_agencies(beyond))
    if signs and signs[0].kind == "credit":
        return -3 if i else -1
    near = [u for u in signs if u.kind in ("short", "prose", "date", "byline") and not u.why.startswith("?")][:3]
    signed = any(u.kind in ("date", "byline") for u in near) or bool(near and headlines.is_name(near[0].text))
    score = 1.5 * signed - 1.5 * (not signed and prose_before > 0) - _misplaced(units, i, signs, signed)
    score += 0.75 * (signed and not prose_before and is_lead(near[0]))
    near = signs[:3]
    score += 0.75 * any(u.kind == "boilerplate" and u.why in ("audio", "share", "tools") for u in near)
    score += 1.0 * any(u.kind in ("date", "byline") for u in near[:1])
    score -= 1.0 * (i > 1 and all(u.kind == "short" for u in units[i - 2 : i]) and not stands_out(units, i))
    score += 0.5 * any(u.kind == "date" for u in units[max(0, i - 3) : i])
    return score + (0.5 if any(u.kind == "prose" for u in units[i + 1 : i + 14]) else -1)


def _misplaced(units: Sequence[Unit], i: int, beyond: list[Unit], signed: bool) -> float:
    """What its neighbours say against a line: that of a picture or film, or a menu in which it stands."""
    after = beyond[0] if beyond else None
    if after is None:
        return 0.0
    alt = bool(after.kind == "caption" and not after.gap and i and not signed)
    # A numbered trail of sections says where the page below it stands; a title may well stand over that.
    menu = next((u.why == "menu" and not menus.is_numbered(u.text) for u in beyond[:3] if u.kind != "short"), False)
    pictured = not signed and _is_below_credit(units, i)
    return 1.0 * alt + 2.0 * pictured + 2.0 * menu + 3.0 * headlines.is_runtime(after.text)


def _is_below_credit(units: Sequence[Unit], i: int) -> bool:
    """Whether a line stands below a credit that has no caption above it."""
    credited = i > 0 and units[i - 1].kind == "credit"
    above = units[i - 2] if i > 1 else None
    return credited and not (above and above.kind in ("short", "prose") and len(above.text) >= 30)


def _without_agencies(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units without the agencies that sign, one a line, above the date."""
    dated = any(u.kind == "date" for u in units[:4])
    return (u for u in units if not (dated and u.kind == "credit" and names.only_agencies(u.text)))


def is_lead(unit: Unit) -> bool:
    """Whether a line is a paragraph, even one whose last end mark is left out."""
    return (
        unit.kind == "prose"
        and len(unit.text) >= looks.PROSE
        and (looks.has_end(unit.text) or looks.is_many(unit.text))
    )


def stands_out(units: Sequence[Unit], i: int) -> float:
    """Whether a line is clearly longer than the short ones it follows, as a title is behind a menu."""
    above = [u.text for u in units[max(0, i - 4) : i] if u.kind in ("short", "navigation", "boilerplate")]
    if len(above) < 3 or units[i].text.count(" ") < 3:
        return 0.0
    return 1.0 if sorted(map(len, above))[-2] <= 0.7 * len(units[i].text) else 0.0


def ends_another(units: Sequence[Unit], i: int) -> bool:
    """Whether a trail of section names ends in this line (``Startseite Panorama Titel``)."""
    text = units[i].text
    others = (u.text for u in units[:TRAIL] if len(text) < len(u.text) <= len(text) + 80)
    return len(text) >= 20 and any(other.endswith(text) for other in others)


TRAIL = 40
"""Lines from the start among which such a trail stands."""


def is_announced(units: Sequence[Unit], i: int) -> bool:
    """Whether a line stands in a list of other stories: under "Most read", with only short lines between."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if units[k + 1].gap or units[k].kind not in ("short", "navigation", "boilerplate"):
            return False
        if units[k].kind == "boilerplate" and units[k].why == "read_also":
            # "Topics" announces other stories, and is also a word of many menus.
            return words.key(units[k].text) not in menus.sections()
    return False


def open_between(head: Head, i: int) -> int:
    """How many other lines that may be the title stand between a line and the next paragraph; 5 if there is none."""
    at = bisect_right(head.bodies, i)
    if at == len(head.bodies):
        return 5
    return min(4, bisect_left(head.places, head.bodies[at]) - bisect_right(head.places, i))


def verbal(head: Head, n: int) -> Iterator[str]:
    """Whether a line says something in words of small letters, as a kicker does not, and the lines beside it do."""
    at = head.places[n]
    above = head.places[n - 1] if n and at - head.places[n - 1] <= 2 else None
    below = head.places[n + 1] if n + 1 < len(head.places) and head.places[n + 1] - at <= 2 else None
    own, over, under = (says(head.units[k].text) if k is not None else "-" for k in (at, above, below))
    yield from (f"g{own}", f"g{over}/{own}", f"g{own}/{under}", f"g{over}/{own}/{under}")


@lru_cache(512)
def says(text: str) -> int:
    """How many words in small letters a line has that are not but small words."""
    found = [w for w in _WORD.findall(text) if w[0].islower() and w not in kickers.small_words()]
    return min(len(found), 2)


def order(head: Head, i: int) -> Iterator[str]:
    """On which side of the date and of who signs a line stands, and whether the other has a headline."""
    for kind, at in head.signs.items():
        if at is not None and at < i:
            yield f"<{kind}{any(k < at for k in head.sound)}"
        elif at is not None:
            yield f">{kind}{any(k > at for k in head.sound)}"
