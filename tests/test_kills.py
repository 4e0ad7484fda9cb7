"""A killed app loses nothing that was saved, and of what was not no more than the last second."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.corpus import open_corpus
from reader.corpus.annotations import recent
from reader.corpus.check import check
from reader.corpus.listing import Listing
from reader.tui.drafts import Drafts

from .terminal import Terminal

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

LAST_SECOND = 1.0
KEY = 0.012
_SAVE = "\x0f"
_WORD = re.compile(r"w\d{5}")


class Run(NamedTuple):
    """What one run of the app was seen to do: all that was typed, shown a second before the end, and saved."""

    typed: str
    shown: str
    saved: str


def write_and_kill(corpus: Path, state: Path, before: str, dice: random.Random) -> Run:
    """Open the note that is there, write on in it, and kill the app at a random moment."""
    command = [sys.executable, "-m", "reader", "--corpus", str(corpus)]
    with Terminal(command, 80, 24, {"READER_STATE": str(state)}) as terminal:
        terminal.wait(r"20\d\d-\d\d")
        terminal.send("a")
        terminal.wait(before.split()[-1] if before else r"\^O save")
        return typed_until(terminal, time.monotonic() + dice.uniform(0.05, 2.5), before, dice)


def typed_until(terminal: Terminal, end: float, before: str, dice: random.Random) -> Run:
    """Type words, one key after the other, and save now and then, until ``end``; then kill."""
    typed, saved, saving = before, "", ""
    seen: list[tuple[float, str]] = []
    while time.monotonic() < end:
        for key in f"w{len(typed):05} ":
            terminal.send(key)
            typed += key
            terminal.read(KEY)
        while terminal.read(0):
            pass
        if saving and "Saved" in terminal.text():
            saved, saving = saving, ""
        elif not saving and dice.random() < 0.2 and "Saved" not in terminal.text():
            terminal.send(_SAVE)
            saving = typed
            terminal.read(dice.uniform(0, 0.2))
        words = _WORD.findall(terminal.text())
        if words:
            seen.append((time.monotonic(), typed[: typed.rindex(words[-1]) + len(words[-1])]))
    terminal.kill()
    killed = time.monotonic()
    return Run(typed, max((text for at, text in seen if at < killed - LAST_SECOND), key=len, default=before), saved)


def found_again(corpus: Path) -> tuple[str, str]:
    """What the file has of the note, and what the editor would show."""
    with open_corpus(corpus) as opened:
        assert check(opened) == []
        notes, first = recent(opened), Listing(opened).rows(0, 1)[0].id
        assert len(notes) <= 1
        draft = Drafts(opened.id).read(f"note:{notes[0].id}" if notes else f"article:{first}")
    body = notes[0].body if notes else ""
    return body, body if draft is None else draft


def kill_often(corpus: Path, state: Path, times: int, seed: int) -> None:
    dice, text = random.Random(seed), ""
    for _ in range(times):
        run = write_and_kill(corpus, state, text, dice)
        body, text = found_again(corpus)
        assert run.typed.startswith(text), (run.typed[-40:], text[-40:])
        assert text.startswith(run.shown.rstrip()), (run.shown[-40:], text[-40:])
        assert body.startswith(run.saved), (run.saved[-40:], body[-40:])


@pytest.fixture
def state(home: Path) -> Path:
    return home / "state" / "reader"


def test_three_kills(small: Path, state: Path) -> None:
    kill_often(small, state, 3, 1)


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP"])
def test_who_is_ended_gives_the_terminal_back_and_keeps_the_draft(small: Path, state: Path, ending: str) -> None:
    command = [sys.executable, "-m", "reader", "--corpus", str(small)]
    with Terminal(command, 80, 24, {"READER_STATE": str(state)}) as terminal:
        terminal.wait(r"20\d\d-\d\d")
        terminal.send("a")
        terminal.wait(r"\^O save")
        terminal.send("begun")
        terminal.wait("begun")
        os.kill(terminal.pid, getattr(signal, ending))
        assert terminal.wait_exit() == 0
        terminal.settle()
        assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?1003l" in terminal.raw
    assert found_again(small) == ("", "begun")


def test_who_is_ended_does_not_wait_for_a_terminal_that_takes_nothing(small: Path, state: Path) -> None:
    command = [sys.executable, "-m", "reader", "--corpus", str(small)]
    with Terminal(command, 80, 24, {"READER_STATE": str(state)}) as terminal:
        terminal.wait(r"20\d\d-\d\d")
        for key in "jk?\x1b" * 50:  # what they lead to is not read
            terminal.send(key)
            time.sleep(2 * KEY)
        os.kill(terminal.pid, signal.SIGTERM)
        end = time.monotonic() + 10
        while not terminal.exited() and time.monotonic() < end:
            time.sleep(KEY)
        assert terminal.exited()


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_hundred_kills(small: Path, state: Path) -> None:
    kill_often(small, state, 100, 2)
