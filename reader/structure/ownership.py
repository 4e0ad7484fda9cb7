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
HOPELESS = -400
"""What a name is worth by itself, below which nothing that is seen of it on a page makes it the paper's."""


@lru_cache(maxsize=1)
def model() -> weights.Weights:
    """What was learnt of names of papers, read at the first call."""
    return weights.read("outlets.json")


def judged(units: Sequence[Unit], evidence: Iterable[Found]) -> Found | None:
    """The name that is most likely the paper's, with its chance; ``evidence`` is what the rules found."""
    found = namingfeatures.candidates(units, evidence, _may_be)
    if not any(one.asked for one in found.values()):
        return None
    best, chance = _best(found)
    return found[best].found()._replace(confidence=round(min(MOST, chance), 2)) if chance >= LEAST else None


def _best(found: dict[str, Naming]) -> tuple[str, float]:
    """The likeliest name, and the chance that it or one that holds it or that it holds is the paper's."""
    asked = {plain: one.features for plain, one in found.items() if one.asked}
    *own, _ = model().chances([*asked.values(), namingfeatures.nothing(found)])
    chances = dict(zip(asked, own))
    best = max(chances, key=chances.__getitem__)
    return best, sum(chance for plain, chance in chances.items() if plain in best or best in plain)


def _may_be(name: str) -> bool:
    """Whether a name may be a paper's by itself, as few on a page may."""
    return model().worth(namingfeatures.of_name(name)) >= HOPELESS
