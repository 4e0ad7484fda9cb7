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

FAR = 60
"""Units from the start among which a title is sought."""
LONGEST = 180
"""A title is not longer than this, in characters."""
PROSE_BEFORE = 3.0
"""A title is not sought behind more paragraphs than this."""
BODY, SOON = 6, 2
"""Paragraphs in which the words of a title are sought, and the first of them."""
BELOW = 80
"""Lines below a line in which its words are sought."""

_STEM = re.compile(r"[^\W\d_]{4,}")


@lru_cache(512)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut short so that endings do not part them."""
    return frozenset([w[:6] for w in set(_STEM.findall(text.lower())) - kickers.small_words()])


class Head:
    """The lines of a page up to where the text goes on, with what is asked of them for every candidate."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.places, self.prose = _candidates(units)
        self.count = Counter(words.bare(u.text) for u in units if len(u.text) < 200)
        self.bodies = [i for i, u in enumerate(units[: FAR + BELOW]) if is_body(u)]
        self.first = self.bodies[0] if self.bodies else len(units)
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
    def credited(self) -> frozenset[str]:
        """What stands right beside a credit: captions, said twice or not."""
        pairs = list(pairwise(self.units[:FAR]))
        sides = [(a, b) for a, b in pairs if b.kind == "credit"] + [(b, a) for a, b in pairs if a.kind == "credit"]
        return frozenset(words.bare(a.text) for a, _ in sides if len(a.text) < 200)

    def _shared(self, i: int) -> float:
        own = stems(self.units[i].text)
        at = bisect_right(self.bodies, i)
        body = [k for k in self.bodies[at : at + BODY] if k < i + BELOW]
        if not own or not body:
            return 0.0
        said = list(map(self._stems, body))
        soon = frozenset[str]().union(*said[:SOON])
        late = frozenset[str]().union(*said[SOON:]) - soon
        return (len(own & soon) + 0.5 * len(own & late)) / len(own)

    def _stems(self, i: int) -> frozenset[str]:
        """The content words of a paragraph's beginning."""
        if i not in self._said:
            self._said[i] = stems(self.units[i].text[:1500])
        return self._said[i]


def _candidates(units: Sequence[Unit]) -> tuple[list[int], dict[int, float]]:
    """The places of lines that may be the title, and how many paragraphs stand before each."""
    prose, places, before = 0.0, [], {}
    for i, unit in enumerate(units[:FAR]):
        if may_be(unit):
            places.append(i)
            before[i] = prose
        if unit.kind == "prose" and not unit.why and not headlines.asks(unit.text):
            prose += 1 if is_body(unit) else 0.5
            if prose > PROSE_BEFORE:
                break
    return places, before


def may_be(unit: Unit) -> bool:
    """Whether a line can be a title at all."""
    if unit.kind == "heading":
        return unit.fixed
    if unit.kind not in ("short", "prose") or len(unit.text) > LONGEST or headlines.is_never(unit.text):
        return False
    return unit.kind == "short" or headlines.asks(unit.text) or not looks.has_end(unit.text)


def is_body(unit: Unit) -> bool:
    """Whether a line is a paragraph by its length."""
    return unit.kind == "prose" and len(unit.text) >= looks.PROSE


def is_sound(text: str) -> bool:
    """Whether a line has the form of a headline."""
    return headlines.form(text) >= 2.0 and not kickers.is_kicker(text)
