"""The weights of a linear-chain CRF: as they are stored, and summed by feature.

The weights of a feature, one for each label, are one large integer with a lane of 32 bits a label: to add 80 features
is to add 80 integers, without a loop over labels.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from reader.recognise.features import AFTER, BEFORE
from reader.recognise.vocabulary import dump, load, word_hash

STEP = 256
"""Weights are whole numbers, this many to the unit."""

LANE = 32
KEPT = 12_000
"""Words whose sums are kept at most; memory stays bounded."""

Steps = tuple[tuple[float, ...], ...]
"""Factors of the steps from label to label."""


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
        if len(self.packed) >= 4 * KEPT:
            self.packed.clear()
        rows = range(self.first[at], self.first[at + 1])
        found = self.packed[at] = sum(self.values[row] << LANE * self.lanes[row] for row in rows)
        return found


PLACES = {"": 0, BEFORE: 0x5851F42D, AFTER: 0x14057B7E, BEFORE * 2: 0x6C078965, AFTER * 2: 0x2545F491}
"""What tells the features of a neighbour from those of the word itself: a feature is hashed once for all places."""


def key_of(feature: str) -> int:
    """The number by which the model knows a feature."""
    bare = feature.lstrip(BEFORE + AFTER)
    return word_hash(bare) ^ PLACES[feature[: len(feature) - len(bare)]]


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
