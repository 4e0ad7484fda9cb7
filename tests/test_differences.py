"""What differs between two texts: nothing is lost of either, and what is the same is said to be so."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.differences import Hunk, Piece, compare


def told(hunks: tuple[Hunk, ...]) -> list[str]:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [f"{h.kind}: " + "".join(signs[p.kind].format(p.text) for p in h.pieces) for h in hunks]


def test_words_are_marked_within_a_changed_paragraph() -> None:
    left = ["Anfang.", "Der alte Hafen ist seit Montag offen.", "Ende."]
    right = ["Anfang.", "Der neue Hafen ist seit Montag offen.", "Ende."]
    assert told(compare(left, right)) == [
        "same: Anfang.",
        "changed: Der [-alte -]{+neue +}Hafen ist seit Montag offen.",
        "same: Ende.",
    ]


def test_paragraphs_that_have_nothing_in_common_are_gone_and_new() -> None:
    assert told(compare(["a b c", "eins zwei drei"], ["vier fünf", "a b c"])) == [
        "new: {+vier fünf+}",
        "same: a b c",
        "gone: [-eins zwei drei-]",
    ]


def test_a_paragraph_is_matched_with_its_other_form_among_several() -> None:
    left = ["ganz anderes steht hier", "Am Montag kam das Schiff an"]
    right = ["Am Dienstag kam das Schiff an", "noch etwas ohne Vorbild"]
    kinds = [(h.kind, h.left, h.right) for h in compare(left, right)]
    assert kinds == [("gone", 0, None), ("changed", 1, 0), ("new", None, 1)]


def test_what_is_not_seen_is_no_difference() -> None:
    assert [h.kind for h in compare(["Der Hafen\nist  offen"], ["Der Ha\u00adfen ist offen "])] == ["same"]
    changed = compare(["Der Hafen ist seit gestern offen"], ["Der Ha\u00adfen ist seit heute offen"])
    assert [p.kind for p in changed[0].pieces] == ["same", "gone", "new", "same"]


def test_empty_texts() -> None:
    assert compare([], []) == ()
    assert compare([], ["a"]) == (Hunk("new", None, 0, (Piece("new", "a"),)),)
    assert compare(["", " "], ["a"])[-1].right == 0


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["der", "Hafen", "ist", "offen", ".", "\u00ad", "x\n"]), max_size=6), max_size=6
)


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_are_in_it_whole_and_in_order(left: list[list[str]], right: list[list[str]]) -> None:
    old, new = [" ".join(one) for one in left], [" ".join(one) for one in right]
    hunks = compare(old, new)
    assert [h.left for h in hunks if h.left is not None] == list(range(len(old)))
    assert [h.right for h in hunks if h.right is not None] == list(range(len(new)))
    for hunk in hunks:
        if hunk.right is not None:
            assert "".join(p.text for p in hunk.pieces if p.kind != "gone") == new[hunk.right]
        if hunk.left is not None and hunk.kind != "same":
            seen = [p.text for p in hunk.pieces if p.kind != "new"]
            assert "".join(seen).replace("\u00ad", "").split() == old[hunk.left].replace("\u00ad", "").split()


@given(PARAGRAPHS)
def test_a_text_is_the_same_as_itself(left: list[list[str]]) -> None:
    old = [" ".join(one) for one in left]
    assert {h.kind for h in compare(old, old)} <= {"same"}


@pytest.mark.slow
def test_large_texts_take_bounded_time() -> None:
    old = [" ".join(f"w{(n * 7 + k) % 9999}" for k in range(60)) for n in range(12_000)]
    new = [
        " ".join(word if (k + n) % 3 else f"x{k}" for k, word in enumerate(one.split())) for n, one in enumerate(old)
    ]
    assert sum(map(len, old)) > 3_500_000
    began = time.process_time()
    assert len(compare(old, new)) >= 12_000
    assert len(compare([" ".join(old)], [" ".join(new)])) in (1, 2)
    assert time.process_time() - began < 30
