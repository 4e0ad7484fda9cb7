"""A process that reads files and does not behave: what a file says, it does. For tests of who must bear it."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator

from reader import formats
from reader.corpus import derive
from reader.reading import IsHeld, Job, Result
from reader.records import Item
from reader.workers import limits, worker

START = "import sys; sys.path[:] = sys.argv[1:]; from tests.misbehaving import serve; serve()"
_right = worker.read
_parts = formats.parts


def _read(job: Job, is_held: IsHeld) -> Iterator[Result]:
    if job.data.startswith(b"LOOP"):
        while True:
            pass
    if job.data.startswith(b"SLEEP"):
        time.sleep(600)
    if job.data.startswith(b"REGEX"):  # holds the interpreter's lock, so that no thread of its own can end it
        re.match("(a+)+$", "a" * 60 + "b")
    if job.data.startswith(b"EXIT"):
        os._exit(3)
    if job.data.startswith(b"CRASH"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if job.data.startswith(b"NOISE"):
        os.write(1, b"no message at all")
        print("nor this")
    if job.data.startswith(b"MEMORY"):
        formats.parts = _greedy
    return _right(job, is_held)


def _greedy(data: bytes, name: str) -> Iterator[Item]:
    formats.parts = _parts
    yield Item(bytes(limits.MEMORY * 4), name, "text")


def _refuse(event: str, _: object) -> None:
    if event.startswith("socket."):
        os._exit(7)


def serve() -> None:
    """Serve, badly; and no socket may be opened meanwhile."""
    sys.addaudithook(_refuse)
    limits.SECONDS, limits._SLACK = 2.0, 1
    worker.read = _read
    worker.serve()


def derive_nothing() -> None:
    """Serve, but end where an article is read."""
    derive.derive = lambda _: os._exit(9)  # type: ignore[assignment]
    worker.serve()
