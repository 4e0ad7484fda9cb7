"""The journal in the file: recording and inserting ops, and folding them into the state."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, starmap
from typing import Any

from reader.corpus import marked
from reader.corpus.file import Corpus, milliseconds, now
from reader.corpus.state import split_ids, state
from reader.fold import HOLLOW, bodies, fold, is_hollow, opposite
from reader.hollow import PURGED, articles_of, fuller, since_return
from reader.journal import checksum, encode_value
from reader.records import Op, ReaderError, Row, Value
from reader.schema.fourth import MARKING
from reader.speech import tr

_COMPRESS_FROM = 512
_ASKED_FOR = 200
_COLUMNS = "id, tbl, row, value, parents, at"
_IS_HOLLOW = f"""CASE WHEN typeof(value) = 'text' AND instr(value, '"{HOLLOW}":true') AND json_valid(value)
  THEN json_type(value, '$.{HOLLOW}') = 'true' AND json_type(value, '$.body') IS NULL END"""


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


def is_let_go(corpus: Corpus, done: str) -> bool:
    """Whether what an op (id in hex) changed, or what was there before, was let go by a compaction."""
    found = corpus.row("SELECT tbl, row FROM op WHERE id = ?", (bytes.fromhex(done),))
    versions = [op for op in of_row(corpus, *found) if op.id <= bytes.fromhex(done)] if found else []
    return any(map(is_hollow, bodies(versions)[0][-2:]))


def insert(corpus: Corpus, ops: Iterable[Op]) -> set[tuple[str, str]]:
    """Add ops that may have come from elsewhere and fold the rows they touch; those are returned.

    Those that are here without their bodies have them again.
    """
    touched: set[tuple[str, str]] = set()
    with corpus.write() as db:
        for op in ops:
            added = db.execute(
                "INSERT OR IGNORE INTO op (id, tbl, row, value, parents, at, crc) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (op.id, op.table, op.row, pack(op.value), b"".join(op.parents), op.at, checksum(op)),
            )
            if not added.rowcount:
                _fill(corpus, op)
            corpus.clock.saw(op.id)
            touched.add((op.table, op.row))
        refold(corpus, touched)
    return touched


def _fill(corpus: Corpus, op: Op) -> None:
    """Give an op its body back, if it is here without."""
    here = corpus.row(f"SELECT {_COLUMNS} FROM op WHERE id = ? AND {_IS_HOLLOW}", (op.id,))
    if here:
        write_over(corpus, [fuller(unpack(*here), op)])


def write_over(corpus: Corpus, changed: Iterable[Op]) -> None:
    """Write ops with other values in their places. What follows is for the caller to see to."""
    with corpus.write() as db:
        rows = [(pack(op.value), checksum(op), op.id) for op in changed]
        db.executemany("UPDATE op SET value = ?, crc = ? WHERE id = ?", rows)


def replace(corpus: Corpus, changed: Iterable[Op]) -> None:
    """Write ops with other values in their places, and fold their rows."""
    news = list(changed)
    with corpus.write():
        write_over(corpus, news)
        refold(corpus, {(op.table, op.row) for op in news})


def held(corpus: Corpus) -> tuple[set[bytes], set[bytes]]:
    """The ids of all ops; and of those that are here without their bodies."""
    return {row[0] for row in corpus.rows("SELECT id FROM op")}, hollow(corpus)


def hollow(corpus: Corpus, up_to: int | None = None) -> set[bytes]:
    """The ids of the ops that are here without their bodies, of all or of those up to a number."""
    return {row[0] for row in corpus.rows(f"SELECT id FROM op WHERE {_IS_HOLLOW} AND n <= ifnull(?, n)", (up_to,))}


def refold(corpus: Corpus, rows: Iterable[tuple[str, str]]) -> None:
    """Make the state of some rows anew from their ops."""
    with corpus.write() as db:
        about = [_store(db, fold(ops)) for ops in _of_rows(corpus, sorted(rows))]
        marked.follow(corpus, (article for both in about for article in both))


def _of_rows(corpus: Corpus, rows: Sequence[tuple[str, str]]) -> Iterator[list[Op]]:
    """All ops of each of some rows, which are sorted; asked for together, since after a merge they are many."""
    for at in range(0, len(rows), _ASKED_FOR):
        some = rows[at : at + _ASKED_FOR]
        found = corpus.rows(
            f"WITH wanted (tbl, row) AS (VALUES {', '.join(['(?, ?)'] * len(some))}) "
            f"SELECT {_COLUMNS} FROM wanted CROSS JOIN op USING (tbl, row) ORDER BY tbl, row, id",
            tuple(chain.from_iterable(some)),
        )
        for _, ops in groupby(starmap(unpack, found), key=lambda op: (op.table, op.row)):
            yield list(ops)


def of_row(corpus: Corpus, table: str, row: str) -> list[Op]:
    """All ops of one row, oldest first."""
    return [
        unpack(*fields)
        for fields in corpus.rows(
            f"SELECT {_COLUMNS} FROM op WHERE tbl = ? AND row = ? ORDER BY id",
            (table, row),
        )
    ]


def every(corpus: Corpus) -> Iterator[Op]:
    """All ops in the file, in order of their ids."""
    for fields in corpus.connection.execute(f"SELECT {_COLUMNS} FROM op ORDER BY id"):
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
        marked.follow_all(corpus)


def _store(db: Any, row: Row) -> tuple[str, ...]:
    """Write a row as it stands. If it marks an article: which one it was about before, and which it is now."""
    before = db.execute("SELECT subject FROM state WHERE tbl = ? AND row = ?", (row.table, row.row)).fetchone()
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
    return (*(before or ()), row.subject) if row.table in MARKING else ()


def pack(value: Value | None) -> str | bytes | None:
    """An op's fields as they are stored: JSON, compressed where that is worth it. Those without a body can be seen."""
    plain = encode_value(value)
    if plain is None or len(plain) <= _COMPRESS_FROM or HOLLOW in (value or ()):
        return plain
    packed = zlib.compress(plain.encode())
    return packed if len(packed) < len(plain) else plain


def unpack(op_id: bytes, table: str, row: str, value: str | bytes | None, parents: bytes, at: str) -> Op:
    """An op from its stored columns. Raises `ReaderError` if they are damaged beyond reading."""
    try:
        if isinstance(value, bytes):
            value = zlib.decompress(value).decode()
        said = None if value is None else json.loads(value)
        if not isinstance(said, dict | None):
            raise TypeError("no fields")
        return Op(op_id, table, row, said, split_ids(parents), at)
    except (ValueError, zlib.error, TypeError, RecursionError):
        what = tr("entry {id}").format(id=op_id.hex()[:12] if isinstance(op_id, bytes) else op_id)
        raise ReaderError(what, tr("it cannot be read"), tr("Run: reader check --repair")) from None
