"""Lines judged by two models, where the rules may err: a linear-chain CRF in plain Python, and a net (`linenet`).

Rules know single lines well and the flow of a page less well; the models weigh what is seen of a line and of those
around it. Together they give each line the probability of being body; the rules are followed unless these are sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import chain, compress, repeat
from math import exp
from typing import TYPE_CHECKING

from reader.records import BODY_KINDS, HIDDEN_KINDS
from reader.structure import modelfile, revised, shorts, tickers, zones
from reader.structure.lanes import STEP, Lanes
from reader.structure.linefeatures import NEAR, NOTHING, Said, View, views, wide
from reader.structure.lines import Unit
from reader.structure.revised import Chances

if TYPE_CHECKING:
    from reader.structure.linenet import Net

FEWEST, PARAGRAPHS = 5, 1
"""Lines of a page, and long ones among them, below which the rules are left alone."""
HIDES, SHOWS = 0.3, 0.65
"""Probabilities of body: below the first a line that the rules show is hidden, from the second on one is shown."""
HIDES_SHORT, SHOWS_SHORT = 0.22, 0.65
"""The same for a line that is short at first look."""
HIDES_FEW, SHOWS_FEW = 0.08, 0.9
"""The same where there are few lines to judge by."""
SHOWS_HEADING = 0.8
"""The second for a line that the rules call a heading: it is a paragraph from there on."""
SHOWS_APPEAL = 0.97
"""The second for a line that asks its reader for something, as no article does."""
MUCH, HIDES_MUCH = 150, 0.15
"""The first for lines of at least so many characters: a hidden paragraph is worse than a teaser that shows."""
LAST, HIDES_BEHIND = 0.5, 0.4
"""The first behind the last line that is body with the probability before it: most of that is the page's."""
TICKER = 3
"""Entries of a ticker, from which on the rules know the form of the page better."""
CAPTIONS = 0.4
"""Probability of being a caption from which on a line is one that is less likely body: a caption is not hidden."""
HEADS = 0.6
"""Probability of being a heading from which on a line is one that is less likely body."""
ALONE_WITH = 3
"""Lines beside their paragraphs that pages have at most of whose title nothing is said: they are hardly pages."""
SHORT = 20
"""A page of fewer lines is a short one."""
ASKED = 0.85
"""Probability of being a heading from which on the question of a talk is one."""
SURE = {"page": 0.35, "caption": 0.5, "heading": 0.6}
"""Probabilities from which a line that is not body is called so against the rules."""

ALONE = 0.9
"""Probability of some label from which on the net hardly ever changes what becomes of a line: it is not asked."""

LABELS = ("body", "page", "head", "caption", "heading")
KINDS = {
    "body": frozenset({*BODY_KINDS, "dateline"}),
    "page": HIDDEN_KINDS - {"duplicate-title"},
    "head": frozenset({"title", "duplicate-title", "kicker", "date", "byline"}),
    "caption": frozenset({"caption", "credit"}),
    "heading": frozenset({"heading"}),
}
"""The kinds of blocks that a label stands for."""
_CHOSEN = {"body": "paragraph", "page": "boilerplate", "caption": "caption", "heading": "heading"}


def label_of(kind: str) -> str:
    """The label of a kind of block."""
    return next(label for label, kinds in KINDS.items() if kind in kinds)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, a lane for each label, and factors of the steps to each label from each."""

    weights: dict[str, int]
    steps: tuple[tuple[float, ...], ...]
    feature_code: str = ""
    near: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The weights of what is seen of neighbours, one for each distance in `NEAR`."""

    def probabilities(self, lines: Sequence[View]) -> list[list[float]]:
        """The probability of each label for each line."""
        factors = list(map(_factors, self._totals(lines)))
        forward = _chain(factors, self.steps)
        turned = tuple(zip(*self.steps))
        backward = _chain(factors[::-1], turned)[::-1]
        return [_normal([f * b / x for f, b, x in zip(*row)]) for row in zip(forward, backward, factors)]

    def _totals(self, lines: Sequence[View]) -> Iterator[int]:
        """The sum of the weights of each line."""
        nothing = [self._beside((NOTHING,))] * max(NEAR)
        beside = [*nothing, *[self._beside(line.near) for line in lines], *nothing]
        for i, line in enumerate(lines, max(NEAR)):
            others = [beside[i + distance][n] for n, distance in enumerate(NEAR)]
            yield sum(others, sum(map(self.weights.get, line.own, repeat(0))))

    def _beside(self, near: Iterable[str]) -> list[int]:
        """What is seen of a line says of those at each distance from it."""
        return list(map(sum, zip(_SILENT, *map(self.near.get, near, repeat(_SILENT)))))


_SILENT = (0,) * len(NEAR)


def _factors(total: int) -> list[float]:
    """For each label how well it fits, beside the best; never nothing."""
    numbers = _LANES.numbers(total)
    best = max(numbers)
    return [_FACTORS[best - n] if best - n < _LOWEST else _FACTORS[_LOWEST] for n in numbers]


_LANES = Lanes(len(LABELS))
_LOWEST = 20 * STEP
_FACTORS = [exp(-n / STEP) for n in range(_LOWEST + 1)]


def _chain(factors: list[list[float]], steps: tuple[tuple[float, ...], ...]) -> list[list[float]]:
    """For each line what it and the lines before it say, brought to a sum of 1."""
    out: list[list[float]] = []
    for own in factors:
        if out:
            a, b, c, d, e = out[-1]  # a number for each label
            own = [x * (a * p + b * q + c * r + d * s + e * t) for x, (p, q, r, s, t) in zip(own, steps)]
        out.append(_normal(own))
    return out


def _normal(values: list[float]) -> list[float]:
    total = sum(values)
    return [v / total for v in values]


def pack(weights: dict[str, dict[str, float]], steps: dict[tuple[str, str], float], feature_code: str) -> bytes:
    """A model as it is stored: a head, the features, and their weights; what rounds to nothing is left out."""
    head = {
        "feature_code": feature_code,
        "steps": [[round(steps.get((a, b), 0.0), 4) for a in LABELS] for b in LABELS],
    }
    rows = {name: _LANES.row([by.get(label, 0.0) for label in LABELS]) for name, by in sorted(weights.items())}
    rows = {name: row for name, row in rows.items() if any(row)}
    return modelfile.pack(head, rows, b"".join(rows.values()))


def unpack(data: bytes) -> Model:
    """The model that `pack` made."""
    head, names, numbers = modelfile.unpack(data)
    weights = dict(zip(names, _LANES.rows(numbers), strict=True))
    steps = tuple(tuple(map(exp, row)) for row in head["steps"])
    beside = [_of_distance(weights, f"{n}") for n in NEAR]
    near = {name: tuple(at.get(name, 0) for at in beside) for name in chain.from_iterable(beside)}
    return Model(weights, steps, head["feature_code"], near)


def _of_distance(weights: dict[str, int], sign: str) -> dict[str, int]:
    """The weights of what is seen at a distance, taken out of the others."""
    names = [name for name in weights if name.startswith(sign)]
    return {name.removeprefix(sign): weights.pop(name) for name in names}


@lru_cache(maxsize=1)
def model() -> Model:
    """The trained model, read at the first call."""
    return unpack(files("reader").joinpath("model", "lines.bin").read_bytes())


@lru_cache(maxsize=1)
def net() -> Net:
    """The trained net, read at the first call; so is numpy, which takes long to load."""
    from reader.structure import linenet

    return linenet.unpack(files("reader").joinpath("model", "lines-net.bin").read_bytes())


def settle(units: list[Unit], head: int | None) -> float | None:
    """Gives every unit its block kind: by rule, then by judgement where there is a page to judge.

    Returns the chance that the line at ``head``, the title, is of the head; ``None`` where nothing is to be said.
    """
    first = [(unit.kind, unit.why) for unit in units]
    zones.settle(units, head)
    if not is_page(units):
        return None
    found = judge(units, first)
    alone = sum(unit.kind not in ("lead", "paragraph") for unit in units) <= ALONE_WITH
    return None if head is None or alone or units[head].fixed else found[head].head


def is_page(units: Sequence[Unit]) -> bool:
    """Whether there is enough of a page to judge, and its format has not stated what its parts are."""
    stated = sum(u.stated or (u.fixed and u.kind != "duplicate-title") for u in units)
    long = sum(len(u.text) >= 100 for u in units)
    if len(units) < FEWEST or long < PARAGRAPHS or 4 * stated >= len(units):
        return False
    return sum(u.why in ("entry", "minute") and u.kind == "date" for u in units) < TICKER


def judge(units: list[Unit], first: Sequence[Said]) -> list[Chances]:
    """Corrects the kinds of settled units that were in doubt at first look; returns the chances of all."""
    talking = shorts.speakers(units)
    ruled = [unit.kind for unit in units]
    few = len(units) < SHORT
    doubtful = [_is_in_doubt(unit, said, talking) for unit, (said, _) in zip(units, first, strict=True)]
    found = [Chances(*row) for row in _probabilities(units, views(units, first), doubtful)]
    revised.show_told(units, first, found)
    last = _last_sure(units, found)
    for i, (unit, (said, _), chances) in compress(enumerate(zip(units, first, found, strict=True)), doubtful):
        told = (few and unit.why == "appeal" and chances.body < SHOWS_APPEAL) or (
            unit.why == "asked" and chances.heading < ASKED
        )
        if not told:
            hides, shows = _bounds(unit, said == "short", few)
            behind = 0 <= last < i and unit.kind != "list"
            unit.kind = _kind(unit.kind, HIDES_BEHIND if behind else hides, shows, chances)
    if few:
        revised.spare_headings(units, ruled, found)
    revised.show_listed(units, found)
    revised.hide_labelled(units, found)
    revised.hide_said_again(units, found)
    return found


def _probabilities(units: Sequence[Unit], seen: Sequence[View], doubtful: Sequence[bool]) -> list[list[float]]:
    """The probability of each label for each line: the chain's, and where that is not sure of a line the net's, too."""
    found = model().probabilities(seen)
    if all(max(chances) >= ALONE for chances in compress(found, doubtful)):
        return found
    other = net().probabilities([[*view.own, *wide(unit.text)] for unit, view in zip(units, seen, strict=True)])
    return [[(a + b) / 2 for a, b in zip(*row)] for row in zip(found, other.tolist())]


def _is_in_doubt(unit: Unit, said: str, talking: set[str]) -> bool:
    """Whether a line is to be judged: neither its form nor another line has told what it is."""
    if unit.fixed or said not in DOUBTFUL or unit.kind in SETTLED or unit.why in TOLD:
        return False
    spoken = shorts.speaker(unit.text) in talking or tickers.begins_with_time(unit.text)
    return not (unit.kind == "paragraph" and spoken)


def _last_sure(units: Sequence[Unit], found: Sequence[Chances]) -> int:
    """The last line that rules and models call body; -1 if there is none."""
    sure = (i for i in range(len(units) - 1, -1, -1) if found[i].body >= LAST and units[i].kind in KINDS["body"])
    return next(sure, -1)


def _bounds(unit: Unit, short: bool, few: bool) -> tuple[float, float]:
    """Below which probability of body a line is hidden, and from which on it is shown."""
    shows = SHOWS_APPEAL if unit.why == "appeal" else SHOWS_SHORT if short else SHOWS
    shows = max(shows, SHOWS_HEADING) if unit.kind == "heading" else shows
    much = len(unit.text) >= MUCH or unit.kind in ("lead", "list")
    hides = HIDES_SHORT if short else HIDES_MUCH if much else HIDES
    return (min(hides, HIDES_FEW), max(shows, SHOWS_FEW)) if few else (hides, shows)


DOUBTFUL = frozenset({"short", "prose", "list"})
"""What a line is at first look when only its neighbours can tell what it is."""
TOLD = frozenset({"repeated", "contents", "numbered", "author_box"})
"""Why a line is what it is, if other lines of the page say so."""
SETTLED = frozenset({*KINDS["head"], *KINDS["caption"], "table", "quote"})
"""Kinds that the rules give for a reason that a line alone does not show."""


def _kind(kind: str, hides: float, shows: float, chances: Chances) -> str:
    """The kind of a line by rule and judgement: below one probability of body it is hidden, from the other on shown."""
    rule, body = label_of(kind), chances.body
    if rule == "body" and chances.caption >= max(body, CAPTIONS):
        return "caption"
    if rule == "body" and chances.heading >= max(body, HEADS):
        return "heading"
    if body >= (hides if rule == "body" else shows):
        return kind if rule == "body" else "paragraph"
    if rule == "heading" and chances.heading < revised.HEADS:
        return "paragraph" if body >= SHOWS else revised.other(chances)
    label, chance = max(zip(LABELS[1:], chances[1:]), key=lambda at: at[1])
    if label in (rule, "head") or (rule != "body" and chance < SURE[label]):
        return kind
    return _CHOSEN[label]
