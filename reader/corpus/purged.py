"""Articles that were purged: erased from the file, with their words out of what was noted on them, and kept out.

That an article is purged is a row of the journal, so it travels with every merge and wins over a copy that still
has the article. What a person wrote on it stays; only the words of the article in it go.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reader.corpus import derive, entities, ops, textindex, vocabulary
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.fold import fold
from reader.hollow import PURGED, articles_of, quoteless
from reader.records import Op, ReaderError
from reader.speech import tr

_WAITING = "purge"
"""What `derived` has while bytes of what was purged may still be in the file."""
RowId = tuple[str, str]


def is_purged(corpus: Corpus, article: str) -> bool:
    """Whether an article was purged, here or in a copy that was merged."""
    row = state(corpus, PURGED, article)
    return row is not None and row.alive


def after(corpus: Corpus, news: Iterable[Op]) -> set[str]:
    """The articles that are purged when some ops are added."""
    known = {article: ops.of_row(corpus, PURGED, article) for article in ever(corpus)}
    for op in news:
        if op.table == PURGED:
            known.setdefault(op.row, []).append(op)
    return {article for article, found in known.items() if fold(found).alive}


def ever(corpus: Corpus) -> list[str]:
    """The articles that were ever purged, also those that were brought back."""
    return [row[0] for row in corpus.rows("SELECT row FROM state WHERE tbl = ?", (PURGED,))]


def follow(corpus: Corpus, touched: Iterable[RowId]) -> set[RowId]:
    """Bring the file up to what rows of the journal say of purged articles. Gives them with those that lost words."""
    rows, known = set(touched), ever(corpus)
    if not known:
        return rows
    news = {row for table, row in rows if table == PURGED}
    with corpus.write():
        changed = _take_words(corpus, known, rows | _every_row(corpus, news) if news else rows)
        for article in sorted(news):
            if is_purged(corpus, article):
                _erase(corpus, article)
    return rows | changed


def _every_row(corpus: Corpus, articles: set[str]) -> set[RowId]:
    """The rows of the journal that any op says to be about some articles."""
    return {(op.table, op.row) for op in ops.every(corpus) if articles_of(op) & articles}


def _take_words(corpus: Corpus, articles: list[str], rows: set[RowId]) -> set[RowId]:
    purges = {article: ops.of_row(corpus, PURGED, article) for article in articles}
    changed = [op for table, row in sorted(rows) for op in quoteless(ops.of_row(corpus, table, row), purges)]
    ops.replace(corpus, changed)
    return {(op.table, op.row) for op in changed}


def _erase(corpus: Corpus, article: str) -> None:
    with corpus.write() as db:
        # Also where the article is not here: before, a word of it may have been in what was noted on it.
        db.execute("INSERT OR REPLACE INTO derived VALUES (?, 'waiting')", (_WAITING,))
        found = corpus.row("SELECT n FROM article WHERE id = ?", (article,))
        if found is None:
            return
        derive.discard(corpus, found[0])
        for table in ("line", "shingle"):
            # By another version of the program there may be more of it than this one takes out.
            db.execute(f"DELETE FROM {table} WHERE article = ?", found)
        db.execute("DELETE FROM article WHERE n = ?", found)


def is_waiting(corpus: Corpus) -> bool:
    """Whether something was purged and its bytes may still be in the file."""
    return corpus.row("SELECT 1 FROM derived WHERE what = ?", (_WAITING,)) is not None


def scrub(corpus: Corpus) -> None:
    """Take the bytes of what was purged out of the file: out of tables where nothing needs them, then out of its pages.

    Raises `ReaderError` if somebody else is using the file.
    """
    entities.relink(corpus)
    textindex.catch_up(corpus)
    with corpus.write() as db:
        db.execute(f"DELETE FROM name WHERE {_UNUSED}")
        db.execute("DELETE FROM unlinked WHERE name NOT IN (SELECT n FROM name)")
        db.execute("INSERT INTO text_index (text_index) VALUES ('optimize')")
        _drop_terms(db)
    _rewrite(corpus)


def _drop_terms(db: sqlite3.Connection) -> None:
    """Forget the terms that no text has any more: the vocabulary as such only grows."""
    with vocabulary.indexed_terms(db) as terms:
        unused = f"SELECT term FROM term WHERE term NOT IN (SELECT term FROM {terms})"
        gone = [row[0] for row in db.execute(unused)]
    db.executemany("DELETE FROM term WHERE term = ?", [(term,) for term in gone])
    db.executemany("DELETE FROM ending WHERE reversed = ?", [(term[::-1],) for term in gone])
    db.execute("DELETE FROM middle WHERE term NOT IN (SELECT term FROM term)")


_UNUSED = " AND ".join(
    f"n NOT IN (SELECT name FROM {table})" for table in ("mention", "role", "officer", "name_use", "name_form",
                                                         "name_block", "sighting")
)  # fmt: skip


def _rewrite(corpus: Corpus) -> None:
    try:
        corpus.rewrite()
    except ReaderError as error:
        why = tr("it is purged, but its bytes are still in the file, since {why}").format(why=error.why)
        remedy = tr("Close what else uses the file, then run: reader index")
        raise ReaderError(corpus.path.name, why, remedy) from None


def done(corpus: Corpus) -> None:
    """Say that nothing is left of what was purged."""
    with corpus.write() as db:
        db.execute("DELETE FROM derived WHERE what = ?", (_WAITING,))
