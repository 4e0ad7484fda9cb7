"""The deep half of recognition at work beside the app: a process looks, and what it found is written when nobody types.

It goes on until every article was looked through, also when the app is opened the next time: that it was begun stands
in the file. It is begun by a person (an import in the app, or the command), never by the opening of a file.
"""

from __future__ import annotations

from collections import Counter, deque
from queue import Empty, SimpleQueue
from typing import Any

from reader.corpus import Corpus, entities, refined
from reader.records import ReaderError
from reader.speech import tr
from reader.workers.child import Child

_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.background.looking import serve; serve()"
_AHEAD = 4
"""Articles that are sent before the names of the first are back: the process need not wait for a quiet moment."""
_TRIES = 2
"""An article with which the process breaks down so often is left alone until the app is opened again."""


class Refining:
    """Looks through the articles that wait. Each `step` is short and is made by the thread that has the corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._waiting: list[int] = []
        self._sent: deque[refined.Sent] = deque()
        self._tried: Counter[int] = Counter()
        self._version = ""
        self.over = False
        """Whether all that can be looked through was."""
        self._start()

    @property
    def left(self) -> int:
        """How many articles wait."""
        return len(self._waiting) + len(self._sent)

    def _start(self) -> None:
        self._said: SimpleQueue[Any] = SimpleQueue()
        self._child = Child(_START, self._said.put, meek=True)

    def step(self) -> str | None:
        """Take in what came for one article, or send another. Gives the id of the article that has new names.

        Raises `ReaderError` if the deep half is not installed, or nothing can be written.
        """
        try:
            message = self._said.get_nowait()
        except Empty:
            self._send()
            return None
        if isinstance(message, EOFError):
            self._broke()
        elif message is None:
            raise ReaderError(
                tr("names"),
                tr("numpy is not installed, so they cannot be looked for more deeply"),
                tr("Install it with: pip install numpy"),
            )
        elif isinstance(message, str):
            self._version = message
            self._list()
        else:
            return self._take(message[0])
        return None

    def _take(self, named: Any) -> str | None:
        one = self._sent.popleft()
        with self._corpus.write():
            stored = refined.store(self._corpus, one, self._version, named)
            entities.relink(self._corpus)
        if not stored:
            self._tried[one.number] += 1
        return one.read.article if stored else None

    def _send(self) -> None:
        if not self._version:
            return
        if self._waiting and len(self._sent) < _AHEAD:
            self._sent.append(refined.sent(self._corpus, self._waiting.pop()))
            self._child.send(self._sent[-1])
        elif not self.left:
            self._list()
            self.over = not self._waiting

    def _list(self) -> None:
        """The articles that wait, newest last."""
        numbers = reversed(refined.waiting(self._corpus, self._version))
        self._waiting = [number for number in numbers if self._tried[number] < _TRIES]

    def _broke(self) -> None:
        """The process is gone, with the first of what it had."""
        if not self._version:
            raise ReaderError(tr("names"), tr("the process that looks for them cannot be started"), "")
        for one in list(self._sent)[:1]:
            self._tried[one.number] += 1
        self._sent.clear()
        self._version = ""
        self._child.close()
        self._start()

    def close(self) -> None:
        """Stop at once; nothing is lost but what was being looked at."""
        self._child.kill()
