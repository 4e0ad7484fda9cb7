"""What may lie beside a corpus when `sync` is run: whatever it is, each is told of in one line, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader import acts, schema
from reader.corpus import annotations, open_corpus
from tests.conftest import Result, Run
from tests.laws import integrity, note, print_of
from tests.test_matrix_sync import NAMES

NAME = "small.sync-conflict-20261122-093000-ABCDEFG.db"
Make = Callable[[Path, Path], None]
"""Makes something at a path, of a copy that holds a note of its own."""


def bodies(run: Run, path: Path) -> set[str]:
    return {one["body"] for one in run("notes", "--corpus", path, "--json").lines}


def sql(*statements: str) -> Make:
    def make(path: Path, copy: Path) -> None:
        shutil.copy(copy, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            for statement in statements:
                db.execute(statement)

    return make


def stranger(path: Path, copy: Path) -> None:
    with open_corpus(path, create=True) as corpus:
        acts.write_note(corpus, "corpus", "fremd")


def cut(path: Path, copy: Path) -> None:
    path.write_bytes(copy.read_bytes()[:60_000])


def zipped(path: Path, copy: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(copy, "corpus.db")


def loop(path: Path, copy: Path) -> None:
    path.symlink_to(path.name)


def bound(path: Path, copy: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def hole(path: Path, copy: Path) -> None:
    """A head that says nothing odd, and behind it more than any disk has."""
    shutil.copy(copy, path)
    try:
        os.truncate(path, 1 << 43)
    except OSError:
        pytest.skip("no file may be so large here")


def noise(path: Path, copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[100:] = os.urandom(len(data) - 100)
    path.write_bytes(data)


QUIET: dict[str, Make] = {
    "a zip": zipped,
    "a text": lambda path, copy: path.write_text("no corpus\n" * 99) and None,
    "a folder": lambda path, copy: path.mkdir(),
    "a symlink to itself": loop,
    "a symlink to a copy": lambda path, copy: path.symlink_to(copy),
    "a symlink to the corpus": lambda path, copy: path.symlink_to("small.db"),
    "the corpus by another name": lambda path, copy: path.hardlink_to(path.with_name("small.db")),
    "a database of another program": sql("PRAGMA application_id = 77"),
}
"""What is no copy: nothing is said of it."""
if sys.platform != "win32":
    QUIET |= {"a FIFO": lambda path, copy: os.mkfifo(path), "a socket": bound}

TOLD: dict[str, tuple[Make, str]] = {
    "nothing of it": (lambda path, copy: path.touch(), "still being copied, or cut short"),
    "a few bytes of it": (lambda path, copy: path.write_bytes(copy.read_bytes()[:50]) and None, "still being copied"),
    "half of it": (cut, "still being copied, or cut short"),
    "a head and then noise": (noise, "it cannot be read|damaged"),
    "a newer schema": (sql(f"PRAGMA user_version = {schema.SCHEMA + 1}"), "made by a newer reader"),
    "a view in the place of the journal": (
        sql("ALTER TABLE op RENAME TO x", "CREATE VIEW op AS SELECT * FROM x"), "tables are not those of a corpus",
    ),
    "a bomb": (
        sql("ALTER TABLE op RENAME TO x",
            "CREATE VIEW op AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS id FROM r"),
        "tables are not those of a corpus",
    ),
    "no lineage": (sql("DROP TABLE lineage"), "tables are not those of a corpus"),
    "larger than the disk": (hole, "larger than what is free"),
}  # fmt: skip
"""What may have been a copy: one line on standard error, which says why it was not taken."""


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """A copy of the corpus from another machine, with a note of its own."""
    path = Path(shutil.copy(small, tmp_path / "copy.db"))
    note(path, "dort")
    return path


def synced(run: Run, small: Path, *more: object) -> Result:
    return run("sync", "--corpus", small, *more, width=200)


@pytest.mark.parametrize("name", QUIET)
def test_what_is_no_copy_is_left_alone(
    small: Path, copy: Path, run: Run, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    note(small, "hier")
    QUIET[name](small.with_name(NAME), copy)
    before = print_of(small)
    done = synced(run, small)
    assert (done.code, done.err) == (0, "")
    assert "no copies" in done.out and print_of(small) == before


@pytest.mark.parametrize("name", TOLD)
def test_what_may_have_been_a_copy_is_told_of_in_one_line(small: Path, copy: Path, run: Run, name: str) -> None:
    note(small, "hier")
    make, why = TOLD[name]
    beside = small.with_name(NAME)
    make(beside, copy)
    before, theirs = print_of(small), print_of(beside)[1:] if name != "larger than the disk" else ()
    done = synced(run, small)
    assert done.code == 1 and len(done.err.splitlines()) == 1
    assert NAME in done.err and any(part in done.err for part in why.split("|")), done.err
    assert print_of(small) == before
    assert not theirs or print_of(beside)[1:] == theirs
    assert bodies(run, small) == {"hier"}


@pytest.mark.parametrize("name", TOLD)
def test_a_sound_copy_beside_it_is_taken(small: Path, copy: Path, run: Run, name: str) -> None:
    TOLD[name][0](small.with_name(NAME), copy)
    shutil.copy(copy, small.with_name("small (1).db"))
    done = synced(run, small, "--json")
    assert (done.code, done.json["written"], len(done.err.splitlines())) == (1, True, 1)
    assert bodies(run, small) == {"dort"}
    integrity(small)


def test_t02_copies_of_all_tools_are_found_named_and_put_away(small: Path, run: Run) -> None:
    for tool, name in NAMES.items():
        note(Path(shutil.copy(small, small.with_name(name))), tool)
    done = synced(run, small)
    assert (done.code, done.err) == (0, "")
    assert sum(line.startswith("copy: ") for line in done.out.splitlines()) == len(NAMES)
    assert bodies(run, small) == set(NAMES)
    before = print_of(small)
    done = synced(run, small, "--clean")
    assert (done.code, done.err) == (0, "") and print_of(small) == before
    assert list(small.parent.iterdir()) == [small]


def test_a_corpus_of_its_own_is_named(small: Path, run: Run) -> None:
    stranger(small.with_name(NAME), small)
    before = print_of(small)
    done = synced(run, small)
    assert (done.code, done.err) == (0, "")
    assert [NAME in line for line in done.out.splitlines() if "corpus of its own" in line] == [True]
    assert print_of(small) == before


def test_what_a_file_would_do_when_it_is_read_is_not_done(small: Path, copy: Path, run: Run) -> None:
    make = sql(
        "CREATE TRIGGER a AFTER INSERT ON op BEGIN DELETE FROM op; END",
        "CREATE TRIGGER b BEFORE INSERT ON article BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE VIEW reads AS SELECT load_extension('/tmp/none')",
        "CREATE VIEW article_of AS SELECT writefile('/tmp/none', 'x')",
        "CREATE INDEX odd ON op (abs(tbl))",
    )
    beside = small.with_name(NAME)
    make(beside, copy)
    before = print_of(beside)
    note(small, "hier")
    done = synced(run, small)
    assert (done.code, done.err) == (0, "")
    assert bodies(run, small) == {"hier", "dort"} and print_of(beside) == before
    integrity(small)
    with closing(sqlite3.connect(small)) as db:
        made = db.execute("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b', 'odd', 'reads')").fetchone()
    assert made == (0,)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told_of(small: Path, copy: Path, run: Run) -> None:
    beside = Path(shutil.copy(copy, small.with_name(NAME)))
    beside.chmod(0)
    (small.parent / "something else.db").touch(0)
    done = synced(run, small)
    assert done.code == 1 and [NAME in line and "permissions" in line for line in done.err.splitlines()] == [True]


# Several at once.

WORK = (
    ("add", "-"),
    ("note", "corpus"),
    ("sync",),
)


def rounds(small: Path, number: int) -> None:
    """All of `WORK` at the same time, again and again, with a new copy beside the corpus each time."""
    root = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "PYTHONPATH": root}
    wanted: set[str] = set()
    for at in range(number):
        beside = Path(shutil.copy(small, small.with_name(f"small ({at}).db")))
        note(beside, f"copy {at}")
        wanted |= {f"copy {at}", f"note {at}"}
        given = (f"Text der Runde {at}, aus Moskau und Seoul.\n", f"note {at}\n", "")
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "reader", "--corpus", small, *work],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
            )
            for work in WORK
        ]  # fmt: skip
        for process, text in zip(running, given, strict=True):
            assert process.stdin
            process.stdin.write(text.encode())
            process.stdin.close()
        ends = [(process.wait(60), process.stderr.read() if process.stderr else b"") for process in running]
        assert ends == [(0, b"")] * len(WORK)
        for process in running:
            for pipe in (process.stdout, process.stderr):
                assert pipe
                pipe.close()
    with open_corpus(small) as corpus:
        assert {one.body for one in annotations.recent(corpus)} == wanted
        assert len(corpus.rows("SELECT 1 FROM article")) == 4 + number
    integrity(small)
    assert not [path for path in small.parent.iterdir() if path.suffix != ".db"]


def test_t14_three_that_write_at_the_same_time(small: Path) -> None:
    rounds(small, 2)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_t14_three_that_write_at_the_same_time_twenty_times(small: Path) -> None:
    rounds(small, 20)
