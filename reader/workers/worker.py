"""What runs in a process of its own: takes jobs from standard input, gives results to standard output.

It ends as soon as its input does, so it never outlives who started it, however that one ended.
"""

from __future__ import annotations

import gc
from collections import deque
from typing import NamedTuple

from reader.reading import Job, Read, Result, read
from reader.workers import limits
from reader.workers.parent import Parent


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
    worker = _Worker(Parent())
    worker.parent.say(None)
    worker.work(worker.next())
    _keep()
    while True:
        worker.work(worker.next())


def _keep() -> None:
    """Have what the first file needed, such as word lists, not looked through again for what may go; and the rest
    less often than is usual, for little of it holds itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW)


_NEW = 20_000
"""New things after which those are looked for that hold only each other."""


class _Worker:
    """Works on one job at a time."""

    def __init__(self, parent: Parent) -> None:
        self.parent = parent
        self._ahead: deque[Job] = deque()
        """Jobs that came before an answer."""
        self._size = self._found = 0

    def next(self) -> Job:
        """The next job."""
        said = self._ahead.popleft() if self._ahead else self.parent.hear()
        assert isinstance(said, Job)
        return said

    def work(self, job: Job) -> None:
        """Read a file and send what is in it. The file's own bytes need no way back."""
        self._size, self._found = len(job.data), 0
        limits.bound_time(self._size)
        for result in read(job, self._is_held):
            if isinstance(result, Read) and result.item.data == job.data:
                result = Read(result.item._replace(data=b""), result.derived)
            self.parent.say(result)
        self.parent.say(Done(limits.is_grown()))

    def _is_held(self, article: str, size: int) -> bool:
        self._found += size
        limits.bound_time(max(self._size, self._found))
        self.parent.say(Asked(article, self._found))
        while isinstance(said := self.parent.hear(), Job):
            self._ahead.append(said)
        return bool(said)
