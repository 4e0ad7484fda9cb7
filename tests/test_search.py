"""Search: no text a person can type fails or writes, and what is found lies where the hit says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reader import acts
from reader.corpus import Corpus, articles, derive, open_corpus
from reader.corpus.listing import Listing
from reader.records import Block, Item, Structure
from reader.search import search
from reader.text import fold

from .laws import print_of, put
from .test_query import typed


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        first = put(corpus, "Eine Fähre fährt nach Rajin. Don't stop, C++ und a-b.", title="Die Fähre", outlet="Bote")
        second = put(corpus, "Kohle und Holz gehen nach Norden, die Fähre nicht.", published="2019")
        acts.write_note(corpus, f"article:{first}", "Was kostet\ndie Überfahrt?")
        acts.highlight(corpus, second, acts.anchor("Kohle und Holz gehen", 0, 5))
        acts.highlight(corpus, second, acts.anchor("Kohle und Holz gehen", 10, 14), 2, "Nadelholz, wohl")
        acts.tag(corpus, second, "Wirtschaft groß")
        yield corpus


@given(typed)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_fails(corpus: Corpus, text: str) -> None:
    for hit in search(corpus, text, 5):
        assert all(0 <= a < b <= len(hit.snippet) for a, b in hit.matches)
    listed = Listing(corpus, text)
    assert len(listed.rows(0, 9)) == len(listed)


def test_searching_writes_nothing(corpus: Corpus) -> None:
    before = print_of(corpus.path)
    for text in ("fähre", "tag:x -y", '"', "note:kostet", "entity:x"):
        search(corpus, text)
        Listing(corpus, text).rows(0, 9)
    assert print_of(corpus.path) == before


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("fähre", ["text", "text"]),
        ("FAHRE", ["text", "text"]),
        ("fähr*", ["text", "text"]),
        ('"nach Norden"', ["text"]),
        ('"Norden nach"', []),
        ("fähre -kohle", ["text"]),
        ("rajin OR norden", ["text", "text"]),
        ("don't", ["text"]),
        ("C++", ["text"]),
        ("a-b", ["text"]),
        ("überfahrt", ["note"]),
        ('"kostet die"', ["note"]),
        ("kohle", ["text", "highlight"]),
        ("nadelholz", ["highlight"]),
        ("wirtschaft", ["tag"]),
        ("gross", ["tag"]),
        ("outlet:bote", ["text"]),
        ("title:fähre", ["text"]),
        ("note:kostet", ["text"]),
        ('tag:"wirtschaft groß"', ["text"]),
        ("is:noted", ["text"]),
        ("is:highlighted date:2019", ["text"]),
        ("", []),
        ("-fähre", []),
    ],
)
def test_hits(corpus: Corpus, query: str, fields: list[str]) -> None:
    hits = search(corpus, query)
    assert [hit.field for hit in hits] == fields


@pytest.mark.parametrize("word", ["fähre", "überfahrt", "kohle", "nadelholz", "wirtschaft"])
def test_matches_lie_on_the_words(corpus: Corpus, word: str) -> None:
    for hit in search(corpus, word):
        assert [fold(hit.snippet[a:b]) for a, b in hit.matches] == [fold(word)] * len(hit.matches)
        assert hit.matches


def test_titles_rank_first_and_limits_hold(corpus: Corpus) -> None:
    hits = search(corpus, "fähre")
    assert hits[0].title == "Die Fähre"
    assert search(corpus, "fähre", 1) == hits[:1]
    assert search(corpus, "fähre", 0) == []


@pytest.mark.parametrize(
    "text",
    ["a " + "-b " * 1000, "tag:x " * 1000, "-outlet:x " * 1000, "tag:x OR " * 1000, "a OR " * 2000, "word " * 5000,
     "outlet:" + "x" * 60_000, "note:" + "%" * 60_000, '"' + "a " * 20_000 + '"', "ʼ", "\U0001e900", "ﾠ",
     "a NEAR b", "text_index MATCH", "title : x", "{a b}: c", "^a", "a + b"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_long_and_odd_queries(corpus: Corpus, text: str) -> None:
    search(corpus, text)
    Listing(corpus, text).rows(0, 9)


def test_a_long_note_gives_a_short_snippet(corpus: Corpus) -> None:
    acts.write_note(corpus, "corpus", "x " * 50_000 + "Nadelöhr" + " y" * 50_000)
    [hit] = search(corpus, "nadelohr")
    assert len(hit.snippet) < 400 and [hit.snippet[a:b] for a, b in hit.matches] == ["Nadelöhr"]


def test_what_is_gone_is_not_found(corpus: Corpus) -> None:
    [hit] = search(corpus, "überfahrt")
    acts.remove_annotation(corpus, hit.ref or "")
    assert search(corpus, "überfahrt") == []


def test_a_long_text_is_found_at_once_and_its_marked_words_are_the_real_ones(tmp_path: Path) -> None:
    text = "Der Hafen wartet. " + "Kim Jong Un traf Wladimir Putin in Moskau. " * 25_000
    structure = Structure((Block("paragraph", 0, len(text)),), language="de")
    with open_corpus(tmp_path / "long.db", create=True) as corpus:
        articles.add(corpus, Item(text.encode(), text, "plain"), "long.txt", derive.Derived(structure, ()))
        began = time.process_time()
        (hit,) = search(corpus, "moskau OR putin")
        assert time.process_time() - began < 1.5
    assert {hit.snippet[slice(*span)] for span in hit.matches} == {"Moskau", "Putin"}
