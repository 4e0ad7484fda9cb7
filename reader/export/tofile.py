"""An export into a file: whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reader.corpus.header import looks_like_corpus
from reader.records import ReaderError
from reader.speech import tr

SUFFIXES = {".md": "markdown", ".jsonld": "jsonld", ".csv": "csv", ".json": "json", ".bib": "bibtex", ".ris": "ris"}


def form_of(path: Path) -> str:
    """The form that the end of a file name asks for. Raises `ReaderError`."""
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise ReaderError(
            path.name or tr("(empty)"),
            tr("its end says no form"),
            tr("Let it end in {ends}").format(ends=" ".join(SUFFIXES)),
        )
    return form


def write(path: Path, lines: Iterable[str], *, force: bool = False) -> None:
    """Write beside the place and move there at the end, so that no half-written file is ever seen.

    Raises `ReaderError` for a folder, and for a file that is there already unless ``force`` says so. A corpus is
    never written over: it may be the one that is being written out.
    """
    if path.is_dir():
        raise ReaderError(_said(path), tr("this is a folder"), tr("Name a file"))
    if looks_like_corpus(path):
        raise ReaderError(_said(path), tr("this is a corpus"), tr("Name another file"))
    if path.exists() and not path.is_file():
        _pour(path, lines)
        return
    if path.exists() and not force:
        raise ReaderError(
            _said(path), tr("it is there already"), tr("Name another (reader export --force writes over it)")
        )
    draft = path.with_name(f".{path.name[:200]}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            for line in lines:
                file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise ReaderError(_said(path), error.strerror or str(error), tr("Nothing was written")) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _pour(path: Path, lines: Iterable[str]) -> None:
    """Write into a device or a pipe, which nothing must be moved to the place of."""
    try:
        with path.open("wb") as file:
            file.writelines(line.encode() for line in lines)
    except OSError as error:
        raise ReaderError(_said(path), error.strerror or str(error), tr("Not all was written")) from None


def _said(path: Path) -> str:
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
