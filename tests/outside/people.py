"""Somebody at the app, in a terminal of its own, who writes all the time."""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

from ..terminal import NotShownError, Terminal

ESCAPE, TAKE_OVER = "\x1b", "\x14"
COMMON = "a note that both write in"
EDITOR = r"(?m)^ {5,}(?:Note on|One version of both)"
FIRST_LINE = "\x1b[A" * 80 + "\x1b[F"
"""Keys that go to the end of the first line of a note."""


class Person:
    """Somebody at the app who now writes a note, now bookmarks, now tags, now goes on in the note of both."""

    def __init__(self, name: str, corpus: Path, environment: dict[str, str], seed: int) -> None:
        self.name, self.corpus, self._chance = name, corpus, random.Random(seed)
        self._environment = environment
        self.wrote: list[str] = []
        """Every line that the app said it saved."""
        self.settled = 0
        """How many conflicts were settled."""
        self.failed: BaseException | None = None

    def sit_down(self) -> None:
        command = [sys.executable, "-m", "reader", "--corpus", str(self.corpus)]
        self.app = Terminal(command, 110, 24, self._environment)
        self.app.wait("Getreide", 30)
        self.app.settle()

    def work(self, seconds: float) -> None:
        """Until the time is over; what goes wrong is kept in ``failed``."""
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                self._chance.choice((self._note, self._mark, self._tag, self._common, self._common))()
                self._pause(self._chance.choice((0.2, 0.5, 3)))
        except BaseException as error:
            self.failed = error

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.read(0.05)

    def _line(self) -> str:
        return f"{self.name}-{len(self.wrote)}-{self._chance.randrange(10**6)}"

    def _go(self) -> None:
        """The cursor goes to some article of the list."""
        self.app.press("1")
        self.app.press("g" + "j" * self._chance.randrange(4))

    def _note(self) -> None:
        self._go()
        self._write("")

    def _write(self, before: str) -> None:
        """A line more on what is under the cursor; where two versions stand against each other, they are settled."""
        self._strike("a", EDITOR + "|newest, ")
        if "newest, " in self.app.text():
            self.app.send("\r")
            self.app.wait(EDITOR)
            self.app.send(TAKE_OVER)
            self.app.settle()
            self.settled += 1
        line = self._line()
        self.app.send(before + line)
        self.app.wait(line)
        self._save()
        self.wrote.append(line)

    def _save(self) -> None:
        """Until the editor is closed: where the file is just being replaced, it says so and stays."""
        for _ in range(4):
            self.app.send(ESCAPE)
            end = time.monotonic() + 5
            while time.monotonic() < end:
                self.app.read(0.05)
                if not re.search(EDITOR, self.app.text()):
                    return self.app.settle()
            print(self.app.text())
        raise NotShownError(f"it was not saved:\n{self.app.text()}")

    def _strike(self, key: str, shows: str) -> None:
        """A key, and once more if nothing came of it: a conflict may be over when it is opened."""
        self.app.send(key)
        try:
            self.app.wait(shows, 4)
        except NotShownError as error:
            print(error)
            self.app.send(key)
            self.app.wait(shows)

    def _mark(self) -> None:
        self._go()
        self.app.send("s")
        self.app.wait("Bookmark|shown anew|Merged")
        self.app.settle()

    def _tag(self) -> None:
        self._go()
        self.app.send("t")
        self.app.wait("Tags, with commas")
        tag = self._line()
        self.app.send(f"\x1b[F, {tag}\r")
        self.app.wait("Tags: |shown anew|Merged")
        self.wrote.append(tag)
        self.app.settle()

    def _common(self) -> None:
        """Write on at the end of the note of both, or at its beginning; settle it if it is in conflict."""
        self.app.press("3")
        self.app.send("f")
        self.app.wait("Only:")
        self.app.send(f'"{COMMON}"\r')
        self.app.wait(COMMON)
        self.app.settle()
        self._write(self._chance.choice(("\r", FIRST_LINE + "\r", FIRST_LINE + " ")))
        self.app.press("1")

    def leave(self) -> None:
        """Quit."""
        self.app.send("\x11")
        assert self.app.wait_exit(30) == 0
