"""Three-way merge of texts: examples, properties, and an end to every wait."""

from __future__ import annotations

import itertools
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import diff3
from reader.diff3 import merge3

lines = st.lists(st.sampled_from(["a", "b", "c", "", "d\r"]), max_size=12)
texts = lines.map("\n".join)


@pytest.mark.parametrize(
    ("base", "older", "newer", "merged"),
    [
        ("a\nb\nc", "x\nb\nc", "a\nb\ny", "x\nb\ny"),
        ("a\nb", "a\nb\none", "a\nb\ntwo", "a\nb\none\ntwo"),
        ("a\nb\n", "a\nb\none\n", "a\nb\ntwo\n", "a\nb\none\ntwo\n"),
        ("a", "one\na", "two\na", "one\ntwo\na"),
        ("a\nb", "a\nX", "a\nX", "a\nX"),
        ("a\nb\nc", "a\nX\nc", "a\nX\nc\nd", "a\nX\nc\nd"),
        ("a\nb\nc", "A\nb\nc", "a\nB\nc", "A\nB\nc"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a\nb\nc", "a\nc", "a\nc\nd", "a\nc\nd"),
        ("a\nb\nc", "a\nx\nb\nc", "a\nc", "a\nx\nc"),
        ("a\nb", "a\nb", "c", "c"),
        ("a\nb", "c", "a\nb", "c"),
        ("", "a", "", "a"),
        ("a\r\nb\r\n", "a\r\nb\r\nc\r\n", "x\r\nb\r\n", "x\r\nb\r\nc\r\n"),
        ("a\nb\nc", "a\nX\nc", "a\nY\nc", None),
        ("a\nb\nc", "a\nc", "a\nX\nc", None),
        ("a\nb\nc\nd", "a\nX\nd", "a\nb\nnew\nc\nd", None),
        ("", "a", "b", None),
    ],
)
def test_examples(base: str, older: str, newer: str, merged: str | None) -> None:
    assert merge3(base, older, newer) == merged


def test_missing_final_newline_loses_no_line() -> None:
    merged = merge3("a\n", "a\nx", "a\ny\n")
    assert merged is not None and {"a", "x", "y"} <= set(merged.split("\n"))


@given(lines, lines)
def test_changes_make_the_side_of_the_base(base: list[str], side: list[str]) -> None:
    changes = diff3._changes(base, side)
    assert changes is not None
    assert diff3._applied(base, changes) == side
    assert all(one.end < two.start for one, two in itertools.pairwise(changes))


@given(texts, texts)
def test_one_side_alone(base: str, side: str) -> None:
    assert merge3(base, side, base) == merge3(base, base, side) == merge3(base, side, side) == side


@given(texts, texts, texts)
def test_conflict_does_not_depend_on_age(base: str, one: str, two: str) -> None:
    a, b = merge3(base, one, two), merge3(base, two, one)
    assert (a is None) == (b is None)
    assert a is None or b is None or Counter(a.split("\n")) == Counter(b.split("\n"))


@given(st.data())
def test_no_line_is_lost_and_none_comes_back(data: st.DataObject) -> None:
    base = [f"base {n}" for n in range(data.draw(st.integers(1, 10)))]
    sides = []
    for name in "xy":
        side = [line for line in base if data.draw(st.integers(0, 4))]
        for n in range(data.draw(st.integers(0, 3))):
            side.insert(data.draw(st.integers(0, len(side))), f"{name} {n}")
        sides.append(side)
    merged = merge3("\n".join(base), "\n".join(sides[0]), "\n".join(sides[1]))
    if merged is None:
        return
    kept = [line for line in base if line in sides[0] and line in sides[1]]
    added = [line for side in sides for line in side if line not in base]
    found = [line for line in merged.split("\n") if line]
    assert sorted(found) == sorted(kept + added)
    assert [line for line in found if line in base] == kept


def numbered(count: int, every: int, mark: str) -> str:
    return "\n".join(f"{n} {mark}" if every and n % every == len(mark) else str(n) for n in range(count))


@pytest.mark.parametrize(
    ("base", "older", "newer", "united"),
    [
        ("x\n" * 10_000, "y\n" + "x\n" * 10_000, "x\n" * 10_000 + "z\n", True),
        ("x\n" * 10_000, "x\n" * 9_000 + "y\n" + "x\n" * 1_000, "z\n" + "x\n" * 10_000, True),
        ("a\n" + "x\n" * 10_000 + "b", "c\n" + "x\n" * 9_000 + "d", "e\n" + "x\n" * 8_000 + "f", False),
        (numbered(10_000, 0, ""), numbered(10_000, 40, "o"), numbered(10_000, 40, "new"), True),
        (numbered(10_000, 0, ""), numbered(10_000, 2, "o"), numbered(10_000, 2, ""), None),
        (*("".join(f"x\n{w}{n}\n" for n in range(5_000)) for w in "abc"), False),
    ],
    ids=["ends", "middle", "many equal", "scattered", "every other line", "equal and unlike"],
)
def test_nobody_waits(base: str, older: str, newer: str, united: bool | None) -> None:
    began = time.process_time()  # of this process alone: others may be at work beside it
    merged = merge3(base, older, newer)
    assert time.process_time() - began < 1
    assert united is None or (merged is not None) == united


def test_long_lines() -> None:
    long = "word " * 200_000
    assert merge3(f"{long}\na", f"{long}\na\nb", f"x\n{long}\na") == f"x\n{long}\na\nb"
