"""What runs in a process of its own: takes jobs from standard input, gives results to standard output.

It ends as soon as its input does, so it never outlives who started it, however that one ended.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO, NamedTuple

from reader.reading import Job, Read, Result, read
from reader.workers import limits


class Asked(NamedTuple):
    """The question whether the corpus has an article. ``size``: of all articles of the file so far, in bytes."""

    id: str
    size: int


class Done(NamedTuple):
    """There is no more to a file. ``worn``: the process that read it should read no other."""

    worn: bool = False


Message = Result | Asked | Done | None
"""``None`` is said once, at the start."""


def serve() -> None:
    """Work until there is no more input."""
    limits.bound_memory()
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed here is no result
    inbox: SimpleQueue[Job | bool] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, inbox), daemon=True).start()
    worker = _Worker(inbox, results)
    worker.say(None)
    while True:
        worker.work(inbox.get())


def _receive(stream: BinaryIO, inbox: SimpleQueue[Job | bool]) -> None:
    try:
        while True:
            inbox.put(pickle.load(stream))
    except BaseException:
        os._exit(0)  # nobody is left to work for, and the other thread may be at it for long


class _Worker:
    """Works on one job at a time."""

    def __init__(self, inbox: SimpleQueue[Job | bool], results: BinaryIO) -> None:
        self._inbox, self._results = inbox, results
        self._size = self._found = 0

    def say(self, message: Message) -> None:
        """Send one message."""
        try:
            pickle.dump(message, self._results, pickle.HIGHEST_PROTOCOL)
            self._results.flush()
        except OSError:
            os._exit(0)

    def work(self, job: Job | bool) -> None:
        """Read a file and send what is in it. The file's own bytes need no way back."""
        assert isinstance(job, Job)
        self._size, self._found = len(job.data), 0
        limits.bound_time(self._size)
        for result in read(job, self._is_held):
            if isinstance(result, Read) and result.item.data == job.data:
                result = Read(result.item._replace(data=b""), result.derived)
            self.say(result)
        self.say(Done(limits.is_grown()))

    def _is_held(self, article: str, size: int) -> bool:
        self._found += size
        limits.bound_time(max(self._size, self._found))
        self.say(Asked(article, self._found))
        return bool(self._inbox.get())
