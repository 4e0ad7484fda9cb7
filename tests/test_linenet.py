"""The net of lines: its arithmetic, how it is stored, and that no page is too odd for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reader.structure import judged, linenet
from reader.structure.judged import LABELS
from reader.structure.linenet import STEPS, TAPS, WIDTH, Net

WEIGHTS = Path(__file__).parent.parent / "reader" / "model" / "lines-net.bin"
KINDS = 7


def small() -> Net:
    """A net of four features."""
    chance = np.random.default_rng(3)

    def some(*shape: int) -> Any:
        return chance.normal(0, 0.4, shape).astype(np.float32)

    table = some(5, WIDTH + KINDS)
    table[0] = 0
    layers = tuple((some(TAPS * WIDTH, WIDTH) / 4, some(WIDTH)) for _ in STEPS)
    groups = np.eye(KINDS, len(LABELS), dtype=np.float32)
    groups[len(LABELS) :, 0] = 1
    places = {name: n for n, name in enumerate("abcd", 1)}
    return Net(places, *linenet.scaled(table), layers, (some(WIDTH, KINDS), some(KINDS)), groups, "x")


def by_hand(net: Net, lines: list[str]) -> list[list[float]]:
    """The same probabilities, line by line and tap by tap."""
    table = net.table * net.scale
    sums = [sum((table[net.places[f]] for f in line if f in net.places), 0 * table[0]) for line in lines]
    seen = [np.tanh(s[:WIDTH]) for s in sums]
    for n, (step, (weights, added)) in enumerate(zip(STEPS, net.layers, strict=True)):
        new = []
        for i in range(len(lines)):
            total = added.copy()
            for tap in range(TAPS):
                at = i + step * (tap - TAPS // 2)
                if 0 <= at < len(lines):
                    total = total + seen[at] @ weights[tap * WIDTH : (tap + 1) * WIDTH]
            new.append(np.maximum(total, 0) + (seen[i] if n else 0))
        seen = new
    weights, added = net.last
    powers = [np.exp(z @ weights + added + s[WIDTH:]) for z, s in zip(seen, sums, strict=True)]
    return [list((p / p.sum()) @ net.groups) for p in powers]


def test_the_arithmetic_is_that_of_a_convolution() -> None:
    net = small()
    for lines in (["ab", "c", "", "bd", "aac", "?", "d"] * 3, ["a"], ["?", "bc"]):
        assert net.probabilities(lines) == pytest.approx(np.array(by_hand(net, lines)), abs=1e-4)


def test_a_net_comes_back_as_it_was_stored() -> None:
    net = small()
    back = linenet.unpack(linenet.pack(net))
    lines = ["ab", "c", "d", "abcd"] * 5
    assert back.places == net.places and back.feature_code == "x"
    assert back.probabilities(lines) == pytest.approx(net.probabilities(lines), abs=0.03)


@pytest.mark.parametrize("lines", [[[]], [["?"]] * 900, [["wdie"] * 5_000], [["a"], []]])
def test_no_page_is_too_odd(lines: list[list[str]]) -> None:
    found = judged.net().probabilities(lines)
    assert found.shape == (len(lines), len(LABELS))
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-4) and found.min() >= 0


def test_the_net_is_small_and_read_quickly() -> None:
    began = time.process_time()
    linenet.unpack(WEIGHTS.read_bytes())
    assert time.process_time() - began < 0.2 and WEIGHTS.stat().st_size < 1_800_000
