"""All that is found for the latest query, told as it becomes known: what is seen first, first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Generic, Literal, NamedTuple, TypeVar

from reader.corpus import Corpus
from reader.records import Hit, ReaderError
from reader.search import Count
from reader.tui import hits as finding
from reader.tui.finder import Finder, OvertakenError
from reader.tui.hits import Asked, First, Hits

T = TypeVar("T")
PAGE = 20
"""Texts that are asked for at once."""
BREATH = 0.008
"""Seconds that the texts may wait for what else there is, so that all is painted once."""
PAUSE = 0.3
"""Seconds without a key after which the exact number is worth its counting."""
Told = Literal["texts", "rest", "count"]
"""What is known now: the texts, what else there is, or how many."""


class _Rest(NamedTuple):
    """What else there is by kind, how many texts at least, and the seconds it took to find out."""

    kinds: dict[str, list[Hit]]
    texts: Count
    took: float


class Hunt:
    """The hits of one search screen. Its methods belong to the thread of the interface."""

    def __init__(self, path: Path) -> None:
        self._finder = Finder(path)
        self.hits = Hits()
        self.first: First | None = None
        self._took = BREATH  # nobody knows yet how long the rest takes: the first texts do not wait for it
        self._loading = False

    def close(self) -> None:
        """Nobody waits for hits any more."""
        self._finder.close()

    async def make_ready(self) -> None:
        """Open what a search needs and look where it looks, before the first key comes."""
        with suppress(OvertakenError, ReaderError):
            await self._finder.ask(partial(_at_once, asked=Asked("e", typing=True), number=1, and_rest=False))

    async def search(self, asked: Asked, number: int) -> AsyncIterator[Told]:
        """Search, and say what became known. Raises `OvertakenError` when a later search began."""
        is_quick = self._took < BREATH
        first, rest = await self._finder.ask(partial(_at_once, asked=asked, number=number, and_rest=is_quick))
        self._take(first, number, rest)
        yield "texts"
        if rest is None:
            kinds, took = await self._patiently(_Timed(partial(finding.others, asked=asked)))
            self.hits.kinds = {"text": self.hits.kinds["text"], **kinds}
            self._took = took
            yield "rest"
        for exact in (False, True):
            if self.hits.count is None or not self.hits.count.exact:
                await asyncio.sleep(PAUSE if asked.typing else 0)
                count = partial(finding.counted, asked=first.asked, exact=exact)
                self.hits.count, took = await self._patiently(_Timed(count))
                self._took += took
                yield "count"

    def _take(self, first: First, number: int, rest: _Rest | None) -> None:
        before, self.hits, self.first = self.hits, Hits(first.hits), first
        self.hits.is_all = len(first.hits) < number
        self.hits.count = Count(len(first.hits), self.hits.is_all)
        if rest is not None:
            self.hits.kinds |= rest.kinds
            self.hits.count, self._took = rest.texts, rest.took
        elif first.hits and len(before) > len(before.kinds["text"]):
            # What was found before stands until it is known that nothing else is found in its place.
            self.hits.kinds |= {kind: hits for kind, hits in before.kinds.items() if kind != "text"}

    def is_near_end(self, at: int) -> bool:
        """Whether more texts should be had for who is at a place."""
        texts = len(self.hits.kinds["text"])
        return not (self._loading or self.hits.is_all) and texts - PAGE // 2 <= at < texts

    async def more(self) -> bool:
        """Have the next texts; false if another search began meanwhile."""
        hits, first, start = self.hits, self.first, len(self.hits.kinds["text"])
        self._loading = True
        try:
            more = await self._finder.ask(lambda _: first.found.texts(start, start + PAGE) if first else [])
        except OvertakenError:
            return False
        finally:
            self._loading = False
        if hits is not self.hits:
            return False
        hits.kinds["text"] += more
        hits.is_all = len(more) < PAGE
        return True

    async def _patiently(self, question: Callable[[Corpus], T]) -> T:
        """Ask, and ask anew where more texts were wanted meanwhile."""
        while True:
            try:
                return await self._finder.ask(question, patient=True)
            except OvertakenError:
                continue


def _at_once(corpus: Corpus, asked: Asked, number: int, and_rest: bool) -> tuple[First, _Rest | None]:
    first = finding.first(corpus, asked, number)
    return first, _rest(corpus, asked, first.asked) if and_rest else None


def _rest(corpus: Corpus, asked: Asked, meant: Asked) -> _Rest:
    """``meant``: what the texts that are shown are an answer to."""
    kinds, took = _Timed(partial(finding.others, asked=asked))(corpus)
    count, longer = _Timed(partial(finding.counted, asked=meant, exact=False))(corpus)
    return _Rest(kinds, count, took + longer)


class _Timed(Generic[T]):
    """A question that is answered with the seconds it took."""

    def __init__(self, question: Callable[[Corpus], T]) -> None:
        self._question = question

    def __call__(self, corpus: Corpus) -> tuple[T, float]:
        began = time.perf_counter()
        return self._question(corpus), time.perf_counter() - began
