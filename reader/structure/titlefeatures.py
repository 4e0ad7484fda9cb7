"""What the judge of titles sees of the lines of a head: their form, their place, their company.

A feature is a short string whose first signs name its sort. It tells what holds on any page; words of single pages are
left out, since a page has but one title to learn from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reader import words
from reader.structure import headlines, kickers, looks, menus, neighbours
from reader.structure.heads import FAR, ITEM, Head, may_be
from reader.structure.lines import Unit

_LENGTHS = (12, 20, 28, 40, 60, 85, 115, 150)
_PLACES = (1, 2, 4, 8, 16, 30)
_POINTS = (-4, -2, -1, 0, 1, 2, 2.4, 3, 4)
_SHARES = (0.01, 0.25, 0.5, 0.75, 1.0)
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK, _YEAR = re.compile(r"\d{1,2}[.:]\d\d"), re.compile(r"\b(?:19|20)\d\d\b")
_SITE = re.compile(r"https?:|www\.|\.(?<=\w\.)(?:de|com|ch|at|net|org|fr|co|it|ua|ru)\b|@")
_LABEL = re.compile(r"[^\W\d_]{2,12}:\s")
_SIGNS = tuple((sign, "h" + sign) for sign in "|»›>→©/#+=<[(,–—")
_QUOTES = '„“”«»"‘’'


class Candidate(NamedTuple):
    """A line that may be the title."""

    at: int
    """Its place among the units."""
    features: list[str]


def candidates(head: Head) -> list[Candidate]:
    """The lines that may be the title, each with what is seen of it."""
    return [Candidate(i, list(_features(head, n, i))) for n, i in enumerate(head.places)]


def nothing(head: Head) -> list[str]:
    """What is seen of a page that speaks for or against its having no title."""
    sound = head.sound
    best = max((head.shares[i] for i in sound), default=0.0)
    first = head.units[0].kind if head.units else ""
    return [
        "0",
        f"0F{min(3, len(sound))}",
        f"0c{bisect_right(_PLACES, len(head.places))}",
        f"0x{_share(best)}",
        f"0b{bisect_right(_PLACES, head.first)}",
        "0k" + first,
        f"0d{any(head.signed[i] <= 3 for i in sound)}",
    ]


def _features(head: Head, n: int, i: int) -> Iterator[str]:
    text = head.units[i].text
    form = list(_form(head.units[i]))
    sound = _rank(head.sound, i)
    near = head.signed[i]
    far = _reach(head, i)
    before = head.prose[i]
    yield "1"
    yield from form
    yield from ("F" + sound, f"F{sound}d{near}", f"F{sound}m{far}", f"F{sound}p{before > 0}", f"d{near}", f"m{far}")
    between = neighbours.open_between(head, i)
    yield from (f"o{between}", f"F{sound}o{between}")
    yield from neighbours.order(head, i)
    yield from neighbours.verbal(head, n)
    if sound != "-":
        yield from _rivals(head, i)
    yield f"p{min(before, 3)}"
    yield f"i{bisect_right(_PLACES, i)}"
    yield "r" + _rank(head.places, i)
    yield f"w{bisect_right(_POINTS, headlines.form(text))}"
    yield f"v{bisect_right(_POINTS, neighbours.followed(head.units, i, before))}"
    yield from _company(head, i, text)
    yield from _beside(head.units, i)
    below = head.units[i + 1] if i + 1 < len(head.units) else None
    yield f"x{head.shares[i] > 0}1{_seen(below)}"


def _rivals(head: Head, i: int) -> Iterator[str]:
    """What a line that has the form of a headline has before the others that do."""
    text, others = head.units[i].text, [k for k in head.sound if k != i]
    if all(head.shares[i] > head.shares[k] for k in others):
        yield "best"
    if all(len(text) > len(head.units[k].text) for k in others):
        yield "longest"
    near = head.signed[i]
    if all(near < head.signed[k] for k in others):
        yield "nearest"
    for other in (head.units[k].text for k in others):
        if text != other and (text.endswith(other) or text.startswith(other)):
            yield "holds>" if text.startswith(other) else "holds<"
        elif text != other and (other.endswith(text) or other.startswith(text)):
            yield "held>" if other.startswith(text) else "held<"


def _rank(places: Sequence[int], i: int) -> str:
    """Where a line stands among some: first, last, only, amid, or not at all."""
    if i not in places:
        return "-"
    first, last = i == places[0], i == places[-1]
    return "o" if first and last else "f" if first else "l" if last else "m"


def _reach(head: Head, i: int) -> int:
    """How far the next paragraph is, in steps that grow."""
    at = bisect_right(head.bodies, i)
    return bisect_right(_PLACES, head.bodies[at] - i if at < len(head.bodies) else len(_PLACES) * FAR)


def _form(unit: Unit) -> Iterator[str]:
    text = unit.text
    tokens = text.split()
    found = _WORD.findall(text)
    capital = [w for w in found if w[0].isupper()]
    small = sum(w.lower() in kickers.small_words() for w in found)
    size = f"l{bisect_right(_LENGTHS, len(text))}"
    end = _ending(text)
    yield from (size, f"n{min(len(tokens), 6)}", "k" + unit.kind, "y" + unit.why, "e" + end, size + unit.kind)
    yield f"f{min(3, small)}"
    if found:
        yield f"s{4 * len(capital) // len(found)}"
        if len(found) >= 3 and len(capital) == len(found):
            yield f"T{small > 0}"
    yield "b" + _beginning(text)
    digits = sum(map(str.isdigit, text))
    yield f"D{bisect_right((0.01, 0.1, 0.3), digits / max(1, len(text)))}"
    for name, said in (
        ("C", text.isupper()),
        ("W", _SITE.search(text)),
        ("c", digits and _CLOCK.search(text)),
        ("Y", digits and _YEAR.search(text)),
        ("N", headlines.is_name(text)),
        ("K", kickers.is_kicker(text)),
        ("L", _LABEL.match(text)),
        ("q", text[:1] in _QUOTES and text[-1:] in _QUOTES),
        ("R", looks.is_many(text)),
        ("X", unit.fixed),
        ("M", _is_section(text)),
        ("Z", headlines.SITE.search(text)),
        ("a", not _address().isdisjoint(found)),
    ):
        if said:
            yield name
    yield f"t{headlines.told(text)}"
    yield from (name for sign, name in _SIGNS if sign in text)


@cache
def _address() -> frozenset[str]:
    """The words by which a page speaks of itself and to its readers."""
    return words.word_list("address") | words.word_list("polite")


def _is_section(text: str) -> bool:
    """Whether a word of a line is that of a menu."""
    return len(text) <= ITEM and any(token in menus.sections() for token in menus.tokens(text))


def _ending(text: str) -> str:
    if looks.has_end(text):
        return "?" if text.rstrip(_QUOTES).endswith(("?", "!")) else "."
    last = text[-1:]
    return last if last in ":,;…|)" else "d" if last.isdigit() else "q" if last in _QUOTES else "a"


def _beginning(text: str) -> str:
    first = text[:1]
    return (
        "U"
        if first.isupper()
        else "l"
        if first.islower()
        else "d"
        if first.isdigit()
        else "q"
        if first in _QUOTES
        else "s"
    )


def _company(head: Head, i: int, text: str) -> Iterator[str]:
    """What a line has in common with the rest of the page: words, and repetition."""
    share = head.shares[i]
    yield f"x{_share(share)}"
    if share and share >= head.most:
        yield "xm"
    own = words.bare(text)
    if head.count[own] > 1:
        others = [k for k, u in enumerate(head.units) if k != i and len(u.text) < 200 and words.bare(u.text) == own]
        yield "uc" if own in head.credited else "u1" if any(abs(k - i) == 1 for k in others) else "u"
        yield from (f"u{'<' if k < i else '>'}" for k in others)
        later = [k + 1 for k in others if k > i]
        if later and all(k < len(head.units) and head.units[k].kind == "prose" for k in later):
            yield "uh"
    elif own in head.credited:
        yield "u©"
    if neighbours.ends_another(head.units, i):
        yield "ue"


def _share(share: float) -> int:
    return bisect_right(_SHARES, share)


def _beside(units: Sequence[Unit], i: int) -> Iterator[str]:
    """What stands above and below a line."""
    text = units[i].text
    above, below = _run(units[max(0, i - 8) : i][::-1]), _run(units[i + 1 : i + 9])
    yield from (f"A{min(above, 4)}", f"B{min(below, 4)}", f"A{min(above, 3)}B{min(below, 3)}")
    for distance in (-2, -1, 1, 2):
        unit = units[i + distance] if 0 <= i + distance < len(units) else None
        yield f"{distance}{_seen(unit)}"
        if unit and abs(distance) == 1:
            yield f"{distance}{_seen(unit)}{bisect_right((15, 30, 60, 100, 200), len(unit.text))}"
            if unit.kind in ("short", "prose"):
                yield f"{distance}{'longer' if len(unit.text) > len(text) else 'shorter'}"
    if any(u.kind == "date" for u in units[max(0, i - 3) : i]):
        yield "-date"
    if neighbours.stands_out(units, i):
        yield "out"
    if neighbours.is_announced(units, i):
        yield "announced"
    after = units[i + 1] if i + 1 < len(units) else None
    if after:
        yield from _pair(units, i, after)


def _pair(units: Sequence[Unit], i: int, after: Unit) -> Iterator[str]:
    """What a line and the one below it are to each other."""
    text = units[i].text
    if neighbours.is_lead(after):
        yield "lead"
    if kickers.is_kicker(text) and may_be(after) and len(after.text) > max(25, len(text)):
        yield "kicker"
    if i and len(units[i - 1].text) <= 30 and units[i - 1].kind == "short" and kickers.is_kicker(units[i - 1].text):
        yield "kicked"
    if after.kind == "boilerplate":
        yield "+" + after.why


def _seen(unit: Unit | None) -> str:
    return "|" if unit is None else unit.kind + ("?" if unit.why.startswith("?") else "")


def _run(units: Iterable[Unit]) -> int:
    """How many short lines stand in a row from here."""
    count = 0
    for unit in units:
        if unit.kind not in ("short", "navigation") or len(unit.text) > ITEM:
            break
        count += 1
    return count
