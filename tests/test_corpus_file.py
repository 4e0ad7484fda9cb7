"""The corpus file under bad luck: what is refused, what is noticed, and that no saved note is ever lost."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from sqlite_utils import Database, Migrations

from reader import acts, intake, schema
from reader.corpus import Corpus, open_corpus, opening
from reader.corpus import annotations as notes
from reader.corpus.check import check, check_file
from reader.corpus.listing import Listing
from reader.merge import merge
from reader.records import BusyError, ReaderError
from reader.search import search

from .laws import dump, integrity, print_of, put
from .older import make_first

ROOT = Path(__file__).parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A corpus of one article and one note."""
    place = tmp_path / "desk" / "corpus.db"
    with open_corpus(place, create=True) as corpus:
        acts.write_note(corpus, f"article:{put(corpus, 'Ein Text.')}", "first")
    return place


def bodies(corpus: Corpus) -> set[str]:
    return {note.body for note in notes.recent(corpus)}


def patched(path: Path, offset: int, data: bytes) -> Path:
    with path.open("r+b") as opened:
        opened.seek(offset)
        opened.write(data)
    return path


def broken(path: Path, kind: str) -> Path:
    """A file that is no corpus, or no more, in the place of a sound one."""
    whole = path.read_bytes()
    if kind in ("directory", "fifo", "loop", "missing", "foreign"):
        path.unlink()
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "foreign":
            with sqlite3.connect(path) as connection:
                connection.execute("CREATE TABLE op (id)")
            connection.close()
        case "text":
            path.write_text("no corpus\n" * 100)
        case "directory":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path.name)
        case "half":
            path.write_bytes(whole[: len(whole) // 2])
        case "last page gone":
            path.write_bytes(whole[: -schema.PAGE_SIZE])
        case "header only":
            path.write_bytes(whole[:100])
        case "header and nothing":
            path.write_bytes(whole[:100] + bytes(len(whole) - 100))
        case "zeroed schema":
            patched(path, 100, bytes(4000))
        case "no tables":
            path.unlink()
            with sqlite3.connect(path) as connection:
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                connection.execute("CREATE TABLE lineage (id)")
            connection.close()
    return path


BROKEN = ("empty", "foreign", "text", "directory", "fifo", "loop", "missing", "half", "last page gone", "header only",
          "header and nothing", "zeroed schema", "no tables")  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_corpus_is_refused_with_a_sentence(path: Path, kind: str) -> None:
    broken(path, kind)
    before = [(p.name, p.lstat().st_ino, p.lstat().st_mtime_ns) for p in path.parent.iterdir()]
    content = path.read_bytes() if path.is_file() else b""
    for create in (False, True):
        if kind == "missing" and create:
            continue
        with pytest.raises(ReaderError) as error:
            open_corpus(path, create=create)
        assert "\n" not in str(error.value)
    assert [(p.name, p.lstat().st_ino, p.lstat().st_mtime_ns) for p in path.parent.iterdir()] == before
    assert content == (path.read_bytes() if path.is_file() else b"")


def test_reading_changes_nothing(path: Path) -> None:
    before = print_of(path)
    with open_corpus(path) as corpus:
        list_ = Listing(corpus, sort="title")
        [card] = list_.rows(0, 5)
        search(corpus, "text")
        notes.recent(corpus)
        assert not corpus.changed() and card.notes == 1
    assert print_of(path) == before


def test_a_newer_file_is_only_read(path: Path) -> None:
    patched(path, 60, (schema.SCHEMA + 1).to_bytes(4, "big"))
    before = print_of(path)
    with open_corpus(path) as corpus:
        assert corpus.readonly and corpus.banner and bodies(corpus) == {"first"}
        with pytest.raises(ReaderError, match="newer"):
            acts.write_note(corpus, "corpus", "x")
    assert print_of(path) == before


def test_a_read_only_file_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    path.chmod(0o444)
    before = print_of(path)
    with open_corpus(path) as corpus:
        assert corpus.readonly and "read-only" in (corpus.banner or "") and bodies(corpus) == {"first"}
        with pytest.raises(ReaderError, match="read-only"):
            acts.bookmark(corpus, "a" * 64)
    assert print_of(path) == before


def in_wal_mode(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def test_a_file_in_wal_mode_is_converted_back(path: Path) -> None:
    in_wal_mode(path)
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "second")
        assert bodies(corpus) == {"first", "second"}
    assert path.read_bytes()[18] == 1 and print_of(path)[3] == [path.name]


def test_a_read_only_file_in_wal_mode_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_wal_mode(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = print_of(path)
    with open_corpus(path) as corpus:
        assert bodies(corpus) == {"first"}
    assert print_of(path) == before


def other_version(path: Path, tmp_path: Path, body: str = "theirs") -> Path:
    """The file as it was, with a note from another machine."""
    other = Path(shutil.copy(path, tmp_path / "theirs.db"))
    with open_corpus(other) as corpus:
        acts.write_note(corpus, "corpus", body)
    return other


@pytest.mark.parametrize("looked", [False, True], ids=["unseen", "seen by the watch"])
@pytest.mark.parametrize("how", ["renamed over", "overwritten in place", "unlinked first"])
def test_a_file_replaced_under_us_gets_what_we_wrote(path: Path, tmp_path: Path, how: str, looked: bool) -> None:
    other = other_version(path, tmp_path)
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "mine before")
        article = Listing(corpus).rows(0, 1)[0].id
        acts.correct(corpus, article, {"title": "Mein Titel"})
        if how == "overwritten in place":
            path.write_bytes(other.read_bytes())
        else:
            if how == "unlinked first":
                path.unlink()
            other.rename(path)
        if looked:
            assert corpus.changed()
        acts.write_note(corpus, "corpus", "mine after")
        assert bodies(corpus) == {"first", "theirs", "mine before", "mine after"}
        assert Listing(corpus).rows(0, 1)[0].title == "Mein Titel"
        assert not corpus.changed()
    with open_corpus(path) as corpus:
        assert bodies(corpus) == {"first", "theirs", "mine before", "mine after"}
    integrity(path)


def test_a_write_finds_its_moment_between_those_of_a_busy_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, busy = Corpus._lock, iter(range(8))

    with open_corpus(path) as corpus, open_corpus(path) as other:

        def late(self: Corpus) -> None:
            if self is corpus and (number := next(busy, None)) is not None:
                acts.write_note(other, "corpus", f"theirs {number}")
            lock(self)

        monkeypatch.setattr(Corpus, "_lock", late)
        acts.write_note(corpus, "corpus", "mine")
        assert bodies(corpus) == {"first", "mine", *(f"theirs {number}" for number in range(8))}


def test_a_write_gives_up_where_the_file_never_rests(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.corpus.file._PATIENCE_SECONDS", 0.0)
    with open_corpus(path) as corpus:
        monkeypatch.setattr(Corpus, "_stamp", lambda _: (1, 1, time.perf_counter_ns(), 1))
        with pytest.raises(ReaderError, match="keeps replacing"):
            acts.write_note(corpus, "corpus", "mine")
    assert bodies(open_corpus(path)) == {"first"}


def test_an_older_schema_is_no_damage(path: Path) -> None:
    make_first(path)
    with open_corpus(path) as corpus:
        assert corpus.outdated and not list(check(corpus))
        acts.write_note(corpus, "corpus", "mine")
        assert not corpus.outdated and not list(check(corpus))


def test_overwritten_with_as_many_commits_as_ours(path: Path, tmp_path: Path) -> None:
    # SQLite compares counts of commits alone: it would take the pages it holds for those of the file.
    other = other_version(path, tmp_path)
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "mine")
        theirs = other.read_bytes()
        assert theirs[24:28] == path.read_bytes()[24:28]
        path.write_bytes(theirs)
        acts.write_note(corpus, "corpus", "more")
        assert bodies(corpus) == {"first", "theirs", "mine", "more"}
    integrity(path)


def test_a_file_that_is_gone_is_not_made_anew(path: Path) -> None:
    with open_corpus(path) as corpus:
        kept = path.rename(path.with_name("away.db"))
        with pytest.raises(ReaderError, match="gone"):
            acts.write_note(corpus, "corpus", "x")
        with pytest.raises(ReaderError, match="gone"):
            corpus.changed()
        assert not path.exists() and bodies(corpus) == {"first"}
        kept.rename(path)
        acts.write_note(corpus, "corpus", "x")
        assert bodies(corpus) == {"first", "x"}


@pytest.mark.parametrize("kind", ["empty", "foreign", "text", "half", "no tables"])
def test_replaced_by_rubbish_and_put_back(path: Path, tmp_path: Path, kind: str) -> None:
    kept = shutil.copy(path, tmp_path / "kept.db")
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "mine")
        broken(path, kind)
        rubbish = path.read_bytes()
        for _ in range(2):
            with pytest.raises(ReaderError):
                acts.write_note(corpus, "corpus", "x")
        with pytest.raises(ReaderError):
            corpus.changed()
        assert path.read_bytes() == rubbish
        shutil.copy(kept, path)
        acts.write_note(corpus, "corpus", "y")
        assert bodies(corpus) == {"first", "mine", "y"}


def test_another_corpus_in_its_place_is_not_written_to(path: Path, tmp_path: Path) -> None:
    with open_corpus(tmp_path / "stranger.db", create=True) as stranger:
        acts.write_note(stranger, "corpus", "strange")
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "mine")
        shutil.copy(tmp_path / "stranger.db", path)
        before = path.read_bytes()
        with pytest.raises(ReaderError, match="another corpus"):
            acts.write_note(corpus, "corpus", "x")
        assert path.read_bytes() == before


def test_a_second_writer_waits_and_then_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
    with open_corpus(path) as corpus:
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        began = time.perf_counter()
        with pytest.raises(ReaderError, match="another program"):
            acts.write_note(corpus, "corpus", "x")
        assert time.perf_counter() - began < 2
        blocker.execute("ROLLBACK")
        blocker.close()
        acts.write_note(corpus, "corpus", "x")
        assert bodies(corpus) == {"first", "x"}


def test_what_another_process_wrote_is_seen_and_built_on(path: Path) -> None:
    with open_corpus(path) as one, open_corpus(path) as two:
        note = acts.write_note(one, "corpus", "a")
        assert two.changed()
        acts.edit_note(two, note, "a\nb")
        acts.edit_note(one, note, "a\nb\nc")
        assert not notes.load(one, note).conflict and notes.load(one, note).body == "a\nb\nc"


def test_opening_a_file_drops_no_lock_of_this_process(path: Path) -> None:
    probe = (
        "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: c.execute('BEGIN IMMEDIATE'); print('free')\nexcept sqlite3.OperationalError: print('locked')"
    )
    with open_corpus(path) as corpus, corpus.write():
        thread = threading.Thread(target=lambda: open_corpus(path).close())
        thread.start()
        thread.join()
        found = subprocess.run([sys.executable, "-c", probe, str(path)], capture_output=True, text=True, check=True)
        assert found.stdout.strip() == "locked"


def test_files_are_let_go(path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        with open_corpus(path) as one, open_corpus(path) as two:
            shutil.copy(path, path.with_name("copy"))
            path.with_name("copy").rename(path)
            assert one.changed() and two.changed()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_corpus_whose_making_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "create", interrupt)
    with pytest.raises(KeyboardInterrupt), open_corpus(tmp_path / "new" / "c.db", create=True):
        pass
    assert list((tmp_path / "new").iterdir()) == []


def test_a_corpus_below_a_file_is_refused_by_its_name(path: Path) -> None:
    with pytest.raises(ReaderError) as refused, open_corpus(path / "c.db", create=True):
        pass
    assert refused.value.what == str(path / "c.db")


def test_a_disk_too_full_to_make_a_corpus_is_said_to_be_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = sqlite3.OperationalError("database or disk is full"), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    for error in errors:
        monkeypatch.setattr(schema, "create", Mock(side_effect=error))
        with pytest.raises(ReaderError, match="the disk is full"):
            open_corpus(tmp_path / "desk" / "new.db", create=True)
        assert not list((tmp_path / "desk").iterdir())


def test_making_a_corpus_never_replaces_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = path.read_bytes()
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    open_corpus(path, create=True).close()
    assert path.read_bytes() == whole
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_failed_write_leaves_nothing_half_done(path: Path) -> None:
    with open_corpus(path) as corpus:
        before = dump(corpus)
        with pytest.raises(ZeroDivisionError), corpus.write():
            acts.write_note(corpus, "corpus", "x")
            raise ZeroDivisionError
        assert dump(corpus) == before
        acts.write_note(corpus, "corpus", "y")
        assert bodies(corpus) == {"first", "y"}


FILL = """
import resource, signal, sys
from pathlib import Path
from reader import acts
from reader.corpus import open_corpus
from reader.records import ReaderError
path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_corpus(path) as corpus:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100_000, resource.RLIM_INFINITY))
    for n in range(200):
        try:
            noise = "".join(chr(33 + (i * i + n * 7919 * i) % 90) for i in range(9000))
            acts.write_note(corpus, "corpus", str(n) + noise)
        except ReaderError as error:
            print("refused", error, flush=True)
            break
        print("saved", n, flush=True)
"""


def test_a_full_disk_is_said_and_the_file_is_sound(path: Path) -> None:
    done = run_script(FILL, path)
    assert done.returncode == 0, done.stderr
    *saved, last = done.stdout.splitlines()
    assert last.startswith("refused") and 0 < len(saved) < 200
    assert "disk" in last
    with open_corpus(path) as corpus:
        assert len(bodies(corpus)) == len(saved) + 1
        acts.write_note(corpus, "corpus", "again")
    integrity(path)


def run_script(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip


SAVE = """
import itertools, sys
from pathlib import Path
from reader import acts
from reader.corpus import open_corpus
with open_corpus(Path(sys.argv[1])) as corpus:
    for n in itertools.count():
        body = f"{sys.argv[2]}/{n}"
        acts.write_note(corpus, "corpus", body)
        print(body, flush=True)
"""


@pytest.mark.slow
def test_no_saved_note_is_lost_by_a_kill(path: Path) -> None:
    chance = random.Random(7)
    saved: set[str] = set()
    for kill in range(30):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVE, str(path), str(kill)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert child.stdout is not None
        saved.add(child.stdout.readline().strip())
        time.sleep(chance.random() * 0.15)
        child.send_signal(signal.SIGKILL)
        saved |= {line.strip() for line in child.stdout if line.endswith("\n")}
        child.wait()
        if kill % 10 == 9:
            with open_corpus(path) as corpus:
                assert saved <= bodies(corpus)
    integrity(path)
    assert len(saved) > 60


def test_backups_are_whole_and_few(path: Path, home: Path) -> None:
    with open_corpus(path) as corpus:
        for n in range(7):
            acts.write_note(corpus, "corpus", str(n))
            made = corpus.backup("test")
        backups = sorted(made.parent.iterdir())
        assert len([p for p in backups if p.suffix == ".db"]) == 5
    with open_corpus(made) as copy:
        assert bodies(copy) == {"first", *map(str, range(7))}


def test_what_cannot_change_is_not_backed_up(path: Path, tmp_path: Path, home: Path) -> None:
    other = tmp_path / "other.db"
    with open_corpus(other, create=True) as corpus:
        acts.write_note(corpus, "corpus", "theirs")
    patched(path, 60, (schema.SCHEMA + 1).to_bytes(4, "big"))
    with open_corpus(path) as corpus, pytest.raises(ReaderError, match="newer"):
        merge(corpus, [other], other_lineage=True)
    assert not list(home.rglob("*before-merge*"))


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), KeyboardInterrupt()])
def test_a_backup_that_fails_leaves_no_part(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    with open_corpus(path) as corpus:
        monkeypatch.setattr(Path, "rename", Mock(side_effect=error))
        with pytest.raises((ReaderError, KeyboardInterrupt)):
            corpus.backup("test")
    assert not [p for p in home.rglob("*") if p.suffix in (".db", ".part")]


@pytest.mark.parametrize(
    "loss",
    ["DROP TABLE text_index", "DROP TABLE text_index_data", "DROP TABLE term", "DELETE FROM text_index_config",
     "UPDATE text_index_data SET block = X'ffffffff7fffffffffffff7f00ff'"],
)  # fmt: skip
def test_a_file_of_an_older_schema_whose_index_was_damaged_can_be_written_to(path: Path, loss: str) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA writable_schema = ON")
    db.execute(loss)
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_numbers'")
    db.execute("PRAGMA user_version = 4")
    db.commit()
    db.close()
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "second")
        assert bodies(corpus) == {"first", "second"}
        intake.index(corpus)
        assert [hit.field for hit in search(corpus, "Text")] == ["text"]
    assert check_file(path) == []


def test_of_two_programs_one_brings_an_older_file_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_first(path)
    looked = Migrations.pending
    tried: list[bool] = []

    def meanwhile(self: Migrations, db: Database) -> list[Any]:
        found = looked(self, db)
        if not tried:
            tried.append(True)
            with pytest.raises(BusyError):
                acts.write_note(other, "corpus", "other")
        return found

    monkeypatch.setattr(Migrations, "pending", meanwhile)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    with open_corpus(path) as one, open_corpus(path) as other:
        acts.write_note(one, "corpus", "one")
        acts.write_note(other, "corpus", "other")
        assert bodies(one) == {"first", "one", "other"}
    assert tried and check_file(path) == []


def test_memory_for_pages_is_given_back(path: Path) -> None:
    asked = "PRAGMA cache_size"
    with open_corpus(path) as corpus:
        usual = corpus.rows(asked)
        with corpus.roomy(8192):
            assert corpus.rows(asked) == [(-8192,)]
        assert corpus.rows(asked) == usual != [(-8192,)]
        with corpus.roomy(8192):
            corpus.close()
