"""The phrases of the word lists: how lines match them, and that none is overlooked wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import words
from reader.words.phrases import HIDING, OTHERS, WAYS, category_of, ways

ENTRIES = [(category, entry) for category in (*HIDING, *OTHERS) for entry in words.every(category)]
LETTERS = st.text(st.sampled_from("abz öя#,:"), max_size=12)


def said(entry: str, gap: str = "") -> str:
    """An entry as a line might hold it, with something in its gaps."""
    return words.numberless(entry.casefold().rstrip(": ").replace("…", gap))


@pytest.mark.parametrize("category", [*HIDING, *OTHERS])
def test_every_entry_is_found_in_a_line_that_is_just_that(category: str) -> None:
    for entry in words.every(category):
        assert category in ways(said(entry)), entry


@given(st.sampled_from([e for e in ENTRIES if e[1].count("…") == 2 and e[1][0] == e[1][-1] == "…"]), LETTERS, LETTERS)
def test_what_may_stand_inside_is_found_wherever_it_stands(entry: tuple[str, str], before: str, behind: str) -> None:
    category, phrase = entry
    assert category in ways(before + words.numberless(phrase.strip("…").casefold()) + behind)


@given(st.sampled_from([e for e in ENTRIES if e[1].count("…") == 1 and e[1][-1] == "…"]), LETTERS)
def test_what_a_line_begins_with_is_found_whatever_follows(entry: tuple[str, str], behind: str) -> None:
    category, phrase = entry
    assert ways(words.numberless(phrase.rstrip("…").casefold()) + behind)[category] in ("start", "whole")


def test_the_stronger_way_counts_and_a_whole_line_comes_before_what_it_holds() -> None:
    assert set(WAYS) == {"inside", "start", "whole"}
    for category, entry in ENTRIES:
        if category in HIDING and "…" not in entry:
            found = ways(said(entry))
            assert found[category] == "whole"
            first = category_of(said(entry))
            assert first is not None and first[1] != "inside"


def test_a_line_without_a_phrase_belongs_nowhere() -> None:
    assert category_of("the river rose in the night") is None
    assert ways("the river rose in the night") == {}


def test_gaps_are_short() -> None:
    gapped = next(e for c, e in ENTRIES if e.count("…") == 1 and not e.startswith("…") and not e.endswith("…"))
    category = next(c for c, e in ENTRIES if e == gapped)
    assert category in ways(said(gapped, " x "))
    assert category not in ways(said(gapped, " x" * 200))
