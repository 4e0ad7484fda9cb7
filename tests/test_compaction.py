"""Compaction: what notes said long ago goes, what stands stays, and no copy that meets another loses anything."""

from __future__ import annotations

import random
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import acts, schema
from reader.corpus import annotations, compaction, open_corpus, ops, shares
from reader.corpus.check import check
from reader.corpus.compaction import Compacted, compact
from reader.corpus.history import changes, history, untold
from reader.fold import bodies as versions_of
from reader.fold import fold, is_hollow, opposite
from reader.hollow import fuller, outdated, without_body
from reader.merge import merge, sync
from reader.places import state_dir
from reader.records import ReaderError

from .conftest import Run, examples
from .laws import Op, dump, integrity, op, op_id, op_rows, print_of
from .test_sync import bodies, note

DAY = 86_400_000
LATER = (1 << 40) * DAY


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


class Clock:
    """Days ago, at which things are written."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch, self._now = patch, ops.milliseconds()

    def back(self, days: float) -> None:
        self._patch.setattr(ops, "milliseconds", lambda: self._now - int(days * DAY))


def said(number: int) -> str:
    return f"Fassung {number}\n{random.Random(number).randbytes(6000).hex()}"


@pytest.fixture
def old(small: Path, clock: Clock) -> tuple[Path, str]:
    """The small corpus with a note in ten versions, a hundred days apart; and its id. The last is of today."""
    clock.back(900)
    written = note(small, said(0))
    for number in range(1, 10):
        clock.back(900 - 100 * number)
        note(small, said(number), written)
    return small, written


def compacted(path: Path, days: int = compaction.DAYS) -> Compacted:
    with open_corpus(path) as corpus:
        return compact(corpus, days)


def take(path: Path, *others: Path) -> bool:
    with open_corpus(path) as corpus:
        return merge(corpus, others).written


def hollow(path: Path) -> int:
    with open_corpus(path) as corpus:
        return len(ops.hollow(corpus))


def same(one: Path, other: Path) -> bool:
    with open_corpus(one) as here, open_corpus(other) as there:
        return dump(here) == dump(there)


def copy_of(path: Path, name: str) -> Path:
    folder = path.parent.parent / "copies"
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(path, folder / name))


def texts(path: Path) -> str:
    """All that the journal still says, unpacked."""
    with closing(sqlite3.connect(path)) as db:
        values = [row[0] for row in db.execute("SELECT value FROM op WHERE value NOTNULL")]
    return "\n".join(zlib.decompress(one).decode() if isinstance(one, bytes) else one for one in values)


def test_what_stands_stays_and_what_was_said_long_ago_goes(old: tuple[Path, str]) -> None:
    path, _ = old
    untouched = copy_of(path, "before.db")
    done = compacted(path)
    # What it said in the last 180 days: the versions of 200 (which stood until 100 days ago), 100 and 0 days ago.
    assert (done.versions, done.notes, hollow(path)) == (7, 1, 7) and done.bytes > 0 and done.backup
    assert same(untouched, done.backup)
    assert bodies(path) == [said(9)]
    kept = texts(path)
    assert [number for number in range(10) if f"Fassung {number}" in kept] == [7, 8, 9]
    assert op_rows(path) == op_rows(untouched), "no op goes"
    integrity(path)
    with open_corpus(path) as corpus:
        assert check(corpus) == []
        before = dump(corpus)
        ops.fold_all(corpus)
        assert dump(corpus) == before
    before = print_of(path)
    assert compacted(path) == Compacted() and print_of(path) == before, "no more to let go, not a byte"


def test_history_says_what_is_gone(old: tuple[Path, str], run: Run) -> None:
    path, written = old
    compacted(path)
    with open_corpus(path) as corpus:
        found = history(corpus, annotations.load(corpus, written))
        assert [one.gone for one in found] == [False] * 3 + [True] * 7
        assert [bool(untold(found, at)) for at in range(10)] == [False] * 2 + [True] * 8
        assert changes(found, 5) == () and [hunk.kind for hunk in changes(found, 2)] == ["new", "new"]
    told = run("note", "--corpus", path, "--history", written[:8])
    assert told.code == 0 and told.out.count("let go") == 8 and "Fassung 7" in told.out
    listed = run("note", "--corpus", path, "--history", written[:8], "--json").lines
    assert [one["body"] for one in listed] == [said(9), said(8), said(7), *[None] * 7]


def test_what_was_deleted_comes_back_as_it_was(small: Path, clock: Clock) -> None:
    clock.back(900)
    written = note(small, "eins")
    for body in ("zwei", "drei", "vier"):
        note(small, body, written)
    with open_corpus(small) as corpus:
        acts.remove_annotation(corpus, written)
    assert compacted(small).versions == 2
    with open_corpus(small) as corpus:
        acts.restore_annotation(corpus, written)
        told = history(corpus, annotations.load(corpus, written))
        assert [(one.how, one.gone) for one in told] == [
            ("brought back", False), ("deleted", False), ("changed", False), ("changed", False), ("changed", True),
            ("written", True),
        ]  # fmt: skip
    assert bodies(small) == ["vier"]


@pytest.mark.parametrize("days", [180, 0])
def test_two_machines_that_compact_have_the_same(old: tuple[Path, str], days: int) -> None:
    path, _ = old
    other = copy_of(path, "other.db")
    assert compacted(path, days).versions == compacted(other, days).versions == 7 + (not days)
    assert same(path, other)
    assert not take(path, other) and not take(other, path)


def test_a_fuller_copy_brings_them_back_and_both_come_to_rest(old: tuple[Path, str]) -> None:
    path, _ = old
    whole, third = copy_of(path, "whole.db"), copy_of(path, "third.db")
    compacted(path)
    before = print_of(whole)
    assert not take(whole, path) and print_of(whole) == before, "what is let go there stays here"
    with open_corpus(path) as corpus:
        report = merge(corpus, [whole, third])
    assert (report.written, report.versions, report.annotations, report.gains) == (True, 7, 0, [])
    assert same(path, whole) and hollow(path) == 0
    before = print_of(path)
    assert not take(path, whole) and not take(path, third) and print_of(path) == before
    with open_corpus(path) as corpus:
        assert check(corpus) == []


def test_a_copy_that_was_taken_in_before_is_looked_into_again(old: tuple[Path, str]) -> None:
    from os import utime

    path, _ = old
    beside = Path(shutil.copy(path, path.with_name("small (1).db")))
    utime(beside, (1_700_000_000, 1_700_000_000))
    assert not take(path, beside)
    compacted(path)
    with open_corpus(path) as corpus:
        done = sync(corpus, clean=True)
    assert done.report.versions == 7 and len(done.cleaned) == 1, "what goes to the trash is wholly here"
    assert hollow(path) == 0


def test_the_backup_brings_them_back(old: tuple[Path, str], run: Run) -> None:
    path, _ = old
    whole = copy_of(path, "whole.db")
    told = run("check", "--compact", "--corpus", path)
    assert told.code == 0 and "7 older versions of notes" in told.out and "reader merge" in told.out
    with open_corpus(path) as corpus:
        [backup] = state_dir(corpus.id).glob("*-before-compaction.db")
    merged = run("merge", backup, "--corpus", path)
    assert merged.code == 0 and "7 older versions" in merged.err + merged.out, merged
    assert same(path, whole)


def test_the_command(old: tuple[Path, str], run: Run) -> None:
    path, _ = old
    before = print_of(path)
    dry = run("check", "--compact", "--dry-run", "--json", "--corpus", path).json
    assert dry["ok"] and dry["compacted"]["versions"] == 7 and not dry["compacted"]["written"]
    assert run("check", "--compact", "--days", 1000, "--corpus", path).code == 0
    assert print_of(path) == before
    for wrong in (("--days", 3), ("--dry-run",), ("--compact", "--days", "x"), ("--compact", "--days", -1)):
        assert run("check", *wrong, "--corpus", path).code == 2
    size = path.stat().st_size
    done = run("check", "--compact", "--days", 0, "--json", "--corpus", path).json["compacted"]
    assert (done["versions"], done["bytes"], done["written"]) == (8, size - path.stat().st_size, True)
    assert run("check", "--compact", "--corpus", path).out.count("nothing") <= 1


def test_a_damaged_file_is_not_compacted(old: tuple[Path, str], run: Run) -> None:
    path, _ = old
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE op SET crc = crc + 1 WHERE n = 1")
        db.commit()
    before = print_of(path)
    assert run("check", "--compact", "--corpus", path).code == 1 and print_of(path) == before


def test_two_who_went_on_from_a_version_that_only_one_let_go_are_united(old: tuple[Path, str], clock: Clock) -> None:
    path, written = old
    away = copy_of(path, "away.db")
    note(away, said(9) + "\nvon unterwegs", written)
    clock.back(-200)  # time goes by
    for number in range(4):
        note(path, f"{number}\n{said(9)}", written)
    assert compacted(path, 0).versions > 8, "what both went on from is gone here"
    third = copy_of(path, "third.db")
    for one, other in ((path, away), (away, third)):
        take(one, other)
        assert bodies(one) == [f"3\n{said(9)}\nvon unterwegs"]
        with open_corpus(one) as corpus:
            assert not annotations.load(corpus, written).conflict


def test_where_both_let_it_go_both_versions_are_kept(old: tuple[Path, str], clock: Clock) -> None:
    path, written = old
    away = copy_of(path, "away.db")
    for place, word in ((path, "hier"), (away, "dort")):
        for number in range(4):
            note(place, f"{word} {number}\n{said(9)}", written)
        assert compacted(place, 0).versions > 8
    take(path, away)
    take(away, path)
    assert same(path, away)
    with open_corpus(path) as corpus:
        found = annotations.load(corpus, written)
        assert {one.body for one in found.versions} == {f"{word} 3\n{said(9)}" for word in ("hier", "dort")}
    assert compacted(path, 0).versions == 0, "what stands side by side is left alone"
    note(path, "einig", written)
    take(away, path)
    assert bodies(away) == ["einig"]


def test_undo_says_that_what_was_there_is_gone(small: Path) -> None:
    written = note(small, "eins")
    for body in ("zwei", "drei"):
        note(small, body, written)
    assert compacted(small, 0).versions == 1
    with open_corpus(small) as corpus:
        acts.undo(corpus)
    assert bodies(small) == ["zwei"]
    with open_corpus(small) as corpus, pytest.raises(ReaderError, match="let go"):
        acts.undo(corpus)
    assert bodies(small) == ["zwei"], "nothing is invented in its stead"


def test_while_somebody_else_reads_it_waits_and_says_so(old: tuple[Path, str]) -> None:
    path, _ = old
    reading = sqlite3.connect(path, isolation_level=None)
    with open_corpus(path) as corpus:
        real = corpus.rewrite

        def busy() -> None:
            reading.execute("BEGIN")
            reading.execute("SELECT * FROM op").fetchone()
            try:
                real()
            finally:
                reading.execute("ROLLBACK")

        corpus.rewrite = busy  # type: ignore[method-assign]
        with pytest.raises(ReaderError, match="not smaller yet"):
            compact(corpus)
        size = path.stat().st_size
    reading.close()
    assert hollow(path) == 7 and bodies(path) == [said(9)]
    assert compacted(path).bytes > 0 and path.stat().st_size < size
    integrity(path)


def test_a_purged_article_stays_so_whoever_was_compacted(small: Path, clock: Clock) -> None:
    from reader import purging

    clock.back(900)
    with open_corpus(small) as corpus:
        [(article, text)] = corpus.rows("SELECT id, text FROM article WHERE instr(text, 'vierzig Waggons')")
        at = text.index("vierzig Waggons")
        mark = acts.highlight(corpus, article, acts.anchor(text, at, at + 15), 2, "eins")
    for body in ("zwei", "drei", "vier"):
        note(small, body, mark)
    whole = copy_of(small, "whole.db")
    assert compacted(small).versions == 2
    with open_corpus(small) as corpus:
        purging.purge(corpus, article)
    assert "vierzig Waggons" not in texts(small)
    for one, other in ((whole, small), (small, whole)):
        take(one, other)
        assert "vierzig Waggons" not in texts(one) and hollow(one) == 0
    assert same(small, whole)
    assert bodies(small) == ["vier"]


def test_an_export_of_a_fuller_copy_brings_them_back(old: tuple[Path, str], run: Run, tmp_path: Path) -> None:
    path, _ = old
    whole, exported = copy_of(path, "whole.db"), tmp_path / "all.json"
    assert run("export", "--format", "json", "--output", exported, "--corpus", whole).code == 0
    compacted(path)
    assert run("add", exported, "--corpus", path).code == 0
    assert same(path, whole)


def test_undoing_a_merge_loses_nothing_that_was_compacted(old: tuple[Path, str]) -> None:
    from reader.merge import undo

    path, _ = old
    other = copy_of(path, "other.db")
    note(other, "neu")
    assert take(path, other)
    note(path, "danach")
    compacted(path)
    with open_corpus(path) as corpus:
        assert [str(undo(corpus)) for _ in range(2)][1].endswith("is kept")
    assert said(9) in bodies(path) and "neu" not in bodies(path)
    with open_corpus(path) as corpus:
        assert check(corpus) == []


def test_on_a_share_both_files_are_compacted(
    old: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = old
    table = tmp_path / "mounts"
    table.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {path.parent} nfs4 rw 0 0\n")
    monkeypatch.setattr(shares, "TABLE", table)
    assert bodies(path) == [said(9)]
    size = path.stat().st_size
    assert compacted(path).versions == 7
    assert path.stat().st_size < size and "Fassung 6" not in texts(path)
    monkeypatch.undo()
    assert bodies(path) == [said(9)] and hollow(path) == 7
    integrity(path)


def test_what_is_read_only_is_left_as_it_is(old: tuple[Path, str], run: Run) -> None:
    path, _ = old
    with path.open("r+b") as opened:
        opened.seek(60)
        opened.write((schema.SCHEMA + 1).to_bytes(4, "big"))
    before = print_of(path)
    assert run("check", "--compact", "--corpus", path).code == 1 and print_of(path) == before


def test_damaged_versions_come_back_full_where_a_copy_has_them_so(old: tuple[Path, str], tmp_path: Path) -> None:
    from reader.repair import repair

    path, _ = old
    whole, empty = tmp_path / "whole.db", tmp_path / "empty.db"
    shutil.copy(path, whole)
    shutil.copy(path, empty)
    compacted(empty)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE op SET crc = crc + 1 WHERE n <= 3")
        db.commit()
    repair(path, [empty, whole])
    assert hollow(path) == 0 and same(path, whole)


def test_a_compacted_entry_that_is_damaged_is_named_and_mended(old: tuple[Path, str], tmp_path: Path) -> None:
    from reader.repair import repair

    path, _ = old
    whole = Path(shutil.copy(path, tmp_path / "whole.db"))
    compacted(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE op SET value = '{\"hollow\":true' WHERE n = 2")
        db.commit()
    third = Path(shutil.copy(path, tmp_path / "third.db"))
    note(third, "neu")
    before = print_of(path)
    with open_corpus(path) as corpus:
        assert len(ops.hollow(corpus)) == 6
        with pytest.raises(ReaderError, match="reader check --repair"):
            merge(corpus, [whole])
        assert print_of(path) == before
        assert merge(corpus, [third]).written, "what concerns other rows comes in"
    repair(path, [whole])
    assert hollow(path) == 6 and take(path, whole)
    assert "neu" in bodies(path) and hollow(path) == 0


# The rule (pure).


def chain(*times: int) -> list[Op]:
    made: list[Op] = []
    for time in times:
        made.append(op(time << 16, {"body": str(time)}, *made[-1:]))
    return made


@pytest.mark.parametrize(
    ("before", "gone"), [(0, []), (2, []), (3, [1]), (5, [1, 2, 3]), (9, [1, 2, 3, 4]), (LATER, [1, 2, 3, 4])]
)
def test_what_stood_at_a_time_or_later_stays_and_the_two_newest(before: int, gone: list[int]) -> None:
    row = chain(1, 2, 3, 4, 5, 6)
    found = outdated(row, before)
    assert found == [without_body(one) for one in row if one.id in {op_id(time << 16) for time in gone}]
    assert outdated(row[::-1], before) == found
    left = {one.id: one for one in row} | {one.id: one for one in found}
    assert fold(left.values()) == fold(row) and outdated(left.values(), before) == []


def test_versions_side_by_side_are_left_alone() -> None:
    row = chain(1, 2, 3, 4)
    assert outdated([*row, op(5 << 16, {"colour": 2}, row[1])], LATER) == []
    assert outdated([*row, op(5 << 16, {"body": "x"}, row[1])], LATER) == []
    assert outdated([*row, op(5 << 16, {}, row[1]), op(6 << 16, None, row[3])], LATER) == [], "a dead head may return"


written = st.tuples(st.sampled_from(["body", "body", "body", "other", "gone"]), st.integers(0, 63), st.booleans())


@given(st.lists(written, min_size=3, max_size=14), written, st.integers(0, 20))
@examples(500)
def test_whatever_is_done_to_a_compacted_row_comes_out_as_without(
    script: list[tuple[str, int, bool]], more: tuple[str, int, bool], before: int
) -> None:
    """Also on top of some of its heads only, as by a machine that has not seen the others."""
    row: list[Op] = []
    for number, (kind, chosen, on_all) in enumerate([*script, more], 1):
        heads = [one for one in row if not any(one.id in other.parents for other in row)]
        some = heads if on_all else [one for at, one in enumerate(row[-6:]) if chosen >> at & 1]
        value = {"body": {"body": f"a\n{number}"}, "other": {"colour": number}, "gone": None}[kind]
        row.append(op(number << 16, value, *some, run=number))
    last = row.pop()
    gone = {one.id: one for one in outdated(row, before)}
    left = [gone.get(one.id, one) for one in row]
    assert fold(left) == fold(row)
    heads = {one.id for one in row} - {parent for one in row for parent in one.parents}
    if set(last.parents) <= heads:
        assert fold([*left, last]) == fold([*row, last])


def test_a_base_that_is_gone_makes_a_conflict_and_never_a_wrong_text() -> None:
    row = chain(1, 2)
    one, two = op(3 << 16, {"body": "2\na"}, row[1]), op(4 << 16, {"body": "b\n2"}, row[1], run=1)
    assert fold([*row, one, two]).value["body"] == "b\n2\na"
    lost = fold([row[0], without_body(row[1]), one, two])
    assert [version.body for version in lost.conflict] == ["b\n2", "2\na"]


def test_filling_takes_the_body_alone() -> None:
    whole = op(1, {"about": "corpus", "body": "b", "anchor": {"quote": "q"}})
    empty = without_body(whole)
    assert is_hollow(empty) and not is_hollow(whole)
    assert fuller(empty, whole) == whole == fuller(whole, empty) == fuller(whole, whole)
    purged = empty._replace(value={"about": "corpus", "hollow": True})
    assert fuller(purged, whole).value == {"about": "corpus", "body": "b"}
    assert fuller(empty, empty) == empty == fuller(empty, op(1, None)) == fuller(empty, op(1, {}))


def test_a_body_that_is_gone_is_not_brought_back_by_undo() -> None:
    row = chain(1, 2, 3)
    assert opposite(row, row[2].id) == ({"body": "2"}, (row[2].id,))
    assert opposite([row[0], without_body(row[1]), row[2]], row[2].id) is None
    assert [len(part) for part in versions_of([row[0], without_body(row[1]), row[2]])] == [3, 1]


def test_an_op_that_only_looks_hollow_is_no_news_for_ever(small: Path, tmp_path: Path) -> None:
    there = Path(shutil.copy(small, tmp_path / "there.db"))
    strange = [op(9, {"hollow": True, "body": "x", "about": "corpus"}), op(8, {"hollow": True}, row="m")]
    with open_corpus(small) as corpus:
        ops.insert(corpus, strange)
    with open_corpus(there) as corpus:
        ops.insert(corpus, [strange[0], strange[1]._replace(value={"about": "corpus"})])
    before = print_of(small)
    assert not take(small, there) and print_of(small) == before
    assert bodies(small) == ["", "x"] and compacted(small, 0).versions == 0
