"""What is indexed of an article: its terms by where they stand, as texts that a tokenizer cuts at blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.terms.apart import wholes
from reader.terms.spelling import Span, bound, joined, joined_in, parts, read, spelled

GAP = "¶"
"""Stands where something was taken out, so that no phrase reaches across."""


class Columns(NamedTuple):
    """The terms of an article: of its body, its lead, its title, what is cut from it, and what is joined in any."""

    body: str
    lead: str
    title: str
    rest: str
    joined: str


def columns(title: str | None, text: str, lead: Span | None, rest: Sequence[Span]) -> tuple[Columns, set[str]]:
    """The columns of an article, and its tokens (words with what stands around them), each once."""
    spans = sorted([*([lead] if lead else []), *rest])
    parts = [
        list(_between(text, spans)),
        [text[slice(*lead)]] if lead else [],
        [title or ""],
        [text[start:end] for start, end in rest],
    ]
    bound()
    found = [list(map(read, part)) for part in parts]
    distinct: set[str] = set().union(*[tokens for part in found for tokens, *_ in part])
    of_body, of_lead, of_title, of_rest = map(_said, found)
    whole = {one.word for part in found for *_, cut in part for one in wholes(cut)}
    said_joined = joined(distinct).union(map(spelled, whole))
    distinct |= whole
    return Columns(of_body, of_lead, of_title, of_rest, " ".join(sorted(said_joined))), distinct


Told = tuple[int, int]
"""How often a term is told, and how often in lower case."""
_UNTOLD = (0, 0)


def terms(counted: Mapping[str, int]) -> dict[str, Told]:
    """The terms of some tokens with how often each of them is there; joined forms count as nouns."""
    told: dict[str, Told] = {}
    known = told.get
    for token, number in counted.items():
        for term, low in parts(token):
            times, lower = known(term, _UNTOLD)
            told[term] = (times + number, lower + number if low else lower)
    for whole in joined_in(counted):
        times, lower = known(whole, _UNTOLD)
        told[whole] = (times + 1, lower)
    return told


def _between(text: str, spans: Iterable[Span]) -> Iterable[str]:
    at = 0
    for start, end in spans:
        yield text[at:start]
        at = end
    yield text[at:]


def _said(part: list[tuple[list[str], str, list[str]]]) -> str:
    return f" {GAP} ".join([said for tokens, said, _ in part if tokens])
