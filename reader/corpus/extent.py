"""How much of both immutable halves was in a file at some time, so that it can be told later whether it still is."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from reader.corpus.file import Corpus


class Extent(NamedTuple):
    """The articles and ops up to a number each, and a hash of their ids."""

    articles: int
    ops: int
    hash: str


def extent(corpus: Corpus, articles: int | None = None, ops: int | None = None) -> Extent:
    """The extent of all that is in a corpus now, or of what is in it up to some numbers."""
    digest = hashlib.sha256()
    last = {"article": articles, "op": ops}
    for table, up_to in last.items():
        last[table] = up_to = _last(corpus, table) if up_to is None else up_to
        # By the index of the ids alone: the rows themselves are most of the file.
        sql = f"SELECT id FROM {table} INDEXED BY sqlite_autoindex_{table}_1 WHERE n <= ? ORDER BY id"
        for (id,) in corpus.rows(sql, (up_to,)):
            digest.update(id if isinstance(id, bytes) else str(id).encode())
    return Extent(last["article"] or 0, last["op"] or 0, digest.hexdigest())


def numbers(corpus: Corpus) -> Extent:
    """How far both halves reach, without a look at what is in them: the hash is empty."""
    return Extent(_last(corpus, "article"), _last(corpus, "op"), "")


def first_seen(corpus: Corpus, articles: int) -> str:
    """A hash of when and as what the articles up to a number came in: the one thing of them that a merge may change."""
    digest = hashlib.sha256()
    for row in corpus.rows("SELECT id, added, source FROM article WHERE n <= ? ORDER BY n", (articles,)):
        digest.update("\n".join(row).encode("utf-8", "replace"))
    return digest.hexdigest()


def _last(corpus: Corpus, table: str) -> int:
    row = corpus.row(f"SELECT n FROM {table} ORDER BY n DESC LIMIT 1")
    return int(row[0]) if row else 0


def holds(corpus: Corpus, before: Extent) -> bool:
    """Whether all that an extent has is still there."""
    return extent(corpus, before.articles, before.ops) == before
