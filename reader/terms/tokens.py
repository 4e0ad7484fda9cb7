"""What stands between blanks in a text, and what FTS5 is told of it.

FTS5 finds the terms of most tokens itself, once umlauts are written out and quotation marks are blanks: it cuts at all
other marks and lowers letters. Of a token that it would read otherwise, the terms are told. Texts repeat themselves, so
which tokens these are is worked out once.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, reduce
from typing import NamedTuple

from reader.terms.spelling import LONGEST, clusters, meaning, spelled

_KEPT = 300_000
"""Tokens that are remembered."""
_LONG = 1000
"""Characters of a token that is not remembered for the next text."""
_AROUND = ".,;:!?()[]{}«»„“”‚‘’»›‹\"'"
"""What may stand around a word without a meaning of its own."""
_WRITTEN = (
    *((mark, " ") for mark in "„“”»«"),
    *(("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")),
)
"""What is written for what FTS5 would take for a letter: common characters, and none that stands in a term."""
_SIGNS = "+&#"
"""ASCII characters that are no letters, and belong to terms all the same."""
_TERM = re.compile(f"[0-9a-z{_SIGNS}]+")
_CUT = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in _SIGNS}
_AS_READ = _CUT | dict(zip(map(ord, string.ascii_uppercase), string.ascii_lowercase))
_MAY_GO_ON = re.compile(r"[-‐\u00ad]$|^\d\d\d(?!\w)")
_GOES_ON = re.compile(r"[-‐\u00ad][ \t]*\n|\d[ \u00a0\u202f]\d\d\d(?!\w)")


class _Known(set[str]):
    """Tokens that were looked at, and what was found odd about some of them."""

    def __init__(self) -> None:
        self.odd: dict[str, str] = {}
        """What those say that FTS5 would read otherwise: terms and blanks."""
        self.going_on: set[str] = set()
        """Those that may be a part of a cluster, together with one before or behind them."""
        self.joining: set[str] = set()
        """Those that are also written as one word."""
        self.marked: set[str] = set()
        """All of these: any other is told as it stands."""
        self.has_long = False

    def learn(self, tokens: Set[str]) -> None:
        """Look at those that are new."""
        new = tokens - self
        if not new:
            return
        for token in new:
            self._look_at(token)
        self.marked |= self.odd.keys() & new | self.going_on & new | self.joining & new
        self |= new

    def _look_at(self, token: str) -> None:
        bare = token.strip(_AROUND)
        told = token if token.isascii() else written(token)
        is_read = told.isascii()
        if is_read and bare.isalpha() and len(told) <= LONGEST:
            return  # a usual word
        self.has_long |= len(token) > _LONG
        said, goes_on = (spelled(bare), bare[0].isdigit()) if bare.isalnum() else (self._say(token), True)
        if goes_on and _MAY_GO_ON.search(token):
            self.going_on.add(token)
        if not is_read or _TERM.findall(told.lower()) != said.split():
            self.odd[token] = said

    def _say(self, token: str) -> str:
        found = [meaning(cluster) for cluster in clusters(token)]
        if any(cluster.joined for cluster in found):
            self.joining.add(token)
        return " ".join([cluster.said for cluster in found if cluster.said])

    @property
    def is_much(self) -> bool:
        """Whether it is more than should be kept."""
        return self.has_long or len(self) > _KEPT


@cache
def _known() -> _Known:
    """What is known of tokens: begun anew and never emptied, since another thread may be telling what it read."""
    return _Known()


class Read(NamedTuple):
    """The tokens of some texts, each a cluster or several with what stands around them."""

    tokens: list[list[str]]
    """They are cut at blanks, unless a cluster goes on behind one."""
    cut: list[list[str]]
    """As they stand between blanks."""
    distinct: set[str]
    """All of them that are not usual, each once."""
    marked: set[str]
    """Those about which something odd was found."""
    known: _Known
    """What that is."""

    def told(self) -> list[str | None]:
        """What FTS5 is told of each text, but for what is `written` out; ``None`` where no token is."""
        if not self.marked:
            return [" ".join(tokens) if tokens else None for tokens in self.tokens]
        odd = self.known.odd.get
        return [" ".join(map(odd, tokens, tokens)) if tokens else None for tokens in self.tokens]

    def joined(self) -> set[str]:
        """What the clusters of the tokens are when they are written as one word."""
        return joined_in(self.marked & self.known.joining) if self.marked else set()


def read(texts: Sequence[str], usual: Set[str] = frozenset()) -> Read:
    """The tokens of some texts. ``usual``: those that are known to be `plain_ones`."""
    if _known().is_much:
        _known.cache_clear()
    known = _known()
    cut = [text.split() for text in texts]
    distinct: set[str] = set().union(*cut) - usual
    known.learn(distinct)
    marked = distinct & known.marked
    if not marked or known.going_on.isdisjoint(marked):
        return Read(cut, cut, distinct, marked, known)
    tokens = [
        clusters(text) if not known.going_on.isdisjoint(between) and _GOES_ON.search(text) else between
        for text, between in zip(texts, cut)
    ]
    distinct = set().union(*tokens) - usual
    known.learn(distinct)
    return Read(tokens, cut, distinct, distinct & known.marked, known)


def plain_ones(tokens: Set[str]) -> set[str]:
    """Those of some tokens about which nothing is odd."""
    known = _known()
    known.learn(tokens)
    return set(tokens - known.marked)


def written(text: str) -> str:
    """What FTS5 is told, with what it would take for a letter written otherwise."""
    return reduce(lambda said, change: said.replace(*change), _WRITTEN, text)


def plain(told: str) -> str:
    """What FTS5 finds in what it is told: terms and blanks."""
    return told.translate(_AS_READ)


def said(text: str) -> str:
    """The terms of a text in order, with blanks between them."""
    return plain(written(read([text]).told()[0] or ""))


class Counted(NamedTuple):
    """Terms with how often each of them is there, and those of them that are so in lower case."""

    times: dict[str, int]
    lower: dict[str, int]


def terms(counted: Mapping[str, int]) -> Counted:
    """The terms of some tokens with how often these are there; joined forms count as nouns."""
    times: dict[str, int] = {}
    lower: dict[str, int] = {}
    wholes: set[str] = set()
    for token, number in counted.items():
        bare = token.strip(_AROUND)
        if bare.isalnum():
            term = spelled(bare)
            times[term] = times.get(term, 0) + number
            if bare[0].islower():
                lower[term] = lower.get(term, 0) + number
            continue
        for cluster in map(meaning, clusters(token)):
            if cluster.joined:
                wholes.add(cluster.joined)
            for term, low in zip(cluster.terms, cluster.lower):
                times[term] = times.get(term, 0) + number
                if low:
                    lower[term] = lower.get(term, 0) + number
    for whole in wholes:
        times[whole] = times.get(whole, 0) + 1
    return Counted(times, lower)


def joined_in(tokens: Iterable[str]) -> set[str]:
    """What the clusters of some tokens are when they are written as one word."""
    odd = (token for token in tokens if not (token.isalnum() or token.strip(_AROUND).isalnum()))
    found = (meaning(cluster).joined for token in odd for cluster in clusters(token))
    return {whole for whole in found if whole}
