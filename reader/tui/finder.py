"""Searches beside the interface: one thread with a connection of its own, in which the latest question wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from reader.corpus import Corpus, open_corpus

T = TypeVar("T")
_STEP = 0.002
_CACHE = "PRAGMA cache_size = -8000"
"""KiB of pages that are kept: what the letter before had read is mostly read again."""


class OvertakenError(Exception):
    """A later question was asked before this one was answered."""


class _Job:
    def __init__(self) -> None:
        self.is_stopped = False


class Finder:
    """Answers questions to a corpus one after the other. Its methods belong to the thread of the interface."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread: ThreadPoolExecutor | None = None
        self._corpus: Corpus | None = None
        self._jobs: list[tuple[_Job, Future[Any]]] = []

    async def ask(self, question: Callable[[Corpus], T], *, patient: bool = False) -> T:
        """The answer to a question, which stops those before it unless it is ``patient``. Raises `OvertakenError`."""
        while not patient and self._stop():
            await asyncio.sleep(_STEP)
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "search")
        job = _Job()
        future = self._thread.submit(self._answer, job, question)
        self._jobs = [one for one in self._jobs if not one[1].done()] + [(job, future)]
        return await asyncio.wrap_future(future)

    def _stop(self) -> bool:
        """Interrupt what is being answered; whether something still is. Between two statements it is not heard."""
        running = [job for job, future in self._jobs if not future.done()]
        for job in running:
            job.is_stopped = True
        if running and self._corpus is not None:
            self._corpus.interrupt()
        return bool(running)

    def _answer(self, job: _Job, question: Callable[[Corpus], T]) -> T:
        if job.is_stopped:
            raise OvertakenError
        try:
            if self._corpus is None:
                self._corpus = open_corpus(self._path)
                self._corpus.rows(_CACHE)
            elif self._corpus.changed():
                self._corpus.rows(_CACHE)
            return question(self._corpus)
        except Exception:
            if job.is_stopped:
                raise OvertakenError from None
            raise

    def rest(self) -> None:
        """Stop; whoever asks next has what was read already, where nobody is kept from writing by that."""
        self._stop()
        if self._thread is not None:
            self._thread.submit(self._let_go)

    def close(self) -> None:
        """Stop, and close the connection as soon as that can be."""
        self._stop()
        if self._thread is not None:
            self._thread.submit(self._close)
            self._thread.shutdown(wait=False)
            self._thread = None

    def _let_go(self) -> None:
        if self._corpus is not None and self._corpus.has_log:
            self._close()

    def _close(self) -> None:
        if self._corpus is not None:
            self._corpus.close()
            self._corpus = None
