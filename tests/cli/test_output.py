"""Progress on standard error."""

from __future__ import annotations

import io
import sys
import time

import pytest

from reader.cli import output


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_PATIENCE", 0.05)
    monkeypatch.setattr(output, "_BEAT", 0.01)


def test_long_work_shows_what_it_is_at_and_cleans_up(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with output.progress() as watch:
        watch("eins")
        watch("zwei\x1b[2J\n")
        time.sleep(0.2)
    assert "2  zwei\ufffd[2J" in shown.getvalue()
    assert "eins" not in shown.getvalue()
    assert shown.getvalue().endswith("\r\x1b[K")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with output.progress() as watch:
        watch("eins")
    assert shown.getvalue() == ""


def test_where_there_is_no_terminal_nothing_is_shown(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    with output.progress() as watch:
        watch("eins")
        time.sleep(0.1)
    assert shown.getvalue() == ""


def test_rows_are_cut_for_a_terminal_and_whole_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x" * 300
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert list(output.columns([["a", long]], 1)) == [f"a  {long}"]
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, output.columns([["a", long]], 1))) == 40
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr(sys, "stdout", _Terminal())
    assert max(map(len, output.columns([["a", long]], 1))) <= output.terminal_width()
