"""The other end of a `Child`: how a process of its own hears its parent, and what it does when that is gone."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any


class Parent:
    """Who started this process. ``gone`` is called once when nobody is left to work for; it ends the process at once,
    if nothing else is said.
    """

    def __init__(self, gone: Callable[[], None] = lambda: os._exit(0)) -> None:
        self._gone, self._lost = gone, False
        self._saying = threading.Lock()
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._results = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # whatever else is printed here is no message
        threading.Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        try:
            while True:
                self._inbox.put(pickle.load(sys.stdin.buffer))
        except BaseException:
            self._lose()  # the other thread may be at work for long

    def _lose(self) -> None:
        if not self._lost:
            self._lost = True
            self._gone()

    def hear(self) -> Any:
        """What it says next."""
        return self._inbox.get()

    def say(self, message: object) -> None:
        """Tell it something."""
        try:
            with self._saying:
                pickle.dump(message, self._results, pickle.HIGHEST_PROTOCOL)
                self._results.flush()
        except OSError:
            self._lose()
