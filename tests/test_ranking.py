"""The order of texts: titles and leads are the same, whether they are looked up in the index or read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.corpus import Corpus, articles, open_corpus
from reader.records import Block
from reader.search import Found, ranking

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
    for letters in (0, 1_000_000):
        monkeypatch.setattr(ranking, "_LETTERS", letters)
        orders.append(Found(corpus, query, typing).stamps(99))
    assert orders[0] == orders[1]
    assert len(orders[0]) > 1
