"""The net that chooses the title, and the sums it is reckoned with."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reader.structure import title, titlenet
from reader.structure.lanes import STEP, ZERO, Lanes

ROWS = {"a": (1.0, 2.0, -1.0), "b": (-0.5, -3.0, 4.0), "c": (0.25, 1.5, 1.0)}
START, WORTH = (0.125, -0.5, 0.25), (2.0, -1.5)
numbers = some.floats(-300, 300).map(lambda value: round(value * STEP) / STEP)


@given(some.lists(some.lists(numbers, min_size=4, max_size=4), max_size=40))
def test_rows_are_added_lane_by_lane(rows: list[list[float]]) -> None:
    lanes = Lanes(4)
    total = sum(lanes.rows(b"".join(map(lanes.row, rows))))
    assert [(n - ZERO) / STEP for n in lanes.numbers(total)] == [sum(row[n] for row in rows) for n in range(4)]


def said(features: str) -> float:
    plain, *hidden = (own + sum(ROWS[f][n] for f in features if f in ROWS) for n, own in enumerate(START))
    return plain + sum(max(0.0, one) * worth for one, worth in zip(hidden, WORTH))


@pytest.mark.parametrize("rows", [["a"], ["a", "b", "c"], ["ab", "ac", "?", ""], ["abc", "bbbb", "cc"]])
def test_chances_are_those_of_the_net(rows: list[str]) -> None:
    net = titlenet.unpack(titlenet.pack(ROWS, START, WORTH, "code"))
    powers = [exp(said(row)) for row in rows]
    assert net.chances(rows) == pytest.approx([power / sum(powers) for power in powers])
    assert net.feature_code == "code"


def test_two_signs_together_may_say_what_neither_says() -> None:
    net = titlenet.unpack(titlenet.pack({"x": (0.0, 1.0), "y": (0.0, 1.0)}, (0.0, -1.0), (5.0,), ""))
    assert net.chances(["x", "y", "xy", ""]) == pytest.approx(
        [1 / (3 + exp(5))] * 2 + [exp(5) / (3 + exp(5)), 1 / (3 + exp(5))]
    )


@pytest.mark.parametrize(
    "rule, untitled, head, holds",
    [
        ("score", 0.1, 0.5, True),
        ("score", 0.4, 0.5, False),
        ("score", 0.4, 0.9, True),
        ("score", 0.1, 0.01, False),
        ("score", 0.4, None, True),
        ("score", 0.6, None, False),
        ("repeated", 0.4, 0.01, True),
        ("repeated", 0.6, 0.5, False),
        ("label", 0.0, 0.0, True),
        ("score", 1.0, 1.0, False),
    ],
)
def test_a_title_holds_by_its_page_and_by_what_its_line_is_taken_for(
    rule: str, untitled: float, head: float | None, holds: bool
) -> None:
    assert title.holds(title.Choice(0, rule, 0.5, untitled=untitled), head) is holds
