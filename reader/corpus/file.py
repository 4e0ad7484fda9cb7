"""The corpus: a file that is open, guarded, and written to in short transactions.

The file may be replaced under us by a sync tool at any time. So every write begins with a look at inode, size and
time of the file: if they are not what we left, the file is opened anew and what this run recorded is put back.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader import schema
from reader.corpus import backups, opening
from reader.corpus.header import GONE, DamagedError, is_newer, left_beside, read_header
from reader.corpus.openfile import OpenFile
from reader.corpus.opening import banner, connect, is_missing, make
from reader.corpus.shares import is_on_share
from reader.corpus.uniting import put_back, read_articles, unite
from reader.records import Op, ReaderError
from reader.speech import tr

_REOPENINGS = 3
_PATIENCE_SECONDS = 10.0
"""So long a write goes on looking for a moment between those of another program, such as a second import."""


class Corpus(OpenFile):
    """An open corpus, which may be written to. Belongs to the thread that opened it; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, which must be a sound corpus file. Raises `ReaderError`."""
        super().__init__(path)
        self._own: list[Op] = []
        self._pending: list[Op] = []
        self._added: list[str] = []
        self._hindered = False
        """Whether another program held the file when it was to be written to."""
        self.memory: dict[Any, Any] = {}
        """What `reader.corpus.remembered` keeps."""
        self._owing = False
        """Whether what this run wrote is still to be put into the file that came in place of ours."""
        self._open()

    def _open(self) -> None:
        try:
            self._open_file()
        except ReaderError as error:
            if self.id:  # who has it open knows where it lies
                error = type(error)(self.path.name, error.why, error.remedy)
            raise backups.offered(self._place, error) if isinstance(error, DamagedError) else error from None

    def _open_file(self) -> None:
        self._survey()
        with ExitStack() as meanwhile:
            left: Sequence[Path] = ()
            if not self.readonly and left_beside(self._place):
                from reader.corpus.recovery import mended

                with self._errors():
                    left = meanwhile.enter_context(mended(self._place))
                self._survey()
            self._connect()
            for other in left:
                unite(self, other)

    def _reopen(self) -> None:
        with ExitStack() as before:
            opened, former = self._opened, self.connection
            before.push(opened)
            try:
                self._open()
            except BaseException:
                if self._opened is opened:
                    before.pop_all()  # it stays open
                raise
            self._owing = True
            self._replay(former)

    def changed(self) -> bool:
        """Whether somebody else wrote to the file, or replaced it, since the last look or write of ours.

        Raises `ReaderError` if it is gone, or if what lies in its place is not this corpus.
        """
        if self._there() == self.seen:
            return False
        self._reopen()
        return True

    def added(self, article: str) -> None:
        """Remember an article that this run put in, as `written` does for ops."""
        self._added.append(article)

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
                self._pending.clear()
                self._see_where_it_went()
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                self.seen = GONE  # whatever it was: the file is looked at anew before the next write
                raise
            finally:
                self._pending.clear()

    def _see_where_it_went(self) -> None:
        """Take note of the file as a write left it; what lies in its place by now is to hold that, too."""
        now = self._there()
        if now[0] == self._inode:
            self.seen = now
        else:
            self._reopen()

    def _begin(self) -> None:
        tries, end = 1, time.monotonic() + _PATIENCE_SECONDS
        while not self._has_begun():
            if tries >= _REOPENINGS and time.monotonic() > end:
                why = tr("another program keeps replacing it")
                raise ReaderError(self.path.name, why, tr("Wait until it is synced and try again"))
            tries += 1

    def _has_begun(self) -> bool:
        """Whether a transaction is open on the very file that was looked at; else the next try will be nearer to it."""
        self._see_that_it_may_change()
        before = self._there()
        if before == self.seen and self._wal:
            self._leave_wal()
        elif before == self.seen and not self._owing:
            self._lock()
            if self._stamp() == self.seen:
                self._upgrade()
                return True
            self.connection.execute("ROLLBACK")
        else:
            self._reopen()
        return False

    def _see_that_it_may_change(self) -> None:
        if self.readonly:
            raise ReaderError(self.path.name, self.banner or tr("it is read-only"), tr("Nothing was written"))

    def _lock(self) -> None:
        seconds = opening.HASTY_SECONDS if self._hindered else opening.BUSY_SECONDS
        self.connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
        self._hindered = True
        self.connection.execute("BEGIN IMMEDIATE")
        self._hindered = False
        self.connection.execute(f"PRAGMA busy_timeout = {opening.BUSY_SECONDS * 1000:.0f}")

    def _leave_wal(self) -> None:
        """Put a file back to a rollback journal, so that no part of it lies where a sync tool may miss it."""
        self.connection.close()
        try:
            with closing(connect(self._place, readonly=False)) as alone:
                alone.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            self._reopen()

    def _replay(self, former: sqlite3.Connection) -> None:
        """Put back what this run wrote, where the file that came in place of ours does not hold it.

        ``former``: what was open before. If the old file was renamed or deleted, its articles can still be read there.
        """
        self._owing = False
        ops = [op for op in self._own if not self.row("SELECT 1 FROM op WHERE id = ?", (op.id,))]
        added = [id for id in self._added if not self.row("SELECT 1 FROM article WHERE id = ?", (id,))]
        if self.readonly or not (ops or added):
            return
        try:
            put_back(self, ops, read_articles(former, added))
        except BaseException:
            self._owing = True
            raise

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
        """A sound copy of the file before it changes, in the state directory, where the five newest are kept.

        Raises `ReaderError`, also where the file cannot change: that copy would only push out an older one.
        """
        self._see_that_it_may_change()
        return backups.make(self.connection, self.id, self._place, why)

    def rewrite(self) -> None:
        """Write the whole file anew, so that no page keeps what was deleted. Only where a person asked for that."""
        self.changed()
        with self._errors():
            # By a connection of its own, which may use the disk for it: memory need not hold a whole corpus.
            with closing(sqlite3.connect(f"{self._place.absolute().as_uri()}?mode=rw", uri=True)) as other:
                other.execute("VACUUM")
            self.seen = self._stamp()


def open_corpus(path: Path, *, create: bool = False) -> Corpus:
    """The corpus at ``path``; made first if it is missing and ``create`` says so. Raises `ReaderError`."""
    if create and is_missing(path):
        make(path)
    if is_on_share(path) and banner(path, newer=is_newer(read_header(path))) is None:
        from reader.corpus.detached import open_detached

        return open_detached(path)
    return Corpus(path)


def now() -> str:
    """The wall clock, UTC, to the second."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def milliseconds() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
