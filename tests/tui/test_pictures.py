"""How the three main screens look. Review a changed picture before it is taken with ``--snapshot-update``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import articles, open_corpus
from reader.corpus.listing import Listing
from reader.tui.app import ReaderApp
from reader.tui.desk import Desk
from reader.tui.themes import NAMES, READER_DARK, READER_LIGHT


@pytest.mark.parametrize(
    ("keys", "size", "theme"),
    [(["j"], (80, 24), READER_DARK), (["j", "enter", "tab", "tab"], (100, 30), READER_LIGHT),
     (["E", "enter"], (80, 24), READER_DARK)],
    ids=["list", "page", "name"],
)  # fmt: skip
def test_picture(keys: list[str], size: tuple[int, int], theme: str, small: Path, snap_compare: Any) -> None:
    desk = Desk(open_corpus(small))
    desk.settings.theme = theme
    assert snap_compare(ReaderApp(desk), press=keys, terminal_size=size)
    desk.corpus.close()


@pytest.mark.parametrize("theme", NAMES)
def test_a_page_with_highlights_in_each_theme(theme: str, small: Path, snap_compare: Any) -> None:
    with open_corpus(small) as corpus:
        card = Listing(corpus).rows(1, 2)[0]
        text = articles.load(corpus, card.id).text
        for colour, words in enumerate(("russische Außenminister Sergej", "Gewinn für", "erste Fähre", "zwei Kais"), 1):
            at = text.index(words)
            acts.highlight(corpus, card.id, acts.anchor(text, at, at + len(words)), colour)
    desk = Desk(open_corpus(small))
    desk.settings.theme = theme
    assert snap_compare(ReaderApp(desk), press=["j", "enter", "tab"], terminal_size=(80, 20))
    desk.corpus.close()
