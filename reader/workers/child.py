"""A process beside this one, as its parent has it: it is told things and says things, and nothing of it is left."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

_WAIT = 5.0
"""Seconds in which a process that was killed must be gone."""
_ROOM = 1 << 20
"""Bytes that a pipe holds where that can be had: a thread that reads beside a busy one gets its turn but seldom."""


class Child:
    """One process that runs ``program``, and the thread that listens to it.

    ``heard`` is called in that thread with all that the process says, and at last with an `EOFError`. ``meek``: what
    it does may wait for everything else on the machine.
    """

    def __init__(self, program: str, heard: Callable[[Any], None], *, meek: bool = False) -> None:
        self._heard = heard
        # In a group of its own an interrupt from the keyboard does not reach it: its parent ends it.
        self._process = subprocess.Popen(
            [sys.executable or "python", "-I", "-c", _MEEK * meek + program, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
            | getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "IDLE_PRIORITY_CLASS", 0) * meek,
        )
        _widen(self._process.stdin, self._process.stdout)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                self._heard(pickle.load(self._process.stdout))
        except Exception:  # whatever a broken process wrote last
            self._heard(EOFError())
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_WAIT)  # so that the system need not remember it

    @property
    def code(self) -> int:
        """How it ended."""
        return self._process.returncode or 0

    def send(self, message: object) -> None:
        """Tell it something; that it is gone shows elsewhere."""
        assert self._process.stdin is not None
        with suppress(OSError):
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def hush(self) -> None:
        """Tell it that nobody wants more of it: it puts in order what it has begun, and ends."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def kill(self) -> None:
        """End it at once."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """End it at once, and make sure that nothing of it is left."""
        self.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_WAIT)
        self._thread.join(_WAIT)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # words that it no longer wanted to hear
                    pipe.close()


_MEEK = "import os; hasattr(os, 'nice') and os.nice(19); "


def _widen(*pipes: IO[bytes] | None) -> None:
    """Give pipes more room; as much as Linux lets everybody have."""
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl

        for pipe in filter(None, pipes):
            with suppress(OSError):
                fcntl(pipe, F_SETPIPE_SZ, _ROOM)
