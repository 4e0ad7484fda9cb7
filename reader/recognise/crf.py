"""A linear-chain CRF in plain Python: views of words → probabilities of labels → names.

The weights of a feature, one for each label, are one large integer with a lane of 32 bits a label: to add 80 features
is to add 80 integers, without a loop over labels. Sums of the features that depend on one word alone are kept by word.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from struct import Struct

from reader.recognise.features import AFTER, BEFORE, EDGE, View, context, spelled
from reader.recognise.vocabulary import dump, load, word_hash

STEP = 256
"""Weights are whole numbers, this many to the unit."""

_LANE = 32
_MARGIN = 7 * STEP
"""Labels that are so much less likely than the best one at a word are not followed."""

_KEPT = 12_000
"""Words whose sums are kept at most; memory stays bounded."""

Probabilities = list[dict[int, float]]
"""For each piece the labels that are possible, with their probabilities."""

Steps = tuple[tuple[float, ...], ...]
"""Factors of the steps from label to label."""

Sources = list[tuple[int, ...]]
"""For each label that goes on with a name those that it may follow, nothing for the others."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained numbers: ``labels`` (O first), factors of the steps between them, and the features by hash.

    ``hopes`` are half the best step to and half the best step from each label, in whole steps of weight: what a label
    may gain from its neighbours, so that it is not given up before they are seen.
    """

    labels: tuple[str, ...]
    transitions: Steps
    hopes: tuple[int, ...]
    index: dict[int, int]
    first: array[int]
    lanes: array[int]
    values: array[int]
    packed: dict[int, int]

    def of(self, keys: Iterable[int]) -> int:
        """The sum of the weights of some features, given by their keys."""
        total, index, packed = 0, self.index, self.packed
        for key in keys:
            at = index.get(key)
            if at is not None:
                total += packed.get(at) or self._pack(at)
        return total

    def _pack(self, at: int) -> int:
        if len(self.packed) >= 4 * _KEPT:
            self.packed.clear()
        rows = range(self.first[at], self.first[at + 1])
        found = self.packed[at] = sum(self.values[row] << _LANE * self.lanes[row] for row in rows)
        return found


_PLACES = {"": 0, BEFORE: 0x5851F42D, AFTER: 0x14057B7E, BEFORE * 2: 0x6C078965, AFTER * 2: 0x2545F491}
"""What tells the features of a neighbour from those of the word itself: a feature is hashed once for all places."""


def key_of(feature: str) -> int:
    """The number by which the model knows a feature."""
    bare = feature.lstrip(BEFORE + AFTER)
    return word_hash(bare) ^ _PLACES[feature[: len(feature) - len(bare)]]


def pack_weights(
    labels: Sequence[str], transitions: Sequence[Sequence[float]], weights: Mapping[str, Mapping[str, float]]
) -> bytes:
    """A model as it is stored: weights by feature and label, in whole steps; what rounds to nothing is left out."""
    lane = {label: n for n, label in enumerate(labels)}
    rows: dict[int, dict[int, int]] = {}
    for feature, by_label in weights.items():
        whole = {lane[label]: round(w * STEP) for label, w in by_label.items() if round(w * STEP)}
        if whole:
            rows.setdefault(key_of(feature), whole)
    keys = sorted(rows)
    counts = array("B", (len(rows[key]) for key in keys))
    lanes = array("B", (n for key in keys for n in rows[key]))
    values = array("h", (max(-32768, min(32767, w)) for key in keys for w in rows[key].values()))
    head = "\n".join(labels).encode()
    flat = array("h", (round(w * STEP) for row in transitions for w in row))
    return b"".join((dump(array("B", head)), *map(dump, (flat, array("I", keys), counts, lanes, values))))


def unpack_weights(data: bytes) -> Weights:
    """The model that `pack_weights` made."""
    head, at = load("B", data, 0)
    labels = tuple(head.tobytes().decode().split("\n"))
    flat, at = load("h", data, at)
    keys, at = load("I", data, at)
    counts, at = load("B", data, at)
    lanes, at = load("B", data, at)
    values, at = load("h", data, at)
    first = array("I", bytes(4))
    first.extend(_sums(counts))
    index = dict(zip(keys, range(len(keys)), strict=True))
    return Weights(labels, _allowed(labels, flat), _hopes(labels, flat), index, first, lanes, values, {})


def _sums(counts: Iterable[int]) -> Iterable[int]:
    total = 0
    for count in counts:
        total += count
        yield total


def _allowed(labels: tuple[str, ...], flat: Sequence[int]) -> Steps:
    """The factor of each step from label to label; a name goes on only with its own type."""
    n = len(labels)
    return tuple(
        tuple(exp(flat[a * n + b] / STEP) if follows(labels[a], labels[b]) else 0.0 for b in range(n)) for a in range(n)
    )


def _hopes(labels: tuple[str, ...], flat: Sequence[int]) -> tuple[int, ...]:
    n = len(labels)
    into = [max(flat[a * n + b] for a in range(n) if follows(labels[a], labels[b])) for b in range(n)]
    out = [max(flat[a * n + b] for b in range(n) if follows(labels[a], labels[b])) for a in range(n)]
    return tuple((i + o) // 2 for i, o in zip(into, out, strict=True))


def follows(before: str, label: str) -> bool:
    """Whether a label may stand after another: I- only within a name of its type."""
    return label[0] != "I" or before[2:] == label[2:]


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
        self._sums: dict[str, Sums] = {}
        self._contexts: dict[tuple[str, ...], int] = {}
        self._numbers = Struct(f"<{len(weights.labels)}I")
        self._middle = sum((1 << _LANE - 1) + hope << _LANE * n for n, hope in enumerate(weights.hopes))
        self._edges = [weights.of([key_of(sign + "|")]) for sign in (BEFORE, AFTER, BEFORE * 2, AFTER * 2)]
        self._sources = sources_of(weights.labels)

    def probabilities(self, pieces: Sequence[str]) -> Probabilities:
        """The labels that each piece may have, with their probabilities."""
        factors: list[dict[int, float]] = []
        before = _NOTHING
        for score in self._scores(pieces):
            before = self._possible(score, before)
            factors.append(before)
        return _marginals(factors, self.weights.transitions, self._sources)

    def _scores(self, pieces: Sequence[str]) -> Iterator[bytes]:
        words = [self._sums.get(piece) or self._meet(piece) for piece in pieces]
        views = [EDGE, *(word.view for word in words), EDGE]
        last, size = len(words) - 1, self._numbers.size
        before, after, far_before, far_after = self._edges
        for i, word in enumerate(words):
            total = self._middle + word.own + self._context(views[i], views[i + 1], views[i + 2])
            total += words[i - 1].before if i else before
            total += words[i + 1].after if i < last else after
            total += words[i - 2].far_before if i > 1 else far_before
            total += words[i + 2].far_after if i + 1 < last else far_after
            yield total.to_bytes(size, "little")

    def _context(self, before: View, here: View, after: View) -> int:
        total = 0
        for group in context(before, here, after):
            found = self._contexts.get(group)
            if found is None:
                found = self._learn(group)
            total += found
        return total

    def _learn(self, group: tuple[str, ...]) -> int:
        if len(self._contexts) >= _KEPT:
            self._contexts.clear()
        found = self._contexts[group] = self.weights.of(map(word_hash, spelled(group)))
        return found

    def _meet(self, piece: str) -> Sums:
        if len(self._sums) >= _KEPT:
            self._sums.clear()
        view, of = self.view(piece), self.weights.of
        near, far = [word_hash(f) for f in view.near], [word_hash(f) for f in view.far]
        sums = self._sums[piece] = Sums(
            View((), (), (), sys.intern(view.shape), sys.intern(view.cluster)),
            of(near) + of(word_hash(f) for f in view.rest),
            *(of([key ^ _PLACES[place] for key in near]) for place in (BEFORE, AFTER)),
            *(of([key ^ _PLACES[place] for key in far]) for place in (BEFORE * 2, AFTER * 2)),
        )
        return sums

    def _possible(self, score: bytes, before: dict[int, float]) -> dict[int, float]:
        """The labels near the best one at one piece, as factors; O always among them."""
        numbers = self._numbers.unpack(score)
        best = max(numbers)
        least = best - _MARGIN
        near = [label for label, n in enumerate(numbers) if n > least]
        if near == _O:
            return _NOTHING
        hopes, sources = self.weights.hopes, self._sources
        factors = {0: exp(max(numbers[0] - hopes[0] - best, -30 * STEP) / STEP)}
        for label in near:
            if label and (not sources[label] or any(source in before for source in sources[label])):
                factors[label] = exp((numbers[label] - hopes[label] - best) / STEP)
        return factors if len(factors) > 1 else _NOTHING


@lru_cache(maxsize=4)
def sources_of(labels: tuple[str, ...]) -> Sources:
    """For each label that goes on with a name those that it may follow, nothing for the others."""
    return [tuple(n for n, x in enumerate(labels) if label[0] == "I" and x[2:] == label[2:]) for label in labels]


_O = [0]
_NOTHING = {0: 1.0}


def _marginals(factors: list[dict[int, float]], steps: Steps, sources: Sources) -> Probabilities:
    """Forward and backward over the possible labels."""
    forward = _forward(factors, steps, sources)
    out: Probabilities = []
    backward = dict.fromkeys(factors[-1], 1.0) if factors else {}
    for i in range(len(factors) - 1, -1, -1):
        if len(factors[i]) == 1:
            out.append(_NOTHING)
        else:
            joint = {label: p * backward[label] for label, p in forward[i].items()}
            total = sum(joint.values())
            out.append({label: p / total for label, p in joint.items()})
        if i:
            backward = _backward(factors[i - 1], factors[i], backward, steps, sources)
    return out[::-1]


def _forward(factors: list[dict[int, float]], steps: Steps, sources: Sources) -> list[dict[int, float]]:
    before = _NOTHING
    forward = []
    for possible in factors:
        if len(possible) == 1:
            before = possible
        else:
            rows = [(p, steps[a]) for a, p in before.items()]
            sums = {
                b: f * sum([before[a] * steps[a][b] for a in sources[b] if a in before])
                if sources[b]
                else f * sum([p * row[b] for p, row in rows])
                for b, f in possible.items()
            }
            total = sum(sums.values())
            before = {label: p / total for label, p in sums.items()}
        forward.append(before)
    return forward


def _backward(
    here: dict[int, float], after: dict[int, float], backward: dict[int, float], steps: Steps, sources: Sources
) -> dict[int, float]:
    if len(here) == 1:
        return here
    new = [(b, f * backward[b]) for b, f in after.items() if not sources[b]]
    sums = {a: sum([row[b] * p for b, p in new]) for a in here for row in (steps[a],)}
    for b, f in after.items():
        for a in sources[b]:
            if a in sums:
                sums[a] += steps[a][b] * f * backward[b]
    total = sum(sums.values())
    return {label: p / total for label, p in sums.items()}


def names(probabilities: Probabilities, labels: tuple[str, ...]) -> list[tuple[int, int, str, float]]:
    """The likeliest names: first piece, piece after the last, type, probability."""
    found: list[tuple[int, int, str, float]] = []
    for i, label in enumerate(_best_path(probabilities, sources_of(labels))):
        sure = probabilities[i][label]
        if labels[label][0] == "B":
            found.append((i, i + 1, labels[label][2:], sure))
        elif label:
            start, _, type_, least = found[-1]
            found[-1] = (start, i + 1, type_, min(least, sure))
    return found


def _best_path(probabilities: Probabilities, sources: Sources) -> list[int]:
    steps: list[dict[int, int]] = []
    best = {0: 1.0}
    for possible in probabilities:
        any_before = max(best, key=best.__getitem__)
        came = {label: _source(best, sources[label]) if sources[label] else any_before for label in possible}
        best = {label: best.get(came[label], 0.0) * p for label, p in possible.items()}
        top = max(best.values())
        best = {label: p / top for label, p in best.items()}
        steps.append(came)
    return _back(steps, max(best, key=best.__getitem__))


def _source(best: Mapping[int, float], sources: tuple[int, ...]) -> int:
    """The best of the labels before, -1 if none of them is possible."""
    return max((a for a in sources if a in best), key=best.__getitem__, default=-1)


def _back(steps: list[dict[int, int]], label: int) -> list[int]:
    path = []
    for came in reversed(steps):
        path.append(label)
        label = came[label]
    return path[::-1]
