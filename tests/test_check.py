"""Every kind of damage is found and named, and looking for it changes nothing."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from reader import acts
from reader.corpus import articles, open_corpus
from reader.corpus.check import check_file
from reader.corpus.derive import Derived
from reader.records import Block, Item, Structure


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound corpus, to be damaged by the test."""
    monkeypatch.setenv("READER_STATE", str(tmp_path / "state"))
    path = tmp_path / "corpus.db"
    with open_corpus(path, create=True) as corpus:
        for number in range(3):
            text = f"Ein Text Nummer {number} über Moskau."
            structure = Structure((Block("paragraph", 0, len(text)),), language="de")
            articles.add(corpus, Item(text.encode(), text, "plain"), f"{number}.txt", Derived(structure, ()))
        acts.write_note(corpus, "corpus", "Eine Notiz")
    return path


def damage(path: Path, sql: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute(sql)
    db.close()


def test_a_sound_file_has_no_problems_and_is_not_changed(damaged: Path) -> None:
    before = hashlib.sha256(damaged.read_bytes()).hexdigest(), damaged.stat().st_mtime_ns
    assert check_file(damaged) == []
    assert before == (hashlib.sha256(damaged.read_bytes()).hexdigest(), damaged.stat().st_mtime_ns)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE article SET text = replace(text, 'Moskau', 'Moskaz') WHERE n = 1", "bytes of an article"),
        ("UPDATE op SET value = replace(value, 'Notiz', 'Notix')", "journal is damaged"),
        ("UPDATE op SET value = '{'", "cannot be read"),
        ("UPDATE op SET value = '[1]'", "cannot be read"),
        ("UPDATE state SET value = replace(value, 'Notiz', 'Notix')", "does not follow"),
        ("DELETE FROM state", "does not follow"),
        ("DELETE FROM card WHERE article = 2", "not in the list"),
        ("DELETE FROM text_index_data WHERE id > 10", "index does not fit"),
        ("UPDATE derived SET version = version - 1 WHERE what = 'text_index'", "another version"),
    ],
)
def test_damage_is_found(damaged: Path, sql: str, said: str) -> None:
    damage(damaged, sql)
    problems = check_file(damaged)
    assert any(said in problem.what for problem in problems), problems
    assert all(problem.repair for problem in problems)


def test_a_corpus_that_holds_nothing_yet_is_sound(tmp_path: Path) -> None:
    open_corpus(tmp_path / "corpus.db", create=True).close()
    assert check_file(tmp_path / "corpus.db") == []


def test_names_that_wait_to_be_linked_are_no_damage(damaged: Path) -> None:
    """A first import was killed: its names are linked by the next write."""
    damage(damaged, "INSERT INTO name (key, hash) VALUES ('LOC:moskau', 'f00d')")
    assert check_file(damaged) == []
    damage(damaged, "UPDATE name SET entity = hash")
    assert [problem.where for problem in check_file(damaged)] == ["entity"]


def test_a_file_that_cannot_be_opened_is_a_problem_too(tmp_path: Path) -> None:
    (tmp_path / "empty.db").write_bytes(b"")
    assert "empty" in check_file(tmp_path / "empty.db")[0].what


def test_a_flipped_page_is_found(damaged: Path) -> None:
    data = bytearray(damaged.read_bytes())
    page = len(data) // 16384 // 2 * 16384
    data[page : page + 64] = bytes(64)
    damaged.write_bytes(bytes(data))
    assert check_file(damaged)
