"""The installed program in a real terminal: what a person types, and what is in the file afterwards."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from reader.corpus import open_corpus, refined
from reader.corpus.annotations import recent
from reader.corpus.listing import Listing

from .terminal import Terminal

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

SAMPLE = Path(__file__).parent.parent / "corpus.db"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "dossier.db"))


def app(corpus: Path, columns: int = 80, rows: int = 24) -> Terminal:
    terminal = Terminal(
        [sys.executable, "-m", "reader", "--corpus", str(corpus)], columns, rows,
        {"READER_STATE": str(corpus.parent / "state")})  # fmt: skip
    terminal.wait(r"20\d\d-\d\d")
    terminal.settle()
    return terminal


def open_first(terminal: Terminal) -> None:
    """Open the first article; the page's room is loaded now, which takes longer than a key."""
    terminal.send("\r")
    terminal.wait(r"\d+ words")
    terminal.settle()


def bodies(corpus: Path) -> list[str]:
    with open_corpus(corpus) as opened:
        return [note.body for note in recent(opened)]


def fingerprint(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), status.st_mtime_ns, status.st_ino


def test_a_note_with_umlauts_is_there_after_reopening(corpus: Path) -> None:
    with app(corpus) as terminal:
        open_first(terminal)
        terminal.press("a")
        terminal.press("Größe prüfen: Übergabe in Пхеньян 平壤")
        terminal.press("\x1b")
        terminal.press("q")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert "Größe prüfen: Übergabe in Пхеньян 平壤" in bodies(corpus)
    with app(corpus) as terminal:
        terminal.press("3")
        terminal.wait("Größe prüfen: Übergabe")
        terminal.send("\x11")
        assert terminal.wait_exit() == 0


def test_looking_and_leaving_changes_no_byte(corpus: Path) -> None:
    before = fingerprint(corpus)
    with app(corpus) as terminal:
        for keys in ("j", "G", "g", "2", "q", "/", "Moskau\r", "q", "?", "q"):
            terminal.press(keys)
        terminal.send("\x11")
        assert terminal.wait_exit() == 0
    assert fingerprint(corpus) == before
    assert [path.name for path in corpus.parent.glob("dossier*")] == ["dossier.db"]


def test_esc_does_not_quit_at_the_top(corpus: Path) -> None:
    with app(corpus) as terminal:
        terminal.press("\x1b")
        time.sleep(0.3)
        assert not terminal.exited()


def test_the_terminal_is_left_as_it_was_found(corpus: Path) -> None:
    with app(corpus) as terminal:
        terminal.send("q")
        terminal.wait_exit()
        while terminal.read(0.1):
            pass
        assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?25h" in terminal.raw


def test_a_killed_app_loses_no_saved_note_and_keeps_the_draft(corpus: Path) -> None:
    with app(corpus) as terminal:
        open_first(terminal)
        terminal.press("a")
        terminal.press("gespeichert")
        terminal.press("\x0f")
        terminal.press(" und dann noch ein Entwurf")
        time.sleep(1.2)
        terminal.kill()
    assert "gespeichert" in bodies(corpus)
    with app(corpus) as terminal:
        open_first(terminal)
        terminal.press("a")
        terminal.wait("und dann noch ein Entwurf")


@pytest.mark.slow
def test_killed_at_any_moment_the_file_is_sound(corpus: Path) -> None:
    chance = random.Random(7)
    saved: list[str] = []
    for number in range(6):
        with app(corpus) as terminal:
            open_first(terminal)
            terminal.press("a")
            terminal.wait(r"Esc|\^R")  # the keys, or that a draft is back
            terminal.press(f"Notiz {number}")
            terminal.send("\x0f")
            terminal.wait("Saved")  # Only what was said to be saved must be there.
            saved.append(f"Notiz {number}")
            terminal.send("".join(chance.choice("abc def\x0f") for _ in range(40)))
            time.sleep(chance.random() * 0.4)
            terminal.kill()
        with open_corpus(corpus) as opened:
            assert opened.rows("PRAGMA integrity_check") == [("ok",)]
    everything = "\n".join(bodies(corpus))
    assert all(text in everything for text in saved)


def test_a_storm_of_resizes_is_weathered(corpus: Path) -> None:
    chance = random.Random(3)
    with app(corpus) as terminal:
        open_first(terminal)
        for _ in range(40):
            terminal.resize(chance.randint(12, 220), chance.randint(3, 70))
            terminal.read(0.01)
        terminal.resize(80, 24)
        terminal.settle()
        terminal.press("q")
        terminal.wait(r"20\d\d-\d\d")
        terminal.send("q")
        assert terminal.wait_exit() == 0


def test_two_at_once_see_each_others_notes(corpus: Path) -> None:
    with app(corpus) as one, app(corpus) as two:
        open_first(one)
        one.press("a")
        one.press("von der einen")
        one.press("\x1b")
        two.press("3")
        two.wait("von der einen", timeout=5)


def test_an_article_is_resumed_at_the_same_word(corpus: Path) -> None:
    with app(corpus, 80, 12) as terminal:
        open_first(terminal)
        terminal.press(" ")
        terminal.press(" ")
        first = next(line.strip() for line in terminal.text().splitlines()[2:] if len(line.strip()) > 30)
        word = " ".join(first.split()[:3])
        terminal.send("\x11")
        terminal.wait_exit()
    with app(corpus, 60, 12) as terminal:
        open_first(terminal)
        assert word.split()[0] in terminal.text()


def test_a_note_that_someone_else_removes_does_not_end_the_app(corpus: Path) -> None:
    from reader import acts

    with app(corpus) as terminal:
        terminal.press("3")
        with open_corpus(corpus) as opened:
            for note in recent(opened):
                acts.remove_annotation(opened, note.id)
        time.sleep(1.5)
        terminal.press("\r")
        assert not terminal.exited()
        terminal.send("\x11")
        assert terminal.wait_exit() == 0


def test_the_list_pages_through_the_whole_corpus(corpus: Path) -> None:
    with open_corpus(corpus) as opened:
        count = len(Listing(opened))
    with app(corpus) as terminal:
        terminal.press("G")
        terminal.wait(rf"{count}/{count}")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("/Fährdienst", r"Search: *Fährdienst"),
        ("\r/Moskau", r"Find in this.*Moskau"),
        ("E/Putin", r"Names with: *Putin"),
        ("\raGleich getippt", r"Gleich getippt"),
    ],
)
def test_what_is_typed_in_one_go_arrives(corpus: Path, keys: str, shown: str) -> None:
    with app(corpus) as terminal:
        terminal.send(keys)
        terminal.wait(shown)


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_names_are_looked_for_beside_the_reader_and_again_next_time(corpus: Path) -> None:
    with open_corpus(corpus) as opened:
        refined.want(opened, True)
    with app(corpus) as terminal:
        terminal.wait(r"names: \d+ left", 60)
        children = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children").read_text().split()
        assert "numpy" not in Path(f"/proc/{terminal.pid}/maps").read_text()
        terminal.wait(r"names: 1[0-6] left", 60)
        assert [os.getpriority(os.PRIO_PROCESS, int(child)) for child in children] == [19]
        began = time.monotonic()
        terminal.send("\x11")
        assert terminal.wait_exit() == 0 and time.monotonic() - began < 1
    with open_corpus(corpus) as opened:
        assert refined.is_wanted(opened) and 0 < opened.rows("SELECT count(*) FROM refined")[0][0] < 17
    with app(corpus) as terminal:
        terminal.wait(r"names: \d+ left", 60)
        end = time.monotonic() + 90
        with open_corpus(corpus) as opened:
            while refined.is_wanted(opened) and time.monotonic() < end:
                terminal.read(0.1)
    with open_corpus(corpus) as opened:
        assert not refined.is_wanted(opened) and opened.rows("SELECT count(*) FROM refined") == [(17,)]


def test_what_nobody_foresaw_ends_the_app_with_a_line_and_leaves_the_draft(corpus: Path) -> None:
    with app(corpus) as terminal:
        terminal.press("a")
        terminal.press("halb geschrieben")
        time.sleep(1.5)
        terminal.kill()
    with sqlite3.connect(corpus) as db:
        db.execute("UPDATE card SET byline = '{'")
    db.close()
    with app(corpus) as terminal:
        terminal.wait("draft is kept")
        terminal.send("\r")
        assert terminal.wait_exit() == 1
        assert b"reader: something is wrong with the corpus" in terminal.raw
        assert b"Traceback" not in terminal.raw and b"locals" not in terminal.raw
    with app(corpus) as terminal:
        terminal.wait("draft is kept")
