"""How one of some candidates, or none, is chosen: by the sums of what was learnt to speak for their features."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import repeat
from math import exp
from typing import NamedTuple

STEP = 256
"""Weights are whole numbers, this many to the unit."""


class Weights(NamedTuple):
    """What was learnt of features, and the hash of the code that made them."""

    feature_code: str
    weights: dict[str, int]

    def worth(self, features: Iterable[str]) -> int:
        """What speaks for some features, together."""
        return sum(map(self.weights.get, features, repeat(0)))

    def chances(self, rows: Sequence[Iterable[str]]) -> list[float]:
        """The chance of each row of features to be the right one; together they are 1."""
        return shares([said / STEP for said in map(self.worth, rows)])


def shares(sums: Sequence[float]) -> list[float]:
    """How likely each of some is by what speaks for it (softmax); together they are 1."""
    most = max(sums)
    powers = [exp(said - most) for said in sums]
    whole = sum(powers)
    return [power / whole for power in powers]


def read(name: str) -> Weights:
    """What is stored under a name beside the other models."""
    return Weights(**json.loads(files("reader").joinpath("model", name).read_bytes()))
