"""Reads a corpus that came from elsewhere: copied aside, opened as hostile, every row checked before it is believed.

The other file is never written and never opened in place. Only its two immutable tables are read; whatever it
says that it derived is left behind.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Iterator, Set
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from reader.corpus.header import is_newer, read_header
from reader.corpus.state import split_ids
from reader.fold import has_body
from reader.journal import ID_LENGTH, TIME, checksum, is_sound
from reader.records import Op, ReaderError
from reader.speech import tr

SIDE_FILES = ("-journal", "-wal", "-shm")
LARGEST_TEXT = 256 << 20
_LARGEST_VALUE = 64 << 20
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""What ends a rollback journal that names a second file (SQLite file format, §3): SQLite would delete that one."""
_STEPS_BETWEEN_CHECKS = 1_000_000
_PATIENCE = 2_000
"""Progress checks before a query of a foreign file is stopped: minutes, not hours, for a file made to hang us."""
_TABLES = {
    "article": {"id", "original", "text", "source", "added", "format"},
    "op": {"id", "tbl", "row", "value", "parents", "at", "crc"},
    "lineage": {"id"},
}


@dataclass(frozen=True, slots=True)
class ForeignArticle:
    """An article of another corpus: the bytes, whose hash fits its id, and where and when they came in."""

    id: str
    data: bytes
    source: str
    added: str


@dataclass(slots=True)
class Foreign:
    """Another corpus, open for reading. ``rejected`` collects sentences on rows that were not believed."""

    path: Path
    lineage: str
    _connection: sqlite3.Connection
    rejected: list[str] = field(default_factory=list)

    def article_ids(self) -> set[str]:
        """The ids of all articles that the file says it holds."""
        return {str(row[0]) for row in self._all("SELECT id FROM article")}

    def article_heads(self, known: Set[Any] = frozenset()) -> Iterator[tuple[str, str, str]]:
        """Id, time and source of each article that is not ``known`` with just these, by id, without its bytes."""
        rows = set(self._all("SELECT id, added, source FROM article")) - known
        for id, added, source in sorted(rows, key=repr):
            if all(map(_is_clean, (id, added, source))) and TIME.fullmatch(added):
                yield id, added, source
            else:
                self.rejected.append(tr("article {id}: its data is damaged").format(id=str(id)[:12]))

    def article(self, article: str) -> ForeignArticle | None:
        """One article, or ``None`` (and a sentence) if its bytes are not what its id says."""
        rows = list(self._rows("SELECT original, text, source, added FROM article WHERE id = ?", (article,)))
        data = bytes_of(rows[0][0], rows[0][1]) if rows else None
        if data is None or hashlib.sha256(data).hexdigest() != article:
            self.rejected.append(tr("article {id}: its bytes are not those of its id").format(id=article[:12]))
            return None
        return ForeignArticle(article, data, str(rows[0][2]), str(rows[0][3]))

    def op_ids(self) -> set[bytes]:
        """The ids of all ops that the file says it holds."""
        return {row[0] for row in self._all("SELECT id FROM op") if isinstance(row[0], bytes)}

    def ops(self, wanted: Set[bytes]) -> Iterator[Op]:
        """The wanted ops that are sound, oldest first."""
        if not wanted:
            return
        for row in self._rows("SELECT id, tbl, row, value, parents, at, crc FROM op ORDER BY id"):
            if row[0] not in wanted:
                continue
            op = sound_op(*row)
            if op is None:
                self.rejected.append(tr("entry {id}: it is damaged").format(id=bytes(row[0]).hex()[:12]))
            else:
                yield op

    def news(self, here: Set[bytes], hollow: Set[bytes]) -> Iterator[Op]:
        """The sound ops that are not ``here``, and those that are here ``hollow`` but have their bodies there."""
        for op in self.ops(self.op_ids() - (here - hollow)):
            if op.id not in here or has_body(op):
                yield op

    def save(self, target: Path) -> None:
        """Make a copy of the whole file, with what was half written in it rolled back."""
        with closing(sqlite3.connect(target)) as copy:
            self._connection.backup(copy)

    def _all(self, sql: str) -> list[Any]:
        """All rows at once: of many short ones, handing on each by itself would take as long as reading them."""
        try:
            return self._connection.execute(sql).fetchall()
        except sqlite3.Error as error:
            raise _broken(self.path, error) from None

    def _rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> Iterator[Any]:
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise _broken(self.path, error) from None


@contextmanager
def open_foreign(path: Path) -> Iterator[Foreign]:
    """Another corpus, by way of a private copy. Raises `ReaderError` for what is none, is newer, or is damaged."""
    header = read_header(path)
    if is_newer(header):
        raise ReaderError(str(path), tr("it was made by a newer reader"), tr("Update this one first"))
    with tempfile.TemporaryDirectory(prefix="lesepult-") as folder:
        copy = Path(folder, "other.db")
        _copy_aside(path, copy)
        connection = _connect(copy)
        try:
            _check_shape(path, connection)
            lineage = connection.execute("SELECT id FROM lineage").fetchone()
            yield Foreign(path, str(lineage[0]) if lineage else "", connection)
        except sqlite3.Error as error:
            raise _broken(path, error) from None
        finally:
            connection.close()


def _copy_aside(path: Path, copy: Path) -> None:
    try:
        if path.stat().st_size > shutil.disk_usage(copy.parent).free:  # Also what is no more than a hole of that size.
            raise OSError(errno.ENOSPC, tr("it is larger than what is free on this disk"))
        shutil.copyfile(path, copy)
        refuse_super_journal(path)
        for suffix in SIDE_FILES:
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
    except OSError as error:
        raise ReaderError(
            str(path), error.strerror or tr("it cannot be read"), tr("Nothing was taken from it")
        ) from None


def refuse_super_journal(path: Path) -> None:
    """Raise `ReaderError` if SQLite, rolling back what lies beside a file, would delete another one."""
    with suppress(FileNotFoundError):
        if Path(f"{path}-journal").read_bytes()[-len(_SUPER_JOURNAL) :] == _SUPER_JOURNAL:
            raise ReaderError(
                str(path), tr("what was left half written beside it names another file"), tr("Take another copy")
            )


def _connect(copy: Path) -> sqlite3.Connection:
    # Read-write on our own private copy: only so can SQLite roll back what was half written in it.
    connection = sqlite3.connect(copy.as_uri() + "?mode=rw", uri=True, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_TEXT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    checks = iter(range(_PATIENCE))
    connection.set_progress_handler(lambda: next(checks, None) is None, _STEPS_BETWEEN_CHECKS)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    return connection


def _check_shape(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file whose tables are not plain tables with our columns, or that SQLite finds damaged."""
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_schema WHERE name IN ('article', 'op', 'lineage')"))
    sql = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    for table, columns in _TABLES.items():
        plain = kinds.get(table) == "table" and "VIRTUAL" not in str(sql[table]).upper()[:20]
        # hidden: 1 of virtual tables, 2 and 3 of generated columns
        have = {row[1]: row[6] for row in connection.execute(f"PRAGMA table_xinfo({table})")} if plain else {}
        if not columns <= have.keys() or any(have.values()):
            raise ReaderError(str(path), tr("its tables are not those of a corpus"), tr("Nothing was taken from it"))
    # Only what is read from it: an index of searches that has drifted is no reason to leave notes behind.
    if any(connection.execute(f"PRAGMA quick_check({table})").fetchone() != ("ok",) for table in _TABLES):
        raise ReaderError(
            str(path), tr("it is damaged, or still being copied"), tr("Wait until it is whole, or take another copy")
        )
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, database: str | None, source: str | None) -> int:
    """Allow plain reading and nothing that a view or trigger of the file asks for."""
    if source is not None:
        return sqlite3.SQLITE_DENY
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def bytes_of(packed: Any, text: Any) -> bytes | None:
    """The original bytes of an article by its columns, or ``None`` if they cannot be read."""
    if packed is None:
        return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else None
    return inflate(packed, LARGEST_TEXT) if isinstance(packed, bytes) else None


def inflate(packed: bytes, limit: int) -> bytes | None:
    """What zlib packed, or ``None`` if it is broken or larger than ``limit`` bytes."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, limit)
    except zlib.error:
        return None
    return data if unpacker.eof else None


def sound_op(op_id: Any, table: Any, row: Any, value: Any, parents: Any, at: Any, crc: Any) -> Op | None:
    """The op that some columns hold, or ``None`` if types, lengths or checksum are not right."""
    if isinstance(value, bytes):
        plain = inflate(value, _LARGEST_VALUE)
        value = plain.decode("utf-8", "replace") if plain is not None else 0
    texts = all(isinstance(part, str) for part in (table, row, at)) and isinstance(value, str | None)
    if not texts or not isinstance(parents, bytes) or len(parents) % ID_LENGTH:
        return None
    try:
        fields = None if value is None else json.loads(value)
        op = Op(op_id, table, row, fields, split_ids(parents), at)
        return op if is_sound(op) and checksum(op) == crc else None
    except (ValueError, RecursionError):
        return None


def _is_clean(value: Any) -> bool:
    """Whether a column is valid UTF-8 without NUL."""
    try:
        return isinstance(value, str) and b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def _broken(path: Path, error: sqlite3.Error) -> ReaderError:
    return ReaderError(
        str(path),
        tr("it cannot be read ({error})").format(error=error),
        tr("Wait until it is whole, or take another copy"),
    )
