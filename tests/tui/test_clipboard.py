"""Copying: what is sent to a terminal, to tmux and to GNU screen, what goes to a file, and what is said of it."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.quotation import quotation
from reader.tui import clipboard
from tests.terminal import Terminal
from tests.tui.samples import article

TITLE = "Getreide für den Winter"
CODE = base64.b64encode(TITLE.encode()).decode()
READER = f"{sys.executable} -m reader --corpus"


class App:
    """What copying asks of an app."""

    def __init__(self) -> None:
        self._clipboard, self.sent = "", ""
        self._driver = self

    def write(self, data: str) -> None:
        self.sent += data


def _decoded(sequence: str) -> str:
    return base64.b64decode(re.fullmatch(r"\x1b]52;c;([A-Za-z0-9+/=]*)\x07", sequence)[1]).decode()  # type: ignore[index]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """An app in a terminal with no clipboard tool beside it."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("VTE_VERSION", raising=False)
    monkeypatch.setattr(clipboard.shutil, "which", lambda _: None)
    yield App()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_plain_terminal_gets_all_of_it(text: str) -> None:
    assert _decoded(clipboard.sequence(text, {"TERM": "xterm"})) == text


@given(st.text(max_size=2000))
def test_what_multiplexers_hand_on_is_what_a_terminal_understands(text: str) -> None:
    wanted = clipboard.sequence(text, {})
    tmux = clipboard.sequence(text, {"TMUX": "x"}, buffered=True)
    assert tmux.startswith("\x1bPtmux;") and tmux.endswith("\x1b\\")
    assert tmux[7:-2].replace("\x1b\x1b", "\x1b") == wanted
    parts = re.findall(r"\x1bP(.*?)\x1b\\", clipboard.sequence(text, {"STY": "x"}), re.DOTALL)
    assert "".join(parts) == wanted and max(map(len, parts)) <= 250


def test_a_multiplexer_that_is_not_known_for_sure_gets_both() -> None:
    assert clipboard.sequence("a", {"TERM": "tmux-256color"}).startswith("\x1b]52;c;YQ==\x07\x1bPtmux;")
    assert clipboard.sequence("a", {"TERM": "screen"}).startswith("\x1b]52;c;YQ==\x07\x1bP\x1b]52")


def test_it_says_what_was_copied_and_where_to(plain: App) -> None:
    said = clipboard.copy(plain, "größer", "the title")
    assert said == "Copied the title (6 characters) to the terminal, if it allows that"
    assert _decoded(plain.sent) == "größer" == plain._clipboard
    assert clipboard.copy(plain, "x") == "Copied 1 character to the terminal, if it allows that"


@pytest.mark.parametrize("term", ["dumb", "linux", "vt220", ""])
def test_a_terminal_that_takes_no_copies_gets_none_and_a_file_does(
    term: str, plain: App, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("TERM", term)
    said = clipboard.copy(plain, "x\ny", "the text")
    path = home / "state" / "reader" / "app" / "copied.txt"
    assert plain.sent == "" and path.read_text() == "x\ny" and path.stat().st_mode & 0o077 == 0
    assert "Copied the text (3 characters) to ~/state/reader/app/copied.txt" in said


def test_what_is_too_long_for_a_terminal_goes_to_a_file(plain: App, home: Path) -> None:
    said = clipboard.copy(plain, "ä" * (clipboard.LONGEST // 2 + 1))
    assert plain.sent == "" and "Too long for the terminal" in said and "copied.txt" in said
    clipboard.copy(plain, "ä" * (clipboard.LONGEST // 2))
    assert 0 < len(plain.sent) <= 100_000


def test_a_terminal_that_may_not_take_it_gets_it_and_a_file_too(plain: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_VERSION", "7600")
    assert "copied.txt" in clipboard.copy(plain, "x") and _decoded(plain.sent) == "x"


def _tool(folder: Path, name: str, does: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{does}\n")
    (folder / name).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="shell scripts stand for the tools")
@pytest.mark.parametrize(
    ("display", "tool"), [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel")]
)
def test_a_clipboard_tool_is_used_where_there_is_a_display(
    display: str, tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tool(tmp_path / "bin", tool, f"cat > {tmp_path}/out; echo noise")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
    app = App()
    monkeypatch.setenv("TERM", "xterm")
    assert "terminal" in clipboard.copy(app, "für x") and not (tmp_path / "out").exists()
    monkeypatch.setenv(display, ":7")
    sent = app.sent
    assert clipboard.copy(app, "für x") == f"Copied 5 characters to the clipboard ({tool})"
    assert (tmp_path / "out").read_text() == "für x" and app.sent == sent


@pytest.mark.skipif(os.name != "posix", reason="shell scripts stand for the tools")
@pytest.mark.parametrize("does", ["exit 1", "sleep 30"])
def test_a_tool_that_fails_or_hangs_is_passed_over(does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path / "bin", "xclip", does)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(clipboard, "PATIENCE_SECONDS", 0.2)
    app, before = App(), time.perf_counter()
    assert "terminal" in clipboard.copy(app, "x") and time.perf_counter() - before < 5 and _decoded(app.sent) == "x"


def test_over_ssh_the_clipboard_of_the_machine_far_away_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard.shutil, "which", lambda name: name)
    assert [name for name, *_ in clipboard.tools({"WAYLAND_DISPLAY": "w", "SSH_TTY": "t"})] == []
    assert [name for name, *_ in clipboard.tools({"DISPLAY": "localhost:10", "SSH_TTY": "t"})] == ["xclip", "xsel"]


def test_a_quotation_has_outlet_date_title_and_id() -> None:
    card = article("x", title="Ein Titel").card
    assert quotation(card, " Wörter\n") == "“Wörter”\n— Outlet, 2024-05, “Ein Titel” [aaaaaaaa]\n"
    assert quotation(card) == "“Ein Titel”\n— Outlet, 2024-05 [aaaaaaaa]\n"
    bare = card._replace(title=None, outlet=None, published=None)
    assert quotation(bare, "W") == "“W”\n— no date [aaaaaaaa]\n"


async def test_keys_copy_the_title_plain_and_with_its_source(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, size=(120, 24)) as app:
        await app.press("y")
        assert app.app.clipboard == TITLE and app.foot().startswith("Copied the title (23 characters) to ")
        await app.press("Y")
        assert re.fullmatch(rf"“{TITLE}”\n— 2022-11-05 \[\w{{8}}\]\n", app.app.clipboard)
        assert "Copied the title with its source" in app.foot()
        await app.press("enter", "Y")
        assert app.app.clipboard.startswith(f"“{TITLE}”")


def _shown(small: Path) -> list[str]:
    return [*READER.split(), str(small)]


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_pseudo_terminal_gets_the_sequence(small: Path) -> None:
    with Terminal(_shown(small), environment={"VTE_VERSION": "", "PATH": "/nowhere"}) as terminal:
        os.environ.pop("VTE_VERSION", None)
        terminal.wait("Getreide")
        terminal.press("y")
        assert f"\x1b]52;c;{CODE}\x07".encode() in terminal.raw and "Copied the title" in terminal.text()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_pseudo_terminal_of_the_console_gets_nothing_and_a_file_does(small: Path, home: Path) -> None:
    with Terminal(_shown(small), environment={"TERM": "linux", "PATH": "/nowhere"}) as terminal:
        terminal.wait("Getreide")
        assert "copied.txt" in terminal.press("y") and b"]52;" not in terminal.raw
        assert (home / "state" / "reader" / "app" / "copied.txt").read_text() == TITLE


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A tmux server of its own."""
    socket = tmp_path / "tmux"

    def tmux(*words: str) -> str:
        command = ["tmux", "-S", str(socket), "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20).stdout

    yield tmux
    tmux("kill-server")


@pytest.mark.skipif(os.name != "posix" or not shutil.which("tmux"), reason="needs tmux")
@pytest.mark.parametrize(
    ("passthrough", "takes", "beside", "buffered", "handed_on"),
    [
        ("off", "external", True, True, True), ("on", "off", True, True, True), ("off", "on", False, True, True),
        ("on", "off", False, False, True), ("off", "off", False, False, False),
    ],
)  # fmt: skip
def test_tmux_has_it_or_hands_it_on_as_far_as_it_lets(
    passthrough: str, takes: str, beside: bool, buffered: bool, handed_on: bool, small: Path,
    tmux: Callable[..., str], tmp_path: Path,
) -> None:  # fmt: skip
    tmux("new-session", "-d", "-x", "100", "-y", "24", "sleep 60")
    tmux("set-option", "-g", "set-clipboard", takes)
    tmux("set-option", "-g", "allow-passthrough", passthrough)
    with Terminal(["tmux", "-S", str(tmp_path / "tmux"), "attach"], columns=100) as terminal:
        terminal.settle()
        tmux("respawn-pane", "-k", " ".join([*(["/usr/bin/env", "PATH=/nowhere"] * (not beside)), *_shown(small)]))
        terminal.wait("Getreide")
        terminal.press("y")
        terminal.wait("to tmux and, if" if beside else "to the terminal, if it allows that")
        assert (tmux("show-buffer") == TITLE) is buffered
        sent = re.search(rf"\x1b]52;\w*;{re.escape(CODE)}(?:\x07|\x1b\\)".encode(), terminal.raw)
        assert (sent is not None) is handed_on
