"""What another state of this very corpus has → the corpus: after a crash, or when its file was replaced."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.records import Op

if TYPE_CHECKING:
    from reader.corpus.file import Corpus
    from reader.corpus.foreign import ForeignArticle


def unite(corpus: Corpus, other: Path) -> bool:
    """Take in what a file has that this one lacks, in one transaction. Whether it is of this lineage at all."""
    from reader.corpus.foreign import open_foreign
    from reader.corpus.ops import held as held_ops

    with open_foreign(other) as foreign:
        if foreign.lineage != corpus.id:
            return False
        ops = list(foreign.news(*held_ops(corpus)))
        held = {row[0] for row in corpus.rows("SELECT id FROM article")}
        missing = [head[0] for head in foreign.article_heads() if head[0] not in held]
        put_back(corpus, ops, [found for id in missing if (found := foreign.article(id))])
    return True


def read_articles(former: sqlite3.Connection, ids: Iterable[str]) -> Iterator[ForeignArticle]:
    """Articles from a connection to a file that is not in its place any more, as far as they can be read there."""
    from reader.corpus.foreign import ForeignArticle, bytes_of

    for id in ids:
        with suppress(sqlite3.Error):
            row = former.execute("SELECT original, text, source, added FROM article WHERE id = ?", (id,)).fetchone()
            data = bytes_of(row[0], row[1]) if row else None
            if data is not None and hashlib.sha256(data).hexdigest() == id:
                yield ForeignArticle(id, data, row[2], row[3])


def put_back(corpus: Corpus, ops: Iterable[Op], articles: Iterable[ForeignArticle]) -> None:
    """Write ops and articles that the file lacks, and what follows from them; without any, nothing is written."""
    from reader import formats
    from reader.corpus import articles as stored
    from reader.corpus import derive, purged
    from reader.corpus.follow import follow
    from reader.corpus.ops import insert

    news = list(ops)
    gone = purged.after(corpus, news)
    made = []
    for article in articles:
        if article.id not in gone:
            item = formats.read(article.data, article.source)[0]
            made.append((article, item, derive.derive(item)))
    if not news and not made:
        return
    with corpus.write():
        touched = insert(corpus, news)
        for article, item, derived in made:
            if not stored.holds(corpus, article.id):
                stored.add(corpus, item, article.source, derived, article.added)
        follow(corpus, touched)
