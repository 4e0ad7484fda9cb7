"""Heads: the lines of a page up to where its text goes on, among which a title is sought."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from reader import words
from reader.structure import headlines, kickers, looks
from reader.structure.lines import Unit

FAR, FARTHEST = 60, 240
"""Units from the start among which a title is sought, those of menus not counted, and with them."""
ITEM = 40
"""Characters that a line of a menu has at most."""
LONGEST = 180
"""A title is not longer than this, in characters."""
PROSE_BEFORE = 3.0
"""A title is not sought behind more paragraphs than this."""
BODY, SOON = 6, 2
"""Paragraphs in which the words of a title are sought, and the first of them."""
NEAR = 6
"""Lines below a line in which a date or a byline is sought."""
BELOW = 80
"""Lines below a line in which its words are sought."""

STEM = 4
"""Letters of a word that says something by itself."""
SENTENCE = 60
"""Characters of a sentence from which on it may be one of the text."""

_LETTERS = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W_a-zà-ÿа-џґ](?:(?<=\d)\d+|(?<!\d)(?<!\w.)\w{1,2}(?!\w))")
"""A short word with a capital (``Kim``, ``UN``), or a number."""


@lru_cache(512)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut short so that endings do not part them."""
    said = words.written_in(text)
    if odd := [word for word in said if not word.isalpha()]:
        said = said.difference(odd).union(_LETTERS.findall(" ".join(odd)))
    small = kickers.small_words()
    return frozenset([low[:6] for w in said if len(w) >= STEM and (low := w.lower()) not in small])


@lru_cache(512)
def telling(text: str) -> frozenset[str]:
    """The content words of a text with its short names and its numbers."""
    short = " ".join([w for w in words.written_in(text) if len(w) < STEM or not w.isalpha()])
    return stems(text) | frozenset([w.lower() for w in _NAME.findall(short)]) - kickers.small_words()


class Head:
    """The lines of a page up to where the text goes on, with what is asked of them for every candidate."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.far = reach(units)
        self.places, self.prose = _candidates(units[: self.far])
        self.count = Counter(words.bare(u.text) for u in units if len(u.text) < 200)
        self.bodies = [i for i, u in enumerate(units[: self.far + BELOW]) if is_body(u)]
        self.first = self.bodies[0] if self.bodies else len(units)
        self.tales = [i for i, u in enumerate(units[: self.far + BELOW]) if is_tale(u)]
        self._said: dict[int, frozenset[str]] = {}

    @cached_property
    def shares(self) -> dict[int, float]:
        """How much of each candidate the text speaks of."""
        return {i: self._shared(i) for i in self.places}

    @cached_property
    def sound(self) -> list[int]:
        """The candidates that have the form of a headline."""
        return [i for i in self.places if is_sound(self.units[i].text)]

    @cached_property
    def most(self) -> float:
        """The most that the text speaks of a candidate."""
        return max(self.shares.values(), default=0.0)

    @cached_property
    def signs(self) -> dict[str, int | None]:
        """Where the first date and the first line that signs stand."""
        units = self.units[: self.far]
        return {k: next((i for i, u in enumerate(units) if u.kind == k and not u.why), None) for k in _SIGNING}

    @cached_property
    def signed(self) -> dict[int, int]:
        """How many lines below each candidate a date or a byline stands; `NEAR` + 1 if none is near."""
        return {i: _signed(self.units, i) for i in self.places}

    @cached_property
    def credited(self) -> frozenset[str]:
        """What stands right beside a credit: captions, said twice or not."""
        pairs = list(pairwise(self.units[: self.far]))
        sides = [(a, b) for a, b in pairs if b.kind == "credit"] + [(b, a) for a, b in pairs if a.kind == "credit"]
        return frozenset(words.bare(a.text) for a, _ in sides if len(a.text) < 200)

    def _shared(self, i: int) -> float:
        own = telling(self.units[i].text)
        at = bisect_right(self.tales, i)
        body = [k for k in self.tales[at : at + BODY] if k < i + BELOW]
        if not own or not body:
            return 0.0
        said = list(map(self._stems, body))
        soon = frozenset[str]().union(*said[:SOON])
        late = frozenset[str]().union(*said[SOON:]) - soon
        return (len(own & soon) + 0.5 * len(own & late)) / len(own)

    def _stems(self, i: int) -> frozenset[str]:
        """The content words of a paragraph's beginning."""
        if i not in self._said:
            self._said[i] = telling(self.units[i].text[:1500])
        return self._said[i]


_SIGNING = ("date", "byline")
_FURNITURE = frozenset(["boilerplate", "navigation", "source-note", "credit", "caption"])


def _signed(units: Sequence[Unit], i: int) -> int:
    below = [u for u in units[i + 1 : i + 1 + 2 * NEAR] if u.kind not in _FURNITURE][:NEAR]
    return next((k for k, u in enumerate(below, 1) if u.kind in _SIGNING), NEAR + 1)


def reach(units: Sequence[Unit]) -> int:
    """How many lines from the start are looked at: menus may be long, and the title stands behind them."""
    count = 0
    for i, unit in enumerate(units[:FARTHEST]):
        if count == FAR:
            return i
        count += not (unit.kind in ("navigation", "list") and len(unit.text) <= ITEM)
    return FARTHEST


def _candidates(units: Sequence[Unit]) -> tuple[list[int], dict[int, float]]:
    """The places of lines that may be the title, and how many paragraphs stand before each."""
    prose, places, before = 0.0, [], {}
    for i, unit in enumerate(units):
        if (may_be(unit) or (not prose and _is_curt(unit))) and not _is_counted(units, i):
            places.append(i)
            before[i] = prose
        if unit.kind == "prose" and not unit.why and not headlines.asks(unit.text):
            prose += 1 if is_body(unit) else 0.5
            if prose > PROSE_BEFORE:
                break
    return places, before


def _is_counted(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is the first of some that are numbered."""
    if not _FIRST.match(units[i].text):
        return False
    return any(_NEXT.match(u.text) and u.kind in ("short", "list", "heading") for u in units[i + 1 : i + 1 + BELOW])


_FIRST, _NEXT = re.compile(r"1[.)]?\s+[^\W\d_]"), re.compile(r"2[.)]?\s+[^\W\d_]")


def may_be(unit: Unit) -> bool:
    """Whether a line can be a title at all."""
    if unit.kind == "heading":
        return unit.fixed
    if unit.kind not in ("short", "prose") or len(unit.text) > LONGEST or headlines.is_never(unit.text):
        return False
    return unit.kind == "short" or headlines.asks(unit.text) or not looks.has_end(unit.text)


def _is_curt(unit: Unit) -> bool:
    """Whether a line is of two or three short sentences, as a headline may be (``Der Chor geht. Er bleibt fort.``)."""
    if len(unit.text) > CURT or unit.kind != "prose" or unit.why or not _NEXT_SENTENCE.search(unit.text):
        return False
    return looks.has_end(unit.text) and not (_TO_READERS.search(unit.text) or headlines.is_never(unit.text))


_TO_READERS = re.compile(
    r"\b(?:Sie|Ihre?[mnrs]?|[Ww]ir|[Uu]ns(?:er\w*)?|[Yy]ou|[Yy]our|[Ww]e|[Vv]ous|[Vv]otre|[Nn]ous)\b"
)
"""Words by which a page speaks to its readers, or they of themselves."""
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?]\s[^\W\d_a-z]")
CURT = 75
"""Characters that a headline of sentences has at most."""


def is_body(unit: Unit) -> bool:
    """Whether a line is a paragraph by its length."""
    return unit.kind == "prose" and len(unit.text) >= looks.PROSE


def is_tale(unit: Unit) -> bool:
    """Whether a line tells something: a paragraph, a sentence, an item of some length."""
    return (unit.kind == "prose" and len(unit.text) >= SENTENCE and not headlines.asks(unit.text)) or (
        unit.kind == "list" and len(unit.text) >= looks.PROSE
    )


def is_sound(text: str) -> bool:
    """Whether a line has the form of a headline."""
    return headlines.form(text) >= 2.0 and not kickers.is_kicker(text)
