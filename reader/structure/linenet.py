"""The second judge of lines: a small convolutional net over the lines of a page, in numpy.

Each line is the sum of what was learnt of its features, and of the words of a long one; three layers of convolutions
(widths 5, 9 and 17 lines) let it see its neighbourhood. It errs otherwise than the chain of `judged`, so that the mean
of both errs less than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

import numpy as np

from reader.structure import modelfile

WIDTH = 64
"""Numbers that a line is."""
TAPS = 5
"""Lines that a convolution takes in."""
STEPS = (1, 2, 4)
"""How far apart these lines are, for each layer."""
LEVELS = 127
"""Whole numbers on either side of nought that a weight of a feature is stored as."""


@dataclass(frozen=True, slots=True)
class Net:
    """What was learnt.

    ``table`` has a row for each feature (whole numbers, rows x (`WIDTH` + kinds)), the first one of none; ``scale``
    says what one is in each column. ``layers`` are pairs of a matrix (`TAPS` x `WIDTH`, `WIDTH`) and what is added;
    ``last`` is such a pair for the kinds. ``groups`` says which label each kind is of.
    """

    places: dict[str, int]
    table: Any
    scale: Any
    layers: tuple[tuple[Any, Any], ...]
    last: tuple[Any, Any]
    groups: Any
    feature_code: str = ""

    def probabilities(self, lines: Sequence[Iterable[str]]) -> Any:
        """The probability of each label for each line: an array (lines, labels)."""
        sums = self._sums(lines)
        seen = np.tanh(sums[:, :WIDTH])
        for n, (step, (weights, added)) in enumerate(zip(STEPS, self.layers, strict=True)):
            new = np.maximum(_windows(seen, step) @ weights + added, 0)
            seen = seen + new if n else new
        weights, added = self.last
        return _chances(seen @ weights + added + sums[:, WIDTH:]) @ self.groups

    def _sums(self, lines: Sequence[Iterable[str]]) -> Any:
        """What was learnt of the features of each line, added up: the first ones of all lines, the second ones …"""
        known = [filter(None, map(self.places.get, line)) for line in lines]
        ranks = list(zip_longest(*known, fillvalue=0))
        rows = np.fromiter(chain.from_iterable(ranks), np.intp, len(ranks) * len(lines))
        found = self.table.take(rows.reshape(len(ranks), len(lines)), axis=0)
        return found.sum(axis=0, dtype=np.int32) * self.scale


def _windows(seen: Any, step: int) -> Any:
    """For each line the numbers of the `TAPS` lines around it, side by side; noughts beyond the page."""
    reach = step * (TAPS // 2)
    wide = np.zeros((len(seen) + 2 * reach, WIDTH), np.float32)
    wide[reach : reach + len(seen)] = seen
    return np.concatenate([wide[at : at + len(seen)] for at in range(0, 2 * reach + 1, step)], axis=1)


def _chances(sums: Any) -> Any:
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def scaled(table: Any) -> tuple[Any, Any]:
    """A table in whole numbers, and what one is in each column."""
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / LEVELS
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def pack(net: Net) -> bytes:
    """A net as it is stored: a head, the features, the table with its scale, and the rest in half the digits."""
    rest = [*chain.from_iterable(net.layers), *net.last, net.groups]
    head = {"feature_code": net.feature_code, "kinds": len(net.groups), "labels": net.groups.shape[1]}
    arrays = [net.table.tobytes(), net.scale.tobytes(), *(array.astype(np.float16).tobytes() for array in rest)]
    return modelfile.pack(head, net.places, b"".join(arrays))


def unpack(data: bytes) -> Net:
    """The net that `pack` made."""
    head, names, numbers = modelfile.unpack(data)
    taken = 0

    def take(kind: Any, *shape: int) -> Any:
        nonlocal taken
        count = int(np.prod(shape))
        found = np.frombuffer(numbers, kind, count, taken).reshape(shape)
        taken += found.nbytes
        return found.astype(np.int8 if kind is np.int8 else np.float32)

    kinds = head["kinds"]
    table, scale = take(np.int8, len(names) + 1, WIDTH + kinds), take(np.float32, WIDTH + kinds)
    layers = tuple((take(np.float16, TAPS * WIDTH, WIDTH), take(np.float16, WIDTH)) for _ in STEPS)
    last = take(np.float16, WIDTH, kinds), take(np.float16, kinds)
    places = {name: n for n, name in enumerate(names, 1)}
    return Net(places, table, scale, layers, last, take(np.float16, kinds, head["labels"]), head["feature_code"])
