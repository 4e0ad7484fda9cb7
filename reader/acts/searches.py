"""Saved searches: saving, renaming, deleting."""

from __future__ import annotations

from reader.acts.act import act
from reader.corpus.file import Corpus
from reader.corpus.searches import TABLE, id_of
from reader.corpus.state import state
from reader.records import ReaderError
from reader.speech import tr
from reader.text import one_line


def save_search(corpus: Corpus, query: str, name: str = "") -> str:
    """Save a query under a name (its own words without one); gives its id. What is saved already is renamed."""
    query = " ".join(one_line(query).split())
    if not query:
        raise ReaderError(tr("search"), tr("it has no words"), tr("Type some"))
    row, value = id_of(query), {"query": query, "name": " ".join(one_line(name).split()) or query}
    present = state(corpus, TABLE, row)
    if present is None or not present.alive or present.value != value:
        act(corpus, tr("the saved search"), (TABLE, row, value))
    return row


def delete_search(corpus: Corpus, search: str) -> None:
    """Delete a saved search, by its id."""
    present = state(corpus, TABLE, search)
    if present is not None and present.alive:
        act(corpus, tr("the deletion of the saved search"), (TABLE, search, None))
