"""All copies that lie in a folder → this corpus; and copies that are wholly here → the trash."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reader import copies, purging
from reader.corpus.file import Corpus
from reader.corpus.header import read_header
from reader.merge import known
from reader.merge.contained import prove
from reader.merge.report import Report
from reader.merge.union import merge
from reader.places import state_dir
from reader.records import ReaderError
from reader.speech import tr


@dataclass(slots=True)
class Cleaned:
    """A copy that was put into the trash, and where it lies now."""

    path: str
    to: str


@dataclass(slots=True)
class Synced:
    """What came of it: the merge, what else lies there, and what was put into the trash."""

    report: Report
    folder: str = ""
    again: list[str] = field(default_factory=list)
    """Files with the same bytes as a source."""
    unfinished: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    stubs: list[str] = field(default_factory=list)
    cleaned: list[Cleaned] = field(default_factory=list)


def sync(corpus: Corpus, folder: Path | None = None, dry_run: bool = False, clean: bool = False) -> Synced:
    """Merge all copies of the corpus that lie beside it, or in a folder. Raises `ReaderError` if it cannot be read."""
    where = folder if folder is not None else corpus.path.parent
    if folder is not None and not folder.is_dir():
        raise ReaderError(str(folder), tr("there is no such folder"), tr("To take in one file: reader merge FILE"))
    found = copies.find(corpus.path, where)
    report = _merged(corpus, found.copies, dry_run)
    done = Synced(
        report, str(where), _named(found.again), _named(found.unfinished), _named(found.unreadable), found.stubs
    )
    if clean:
        taken = {path for path in found.copies if str(path) in report.sources}
        for path in [*taken, *(path for path, twin in found.again.items() if twin in taken)]:
            _clean(corpus, path, dry_run, done)
    return done


def _merged(corpus: Corpus, found: list[Path], dry_run: bool) -> Report:
    try:
        return merge(corpus, found, dry_run, by_itself=True)
    except ReaderError as error:  # the only one
        return Report(rejected=[str(error)])


def _named(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths]


def _clean(corpus: Corpus, path: Path, dry_run: bool, done: Synced) -> None:
    """Put a copy into the trash, if all of it is here."""
    try:
        mark = known.mark_of(path)
        prove(corpus, path, coming=dry_run)
        if dry_run:
            done.cleaned.append(Cleaned(str(path), ""))
            return
        trashed = _trash(corpus.id, path, mark)
        done.cleaned.append(Cleaned(str(path), str(trashed)))
        done.report.rejected += purging.clear(corpus, trashed)
    except ReaderError as error:
        done.report.rejected.append(str(error))


def _trash(corpus_id: str, path: Path, mark: tuple[int, ...]) -> Path:
    folder = state_dir(corpus_id) / "trash"
    target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{path.name}"
    try:
        folder.mkdir(exist_ok=True)
        read_header(path)
        if known.mark_of(path) != mark:
            raise ReaderError(str(path), tr("it was just changed"), tr("It stays where it is"))
        shutil.move(path, target)
        for side in ("-journal", "-wal", "-shm"):
            if Path(f"{path}{side}").exists():
                shutil.move(f"{path}{side}", f"{target}{side}")
    except OSError as error:
        why = error.strerror or tr("it cannot be moved")
        raise ReaderError(str(path), why, tr("It stays where it is")) from None
    return target
