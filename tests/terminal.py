"""A terminal to run programs in: a pseudo-terminal whose screen is kept by pyte. For end-to-end tests and timing."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from typing import Self

import pyte

# Sequences that pyte would print as text: modes it does not know, and replies it was asked for.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*[a-gi-km-zA-Z](?<![hlJK])"
    rb"|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[a-z]|\x1bP[^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b\[[0-9;]*t|\x1b\[[0-9;]*[ !$\"'][a-zA-Z]"
)
QUIET = 0.08
_NOT_KEPT = {"COLUMNS", "LINES", "TMUX", "NO_COLOR"}


class NotShownError(AssertionError):
    """What was waited for did not come; holds the last screen."""


class Terminal:
    """One program in one terminal. ``raw`` is every byte it wrote."""

    def __init__(
        self, command: Sequence[str], columns: int = 80, rows: int = 24, environment: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._rest = b""
        self.status: int | None = None
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # Here and not by the parent, which may come too late: the program would begin with a size of its own.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            # An environment of its own: readline, which some tools load, sets LINES and COLUMNS behind Python's back.
            known = {name: value for name, value in os.environ.items() if name not in _NOT_KEPT}
            known |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
            os.execvpe(command[0], list(command), known | dict(environment or {}))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            self.kill()
        os.close(self.fd)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def send(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, timeout: float) -> bool:
        """Take in what the program wrote; whether there was anything."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.raw += data
        # A sequence may be cut by the end of a read: keep its beginning for the next.
        data = self._rest + data
        cut = data.rfind(b"\x1b", max(0, len(data) - 32))
        if cut >= 0 and not re.match(rb"\x1b(?:\[[0-9;?<>=!$ ]*[@-~]|[()].|[78=>M])", data[cut:]):
            data, self._rest = data[:cut], data[cut:]
        else:
            self._rest = b""
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return True

    def wait(self, pattern: str, timeout: float = 15) -> float:
        """Seconds since the start until the screen shows a pattern."""
        end = time.perf_counter() + timeout
        while not re.search(pattern, self.text()):
            left = end - time.perf_counter()
            if left <= 0 or (not self.read(min(left, 0.5)) and self.exited()):
                raise NotShownError(f"no {pattern!r} on the screen:\n{self.text()}")
        return time.perf_counter() - self.began

    def settle(self) -> None:
        """Read until nothing has come for a while."""
        while self.read(QUIET):
            pass

    def press(self, keys: str) -> str:
        """Send keys, wait until the screen is quiet, and give its text."""
        self.send(keys)
        self.settle()
        return self.text()

    def exited(self) -> bool:
        if self.status is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait_exit(self, timeout: float = 10) -> int:
        end = time.perf_counter() + timeout
        while not self.exited():
            if time.perf_counter() > end:
                raise NotShownError(f"it is still running:\n{self.text()}")
            self.read(0.01)
        assert self.status is not None
        return self.status

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self.status = -signal.SIGKILL
