"""What can still be read of a corpus file that SQLite finds malformed: row by row, around what is broken."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from reader.corpus.foreign import SIDE_FILES, ForeignArticle, bytes_of, sound_op
from reader.corpus.header import LENGTH
from reader.journal import TIME
from reader.records import Op, ReaderError
from reader.speech import tr

_WIDEST_GAP = 1_000_000
"""Numbers of rows between those that were reached from both ends, of which each is tried."""
_ARTICLE = "id, original, text, source, added"
_OP = "id, tbl, row, value, parents, at, crc"


@dataclass(slots=True)
class Salvaged:
    """The sound rows of a broken file. ``lost``: what an index still names and no row gives."""

    lineage: str | None = None
    articles: dict[str, ForeignArticle] = field(default_factory=dict)
    ops: dict[bytes, Op] = field(default_factory=dict)
    lost_articles: set[str] = field(default_factory=set)
    lost_ops: set[bytes] = field(default_factory=set)


def salvage(path: Path) -> Salvaged:
    """All sound articles and ops of a file, read from a private copy of it. Raises `ReaderError` if there is none."""
    found = Salvaged()
    with tempfile.TemporaryDirectory(prefix="lesepult-") as folder:
        copy = _copy_aside(path, Path(folder, "broken.db"))
        with closing(sqlite3.connect(copy, isolation_level=None)) as db:
            db.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
            with suppress(sqlite3.Error, TypeError):  # no table, or no row
                found.lineage = str(db.execute("SELECT id FROM lineage").fetchone()[0])
            _take(db, found)
    return found


def _copy_aside(path: Path, copy: Path) -> Path:
    try:
        shutil.copyfile(path, copy)
        for suffix in SIDE_FILES[:2]:
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        _fill_up(copy)
    except OSError as error:
        raise ReaderError(str(path), error.strerror or tr("it cannot be read"), tr("Nothing was changed")) from None
    return copy


def _fill_up(copy: Path) -> None:
    """Make a file that was cut short as long as its header says: SQLite reads nothing of it else."""
    with copy.open("r+b") as file:
        header = file.read(LENGTH)
        page = int.from_bytes(header[16:18], "big")
        size = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
        if copy.stat().st_size < size <= 2 * copy.stat().st_size + (1 << 30):
            file.truncate(size)


def _take(db: sqlite3.Connection, found: Salvaged) -> None:
    for id, original, text, source, added in _rows(db, "article", _ARTICLE):
        data = bytes_of(original, text)
        if data is not None and hashlib.sha256(data).hexdigest() == id:
            seen = added if isinstance(added, str) and TIME.fullmatch(added) else "1970-01-01T00:00:00Z"
            found.articles[id] = ForeignArticle(id, data, str(source), seen)
    for row in _rows(db, "op", _OP):
        op = sound_op(*row)
        if op is not None:
            found.ops[op.id] = op
    found.lost_articles = {str(id) for _, id in _indexed(db, "article")} - found.articles.keys()
    found.lost_ops = {id for _, id in _indexed(db, "op") if isinstance(id, bytes)} - found.ops.keys()


def _rows(db: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    for number in sorted(_numbers(db, table)):
        with suppress(sqlite3.Error):
            yield from db.execute(f"SELECT {columns} FROM {table} WHERE n = ?", (number,)).fetchall()


def _numbers(db: sqlite3.Connection, table: str) -> set[int]:
    """The numbers of the rows of a table, as far as any way leads to them."""
    first = [row[0] for row in _until_broken(db, f"SELECT n FROM {table} NOT INDEXED ORDER BY n")]
    last = [row[0] for row in _until_broken(db, f"SELECT n FROM {table} NOT INDEXED ORDER BY n DESC")]
    begin, end = max(first, default=0), min(last, default=0)
    between = range(begin, min(end, begin + _WIDEST_GAP))
    return {*first, *last, *between, *(number for number, _ in _indexed(db, table))}


def _indexed(db: sqlite3.Connection, table: str) -> Iterator[tuple[int, object]]:
    """Numbers and ids as the index of the ids has them."""
    for order in ("ASC", "DESC"):
        sql = f"SELECT n, id FROM {table} INDEXED BY sqlite_autoindex_{table}_1 ORDER BY id {order}"
        yield from _until_broken(db, sql)


def _until_broken(db: sqlite3.Connection, sql: str) -> Iterator[tuple[int, object]]:
    with suppress(sqlite3.Error):
        yield from db.execute(sql)
