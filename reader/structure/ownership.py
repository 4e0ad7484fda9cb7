"""Whose page it is where no rule says so: the name in its lines for which speaks what was learnt of pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from reader.records import Found
from reader.structure import namingfeatures, weights
from reader.structure.lines import Unit
from reader.structure.namingfeatures import Naming

LEAST = 0.65
"""The chance below which no name is said: to invent one is as bad as to miss one."""
MOST = 0.95
"""The most that can be said for a name."""


@lru_cache(maxsize=1)
def model() -> weights.Weights:
    """What was learnt of names of papers, read at the first call."""
    return weights.read("outlets.json")


def judged(units: Sequence[Unit], evidence: Iterable[Found]) -> Found | None:
    """The name that is most likely the paper's, with its chance; ``evidence`` is what the rules found."""
    found = namingfeatures.candidates(units, evidence)
    if not found:
        return None
    best, chance = _best(found)
    return found[best].found()._replace(confidence=round(min(MOST, chance), 2)) if chance >= LEAST else None


def _best(found: dict[str, Naming]) -> tuple[str, float]:
    """The likeliest name, and the chance that it or one that holds it or that it holds is the paper's."""
    *own, _ = model().chances([*(one.features for one in found.values()), namingfeatures.nothing(found)])
    chances = dict(zip(found, own))
    best = max(chances, key=chances.__getitem__)
    return best, sum(chance for plain, chance in chances.items() if plain in best or best in plain)
