"""Rows of the matrix of faults that concern what two people did to the same things: each test is named by its row.

L: nothing a person did is lost; I: file and index are sound.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import acts
from reader.corpus import annotations, articles, compaction, entities, open_corpus, ops
from reader.corpus.check import check
from reader.corpus.follow import follow
from reader.fold import fold
from reader.merge import merge

from .conftest import Run
from .laws import dump, integrity, op, op_rows, print_of
from .test_sync import bodies, note

Act = Callable[[Path], object]


@pytest.fixture
def there(small: Path, tmp_path: Path) -> Path:
    """Where the copy of the small corpus on another machine lies; it is made by `part`."""
    return tmp_path / "there.db"


def part(here: Path, there: Path) -> None:
    shutil.copy(here, there)


def unite(*paths: Path) -> None:
    """Let each take in all others, twice around; then all are the same, sound, and nothing is missing."""
    ever = set().union(*map(op_rows, paths))
    for _ in range(2):
        for path in paths:
            with open_corpus(path) as corpus:
                merge(corpus, [other for other in paths if other != path])
    first, *others = map(view, paths)
    assert all(other == first for other in others)
    assert op_rows(paths[0]) == ever
    with open_corpus(paths[0]) as corpus:
        assert check(corpus) == []
    integrity(paths[0])


def view(path: Path) -> object:
    with open_corpus(path) as corpus:
        return dump(corpus)


def delete(path: Path, which: str) -> None:
    with open_corpus(path) as corpus:
        acts.remove_annotation(corpus, which)


def bring_back(path: Path, which: str) -> None:
    with open_corpus(path) as corpus:
        acts.restore_annotation(corpus, which)


def article(path: Path, words: str) -> str:
    with open_corpus(path) as corpus:
        return str(corpus.rows("SELECT id FROM article WHERE instr(text, ?)", (words,))[0][0])


# T18: clocks (`test_matrix_sync` has those that are wrong by years and by an hour).


def test_t18_a_clock_that_jumps_at_every_act(small: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Summer time comes and goes, the battery was empty, the machine slept: what was done last on a machine holds."""
    chance, now = random.Random(18), time.time_ns() // 1_000_000
    first = note(small, "0")
    part(small, there)
    for number in range(1, 40):
        hours = chance.choice([0, 1, -1, 24 * 3650, -24 * 3650])
        monkeypatch.setattr(ops, "milliseconds", lambda hours=hours: now + hours * 3_600_000)
        path = chance.choice([small, there])
        note(path, f"{bodies(path)[0]}\n{number}" if number % 3 else str(number), first)
        if number % 5 == 0:
            unite(small, there)
            with open_corpus(path) as corpus:
                acts.edit_note(corpus, first, f"{annotations.load(corpus, first).body}\nvereint {number}")
            shutil.copy(path, there if path == small else small)
    unite(small, there)
    last = bodies(small)[0]
    note(small, f"{last}\nzuletzt", first)
    unite(small, there)
    assert bodies(there) == [f"{last}\nzuletzt"]
    with open_corpus(there) as corpus:
        made = [one for one in ops.every(corpus) if one.row == first]
        assert all(parent < one.id for one in made for parent in one.parents)


def test_t18_two_machines_in_the_same_millisecond(small: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ops, "milliseconds", lambda: 1_714_564_800_000)
    part(small, there)
    for path in (small, there):
        with open_corpus(path) as corpus:
            for number in range(50):
                acts.write_note(corpus, "corpus", f"{path.name} {number}")
    assert len(op_rows(small) | op_rows(there)) == 100
    unite(small, there)
    assert len(bodies(small)) == 100


# T20: deleted here, changed there.


@pytest.mark.parametrize(
    ("here", "away", "expected"),
    [
        ("delete", "edit", ["eins\nzwei\ndort"]),
        ("edit", "delete", ["eins\nzwei\nhier"]),
        ("delete", "delete", []),
        ("delete", None, []),
        ("delete and bring back", "delete", ["eins\nzwei"]),
        ("delete and bring back", "edit", ["eins\nzwei\ndort"]),
        ("edit and delete", "edit", ["eins\nzwei\ndort"]),
        ("edit and delete", "delete", []),
    ],
)
def test_t20_deleted_here_and_changed_there(
    small: Path, there: Path, here: str, away: str | None, expected: list[str]
) -> None:
    first = note(small, "eins\nzwei")
    part(small, there)
    for path, does, word in ((small, here, "hier"), (there, away or "", "dort")):
        if "edit" in does:
            note(path, f"eins\nzwei\n{word}", first)
        if "delete" in does:
            delete(path, first)
        if "bring back" in does:
            bring_back(path, first)
    unite(small, there)
    assert bodies(there) == expected
    if not expected:
        bring_back(there, first)
        unite(small, there)
        assert bodies(small) == ["eins\nzwei" + "\nhier" * ("edit" in here)]


def test_t20_a_deletion_that_saw_the_change_holds(small: Path, there: Path) -> None:
    first = note(small, "eins")
    part(small, there)
    note(there, "eins\ndort", first)
    unite(small, there)
    delete(small, first)
    unite(small, there)
    assert bodies(there) == []


def test_t20_a_tag_taken_away_here_and_given_to_another_there(small: Path, there: Path, run: Run) -> None:
    one, other = article(small, "vierzig Waggons"), article(small, "Fährdienst")
    assert run("tag", one, "reise", "--corpus", small).code == 0
    part(small, there)
    assert run("tag", one, "reise", "--remove", "--corpus", small).code == 0
    assert run("tag", other, "reise", "--corpus", there).code == 0
    unite(small, there)
    for path in (small, there):
        assert [found["id"] for found in run("list", "tag:reise", "--json", "--corpus", path).lines] == [other]


def test_t20_an_article_removed_here_and_noted_on_there(small: Path, there: Path, run: Run) -> None:
    """The article stays out of the lists; what was written on it is seen, and stands on it should it come back."""
    gone = article(small, "vierzig Waggons")
    part(small, there)
    assert run("remove", gone, "--corpus", small).code == 0
    assert run("note", gone, "dort notiert", "--corpus", there).code == 0
    assert run("highlight", gone, "--quote", "vierzig Waggons", "--note", "gezählt", "--corpus", there).code == 0
    unite(small, there)
    for path in (small, there):
        assert gone not in [found["id"] for found in run("list", "--json", "--corpus", path).lines]
        listed = run("notes", "--json", "--corpus", path).lines
        assert {one["body"] for one in listed} == {"dort notiert", "gezählt"}
        assert {one["article"] for one in listed} == {gone}
    with open_corpus(small) as corpus, corpus.write():
        ops.record(corpus, "removed", gone, None)
        follow(corpus, {("removed", gone)})
    unite(small, there)
    assert {one["body"] for one in run("show", gone, "--json", "--corpus", there).json["annotations"]} == {
        "dort notiert", "gezählt",
    }  # fmt: skip


def test_t20_a_name_merged_away_here_and_noted_on_there(small: Path, there: Path) -> None:
    with open_corpus(small) as corpus:
        kept, gone, *_ = entities.ranked(corpus)
    part(small, there)
    with open_corpus(small) as corpus:
        acts.merge_entities(corpus, kept.id, [gone.id])
    with open_corpus(there) as corpus:
        acts.write_note(corpus, f"entity:{gone.id}", "über den anderen Namen")
    unite(small, there)
    for path in (small, there):
        with open_corpus(path) as corpus:
            [seen] = [one for one in annotations.recent(corpus) if one.body == "über den anderen Namen"]
            assert entities.find(corpus, str(seen.entity)).id == kept.id


# T21: one note, written on two machines.

MERGED = {
    "lines apart": ("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD", "A\nb\nc\nD"),
    "neighbours": ("a\nb\nc\nd", "a\nB\nc\nd", "a\nb\nC\nd", "a\nB\nC\nd"),
    "both append": ("a", "a\nhier", "a\ndort", "a\nhier\ndort"),
    "both before": ("a", "hier\na", "dort\na", "hier\ndort\na"),
    "the same on both sides": ("a\nb", "a\nB", "a\nB", "a\nB"),
    "one deletes a line, one appends": ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
    "CRLF here, LF there": ("a\nb\nc", "A\r\nb\r\nc", "a\nb\nC", "A\nb\nC"),
    "CR of old": ("a\nb\nc", "A\rb\rc", "a\nb\nC", "A\nb\nC"),
    "no final newline here": ("a\nb\n", "a\nb", "A\nb\n", "A\nb"),
    "no final newline there": ("a\nb\n", "A\nb\n", "a\nb", "A\nb"),
    "lines that look alike": ("-\n-\n-", "x\n-\n-\n-", "-\n-\n-\ny", "x\n-\n-\n-\ny"),
    "a blank line between": ("a\n\nb", "a1\n\nb", "a\n\nb1", "a1\n\nb1"),
}
KEPT_APART = {
    "the same line": ("a\nb\nc", "a\nhier\nc", "a\ndort\nc"),
    "a line changed here, deleted there": ("a\nb\nc", "a\nB\nc", "a\nc"),
    "all anew on both sides": ("a\nb", "x", "y"),
    "combining marks that look alike": ("u", "\u00fc", "u\u0308"),
}


def two_write(small: Path, there: Path, first: str, here: str, away: str) -> str:
    written = note(small, first)
    part(small, there)
    note(small, here, written)
    note(there, away, written)
    unite(small, there)
    return written


@pytest.mark.parametrize("name", MERGED)
def test_t21_what_does_not_overlap_becomes_one(small: Path, there: Path, name: str) -> None:
    first, here, away, united = MERGED[name]
    written = two_write(small, there, first, here, away)
    with open_corpus(there) as corpus:
        found = annotations.load(corpus, written)
        assert (found.body.rstrip("\n"), found.conflict) == (united, False)


@pytest.mark.parametrize("name", KEPT_APART)
def test_t21_what_overlaps_is_kept_whole_on_both_sides_and_said(small: Path, there: Path, name: str, run: Run) -> None:
    first, here, away = KEPT_APART[name]
    two_write(small, there, first, here, away)
    for path in (small, there):
        [shown] = run("notes", "--json", "--corpus", path).lines
        assert shown["conflict"] and {one["body"] for one in shown["versions"]} == {here, away}
        assert shown["body"] == shown["versions"][0]["body"] == away, "the newest is shown"


def test_t21_three_machines(small: Path, there: Path, tmp_path: Path) -> None:
    third = tmp_path / "third.db"
    written = note(small, "\n".join("abcdef"))
    part(small, there)
    part(small, third)
    note(small, "\n".join("Abcdef"), written)
    note(there, "\n".join("abcDef"), written)
    note(third, "\n".join("abcdef!"), written)
    unite(small, there, third)
    assert bodies(third) == ["\n".join("AbcDef!")]


def prose(chance: random.Random, lines: int, width: int) -> list[str]:
    return ["".join(chance.choices("abcdefgh ", k=width)) for _ in range(lines)]


def big(name: str) -> tuple[str, str, str]:
    chance = random.Random(name)
    lines = {
        "a megabyte": prose(chance, 12_500, 80),
        "one line of a megabyte": prose(chance, 1, 1_000_000),
        "10,000 equal lines": ["-"] * 10_000,
        "10,000 lines of two kinds": chance.choices("ab", k=10_000),
        "10,000 lines all anew": prose(chance, 10_000, 20),
    }[name]
    if "anew" in name:
        sides = (prose(chance, 10_000, 20), prose(chance, 10_000, 20))
    else:
        sides = (["hier", *lines], [*lines, "dort"])
        for side in sides if len(lines) > 1 else ():
            for at in sorted(chance.sample(range(1, len(lines)), 40)):
                side[at] += "x" if side is sides[0] else "y"
    return "\n".join(lines), *("\n".join(side) for side in sides)  # type: ignore[return-value]


SECOND = 1.0
BIG = ("a megabyte", "one line of a megabyte", "10,000 equal lines", "10,000 lines of two kinds",
       "10,000 lines all anew")  # fmt: skip


@pytest.mark.parametrize("name", BIG)
def test_t21_large_notes_take_no_longer_than_a_second(name: str) -> None:
    """Of the processor's time. What cannot be united in it is kept side by side."""
    first, here, away = big(name)
    root = op(1, {"body": first})
    row = [root, op(2, {"body": here}, root), op(3, {"body": away}, root, run=1)]
    began = time.process_time()
    folded = fold(row)
    assert time.process_time() - began < SECOND
    if folded.conflict:
        assert {one.body for one in folded.conflict} == {here, away}
    else:
        lines = str(folded.value["body"]).split("\n")
        assert (
            set(here.split("\n")) - set(first.split("\n"))
            <= set(lines)
            >= set(away.split("\n")) - set(first.split("\n"))
        )
    assert bool(folded.conflict) == ("anew" in name)


@pytest.mark.parametrize("name", BIG[:1])
def test_t21_a_note_of_a_megabyte_from_file_to_file(small: Path, there: Path, name: str) -> None:
    first, here, away = big(name)
    two_write(small, there, first, here, away)
    [body] = bodies(there)
    assert body.startswith("hier\n") and body.endswith("\ndort")


# T23: away for a year, while notes were compacted elsewhere.


@pytest.mark.parametrize("also_away", [False, True], ids=["compacted here", "on both sides"])
def test_t23_a_machine_that_was_away_while_notes_were_compacted(
    small: Path, there: Path, monkeypatch: pytest.MonkeyPatch, also_away: bool
) -> None:
    now = time.time_ns() // 1_000_000
    monkeypatch.setattr(ops, "milliseconds", lambda: now - 800 * 86_400_000)
    gone, kept = note(small, "gelöscht"), note(small, "eins\nzwei\ndrei\nvier")
    part(small, there)
    for number in range(4):
        note(there, f"eins\nzwei\ndrei\nvier\nvon unterwegs {number}", kept)
    for number in range(5):
        note(small, f"{number}\neins\nzwei\ndrei\nvier", kept)
    delete(small, gone)
    monkeypatch.undo()
    for path in (small, there)[: 1 + also_away]:
        with open_corpus(path) as corpus:
            assert compaction.compact(corpus).versions > 2
    unite(small, there)
    both = ["4\neins\nzwei\ndrei\nvier", "eins\nzwei\ndrei\nvier\nvon unterwegs 3"]
    with open_corpus(there) as corpus:
        [found] = annotations.recent(corpus)  # nothing rises again
        if also_away:  # what both went on from is nowhere any more: both versions are kept
            assert sorted(one.body for one in found.versions) == both
        else:
            assert found.body == "4\neins\nzwei\ndrei\nvier\nvon unterwegs 3" and not found.conflict


# T27: another version of the program on the other machine.


def test_t27_what_another_version_derived_does_not_travel_and_corrections_do(
    small: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part(small, there)
    with open_corpus(there) as corpus, corpus.write() as db:
        db.execute("UPDATE reading SET version = 'another', blocks = '[]'")
        db.execute("UPDATE mention SET type = 'MISC', form = 'Unsinn', called = 'Unsinn'")
        db.execute("UPDATE card SET title = 'Unsinn'")
        db.execute("DELETE FROM kin")
    with open_corpus(there) as corpus:
        [lawrow] = [one for one in entities.ranked(corpus) if "Lawrow" in one.name]
        acts.rename_entity(corpus, lawrow.id, "S. W. Lawrow")
        acts.correct(corpus, article(there, "vierzig Waggons"), {"title": "Mein Titel"})
    with open_corpus(small) as corpus:
        before = corpus.rows("SELECT article, start, end, type FROM mention ORDER BY article, start")
        assert merge(corpus, [there]).corrections == 2
        assert corpus.rows("SELECT article, start, end, type FROM mention ORDER BY article, start") == before
        assert not corpus.rows("SELECT 1 FROM mention WHERE form = 'Unsinn' UNION ALL "
                               "SELECT 1 FROM card WHERE title = 'Unsinn'")  # fmt: skip
        assert entities.find(corpus, lawrow.id).name == "S. W. Lawrow"
        assert articles.load(corpus, article(small, "vierzig Waggons")).card.title == "Mein Titel"
        corrected = [one for one in ops.every(corpus) if one.table in ("entity", "article")]
    with open_corpus(there) as corpus:
        assert [one for one in ops.every(corpus) if one.table in ("entity", "article")] == corrected


# T31: size. At full scale it is measured by `bench/merge.py`.


def used(path: Path) -> int:
    """Bytes of the pages that hold something."""
    with open_corpus(path) as corpus:
        sizes = (corpus.rows(f"PRAGMA {name}")[0][0] for name in ("page_count", "freelist_count", "page_size"))
        pages, free, size = sizes
    return int((pages - free) * size)


def test_t31_a_version_of_a_note_takes_little_more_than_its_text(small: Path) -> None:
    chance, versions = random.Random(31), 300
    words = "".join(prose(chance, 1, 1600)).split()
    written = note(small, " ".join(words))
    before = used(small)
    with open_corpus(small) as corpus, corpus.write():
        for _ in range(versions):
            words[chance.randrange(len(words))] = "".join(prose(chance, 1, 7)).strip() or "x"
            acts.edit_note(corpus, written, " ".join(words))
    assert (used(small) - before) / versions < 2500


def test_t31_a_tenth_of_it_is_merged_and_no_news_are_seen_at_once(small: Path, there: Path) -> None:
    """2,000 entries on each side; of the processor's time."""
    part(small, there)
    for seed, path in enumerate((small, there)):
        with open_corpus(path) as corpus, corpus.write():
            for number in range(2000):
                ops.record(corpus, "note", f"{seed:016}{number:016}", {"about": "corpus", "body": f"Notiz {number}"})
    began = time.process_time()
    unite_once(small, there)
    assert time.process_time() - began < 2
    before, began = print_of(small), time.process_time()
    unite_once(small, there)
    assert time.process_time() - began < 0.2 and print_of(small) == before
    assert len(op_rows(small)) == 4000


def unite_once(path: Path, other: Path) -> None:
    with open_corpus(path) as corpus:
        merge(corpus, [other])
