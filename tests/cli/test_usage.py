"""Which corpus, wrong usage, help, exit codes: what holds for every command."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.cli.verbs import BY_NAME, VERBS
from reader.text import cells
from tests.conftest import Run
from tests.terminal import Terminal

READING = [["list"], ["search", "x"], ["entities"], ["entity", "x"], ["notes"], ["stats"], ["check"], ["show", "abcd"],
           ["export", "--format", "json"], ["open", "abcd"]]  # fmt: skip


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_missing_corpus_is_refused_by_what_only_reads(run: Run, tmp_path: Path, command: list[str]) -> None:
    missing = tmp_path / "none.db"
    result = run(*command, "--corpus", missing)
    assert (result.code, result.out, result.err.count("\n"), missing.exists()) == (1, "", 1, False)


def test_a_missing_corpus_is_made_by_add(run: Run, tmp_path: Path, texts: Path) -> None:
    path = tmp_path / "new" / "mine.db"
    assert run("--corpus", path, "add", texts).code == 0
    assert len(run("list", "--corpus", path, "--json").lines) == 4
    assert sorted(path.parent.iterdir()) == [path]


def test_the_corpus_in_the_data_directory_is_made_on_first_use(run: Run, home: Path) -> None:
    assert run("list").code == 0
    assert [path.name for path in home.rglob("*.db")] == ["corpus.db"]


@pytest.mark.parametrize("behind", ["--corpus {}", "--corpus={}"])
def test_what_to_do_with_an_entity_may_stand_behind_the_corpus(run: Run, small: Path, behind: str) -> None:
    place = behind.format(small).split()
    entity = run("entities", "--corpus", small, "--json").lines[0]["id"]
    assert run("entity", *place, "rename", entity, "Otherwise").code == 0
    assert run("entity", *place, entity, "--json").lines[0]["name"] == "Otherwise"
    assert run("entity", "--corpus", "none.db", "undo", "--corpus", small).code == 0


def test_which_corpus(run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_CORPUS", str(tmp_path / "none.db"))
    for place in (["--corpus", small, "stats"], ["stats", "--corpus", small], [f"--corpus={small}", "stats"]):
        assert run(*place).code == 0
    assert run("stats").code == 1
    monkeypatch.setenv("READER_CORPUS", str(small))
    assert len(run("list", "--json").lines) == 4
    monkeypatch.setenv("READER_CORPUS", "")
    for command in (["list"], ["add", "x.txt"]):
        result = run(*command)
        assert (result.code, result.out) == (2, "") and result.err.startswith("reader: READER_CORPUS: ")
    assert run("--corpus", small, "list").code == 0
    monkeypatch.delenv("READER_CORPUS")
    (tmp_path / "here" / "corpus.db").write_bytes(small.read_bytes())
    assert len(run("list", "--json").lines) == 4


def test_options_of_all_commands_stand_before_the_command_too(run: Run, small: Path) -> None:
    behind = run("search", "Hafen", "--corpus", small, "--json")
    assert behind.lines
    for before in (["--json", "--corpus", small], ["--corpus", small, "--json"], [f"--corpus={small}", "--json"]):
        assert run(*before, "search", "Hafen").out == behind.out
    assert run("--json", "bookmark", "abcd").code == 2


def test_nothing_to_take_back_says_what_to_do(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "x.txt"
    page.write_text("Eine Zeile Text.\n", "utf-8")
    assert run("--corpus", tmp_path / "new.db", "add", page).code == 0
    for command in (["undo"], ["entity", "undo"]):
        result = run("--corpus", tmp_path / "new.db", *command)
        assert result.code == 1 and result.err.startswith("reader: undo: ") and result.err.count(". ") == 1


@pytest.mark.parametrize(
    "arguments",
    [["lits"], ["show"], ["show", "a", "b"], ["list", "--nope"], ["list", "--limit", "x"], ["list", "--sort", "size"],
     ["--corpus"], ["list", "--corpus"], ["list", "--corpus", ""], ["--corpus", "", "stats"],
     ["note"], ["search"], ["--json"], ["--json", "open", "abcd"], ["entity"],
     ["entity", "rename", "x"], ["add"], ["tag", "abcd"],
     ["list", "--json=1"], ["\x1b[31m\nlist"], [""], ["highlight", "abcd"], ["export"], ["list", "--limit", "-1"],
     ["highlight", "abcd", "--quote", "x", "--colour", "9"], ["highlight", "abcd", "--quote", "x", "--nth", "0"]],
    ids=lambda arguments: " ".join(arguments)[:20],
)  # fmt: skip
def test_wrong_usage_is_one_line(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("reader: ") and result.err.endswith(".\n") and result.err.count("\n") == 1
    assert "\x1b" not in result.err


def test_a_near_miss_is_named(run: Run) -> None:
    assert "reader list" in run("lits").err


def test_every_command_has_help_that_fits(run: Run) -> None:
    for verb in VERBS:
        result = run(*verb.name.split(), "--help")
        assert (result.code, result.err) == (0, "")
        assert verb.help in result.out
        assert max(map(cells, result.out.splitlines())) <= 80
    overview = run("--help").out
    assert all(verb.name in overview and verb.help in overview for verb in VERBS)
    assert max(map(cells, overview.splitlines())) <= 80
    assert run("--version").out.startswith("reader ")


def test_the_registry_names_every_command_once() -> None:
    assert [verb.name for verb in VERBS] == list(BY_NAME)


def test_the_help_of_a_command_shows_what_it_takes(run: Run) -> None:
    usage, _, _ = run("list", "--help").out.partition("\n\n")
    assert " ".join(usage.split()) == (
        "usage: reader list [-h] [--sort {date,title,outlet,added}] [--limit N] [--json] [--corpus PATH] [QUERY ...]"
    )


def test_every_command_leads_somewhere() -> None:
    from reader.cli.parser import _function

    assert all(callable(_function(verb.do)) for verb in VERBS)


def test_without_a_terminal_the_app_says_so(desk: Run, run: Run, small: Path, ids: dict[str, str]) -> None:
    for result in (run("--corpus", small), desk("open", ids["hafen"])):
        assert (result.code, result.err.count("\n")) == (1, 1)
        assert "terminal" in result.err


def test_a_terminal_without_a_cursor_is_none(small: Path) -> None:
    command = [sys.executable, "-m", "reader", "--corpus", str(small)]
    with Terminal(command, environment={**_environment(), "TERM": "dumb"}) as terminal:
        terminal.wait("TERM is dumb")
        assert terminal.wait_exit() == 1
        assert b"\x1b" not in terminal.raw


def test_a_full_disk_is_told_as_such(monkeypatch: pytest.MonkeyPatch, run: Run, small: Path) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("reader.cli.articles.list_", full)
    result = run("list", "--corpus", small)
    assert (result.code, result.err) == (
        1, "reader: input or output: the disk is full. Free some space, then try again.\n",
    )  # fmt: skip


def test_keys_come_from_the_registry_of_the_app(run: Run) -> None:
    from reader.tui.commands import COMMANDS

    found = run("keys", "--json").lines
    assert {one["name"] for one in found} == {command.name for command in COMMANDS if command.keys}
    out = run("keys").out
    assert all(" ".join(one["keys"]) in out and one["help"][:30] in out for one in found)
    assert max(map(cells, out.splitlines())) <= 80


def test_a_foreign_file_is_refused(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    for data in (b"", b"no database", b"SQLite format 3\0" + b"\0" * 200):
        other.write_bytes(data)
        for command in (["list"], ["add", str(other)], ["check"]):
            result = run(*command, "--corpus", other)
            assert result.code == 1
            assert "Traceback" not in result.err
        assert other.read_bytes() == data


def test_a_closed_pipe_is_quiet(process: Run, small: Path) -> None:
    command = (
        f"'{sys.executable}' -m reader --corpus '{small}' export --format json | head -c 1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, env=_environment(), check=False)
    assert (done.stdout, done.stderr) == (b"{", b"")


@pytest.mark.parametrize("command", ["list", "list --json", "export --format json", "list --help", "--version"])
def test_output_that_is_lost_is_an_error(small: Path, tmp_path: Path, command: str) -> None:
    full = f"ulimit -f 0; '{sys.executable}' -m reader --corpus '{small}' {command} > '{tmp_path / 'full'}'"
    for unbuffered in ("", "1"):
        environment = {**_environment(), "PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(["bash", "-c", full], capture_output=True, timeout=60, env=environment, check=False)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1) and done.stderr.startswith(b"reader: ")


def test_a_closed_output_is_no_error(small: Path) -> None:
    for redirection in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
        command = f"'{sys.executable}' -m reader --corpus '{small}' list {redirection}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, env=_environment(), check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_says_how_to_go_on_and_leaves_what_was_finished(tmp_path: Path, run: Run) -> None:
    folder, path = tmp_path / "many", tmp_path / "many.db"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number:04}.txt").write_text(f"Titel der Nummer {number}\n\n" + f"Kim Jong Un sah {number}. " * 60)
    command = [sys.executable, "-m", "reader", "--corpus", str(path), "add", str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    rest, error = child.communicate(timeout=60)
    said = (first + rest).decode().splitlines()
    assert child.returncode == 130
    told = re.fullmatch(r"reader: add: interrupted after (\d+) articles?\. Run it again to go on\.\n", error.decode())
    held = {one["id"][:8] for one in run("list", "--corpus", path, "--json").lines}
    assert said and {line.split()[1] for line in said if line.startswith("added")} <= held
    # An article may be in the file, and counted, whose line the interrupt kept from being printed.
    assert told and len(said) <= int(told[1]) <= len(held) < 3000
    assert run("check", "--corpus", path).code == 0
    assert run("entities", "--corpus", path, "--json").lines[0]["mentions"] >= len(held)
    assert sorted(place.name for place in tmp_path.iterdir() if place.name.startswith("many")) == ["many", "many.db"]


@pytest.mark.parametrize("width", [20, 40, 60])
@pytest.mark.parametrize("language", ["en", "de"])
def test_help_is_never_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    for verb in ("", *BY_NAME):
        said = run(*verb.split(), "--help", width=width).out
        assert max(map(cells, said.splitlines())) <= width, verb


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without a word")
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP"])
def test_who_is_ended_while_a_corpus_is_made_leaves_no_draft_of_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "made" / "c.db"
    script = (
        "import os, signal, sys; from reader import __main__, schema; "
        f"schema.create = lambda *_: os.kill(os.getpid(), signal.{ending}); sys.exit(__main__.main())"
    )
    command = [sys.executable, "-c", script, "--corpus", str(path), "add", "-"]
    done = subprocess.run(command, input=b"x", capture_output=True, env=_environment(), check=False)
    assert (done.returncode, done.stderr.count(b"\n"), list(path.parent.iterdir())) == (130, 1, [])


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without a word")
def test_who_is_ended_leaves_the_editor_open_that_was_begun(tmp_path: Path) -> None:
    editor, note = tmp_path / "editor", tmp_path / "note"
    editor.write_text('kill -TERM $PPID; sleep 1; echo kept > "$1"')
    script = (
        "import sys; from reader import __main__, cli; from reader.cli import editor; "
        "cli.main = lambda: editor._run(sys.argv[1:]); sys.exit(__main__.main())"
    )
    command = [sys.executable, "-c", script, "sh", str(editor), str(note)]
    done = subprocess.run(command, capture_output=True, env=_environment(), check=False)  # to the end of both
    assert done.returncode != 0 and note.read_text() == "kept\n"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.mark.parametrize(
    "command", [["list"], ["show", "ID"], ["search", "Moskau"], ["entities"], ["notes"], ["stats"]]
)
def test_reading_loads_nothing_heavy(small: Path, ids: dict[str, str], command: list[str]) -> None:
    script = (
        "import sys; from reader.cli import main; code = main(sys.argv[1:]); "
        "print([m for m in sys.modules if m.split('.')[0] in ('textual', 'rich', 'sqlite_utils', 'asyncio') "
        "or m.split('.')[:2] in (['reader', 'structure'], ['reader', 'recognise'], ['reader', 'link'], "
        "['reader', 'formats'], ['reader', 'gazetteer'], ['reader', 'tui'])], code, file=sys.stderr)"
    )
    arguments = [ids["hafen"] if word == "ID" else word for word in command]
    done = subprocess.run([sys.executable, "-c", script, *arguments, "--corpus", small], capture_output=True, text=True,
                          env=_environment(), check=False)  # fmt: skip
    assert done.stderr == "[] 0\n"


def test_the_way_to_the_app_loads_no_argparse(small: Path) -> None:
    script = (
        "import sys; from reader.cli import main; main(['--corpus', 'x']); "
        "print('argparse' in sys.modules or 'reader.cli.verbs' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=_environment(), check=False
    )
    assert done.stdout == "False\n"
