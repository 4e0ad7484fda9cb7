"""The line that says how far an import is."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from reader.cli import importing, output
from reader.cli.importing import Importing


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes when it is told to."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def _at(shown: Importing, clock: list[float], second: float, files: int) -> str:
    clock[0] = 100.0 + second
    for number in range(files):
        shown(f"folder/{number}.txt")
    return shown.line(second)


def test_it_says_what_is_done_how_fast_and_how_long_it_takes(clock: list[float], tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number}.txt").touch()
    shown = Importing([str(tmp_path)], None)
    assert _at(shown, clock, 1, 11) == "10  10 files/s  10.txt"
    shown._count_files()
    assert _at(shown, clock, 2, 10) == "20 of 100  10 files/s  8 s left  9.txt"


def test_of_one_slow_file_it_says_the_time_and_the_name(clock: list[float]) -> None:
    shown = Importing(["x"], None)
    assert _at(shown, clock, 12, 1) == "0  12 s  0.txt"


def test_the_rate_is_that_of_late(clock: list[float]) -> None:
    shown = Importing(["x"], None)
    _at(shown, clock, 1, 5001)  # these were in the corpus
    for second in range(2, 40):
        said = _at(shown, clock, second, 20)
    assert said.split("  ")[1] == "20 files/s"


@pytest.mark.parametrize(("seconds", "said"), [(1, "1 s"), (89, "89 s"), (150, "2 min"), (9000, "2 h 30 min")])
def test_times_in_the_units_that_matter(seconds: float, said: str) -> None:
    assert importing._span(seconds) == said


def test_it_is_one_clipped_line_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _Terminal()
    monkeypatch.setattr(output, "_PATIENCE", 0.05)
    monkeypatch.setattr(output, "_BEAT", 0.01)
    monkeypatch.setattr(sys, "stderr", shown)
    with output.progress(Importing([], None)) as watch:
        watch("folder/esc\x1b[2J" + "n" * 150 + ".html")
        time.sleep(0.2)
    lines = shown.getvalue().split("\r\x1b[K")
    assert lines[-1] == "" and len(lines) > 3
    assert all(len(line) < 80 and "\x1b" not in line for line in lines)
    assert "esc\ufffd[2Jnnn" in lines[-2] and lines[-2].endswith("…")
