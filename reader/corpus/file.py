"""Opens a corpus file, guards it, and writes to it in short transactions.

The file may be replaced under us by a sync tool at any time. So every write begins with a look at inode, size and
time of the file: if they are not what we left, the file is opened anew and what this run recorded is put back.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reader import schema
from reader.corpus.header import hold, is_newer, read_header, release
from reader.journal import LATEST_ID, RUN_LENGTH, Clock
from reader.records import Op, ReaderError
from reader.text import fold
from reader.wikilinks import has_tag, is_tag

BUSY_SECONDS = 5.0
_REOPENINGS = 3
_BACKUPS = 5

Stamp = tuple[int, ...]


class Corpus:
    """An open corpus. Belongs to the thread that opened it; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, which must be a sound corpus file. Raises `ReaderError`."""
        self.path = path
        self.id = ""
        self.clock = Clock(os.urandom(RUN_LENGTH))
        self._own: list[Op] = []
        self._pending: list[Op] = []
        self._open()

    def _open(self) -> None:
        header = read_header(self.path)
        self.banner = _banner(self.path, newer=is_newer(header))
        self.readonly = self.banner is not None
        self._outdated = header.version < schema.SCHEMA
        with self._errors(), ExitStack() as opened:
            opened.callback(release, hold(self.path))
            connection = _connect(self.path, self.readonly, wal=header.wal)
            opened.callback(connection.close)
            if header.wal and not self.readonly:
                connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            seen = self._stamp()
            self._look(connection)
            if self._outdated:
                schema.stand_in(connection)
            self.connection, self.seen, self._opened = connection, seen, opened.pop_all()

    def _look(self, connection: sqlite3.Connection) -> None:
        """See that it is a corpus, and the one it was before; take note of the latest op."""
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        lineage = connection.execute("SELECT id FROM lineage").fetchone() if names >= set(schema.TABLES) else None
        if lineage is None:
            raise ReaderError(self.path.name, "tables of a corpus are missing in it", "Restore it from another copy")
        if self.id and lineage[0] != self.id:
            raise ReaderError(self.path.name, "another corpus lies in its place now", "Put it back, or start anew")
        self.id = str(lineage[0])
        for (last,) in connection.execute("SELECT id FROM op WHERE id < ? ORDER BY id DESC LIMIT 1", (LATEST_ID,)):
            self.clock.saw(bytes(last))

    def _reopen(self) -> None:
        before = self._opened
        self._open()
        before.close()
        self._replay()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Nothing lies beside it afterwards."""
        self._opened.close()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """The rows of a query. Errors that a person can act on come as `ReaderError`."""
        with self._errors():
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Any | None:
        """The first row of a query, or ``None``."""
        with self._errors():
            return self.connection.execute(sql, parameters).fetchone()

    def changed(self) -> bool:
        """Whether somebody else wrote to the file, or replaced it, since the last look or write of ours."""
        now = self._stamp()
        if now == self.seen or now == _GONE:
            return False
        self._reopen()
        return True

    def written(self, op: Op) -> None:
        """Remember an op of the open transaction until the run ends, in case the file is replaced."""
        self._pending.append(op)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is in the file afterwards, or nothing. Nests: an inner one joins the outer."""
        if self.connection.in_transaction:
            yield self.connection
            return
        with self._errors():
            self._begin()
            try:
                yield self.connection
                self.connection.execute("COMMIT")
                self._own += self._pending
                self.seen = self._stamp()
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                self.seen = _GONE  # whatever it was: the file is looked at anew before the next write
                raise
            finally:
                self._pending.clear()

    def _begin(self) -> None:
        for _ in range(_REOPENINGS):
            if self.readonly:
                raise ReaderError(self.path.name, self.banner or "it is read-only", "Nothing was written")
            before = self._stamp()
            if before == _GONE:
                raise ReaderError(self.path.name, "the file is gone from its place", "Put it back and save again")
            if before == self.seen:
                self.connection.execute("BEGIN IMMEDIATE")
                if self._stamp() == self.seen:
                    return self._upgrade()
                self.connection.execute("ROLLBACK")
            self._reopen()
        raise ReaderError(self.path.name, "another program keeps replacing it", "Wait until it is synced and try again")

    def _replay(self) -> None:
        """Put back what this run recorded, where the file that came in place of ours does not hold it."""
        held = self.connection.execute
        missing = [op for op in self._own if not held("SELECT 1 FROM op WHERE id = ?", (op.id,)).fetchone()]
        if not missing or self.readonly:
            return
        from reader.corpus.follow import follow
        from reader.corpus.ops import insert

        with self.write():
            follow(self, insert(self, missing))

    def _upgrade(self) -> None:
        if not self._outdated:
            return
        self.connection.execute("ROLLBACK")
        self.backup("before-migration")
        schema.stand_out(self.connection)
        schema.migrate(self.connection)
        self._outdated = False
        self.seen = self._stamp()
        self.connection.execute("BEGIN IMMEDIATE")

    def backup(self, why: str) -> Path:
        """A sound copy of the file in the state directory; the five newest are kept."""
        from reader.places import state_dir

        draft = None
        try:
            folder = state_dir(self.id)
            target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{why}.db"
            draft = target.with_suffix(".part")
            with closing(sqlite3.connect(draft)) as copy:
                self.connection.backup(copy)
            draft.rename(target)
        except (OSError, sqlite3.Error) as error:
            if draft is not None:
                draft.unlink(missing_ok=True)
            remedy = "Free some space; nothing was changed"
            raise ReaderError("backup", f"it could not be made ({error})", remedy) from None
        for old in sorted(folder.glob("*.db"))[:-_BACKUPS]:
            old.unlink(missing_ok=True)
        return target

    def _stamp(self) -> Stamp:
        return stamp(self.path)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _actionable(self.path, error) from error


_GONE: Stamp = (0, 0, 0, 0)


def stamp(path: Path) -> Stamp:
    """Inode, size and times of change of a file: what tells a replaced file from ours. Zeros if it is gone."""
    try:
        status = path.stat()
    except OSError:
        return _GONE
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def open_corpus(path: Path, *, create: bool = False) -> Corpus:
    """The corpus at ``path``; made first if it is missing and ``create`` says so. Raises `ReaderError`."""
    if create and not os.path.lexists(path):
        _make(path)
    return Corpus(path)


def _make(path: Path) -> None:
    """Make an empty corpus beside its place and move it there, so that no half-made file is ever seen."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            schema.create(connection, os.urandom(16).hex())
        finally:
            connection.close()
        _put_in_place(draft, path)
    except (OSError, sqlite3.Error) as error:
        draft.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReaderError(str(path), why, "The corpus was not made") from None


def _put_in_place(draft: Path, path: Path) -> None:
    """Move ``draft`` to ``path``, unless another process was quicker to make a corpus there."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        draft.rename(path)
    draft.unlink(missing_ok=True)


def _connect(path: Path, readonly: bool, *, wal: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rw"
    if readonly and wal and not Path(f"{path}-wal").exists():
        mode += "&immutable=1"  # on a read-only medium SQLite opens a file in WAL mode in no other way
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("is_tag", 2, is_tag, deterministic=True)
    connection.create_function("has_tag", 2, _has_tag, deterministic=True)
    return connection


def _fold(value: object) -> str | None:
    return None if value is None else fold(str(value))


def _has_tag(body: object, wanted: str) -> bool:
    return isinstance(body, str) and has_tag(body, wanted)


def _banner(path: Path, *, newer: bool) -> str | None:
    if newer:
        return "it was made by a newer reader, so it is only read here"
    if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        return "it is read-only here"
    return None


def _actionable(path: Path, error: sqlite3.Error) -> Exception:
    """The sentence for what a person can mend; anything else is a bug and stays what it is."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return ReaderError(path.name, "another program is writing to it", "Try again in a moment")
    if "readonly" in text or "unable to open" in text:
        return ReaderError(path.name, "it cannot be written to here", "Check its permissions and those of its folder")
    if "full" in text:
        return ReaderError(path.name, "the disk is full", "Free some space; what was written before is safe")
    if "disk I/O" in text:
        return ReaderError(path.name, "the disk gave an error", "Is it full, or gone? What was saved before is safe")
    if "vtable constructor" in text or "malformed" in text or "not a database" in text:
        return ReaderError(path.name, "the file is damaged", "Run: reader check")
    return error


def now() -> str:
    """The wall clock, UTC, to the second."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def milliseconds() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
