"""Likeness: made variants of one text are found to be one story, other texts on the subject never are."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.likeness import Sketch, containment, is_hopeful, is_story, likeness, resemblance, sketch, trigrams
from reader.records import Block

CASES = Path(__file__).parent / "cases" / "kin"
Paragraphs = list[str]


def article(paragraphs: Paragraphs, kind: str = "paragraph") -> tuple[str, list[Block]]:
    text, blocks = "", []
    for one in paragraphs:
        blocks.append(Block(kind, len(text), len(text) + len(one)))
        text += one + "\n\n"
    return text, blocks


def body(name: str) -> Paragraphs:
    return (CASES / f"{name}.txt").read_text("utf-8").split("\n\n")[1:]


def transcribed(paragraphs: Paragraphs) -> Paragraphs:
    return ["".join(TRANSCRIBED.get(char, char) for char in one) for one in paragraphs]


TRANSCRIBED = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
VARIANTS: dict[str, Callable[[Paragraphs], Paragraphs]] = {
    "reordered": lambda p: random.Random(1).sample(p, len(p)),
    "shortened from the end": lambda p: p[:2],
    "shortened everywhere": lambda p: [one.rpartition(". ")[0] + "." for one in p],
    "with boilerplate": lambda p: [*p, "Mehr Nachrichten lesen Sie jeden Morgen in unserem Brief aus der Redaktion."],
    "transcribed": transcribed,
    "some words changed": lambda p: [one.replace("Beobachter", "Fachleute").replace("offen", "unklar") for one in p],
    "in capitals": lambda p: [one.upper() for one in p],
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_found_and_is_the_same_story(name: str) -> None:
    one, other = article(body("agency")), article(VARIANTS[name](body("agency")))
    a, b = sketch(*one), sketch(*other)
    assert is_hopeful(len({*a.hashes} & {*b.hashes}), a.words, b.words)
    assert is_story(trigrams(*one), trigrams(*other))
    assert likeness(trigrams(*one), trigrams(*other)) >= 0.7


def test_other_texts_on_the_subject_are_other_stories() -> None:
    runs = [trigrams(*article(body(name))) for name in ("agency", "other-1", "other-2", "other-3")]
    assert not any(is_story(a, b) for a, b in combinations(runs, 2))
    assert max(containment(a, b) for a, b in combinations(runs, 2)) < 0.1


def test_equal_words_have_an_equal_digest_whatever_parts_them() -> None:
    here = sketch(*article(["Der Hafen ist offen, sagt er.", *body("agency")]))
    there = sketch(*article(["„Der Ha\u00adfen\nist OFFEN“, sagt er", *body("agency")]))
    assert here == there and here.digest
    assert here.digest != sketch(*article(["Der Hafen ist zu, sagt er.", *body("agency")])).digest


def test_what_is_no_body_has_no_part() -> None:
    text, blocks = article(body("agency"))
    more = Block("boilerplate", len(text), len(text) + 40)
    assert sketch(text + "x " * 20, [*blocks, more]) == sketch(text, blocks)
    assert sketch(*article(body("agency"), "boilerplate")) == Sketch()


def test_a_short_body_is_known_only_with_its_title() -> None:
    short = article(["Mehr in Kürze."])
    assert sketch(*short, "Eins").digest != sketch(*short, "Zwei").digest
    assert sketch(*short, "Eins").digest == sketch(*short, "EINS").digest
    assert sketch(*short, "Eins").hashes == ()
    assert not is_hopeful(5, 29, 500)


def test_a_few_words_in_common_are_no_shortened_story() -> None:
    short, long = article(["eins zwei drei vier fünf sechs sieben acht neun zehn"]), article(body("agency"))
    longer = (long[0] + short[0], [*long[1], Block("paragraph", len(long[0]), len(long[0]) + len(short[0]))])
    assert containment(trigrams(*short), trigrams(*longer)) > 0.9
    assert not is_story(trigrams(*short), trigrams(*longer))


SETS = st.frozensets(st.text("ab", max_size=3))


@given(SETS, SETS)
def test_measures_are_even_handed_and_between_nought_and_one(a: frozenset[str], b: frozenset[str]) -> None:
    assert 0 <= resemblance(a, b) <= containment(a, b) <= 1
    assert (resemblance(a, b), likeness(a, b), is_story(a, b)) == (resemblance(b, a), likeness(b, a), is_story(b, a))
    assert (likeness(a, b) == 1) == bool(a and b and (a <= b or b <= a))


@given(st.text(), st.text())
def test_no_text_is_too_odd(text: str, title: str) -> None:
    blocks = [Block("paragraph", 0, len(text))]
    assert sketch(text, blocks, title) == sketch(text, blocks, title)
    trigrams(text, blocks)


@pytest.mark.parametrize("text", ["", "\0" * 99, "a" * 1_000_000, "a " * 300_000, "\u0301" * 100_000, "👩‍🚀 " * 9999])
def test_hostile_texts_are_taken_in_bounded_size(text: str) -> None:
    found = sketch(text, [Block("paragraph", 0, len(text))])
    assert len(found.hashes) < 10_000
