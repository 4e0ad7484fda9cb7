"""The deep half: its file, its subwords, its arithmetic, what both halves find together, and hostile texts."""

from __future__ import annotations

import hashlib
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.recognise import deep, recognise
from reader.recognise.deep.both import folded, mixed, reader
from reader.recognise.deep.encoder import WINDOW, Encoder, encoder
from reader.recognise.deep.seen import MOST_FEATURES, Word, glued
from reader.recognise.deep.stored import BLOCK, Numbers, coarse, pack, scales, unpack
from reader.recognise.deep.subwords import MOST, OPENS, UNKNOWN, Subwords
from reader.recognise.pieces import sentences
from reader.recognise.tokens import tokens
from reader.records import Block, Mention
from tests.conftest import examples
from tests.test_crf import f1

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "reader" / "model"
MADE = json.loads((MODEL / "deep-made.json").read_text("utf-8"))
FLOOR, ENGLISH_FLOOR = 0.85, 0.8


def test_the_model_fits_the_code_that_makes_what_it_reads(tool: Callable[[str], Any]) -> None:
    assert MADE["feature_code"] == tool("train_recogniser").feature_code(MADE["code"]), (
        "what it reads changed: tools/train_deep.py"
    )


def test_the_file_is_that_of_the_card_and_fits_the_table_of_words() -> None:
    card = (MODEL / "MODEL_CARD.md").read_text("utf-8")
    for name, digest in {**MADE["files"], **MADE["made_with"]}.items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest
        assert digest[:16] in card


def test_numpy_is_imported_at_first_use_only() -> None:
    code = "import sys; from reader.recognise import deep; assert deep.available(); print('numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def refined(text: str) -> tuple[Mention, ...]:
    return deep.refine(text, [Block("paragraph", 0, len(text))])


def spans(text: str) -> set[tuple[int, int, str]]:
    return {(m.start, m.end, m.type) for m in refined(text)}


def test_it_knows_names_of_every_kind_of_news() -> None:
    assert f1(spans) >= FLOOR


def test_only_german_is_read_by_the_german_model() -> None:
    english = "It was a long talk and nobody in the room had thought that they would ever be back there again."
    assert spans(english) == set()


def test_blocks_that_are_not_read_have_no_names_and_the_others_their_own() -> None:
    first, second = "Angela Merkel besuchte am Montag die Stadt Leipzig.", "Danach fuhr Joachim Gauck nach Rostock."
    text = f"{first}\n{second}"
    blocks = [Block("paragraph", 0, len(first)), Block("boilerplate", len(first) + 1, len(text))]
    assert {text[m.start : m.end] for m in deep.refine(text, blocks)} == {"Angela Merkel", "Leipzig"}
    blocks[1] = Block("paragraph", len(first) + 1, len(text))
    assert {text[m.start : m.end] for m in deep.refine(text, blocks)} >= {"Joachim Gauck", "Rostock"}


@examples(30)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_has_sorted_names_within_its_blocks(lines: list[str]) -> None:
    text = "\n".join(lines)
    ends = list(itertools.accumulate(len(line) + 1 for line in lines))
    blocks = [Block("paragraph", end - 1 - len(line), end - 1) for line, end in zip(lines, ends, strict=True)]
    found = deep.refine(text, blocks, "de")
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(any(b.start <= m.start < m.end <= b.end for b in blocks) for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "é" * 5,
        "\u0301\u0301",
        "😀 Kim 😀",
        "\u202eAbC",
        "x" * 100_000,
        "der " + "ÄÖ-" * 2_500,
        "\ud800 der \udfff die das",
    ],
    ids=["empty", "nul", "accents", "marks", "emoji", "right-to-left", "long", "hyphens", "surrogates"],
)
def test_hostile_texts_are_read(text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in deep.refine(text, [Block("paragraph", 0, len(text))], "de"))


def test_time_grows_with_the_text_alone() -> None:
    text = "Der Minister der Stadt sprach mit den Leuten über das Wetter " * 10
    refined(text)
    times = []
    for count in (1, 4):
        began = time.process_time()
        refined(text * count)
        times.append(time.process_time() - began)
    assert times[1] < 12 * times[0] + 0.5


TABLES = st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).normal(size=(3, 64)).astype(np.float32))


@given(TABLES)
def test_a_coarse_table_is_near_the_table(table: Numbers) -> None:
    step = np.abs(scales(table).steps()).repeat(BLOCK, 1)
    near = np.abs(coarse(table, scales(table)).fine() - table)
    assert (near <= 1.1 * step).all()
    assert near.mean() < 0.4 * step.mean()


@given(TABLES)
def test_a_file_gives_back_what_was_written(table: Numbers) -> None:
    kept = coarse(table, scales(table))
    head, tables = unpack(pack({"layers": 3}, {"a": kept, "b": table[0], "c": kept}))
    assert head == {"layers": 3}
    assert (tables["a"] == kept.fine()).all() and (tables["c"] == kept.fine()).all()
    assert np.allclose(tables["b"], table[0], atol=2e-3)


PIECES = (OPENS, "a", "b", "c", OPENS + "a", "ab", "bc", "abc", OPENS + "cab")
SCORES = (-5.0, -4.0, -4.5, -5.0, -3.0, -6.0, -6.5, -9.0, -7.0)


@given(st.text(alphabet="abcx", min_size=1, max_size=7), st.booleans())
def test_words_are_split_into_their_likeliest_pieces(word: str, is_glued: bool) -> None:
    known = Subwords(PIECES, SCORES, -20.0)
    numbers = known.split(word, glued=is_glued)
    text = ("" if is_glued else OPENS) + word
    cost = dict(zip(PIECES, SCORES, strict=True))
    ways = (_cut(text, marks) for marks in itertools.product((False, True), repeat=max(0, len(text) - 1)))
    best = max(sum(cost.get(p, -20.0 if len(p) == 1 else -1e6) for p in way) for way in ways)
    spelled = [PIECES[n - 4] if n != UNKNOWN else "x" for n in numbers]
    assert "".join(spelled) == text
    assert sum(cost.get(piece, -20.0) for piece in spelled) == pytest.approx(best)


def _cut(text: str, marks: tuple[bool, ...]) -> list[str]:
    ends = [n + 1 for n, mark in enumerate(marks) if mark] + [len(text)]
    return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]


@given(st.text(max_size=80))
def test_any_word_has_some_subwords(word: str) -> None:
    assert 1 <= len(reader().subwords.split(word)) <= MOST


def test_a_sign_right_behind_a_word_is_glued_to_it() -> None:
    text = "Kim (Seoul), sagt – er."
    sentence = next(sentences(tokens(text, 0, len(text)), 0, len(text)))
    found = [piece for n, piece in enumerate(sentence.pieces) if glued(sentence, n)]
    assert found == [")", ",", "."]


def small() -> tuple[Encoder, dict[str, Numbers]]:
    """A model of two layers with numbers drawn by lot, and its tables."""
    rng = np.random.default_rng(0)

    def some(*shape: int) -> Numbers:
        return rng.normal(scale=0.3, size=shape).astype(np.float32)

    tables = {"subwords": some(40, 64), "places": some(WINDOW, 64), "features": some(9, 64)}
    tables |= {"norm": some(64), "norm.bias": some(64), "labels": some(5, 64), "labels.bias": some(5)}
    for n in range(2):
        for name, rows, width in (("look", 192, 64), ("out", 64, 64), ("wide", 128, 64), ("back", 64, 128)):
            tables |= {f"{n}.{name}": some(rows, width), f"{n}.{name}.bias": some(rows)}
        tables |= {f"{n}.{name}.norm{end}": some(64) for name in ("out", "back") for end in ("", ".bias")}
    tables["features"][0] = 0
    return encoder(4, 2, {name: table.copy() for name, table in tables.items()}), tables


def slowly(t: dict[str, Numbers], words: list[Word]) -> Numbers:
    """The same arithmetic for one sentence, as the papers write it."""
    subwords = [0, *(n for word in words for n in word.subwords), 1]
    begins = [1 + sum(len(w.subwords) for w in words[:k]) for k in range(len(words))]
    x = t["subwords"][subwords].astype(np.float16).astype(float) + t["places"][: len(subwords)]
    for at, word in zip(begins, words, strict=True):
        x[at] += t["features"][list(word.features)].sum(0)
    x = _norm(x, t["norm"], t["norm.bias"])
    for n in ("0.", "1."):
        seen = (x @ t[n + "look"].T + t[n + "look.bias"]).reshape(len(x), 3, 4, 16)
        heads = []
        for h in range(4):
            shares = np.exp(seen[:, 0, h] @ seen[:, 1, h].T / 4)
            heads.append(shares / shares.sum(1, keepdims=True) @ seen[:, 2, h])
        y = x + np.concatenate(heads, 1) @ t[n + "out"].T + t[n + "out.bias"]
        x = _norm(y, t[n + "out.norm"], t[n + "out.norm.bias"])
        wide = x @ t[n + "wide"].T + t[n + "wide.bias"]
        y = x + wide / (1 + np.exp(-wide)) @ t[n + "back"].T + t[n + "back.bias"]
        x = _norm(y, t[n + "back.norm"], t[n + "back.norm.bias"])
    shares = np.exp(x[begins] @ t["labels"].T + t["labels.bias"])
    return np.log(shares / shares.sum(1, keepdims=True))


def _norm(x: Numbers, times: Numbers, plus: Numbers) -> Numbers:
    return (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True) * times + plus


WORDS = st.builds(
    Word,
    st.lists(st.integers(2, 39), min_size=1, max_size=3).map(tuple),
    st.lists(st.integers(1, 8), max_size=MOST_FEATURES).map(tuple),
)


@examples(40)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=6))
def test_sentences_are_read_alike_alone_and_together(read: list[list[Word]]) -> None:
    model, tables = small()
    for words, rows in zip(read, model.read(read), strict=True):
        assert np.allclose(rows, slowly(tables, words), atol=2e-3)


def test_a_sentence_longer_than_the_window_is_read_in_parts() -> None:
    words = [Word((2 + n % 30,) * (1 + n % 12), ()) for n in range(150)]
    rows = small()[0].read([words, words[:1]])
    assert [len(table) for table in rows] == [150, 1]
    assert np.allclose(np.exp(rows[0]).sum(1), 1, atol=1e-4)


def test_both_halves_have_their_say() -> None:
    sure, torn = np.log([0.001, 0.998, 0.001]), np.log([0.5, 0.49, 0.01])
    found = mixed(
        [{0: 1.0}, {0: 0.1, 1: 0.9}, {0: 1.0}], np.array([sure, torn, np.log([0.99999, 5e-6, 5e-6])], np.float32)
    )
    assert max(found[0], key=found[0].__getitem__) == 1
    assert max(found[1], key=found[1].__getitem__) == 1
    assert found[2] == {0: 1.0}
    assert all(0 in row and sum(row.values()) == pytest.approx(1, abs=0.01) for row in found)


def test_english_is_read_too() -> None:
    assert f1(spans, "wide-en.txt") >= ENGLISH_FLOOR


def test_what_is_no_label_of_the_fast_half_is_no_name() -> None:
    deep_half = np.log(np.array([[0.1, 0.2, 0.7], [0.1, 0.8, 0.1]], np.float32))
    assert np.allclose(np.exp(folded(deep_half, [0, 1])).argmax(1), [0, 1])
    assert np.allclose(folded(deep_half, [1, 0, 2]), deep_half[:, [1, 0, 2]])


def test_a_text_in_another_language_costs_nothing() -> None:
    text = "Le ministre a dit que les autres pays ne sont pas encore en mesure de partir pour Londres avec nous."
    assert deep.refine(text, [Block("paragraph", 0, len(text))]) == recognise(text, [Block("paragraph", 0, len(text))])
