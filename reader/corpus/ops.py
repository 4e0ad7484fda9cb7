"""The journal in the file: recording and inserting ops, and folding them into the state."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reader.corpus.file import Corpus, milliseconds, now
from reader.corpus.state import split_ids, state
from reader.fold import fold, opposite
from reader.hollow import PURGED, articles_of, since_return
from reader.journal import checksum, encode_value
from reader.records import Op, Row, Value

_COMPRESS_FROM = 512


def record(corpus: Corpus, table: str, row: str, value: Value | None, parents: tuple[bytes, ...] | None = None) -> Op:
    """Write down one thing that a person did, and fold it into the state. One transaction.

    It stands on all heads of its row, or on the ``parents`` given.
    """
    with corpus.write():
        before = state(corpus, table, row)
        heads = (before.heads if before else ()) if parents is None else parents
        for head in heads:
            corpus.clock.saw(head)
        op = _marked(corpus, Op(corpus.clock.tick(milliseconds()), table, row, value, heads, now()))
        insert(corpus, [op])
        corpus.written(op)
    return op


def _marked(corpus: Corpus, op: Op) -> Op:
    for article in sorted(articles_of(op)) if op.table != PURGED else ():
        if state(corpus, PURGED, article):
            op = since_return(op, of_row(corpus, PURGED, article))
    return op


def hold(corpus: Corpus, done: Sequence[str]) -> bool:
    """Whether all of some ops (ids in hex) are in this file."""
    return all(corpus.row("SELECT 1 FROM op WHERE id = ?", (bytes.fromhex(op),)) for op in done)


def tables(corpus: Corpus, done: Sequence[str]) -> set[str]:
    """The tables that some ops (ids in hex) of this file were written to."""
    return {row[0] for op in done for row in corpus.rows("SELECT tbl FROM op WHERE id = ?", (bytes.fromhex(op),))}


def take_back(corpus: Corpus, done: str) -> tuple[str, str] | None:
    """Record the opposite of an op (id in hex). Gives its row; ``None`` if somebody changed since what it did."""
    found: tuple[str, str] | None = corpus.row("SELECT tbl, row FROM op WHERE id = ?", (bytes.fromhex(done),))
    back = opposite(of_row(corpus, *found), bytes.fromhex(done)) if found else None
    if found is None or back is None:
        return None
    record(corpus, *found, *back)
    return found


def insert(corpus: Corpus, ops: Iterable[Op]) -> set[tuple[str, str]]:
    """Add ops that may have come from elsewhere and fold the rows they touch; those are returned."""
    touched: set[tuple[str, str]] = set()
    with corpus.write() as db:
        for op in ops:
            db.execute(
                "INSERT OR IGNORE INTO op (id, tbl, row, value, parents, at, crc) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (op.id, op.table, op.row, pack(op.value), b"".join(op.parents), op.at, checksum(op)),
            )
            corpus.clock.saw(op.id)
            touched.add((op.table, op.row))
        refold(corpus, touched)
    return touched


def refold(corpus: Corpus, rows: Iterable[tuple[str, str]]) -> None:
    """Make the state of some rows anew from their ops."""
    with corpus.write() as db:
        for table, row in sorted(rows):
            _store(db, fold(of_row(corpus, table, row)))


def of_row(corpus: Corpus, table: str, row: str) -> list[Op]:
    """All ops of one row, oldest first."""
    return [
        unpack(*fields)
        for fields in corpus.rows(
            "SELECT id, tbl, row, value, parents, at FROM op WHERE tbl = ? AND row = ? ORDER BY id",
            (table, row),
        )
    ]


def every(corpus: Corpus) -> Iterator[Op]:
    """All ops in the file, in order of their ids."""
    for fields in corpus.connection.execute("SELECT id, tbl, row, value, parents, at FROM op ORDER BY id"):
        yield unpack(*fields)


def fold_all(corpus: Corpus) -> None:
    """Make the whole state anew from the journal."""
    grouped: defaultdict[tuple[str, str], list[Op]] = defaultdict(list)
    for op in every(corpus):
        grouped[op.table, op.row].append(op)
    with corpus.write() as db:
        db.execute("DELETE FROM state")
        for ops in grouped.values():
            _store(db, fold(ops))


def _store(db: Any, row: Row) -> None:
    conflict = json.dumps([version._asdict() for version in row.conflict], ensure_ascii=False) if row.conflict else None
    db.execute(
        "INSERT INTO state (tbl, row, subject, value, alive, created, modified, heads, conflict) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tbl, row) DO UPDATE SET subject = excluded.subject, "
        "value = excluded.value, alive = excluded.alive, created = excluded.created, "
        "modified = excluded.modified, heads = excluded.heads, conflict = excluded.conflict",
        (
            row.table,
            row.row,
            row.subject,
            encode_value(row.value),
            row.alive,
            row.created,
            row.modified,
            b"".join(row.heads),
            conflict,
        ),
    )


def pack(value: Value | None) -> str | bytes | None:
    """An op's fields as they are stored: JSON, compressed where that is worth it."""
    plain = encode_value(value)
    if plain is None or len(plain) <= _COMPRESS_FROM:
        return plain
    packed = zlib.compress(plain.encode())
    return packed if len(packed) < len(plain) else plain


def unpack(op_id: bytes, table: str, row: str, value: str | bytes | None, parents: bytes, at: str) -> Op:
    """An op from its stored columns."""
    if isinstance(value, bytes):
        value = zlib.decompress(value).decode()
    return Op(op_id, table, row, None if value is None else json.loads(value), split_ids(parents), at)
