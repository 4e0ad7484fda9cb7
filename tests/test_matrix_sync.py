"""Rows of the matrix of faults that concern copies: each test is named by its row.

L: nothing a person did is lost; I: file and index are sound; M: a plain sentence; S: not a byte of the file changes.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader import acts, schema
from reader.corpus import annotations, open_corpus, ops
from reader.journal import checksum
from reader.merge import Synced, merge, sync
from reader.records import Op, ReaderError

from .conftest import Run
from .laws import AT, dump, integrity, op_id, op_rows, print_of
from .older import make_first
from .test_sync import bodies, note

NAMES = {
    "Syncthing": "corpus.sync-conflict-20261122-093000-ABCDEFG.db",
    "Nextcloud": "corpus (conflicted copy 2026-11-22 093000).db",
    "Nextcloud of a user": "corpus (conflicted copy anna 2026-11-22 093000).db",
    "ownCloud": "corpus_conflict-20261122-093000.db",
    "Dropbox": "corpus (Anna's conflicted copy 2026-11-22).db",
    "Dropbox in German": "corpus (In Konflikt stehende Kopie von Anna 2026-11-22).db",
    "OneDrive": "corpus-LAPTOP.db",
    "Drive": "corpus (1).db",
    "iCloud": "corpus 2.db",
    "Seafile": "corpus (SFConflict anna@example.org 2026-11-22-09-30-00).db",
    "Synology": "corpus_nas_Nov-22-0930-2026_Conflict_1.db",
    "Resilio": "corpus.Conflict.db",
    "rclone": "corpus.conflict1",
    "by hand": "Kopie von größer 🐬 \N{RIGHT-TO-LEFT OVERRIDE}bd.suproc",
}


def view(path: Path) -> list[list[Any]]:
    with open_corpus(path) as corpus:
        return dump(corpus)


def synced(path: Path, **more: Any) -> Synced:
    with open_corpus(path) as corpus:
        return sync(corpus, **more)


def take(path: Path, *others: Path) -> bool:
    with open_corpus(path) as corpus:
        return merge(corpus, others).written


def aged(path: Path) -> Path:
    """A file that nobody touches just now."""
    from os import utime

    before = time.time() - 60
    utime(path, (before, before))
    return path


def test_t01_a_conflict_copy_is_merged(small: Path, run: Run) -> None:
    first = note(small, "eins\nzwei\ndrei")
    copy = Path(shutil.copy(small, small.with_name("small.sync-conflict-20261122-093000-ABC.db")))
    note(small, "eins\nzwei\ndrei\nhier", first)
    note(copy, "dort\neins\nzwei\ndrei", first)
    note(copy, "neu")
    before = print_of(copy)
    result = run("sync", "--corpus", small, "--json")
    assert result.code == 0, result.err
    assert {key: result.json[key] for key in ("sources", "annotations", "merged_notes", "conflicts", "written")} == {
        "sources": [str(copy)], "annotations": 2, "merged_notes": 1, "conflicts": 0, "written": True,
    }  # fmt: skip
    assert print_of(copy) == before, "the copy is left as it was"
    assert bodies(small) == ["dort\neins\nzwei\ndrei\nhier", "neu"]
    integrity(small)


@pytest.mark.parametrize("name", NAMES)
def test_t02_copies_are_found_whatever_they_are_called(small: Path, name: str) -> None:
    copy = Path(shutil.copy(small, small.with_name(NAMES[name])))
    note(copy, name)
    done = synced(small)
    assert (done.report.sources, done.report.annotations) == ([str(copy)], 1)
    assert bodies(small) == [name]


def test_t02_two_and_twenty_copies_in_any_order(small: Path, tmp_path: Path) -> None:
    first = note(small, "eins\nzwei")
    copies = []
    for number in range(20):
        copies.append(Path(shutil.copy(small, small.with_name(f"small {number}.db"))))
        note(copies[-1], f"eins {number}\nzwei", first) if number < 2 else note(copies[-1], f"von {number}")
    again = Path(shutil.copy(copies[3], small.with_name("dasselbe.db")))
    other = Path(shutil.copy(small, tmp_path / "other.db"))
    done = synced(small)
    assert sorted([*done.report.sources, *done.again]) == sorted(map(str, [*copies, again]))
    assert len(done.again) == 1, "the same bytes twice are one source"
    assert (done.report.annotations, done.report.conflicts) == (19, 1)
    take(other, *reversed(copies))
    assert view(small) == view(other)
    integrity(small)


def test_t02_what_is_unfinished_or_no_corpus_is_left_alone(small: Path) -> None:
    folder = small.parent
    for name in (".syncthing.small.db.tmp", "small.db.part", "~small.tmp", ".small.db.~a1b2", "small.db.crdownload"):
        note(Path(shutil.copy(small, folder / name)), "unfertig")
    (folder / "text.db").write_text("no corpus" * 99)
    sqlite3.connect(folder / "other.db").execute("CREATE TABLE t (x)").connection.close()
    (folder / "folder.db").mkdir()
    (folder / "link.db").symlink_to(small)
    (folder / ".wolke.db.icloud").touch()
    before = print_of(small)[:3]
    done = synced(small)
    assert (done.report.sources, done.report.rejected, done.unfinished) == ([], [], [])
    assert done.stubs == ["wolke.db"] and print_of(small)[:3] == before


def test_t03_again_and_its_own_copy_and_an_older_backup(small: Path, tmp_path: Path) -> None:
    gone = note(small, "geht")
    backup = aged(Path(shutil.copy(small, tmp_path / "backup.db")))
    with open_corpus(small) as corpus:
        acts.remove_annotation(corpus, gone)
    copy = Path(shutil.copy(small, tmp_path / "copy.db"))
    note(copy, "kommt")
    aged(copy)
    assert take(small, copy)
    before = print_of(small)
    own = Path(shutil.copy(small, tmp_path / "own.db"))
    for other in (copy, copy, own, backup, backup):
        assert not take(small, other)
        assert print_of(small) == before
    assert bodies(small) == ["kommt"]


def test_t04_two_machines_that_answer_each_other_come_to_rest(small: Path, tmp_path: Path) -> None:
    here, there = small, tmp_path / "there" / "small.db"
    there.parent.mkdir()
    shutil.copy(here, there)
    note(here, "hier")
    note(there, "dort")
    written = []
    for number in range(5):
        for one, other in ((here, there), (there, here)):
            shutil.copy(other, one.with_name(f"small.sync-conflict-{number}.db"))
        written.append([synced(path).report.written for path in (here, there)])
    assert written == [[True, True], *[[False, False]] * 4]
    assert bodies(here) == bodies(there) == ["dort", "hier"]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("preallocated", [False, True])
def test_t11_a_torn_copy_is_no_source(small: Path, run: Run, part: float, preallocated: bool) -> None:
    """Unless what is missing of it is derived data only: that is never taken over."""
    copy = Path(shutil.copy(small, small.with_name("torn.db")))
    note(copy, "ganz")
    whole = copy.read_bytes()
    rest = b"\0" * (len(whole) - int(len(whole) * part)) if preallocated else b""
    copy.write_bytes(whole[: int(len(whole) * part)] + rest)
    before = print_of(small)
    for command in (("sync",), ("merge", copy)):
        result = run(*command, "--corpus", small)
        if result.code == 0 and preallocated:
            break
        assert result.code == 1 and "torn.db" in result.err and result.err.count("\n") == 1
        assert "copied" in result.err or "damaged" in result.err
        assert print_of(small) == before
    copy.write_bytes(whole)
    assert run("sync", "--corpus", small).code == 0 and bodies(small) == ["ganz"]


def test_t11_a_copy_made_by_pieces_during_writes(small: Path, tmp_path: Path) -> None:
    there, torn = Path(shutil.copy(small, tmp_path / "there.db")), tmp_path / "torn.db"
    first = there.read_bytes()[: there.stat().st_size // 2]
    for number in range(30):
        note(there, f"{number}\n" + "lang " * 3000)
    torn.write_bytes(first + there.read_bytes()[len(first) :])
    try:
        take(small, torn)
    except ReaderError as refused:
        assert "damaged" in str(refused) or "copied" in str(refused)
    integrity(small)
    assert set(bodies(small)) <= set(bodies(there)), "nothing but what was written"
    take(small, there)
    assert bodies(small) == bodies(there)


def test_t11_a_source_that_changes_while_it_is_read_is_refused(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.merge import union

    there = Path(shutil.copy(small, tmp_path / "there.db"))
    note(there, "x")
    real = union.gather

    def slow(*arguments: Any) -> str:
        there.touch()
        return real(*arguments)

    monkeypatch.setattr(union, "gather", slow)
    before = print_of(small)
    with pytest.raises(ReaderError, match="still being written"):
        take(small, there)
    assert print_of(small) == before


def set_version(path: Path, version: int) -> None:
    with path.open("r+b") as opened:
        opened.seek(60)
        opened.write(version.to_bytes(4, "big"))


def test_t16_a_newer_schema_is_read_and_never_downgraded(small: Path, tmp_path: Path, run: Run) -> None:
    note(small, "alt")
    newer = Path(shutil.copy(small, tmp_path / "newer.db"))
    set_version(newer, schema.SCHEMA + 1)
    before = print_of(newer)
    assert run("notes", "--corpus", newer).code == 0
    assert run("stats", "--json", "--corpus", newer).json["schema"] == schema.SCHEMA + 1
    for command in (("note", "corpus", "x"), ("merge", small), ("sync",)):
        result = run(*command, "--corpus", newer)
        assert print_of(newer) == before
        assert "newer reader" in result.err
    result = run("merge", newer, "--corpus", small)
    assert result.code == 1 and "newer reader" in result.err and result.err.count("\n") == 1


def test_t16_kinds_of_ops_that_nobody_knows_are_passed_on(small: Path, tmp_path: Path) -> None:
    second, third = (Path(shutil.copy(small, tmp_path / f"{name}.db")) for name in "bc")
    strange = Op(op_id(1 << 42, 7), "of tomorrow", "row", {"deep": {"er": [1, "zwei"]}}, (), AT)
    with open_corpus(small) as corpus:
        ops.insert(corpus, [strange])
    take(second, small)
    take(third, second)
    assert strange.id in op_rows(third)
    with open_corpus(third) as corpus:
        [kept] = [op for op in ops.every(corpus) if op.id == strange.id]
        assert kept == strange and checksum(kept) == checksum(strange)


def test_t17_an_older_schema_as_main_and_as_source(small: Path, tmp_path: Path) -> None:
    there = Path(shutil.copy(small, tmp_path / "there.db"))
    note(small, "hier")
    note(there, "dort")
    make_first(there)
    before = print_of(there)
    assert take(small, there) and print_of(there) == before
    assert bodies(small) == ["dort", "hier"]
    make_first(small)
    note(there, "später")
    assert take(small, there), "migrated, after a backup, and merged"
    with open_corpus(small) as corpus:
        assert corpus.row("PRAGMA user_version")[0] == schema.SCHEMA
    assert bodies(small) == ["dort", "hier", "später"]
    integrity(small)


YEARS = 365 * 86_400_000


@pytest.mark.parametrize("skews", [(-10 * YEARS, 10 * YEARS), (10 * YEARS, -10 * YEARS), (0, 0), (3_600_000, 0)])
def test_t18_clocks_that_are_wrong(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, skews: tuple[int, int]
) -> None:
    now = time.time_ns() // 1_000_000
    first = note(small, "eins\nzwei")
    there = Path(shutil.copy(small, tmp_path / "there.db"))
    for path, skew, word in ((small, skews[0], "hier"), (there, skews[1], "dort")):
        monkeypatch.setattr(ops, "milliseconds", lambda skew=skew: now + skew)  # both in the same millisecond
        note(path, word)
        note(path, f"{word}\neins\nzwei" if word == "hier" else f"eins\nzwei\n{word}", first)
    ever = op_rows(small) | op_rows(there)
    with open_corpus(small) as corpus:
        report = merge(corpus, [there])
    assert len(report.clocks) == (skews[1] > YEARS)
    take(there, small)
    assert view(small) == view(there) and op_rows(small) == ever and len(ever) == 5
    monkeypatch.setattr(ops, "milliseconds", lambda: now - 10 * YEARS)  # it jumps back; what is known stays before
    note(small, "zuletzt", first)
    take(there, small)
    assert "zuletzt" in bodies(there) and not any("\neins" in body for body in bodies(there))


def test_t19_a_file_cloned_to_three_machines(small: Path, tmp_path: Path) -> None:
    paths = [small, *(Path(shutil.copy(small, tmp_path / f"{name}.db")) for name in "bc")]
    for number, path in enumerate(paths):
        for time_ in range(10):
            note(path, f"{number} {time_}")
    for one, other in itertools.permutations(paths, 2):
        take(one, other)
    assert all(len(bodies(path)) == 30 for path in paths)
    assert view(paths[0]) == view(paths[1]) == view(paths[2])


def test_t19_a_snapshot_and_a_backup_put_back_over_a_newer_file(small: Path, tmp_path: Path) -> None:
    snapshot = Path(shutil.copy(small, tmp_path / "snapshot.db"))
    note(small, "vor dem Zurücksetzen")
    newer = Path(shutil.copy(small, tmp_path / "newer.db"))
    shutil.copy(snapshot, small)
    note(small, "danach")
    aged(newer)
    assert take(small, newer)
    assert bodies(small) == ["danach", "vor dem Zurücksetzen"]
    shutil.copy(snapshot, small)
    assert take(small, newer), "that it was taken in once is nothing against that it is not here now"
    assert bodies(small) == ["vor dem Zurücksetzen"]


def three(small: Path, tmp_path: Path) -> Iterator[Path]:
    yield small
    for name in "bc":
        yield Path(shutil.copy(small, tmp_path / f"{name}.db"))


def test_t22_a_conflict_resolved_in_two_ways(small: Path, tmp_path: Path) -> None:
    clash = note(small, "gleich")
    here, there, _ = three(small, tmp_path)
    note(here, "hier", clash)
    note(there, "dort", clash)
    take(here, there)
    take(there, here)
    note(here, "so gelöst", clash)
    note(there, "anders gelöst", clash)
    take(here, there)
    take(there, here)
    for path in (here, there):
        with open_corpus(path) as corpus:
            found = annotations.load(corpus, clash)
            assert found.conflict and {one.body for one in found.versions} == {"so gelöst", "anders gelöst"}
    note(here, "einig", clash)
    take(there, here)
    with open_corpus(there) as corpus:
        found = annotations.load(corpus, clash)
        assert (found.body, found.conflict) == ("einig", False)


def test_t23_a_machine_that_was_away_for_a_year(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year_ago = time.time_ns() // 1_000_000 - YEARS
    monkeypatch.setattr(ops, "milliseconds", lambda: year_ago)
    gone, kept = note(small, "gelöscht"), note(small, "eins")
    away = Path(shutil.copy(small, tmp_path / "away.db"))
    note(away, "eins\nvon unterwegs", kept)
    monkeypatch.undo()
    with open_corpus(small) as corpus:
        acts.remove_annotation(corpus, gone)
        for number in range(5):
            acts.edit_note(corpus, kept, f"{number}\neins")
    take(small, away)
    take(away, small)
    assert view(small) == view(away)
    assert bodies(small) == ["4\neins\nvon unterwegs"], "nothing rises again, and nothing is lost"
