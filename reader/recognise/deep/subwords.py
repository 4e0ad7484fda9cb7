"""Words to subwords: the likeliest pieces of a word, by how common each piece is (a unigram model)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

OPENS = "\u2581"
"""The sign that stands before every word."""

LONGEST_PIECE = 24
MOST = 12
"""Subwords of a word that are read at most."""

FIRST, LAST, UNKNOWN = 0, 1, 3
"""Subwords that open and close a sentence, and the one for a sign that is not known; 2 fills up while training."""

_LISTED_FROM = 4


@dataclass(frozen=True)
class Subwords:
    """The pieces, from number 4 on, each with the logarithm of its frequency."""

    pieces: Sequence[str]
    scores: Sequence[float]
    floor: float = field(default=-30.0)

    @cached_property
    def _index(self) -> dict[str, tuple[float, int]]:
        pairs = zip(self.pieces, self.scores, strict=True)
        return {piece: (score, number) for number, (piece, score) in enumerate(pairs, _LISTED_FROM)}

    def split(self, word: str, *, glued: bool = False) -> tuple[int, ...]:
        """The numbers of the likeliest pieces of a word, twelve at most; what no piece spells is `UNKNOWN`.

        ``glued``: a sign right behind what stands before it, as the comma is.
        """
        text = ("" if glued else OPENS) + normalize("NFKC", word).replace(" ", OPENS)
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN), *[(-1e9, 0, UNKNOWN)] * len(text)]
        for start in range(len(text)):
            self._extend(text, start, best)
        return _back(best)[:MOST]

    def _extend(self, text: str, start: int, best: list[tuple[float, int, int]]) -> None:
        """Offers each piece that begins at ``start`` to the place where it ends."""
        index, so_far = self._index, best[start][0]
        for end in range(start + 1, min(len(text), start + LONGEST_PIECE) + 1):
            found = index.get(text[start:end])
            if found is not None and so_far + found[0] > best[end][0]:
                best[end] = (so_far + found[0], start, found[1])
        if so_far + self.floor > best[start + 1][0]:
            best[start + 1] = (so_far + self.floor, start, UNKNOWN)


def _back(best: list[tuple[float, int, int]]) -> tuple[int, ...]:
    found, end = [], len(best) - 1
    while end:
        _, end, number = best[end]
        found.append(number)
    return tuple(found[::-1])
