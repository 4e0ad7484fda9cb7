"""What is indexed of an article: its terms by where they stand, as texts in which the tokenizer of FTS5 finds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import islice
from typing import NamedTuple

from reader.terms.apart import wholes
from reader.terms.spelling import Span, spelled
from reader.terms.tokens import read, written

GAP = "¶"
"""Stands where something was taken out, so that no phrase reaches across. No token is told with it."""
_ENDS = 2 * GAP
_BETWEEN = f" {GAP} "


class Columns(NamedTuple):
    """The terms of an article: of its body, its lead, its title, what is cut from it, and what is joined in any."""

    body: str
    lead: str
    title: str
    rest: str
    joined: str


def columns(
    title: str | None, text: str, lead: Span | None, rest: Sequence[Span], usual: Set[str] = frozenset()
) -> tuple[Columns, set[str]]:
    """The columns of an article, and its tokens (words with what stands around them) that are not usual, each once."""
    spans = sorted([*([lead] if lead else []), *rest])
    body = list(_between(text, spans))
    leads = [text[slice(*lead)]] if lead else []
    found = read([*body, *leads, title or "", *(text[start:end] for start, end in rest)], usual)
    said = iter(found.told())
    whole = {one.word for cut in found.cut for one in wholes(cut)}
    said_joined = found.joined().union(map(spelled, whole))
    every = [_with_gaps(islice(said, number)) for number in (len(body), len(leads), 1, len(rest))]
    # What is written otherwise is so in all of them at once.
    columns = Columns(*written(_ENDS.join([*every, " ".join(sorted(said_joined))])).split(_ENDS))
    found.distinct.update(whole)
    return columns, found.distinct


def _between(text: str, spans: Iterable[Span]) -> Iterable[str]:
    at = 0
    for start, end in spans:
        yield text[at:start]
        at = end
    yield text[at:]


def _with_gaps(said: Iterable[str | None]) -> str:
    """What is said of some parts of a text; ``None`` where one of them is empty."""
    return _BETWEEN.join([part for part in said if part is not None])
