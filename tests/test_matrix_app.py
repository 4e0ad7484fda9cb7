"""Rows of the matrix of faults as somebody at the open app sees them: each test is named by its row."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.corpus import annotations, open_corpus

from .laws import integrity, note, print_of

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from .terminal import Terminal

SAVE, ESCAPE = "\x0f", "\x1b"
TEXT = "half a thought"


def bodies(path: Path) -> set[str]:
    with open_corpus(path) as corpus:
        return {one.body for one in annotations.recent(corpus)}


@pytest.fixture
def theirs(small: Path, tmp_path: Path) -> Path:
    """The corpus with a note from another machine."""
    other = Path(shutil.copy(small, tmp_path / "theirs.db"))
    note(other, "theirs")
    return other


@pytest.fixture
def app(small: Path) -> Iterator[Terminal]:
    """The app on the small corpus, with an unsaved note in the editor."""
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)], 110, 24) as terminal:
        terminal.wait("Getreide")
        terminal.send("a")
        terminal.wait(r"\^O save")
        terminal.send(TEXT)
        terminal.wait(TEXT)
        yield terminal


def lies_alone(path: Path) -> bool:
    return [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("how", ["renamed over", "overwritten in place", "unlinked first"])
def test_t08_replaced_while_a_note_is_written(app: Terminal, small: Path, theirs: Path, how: str) -> None:
    app.send(SAVE)
    app.wait("Saved")
    app.send(" and more")
    app.wait("and more")
    app.settle()
    assert "Saved" not in app.text()
    if how == "overwritten in place":
        small.write_bytes(theirs.read_bytes())
    else:
        if how == "unlinked first":
            small.unlink()
        theirs.replace(small)
    app.wait("and more", timeout=3)
    app.send(SAVE)
    app.wait("Saved")
    assert bodies(small) == {"theirs", f"{TEXT} and more"}
    assert lies_alone(small)
    integrity(small)


def test_t08_deleted_and_put_back_while_a_note_is_written(app: Terminal, small: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copy(small, tmp_path / "kept.db"))
    small.unlink()
    began = time.monotonic()
    app.wait("gone from its place", timeout=5)
    assert time.monotonic() - began < 3, "the app looks every second"
    app.send(SAVE)
    app.wait("Esc agai")
    assert not small.exists() and TEXT in app.text()
    kept.replace(small)
    app.send(SAVE)
    app.wait("Saved")
    assert bodies(small) == {TEXT} and lies_alone(small)


def test_t08_a_folder_that_is_renamed_keeps_the_draft(app: Terminal, small: Path) -> None:
    moved = small.parent.rename(small.parent.with_name("moved"))
    app.wait("gone from its place", timeout=5)
    app.send(ESCAPE)
    app.wait("Esc agai")
    app.send(ESCAPE)
    app.send("q")
    app.wait_exit()
    assert not small.parent.exists()
    moved.rename(small.parent)
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)], 110, 24) as again:
        again.wait("Getreide")
        again.send("a")
        again.wait(f"(?s){TEXT}.*draft")


def test_t09_rubbish_in_its_place_is_named_and_left_alone(app: Terminal, small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    small.write_bytes(b"")
    app.wait(r"it is empty \(0 bytes\)", timeout=5)
    app.send(SAVE)
    app.settle()
    assert small.read_bytes() == b"" and TEXT in app.text()
    small.write_bytes(whole)
    app.send(SAVE)
    app.wait("Saved")
    assert bodies(small) == {TEXT}


def test_t12_no_room_for_a_note(small: Path) -> None:
    command = ["sh", "-c", 'ulimit -f 16; exec "$@"', "sh", sys.executable, "-m", "reader", "--corpus", str(small)]
    before = small.read_bytes()
    with Terminal(command, 110, 24) as app:
        app.wait("Getreide")
        app.send("a")
        app.wait(r"\^O save")
        app.send(TEXT + SAVE)
        app.wait("disk")
        assert TEXT in app.text()
        app.send(ESCAPE)
        app.settle()
        app.send(ESCAPE)
        app.settle()
        app.send("q")
        app.wait_exit()
    assert bodies(small) == set() and small.read_bytes() == before
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)], 110, 24) as again:
        again.wait("Getreide")
        again.send("a")
        again.wait(f"(?s){TEXT}.*draft")
        again.send(SAVE)
        again.wait("Saved")
    assert bodies(small) == {TEXT}


@pytest.mark.slow
def test_t14_another_program_holds_the_file(app: Terminal, small: Path) -> None:
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        app.send(SAVE)
        began = time.monotonic()
        app.wait("another program is writing to it", timeout=10)
        assert 4 < time.monotonic() - began < 8
        app.send(" and more")
        app.wait("and more", timeout=2)
        time.sleep(3)
        assert "another program" in app.text() and TEXT in app.text()
        other.execute("ROLLBACK")
    app.wait("Saved", timeout=10)
    assert bodies(small) == {f"{TEXT} and more"}


def test_t13_read_only_is_said_before_anything_is_typed(small: Path) -> None:
    from reader.schema import SCHEMA

    with small.open("r+b") as file:  # as a newer program would have it: read-only for root, too
        file.seek(60)
        file.write((SCHEMA + 1).to_bytes(4, "big"))
    before = print_of(small)
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)], 110, 24) as app:
        app.wait("only read here")
        app.send("a")
        app.wait("No notes can be written")
        app.send("/Moskau\r")
        app.wait("Lawrow|Getreide")
        app.send("q")
    assert print_of(small) == before
