"""What follows from ops: listings, names and links are made to fit what a person said, here or on another machine."""

from __future__ import annotations

from collections.abc import Iterable

from reader.corpus import articles, entities, mentions
from reader.corpus.file import Corpus

_OF_ARTICLES = frozenset({"removed", "article"})
_OF_MENTIONS = frozenset({"unmention"})
_OF_ENTITIES = frozenset({"entity", "same", "reject"})


def follow(corpus: Corpus, rows: Iterable[tuple[str, str]]) -> None:
    """Bring derived data up to the folded state of some rows."""
    touched = sorted(rows)
    with corpus.write():
        for table, row in touched:
            article = row[:64]
            if table in _OF_ARTICLES | _OF_MENTIONS and articles.holds(corpus, article):
                articles.refresh(corpus, article, anew=table in _OF_MENTIONS)
            if table in _OF_ENTITIES:
                mentions.spoil_links(corpus)
        entities.relink(corpus)
