"""Places in a text that outlive a change of it: found again for sure, or given up; never guessed (pure).

A place is kept as in W3C Web Annotation: its words with what stands around them (TextQuoteSelector), its offsets
(TextPositionSelector), and by which text these were taken. In that text the offsets hold. In any other, the words
must be found, and nothing else there may be taken for them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from reader.records import Anchor

CONTEXT = 32
"""Characters kept before and after a quote, as in W3C Web Annotation practice."""
LANDMARK = 16
"""Characters next to a quote that, where they stand once in a text, say where an edited quote stood."""
TELLING = 24
"""A quote of so many characters needs no context, where it is the only one."""
NEAR = 12
"""So many characters of context a shorter quote needs."""
SURE, WEAK = 40, 20
"""Where the words stand, or stood, elsewhere too: so much of it this place needs, and no other may have more."""
KEPT = 0.6
"""So much of an edited quote must be left, or it is another one."""
MOST = 1000
"""A quote that stands more often in a text has no place of its own."""
UNKNOWN = WEAK
"""How alike the next likeliest place is taken to be where nobody looked."""

Why = Literal["same text", "quote", "context", "edited", "ambiguous", "gone"]


class Match(NamedTuple):
    """Where a place is in a text, and by what it was found; or why it cannot be said where."""

    span: tuple[int, int] | None
    why: Why


@lru_cache(maxsize=1)
def text_id(text: str) -> str:
    """By which a text is known: 32 hexadecimal digits of its characters."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def anchor(text: str, start: int, end: int) -> Anchor:
    """The place ``[start, end)`` of a text, with what is needed to find it in another one."""
    quote, prefix, suffix = text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    bare = Anchor(quote, prefix, suffix, start, end)
    alone = all(_once(text, mark) is not None for mark in (prefix[-LANDMARK:], suffix[:LANDMARK]))
    return bare._replace(text=text_id(text), rival=_rival(text, bare), alone=alone)


def _rival(text: str, place: Anchor) -> int:
    """The most context that another place with the same words shares with this one; -1 if there is no other."""
    fits = [_fit(text, place, at) for at in _places(text, place.quote) if at != place.start]
    return -1 if not fits else 2 * CONTEXT if len(fits) >= MOST else max(fits)


def find(place: Anchor, text: str) -> Match:
    """Where a place is in a text."""
    return Finder(text).find(place)


class Finder:
    """One text in which places are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def id(self) -> str:
        """By which the text is known."""
        return text_id(self.text)

    def find(self, place: Anchor) -> Match:
        """Where a place is. Offsets count in the text they were taken by, and only with their words."""
        if not place.quote:
            return self._by_offsets(place)
        if self._has(place) and (place.text == self.id or (not place.text and self._whole(place))):
            return Match((place.start, place.end), "same text")
        return self._by_quote(place) or self._by_landmarks(place)

    def _by_offsets(self, place: Anchor) -> Match:
        """A place whose words were taken out of it, with an article that was purged: it is one in that text alone."""
        fits = place.text == self.id and 0 <= place.start < place.end <= len(self.text)
        return Match((place.start, place.end), "same text") if fits else Match(None, "gone")

    def _has(self, place: Anchor) -> bool:
        inside = place.start >= 0 and place.start + len(place.quote) == place.end
        return inside and self.text.startswith(place.quote, place.start)

    def _whole(self, place: Anchor) -> bool:
        """Whether all of the context stands around the offsets too: what there is to go by where no text is named."""
        return _fit(self.text, place, place.start) == len(place.prefix) + len(place.suffix)

    def _by_quote(self, place: Anchor) -> Match | None:
        ranked = sorted(((_fit(self.text, place, at), at) for at in _places(self.text, place.quote)), reverse=True)
        if not ranked:
            return None
        best, at = ranked[0]
        others = [fit for fit, _ in ranked[1:2]] + [place.rival] * (place.rival >= 0)
        least = SURE if others else 0 if len(place.quote.strip()) >= TELLING else NEAR
        if best < least or max(others, default=0) > WEAK or len(ranked) > MOST:
            return Match(None, "ambiguous")
        return Match((at, at + len(place.quote)), "context" if others else "quote")

    def _by_landmarks(self, place: Anchor) -> Match:
        """An edited quote: what stands between the same surroundings, if enough of it is left."""
        start, end = self._between(place) if place.alone else (0, 0)
        size = len(place.quote)
        if not size <= 2 * (end - start) <= 4 * size or _kept(place.quote, self.text[start:end]) < KEPT:
            return Match(None, "gone")
        return Match((start, end), "edited")

    def _between(self, place: Anchor) -> tuple[int, int]:
        before, behind = place.prefix[-LANDMARK:], place.suffix[:LANDMARK]
        start, end = _once(self.text, before), _once(self.text, behind)
        return (start + len(before), end) if start is not None and end is not None else (0, 0)


def _once(text: str, mark: str) -> int | None:
    """Where a landmark stands, if it is a whole one and stands there only."""
    at = text.find(mark) if len(mark) == LANDMARK else -1
    return at if at >= 0 and text.find(mark, at + 1) < 0 else None


def _places(text: str, quote: str) -> Iterator[int]:
    at = -1
    for _ in range(MOST + 1):
        at = text.find(quote, at + 1)
        if at < 0:
            return
        yield at


def _fit(text: str, place: Anchor, at: int) -> int:
    """How many characters around an offset are those that stood around the quote, without a gap."""
    end = at + len(place.quote)
    before, behind = text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]
    return _common(before[::-1], place.prefix[: -CONTEXT - 1 : -1]) + _common(behind, place.suffix[:CONTEXT])


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


_WORD = re.compile(r"\w+|\W")


def _kept(old: str, new: str) -> float:
    """How much of two texts is the same words, 0 … 1, by their length. It takes no longer than reading them."""
    ours, theirs = Counter(_WORD.findall(old.casefold())), Counter(_WORD.findall(new.casefold()))
    same = sum(len(word) * count for word, count in (ours & theirs).items())
    return 2 * same / max(1, sum(len(word) * count for word, count in (ours + theirs).items()))
