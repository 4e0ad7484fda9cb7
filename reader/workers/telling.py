"""A process that finds what the index is to be told of articles while this one tells it.

It has no database. Where it cannot be had, or is not worth while, this process finds it itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any

from reader.corpus import textindex
from reader.corpus.entries import Said
from reader.corpus.textindex import Tell, Told
from reader.workers import limits
from reader.workers.child import Child
from reader.workers.crew import cores
from reader.workers.parent import Parent

FEW = 16
"""Batches of articles for which no process is started; and so many are given to it ahead of what it tells."""
_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.workers.telling import serve; serve()"


@contextmanager
def telling() -> Iterator[Tell]:
    """What is told of articles, found in another process where they are many."""
    with closing(_Beside()) as beside:
        yield beside.tell


class _Beside:
    """The other process, once there is one. Batches go there, and what is told of them comes back in their order."""

    def __init__(self) -> None:
        self._here = textindex.telling()
        self._said: SimpleQueue[Any] = SimpleQueue()
        self._child: Child | None = None

    def tell(self, batches: Iterable[list[Said]]) -> Told:
        """As `textindex.Tell`. Raises `EOFError` if the process is gone."""
        coming = iter(batches)
        if self._child is None:
            first = list(islice(coming, FEW))
            if len(first) == FEW and cores() > 1:
                self._start()
            coming = chain(first, coming)
        return self._beside(self._child, coming) if self._child else self._here(coming)

    def _start(self) -> None:
        with suppress(OSError, ValueError):  # no process to be had
            self._child = Child(_START, self._said.put)

    def _beside(self, child: Child, batches: Iterator[list[Said]]) -> Told:
        waiting = 0
        for batch in batches:
            child.send(batch)
            waiting += 1
            if waiting > FEW:
                yield self._hear()
                waiting -= 1
        child.send(None)
        for _ in range(waiting + 1):
            yield self._hear()

    def _hear(self) -> Any:
        said = self._said.get()
        if isinstance(said, EOFError):
            raise said
        return said

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()


def serve() -> None:
    """Find what is told until there is nobody left to tell."""
    limits.bound_memory()
    parent, tell = Parent(), textindex.telling()
    while True:
        for told in tell(iter(parent.hear, None)):
            parent.say(told)
