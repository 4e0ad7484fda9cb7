"""A person's words → hits with snippets, over texts, notes, highlights, tags and entity names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reader.corpus.file import Corpus
from reader.records import Hit
from reader.search.found import Count, Found
from reader.search.written import AmongNotes, notes_of

__all__ = ["AmongNotes", "Count", "Found", "notes_of", "search"]

_PAGE = 50


def search(corpus: Corpus, query: str, limit: int | None = None) -> list[Hit]:
    """Hits for a query, texts by rank first, then what a person wrote, then names. No query is an error."""
    found = Found(corpus, query)
    hits: list[Hit] = []
    for hit in chain(_texts(found), found.notes(), found.tags(), found.names()) if found.query else ():
        if limit is not None and len(hits) >= limit:
            break
        hits.append(hit)
    return hits


def _texts(found: Found) -> Iterator[Hit]:
    start = 0
    while page := found.texts(start, start + _PAGE):
        yield from page
        start += _PAGE
