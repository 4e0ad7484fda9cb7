"""Saved searches: rows of the journal, so that they travel with the corpus."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from reader.corpus.file import Corpus
from reader.corpus.state import states

TABLE = "search"


class SavedSearch(NamedTuple):
    """A query that was saved under a name."""

    id: str
    query: str
    name: str


def id_of(query: str) -> str:
    """The row of a query: the same on every machine, so that what is saved twice is one."""
    return sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def saved(corpus: Corpus) -> list[SavedSearch]:
    """All of them by name. What another program wrote and cannot be one is left out."""
    found = []
    for row in states(corpus, "tbl = ? AND alive", (TABLE,)):
        query, name = row.value.get("query"), row.value.get("name")
        if isinstance(query, str) and query:
            found.append(SavedSearch(row.row, query, name if isinstance(name, str) and name else query))
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def last_article(corpus: Corpus) -> int:
    """The number of the article that came last; 0 where there is none."""
    return int(corpus.rows("SELECT ifnull(max(n), 0) FROM article")[0][0])
