"""What is loaded when, proven in real processes: an import graph cannot see what is deferred."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def loaded(code: str) -> set[str]:
    """The modules that are loaded after some code ran in a fresh process."""
    script = f"import sys\n{code}\nprint('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.rsplit("\n", 2)[1].split())


def run(*arguments: str) -> str:
    return f"from reader.cli import main; main({list(arguments)!r})"


APP = {"textual", "rich"}
IMPORT = {"reader.structure", "reader.recognise", "reader.link", "reader.formats"}
CORPUS = {"reader.corpus", "sqlite3"}
LATER = {"sqlite_utils", "markdown_it", "textual.widgets._markdown", "textual.widgets._text_area", "argparse"}


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (run("list"), APP | IMPORT | {"sqlite_utils", "markdown_it"}),
        (run("search", "Moskau"), APP | IMPORT | {"sqlite_utils", "markdown_it"}),
        (run("keys"), APP | IMPORT | CORPUS),
        (run("--help"), APP | IMPORT | CORPUS),
        (run("--version"), APP | IMPORT | CORPUS | {"argparse"}),
        ("import reader.tui.app", IMPORT | LATER),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(command: str, absent: set[str]) -> None:
    assert loaded(command) & absent == set()


def test_the_pure_rooms_know_no_file_and_no_database() -> None:
    rooms = "text records journal diff3 query structure recognise link"
    modules = loaded("\n".join(f"import reader.{room}" for room in rooms.split()))
    assert modules & {"sqlite3", "textual", "reader.corpus", "reader.places"} == set()
