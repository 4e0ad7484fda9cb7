"""Of a corpus that git tracks it is said so, once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reader.tui.tracked import first_time


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    git(tmp_path, "init")
    (tmp_path / "tracked.db").write_bytes(b"x")
    (tmp_path / "own.db").write_bytes(b"x")
    git(tmp_path, "add", "tracked.db")
    return tmp_path


def test_it_is_told_once(clone: Path) -> None:
    assert first_time(clone / "tracked.db", "a" * 32)
    assert not first_time(clone / "tracked.db", "a" * 32)


def test_a_file_of_ones_own_is_none_of_gits(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert not first_time(clone / "own.db", "b" * 32)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "corpus.db"
    elsewhere.write_bytes(b"x")
    assert not first_time(elsewhere, "c" * 32)
