"""A merge beside the app: a process that takes in copies that were found, and tells what they brought."""

from __future__ import annotations

import _thread
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from reader.corpus import open_corpus
from reader.records import ReaderError
from reader.workers.child import Child
from reader.workers.parent import Parent

if TYPE_CHECKING:
    from reader.merge import Report

_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.background.merging import serve; serve()"


def serve() -> None:
    """Take in what the parent names, and say what came of it; when the parent is gone, put in order and end."""
    from reader.merge import merge, worth_a_look

    parent = Parent(gone=_thread.interrupt_main)
    with suppress(KeyboardInterrupt):
        corpus, others = parent.hear()
        try:
            with open_corpus(corpus) as opened:
                found = [path for path in others if worth_a_look(opened, path)]
                parent.say(merge(opened, found, by_itself=True, undoable=False))
        except ReaderError as error:
            parent.say(str(error))


class Merging:
    """One merge, as the app has it."""

    def __init__(self, corpus: Path, others: list[Path]) -> None:
        self.others = others
        self.report: Report | None = None
        self.failed = ""
        """Why nothing came of it."""
        self.over = False
        self._said: SimpleQueue[Any] = SimpleQueue()
        self._child = Child(_START, self._said.put, meek=True)
        self._child.send((corpus.absolute(), others))

    def step(self) -> None:
        """Take in what the process said."""
        with suppress(Empty):
            while not self.over:
                self._hear(self._said.get_nowait())

    def _hear(self, message: Any) -> None:
        if isinstance(message, str):
            self.failed = message
        elif isinstance(message, EOFError):
            self.over = True
            self._child.close()
        else:
            self.report = message

    def stop(self) -> None:
        """Let it end soon; what it has not written yet is as if it had never been begun."""
        self._child.hush()
