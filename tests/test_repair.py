"""Damage is mended from copies and backups; what nobody has is named, and the rest is whole and can be used."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import acts, intake
from reader.corpus import Corpus, annotations, open_corpus
from reader.corpus.check import check_file
from reader.places import state_dir
from reader.records import ReaderError
from reader.repair import repair
from reader.search import search

from .conftest import Run
from .laws import dump, integrity, op_rows

PAGE = 16384
ARTICLES, NOTES = 12, 120


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for number in range(ARTICLES):
        body = "".join(f"Satz {n} von Text {number} handelt vom Hafen in Rajin und von Moskau. " for n in range(40))
        (folder / f"{number}.txt").write_text(f"Bericht {number}\n\n0{number % 9 + 1}.03.2021\n\n{body}\n", "utf-8")
    path = tmp_path_factory.mktemp("made") / "corpus.db"
    with open_corpus(path, create=True) as corpus:
        assert {one.status for one in intake.add(corpus, [str(folder)])} == {"added"}
        with corpus.write():
            for number in range(NOTES):
                acts.write_note(corpus, "corpus", f"Notiz {number} " + "mit Text " * 20)
    return path


@pytest.fixture
def corpus_file(made: Path, tmp_path: Path) -> Path:
    """A corpus large enough to have pages of its own for everything."""
    desk = tmp_path / "desk"
    desk.mkdir()
    return Path(shutil.copy(made, desk))


def damage(path: Path, sql: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(sql)
    db.close()


def texts_with(corpus: Corpus, word: str) -> int:
    return sum(hit.field == "text" for hit in search(corpus, word))


ROWS = {
    "text of an article": "UPDATE article SET text = replace(text, 'Moskau', 'Moskaz') WHERE n = 3",
    "no utf-8": "UPDATE article SET text = CAST(x'ff' || CAST(text AS BLOB) AS TEXT) WHERE n = 3",
    "packed bytes": "UPDATE article SET original = x'00' WHERE n = 3",
    "value of an op": "UPDATE op SET value = replace(value, 'Notiz', 'Notix') WHERE n = 7",
    "unreadable op": "UPDATE op SET value = '{' WHERE n = 7",
    "no utf-8 in an op": "UPDATE op SET value = CAST(x'ff7b7d' AS TEXT) WHERE n = 7",
    "parents": "UPDATE op SET parents = x'00' WHERE n = 7",
    "op nested too deeply": f"UPDATE op SET value = '{'[' * 100_000}' WHERE n = 7",
}
DERIVED = {
    "state": "UPDATE state SET value = replace(value, 'Notiz', 'Notix')",
    "state that is no JSON": "UPDATE state SET value = '{' WHERE n = 5",
    "no state": "DELETE FROM state",
    "title that is no text": "UPDATE card SET title = x'fffe' WHERE article = 2",
    "names that are no JSON": "UPDATE card SET byline = '{' WHERE article = 2",
    "words that are no number": "UPDATE card SET words = 'x' WHERE article = 2",
    "blocks that are no JSON": "UPDATE reading SET blocks = '{' WHERE article = 2",
    "names of an entity that are no JSON": "UPDATE entity SET aliases = '{'",
    "card": "DELETE FROM card WHERE article = 2",
    "reading": "DELETE FROM reading WHERE article = 2",
    "total": "UPDATE total SET cards = 7",
    "no total": "DELETE FROM total",
    "no names": "DELETE FROM name",
    "no entities": "DELETE FROM entity",
    "stray": "INSERT INTO doubt VALUES (999, 0, 0)",
}
INDEX = {
    "drift": "UPDATE text_index_data SET block = zeroblob(8) WHERE id > 10",
    "shadow rows": "DELETE FROM text_index_data WHERE id > 10",
    "averages": "DELETE FROM text_index_data WHERE id < 10",
    "config": "DELETE FROM text_index_config",
    "table": "DROP TABLE text_index_docsize",
    "vocabulary": "DELETE FROM term",
    "part of the vocabulary": "DELETE FROM term WHERE term < 'm'",
    "entered": "DELETE FROM indexed WHERE number % 2",
}


@pytest.mark.parametrize("name", DERIVED)
def test_what_follows_is_made_anew(corpus_file: Path, name: str) -> None:
    made_anew(corpus_file, DERIVED[name])


@pytest.mark.parametrize("name", INDEX)
def test_t26_an_index_that_is_lost_or_drifted_is_made_anew(corpus_file: Path, name: str, run: Run) -> None:
    """Until then the texts are read through where SQLite sees that it is lost, and that is said."""
    found = run("search", "Rajin", "--corpus", corpus_file)
    damage(corpus_file, INDEX[name])
    lost = run("search", "Rajin", "--corpus", corpus_file)
    assert lost.code == 0
    if name in ("averages", "config", "table", "vocabulary", "entered"):
        assert "reader index" in lost.err and "Rajin" in lost.out
    made_anew(corpus_file, "SELECT 1")
    assert run("search", "Rajin", "--corpus", corpus_file).out == found.out


def test_a_corpus_without_a_word_is_sound(run: Run, tmp_path: Path) -> None:
    (tmp_path / "marks.txt").write_text("… !!! ---\n", "utf-8")
    corpus = tmp_path / "marks.db"
    assert run("add", tmp_path / "marks.txt", "--corpus", corpus).code == 0
    assert run("check", "--corpus", corpus).code == 0
    assert run("search", "Rajin", "--corpus", corpus).err == ""


def made_anew(corpus_file: Path, sql: str) -> None:
    with open_corpus(corpus_file) as corpus:
        before = dump(corpus)
    damage(corpus_file, sql)
    assert check_file(corpus_file)
    repair(corpus_file)
    assert check_file(corpus_file) == []
    with open_corpus(corpus_file) as corpus:
        assert dump(corpus) == before
        assert texts_with(corpus, "Rajin") == ARTICLES
    integrity(corpus_file)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("where", ["beside", "named", "backup"])
def test_t10_damaged_rows_come_back_from_a_copy(corpus_file: Path, tmp_path: Path, name: str, where: str) -> None:
    with open_corpus(corpus_file) as corpus:
        before = dump(corpus)
        if where == "backup":
            corpus.backup("before-something")
    others = []
    if where == "named":
        others = [Path(shutil.copy(corpus_file, tmp_path / "stick.db"))]
    if where == "beside":
        shutil.copy(corpus_file, corpus_file.with_name("corpus.sync-conflict-20240501.db"))
    damage(corpus_file, ROWS[name])
    [problem, *_] = check_file(corpus_file)
    assert "article" in problem.where or "entry" in problem.where
    told = repair(corpus_file, others)
    assert any("fetched from" in sentence for sentence in told.done)
    assert check_file(corpus_file) == []
    with open_corpus(corpus_file) as corpus:
        assert dump(corpus) == before


@pytest.mark.parametrize("name", ROWS)
def test_t10_what_nobody_has_is_named_and_the_rest_is_usable(corpus_file: Path, name: str) -> None:
    damage(corpus_file, ROWS[name])
    repair(corpus_file)
    left = check_file(corpus_file)
    assert all("article" in one.where or "entry" in one.where or one.where == "card" for one in left), left
    with open_corpus(corpus_file) as corpus:
        assert texts_with(corpus, "Rajin") >= ARTICLES - 1
        assert len(annotations.recent(corpus)) >= NOTES - 1
        acts.write_note(corpus, "corpus", "noch eine")
    kept = list((state_dir(corpus.id)).glob("damaged/*.jsonl"))
    lost = ("no utf-8", "packed bytes", "unreadable op", "no utf-8 in an op", "op nested too deeply")
    assert bool(kept) == (name in lost)


def zero(page: int) -> Callable[[bytearray], None]:
    def run(data: bytearray) -> None:
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)

    return run


def cut(data: bytearray) -> None:
    del data[len(data) // 2 // PAGE * PAGE :]


def root_of(path: Path, table: str) -> int:
    db = sqlite3.connect(path)
    [(root,)] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
    db.close()
    return int(root) - 1


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("how", ["article", "op", "state", "cut", "some page", "sqlite_autoindex_op_1"])
def test_t10_a_malformed_file_is_made_anew_of_what_can_be_read(corpus_file: Path, how: str, copies: bool) -> None:
    ids = op_rows(corpus_file)
    with open_corpus(corpus_file) as corpus:
        before = dump(corpus)
        articles = {row[0] for row in corpus.rows("SELECT id FROM article")}
        if copies:
            corpus.backup("before-something")
    data = bytearray(corpus_file.read_bytes())
    if how == "cut":
        cut(data)
    else:
        zero(len(data) // PAGE // 3 if how == "some page" else root_of(corpus_file, how))(data)
    corpus_file.write_bytes(data)
    assert check_file(corpus_file)
    told = repair(corpus_file)
    assert check_file(corpus_file) == []
    assert told.aside is None or Path(told.aside).read_bytes() == bytes(data)
    assert [path for path in corpus_file.parent.iterdir() if path != corpus_file] == []
    with open_corpus(corpus_file) as corpus:
        if copies or told.aside is None:
            assert dump(corpus) == before
        held = {row[0] for row in corpus.rows("SELECT id FROM article")}
        lost = (articles - held) or (ids - op_rows(corpus_file))
        assert (
            not lost
            or any("not found anywhere" in sentence for sentence in told.done)
            or how in ("article", "cut", "op")
        )


def test_a_file_that_says_nothing_needs_a_copy_by_name(corpus_file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(corpus_file, tmp_path / "copy.db"))
    for data in (b"", bytes(100) + corpus_file.read_bytes()[100:], b"a text\n" * 100):
        corpus_file.write_bytes(data)
        with pytest.raises(ReaderError, match="--from"):
            repair(corpus_file)
        assert corpus_file.read_bytes() == data
        told = repair(corpus_file, [copy])
        assert told.aside and Path(told.aside).read_bytes() == data
        assert check_file(corpus_file) == [] and op_rows(corpus_file) == op_rows(copy)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path, corpus_file: Path) -> None:
    other = tmp_path / "other.db"
    db = sqlite3.connect(other)
    db.execute("PRAGMA application_id = 77")
    db.execute("CREATE TABLE t (a)")
    db.close()
    before = other.read_bytes()
    with pytest.raises(ReaderError, match="another program"):
        repair(other, [corpus_file])
    assert other.read_bytes() == before


def test_a_copy_of_another_lineage_is_not_fetched_from(corpus_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "stranger.db"
    shutil.copy(corpus_file, copy)
    damage(copy, "UPDATE lineage SET id = 'ffffffffffffffffffffffffffffffff'")
    damage(corpus_file, ROWS["value of an op"])
    repair(corpus_file, [copy])
    assert check_file(corpus_file)[0].where.startswith("entry")


def test_the_command(corpus_file: Path, tmp_path: Path, run: Run) -> None:
    copy = shutil.copy(corpus_file, tmp_path / "copy.db")
    damage(corpus_file, ROWS["text of an article"])
    found = run("--corpus", corpus_file, "check", "--json")
    assert found.code == 1 and not found.json["ok"]
    assert run("--corpus", corpus_file, "check", "--from", copy).code == 2
    mended = run("--corpus", corpus_file, "check", "--repair", "--from", copy, "--json")
    assert mended.code == 0 and mended.json["ok"] and mended.json["repaired"] and mended.json["kept_aside"] is None
    before = corpus_file.read_bytes()
    sound = run("--corpus", corpus_file, "check", "--repair")
    assert sound.code == 0 and "sound" in sound.out and corpus_file.read_bytes() == before


def test_a_purged_article_stays_purged(corpus_file: Path) -> None:
    from reader import purging

    with open_corpus(corpus_file) as corpus:
        article = corpus.rows("SELECT id FROM article WHERE n = 3")[0][0]
    copy = corpus_file.with_name("copy.db")
    shutil.copy(corpus_file, copy)
    with open_corpus(corpus_file) as corpus:
        purging.purge(corpus, article)
    damage(corpus_file, "UPDATE op SET value = '{' WHERE n = 7")
    damage(corpus_file, "DELETE FROM state")
    repair(corpus_file)
    assert check_file(corpus_file) == []
    with open_corpus(corpus_file) as corpus:
        assert not holds(corpus, article)


def holds(corpus: Corpus, article: str) -> bool:
    return corpus.row("SELECT 1 FROM article WHERE id = ?", (article,)) is not None


def test_a_file_that_says_nothing_is_made_of_the_backups_of_what_lay_there(corpus_file: Path) -> None:
    with open_corpus(corpus_file) as corpus:
        corpus.backup("before-something")
        before = dump(corpus)
    corpus_file.write_bytes(b"")
    repair(corpus_file)
    with open_corpus(corpus_file) as corpus:
        assert dump(corpus) == before
