"""How the three main screens look. Review a changed picture before it is taken with ``--snapshot-update``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.corpus import open_corpus
from reader.tui.app import ReaderApp
from reader.tui.desk import Desk
from reader.tui.themes import READER_DARK, READER_LIGHT


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
