"""A corpus on a network share: worked on as a copy on this machine, and united with the file there at each save.

Where locks are not kept, two machines that write into one file destroy it. So the file on the share is only ever read
as a whole, and replaced as a whole by a newer one that has all that was in it. Should two machines do so in the same
moment, what one of them wrote is still in its copy, and comes with its next save.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from reader.corpus.file import Corpus
from reader.corpus.foreign import open_foreign
from reader.corpus.header import GONE, Stamp, stamp
from reader.corpus.uniting import unite
from reader.places import state_dir, state_root
from reader.records import BusyError, ReaderError
from reader.speech import tr

_FOLDER = "shares"
_REST = 10
"""So many times as long as sending takes, nothing is sent again before the corpus is closed."""


class _Met(NamedTuple):
    """The stamps of both files when they last held the same."""

    local: Stamp = GONE
    home: Stamp = GONE


class Detached(Corpus):
    """A corpus whose file here stands for one on a share. ``banner`` says what is not there yet."""

    def __init__(self, home: Path, local: Path) -> None:
        super().__init__(local)
        self.path, self._met = home, _read(local)
        self._meeting = False
        self._rest_until = 0.0
        self._meet(send=False)

    def changed(self) -> bool:
        """Whether anybody else wrote, here or there; what is new is exchanged."""
        before = self._met.home
        changed = super().changed()
        self._meet()
        return changed or self._met.home != before

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction; what it wrote is sent when it is the outermost."""
        outermost = not self.connection.in_transaction
        with super().write() as connection:
            yield connection
        if outermost:
            self._meet()

    def close(self) -> None:
        """Send what is new, and close."""
        self._rest_until = 0.0
        self._meet()
        super().close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if self.banner and kind is None:
            raise ReaderError(self.path.name, self.banner, tr("It is sent when the corpus is opened again"))

    def _meet(self, *, send: bool = True) -> None:
        """Take what is new there and send what is new here; what does not succeed is told by the banner."""
        if self._meeting or self.connection.in_transaction:
            return
        self._meeting = True
        try:
            self._take()
            if send and time.monotonic() >= self._rest_until:
                self._send()
        except (OSError, sqlite3.Error, ReaderError) as error:
            why = error.why if isinstance(error, ReaderError) else str(error)
            self.banner = tr("what was written is on this machine only, the share cannot take it ({why})").format(
                why=why
            )
        else:
            self.banner = None
        finally:
            self._meeting = False

    def _take(self) -> None:
        home = stamp(self.path)
        if home == self._met.home:
            return
        was_sent = self._is_sent()
        if home == GONE:
            raise ReaderError(self.path.name, tr("the file is gone from its place"), tr("Put it back and save again"))
        if not unite(self, self.path):
            raise ReaderError(
                self.path.name, tr("another corpus lies in its place now"), tr("Put it back, or start anew")
            )
        if stamp(self.path) != home:
            raise BusyError(self.path.name, tr("it is still being written"), tr("Try again in a moment"))
        self._remember(_Met(stamp(self._place) if was_sent else self._met.local, home))

    def _is_sent(self) -> bool:
        return stamp(self._place) == self._met.local

    def _send(self) -> None:
        if self._is_sent():
            return
        began = time.monotonic()
        local = stamp(self._place)
        own = f"{platform.node()}-{os.getpid()}-{threading.get_ident()}"
        whole = self._place.with_suffix(f".{own}.sending")
        draft = self.path.with_name(f".{self.path.name}.{own}.new")
        try:
            with closing(sqlite3.connect(whole)) as copy:
                self.connection.backup(copy)
            _copy_safely(whole, draft)
            if stamp(self.path) != self._met.home:
                raise BusyError(self.path.name, tr("it is still being written"), tr("Try again in a moment"))
            draft.replace(self.path)
        finally:
            for left in (whole, draft):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
        self._remember(_Met(local, stamp(self.path)))
        self._rest_until = time.monotonic() + _REST * (time.monotonic() - began)

    def _remember(self, met: _Met) -> None:
        self._met = met
        _marker(self._place).write_text(json.dumps(met), "ascii")


def open_detached(home: Path) -> Corpus:
    """The corpus of a share, by way of the copy of it on this machine, which is made first. Raises `ReaderError`."""
    home = Path(os.path.realpath(home))  # a link to it must not be replaced
    # A home directory may itself be on a share, and that of several machines.
    name = hashlib.sha256(os.fsencode(home.absolute()) + platform.node().encode()).hexdigest()[:16]
    known = next(state_root().glob(f"*/{_FOLDER}/{name}/{home.name}"), None)
    return Detached(home, known or _fetched(home, name))


def _fetched(home: Path, name: str) -> Path:
    before = stamp(home)
    with open_foreign(home) as foreign:
        local = state_dir(foreign.lineage) / _FOLDER / name / home.name
        local.parent.mkdir(parents=True, exist_ok=True)
        draft = local.with_suffix(f".{os.getpid()}.new")
        foreign.save(draft)
        draft.replace(local)
    if stamp(home) == before:
        _marker(local).write_text(json.dumps(_Met(stamp(local), before)), "ascii")
    return local


def _marker(local: Path) -> Path:
    return local.with_suffix(".met")


def _read(local: Path) -> _Met:
    try:
        ours, theirs = json.loads(_marker(local).read_text("ascii"))
        return _Met(tuple(map(int, ours)), tuple(map(int, theirs)))
    except (OSError, ValueError, TypeError):
        return _Met()


def _copy_safely(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("r+b") as file:
        os.fsync(file.fileno())
