"""The mentions of an entity in order of date, each with its sentence: read as far as they are looked at."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

from reader.corpus import names
from reader.corpus.file import Corpus
from reader.records import Context
from reader.sentences import sentences

_LONGEST_SENTENCE = 2000
"""Characters shown before and behind a mention, at most."""
_AT_FIRST, _MOST = 256, 16_384
"""Articles whose places are read in one step; each step is twice the one before."""
_END = (1 << 63) - 1
_STREAMED = 64
_Place = tuple[int, int, int]
"""The stamp and number of an article that speaks of the entity, and how often it does."""


def contexts(corpus: Corpus, entity: str) -> Contexts:
    """Every mention of an entity in order of date, those without a date last. Valid until the corpus changes."""
    return Contexts(corpus, entity)


class Contexts(Sequence[Context]):
    """Mentions with their sentences. Its length costs nothing; a row costs the way there and its own article."""

    def __init__(self, corpus: Corpus, entity: str) -> None:
        """The mentions of an entity; none if there is no such entity."""
        self._corpus, self._entity = corpus, entity
        row = corpus.row("SELECT mentions FROM entity WHERE id = ?", (entity,))
        self._length = int(row[0]) if row else 0
        self._ends: list[int] = []
        self._places: list[_Place] = []
        self._unread = _places(corpus, entity)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Context: ...
    @overload
    def __getitem__(self, at: slice) -> list[Context]: ...
    def __getitem__(self, at: int | slice) -> Context | list[Context]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._length)
            return self.rows(start, stop)[::step] if step > 0 else list(self)[at]
        place = at + self._length if at < 0 else at
        found = self.rows(place, place + 1)
        if not found:
            raise IndexError(at)
        return found[0]

    def __iter__(self) -> Iterator[Context]:
        for start in range(0, self._length, _STREAMED):
            yield from self.rows(start, start + _STREAMED)

    def rows(self, start: int, stop: int) -> list[Context]:
        """The mentions at places ``start`` to ``stop``, as far as there are any."""
        start = max(0, start)
        found: list[Context] = []
        self._read_to(stop)
        at = bisect_right(self._ends, start)
        while start < stop and at < len(self._places):
            _, article, mentions = self._places[at]
            begin, upto = self._ends[at] - mentions, min(stop, self._ends[at])
            found += _in_article(self._corpus, self._entity, article, start - begin, upto - begin)
            start, at = upto, at + 1
        return found

    def _read_to(self, stop: int) -> None:
        while (self._ends[-1] if self._ends else 0) < min(stop, self._length):
            more = next(self._unread, None)
            if more is None:
                return
            before = self._ends.pop() if self._ends else 0
            self._ends += accumulate((mentions for _, _, mentions in more), initial=before)
            if not self._places:
                del self._ends[0]
            self._places += more


def _places(corpus: Corpus, entity: str) -> Iterator[list[_Place]]:
    """Where an entity is spoken of, in order, in steps. No query stays open: it would keep others from writing."""
    if not names.is_current(corpus):
        yield _all_places(corpus, entity)
        return
    own = [row[0] for row in corpus.rows("SELECT n FROM name WHERE entity = ?", (entity,))]
    size = _AT_FIRST
    for after, end in ((names.DATED - 1, _END), (-1, names.DATED)):
        while step := _step(corpus, own, after, end, size):
            yield step
            after, size = step[-1][0], min(2 * size, _MOST)


def _step(corpus: Corpus, own: Sequence[int], after: int, end: int, size: int) -> list[_Place]:
    """The next articles, at most so many, that have one of some names, between two stamps."""
    found: list[_Place] = [
        row
        for name in own
        for row in corpus.rows(
            "SELECT stamp, article, mentions FROM sighting WHERE name = ? AND stamp > ? AND stamp < ? "
            "ORDER BY stamp LIMIT ?",
            (name, after, end, size),
        )
    ]
    if len(own) == 1:
        return found
    counted: Counter[tuple[int, int]] = Counter()
    for stamp, article, mentions in found:
        counted[stamp, article] += mentions
    return [(*of, mentions) for of, mentions in sorted(counted.items())[:size]]


def _all_places(corpus: Corpus, entity: str) -> list[_Place]:
    """The same in a file where names are not kept in order of date: one of an older version, which is only read."""
    return corpus.rows(
        "SELECT stamp, card.article, count(*) FROM name JOIN mention ON mention.name = name.n "
        "JOIN card ON card.article = mention.article WHERE entity = ? GROUP BY stamp ORDER BY stamp < ?, stamp",
        (entity, names.DATED),
    )


def _in_article(corpus: Corpus, entity: str, number: int, start: int, stop: int) -> Iterator[Context]:
    """Some of the contexts in one article: its text is read once, and cut into sentences where they stand."""
    article, text, blocks, published = corpus.rows(
        "SELECT id, text, blocks, published FROM article JOIN reading ON reading.article = n "
        "JOIN card ON card.article = n WHERE n = ?",
        (number,),
    )[0]
    spans = [tuple(span[1:]) for span in json.loads(blocks)]
    mentions = corpus.rows(
        "SELECT start, end FROM mention JOIN name ON n = name WHERE entity = ? AND article = ? "
        "ORDER BY start LIMIT ? OFFSET ?",
        (entity, number, stop - start, start),
    )
    cut: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for begin, end in mentions:
        inside = _around(spans, begin) or (begin, end)
        if inside not in cut:
            cut[inside] = sentences(text, *inside)
        first, last = _around(cut[inside], begin) or inside
        # A sentence of a megabyte is none: what is shown stays readable, and small.
        first, last = max(first, begin - _LONGEST_SENTENCE), min(max(last, end), end + _LONGEST_SENTENCE)
        yield Context(article, published, begin, end, text[first:last], first)


def _around(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The span that an offset lies in, of spans in order."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and offset < spans[at][1] else None
