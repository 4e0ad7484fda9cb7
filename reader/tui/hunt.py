"""All that is found for the latest query, told as it becomes known: what is seen first, first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from reader.corpus import Corpus
from reader.corpus.counting import SOON, total
from reader.records import Hit, ReaderError
from reader.search import Count
from reader.search.found import MOST_COUNTED
from reader.tui import hits as finding
from reader.tui.finder import Finder, OvertakenError
from reader.tui.hits import Asked, First, Hits

T = TypeVar("T")
PAGE = 20
"""Texts that are asked for at once."""
BREATH = 0.008
"""Seconds that the texts may wait for what else there is, so that all is painted once."""
PAUSE = 0.3
"""Seconds without a key after which it is worth while to read the texts that are not seen yet, and to count all."""
ASIDE = 0.03
"""And after words were written to their end, so that what is seen is painted first."""
Told = Literal["texts", "rest", "count"]
"""What is known now: the texts, what else there is, or how many."""


class _Answer(NamedTuple):
    """What is known at once: the texts, and if that is quick what else there is by kind, and how many texts."""

    first: First
    kinds: dict[str, list[Hit]] | None
    number: Count | None
    is_vague: bool
    """Whether it takes as long to count some texts as all."""
    has_time: bool
    """Whether the rest is looked for at a pause: it stands below the screen, where only its number is seen."""


class Hunt:
    """The hits of one search screen. Its methods belong to the thread of the interface."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.hits = Hits()
        self.first: First | None = None
        # Until it is known how long the rest takes, the first texts do not wait for it.
        self._rest, self._count = _Timed(finding.others, BREATH), _Timed(finding.counted, BREATH)
        self._loading = False

    async def make_ready(self) -> None:
        """Open what a search needs and look where it looks, before the first key comes."""
        with suppress(OvertakenError, ReaderError):
            await self._finder.ask(finding.warm)
            await self._finder.ask(self._rest.of(finding.ANY))

    async def search(self, asked: Asked, number: int, seen: int) -> AsyncIterator[Told]:
        """Search, and say what became known. Raises `OvertakenError` when a later search began.

        ``number``: texts that are asked for. ``seen``: those of them that are read before all else.
        """
        quick = self._rest.took < BREATH, self._count.took < BREATH / 2
        answer = await self._finder.ask(partial(self._at_once, asked=asked, number=number, seen=seen, quick=quick))
        self._take(answer)
        yield "texts"
        if answer.kinds is None and not answer.has_time:
            await self._have_rest(asked)
            yield "rest"
        if asked.typing and asked.text.endswith(" "):
            await asyncio.sleep(ASIDE)
            await self._patiently(partial(finding.foresee, asked=asked))
        await asyncio.sleep(PAUSE if asked.typing else ASIDE)
        if answer.has_time:
            await self._have_rest(asked)
            yield "rest"
        unseen = not self.hits.is_all and len(self.hits.kinds["text"]) < number
        if unseen and not self._loading and await self.more(number):
            yield "rest"
        is_known = answer.is_vague or answer.first.number >= MOST_COUNTED
        for exact in (True,) if is_known else (False, True):
            if self.hits.count is None or not self.hits.count.exact:
                await asyncio.sleep(PAUSE if asked.typing and exact else 0)
                self.hits.count = await self._patiently(self._count.of(answer.first.asked, exact))
                yield "count"

    def _at_once(self, corpus: Corpus, asked: Asked, number: int, seen: int, quick: tuple[bool, bool]) -> _Answer:
        """In the thread of the finder. ``quick``: whether the rest is, and the count."""
        first = finding.first(corpus, asked, number, seen)
        is_small = total(corpus) <= SOON
        has_time = asked.typing and not is_small and len(first.hits) == seen
        kinds = self._rest.of(asked)(corpus) if quick[0] and not has_time else None
        if first.is_all:
            return _Answer(first, kinds, Count(first.number, True), False, has_time)
        is_vague = first.found.is_vague
        is_counted = all(quick) and not is_vague and is_small
        counted = self._count.of(first.asked, False)(corpus) if is_counted else None
        return _Answer(first, kinds, counted, is_vague, has_time)

    def _take(self, answer: _Answer) -> None:
        first, before = answer.first, self.hits
        self.hits, self.first = Hits(first.hits, answer.number or Count(first.number, False)), first
        self.hits.is_all = first.is_all and len(first.hits) == first.number
        if answer.kinds is not None:
            self.hits.kinds |= answer.kinds
        elif first.hits and len(before) > len(before.kinds["text"]):
            # What was found before stands until it is known that nothing else is found in its place.
            self.hits.kinds |= {kind: hits for kind, hits in before.kinds.items() if kind != "text"}

    def is_near_end(self, at: int) -> bool:
        """Whether more texts should be had for who is at a place."""
        texts = len(self.hits.kinds["text"])
        return not (self._loading or self.hits.is_all) and texts - PAGE // 2 <= at < texts

    async def more(self, number: int = 0) -> bool:
        """Have the next texts, up to a ``number`` if that is given; false if another search began meanwhile."""
        hits, first, start = self.hits, self.first, len(self.hits.kinds["text"])
        stop = number or start + PAGE
        self._loading = True
        try:
            # A search that was begun meanwhile is not to be stopped by this.
            more = await self._patiently(lambda _: first.found.texts(start, stop) if first else [])
        except OvertakenError:
            return False
        finally:
            self._loading = False
        if hits is not self.hits:
            return False
        hits.kinds["text"] += more
        hits.is_all = len(more) < stop - start
        return True

    async def _have_rest(self, asked: Asked) -> None:
        kinds = await self._patiently(self._rest.of(asked))
        self.hits.kinds = {"text": self.hits.kinds["text"], **kinds}

    async def _patiently(self, question: Callable[[Corpus], T]) -> T:
        """Ask when what was asked before is answered, without stopping that."""
        return await self._finder.ask(question, patient=True)


class _Timed(Generic[T]):
    """A question to a corpus, of which is known how many seconds it took the last time."""

    def __init__(self, question: Callable[..., T], took: float) -> None:
        self._question, self.took = question, took

    def of(self, *said: Any) -> Callable[[Corpus], T]:
        """The question about something."""

        def ask(corpus: Corpus) -> T:
            began = time.perf_counter()
            answer = self._question(corpus, *said)
            self.took = time.perf_counter() - began
            return answer

        return ask
