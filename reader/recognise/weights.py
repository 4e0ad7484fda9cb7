"""The weights of a linear-chain CRF: as they are stored, and summed by feature.

The weights of a feature, one for each label, are one large integer with a lane of 32 bits a label: to add 80 features
is to add 80 integers, without a loop over labels.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TypeVar

from reader.recognise.features import AFTER, BEFORE
from reader.recognise.vocabulary import dump, load, word_hash

STEP = 256
"""Weights are whole numbers, this many to the unit."""

LANE = 32

Steps = tuple[tuple[float, ...], ...]
"""Factors of the steps from label to label."""

_FEATURES = 48_000
"""Features whose weights are kept as one integer."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Met(dict[Key, Value]):
    """What is made of keys, kept for those that were met last, ``most`` at most.

    The newer half pushes out the older one when it is full: so what is met again and again is never made anew.
    """

    def __init__(self, make: Callable[[Key], Value], most: int) -> None:
        self._make, self._half = make, most // 2
        self._older: dict[Key, Value] = {}

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._half:
            self._older = dict(self)
            self.clear()
        known = self._older.get(key)
        found = self[key] = self._make(key) if known is None else known
        return found


@dataclass(frozen=True, slots=True)
class Stored:
    """The weights as they are stored: the number of each feature, where its weights begin, their labels and values."""

    numbers: dict[int, int]
    first: array[int]
    lanes: array[int]
    values: array[int]

    def pack(self, key: int) -> int:
        """The weights of a feature, given by its key; none where the model does not know it."""
        at = self.numbers.get(key)
        if at is None:
            return 0
        rows = range(self.first[at], self.first[at + 1])
        return sum(self.values[row] << LANE * self.lanes[row] for row in rows)


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained numbers: ``labels`` (O first), factors of the steps between them, and the features by hash.

    ``hopes`` are half the best step to and half the best step from each label, in whole steps of weight: what a label
    may gain from its neighbours, so that it is not given up before they are seen.
    """

    labels: tuple[str, ...]
    transitions: Steps
    hopes: tuple[int, ...]
    packed: Met[int, int]

    def of(self, keys: Iterable[int]) -> int:
        """The sum of the weights of some features, given by their keys."""
        return sum(map(self.packed.__getitem__, keys))


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
    stored = Stored(dict(zip(keys, range(len(keys)), strict=True)), first, lanes, values)
    return Weights(labels, _allowed(labels, flat), _hopes(labels, flat), Met(stored.pack, _FEATURES))


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
