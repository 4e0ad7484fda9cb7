"""The trained model: its tables, its arithmetic, what it finds, and that it fits the code that it was trained with."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.recognise import recognise
from reader.recognise.chain import names
from reader.recognise.crf import Tagger
from reader.recognise.features import View
from reader.recognise.pieces import LONGEST, sentences
from reader.recognise.tokens import LONGEST_WORD, tokens
from reader.recognise.trained import model
from reader.recognise.vocabulary import NO_KIND, Word, pack, unpack
from reader.recognise.weights import STEP, follows, pack_weights, unpack_weights
from reader.records import Block
from tests.conftest import examples

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "reader" / "model"
CASES = Path(__file__).parent / "cases" / "entities"
MARK = re.compile(r"\[([^\]|]+)\|([A-Z-]+)\]")


def made(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((MODEL / name).read_text("utf-8"))
    return found


each_model = pytest.mark.parametrize("name", ["made.json", "made-en.json"])


@each_model
def test_the_model_fits_the_code_that_makes_its_features(name: str, tool: Callable[[str], Any]) -> None:
    assert made(name)["feature_code"] == tool("train_recogniser").feature_code(), (
        "features changed: train anew, tools/train_recogniser.py"
    )


@each_model
def test_the_files_are_those_of_the_card(name: str) -> None:
    for file, digest in made(name)["files"].items():
        assert hashlib.sha256((MODEL / file).read_bytes()).hexdigest() == digest
        assert digest[:16] in (MODEL / "MODEL_CARD.md").read_text("utf-8")


def test_the_model_is_read_at_first_use_only() -> None:
    code = "import reader.recognise.trained as t; print(t.model.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "0\n"


def spans(text: str) -> set[tuple[int, int, str]]:
    return {(m.start, m.end, m.type) for m in recognise(text, [Block("paragraph", 0, len(text))])}


def test_it_knows_names_of_every_kind_of_news() -> None:
    assert f1(spans) >= FLOOR


def test_english_names_are_known_without_their_genitive() -> None:
    assert f1(spans, "wide-en.txt") >= ENGLISH_FLOOR


def f1(read: Callable[[str], set[tuple[int, int, str]]], file: str = "wide.txt") -> float:
    """How well the marked sentences are read."""
    right = wrong = missed = 0
    for text, gold in marked_sentences(file):
        found = read(text)
        right, wrong, missed = right + len(gold & found), wrong + len(found - gold), missed + len(gold - found)
    return 2 * right / (2 * right + wrong + missed)


def marked_sentences(file: str) -> Iterator[tuple[str, set[tuple[int, int, str]]]]:
    """The sentences of our own with the names in them."""
    for marked in (CASES / file).read_text("utf-8").split("\n"):
        if not marked or marked.startswith("#"):
            continue
        gold, text, at = set(), "", 0
        for match in MARK.finditer(marked):
            text += marked[at : match.start()]
            gold.add((len(text), len(text) + len(match[1]), match[2]))
            text, at = text + match[1], match.end()
        yield text + marked[at:], gold


FLOOR, ENGLISH_FLOOR = 0.85, 0.8


def test_only_german_is_read_by_the_german_model() -> None:
    english = "It was a long talk and nobody in the room had thought that they would ever be back there again."
    assert spans(english) == set()


TINY = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


@examples(60)
@given(
    st.lists(st.integers(-3 * STEP, 3 * STEP), min_size=45, max_size=45),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4),
)
def test_probabilities_are_those_of_all_paths(numbers: list[int], pieces: list[str]) -> None:
    steps = [[n / STEP for n in numbers[5 * a : 5 * a + 5]] for a in range(5)]
    weights = {
        f"w{c}": dict(zip(TINY, (n / STEP for n in numbers[25 + 5 * k :]), strict=False)) for k, c in enumerate("abc")
    }
    weights_back = unpack_weights(pack_weights(TINY, steps, weights))
    found = Tagger(weights_back, lambda word: View((), ("w" + word,), (), "x", "?")).probabilities(pieces)
    paths = {
        path: math.exp(sum(weights[f"w{c}"][TINY[x]] for c, x in zip(pieces, path, strict=True)) + _walk(steps, path))
        for path in itertools.product(range(5), repeat=len(pieces))
        if all(follows(TINY[a], TINY[b]) for a, b in itertools.pairwise((0, *path)))
    }
    total = sum(paths.values())
    for i in range(len(pieces)):
        for label in range(5):
            exact = sum(p for path, p in paths.items() if path[i] == label) / total
            assert found[i].get(label, 0.0) == pytest.approx(exact, abs=0.05)


def _walk(steps: list[list[float]], path: tuple[int, ...]) -> float:
    return sum(steps[a][b] for a, b in itertools.pairwise((0, *path)))


def test_words_come_back_from_their_table() -> None:
    words = {f"Wort{n}": Word(n % 7 * 40_000, n % 64, n if n % 2 else NO_KIND) for n in range(2000)}
    table = unpack(pack(words))
    assert all(table.find(spelling) == word for spelling, word in words.items())
    assert sum(table.find(f"Unwort{n}") is not None for n in range(2000)) < 5


texts = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(["Der", "Müller", "GmbH", "-", ".", "…", "ging", "Essen", "\n", "A.", "3."]), max_size=60
    ).map(" ".join),
)


@examples(300)
@given(texts)
def test_no_character_is_lost_and_names_go_on_only_with_their_type(text: str) -> None:
    line = tokens(text, 0, len(text))
    parts = list(sentences(line, 0, len(text)))
    at = 0
    for part in parts:
        assert 0 < len(part.pieces) <= LONGEST
        for start, end in zip(part.starts, part.ends, strict=True):
            assert all(c.isspace() or c == "_" or c.isalnum() for c in text[at:start])
            assert at <= start < end
            at = end
    probabilities = [model().tagger.probabilities(part.pieces) for part in parts]
    for one in itertools.chain.from_iterable(probabilities):
        assert sum(one.values()) == pytest.approx(1)
    labels = model().tagger.weights.labels
    assert all(start < after for p in probabilities for start, after, _, _ in names(p, labels))


@pytest.mark.parametrize("unit", ["Ab ", "Ab. ", "...!?", "„“", "Essen-", "A" * LONGEST_WORD + " ", "Bank AG, "])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    text = "Das ist der Text, den sie für mich hat: " + unit * (50_000 // len(unit))
    began = time.process_time()
    spans(text)
    assert time.process_time() - began < 3
