"""Whose page it is where no rule says so: the name in its lines for which speaks what was learnt of pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

from reader.records import Found
from reader.structure import namingfeatures
from reader.structure.lines import Unit
from reader.structure.namingfeatures import Naming

STEP = 256
"""Weights are whole numbers, this many to the unit."""
LEAST = 0.65
"""The chance below which no name is said: to invent one is as bad as to miss one."""
MOST = 0.95
"""The most that can be said for a name."""


class Model(NamedTuple):
    """What was learnt of names of papers."""

    feature_code: str
    weights: dict[str, int]


@lru_cache(maxsize=1)
def model() -> Model:
    """What was learnt, read at the first call."""
    return Model(**json.loads(files("reader").joinpath("model", "outlets.json").read_bytes()))


def judged(units: Sequence[Unit], evidence: Iterable[Found]) -> Found | None:
    """The name that is most likely the paper's, with its chance; ``evidence`` is what the rules found."""
    found = namingfeatures.candidates(units, evidence)
    if not found:
        return None
    best, chance = _best(found)
    return found[best].found()._replace(confidence=round(min(MOST, chance), 2)) if chance >= LEAST else None


def _best(found: dict[str, Naming]) -> tuple[str, float]:
    """The likeliest name, and the chance that it or one that holds it or that it holds is the paper's."""
    weights = model().weights
    sums = {plain: _sum(weights, one.features) for plain, one in found.items()}
    none = _sum(weights, namingfeatures.nothing(found))
    best = max(sums, key=sums.__getitem__)
    most = max(none, sums[best])
    powers = {plain: exp((said - most) / STEP) for plain, said in sums.items()}
    own = sum(power for plain, power in powers.items() if plain in best or best in plain)
    return best, own / (sum(powers.values()) + exp((none - most) / STEP))


def _sum(weights: dict[str, int], features: Iterable[str]) -> int:
    return sum([weights.get(feature, 0) for feature in features])
