"""What a crash left beside a corpus: whose it is, when a sync tool may have replaced the file since.

SQLite takes a journal that it finds for that of the file beside it. Applied to another version of the file, it
destroys that one or hides what is in it. So both are copied aside first, the file with it and without it; the sounder
of the two is what the corpus is, and what only the others have is united with it. So are the conflict copies that the
journal may belong to, since a sync tool renames the file that was open to one.
"""

from __future__ import annotations

import filecmp
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from reader import schema
from reader.corpus.foreign import refuse_super_journal
from reader.corpus.header import DamagedError, Stamp, is_held, left_beside, looks_like_corpus, stamp
from reader.corpus.opening import connect
from reader.records import BusyError, ReaderError
from reader.speech import tr

_LOCKS, _LOCKS_LENGTH = 0x4000_0000, 512
"""The bytes on which SQLite has its locks (SQLite, os.h: PENDING_BYTE and what follows)."""
_UNSOUND, _READABLE, _SOUND = range(3)
_IMMUTABLE_HALF = ("article", "op", "lineage")
_MOST_COPIES = 20


@contextmanager
def mended(path: Path) -> Iterator[Sequence[Path]]:
    """Bring in order what a crash left beside a corpus that is to be written to.

    Gives files, there as long as the context is, that may have what is not in it. Raises `ReaderError`.
    """
    side = left_beside(path)
    if side is None or is_held(path) or not _is_idle(path):
        yield ()
        return
    if _is_void(path, side):
        _put_aside(path, side, stamp(Path(f"{path}{side}")))
        yield ()
        return
    with _folder() as folder:
        yield _mend(path, side, folder)


@contextmanager
def read_aside(path: Path) -> Iterator[Path]:
    """What is to be opened of a corpus that cannot be written to: itself, or a copy where a crash left something."""
    side = left_beside(path)
    if side is None or _is_void(path, side) or is_held(path) or not _is_idle(path, writable=False):
        yield path
        return
    with _folder() as folder:
        copies = {folder / "whole.db": side, folder / "alone.db": ""}
        found = {copy: _copied(path, path, beside, copy) for copy, beside in copies.items()}
        yield _soundest(path, found)


def _is_void(path: Path, side: str) -> bool:
    """Whether it is a journal that was cut short before its head was written: then nothing of the file was."""
    with Path(f"{path}{side}").open("rb") as left:
        return side == "-journal" and left.read(1) == b"\0"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lesepult-") as name:
        yield Path(name)


def _mend(path: Path, side: str, folder: Path) -> list[Path]:
    refuse_super_journal(path)
    before = stamp(Path(f"{path}{side}"))
    whole, alone = folder / "whole.db", folder / "alone.db"
    found = {whole: _copied(path, path, side, whole), alone: _copied(path, path, "", alone)}
    best = _soundest(path, found)
    others = [copy for copy, soundness in found.items() if copy != best and soundness >= found[best]]
    if others and filecmp.cmp(whole, alone, shallow=False):
        others = []
    if others or best == alone:
        others += _of_copies(path, side, folder)
    if best == alone:
        _put_aside(path, side, before)
    else:
        _let_sqlite(path)
    return others


def _copied(main: Path, path: Path, side: str, copy: Path) -> int:
    """Copy a file, with what lies beside the corpus if ``side`` is named, and say how sound that is."""
    try:
        shutil.copyfile(main, copy)
        if side:
            shutil.copyfile(f"{path}{side}", f"{copy}{side}")
    except OSError as error:
        why = error.strerror or tr("it cannot be read")
        raise ReaderError(str(main), why, tr("Free some space; nothing was changed")) from None
    return _soundness(copy)


def _soundness(copy: Path) -> int:
    try:
        with closing(connect(copy, readonly=False)) as db:
            db.execute("PRAGMA journal_mode = DELETE").fetchall()
            names = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
            if not names >= set(schema.TABLES):
                return _UNSOUND
            if db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",):
                return _SOUND
            checks = (db.execute(f"PRAGMA integrity_check({table})").fetchone() for table in _IMMUTABLE_HALF)
            return _READABLE if all(check == ("ok",) for check in checks) else _UNSOUND
    except sqlite3.Error:
        return _UNSOUND


def _soundest(path: Path, found: dict[Path, int]) -> Path:
    """The soundest of some copies, the first of several."""
    best = max(found, key=lambda copy: found[copy])
    if found[best] == _UNSOUND:
        raise DamagedError(
            str(path), tr("what a crash left beside it does not fit it"), tr("Run: reader check --repair")
        )
    return best


def _of_copies(path: Path, side: str, folder: Path) -> list[Path]:
    """Other copies of the corpus with what lies beside this one, where that makes sense of them."""
    found = []
    with suppress(OSError):
        beside = [other for other in sorted(path.absolute().parent.iterdir()) if not other.is_symlink()]
        of_ours = (other for other in beside if other.name != path.name and looks_like_corpus(other))
        for number, other in zip(range(_MOST_COPIES), of_ours, strict=False):
            copy = folder / f"copy-{number}.db"
            if _copied(other, path, side, copy):
                found.append(copy)
    return found


def _let_sqlite(path: Path) -> None:
    with closing(connect(path, readonly=False)) as db:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        db.execute("PRAGMA journal_mode = DELETE").fetchall()


def _put_aside(path: Path, side: str, before: Stamp) -> None:
    """Take away what does not belong to the file, unless somebody has begun to write meanwhile."""
    left = Path(f"{path}{side}")
    with _locked(path) as free:
        if not free or stamp(left) != before:
            raise BusyError(path.name, tr("another program is writing to it"), tr("Try again in a moment"))
        left.unlink()
        Path(f"{path}-shm").unlink(missing_ok=True)


def _is_idle(path: Path, *, writable: bool = True) -> bool:
    with _locked(path, writable=writable) as free:
        return free


@contextmanager
def _locked(path: Path, *, writable: bool = True) -> Iterator[bool]:
    """Keep SQLite out of a file that this process has not open itself; whether nobody else was in it.

    What is not writable can be kept from writers only.
    """
    if sys.platform == "win32":  # what somebody has open cannot be taken away there
        yield True
        return
    import fcntl

    with path.open("r+b" if writable else "rb", buffering=0) as file:
        try:
            fcntl.lockf(file, (fcntl.LOCK_EX if writable else fcntl.LOCK_SH) | fcntl.LOCK_NB, _LOCKS_LENGTH, _LOCKS)
            free = True
        except OSError:
            free = False
        yield free
