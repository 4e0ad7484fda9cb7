"""Counts and sizes."""

from __future__ import annotations

from reader.corpus.file import Corpus


def stats(corpus: Corpus) -> dict[str, int | str]:
    """What the corpus holds, as people count it."""
    return {
        **{table: _count(corpus, f"SELECT count(*) FROM {source}") for table, source in _COUNTED.items()},
        "bytes": corpus.path.stat().st_size,
        "schema": _count(corpus, "PRAGMA user_version"),
        "id": corpus.id,
    }


# From the state and not from the views: with an untrusted schema SQLite refuses JSON functions in views.
_COUNTED = {
    "articles": "card",
    "removed": "state WHERE tbl = 'removed' AND alive",
    "entities": "entity",
    "mentions": "mention JOIN name ON name.n = mention.name WHERE entity IS NOT NULL",
    "notes": "state WHERE tbl = 'note' AND alive",
    "highlights": "state WHERE tbl = 'highlight' AND alive",
    "bookmarks": "state WHERE tbl = 'bookmark' AND alive",
    "tags": "state WHERE tbl = 'tag' AND alive",
    "ops": "op",
}


def _count(corpus: Corpus, sql: str) -> int:
    return int((corpus.row(sql) or (0,))[0])
