"""What chooses one of some candidates, or none, by the features of each: how its weights are learnt. Needs numpy."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reader.structure.weights import STEP

COMMON = 4
"""Cases in which a feature must stand to be learnt."""
PENALTY = 0.0018
STEPS = 400


@dataclass(frozen=True)
class Case:
    """What is seen of a page: the features of each candidate, then those of none; which of them are right."""

    name: str
    rows: list[list[str]]
    right: list[bool]
    weight: float = 1.0


def trained(cases: Sequence[Case], penalty: float = PENALTY) -> dict[str, int]:
    """The weights of the features, learnt so that of each case the right row has the highest sum."""
    cases = [case for case in cases if any(case.right)]
    common = Counter(f for case in cases for f in {f for row in case.rows for f in row})
    names = sorted(f for f, count in common.items() if count >= COMMON)
    at = {name: n for n, name in enumerate(names)}
    edges = np.cumsum([0, *(len(case.rows) for case in cases)])[:-1]
    case_of = np.repeat(np.arange(len(cases)), [len(case.rows) for case in cases])
    right = np.array([r for case in cases for r in case.right])
    weight = np.array([case.weight for case in cases])
    seen = [[at[f] for f in set(row) if f in at] or [len(names)] for case in cases for row in case.rows]
    learnt = _descended(seen, len(names), edges, case_of, right, weight / weight.sum(), penalty)
    return {name: value for name, w in zip(names, learnt) if (value := round(float(w) * STEP))}


def store(to: Path, feature_code: str, weights: dict[str, int]) -> None:
    """Write what was learnt, with the hash of the code that makes the features."""
    data = {"feature_code": feature_code, "weights": weights}
    to.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"{to}: {len(weights)} features")


@contextmanager
def judging(room: Any, model: Any) -> Iterator[None]:
    """Let a room judge by this model meanwhile, in place of what is stored."""
    kept, room.model = room.model, lambda: model
    try:
        yield
    finally:
        room.model = kept


def _descended(
    seen: list[list[int]], size: int, edges: Any, case_of: Any, right: Any, weight: Any, penalty: float
) -> Any:
    """Adam on the log of the probability of the right rows, less a penalty for large weights."""
    # A row has few of the features: their places, one row behind the other. The last place is that of a row without.
    flat = np.array([place for row in seen for place in row])
    sizes = np.array([len(row) for row in seen])
    starts = np.cumsum(sizes) - sizes
    weights, mean, square = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, STEPS + 1):
        weights[size] = 0
        sums = np.add.reduceat(weights[flat], starts)
        powers = np.exp(sums - np.maximum.reduceat(sums, edges)[case_of])
        chance = powers / np.add.reduceat(powers, edges)[case_of]
        chosen = np.where(right, powers, 0)
        wanted = chosen / np.maximum(np.add.reduceat(chosen, edges), 1e-12)[case_of]
        pull = np.repeat((chance - wanted) * weight[case_of], sizes)
        slope = np.bincount(flat, weights=pull, minlength=size + 1) + penalty * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = 0.1 * (1 - step / (STEPS + 1))
        weights = weights - pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights[:size]
