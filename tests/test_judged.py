"""The judge of lines: its arithmetic, when it is asked, what it never touches, and that it fits its weights."""

from __future__ import annotations

import itertools
import math
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import structure, text
from reader.records import Block, Hints
from reader.structure import judged, title
from reader.structure.judged import LABELS, Model, label_of, pack, unpack
from reader.structure.linefeatures import NEAR, NOTHING, View, features, views
from reader.structure.lines import Unit

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "reader" / "model" / "lines.bin"
PAGE = ROOT / "tests" / "cases" / "structure" / "dev" / "broadsheet.txt"


def test_the_weights_fit_the_code_that_makes_their_features(tool: Callable[[str], Any]) -> None:
    code = tool("train_lines").feature_code()
    for judge in (judged.model(), judged.net()):
        assert judge.feature_code == code, "features changed: train anew, tools/train_lines.py"


def test_the_weights_are_small_and_read_quickly_and_at_first_use_only() -> None:
    code = "import reader.structure as s; from reader.structure.judged import model; print(model.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    began = time.process_time()
    unpack(WEIGHTS.read_bytes())
    assert run.stdout == "0\n"
    assert time.process_time() - began < 0.1 and WEIGHTS.stat().st_size < 300_000


def small() -> tuple[dict[str, dict[str, float]], dict[tuple[str, str], float]]:
    """Weights of four features, of what two of them say of the neighbours, and of a neighbour that is not there."""
    chance = random.Random(1)
    beside = (f"{distance}{name}" for distance in NEAR for name in ("a", "d", NOTHING))
    weights = {name: {label: chance.uniform(-2, 2) for label in LABELS} for name in (*"abcd", *beside)}
    return weights, {(a, b): chance.uniform(-1, 1) for a in LABELS for b in LABELS}


def seen_as(*lines: str) -> list[View]:
    """Lines with a feature for each letter, the last of which the neighbours see."""
    return [View(list(line), tuple(line[-1:])) for line in lines]


def by_hand(seen: list[View], weights: Any, steps: Any) -> list[list[float]]:
    """The same probabilities by going through all paths."""
    lines = [[f for f in line if f in weights] for line in features(seen)]
    sums = [dict.fromkeys(LABELS, 0.0) for _ in lines]
    for path in itertools.product(LABELS, repeat=len(lines)):
        score = sum(weights[f][label] for line, label in zip(lines, path) for f in line)
        weight = math.exp(score + sum(steps[a, b] for a, b in itertools.pairwise(path)))
        for own, label in zip(sums, path):
            own[label] += weight
    return [[own[label] / sum(own.values()) for label in LABELS] for own in sums]


def test_probabilities_are_those_of_all_paths() -> None:
    weights, steps = small()
    model = unpack(pack(weights, steps, "code"))
    for lines in (["ab", "c", "bd", "aac"], ["ba"], ["cd", "ab"]):
        seen = seen_as(*lines)
        for have, want in zip(model.probabilities(seen), by_hand(seen, weights, steps), strict=True):
            assert have == pytest.approx(want, abs=0.02)
    assert model.feature_code == "code"


def test_unknown_features_and_large_sums_do_no_harm() -> None:
    weights, steps = small()
    model = unpack(pack(weights, steps, ""))
    assert model.probabilities([]) == []
    for lines in (["?"], ["a" * 10_000, "b" * 10_000, "c"]):
        for row in model.probabilities(seen_as(*lines)):
            assert sum(row) == pytest.approx(1) and min(row) >= 0


def test_every_kind_has_one_label() -> None:
    assert sum(len(kinds) for kinds in judged.KINDS.values()) == len(frozenset().union(*judged.KINDS.values()))
    assert label_of("lead") == "body" and label_of("source-note") == "page"


def sure_of(label: str) -> Model:
    return Model({}, tuple(tuple(1.0 if own == label else 1e-9 for _ in LABELS) for own in LABELS))


def test_what_the_rules_know_for_a_reason_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    content = text.decode(PAGE.read_bytes())
    with monkeypatch.context() as off:
        off.setattr(judged, "is_page", lambda units: False)
        rules = structure.analyse(content)
    monkeypatch.setattr(judged, "model", lambda: sure_of("page"))
    monkeypatch.setattr(judged, "net", lambda: pytest.fail("asked where the chain is sure"))
    monkeypatch.setattr(title, "holds", lambda *_: True)  # Of the title they are asked, too.
    found = structure.analyse(content)
    kept = ("title", "kicker", "date", "byline", "duplicate-title", "caption", "credit")
    assert [b for b in found.blocks if b.kind in kept] == [b for b in rules.blocks if b.kind in kept]
    assert found.title == rules.title and found.published == rules.published
    assert found.blocks != rules.blocks


def test_a_page_whose_format_states_its_parts_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    content = text.decode(PAGE.read_bytes())
    blocks, at = [], 0
    for line in content.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    monkeypatch.setattr(judged, "judge", lambda units, first: pytest.fail("judged"))
    structure.analyse(content, Hints(blocks=tuple(blocks)))
    structure.analyse("Ein Titel\n\nEin Satz, der lang genug ist, um als Absatz zu gelten.")


@pytest.mark.parametrize("content", ["", " ", ".", "\u0301", "0" * 5_000, "a" * 99, "👍 \u202e", "„“»«"])
def test_no_line_is_too_odd(content: str) -> None:
    units = [Unit(0, len(content), content, range(len(content))) for _ in range(3)]
    seen = list(features(views(units, [("short", ""), ("prose", "?cookie"), ("", "")])))
    assert len(seen) == 3 and all(seen)
