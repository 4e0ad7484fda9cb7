"""`note` in its three ways, `--edit`, `--remove`, and `notes`."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.corpus import opening
from reader.text import cells
from tests.conftest import Run
from tests.terminal import Terminal

KEYS = {"id", "kind", "quote", "start", "end", "body", "created", "modified", "orphan", "conflict"}


def test_a_note_from_its_words(desk: Run, ids: dict[str, str]) -> None:
    assert desk("note", ids["hafen"][:8], "Über", "*Kais*").code == 0
    (note,) = desk("notes", "--json").lines
    assert set(note) >= KEYS
    assert (note["article"], note["entity"], note["body"], note["kind"]) == (ids["hafen"], None, "Über *Kais*", "note")


def test_a_note_from_standard_input(desk: Run) -> None:
    assert desk("note", "corpus", stdin="Zeile 1\r\nZeile 2 mit Ö\n".encode()).code == 0
    (note,) = desk("notes", "--json").lines
    assert (note["body"], note["article"], note["entity"]) == ("Zeile 1\nZeile 2 mit Ö", None, None)


@pytest.mark.parametrize(
    "given", ["Grüße €", "Gr\udcfc\udcdfe \udc80", "Gr\udcc3\udcbc\udcc3\udc9fe \udce2\udc82\udcac"]
)
def test_a_note_in_bytes_that_the_locale_cannot_read(desk: Run, given: str) -> None:
    assert desk("note", "corpus", given).code == 0
    (note,) = desk("notes", "--json").lines
    assert note["body"] == "Grüße €"


def test_what_came_by_a_pipe_is_kept_when_it_cannot_be_saved(
    desk: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = desk("note", "corpus", stdin="Nur einmal gesagt: Öl\n".encode())
    assert refused.code == 1
    kept = Path(refused.err.split("kept in ")[1].split(".md")[0] + ".md")
    assert kept.read_text("utf-8") == "Nur einmal gesagt: Öl"
    kept.unlink()
    assert desk("notes").out == ""


def test_a_note_on_an_entity_by_name_and_by_id(desk: Run) -> None:
    entity = next(one for one in desk("entities", "--json").lines if one["name"] == "Nordkorea")
    assert desk("note", "entity:Nordkorea", "erstens").code == 0
    assert desk("note", f"entity:{entity['id']}", "zweitens").code == 0
    shown = desk("entity", "Nordkorea", "--json").json
    assert {note["body"] for note in shown["annotations"]} == {"erstens", "zweitens"}
    assert {note["entity"] for note in desk("notes", "--json").lines} == {entity["id"]}


def test_a_note_is_edited_and_removed_by_a_prefix(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "alt")
    note = desk("notes", "--json").lines[0]["id"]
    assert desk("note", "--edit", note[:8], "neuer", "Text").code == 0
    assert desk("notes", "--json").lines[0]["body"] == "neuer Text"
    assert desk("note", "--edit", note, stdin=b"aus dem Rohr").code == 0
    assert desk("notes", "--json").lines[0]["body"] == "aus dem Rohr"
    assert desk("note", "--remove", note[:8]).code == 0
    assert desk("notes", "--json").lines == []
    assert desk("undo").code == 0
    assert desk("notes", "--json").lines[0]["body"] == "aus dem Rohr"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["note"], 2),
        (["note", "--edit", "a", "--remove", "b"], 2),
        (["note", "--remove", "abcd", "text"], 2),
        (["note", "--edit", "abcd", "text"], 1),
        (["note", "--remove", "abcd"], 1),
        (["note", "corpus", ""], 1),
        (["note", "entity:Niemandsland", "x"], 1),
        (["note", "ffff", "x"], 1),
    ],
)
def test_what_makes_no_note(desk: Run, arguments: list[str], code: int) -> None:
    result = desk(*arguments)
    assert (result.code, result.err.count("\n"), result.err[:8]) == (code, 1, "reader: ")


def test_an_empty_input_makes_no_note(desk: Run) -> None:
    assert (desk("note", "corpus", stdin=b"").code, desk("notes").out) == (1, "")


def test_notes_are_chosen_by_words_and_limited(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "Kohle zählen")
    desk("note", "corpus", "Holz zählen")
    desk("highlight", ids["hafen"], "--quote", "beide Häfen")
    assert [note["body"] for note in desk("notes", "Kohle", "--json").lines] == ["Kohle zählen"]
    assert [note["quote"] for note in desk("notes", "Häfen", "--json").lines] == ["beide Häfen"]
    assert len(desk("notes", "--limit", "1", "--json").lines) == 1


def test_notes_for_people_say_what_they_are_about(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "lang " * 60)
    desk("highlight", ids["getreide"], "--quote", "vierzig Waggons")
    out = desk("notes", width=50).out
    assert ids["hafen"][:8] in out and "“vierzig Waggons”" in out
    assert all(cells(line) <= 50 for line in out.splitlines())


def _edited(small: Path, tmp_path: Path, script: str, *arguments: str) -> Terminal:
    """`reader note …` in a terminal with a small program as its editor."""
    editor = tmp_path / "editor.py"
    editor.write_text(script, "utf-8")
    environment = {**os.environ, "VISUAL": f"{sys.executable} '{editor}'", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "reader", "note", *arguments, "--corpus", str(small)]
    with Terminal(command, 200, 24, environment) as terminal:
        terminal.wait_exit(20)
        terminal.settle()
    return terminal


WRITES = "import sys; open(sys.argv[1], 'a', encoding='utf-8').write('Grüße aus dem Editor\\n')"
FAILS = WRITES + "; sys.exit(3)"


def test_a_note_from_the_editor(desk: Run, small: Path, tmp_path: Path) -> None:
    _edited(small, tmp_path, WRITES, "corpus")
    (note,) = desk("notes", "--json").lines
    assert note["body"] == "Grüße aus dem Editor"
    _edited(small, tmp_path, WRITES, "--edit", note["id"])
    assert desk("notes", "--json").lines[0]["body"] == "Grüße aus dem EditorGrüße aus dem Editor"


def test_what_was_written_is_kept_when_the_editor_fails(desk: Run, small: Path, tmp_path: Path) -> None:
    shown = _edited(small, tmp_path, FAILS, "corpus").raw.decode()
    kept = Path(shown.split("kept in ")[1].split(".md")[0] + ".md")
    assert kept.read_text("utf-8") == "Grüße aus dem Editor\n"
    kept.unlink()
    assert desk("notes").out == ""


def test_an_untouched_editor_saves_nothing(desk: Run, small: Path, tmp_path: Path) -> None:
    shown = _edited(small, tmp_path, "pass", "corpus")
    assert "it is empty" in shown.raw.decode()
    assert desk("notes").out == ""


def test_a_deleted_note_is_listed_and_comes_back(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "weg #damit")
    desk("note", "corpus", "bleibt")
    note = next(one for one in desk("notes", "--json").lines if one["body"] != "bleibt")
    desk("note", "--remove", note["id"])
    (gone,) = desk("notes", "--deleted", "--json").lines
    assert (gone["id"], gone["body"], gone["tags"], gone["article"]) == (
        note["id"],
        "weg #damit",
        ["damit"],
        ids["hafen"],
    )
    assert gone["deleted"] and "weg #damit" in desk("notes", "--deleted").out
    assert desk("notes", "--deleted", "tag:damit", "--json").lines == [gone]
    assert desk("notes", "--deleted", "tag:anders", "--json").lines == []
    assert desk("note", "--restore", note["id"][:8]).out == f"note is back: {note['id'][:8]}\n"
    assert desk("notes", "--deleted", "--json").lines == [] and len(desk("notes", "--json").lines) == 2
    assert desk("note", "--restore", note["id"][:8]).code == 1
    assert desk("undo").code == 0 and len(desk("notes", "--json").lines) == 1


def test_history_tells_what_a_note_said(desk: Run) -> None:
    desk("note", "corpus", "eins\nzwei")
    note = desk("notes", "--json").lines[0]["id"]
    desk("note", "--edit", note, "eins\ndrei")
    desk("note", "--remove", note)
    versions = desk("note", "--history", note[:6], "--json").lines
    assert [(one["how"], one["body"]) for one in versions] == [
        ("deleted", "eins\ndrei"), ("changed", "eins\ndrei"), ("written", "eins\nzwei"),
    ]  # fmt: skip
    assert "[-zwei-]" in desk("note", "--history", note).out and "{+drei+}" in desk("note", "--history", note).out
    desk("note", "--restore", note)
    assert desk("note", "--history", note, "--json").lines[0]["how"] == "brought back"
    unknown = desk("note", "--history", "abcd")
    assert unknown.code == 1 and "there is no such note or highlight. See: reader notes.\n" in unknown.err
    assert desk("note", "--history", note, "--restore", note).code == 2
    assert desk("note", "--history", note, "text").code == 2


def test_tags_in_notes_and_what_is_asked_of_articles(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "Kais #häfen")
    desk("note", "corpus", "Kais")
    assert [one["article"] for one in desk("notes", "--json", "tag:häfen").lines] == [ids["hafen"]]
    assert [one["article"] for one in desk("notes", "--json", "kais", "date:2021").lines] == [ids["hafen"]]
    assert [one["id"] for one in desk("list", "--json", "tag:häfen").lines] == [ids["hafen"]]


def test_show_says_which_notes_link_to_an_article(desk: Run, ids: dict[str, str]) -> None:
    desk("note", "corpus", f"siehe [[{ids['hafen'][:12]}|den Hafen]]")
    (note,) = desk("notes", "--json").lines
    assert desk("show", ids["hafen"], "--json").json["linked"] == [note["id"]]
    assert (
        f"Linked from\nNote {note['id'][:8]}, {note['modified'][:10]}: siehe den Hafen\n"
        in desk("show", ids["hafen"]).out
    )
