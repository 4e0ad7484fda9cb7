"""`add`, `export`, `merge`, `check`, `stats`, `index` as commands."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from reader.text import cells
from tests.conftest import Run

ADD_KEYS = {"path", "status", "id", "title", "reason"}


def test_add_says_one_line_for_each_file_in_order(run: Run, tmp_path: Path, texts: Path) -> None:
    paths = [texts / "letter.md", tmp_path / "none.txt", texts / "hafen.txt", texts / "letter.md"]
    result = run("add", *paths, "--corpus", tmp_path / "x.db", "--json")
    assert result.code == 1
    assert all(set(one) >= ADD_KEYS for one in result.lines)
    assert [(one["path"], one["status"]) for one in result.lines] == list(
        zip(map(str, paths), ("added", "refused", "added", "duplicate"), strict=True)
    )
    assert result.lines[0]["title"] == "A letter from the border"
    assert run("add", texts, "--corpus", tmp_path / "x.db").code == 0


def test_add_for_people(run: Run, tmp_path: Path, texts: Path) -> None:
    result = run("add", texts, tmp_path / "none.txt", "--corpus", tmp_path / "x.db", width=60)
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert result.err.startswith(f"reader: {tmp_path / 'none.txt'}: there is no such file. ")
    assert "added" in result.out and "Getreide" in result.out and "ohne.txt" in result.out
    assert all(cells(line) <= 60 for line in result.out.splitlines())


def test_a_reason_is_shown_in_full_below_where_there_is_no_room(desk: Run, ids: dict[str, str], texts: Path) -> None:
    desk("remove", ids["hafen"])
    for width in (20, 60, 80, 200):
        out = desk("add", texts / "hafen.txt", width=width).out
        assert all(cells(line) <= width for line in out.splitlines())
        assert "(it was removed here; to have it back: reader undo)" in " ".join(out.split())
        assert width < 40 or "Neuer Fährdi" in out


def test_an_empty_path_is_named(run: Run, tmp_path: Path) -> None:
    result = run("add", "", "--corpus", tmp_path / "x.db")
    assert (result.code, result.err.count("\n")) == (1, 1) and result.err.startswith('reader: "": ')


def test_a_merge_is_told_in_twenty_columns(desk: Run, run: Run, small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(small.read_bytes())
    out = desk("merge", "--dry-run", other, width=20).out
    assert "nothing was written" in " ".join(out.split()) and max(map(cells, out.splitlines())) <= 20


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path, texts: Path, small: Path) -> None:
    path = tmp_path / "x.db"
    result = run("add", "--dry-run", texts, texts / "letter.md", "--corpus", path, "--json")
    assert [one["status"] for one in result.lines] == ["added"] * 4 + ["duplicate"]
    assert not path.exists()
    before = small.read_bytes(), small.stat().st_mtime_ns
    assert {one["status"] for one in run("add", "--dry-run", texts, "--corpus", small, "--json").lines} == {"duplicate"}
    assert (small.read_bytes(), small.stat().st_mtime_ns) == before


def test_adding_again_changes_nothing(run: Run, small: Path, texts: Path) -> None:
    before = small.read_bytes(), small.stat().st_mtime_ns
    assert {one["status"] for one in run("add", texts, "--corpus", small, "--json").lines} == {"duplicate"}
    assert (small.read_bytes(), small.stat().st_mtime_ns) == before


def test_export_and_add_give_the_same_corpus(desk: Run, run: Run, ids: dict[str, str], tmp_path: Path) -> None:
    desk("note", ids["hafen"], "Ein Gedanke")
    desk("bookmark", ids["letter"])
    desk("entity", "rename", "Nordkorea", "DVRK")
    desk("set", ids["getreide"], "title=Anders")
    desk("remove", ids["ohne"])
    assert desk("export", "--format", "json", "--output", tmp_path / "all.json").code == 0
    copy = tmp_path / "copy.db"
    assert run("add", tmp_path / "all.json", "--corpus", copy, "--json").code == 0
    for command in (["list"], ["notes"], ["entities"], ["show", ids["hafen"]], ["export", "--format", "json"]):
        more = [] if command[0] == "export" else ["--json"]
        assert run(*command, *more, "--corpus", copy).out == desk(*command, *more).out
    ours, theirs = desk("stats", "--json").json, run("stats", "--corpus", copy, "--json").json
    assert {key: ours[key] for key in ours if key != "bytes"} == {key: theirs[key] for key in theirs if key != "bytes"}


def test_export_of_a_part_has_only_what_is_about_it(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "dabei")
    desk("note", ids["letter"], "nicht dabei")
    desk("note", "corpus", "auch nicht")
    part = json.loads(desk("export", "Fährdienst", "--format", "json").out)
    assert [article["id"] for article in part["articles"]] == [ids["hafen"]]
    assert [op["value"]["body"] for op in part["ops"]] == ["dabei"]
    assert part["lineage"] is None


def test_export_writes_over_nothing_unasked(desk: Run, tmp_path: Path) -> None:
    place = tmp_path / "out.json"
    place.write_text("mine")
    result = desk("export", "--format", "json", "--output", place)
    assert (result.code, place.read_text(), result.err.count("\n")) == (1, "mine", 1)
    assert desk("export", "--format", "json", "--output", place, "--force").code == 0
    assert json.loads(place.read_text("utf-8"))["lesepult"] == 1
    assert desk("export", "--format", "json", "--output", tmp_path).code == 1
    assert desk("export", "--format", "json", "--output", tmp_path / "no" / "x.json").code == 1
    assert desk("export", "--format", "json", "--output", f"{tmp_path / 'new'}/").code == 1
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.skipif(os.name == "nt", reason="devices have no path there")
def test_export_into_a_device_leaves_it_in_its_place(desk: Run, tmp_path: Path) -> None:
    place = tmp_path / "nothing"
    place.symlink_to(os.devnull)
    assert desk("export", "--format", "csv", "--output", place, "--force").code == 0
    assert place.is_symlink() and place.is_char_device()


def test_export_never_writes_over_a_corpus(desk: Run, small: Path) -> None:
    before = small.read_bytes()
    result = desk("export", "--format", "json", "--output", small, "--force")
    assert (result.code, result.err.count("\n"), small.read_bytes() == before) == (1, 1, True)


def test_a_dash_is_standard_output(desk: Run, tmp_path: Path) -> None:
    result = desk("export", "--format", "csv", "--output", "-")
    assert (result.code, result.out) == (0, desk("export", "--format", "csv").out)
    assert not (tmp_path / "here" / "-").exists()


def test_two_copies_grow_together(desk: Run, run: Run, small: Path, ids: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(small, other)
    desk("note", ids["hafen"], "hier")
    run("note", ids["letter"], "dort", "--corpus", other)
    looked = desk("merge", other, "--dry-run", "--json").json
    assert (looked["annotations"], looked["written"]) == (1, False)
    merged = desk("merge", other, "--json")
    assert merged.code == 0
    assert {"sources", "articles", "annotations", "corrections", "merged_notes", "conflicts", "written"} <= set(
        merged.json
    )
    assert (merged.json["annotations"], merged.json["written"]) == (1, True)
    assert {note["body"] for note in desk("notes", "--json").lines} == {"hier", "dort"}
    before = small.read_bytes(), small.stat().st_mtime_ns
    again = desk("merge", other)
    assert (again.code, (small.read_bytes(), small.stat().st_mtime_ns)) == (0, before)
    assert "nothing new" in again.out
    missing = run("merge", tmp_path / "none.db", "--corpus", small)
    assert missing.code == 1 and missing.err.rstrip().endswith("there is no such file. Check the name.")


def test_marks_and_erasures_are_counted_too(
    desk: Run, run: Run, small: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    shutil.copy(small, other)
    run("bookmark", ids["hafen"], "--corpus", other)
    run("tag", ids["hafen"], "eins", "zwei", "--corpus", other)
    run("purge", ids["letter"], "--yes", "--corpus", other)
    for options in (["--dry-run"], []):
        merged = desk("merge", other, "--json", *options).json
        assert (merged["marks"], merged["erased"], merged["articles"], merged["annotations"]) == (3, 1, 0, 0)
        assert [(gain["marks"], gain["erased"]) for gain in merged["gains"]] == [(3, 1)]
    again = desk("merge", other).out
    assert [line.split()[-1] for line in again.splitlines() if "marks" in line or "erased" in line] == ["0", "0"]


def test_check_finds_a_flipped_byte(desk: Run, run: Run, small: Path, ids: dict[str, str]) -> None:
    sound = desk("check", "--json")
    assert (sound.code, sound.json) == (0, {"ok": True, "problems": []})
    assert "sound" in desk("check").out
    with sqlite3.connect(small) as connection:
        connection.execute("UPDATE article SET text = replace(text, 'Kais', 'Eier') WHERE id = ?", (ids["hafen"],))
    connection.close()
    broken = desk("check", "--json")
    assert (broken.code, broken.json["ok"]) == (1, False)
    assert set(broken.json["problems"][0]) == {"what", "where", "repair"}
    assert desk("check").code == 1


def test_stats_count_what_is_there(desk: Run, ids: dict[str, str]) -> None:
    desk("bookmark", ids["hafen"])
    desk("note", ids["hafen"], "x")
    desk("highlight", ids["hafen"], "--quote", "zwei Kais")
    found = desk("stats", "--json").json
    assert {key: found[key] for key in ("articles", "notes", "highlights", "bookmarks")} == {
        "articles": 4, "notes": 1, "highlights": 1, "bookmarks": 1}  # fmt: skip
    assert {"entities", "mentions", "bytes", "schema"} <= set(found)
    assert "articles" in desk("stats").out


def test_index_makes_what_is_missing(desk: Run, small: Path, ids: dict[str, str]) -> None:
    shown = desk("show", ids["hafen"], "--json").out
    entities = desk("entities", "--json").out
    with sqlite3.connect(small) as connection:
        connection.execute("UPDATE reading SET version = 'old', blocks = '[]'")
    connection.close()
    assert "4 articles" in desk("index").out
    assert (desk("show", ids["hafen"], "--json").out, desk("entities", "--json").out) == (shown, entities)
    before = small.read_bytes()
    assert "0 articles" in desk("index").out
    assert small.read_bytes() == before


READING = [["list"], ["list", "Moskau", "--sort", "title"], ["show", "ID"], ["show", "ID", "--raw"],
           ["search", "Moskau"], ["entities"], ["entity", "Nordkorea"], ["notes"], ["stats"], ["check"], ["keys"],
           ["export", "--format", "json"]]  # fmt: skip


@pytest.mark.parametrize("readonly", [False, True])
def test_reading_leaves_the_file_as_it_is(desk: Run, small: Path, ids: dict[str, str], readonly: bool) -> None:
    if readonly:
        small.chmod(0o444)
        small.parent.chmod(0o555)
    before = small.read_bytes(), small.stat().st_mtime_ns, small.stat().st_ino, small.stat().st_ctime_ns
    for command in READING:
        result = desk(*(ids["hafen"] if word == "ID" else word for word in command))
        assert (result.code, result.err) == (0, "")
    after = small.read_bytes(), small.stat().st_mtime_ns, small.stat().st_ino, small.stat().st_ctime_ns
    assert (after, list(small.parent.iterdir())) == (before, [small])
    small.parent.chmod(0o755)
