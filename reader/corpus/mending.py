"""Puts sound rows in the place of damaged ones, and makes anew all that follows from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from reader.corpus import articles, derive, mentions, ops, textindex
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.corpus.foreign import ForeignArticle, bytes_of
from reader.records import Op

_OF_INDEXES = ("missing from index", "wrong # of entries", "non-unique entry", "FTS5", "row not in order", "fts5")
"""What integrity_check says of indexes alone: they can be made anew, and the rows are whole."""
_OF_ARTICLES = ("reading", "card", "mention", "role", "recast", "doubt", "trace", "refined", "line", "shingle", "kin")

JSON_COLUMNS = {"card": ("byline", "agency"), "entity": ("aliases",), "reading": ("blocks", "found")}
"""Derived tables whose rows are looked at one by one, and their columns that hold JSON."""


def odd(db: sqlite3.Connection, table: str) -> str:
    """The SQL condition for rows of a table of `JSON_COLUMNS` that no version of this program has written."""
    columns = db.execute("SELECT name, lower(type) FROM pragma_table_info(?)", (table,))
    wrong = [f"typeof({name}) NOT IN ('{type}', 'null')" for name, type in columns]
    return " OR ".join(wrong + [f"NOT json_valid({name})" for name in JSON_COLUMNS[table]])


def is_whole(corpus: Corpus) -> bool:
    """Whether the pages of a file are sound: what is wrong with it is in rows or indexes."""
    try:
        found = [row[0] for row in corpus.connection.execute("PRAGMA integrity_check(100)")]
        for table in ("article", "op", "state"):
            corpus.connection.execute(f"SELECT sum(length(CAST({_LONGEST[table]} AS BLOB))) FROM {table}").fetchone()
    except sqlite3.DatabaseError:
        return False
    return all(said == "ok" or any(sign in said for sign in _OF_INDEXES) for said in found)


_LONGEST = {"article": "text", "op": "value", "state": "value"}


def put_back(corpus: Corpus, found: Iterable[ForeignArticle], sound: Sequence[Op]) -> None:
    """Write the bytes of articles and the values of ops over what stands there."""
    with corpus.write() as db:
        for article in found:
            articles.put_back(corpus, article.data, article.source, article.added)
        db.executemany("DELETE FROM op WHERE id = ?", [(op.id,) for op in sound])
        ops.insert(corpus, sound)


def set_aside(corpus: Corpus, ids: Sequence[object], target: Path) -> None:
    """Take ops out that cannot be read, so that the others can; what is left of them is written to a file."""
    with corpus.write() as db:
        found = [row for id in ids for row in db.execute(f"{_RAW} WHERE id = ?", (id,))]
        target.write_text("".join(json.dumps(row) + "\n" for row in found), "ascii")
        db.executemany("DELETE FROM op WHERE id = ?", [(id,) for id in ids])


_RAW = "SELECT hex(id), hex(tbl), hex(row), hex(value), hex(parents), hex(at), crc FROM op"


def make_readable(corpus: Corpus, damaged: Sequence[str], target: Path) -> None:
    """Keep what can be read of articles whose bytes nobody has; what cannot be is written to a file as it was."""
    with corpus.write() as db:
        for article in damaged:
            sql = "SELECT original, CAST(text AS BLOB), source FROM article WHERE id = ?"
            packed, text, source = db.execute(sql, (article,)).fetchone()
            plain = bytes(text).decode("utf-8", "replace")
            if plain.encode() == text and (packed is None or bytes_of(packed, "") is not None):
                continue
            with target.open("a", encoding="ascii") as kept:
                raw = (part.hex() if isinstance(part, bytes) else part for part in (packed, text))
                kept.write(json.dumps([article, *raw, source]) + "\n")
            db.execute("UPDATE article SET original = NULL, text = ? WHERE id = ?", (plain, article))


def remake(corpus: Corpus) -> None:
    """Make indexes, the state and the lists anew from articles and journal. The rest is done by `reader index`."""
    with corpus.write() as db:
        mentions.spoil_links(corpus)
        textindex.remake(corpus)
        db.execute("REINDEX")
        ops.fold_all(corpus)
        _drop_strays(db)
        for article, number in corpus.rows("SELECT id, n FROM article ORDER BY n"):
            _list(corpus, article, number)
        db.execute("DELETE FROM total")  # also where it holds no row, or several
        db.execute("INSERT INTO total SELECT count(*) FROM card")
        follow(corpus, corpus.rows("SELECT tbl, row FROM state WHERE tbl = 'purged'"))


def _drop_strays(db: sqlite3.Connection) -> None:
    """Delete derived rows of which there is no sound article, and all of those that are only half there or odd."""
    db.execute("CREATE TEMP TABLE stray (article INTEGER PRIMARY KEY)")
    for table in _OF_ARTICLES:
        db.execute(
            f"INSERT OR IGNORE INTO stray SELECT article FROM {table} WHERE article NOT IN (SELECT n FROM article)"
        )
    for table in ("card", "reading"):
        db.execute(f"INSERT OR IGNORE INTO stray SELECT article FROM {table} WHERE {odd(db, table)}")
    for table in ("mention", "role"):
        db.execute(f"INSERT OR IGNORE INTO stray SELECT article FROM {table} WHERE name NOT IN (SELECT n FROM name)")
    half = "SELECT article FROM card LEFT JOIN reading USING (article) WHERE reading.article IS NULL"
    db.execute(f"INSERT OR IGNORE INTO stray {half}")
    for table in _OF_ARTICLES:
        db.execute(f"DELETE FROM {table} WHERE article IN (SELECT article FROM stray)")
    db.execute("DELETE FROM kin WHERE other IN (SELECT article FROM stray)")
    db.execute("DROP TABLE stray")


def _list(corpus: Corpus, article: str, number: int) -> None:
    """Let an article be listed as its rows say, and as a person does."""
    listed = corpus.row("SELECT 1 FROM card JOIN reading USING (article) WHERE article = ?", (number,)) is not None
    removed = articles.is_removed(corpus, article)
    if removed and listed:
        derive.discard(corpus, number)
    elif not removed and not listed:
        articles.rederive(corpus, article)
