"""A process that finds what the index is to be told of articles while this one tells it.

It has no database. Where it cannot be had, or is not worth while, this process finds it itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice, repeat, starmap
from queue import SimpleQueue
from typing import Any

from reader.corpus import textindex
from reader.corpus.textindex import Batches, Tell, Told
from reader.workers import limits
from reader.workers.child import Child
from reader.workers.crew import cores
from reader.workers.parent import Parent

FEW = 16
"""Batches of articles for which no process is started."""
AHEAD = 96
"""Batches that are given to it before what it tells of the first of them is heard."""
_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.workers.telling import serve; serve()"


@contextmanager
def telling() -> Iterator[Tell]:
    """What is told of articles, found in another process where they are many."""
    with closing(_Beside()) as beside:
        yield beside.tell


class _Beside:
    """The other process, once there is one. Batches go there, and what is told of them comes back in their order."""

    def __init__(self) -> None:
        self._child: Child | None = None

    def tell(self, batches: Batches) -> Told:
        """As `textindex.Tell`. Raises `EOFError` if the process is gone."""
        self.close()  # what one said before is not known to be stored
        coming = iter(batches)
        first = list(islice(coming, FEW))
        coming = chain(first, coming)
        if len(first) == FEW and cores() > 1:
            with suppress(OSError, ValueError):  # no process to be had
                said: SimpleQueue[Any] = SimpleQueue()
                self._child = Child(_START, said.put)
                return _beside(self._child, said, coming)
        return textindex.telling(coming)

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()


def _beside(child: Child, said: SimpleQueue[Any], batches: Batches) -> Told:
    waiting = 0
    for batch in batches:
        child.send(batch)
        waiting += 1
        if waiting > AHEAD:
            yield _heard(said)
            waiting -= 1
    for _ in range(waiting):
        yield _heard(said)


def _heard(said: SimpleQueue[Any]) -> Any:
    heard = said.get()
    if isinstance(heard, EOFError):
        raise heard
    return heard


def serve() -> None:
    """Find what is told until there is nobody left to tell."""
    limits.bound_memory()
    gc.disable()  # nothing here holds itself
    parent = Parent()
    for told in textindex.telling(starmap(parent.hear, repeat(()))):
        parent.say(told)
