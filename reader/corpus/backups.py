"""Sound copies of a corpus in the state directory: made before what changes much, few, and offered when it is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from reader.corpus.header import DamagedError, looks_like_corpus
from reader.places import state_dir, state_root
from reader.records import ReaderError
from reader.speech import tr

_KEPT = 5
_PLACE = "place"
"""The file that says where the corpus lay when a backup of it was last made."""


def make(connection: sqlite3.Connection, corpus_id: str, place: Path, why: str) -> Path:
    """Copy an open corpus; the five newest copies are kept. Raises `ReaderError`, and leaves nothing half made."""
    draft = None
    try:
        folder = state_dir(corpus_id)
        target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{why}.db"
        draft = target.with_suffix(".part")
        with closing(sqlite3.connect(draft)) as copy:
            connection.backup(copy)
        draft.rename(target)
    except (OSError, sqlite3.Error) as error:
        remedy = tr("Free some space; nothing was changed")
        raise ReaderError(tr("backup"), tr("it could not be made ({error})").format(error=error), remedy) from None
    finally:  # also where somebody pressed ^C
        if draft is not None:
            for left in (draft, draft.with_name(f"{draft.name}-journal")):
                left.unlink(missing_ok=True)
    with suppress(OSError):
        (folder / _PLACE).write_bytes(os.fsencode(place.absolute()))
    for old in sorted(folder.glob("*.db"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return target


def offered(path: Path, error: DamagedError) -> ReaderError:
    """The error with the newest backup of what once lay at that place, if there is one."""
    found = max(of_place(path), key=lambda backup: backup.name, default=None)
    if found is None:
        return error
    return DamagedError(error.what, error.why, tr("The last good copy of it: {backup}").format(backup=str(found)))


def of_place(path: Path) -> Iterator[Path]:
    """The backups of what once lay at a place."""
    with suppress(OSError):
        for place in state_root().glob(f"*/{_PLACE}"):
            if place.read_bytes() == os.fsencode(path.absolute()):
                yield from (backup for backup in place.parent.glob("*.db") if looks_like_corpus(backup))
