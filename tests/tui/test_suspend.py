"""``^Z``: to the shell, if there is one that can bring the app back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ..terminal import Terminal

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

OPENED, CLOSED = b"\x1b[?1049h", b"\x1b[?1049l"


def until(terminal: Terminal, sequence: bytes, times: int) -> None:
    while terminal.raw.count(sequence) < times:
        assert terminal.read(15), terminal.text()
    terminal.settle()


def test_without_a_shell_the_app_stays(small: Path, home: Path) -> None:
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)]) as terminal:
        terminal.wait(r"20\d\d-\d\d")
        terminal.send("\x1a")
        terminal.wait("No shell here could bring the app back")
        terminal.send("j\x11")
        assert terminal.wait_exit() == 0


def test_a_shell_brings_it_back(small: Path, home: Path) -> None:
    with Terminal(["bash", "--norc", "-i"], environment={"PS1": "ready> "}) as terminal:
        terminal.wait("ready>")
        terminal.send(f"'{sys.executable}' -m reader --corpus '{small}'\n")
        terminal.wait(r"20\d\d-\d\d")
        terminal.send("\x1a")
        terminal.wait("Stopped")
        terminal.send("fg\n")
        until(terminal, OPENED, 2)
        terminal.send("\x11")
        until(terminal, CLOSED, 2)
        terminal.send("exit\n")
        assert terminal.wait_exit() == 0
