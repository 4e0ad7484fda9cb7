"""A linear-chain CRF in plain Python: views of words → probabilities of labels.

Sums of the features that depend on one word alone are kept by word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from struct import Struct

from reader.recognise.chain import NOTHING, Probabilities, marginals, sources_of
from reader.recognise.features import AFTER, BEFORE, EDGE, View, context, spelled
from reader.recognise.vocabulary import word_hash
from reader.recognise.weights import LANE, PLACES, STEP, Met, Weights, key_of

_MARGIN = 7 * STEP
"""Labels that are so much less likely than the best one at a word are not followed."""

_WORDS = 24_000
"""Words whose sums are kept; memory stays bounded."""
_CONTEXTS = 48_000
"""Groups of features of a word and its neighbours whose sums are kept."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The weights of one word where it stands and as a neighbour; of its view only what pairs need is kept."""

    view: View
    own: int
    before: int
    after: int
    far_before: int
    far_after: int


class Tagger:
    """A model with the words that it has met."""

    def __init__(self, weights: Weights, view: Callable[[str], View]) -> None:
        self.weights = weights
        self.view = view
        self._sums = Met(self._meet, _WORDS)
        self._contexts = Met(self._learn, _CONTEXTS)
        self._numbers = Struct(f"<{len(weights.labels)}I")
        self._middle = sum((1 << LANE - 1) + hope << LANE * n for n, hope in enumerate(weights.hopes))
        self._edges = [weights.of([key_of(sign + "|")]) for sign in (BEFORE, AFTER, BEFORE * 2, AFTER * 2)]
        self._sources = sources_of(weights.labels)

    def probabilities(self, pieces: Sequence[str]) -> Probabilities:
        """The labels that each piece may have, with their probabilities."""
        factors: list[dict[int, float]] = []
        before = NOTHING
        for score in self._scores(pieces):
            before = self._possible(score, before)
            factors.append(before)
        return marginals(factors, self.weights.transitions, self._sources)

    def _scores(self, pieces: Sequence[str]) -> Iterator[bytes]:
        words = [self._sums[piece] for piece in pieces]
        views = [EDGE, *(word.view for word in words), EDGE]
        last, size = len(words) - 1, self._numbers.size
        before, after, far_before, far_after = self._edges
        for i, word in enumerate(words):
            total = self._middle + word.own
            total += sum(map(self._contexts.__getitem__, context(views[i], views[i + 1], views[i + 2])))
            total += words[i - 1].before if i else before
            total += words[i + 1].after if i < last else after
            total += words[i - 2].far_before if i > 1 else far_before
            total += words[i + 2].far_after if i + 1 < last else far_after
            yield total.to_bytes(size, "little")

    def _learn(self, group: tuple[str, ...]) -> int:
        return self.weights.of(map(word_hash, spelled(group)))

    def _meet(self, piece: str) -> Sums:
        view, of = self.view(piece), self.weights.of
        near, far = [*map(word_hash, view.near)], [*map(word_hash, view.far)]
        return Sums(
            View((), (), (), sys.intern(view.shape), sys.intern(view.cluster)),
            of(near) + of(map(word_hash, view.rest)),
            *(of(map(PLACES[place].__xor__, near)) for place in (BEFORE, AFTER)),
            *(of(map(PLACES[place].__xor__, far)) for place in (BEFORE * 2, AFTER * 2)),
        )

    def _possible(self, score: bytes, before: dict[int, float]) -> dict[int, float]:
        """The labels near the best one at one piece, as factors; O always among them."""
        numbers = self._numbers.unpack(score)
        best = max(numbers)
        least = best - _MARGIN
        if max(numbers[1:]) <= least:
            return NOTHING
        near = [label for label, n in enumerate(numbers) if n > least]
        hopes, sources = self.weights.hopes, self._sources
        factors = {0: exp(max(numbers[0] - hopes[0] - best, -30 * STEP) / STEP)}
        for label in near:
            if label and (not sources[label] or any(source in before for source in sources[label])):
                factors[label] = exp((numbers[label] - hopes[label] - best) / STEP)
        return factors if len(factors) > 1 else NOTHING
