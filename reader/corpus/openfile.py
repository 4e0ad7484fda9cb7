"""A corpus file that is open: what is in it, and whether what lies in its place is still what was seen there."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reader import schema
from reader.corpus.header import GONE, DamagedError, Stamp, hold, is_newer, left_beside, read_header, release, stamp
from reader.corpus.opening import actionable, banner, connect
from reader.journal import LATEST_ID, RUN_LENGTH, Clock
from reader.records import ReaderError
from reader.speech import tr

_AWAY_SECONDS = 0.2
"""So long a file may be away before it counts as gone."""


def was_stopped(error: Exception) -> bool:
    """Whether a query was stopped by another thread (`OpenFile.interrupt`): that says nothing of what it asked for."""
    return isinstance(error, sqlite3.Error) and "interrupt" in str(error)


class OpenFile:
    """A corpus file as far as it is read; `reader.corpus.file.Corpus` opens it and writes to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Should the folder be moved, another file may lie where a relative path leads to then.
        self._place = path.absolute()
        self.id = ""
        self.clock = Clock(os.urandom(RUN_LENGTH))

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
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise actionable(self.path, error) from error

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Any | None:
        """The first row of a query, or ``None``."""
        try:
            return self.connection.execute(sql, parameters).fetchone()
        except sqlite3.Error as error:
            raise actionable(self.path, error) from error

    @contextmanager
    def roomy(self, kilobytes: int) -> Iterator[None]:
        """So much memory for pages meanwhile, for transactions that touch many of them."""
        [(usual,)] = self.rows("PRAGMA cache_size")
        self.rows(f"PRAGMA cache_size = {-kilobytes}")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # closed meanwhile
                self.connection.execute(f"PRAGMA cache_size = {usual}")

    def interrupt(self) -> None:
        """Stop a statement that is being carried out; the one method that another thread may call."""
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile
            self.connection.interrupt()

    @property
    def outdated(self) -> bool:
        """Whether the file is of an older schema; the first write brings it up to date."""
        return self._outdated

    @property
    def has_log(self) -> bool:
        """Whether another program gave the file a write-ahead log: nobody can write while this corpus is open, too."""
        return self._wal

    @property
    def in_doubt(self) -> bool:
        """Whether a write of ours failed, so that the next look finds a change whoever made it."""
        return self.seen == GONE

    def _survey(self) -> None:
        header = read_header(self._place if self.id else self.path)
        self.banner = banner(self._place, newer=is_newer(header))
        self.readonly = self.banner is not None
        self._outdated, self._wal = header.version < schema.SCHEMA, header.wal

    def _connect(self) -> None:
        with self._errors(), ExitStack() as opened:
            inode = hold(self._place)
            opened.callback(release, inode)
            source = self._place
            if self.readonly and left_beside(source):
                from reader.corpus.recovery import read_aside

                source = opened.enter_context(read_aside(source))
            connection = connect(source, readonly=self.readonly, immutable=self._wal and left_beside(source) is None)
            opened.callback(connection.close)
            seen = self._stamp()
            if seen[0] != inode[1]:
                seen = GONE  # Replaced just now: it is opened anew at the next look.
            self._look(connection)
            if self._outdated:
                schema.stand_in(connection)
            self.connection, self.seen, self._opened = connection, seen, opened.pop_all()
            self._inode = inode[1]

    def _look(self, connection: sqlite3.Connection) -> None:
        """See that it is a corpus, and the one it was before; take note of the latest op."""
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        lineage = connection.execute("SELECT id FROM lineage").fetchone() if names >= set(schema.TABLES) else None
        if lineage is None:
            raise DamagedError(
                self.path.name, tr("tables of a corpus are missing in it"), tr("Restore it from another copy")
            )
        if self.id and lineage[0] != self.id:
            raise ReaderError(
                self.path.name, tr("another corpus lies in its place now"), tr("Put it back, or start anew")
            )
        self.id = str(lineage[0])
        for (last,) in connection.execute("SELECT id FROM op WHERE id < ? ORDER BY id DESC LIMIT 1", (LATEST_ID,)):
            if isinstance(last, bytes):
                self.clock.saw(last)

    def _there(self) -> Stamp:
        """The stamp of what lies in its place. Sync tools take the old file away a moment before the new one comes."""
        end = time.monotonic() + _AWAY_SECONDS
        while (now := self._stamp())[: len(GONE)] == GONE:
            if time.monotonic() > end:
                why = tr("the file is gone from its place")
                raise ReaderError(self.path.name, why, tr("Put it back and save again"))
            time.sleep(_AWAY_SECONDS / 20)
        return now

    def _stamp(self) -> Stamp:
        return stamp(self._place) + (stamp(Path(f"{self._place}-wal")) if self._wal else ())

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise actionable(self.path, error) from error
