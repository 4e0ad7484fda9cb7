"""Making a corpus file, and connections to one: how SQLite is let near it, and what it says when that goes wrong."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from reader import schema
from reader.corpus.header import DamagedError, has_stub
from reader.records import BusyError, ReaderError
from reader.speech import tr
from reader.text import fold, has_beginning

BUSY_SECONDS = 5.0
HASTY_SECONDS = 0.2
"""So long is waited for another program by who has waited for it in vain before."""


def connect(path: Path, *, readonly: bool, immutable: bool = False) -> sqlite3.Connection:
    """A connection to a file that is there; none is ever made. ``immutable``: as if nobody could write to it."""
    mode = "ro" if readonly or immutable else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' * immutable}"
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
    connection.create_function("has_beginning", 2, has_beginning, deterministic=True)
    return connection


def _fold(value: object) -> str | None:
    return None if value is None else fold(str(value))


def banner(path: Path, *, newer: bool) -> str | None:
    """Why a corpus is only read, if it is."""
    if newer:
        return tr("it was made by a newer reader, so it is only read here")
    if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        return tr("it is read-only here")
    return None


def is_missing(path: Path) -> bool:
    """Whether nothing lies at a path, not even a sign that a sync tool has the file elsewhere."""
    return not os.path.lexists(path) and not has_stub(path)


def make(path: Path, lineage: str | None = None) -> None:
    """Make an empty corpus beside its place and move it there, so that no half-made file is ever seen.

    A corpus that another process made there meanwhile stays. Raises `ReaderError`.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with suppress(FileExistsError):  # where that is no folder, SQLite says what is wrong
            path.parent.mkdir(parents=True)
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            schema.create(connection, lineage or os.urandom(16).hex())
        finally:
            connection.close()
        _put_in_place(draft, path)
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        if "full" in why or getattr(error, "errno", None) == errno.ENOSPC:
            raise ReaderError(str(path), tr("the disk is full"), tr("Free some space, then try again")) from None
        raise ReaderError(str(path), why, tr("The corpus was not made")) from None
    finally:  # also where somebody pressed ^C
        for left in (draft, draft.with_name(f"{draft.name}-journal")):
            with suppress(OSError):
                left.unlink()


def _put_in_place(draft: Path, path: Path) -> None:
    """Move ``draft`` to ``path``, unless another process was quicker to make a corpus there."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        draft.rename(path)


def actionable(path: Path, error: sqlite3.Error) -> Exception:
    """The sentence for what a person can mend; anything else is a bug and stays what it is."""
    text = str(error)
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
        return BusyError(
            path.name, tr("another program just put another file in its place"), tr("Try again in a moment")
        )
    if "locked" in text or "busy" in text:
        return BusyError(path.name, tr("another program is writing to it"), tr("Try again in a moment"))
    if "readonly" in text or "unable to open" in text:
        return ReaderError(
            path.name, tr("it cannot be written to here"), tr("Check its permissions and those of its folder")
        )
    if "full" in text:
        return ReaderError(path.name, tr("the disk is full"), tr("Free some space; what was written before is safe"))
    if "disk I/O" in text:
        return ReaderError(
            path.name, tr("the disk gave an error"), tr("Is it full, or gone? What was saved before is safe")
        )
    if "no such table" in text:  # Another file lies in its place: each schema that is opened has them all.
        return DamagedError(path.name, tr("tables of a corpus are missing in it"), tr("Restore it from another copy"))
    if "vtable constructor" in text or "malformed" in text or "not a database" in text:
        return DamagedError(path.name, tr("the file is damaged"), tr("Run: reader check --repair"))
    return error
