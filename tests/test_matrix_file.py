"""Rows of the matrix of faults that concern the file under us: each test is named by its row.

L: nothing a person did is lost; I: file and index are sound; M: a plain sentence; S: not a byte of the file changes.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader import acts, intake, schema
from reader.corpus import annotations, open_corpus, opening, shares
from reader.corpus.check import check, check_file
from reader.corpus.listing import Listing
from reader.merge import merge
from reader.records import BusyError, ReaderError

from .conftest import Run
from .laws import integrity, op_rows, print_of

ROOT = Path(__file__).parent.parent


def note(path: Path, *texts: str) -> None:
    with open_corpus(path) as corpus:
        for text in texts:
            acts.write_note(corpus, "corpus", text)


def bodies(path: Path) -> set[str]:
    with open_corpus(path) as corpus:
        return {one.body for one in annotations.recent(corpus)}


def articles(path: Path) -> int:
    with open_corpus(path) as corpus:
        return len(Listing(corpus))


def copy_of(path: Path, name: str) -> Path:
    return Path(shutil.copy(path, path.parent.parent / name))


def script(text: str, *arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(text), *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60, **more,
    )  # fmt: skip


# T6: a hot journal, then the file replaced.

CRASH = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute(f"PRAGMA journal_mode = {sys.argv[2]}")
db.execute("PRAGMA cache_size = 5")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE article SET source = 'half done'")
for n in range(300):
    db.execute("INSERT INTO op (id, tbl, row, value, parents, at, crc) VALUES (randomblob(16), 'note', "
               "hex(randomblob(8)), hex(randomblob(300)), x'', '2024-05-01T12:00:00Z', 1)")
os.kill(os.getpid(), 9)
"""


def crash(path: Path, mode: str = "DELETE") -> Path:
    """End a process in the middle of a transaction that has reached the file; gives what it left beside it."""
    script(CRASH, path, mode)
    left = Path(f"{path}-journal" if mode == "DELETE" else f"{path}-wal")
    assert left.stat().st_size > 0
    return left


def test_t06_a_crash_alone_is_rolled_back(small: Path) -> None:
    note(small, "mine")
    ids = op_rows(small)
    crash(small)
    assert bodies(small) == {"mine"}
    assert op_rows(small) == ids and [p.name for p in small.parent.iterdir()] == [small.name]
    integrity(small)


@pytest.mark.parametrize("copy", [False, True], ids=["alone", "with a conflict copy"])
def test_t06_a_crash_and_then_another_version_in_its_place(small: Path, copy: bool) -> None:
    theirs = copy_of(small, "theirs.db")
    note(theirs, *(f"theirs {n}" * 200 for n in range(30)))
    note(small, "mine")
    crash(small)
    if copy:
        small.rename(small.with_name("small.sync-conflict-20261122-093000-ABC.db"))
    theirs.replace(small)
    found = bodies(small)
    assert {one[:8] for one in found} >= {f"theirs {n}" for n in range(9)} and len(found) == 30 + copy
    assert ("mine" in found) is copy
    assert not Path(f"{small}-journal").exists()
    with open_corpus(small) as corpus:
        assert check(corpus) == []
    integrity(small)


def test_t06_a_live_journal_is_left_to_its_writer(small: Path) -> None:
    note(small, "mine")
    writer = """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE article SET source = 'being done'")
        print("now", flush=True)
        sys.stdin.readline()
        db.execute("COMMIT")
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(writer), str(small)], stdin=-1, stdout=-1, text=True
    ) as other:  # fmt: skip
        assert other.stdout and other.stdin
        other.stdout.readline()
        assert Path(f"{small}-journal").stat().st_size
        assert bodies(small) == {"mine"}
        other.communicate("go on\n")
    with open_corpus(small) as corpus:
        assert corpus.row("SELECT DISTINCT source FROM article") == ("being done",)
    integrity(small)


# T7: a file in WAL mode.

WRITE_IN_WAL = """
import os, sys
from pathlib import Path
from reader import acts
from reader.corpus import open_corpus
corpus = open_corpus(Path(sys.argv[1]))
corpus.connection.execute("PRAGMA journal_mode = WAL")
corpus.connection.execute("PRAGMA wal_autocheckpoint = 0")
corpus.seen = corpus._stamp()
for text in sys.argv[2:]:
    acts.write_note(corpus, "corpus", text)
os.kill(os.getpid(), 9)
"""


def to_wal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")


def test_t07_wal_is_read_as_it_is_and_left_at_the_next_write(small: Path, run: Run) -> None:
    note(small, "mine")
    to_wal(small)
    before = print_of(small)
    assert bodies(small) == {"mine"}
    assert run("list", "--corpus", small).code == run("search", "Moskau", "--corpus", small).code == 0
    assert print_of(small) == before
    note(small, "more")
    assert small.read_bytes()[18] == 1 and bodies(small) == {"mine", "more"}
    assert [p.name for p in small.parent.iterdir()] == [small.name]
    integrity(small)


def test_t07_what_was_only_in_the_wal_is_there(small: Path) -> None:
    script(WRITE_IN_WAL, small, *(f"mine {n}" for n in range(5)))
    assert Path(f"{small}-wal").stat().st_size > 0
    assert bodies(small) == {f"mine {n}" for n in range(5)}
    note(small, "more")
    assert small.read_bytes()[18] == 1 and len(bodies(small)) == 6
    assert [p.name for p in small.parent.iterdir()] == [small.name]
    integrity(small)


@pytest.mark.parametrize("size", [1, 40], ids=["a small WAL", "a big WAL"])
@pytest.mark.parametrize("copy", [False, True], ids=["alone", "with a conflict copy"])
def test_t07_a_stale_wal_hides_nothing_of_another_version(small: Path, copy: bool, size: int) -> None:
    theirs = copy_of(small, "theirs.db")
    note(theirs, *(f"theirs {n}" * 200 for n in range(20)))
    script(WRITE_IN_WAL, small, *(f"mine {n}" * 200 for n in range(size)))
    assert Path(f"{small}-wal").stat().st_size > 0
    if copy:
        small.rename(small.with_name("small (1).db"))
    theirs.replace(small)
    found = {one[:6] for one in bodies(small)}
    assert "theirs" in found and len([one for one in bodies(small) if one.startswith("theirs")]) == 20
    if copy:
        assert len([one for one in bodies(small) if one.startswith("mine")]) == size
    note(small, "more")
    assert small.read_bytes()[18] == 1 and not Path(f"{small}-wal").exists()
    with open_corpus(small) as corpus:
        assert check(corpus) == []
    integrity(small)


# T8: replaced while it is open.


@pytest.mark.parametrize("how", ["renamed over", "unlinked first"])
def test_t08_articles_of_this_run_are_put_back_too(small: Path, tmp_path: Path, how: str) -> None:
    theirs = copy_of(small, "theirs.db")
    note(theirs, "theirs")
    (tmp_path / "new.txt").write_text("Ein ganz neuer Text über Moskau und Seoul.\n", "utf-8")
    with open_corpus(small) as corpus:
        [added] = intake.add(corpus, [str(tmp_path / "new.txt")])
        if how == "unlinked first":
            small.unlink()
        theirs.replace(small)
        assert corpus.changed()
        assert corpus.row("SELECT 1 FROM article WHERE id = ?", (added.id,))
        assert len(Listing(corpus)) == 5 and check(corpus) == []
    assert bodies(small) == {"theirs"}


def test_t08_replaced_between_the_look_at_it_and_the_write(small: Path) -> None:
    theirs = copy_of(small, "theirs.db")
    note(theirs, "theirs")
    with open_corpus(small) as corpus:
        with pytest.raises(BusyError, match="in its place"), corpus.write():
            theirs.replace(small)
            acts.write_note(corpus, "corpus", "ours")
        acts.write_note(corpus, "corpus", "ours")
    assert bodies(small) == {"theirs", "ours"}


@pytest.mark.parametrize("how", ["renamed over", "unlinked first"])
def test_t08_replaced_before_a_write_was_done(small: Path, how: str) -> None:
    """What was said to be saved is in the file that lies there then, though it went into the one before."""
    theirs = copy_of(small, "theirs.db")
    note(theirs, "theirs")
    with open_corpus(small) as corpus, corpus.write():
        acts.write_note(corpus, "corpus", "ours")
        if how == "unlinked first":
            small.unlink()
        theirs.replace(small)
    assert bodies(small) == {"theirs", "ours"}
    integrity(small)


def test_t08_away_for_a_moment(small: Path) -> None:
    """Some sync tools delete the file, and then move the new one there."""
    theirs = copy_of(small, "theirs.db")
    note(theirs, "theirs")
    with open_corpus(small) as corpus:
        small.unlink()
        comes = threading.Timer(0.05, theirs.replace, [small])
        comes.start()
        acts.write_note(corpus, "corpus", "ours")
        comes.join()
    assert bodies(small) == {"theirs", "ours"}


def test_t08_gone_before_a_write_was_done(small: Path) -> None:
    theirs = copy_of(small, "theirs.db")
    with open_corpus(small) as corpus:
        with pytest.raises(ReaderError, match="gone"), corpus.write():
            acts.write_note(corpus, "corpus", "ours")
            small.unlink()
        assert not small.exists()
        theirs.replace(small)
        assert corpus.changed()
    assert bodies(small) == {"ours"}


def test_t08_what_could_not_be_put_back_at_once_is_later(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    theirs = copy_of(small, "theirs.db")
    note(theirs, "theirs")
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", "mine")
        theirs.replace(small)
        with closing(sqlite3.connect(small, isolation_level=None)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            with pytest.raises(ReaderError, match="another program"):
                corpus.changed()
            blocker.execute("ROLLBACK")
        acts.write_note(corpus, "corpus", "more")
    assert bodies(small) == {"theirs", "mine", "more"}


def test_t08_a_folder_that_was_moved(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.parent)
    with open_corpus(Path(small.name)) as corpus:
        acts.write_note(corpus, "corpus", "mine")
        moved = small.parent.rename(small.parent.with_name("moved"))
        with pytest.raises(ReaderError, match="gone"):
            acts.write_note(corpus, "corpus", "x")
        assert not small.exists()
        moved.rename(small.parent)
        acts.write_note(corpus, "corpus", "more")
    assert bodies(small) == {"mine", "more"}
    assert [p.name for p in small.parent.iterdir()] == [small.name]


# T9: something else in its place.

RUBBISH: dict[str, Callable[[Path, bytes], object]] = {
    "nothing": lambda path, whole: path.write_bytes(b""),
    "half": lambda path, whole: path.write_bytes(whole[: len(whole) // 2]),
    "the header": lambda path, whole: path.write_bytes(whole[:100]),
    "a first page of zeros": lambda path, whole: path.write_bytes(bytes(schema.PAGE_SIZE) + whole[schema.PAGE_SIZE :]),
    "a schema of zeros": lambda path, whole: path.write_bytes(whole[:100] + bytes(9000) + whole[9100:]),
    "text": lambda path, whole: path.write_text("no corpus\n" * 1000),
    "another program's": lambda path, whole: _stranger(path),
    "a folder": lambda path, whole: path.mkdir(),
    "a pipe": lambda path, whole: os.mkfifo(path),
    "a loop": lambda path, whole: path.symlink_to(path.name),
}


def _stranger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmark (id)")
        db.commit()


def whole_of(path: Path) -> tuple[bytes, list[tuple[str, int, int]]]:
    """What lies at a place and beside it."""
    beside = sorted((p.name, p.lstat().st_ino, p.lstat().st_mtime_ns) for p in path.parent.iterdir())
    return path.read_bytes() if path.is_file() else b"", beside


@pytest.mark.parametrize("backed_up", [False, True], ids=["no backup", "a backup"])
@pytest.mark.parametrize("kind", RUBBISH)
def test_t09_what_is_no_corpus_is_refused_by_name_with_the_last_backup(
    small: Path, run: Run, kind: str, backed_up: bool
) -> None:
    with open_corpus(small) as corpus:
        backup = corpus.backup("test") if backed_up else None
    whole = small.read_bytes()
    small.unlink()
    RUBBISH[kind](small, whole)
    before = whole_of(small)
    for command in (["list"], ["add", small.parent.parent / "home"], ["note", "corpus", "x"], ["sync"], ["stats"]):
        result = run(*command, "--corpus", small)
        assert result.code == 1, command
        [line] = result.err.splitlines()
        assert small.name in line and (backup is None or str(backup) in line), line
    assert whole_of(small) == before


def test_t09_a_file_that_is_only_in_the_cloud_is_not_made_anew(small: Path, run: Run) -> None:
    small.rename(small.parent.parent / "cloud.db")
    (small.parent / f".{small.name}.icloud").write_bytes(b"bplist00")
    before = whole_of(small)
    for command in (["list"], ["add", small.parent.parent / "home"]):
        result = run(*command, "--corpus", small)
        assert result.code == 1 and "in the cloud" in result.err
    assert whole_of(small) == before


def test_t09_a_page_of_zeros_is_named_and_the_rest_is_read(small: Path) -> None:
    with closing(sqlite3.connect(small)) as db:
        [root] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'mention'").fetchone()
    data = bytearray(small.read_bytes())
    data[(root - 1) * schema.PAGE_SIZE : root * schema.PAGE_SIZE] = bytes(schema.PAGE_SIZE)
    small.write_bytes(data)
    assert articles(small) == 4
    with open_corpus(small) as corpus, pytest.raises(ReaderError, match="damaged"):
        corpus.rows("SELECT * FROM mention")
    assert check_file(small)


# T10, T28, T29.


@pytest.mark.parametrize("what", ["article", "op"])
def test_t10_one_byte_flipped_is_named_and_the_rest_is_usable(small: Path, what: str) -> None:
    note(small, "Merkwort im Tagebuch")
    data = bytearray(small.read_bytes())
    at = data.find(b"vierzig Waggons" if what == "article" else b"Merkwort im Tagebuch")
    with closing(sqlite3.connect(small)) as db:
        if what == "op":
            [wanted] = db.execute("SELECT hex(id) FROM op").fetchone()
            at = data.index(bytes.fromhex(wanted))
            at = data.index(b"Merkwort", at)
        else:
            [wanted] = db.execute("SELECT id FROM article WHERE instr(text, 'vierzig Waggons')").fetchone()
            at = data.index(b"vierzig Waggons", data.index(wanted.encode()))
    data[at] ^= 1
    small.write_bytes(data)
    [problem, *_] = check_file(small)
    assert wanted[:12].lower() in problem.where.lower(), problem
    with open_corpus(small) as corpus:
        assert len(Listing(corpus)) == 4
        acts.write_note(corpus, "corpus", "more")
    assert "more" in bodies(small)


def test_t28_what_only_reads_changes_nothing(small: Path, run: Run) -> None:
    note(small, "mine")
    copy = copy_of(small, "copy.db")
    before = print_of(small)
    for command in (["list"], ["search", "Moskau"], ["entities"], ["notes"], ["stats"], ["check"], ["keys"],
                    ["merge", copy], ["sync"], ["export", "--format", "json"], ["add", "--dry-run", copy]):  # fmt: skip
        run(*command, "--corpus", small)
        assert print_of(small) == before, command


@pytest.mark.parametrize("view", ["note", "bookmark", "highlight", "tag"])
def test_t29_a_direct_edit_is_refused(small: Path, view: str) -> None:
    from sqlite_utils import Database

    note(small, "mine")
    with closing(sqlite3.connect(small)) as connection:
        db = Database(connection)
        assert view in db.view_names()
        for sql in (f"DELETE FROM {view}", f"UPDATE {view} SET id = 'x'", f"INSERT INTO {view} DEFAULT VALUES"):
            with pytest.raises(sqlite3.OperationalError):
                db.execute(sql)
    assert bodies(small) == {"mine"}


# T12: no room on the disk, by a limit on the size of files.

LIMITED = """
import resource, sys
from pathlib import Path
from reader import acts, intake
from reader.corpus import open_corpus
from reader.merge import merge
from reader.records import BusyError, ReaderError
what, limit, path, *others = sys.argv[1:]
def limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
try:
    if what == "make":
        limited()
        open_corpus(Path(path), create=True)
    with open_corpus(Path(path)) as corpus:
        limited()
        if what == "save":
            acts.write_note(corpus, "corpus", "x" * 100)
        elif what == "import":
            print([outcome.reason for outcome in intake.add(corpus, others)])
        elif what == "backup":
            corpus.backup("test")
        elif what == "merge":
            merge(corpus, [Path(other) for other in others])
except ReaderError as error:
    print("refused", error)
else:
    print("done")
"""


def left_over(folder: Path) -> list[str]:
    """What should not be there when all is over."""
    return [str(p) for p in folder.rglob("*") if p.name.endswith((".part", ".new", "-journal", "-wal", ".tmp"))]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize(
    ("what", "room"),
    [("save", 0), ("save", 20_000), ("import", 0), ("backup", 20_000), ("merge", 20_000), ("merge", None)],
    ids=["save, no journal", "save", "import", "backup", "merge, no backup", "merge"],
)
def test_t12_a_full_disk_is_said_and_changes_nothing(small: Path, tmp_path: Path, what: str, room: int | None) -> None:
    other = copy_of(small, "other.db")
    with open_corpus(other) as corpus:
        chance = random.Random(4)
        for _ in range(60):
            acts.write_note(corpus, "corpus", chance.randbytes(9000).hex())
    (tmp_path / "new.txt").write_text("Ein ganz neuer Text.\n", "utf-8")
    before = op_rows(small), articles(small)
    limit = room if room is not None else small.stat().st_size + 60_000
    given = {"import": [tmp_path / "new.txt"], "merge": [other]}.get(what, [])
    done = script(LIMITED, what, limit, small, *given)
    assert done.returncode == 0 and done.stdout.startswith("refused") and len(done.stdout.splitlines()) == 1, done
    assert left_over(small.parent) == left_over(tmp_path / "home") == []
    assert (op_rows(small), articles(small)) == before
    integrity(small)
    with open_corpus(small) as corpus:
        assert check(corpus) == [] and merge(corpus, [other]).written


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_t12_a_corpus_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    done = script(LIMITED, "make", 20_000, tmp_path / "new" / "corpus.db")
    assert done.stdout.startswith("refused"), done
    assert list((tmp_path / "new").iterdir()) == []


# T13: what cannot be written to.


@contextmanager
def without_rights(path: Path, how: str) -> Iterator[list[str]]:
    """Take away the right to write; gives what is to stand before a command, so that it holds for root, too."""
    if how == "mount":
        mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        before = ["unshare", "--mount", "sh", "-c", mount, str(path.parent)]
        if os.getuid() or subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
            pytest.skip("nothing can be mounted here")
        yield before
        return
    before = []
    if not os.getuid():
        before = [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
        ]
        if shutil.which("setpriv") is None or subprocess.run([*before, "true"], check=False).returncode:
            pytest.skip("root's rights cannot be taken away here")
    path.chmod(0o444)
    path.parent.chmod(0o555 if how == "folder" else 0o777)
    try:
        yield before
    finally:
        path.parent.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
@pytest.mark.parametrize("wal", [False, True], ids=["", "WAL"])
@pytest.mark.parametrize("how", ["file", "folder", "mount"])
def test_t13_what_is_read_only_is_read_searched_and_exported(small: Path, how: str, wal: bool) -> None:
    note(small, "mine")
    if wal:
        to_wal(small)
    before = print_of(small)
    with without_rights(small, how) as prefix:
        for command, code in (
            (["list", "--json"], 0), (["search", "Moskau", "--json"], 0), (["stats", "--json"], 0), (["notes"], 0),
            (["export", "--format", "json"], 0), (["note", "corpus", "x"], 1), (["sync"], 0), (["check"], 0),
        ):  # fmt: skip
            done = subprocess.run(
                [*prefix, sys.executable, "-m", "reader", "--corpus", str(small), *command],
                capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
            )  # fmt: skip
            assert done.returncode == code, (command, done)
            if code:
                assert "read-only" in done.stderr and len(done.stderr.splitlines()) == 1
            if command[0] in ("list", "search"):
                assert all(json.loads(line)["id"] for line in done.stdout.splitlines())
        assert print_of(small) == before


# T14: two at once.


def test_t14_a_writer_waits_keeps_its_patience_short_and_comes_through(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.6)
    with open_corpus(small) as corpus, closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waited = []
        for _ in range(3):
            began = time.perf_counter()
            with pytest.raises(ReaderError, match="another program is writing to it"):
                acts.write_note(corpus, "corpus", "mine")
            waited.append(time.perf_counter() - began)
        assert 0.5 < waited[0] < 3 and max(waited[1:]) < 0.5, waited
        assert len(Listing(corpus)) == 4
        other.execute("ROLLBACK")
        acts.write_note(corpus, "corpus", "mine")
        assert corpus.row("PRAGMA busy_timeout") == (600,)
    assert bodies(small) == {"mine"}


def test_t14_two_instances_see_what_the_other_writes(small: Path) -> None:
    with open_corpus(small) as one, open_corpus(small) as two:
        for n in range(10):
            acts.write_note(one if n % 2 else two, "corpus", str(n))
        one.changed()
        two.changed()
        for corpus in (one, two):
            assert {int(found.body) for found in annotations.recent(corpus)} == set(range(10))


def test_t14_somebody_who_only_reads_hinders_no_save(small: Path) -> None:
    with closing(sqlite3.connect(f"{small.as_uri()}?mode=ro", uri=True)) as reader:
        reading = reader.execute("SELECT * FROM op")
        note(small, "mine")
        reading.fetchall()
    assert bodies(small) == {"mine"}


# T15: a share, by a table of mounts that says so; no real one was tried.


@pytest.fixture
def share(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small corpus, on what the table of mounts says is a share."""
    table = tmp_path / "mounts"
    table.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {small.parent} nfs4 rw 0 0\n")
    monkeypatch.setattr(shares, "TABLE", table)
    return small


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("server:/x {} nfs4 rw 0 0", True),
        ("//server/x {} cifs rw 0 0", True),
        ("drvfs {} 9p rw 0 0", True),
        ("me@server: {} fuse.sshfs rw 0 0", True),
        ("/dev/sda1 {} ext4 rw 0 0", False),
        ("overlay / overlay rw 0 0", False),
        ("none / 9p rw 0 0", False),
        ("server:/x {}/deeper nfs4 rw 0 0", False),
        ("nonsense", False),
    ],
)
def test_t15_a_share_is_known_by_the_table_of_mounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: bool
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    table = tmp_path / "mounts"
    table.write_text("/dev/vda / ext4 rw 0 0\n" * ("/ " not in line) + line.format(str(folder).replace(" ", "\\040")))
    monkeypatch.setattr(shares, "TABLE", table)
    assert shares.is_on_share(folder / "corpus.db") is expected


def as_another_machine(share: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("platform.node", lambda: "elsewhere")
        note(share, text)


def test_t15_a_share_is_never_written_in_place(share: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = print_of(share)
    assert bodies(share) == set() and run("list", "--corpus", share).code == 0
    assert print_of(share) == before
    with share.open("rb") as held:
        inode = share.stat().st_ino
        note(share, "mine")
        assert share.stat().st_ino != inode
        assert held.read() and [p.name for p in share.parent.iterdir()] == [share.name]
    as_another_machine(share, "theirs", monkeypatch)
    assert bodies(share) == {"mine", "theirs"}
    integrity(share)
    before = print_of(share)
    assert bodies(share) == {"mine", "theirs"} and print_of(share) == before


def test_t15_two_machines_at_the_same_time(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_corpus(share) as corpus:
        acts.write_note(corpus, "corpus", "mine")
        as_another_machine(share, "theirs", monkeypatch)
        assert corpus.changed()
        acts.write_note(corpus, "corpus", "more")
        as_another_machine(share, "theirs, too", monkeypatch)
        assert not corpus.readonly and corpus.banner is None
    assert bodies(share) == {"mine", "more", "theirs", "theirs, too"}
    with open_corpus(share) as corpus:
        assert check(corpus) == []
    integrity(share)


@pytest.mark.parametrize("how", ["gone", "rubbish", "stranger"])
def test_t15_what_cannot_be_sent_is_kept_and_sent_later(share: Path, tmp_path: Path, how: str) -> None:
    note(share, "first")
    kept = tmp_path / "kept.db"
    with pytest.raises(ReaderError, match="on this machine only"), open_corpus(share) as corpus:
        share.rename(kept)
        if how == "rubbish":
            share.write_bytes(b"no corpus")
        elif how == "stranger":
            opening.make(share)
        left = share.read_bytes() if share.exists() else b""
        acts.write_note(corpus, "corpus", "mine")
        assert "on this machine only" in (corpus.banner or "")
    assert (share.read_bytes() if share.exists() else b"") == left
    kept.replace(share)
    assert bodies(share) == {"first", "mine"}
    assert b"mine" in share.read_bytes()
    integrity(share)


def test_t15_a_purge_reaches_the_share(share: Path, run: Run) -> None:
    [found] = [one["id"] for one in run("search", "Waggons", "--corpus", share, "--json").lines][:1]
    assert b"vierzig Waggons" in share.read_bytes()
    result = run("purge", found, "--yes", "--corpus", share)
    assert result.code == 0, result.err
    assert b"vierzig Waggons" not in share.read_bytes() and articles(share) == 3
    assert not [
        p for p in (share.parent.parent / "home").rglob("*") if p.is_file() and b"vierzig Waggons" in p.read_bytes()
    ]
