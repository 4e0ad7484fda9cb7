"""Notes and highlights stand where they belong: on their article, on other versions of its page, or in the tray."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import annotations, articles, open_corpus
from reader.corpus.anchored import MOST_VERSIONS, versions
from tests.conftest import Run, corpus_of_pages

QUOTE = "Die Fähre nach Rajin fährt ab Mai jeden zweiten Tag"
BODY = (
    "<p>Im Hafen wurde lange gestritten, nun ist entschieden worden.</p><p>{}, sagte der Kapitän am Abend.</p>"
    "<p>Die Stadt hatte sich das anders gedacht, doch sie schweigt.</p>"
)


def page(sentence: str, address: str = "https://zeitung.example/faehre", more: str = "") -> str:
    return (
        f'<html><head><title>Die Fähre</title><link rel="canonical" href="{address}"></head><body><article>'
        f"<h1>Die Fähre</h1>{BODY.format(sentence)}{more}</article></body></html>"
    )


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, list[str]]:
    """A corpus of two versions of one page, the first with a highlight, and a page of another address."""
    first = page(QUOTE)
    second = page(QUOTE, more="<p>Nachtrag: Der Fahrplan hängt seit heute aus.</p>")
    path, ids = corpus_of_pages(tmp_path, first, second, page(QUOTE, "https://zeitung.example/anderes"))
    with open_corpus(path) as corpus:
        text = articles.load(corpus, ids[0]).text
        at = text.index(QUOTE)
        acts.highlight(corpus, ids[0], acts.anchor(text, at, at + len(QUOTE)))
    return path, ids


def test_t25_a_highlight_stands_on_the_other_versions_of_its_page_and_says_where_it_is_from(
    two: tuple[Path, list[str]], run: Run
) -> None:
    path, ids = two
    for article in ids[:2]:
        shown = run("show", article, "--json", "--corpus", path).json
        [mark] = shown["annotations"]
        assert shown["text"][mark["start"] : mark["end"]] == mark["quote"] == QUOTE
        assert (mark["article"], mark["orphan"]) == (ids[0], False)
    assert run("show", ids[2], "--json", "--corpus", path).json["annotations"] == []
    assert f"made on the version {ids[0][:8]}" in run("show", ids[1], "--corpus", path).out
    assert "made on the version" not in run("show", ids[0], "--corpus", path).out
    with open_corpus(path) as corpus:
        assert versions(corpus, ids[0]) == [ids[1]] and versions(corpus, ids[2]) == []


def _retell(path: Path, article: str, change: Any) -> None:
    with sqlite3.connect(path) as db:
        [text] = db.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
        db.execute("UPDATE article SET text = ? WHERE id = ?", (change(text), article))
    db.close()


def test_t25_a_highlight_follows_its_words_in_a_text_made_anew(two: tuple[Path, list[str]], run: Run) -> None:
    path, ids = two
    _retell(path, ids[0], lambda text: "Vorab.\n" + text)
    shown = run("show", ids[0], "--json", "--corpus", path).json
    [mark] = shown["annotations"]
    assert shown["text"][mark["start"] : mark["end"]] == QUOTE
    [listed] = run("notes", "--json", "--corpus", path).lines
    assert (listed["start"], listed["end"]) == (mark["start"], mark["end"])


def test_t25_a_highlight_whose_words_went_is_an_orphan_and_keeps_its_quote(
    two: tuple[Path, list[str]], run: Run
) -> None:
    path, ids = two
    _retell(path, ids[0], lambda text: text.replace(QUOTE, "Nichts fährt"))
    for marks in (run("show", ids[0], "--json", "--corpus", path).json["annotations"],
                  run("notes", "--json", "--corpus", path).lines):  # fmt: skip
        [mark] = marks
        assert mark["orphan"] and mark["quote"] == QUOTE and mark["start"] is None and mark["end"] is None
    for command in (("show", ids[0]), ("notes",)):
        out = " ".join(run(*command, "--corpus", path).out.split())
        assert "its passage is not in the text any more, or not clearly" in out and QUOTE in out
    assert "highlight" in {hit["field"] for hit in run("search", "Rajin", "--json", "--corpus", path).lines}


def test_an_address_that_very_many_pages_have_says_nothing(tmp_path: Path) -> None:
    pages = [page(f"Satz {n}", more=f"<p>{n * 7919}</p>") for n in range(MOST_VERSIONS + 2)]
    path, ids = corpus_of_pages(tmp_path, *pages)
    with open_corpus(path) as corpus:
        assert versions(corpus, ids[0]) == []


def test_a_note_from_anywhere_is_harmless(two: tuple[Path, list[str]]) -> None:
    path, ids = two
    with open_corpus(path) as corpus:
        for number, stored in enumerate(
            ({"start": 1 << 70, "end": -1}, {"quote": "\0", "start": "x"}, {"quote": ["a"], "rival": 1 << 80}, "x", 5,
             {"quote": "e", "prefix": {}, "alone": 1, "rival": True, "text": 5}, [1, 2], {})
        ):  # fmt: skip
            acts.act.act(corpus, "x", ("note", f"{number:032x}", {"about": f"article:{ids[0]}", "anchor": stored}))
        length = len(articles.load(corpus, ids[0]).text)
        for note in (*annotations.recent(corpus), *annotations.on_page(corpus, ids[1], "e")):
            assert note.orphan or note.anchor is None or 0 <= note.anchor.start <= note.anchor.end <= length
