"""An import beside the app: a process that does what ``reader add`` does, and tells how far it is."""

from __future__ import annotations

import _thread
import threading
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from reader.corpus import open_corpus
from reader.intake import Outcome, add
from reader.records import ReaderError
from reader.sources import found
from reader.workers.child import Child
from reader.workers.parent import Parent

_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.background.importing import serve; serve()"


def serve() -> None:
    """Import what the parent names, and say what became of it; when the parent is gone, put in order and end."""
    parent = Parent(gone=_thread.interrupt_main)
    with suppress(KeyboardInterrupt):
        corpus, path = parent.hear()
        threading.Thread(target=lambda: parent.say(sum(1 for _ in found([path], corpus))), daemon=True).start()
        try:
            with open_corpus(corpus) as opened, closing(add(opened, [path])) as outcomes:  # type: ignore[type-var]
                for outcome in outcomes:
                    parent.say(outcome)
        except ReaderError as error:
            parent.say(str(error))


class Importing:
    """One import, as the app has it."""

    def __init__(self, corpus: Path, path: str) -> None:
        self.counts: Counter[str] = Counter()
        self.files = 0
        """Files that are done."""
        self.total: int | None = None
        """Files in all, when they are counted."""
        self.refusal: Outcome | None = None
        """The first."""
        self.failed = ""
        """Why it went no further."""
        self.over = False
        self.stopped = False
        self._at = ""
        self._said: SimpleQueue[Any] = SimpleQueue()
        self._child = Child(_START, self._said.put, meek=True)
        self._child.send((corpus.absolute(), path))

    def step(self) -> bool:
        """Take in what came. Whether anything did."""
        news = False
        with suppress(Empty):
            while not self.over:
                self._hear(self._said.get_nowait())
                news = True
        return news

    def _hear(self, message: Any) -> None:
        if isinstance(message, Outcome):
            self.counts[message.status] += 1
            self.files += message.path != self._at
            self._at = message.path
            if message.status == "refused" and self.refusal is None:
                self.refusal = message
        elif isinstance(message, int):
            self.total = message
        elif isinstance(message, str):
            self.failed = message
        else:
            self.over = True
            self._child.close()

    def stop(self) -> None:
        """Let it end soon: what was finished stays, and its names are linked."""
        self.stopped = True
        self._child.hush()
