"""Whatever a corpus, a file name or an argument holds, a terminal only ever sees text."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reader import __main__, cli
from reader.cli.output import columns, fitted, painted, wrapped
from reader.cli.verbs import VERBS
from reader.text import cells
from tests.conftest import Run, examples

TITLE = "Rot \x1b[31m und \x1b]52;c;SGFsbG8=\x07 und \u202everkehrt\u202c und \x9b5m und 漢字 und [/b] 🇰🇵 ü"
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")


@pytest.fixture
def hostile(run: Run, tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "feindlich"
    folder.mkdir()
    text = f"{TITLE}\n\n12.03.2021\n\n{TITLE} sagte Kim Jong Un in Pjöngjang. " + "x" * 5000 + "\n"
    (folder / "a\x1b[2Jb\nc.txt").write_bytes(text.encode())
    path = tmp_path / "hostile.db"
    added = run("add", folder, "--corpus", path)
    assert added.code == 0
    assert not HARMFUL.search(added.out)
    article = run("list", "--corpus", path, "--json").lines[0]["id"]
    for arguments in (["tag", article, TITLE], ["note", article, TITLE + "\n\x1b[2J"], 
                      ["set", article, f"outlet={TITLE}"],
                      ["highlight", article, "--quote", "sagte Kim Jong Un", "--note", TITLE],
                      ["entity", "rename", "Kim Jong Un", TITLE]):  # fmt: skip
        assert run(*arguments, "--corpus", path).code == 0
    return path, article


def test_no_command_lets_a_control_character_through(run: Run, hostile: tuple[Path, str]) -> None:
    path, article = hostile
    for command in (["list"], ["show", article], ["search", "Rot"], ["search", "Kim"], ["entities"], ["notes"],
                    ["entity", "Kim Jong Un"], ["entity", TITLE], ["show", TITLE], ["list", TITLE],
                    ["highlight", article, "--quote", TITLE], ["add", TITLE], ["merge", TITLE], [TITLE],
                    ["list", "--sort", TITLE], ["note", "--edit", TITLE, "x"], ["export", "--format", TITLE],
                    ["undo"], ["remove", article], ["undo"]):  # fmt: skip
        result = run(*command, "--corpus", path, width=50)
        assert not HARMFUL.search(result.out), command
        assert not HARMFUL.search(result.err), command
        assert result.err.count("\n") <= 1
        assert all(cells(line) <= 50 for line in result.out.splitlines()), command


def test_json_holds_the_text_but_no_raw_control_character(run: Run, hostile: tuple[Path, str]) -> None:
    path, article = hostile
    for command in (["list"], ["show", article], ["search", "Rot"], ["entities"], ["notes"], ["stats"]):
        out = run(*command, "--corpus", path, "--json").out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)
    assert "\u202e" in run("show", article, "--corpus", path, "--json").json["text"]


def test_file_names_that_are_no_utf8(process: Run, tmp_path: Path) -> None:
    folder = tmp_path / "namen"
    odd, empty = folder / os.fsdecode(b"caf\xe9\x1b.txt"), folder / os.fsdecode(b"leer\xff")
    empty.mkdir(parents=True)
    odd.write_text("Ein Name in Latin-1\n\nDer Text selbst ist sauber und lang genug dafür.\n", "utf-8")
    path = tmp_path / "x.db"
    added = process("--corpus", path, "add", "--json", folder)
    assert (added.code, len(added.lines)) == (0, 1)
    assert added.lines[0]["path"] == str(odd)
    shown = process("--corpus", path, "show", added.lines[0]["id"], "--json").json
    assert shown["source"] == "caf\\xe9\x1b.txt"
    refused = process("--corpus", path, "add", empty)
    assert refused.code == 1 and "leer\\xff" in refused.err and refused.err.count("\n") == 1


def test_output_survives_a_terminal_without_utf8(process: Run, small: Path) -> None:
    result = process("--corpus", small, "list", env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 0 and "Getreide" in result.out
    assert len(process("--corpus", small, "list", "--json", env={"PYTHONIOENCODING": "ascii"}).lines) == 4


def test_colour_only_on_a_terminal_that_wants_it(small: Path) -> None:
    from tests.terminal import Terminal

    command = [sys.executable, "-m", "reader", "--corpus", str(small), "entity", "Nordkorea"]
    root = {"PYTHONPATH": str(Path(__file__).parents[2])}
    for more, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        with Terminal(command, 80, 60, root | more) as terminal:
            assert terminal.wait_exit() == 0
            terminal.settle()
        assert (b"\x1b[1m" in terminal.raw) is coloured


@pytest.mark.parametrize("format", ["markdown", "csv", "bibtex", "ris"])
def test_an_export_is_harmless_on_a_terminal_and_the_text_itself_in_a_file(
    hostile: tuple[Path, str], run: Run, format: str
) -> None:
    from tests.terminal import Terminal

    command = [sys.executable, "-m", "reader", "--corpus", str(hostile[0]), "export", "--format", format]
    with Terminal(command, 80, 60, {"PYTHONPATH": str(Path(__file__).parents[2])}) as terminal:
        assert terminal.wait_exit() == 0
        terminal.settle()
    assert "verkehrt" in terminal.raw.decode() and not HARMFUL.search(terminal.raw.decode().replace("\r", ""))
    if format == "markdown":
        assert "\u202everkehrt" in run(*command[3:]).out


def test_painted_knows_its_own_marks_only() -> None:
    assert painted("a\x1b[31m\x02b\x01c\u202e", colour=True) == "a\ufffd[31m\x1b[1mb\x1b[0mc·"
    assert painted("a\x02b\x01", colour=False) == "ab"


@pytest.mark.parametrize("text", ["", "漢字" * 40, "a" * 500, "a b " * 50, "\u0301" * 300, "🇰🇵" * 50, " \t\n ", TITLE])
@pytest.mark.parametrize("width", [1, 2, 7, 80])
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    from reader.text import one_line

    lines = list(wrapped(text, width))
    assert all(cells(line) <= max(2, width) for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(one_line(text).split())
    assert cells(fitted(text, 10)) == 10


def test_columns_give_way_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    lines = list(columns([("id", "1", "a" * 50), ("longer", "22", "漢字" * 20)], shrinking=2, right=(1,)))
    assert [cells(line) for line in lines] == [30, 29]
    assert lines[0].startswith("id       1  aaa")


WORDS = st.text(max_size=8) | st.sampled_from(
    [
        "--json",
        "--limit",
        "--at",
        "--quote",
        "--edit",
        "--remove",
        "--format",
        "json",
        "--dry-run",
        "--",
        "-",
        "x",
        "2",
        "-1",
        "corpus",
        "entity:Nordkorea",
        "Nordkorea",
        "title=",
        "date=2018",
        "--output",
        "--force",
        "--raw",
        "--type",
        "per",
        "--nth",
        "--note",
        "--unread",
        "--sort",
        "added",
    ]
)


@examples(150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verb=st.sampled_from([verb.name for verb in VERBS]), words=st.lists(WORDS, max_size=5))
def test_no_command_line_ends_in_a_traceback(desk: Run, verb: str, words: list[str]) -> None:
    result = desk(*verb.split(), *words)
    assert result.code in (0, 1, 2)
    assert result.code != 2 or (result.out == "" and result.err.count("\n") == 1)
    assert not HARMFUL.search(result.err)


def test_what_nobody_foresaw_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise ValueError("odd\n\x1b[31m row")

    monkeypatch.setattr(cli, "main", fail)
    assert __main__.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("reader: ") and said.count("\n") == 1 and not HARMFUL.search(said)
    monkeypatch.setenv("READER_TRACEBACK", "1")
    with pytest.raises(ValueError, match="odd"):
        __main__.main()
