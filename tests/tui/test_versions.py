"""A page shows what was marked on another version of it, and what lost its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import acts
from reader.corpus import articles, open_corpus
from tests.conftest import corpus_of_pages
from tests.test_anchored import QUOTE, page


async def test_a_highlight_of_another_version_is_drawn_and_a_note_says_where_it_was_made(
    tmp_path: Path, opened: Callable[..., Any]
) -> None:
    gone = "Nun ist es anders gekommen als gedacht"
    path, ids = corpus_of_pages(tmp_path, page(QUOTE, more=f"<p>{gone}.</p>"), page(QUOTE, more="<p>Nachtrag.</p>"))
    with open_corpus(path) as corpus:
        text = articles.load(corpus, ids[0]).text
        for words, colour in ((QUOTE, 2), (gone, 3)):
            at = text.index(words)
            acts.highlight(corpus, ids[0], acts.anchor(text, at, at + len(words)), colour)
        acts.write_note(corpus, f"article:{ids[0]}", "Zum Ganzen")
    async with opened(path, size=(100, 40), article=ids[1]) as app:
        shown = app.screen_text()
        lit = [line for line in shown.split("\n") if "┃" in line]
        assert lit and QUOTE.split()[0] in lit[0]
        for words in ("Zum Ganzen", f"made on another version of this page, {ids[0][:8]}", gone,
                      "this passage is not in the text here, or not clearly"):  # fmt: skip
            assert words in shown
        article = app.place.prose.article
        assert [mark.orphan for mark in article.annotations if mark.anchor] == [False, True]
    async with opened(path, size=(100, 40), article=ids[0]) as app:
        assert "another version" not in app.screen_text() and "not in the text" not in app.screen_text()
        assert app.screen_text().count("┃") >= 2
