"""From the factors of single words to a chain: probabilities of labels forward and backward, and the names in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reader.recognise.weights import Steps

Probabilities = list[dict[int, float]]
"""For each piece the labels that are possible, with their probabilities."""

Sources = list[tuple[int, ...]]
"""For each label that goes on with a name those that it may follow, nothing for the others."""


@lru_cache(maxsize=4)
def sources_of(labels: tuple[str, ...]) -> Sources:
    """For each label that goes on with a name those that it may follow, nothing for the others."""
    return [tuple(n for n, x in enumerate(labels) if label[0] == "I" and x[2:] == label[2:]) for label in labels]


NOTHING = {0: 1.0}


def marginals(factors: list[dict[int, float]], steps: Steps, sources: Sources) -> Probabilities:
    """Forward and backward over the possible labels."""
    forward = _forward(factors, steps, sources)
    out: Probabilities = []
    backward = dict.fromkeys(factors[-1], 1.0) if factors else {}
    for i in range(len(factors) - 1, -1, -1):
        if len(factors[i]) == 1:
            out.append(NOTHING)
        else:
            joint = {label: p * backward[label] for label, p in forward[i].items()}
            total = sum(joint.values())
            out.append({label: p / total for label, p in joint.items()})
        if i:
            backward = _backward(factors[i - 1], factors[i], backward, steps, sources)
    return out[::-1]


def _forward(factors: list[dict[int, float]], steps: Steps, sources: Sources) -> list[dict[int, float]]:
    before = NOTHING
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
