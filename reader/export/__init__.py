"""What leaves the corpus as text: everything as JSON, and articles with notes in the forms other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from reader.corpus.file import Corpus
from reader.corpus.listing import Listing
from reader.export.whole import Export, Exported, encode, is_export, parse

__all__ = ["FORMATS", "Export", "Exported", "encode", "is_export", "lines", "matching", "parse"]

Writer = Callable[[Corpus, Sequence[str] | None], Iterator[str]]

FORMATS = {
    "markdown": "markdown:written",
    "jsonld": "webannotation:written",
    "csv": "table:written",
    "json": "whole:as_json",
    "bibtex": "citations:bibtex",
    "ris": "citations:ris",
}
"""Each format and the function that writes it: ``room:function`` in this package, imported when it is used."""


def lines(corpus: Corpus, form: str, only: Sequence[str] | None = None) -> Iterator[str]:
    """The articles ``only`` (ids in the order of a list), else everything, in a form of `FORMATS`: parts to write."""
    room, _, function = FORMATS[form].partition(":")
    written: Writer = getattr(import_module(f"reader.export.{room}"), function)
    return written(corpus, only)


def matching(corpus: Corpus, query: str) -> list[str] | None:
    """The ids of the articles that match a query, newest first; ``None``, which is everything, without one."""
    if not query.strip():
        return None
    listing = Listing(corpus, query)
    return [card.id for card in listing.rows(0, len(listing))]
