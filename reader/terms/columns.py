"""What is indexed of an article: its terms by where they stand, as texts that a tokenizer cuts at blanks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.terms.spelling import clusters, meaning

Span = tuple[int, int]
GAP = "¶"
"""Stands where something was taken out, so that no phrase reaches across."""


class Columns(NamedTuple):
    """The terms of an article: of its title, its lead, its body, what is cut from it, and what is joined in any."""

    title: str
    lead: str
    body: str
    rest: str
    joined: str


def columns(title: str | None, text: str, lead: Span | None, rest: Sequence[Span]) -> tuple[Columns, set[str]]:
    """The columns of an article, and its clusters, each once."""
    spans = sorted([*([lead] if lead else []), *rest])
    parts = [
        [title or ""],
        [text[slice(*lead)]] if lead else [],
        list(_between(text, spans)),
        [text[start:end] for start, end in rest],
    ]
    read = [[clusters(piece) for piece in part] for part in parts]
    distinct = {cluster for part in read for piece in part for cluster in piece}
    joined = sorted({whole for cluster in distinct if not cluster.isalnum() and (whole := meaning(cluster).joined)})
    of_title, of_lead, of_body, of_rest = map(_said, read)
    return Columns(of_title, of_lead, of_body, of_rest, " ".join(joined)), distinct


def terms(distinct: Iterable[str]) -> dict[str, bool]:
    """The terms of some clusters, joined forms among them, each with whether it stands there in lower case."""
    known: dict[str, bool] = {}
    for said, lower, whole, _ in map(meaning, distinct):
        for term, low in zip(said, lower):
            if low or term not in known:
                known[term] = low
        if whole:
            known.setdefault(whole, False)
    return known


def _between(text: str, spans: Iterable[Span]) -> Iterable[str]:
    at = 0
    for start, end in spans:
        yield text[at:start]
        at = end
    yield text[at:]


def _said(part: list[list[str]]) -> str:
    return f" {GAP} ".join(" ".join([meaning(cluster).said for cluster in piece]) for piece in part if piece)
