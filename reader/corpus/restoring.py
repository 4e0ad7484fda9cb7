"""Lets a corpus be again what a copy of it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from reader.corpus.file import Corpus
from reader.records import ReaderError
from reader.speech import tr

_PATIENCE = 20
"""Quarters of a second in which another program may hold the file."""


def restore(corpus: Corpus, copy: Path) -> None:
    """Write a copy over the corpus, in one transaction: after a crash it is what it was. Raises `ReaderError`."""
    corpus.changed()
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or tr("it is read-only"), tr("Nothing was written"))
    tries = 0

    def waited(status: int, remaining: int, total: int) -> None:
        nonlocal tries
        tries += 1
        if tries > _PATIENCE and remaining:
            raise TimeoutError

    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as source:
            source.backup(corpus.connection, progress=waited)
    except TimeoutError:
        why = tr("another program is using it")
        raise ReaderError(corpus.path.name, why, tr("Close it there and try again")) from None
    except sqlite3.Error as error:
        raise ReaderError(
            corpus.path.name, tr("it could not be restored ({error})").format(error=error), tr("It is as it was")
        ) from None
    corpus.changed()
