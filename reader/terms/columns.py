"""What is indexed of an article: its terms by where they stand, as texts that a tokenizer cuts at blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.terms.spelling import Span, joined, parts, tokens

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
    read = [[tokens(piece) for piece in part] for part in parts]
    distinct: set[str] = set().union(*(piece for part in read for piece, _ in part))
    of_body, of_lead, of_title, of_rest = map(_said, read)
    return Columns(of_body, of_lead, of_title, of_rest, " ".join(sorted(joined(distinct)))), distinct


Told = tuple[int, int]
"""How often a term is told, and how often in lower case."""


def terms(counted: Mapping[str, int]) -> dict[str, Told]:
    """The terms of some tokens with how often each of them is there; joined forms count as nouns."""
    times: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for token, number in counted.items():
        for term, low in parts(token):
            times[term] += number
            if low:
                lower[term] += number
    for whole in joined(counted):
        times[whole] += 1
    return {term: (number, lower[term]) for term, number in times.items()}


def _between(text: str, spans: Iterable[Span]) -> Iterable[str]:
    at = 0
    for start, end in spans:
        yield text[at:start]
        at = end
    yield text[at:]


def _said(part: list[tuple[set[str], str]]) -> str:
    return f" {GAP} ".join(said for tokens, said in part if tokens)
