"""The two commands that open the app, in a real terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal import Terminal


def _started(*arguments: str) -> Terminal:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return Terminal([sys.executable, "-m", "reader", *arguments], 80, 24, environment)


def test_without_a_command_the_list_is_shown(small: Path) -> None:
    with _started("--corpus", str(small)) as terminal:
        terminal.wait("Getreide für den Winter")
        terminal.send("q")
        assert terminal.wait_exit() == 0


def test_open_shows_the_article(small: Path, ids: dict[str, str]) -> None:
    with _started("open", ids["hafen"][:8], "--corpus", str(small)) as terminal:
        terminal.wait("Der russische Außenminister")
        terminal.send("\x11")
        assert terminal.wait_exit() == 0


def test_the_own_corpus_is_made_when_the_app_first_opens(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with _started() as terminal:
        terminal.settle()
        terminal.wait(r"\w")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert [path.name for path in (home / "data").rglob("*.db")] == ["corpus.db"]


@pytest.mark.parametrize("arguments", [["--corpus", "none.db"], ["open", "ffff", "--corpus", "SMALL"], ["open", "ID"]])
def test_what_cannot_be_opened_is_one_line(small: Path, arguments: list[str], desk: Run) -> None:
    given = [str(small) if word == "SMALL" else word for word in arguments]
    with _started(*given) as terminal:
        assert terminal.wait_exit() == 1
        terminal.settle()
    assert terminal.raw.startswith(b"reader: ") and b"Traceback" not in terminal.raw
