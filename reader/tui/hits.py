"""The hits of a search in the order of the screen: by kind, the texts as far as they were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from reader.corpus import Corpus
from reader.corpus.remembered import remembered
from reader.query import Query, parse
from reader.records import Hit
from reader.search import Count, Found
from reader.speech import apart, later, tr
from reader.text import fold

KINDS = ("text", "note", "tag", "entity")
SAID = {
    "text": later("Texts"),
    "note": later("Notes and highlights"),
    "tag": later("Tags"),
    "entity": later("Names"),
}
_MOST, _FIRST = 200, 20
"""Notes, tags and names each that are listed; and while one types."""
_UNHEARD_OF = "qxqx"
"""For what nobody is called, all are looked through."""


class Asked(NamedTuple):
    """What is searched for. ``typing``: the last word may not be written to its end."""

    text: str
    typing: bool = False

    @property
    def query(self) -> Query:
        """It as a query."""
        return parse(self.text)


ANY = Asked("e", typing=True)
"""What is found everywhere."""


class First(NamedTuple):
    """The first texts, and what is to be said of how they were found."""

    found: Found
    hits: list[Hit]
    """Those that are seen."""
    number: int
    """How many are known."""
    is_all: bool
    """Whether there are no more of them."""
    ranked: int | None
    reading: bool
    asked: Asked
    """What they are an answer to: if nothing says just what was typed to its end, what begins so."""


class Listed(NamedTuple):
    """A hit; ``below``: the kind of the hits that begin behind it, empty if none do."""

    hit: Hit
    below: str = ""


def first(corpus: Corpus, asked: Asked, number: int, seen: int) -> First:
    """The first texts that a query finds, read as far as they are seen; where none says it, what begins so."""
    found = Found(corpus, asked.query, asked.typing)
    hits = found.texts(0, seen)
    found.stamps(number, enough=seen)
    if not hits and not asked.typing and not found.reading:
        begun = first(corpus, asked._replace(typing=True), number, seen)
        if begun.hits:
            return begun
    return First(found, hits, found.at_least, found.is_all, found.ranked, found.reading, asked)


def warm(corpus: Corpus) -> None:
    """Look wherever a search looks, so that the first one need not wait for it."""
    first(corpus, ANY, _FIRST, _FIRST)
    first(corpus, Asked(f"{_UNHEARD_OF} {_UNHEARD_OF}"), 1, 1)
    others(corpus, Asked(_UNHEARD_OF, typing=True))


def foresee(corpus: Corpus, asked: Asked) -> None:
    """Look up what the words of a query mean, before those behind them are typed."""
    Found(corpus, asked.query).foresee()


def counted(corpus: Corpus, asked: Asked, exact: bool = True) -> Count:
    """How many texts a query finds. By a search of its own: one that is interrupted is of no use any more."""
    found = Found(corpus, asked.query, asked.typing)
    return found.count(None) if exact else found.count()


def others(corpus: Corpus, asked: Asked) -> dict[str, list[Hit]]:
    """What else is found, by kind."""
    last = asked.text.rpartition(" ")[2]
    goes_on = asked.typing and last[-1:].isalnum() and not {":", '"'} & set(last)
    found, most = Found(corpus, asked.query, goes_on), _FIRST if asked.typing else _MOST
    if not found.query:
        return {}
    said = {"note": found.notes(), "tag": found.tags()}
    kinds = {kind: list(islice(hits, most)) for kind, hits in said.items()}
    return kinds | {"entity": _names(corpus, asked, goes_on, most)}


def _names(corpus: Corpus, asked: Asked, goes_on: bool, most: int) -> list[Hit]:
    """Names, of which what is typed may be the beginning."""
    plain, fruitless = _plain(asked.text), remembered(corpus, _fruitless)
    if plain and any(map(plain.startswith, fruitless)):
        return []
    found = Found(corpus, f"{asked.text}*" if goes_on else asked.query)
    names = list(islice(found.names(), most))
    if plain and asked.typing and not names:
        fruitless[:] = [plain]
    return names


def _plain(text: str) -> str:
    """A text folded, if it is nothing but words all of which are asked for: with more of it, no more is found."""
    is_plain = text.replace(" ", "").isalnum() and "OR" not in text.split()
    return fold(text) if is_plain else ""


def _fruitless(_: Corpus) -> list[str]:
    """Holds what was typed last of what no name begins with."""
    return []


class Hits:
    """All that was found up to now: a source of rows."""

    def __init__(self, texts: Sequence[Hit] = (), count: Count | None = None) -> None:
        self.kinds: dict[str, list[Hit]] = {"text": list(texts)}
        self.count = count
        """How many texts there are; ``None``: not known yet."""
        self.is_all = False
        """Whether no more texts are to come."""

    def __len__(self) -> int:
        return sum(map(len, self.kinds.values()))

    def rows(self, start: int, stop: int) -> Sequence[Listed]:
        """The rows at places ``start`` to ``stop``."""
        rows: list[Listed] = []
        there = [kind for kind in KINDS if self.kinds.get(kind)]
        for kind, below in zip(there, [*there[1:], ""]):
            hits = self.kinds[kind]
            rows += [Listed(hit) for hit in hits[max(0, start) : max(0, stop)]]
            if start < len(hits) <= stop:
                rows[-1] = Listed(hits[-1], below)
            start, stop = start - len(hits), stop - len(hits)
        return rows

    def starts(self) -> list[tuple[str, int]]:
        """The kinds that are there, each with the place of its first hit."""
        found, at = [], 0
        for kind in KINDS:
            if self.kinds.get(kind):
                found.append((kind, at))
                at += len(self.kinds[kind])
        return found

    def said(self, kind: str) -> str:
        """A kind and how many hits are of it: ``Texts 1,000+``."""
        if kind != "text":
            number = len(self.kinds[kind])
            return f"{tr(SAID[kind])} {apart(number)}{'+' * (number in (_FIRST, _MOST))}"
        if self.count is None:
            return f"{tr(SAID[kind])} …"
        return f"{tr(SAID[kind])} {apart(self.count.number)}{'' if self.count.exact else '+'}"

    @property
    def total(self) -> Count | None:
        """How many hits there are of all kinds."""
        besides = len(self) - len(self.kinds["text"])
        return Count(self.count.number + besides, self.count.exact) if self.count else None
