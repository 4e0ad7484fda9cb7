"""The order of texts: titles and leads are the same, whether they are looked up in the index or read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reader.corpus import Corpus, articles, open_corpus, wordforms
from reader.records import Block
from reader.search import Found, kept, newest, ranking, usual

from .laws import derived, item

TITLES = ("Kohle aus Rajin", "Häfen und Kohlenzüge", "Der Kohlehandel, die G-20 und Kohle aus Rajin", "Ein Fest", None)
LEADS = ("Im Hafen liegt Kohle.", "Der Hafenmeister sah Rajin nie.", "Ein Rückblick auf die G-20.")
QUERIES = (
    "kohle", "hafen", "kohle hafen", "koh*", "kohle raj*", "title:kohle hafen", "title:kohle", '"kohle aus" hafen',
    "kohle OR hafen", "kohle -rückblick", "g20", "G-20 kohle", "häfen", "nie OR handel kohle",
)  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    corpus = open_corpus(tmp_path / "c.db", create=True)
    for number, title in enumerate(TITLES * 3):
        lead, day = LEADS[number % len(LEADS)], f"2020-01-{number + 1:02}"
        text = f"{lead}\n\nSpäter kam Kohle {number} in den Hafen, kein Fest."
        read = derived(text, title, day)
        blocks = Block("lead", 0, len(lead)), Block("paragraph", len(lead) + 2, len(text))
        articles.add(corpus, item(text), "a.txt", replace(read, structure=read.structure._replace(blocks=blocks)), None)
    return corpus


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("typing", [False, True])
def test_what_is_read_is_what_the_index_has(
    corpus: Corpus, query: str, typing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = []
    for letters in (0, 300, 1_000_000):
        monkeypatch.setattr(ranking, "_LETTERS", letters)
        orders.append(Found(corpus, query, typing).stamps(99))
    assert orders[0] == orders[1] == orders[2]
    assert len(orders[0]) > 1


@pytest.mark.parametrize("query", [*QUERIES, '"kohle aus"', '"kohle aus" -fest', "kein fest", "der hafenmeister"])
def test_the_order_is_the_same_in_whatever_way_it_is_weighed(
    corpus: Corpus, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [Found(corpus, query).stamps(99)]
    for at_once in (True, False):
        monkeypatch.setattr(ranking.Matches, "_is_quickly_weighed", lambda _, at_once=at_once: at_once)
        for together in (1, 1000):
            monkeypatch.setattr(ranking, "_TOGETHER", together)
            orders.append(Found(corpus, query).stamps(99))
    # With several words, all are weighed at once only where none is in very many texts, and with no filter.
    alike = orders if len(query.split()) == 1 else [orders[0], *orders[3:]]
    assert all(order == orders[0] for order in alike)


def test_compounds_are_looked_up_only_beside_what_a_text_says(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []

    def compounds_of(_: Corpus, word: str, its_forms: Sequence[str], *, begun: bool = False) -> list[str]:
        looked_up.append(word)
        return []

    monkeypatch.setattr(wordforms, "compounds_of", compounds_of)
    assert Found(corpus, "kohle hafe", typing=True).stamps(99)
    assert Found(corpus, "xylophon rück", typing=True).stamps(99) == []
    assert "hafe" in looked_up
    assert "rueck" not in looked_up


@pytest.mark.parametrize("query", ["kohle raj", "hafen ko", "häfen kohle f", "title:kohle ha", "kohle -rückblick h"])
def test_what_was_looked_up_before_the_last_word_changes_no_order(corpus: Corpus, query: str) -> None:
    found = Found(corpus, query, typing=True).stamps(99)
    with open_corpus(corpus.path) as again:
        Found(again, query.rpartition(" ")[0]).foresee()
        assert Found(again, query, typing=True).stamps(99) == found


@pytest.mark.parametrize("query", ["kohle Handel", "fest Meister", "kohle title:Handel", "kohle lang:de Züge"])
@pytest.mark.parametrize("weighed", [2, 1000])
def test_compounds_are_the_same_asked_for_in_steps_or_with_what_stands_beside(
    corpus: Corpus, query: str, weighed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "WEIGHED", weighed)
    found = []
    for quick, step in ((99, 50), (-1, 50), (-1, 1)):
        monkeypatch.setattr(newest, "_QUICK", quick)
        monkeypatch.setattr(newest, "_STEP", step)
        with open_corpus(corpus.path) as again:
            found.append(Found(again, query, typing=True).stamps(99))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    "query",
    ["kohle raj", "hafen ko", "im hafen kohle", "title:kohle ha", "kohle -rückblick h", "kohle after:2020-01-03 fest"],
)
@pytest.mark.parametrize("texts", [3, 8, 99])
@pytest.mark.parametrize("weighed", [4, 1000])
def test_what_most_texts_say_is_the_same_known_or_asked_for(
    corpus: Corpus, query: str, texts: int, weighed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "_LETTERS", 1_000_000)
    monkeypatch.setattr(ranking, "WEIGHED", weighed)
    monkeypatch.setattr(kept, "_LISTED", 1)
    found = [Found(corpus, query, typing).stamps(99) for typing in (True, False)]
    monkeypatch.setattr(kept, "SAMPLE", 6)
    monkeypatch.setattr(usual, "SOON", 6)
    monkeypatch.setattr(usual, "_TEXTS", texts)
    with open_corpus(corpus.path) as again:
        Found(again, query.rpartition(" ")[0]).foresee()
        assert any(usual.known(again, f'(("{word}"))') for word in ("kohle", "hafen")) or ":" in query
        assert [Found(again, query, typing).stamps(99) for typing in (True, False)] == found


@pytest.mark.parametrize(
    "query", ["kohle raj", "kohle hafen*", "title:kohle ha", "kohle -rückblick h", "xyz ha", "ko ha"]
)
def test_it_is_the_same_to_ask_for_all_words_that_begin_so(
    corpus: Corpus, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Found(corpus, query, typing=True).stamps(99)
    monkeypatch.setattr(newest, "_HUGE", 0)
    for most in (500, 2):
        monkeypatch.setattr(newest, "_SPELLED_OUT", most)
        with open_corpus(corpus.path) as again:
            assert Found(again, query, typing=True).stamps(99) == found


def test_what_is_in_too_many_texts_to_be_weighed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "WEIGHED", 4)
    monkeypatch.setattr(kept, "SAMPLE", 5)
    for query in ("kohle", '"in den hafen"', "kohle hafen"):
        found = Found(corpus, query)
        assert len(found.stamps(99)) == 15 and found.ranked == 4
        first, rest = found.stamps(4), found.stamps(99)[4:]
        assert rest == sorted(rest, reverse=True) and min(first) > max(rest)


@pytest.mark.parametrize("frequent", [1, 99])
def test_joined_forms_that_stand_side_by_side_are_no_phrase(
    corpus: Corpus, frequent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", frequent)
    for text in ("Der Hafen-Kran, Kohle-Zug und Schiff.", "Nichts als Hafenkran Kohlezug.", "Hafenkran Kohlezug."):
        articles.add(corpus, item(text), "a.txt", derived(text, None, "2021-01-01"), None)
    assert {hit.snippet for hit in Found(corpus, '"Hafenkran Kohlezug"').texts(0, 9)} == {
        "Nichts als Hafenkran Kohlezug.",
        "Hafenkran Kohlezug.",
    }


def test_in_a_large_corpus_compounds_wait_while_enough_is_found(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = Found(corpus, "kohle haf", typing=True).stamps(99)
    monkeypatch.setattr("reader.search.found.SOON", 1)
    few = Found(corpus, "haf", typing=True)
    assert few.stamps(99, enough=1) and not few.is_all
    assert Found(corpus, "haf").stamps(99, enough=1) == Found(corpus, "haf").stamps(99)
    assert Found(corpus, "kohle haf", typing=True).stamps(99) == every
