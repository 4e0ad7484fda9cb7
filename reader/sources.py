"""What a person names to be imported → files in a fixed order, and their bytes."""

from __future__ import annotations

import errno
import os
import stat as modes
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.corpus.header import MAGIC
from reader.records import ReaderError
from reader.speech import tr

STDIN = "-"
LARGEST = 400 << 20
"""Bytes of the largest file that is taken; SQLite holds no value over a gigabyte."""
_TRIES = 3
_SIDE_FILES = ("", "-journal", "-wal", "-shm")
_Known = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: its path as given (or within a folder that was), or what is wrong with it."""

    path: str
    wrong: str | None = None

    @property
    def name(self) -> str:
        """Its name as it is stored and shown: bytes that are no UTF-8 are escaped."""
        if self.path == STDIN:
            return "stdin"
        name = self.path.rstrip("/").rpartition("/")[2] if os.sep == "/" else Path(self.path).name
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def found(paths: Sequence[str], corpus: Path | None) -> Iterator[Source]:
    """The files behind some paths: folders with all in them, by name, without hidden files and the corpus itself."""
    for path in paths:
        if path == STDIN or not _is_folder(path):
            yield Source(path)
            continue
        within = False
        for source in _walk(path, corpus):
            within = True
            yield source
        if not within:
            yield Source(path, tr("there are no files in it"))


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _walk(top: str, corpus: Path | None) -> Iterator[Source]:
    """Everything under a folder, depth first. ``above``: a folder that is its own ancestor is a loop of links."""
    waiting: list[tuple[str, _Known]] = [(top, frozenset())]
    while waiting:
        path, above = waiting.pop()
        if not _is_folder(path):
            yield Source(path)
            continue
        try:
            status = Path(path).stat()
            names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208
        except OSError as error:
            yield Source(path, error.strerror or tr("it cannot be read"))
            continue
        here = (status.st_dev, status.st_ino)
        if here not in above:
            entries = (os.path.join(path, name) for name in names if not name.startswith("."))  # noqa: PTH118
            waiting += [(entry, above | {here}) for entry in entries if not _is_ours(entry, corpus)]


def _is_ours(path: str, corpus: Path | None) -> bool:
    if corpus is None or not Path(path).name.startswith(corpus.name):
        return False
    ours = {os.path.realpath(f"{corpus}{suffix}") for suffix in _SIDE_FILES}
    return os.path.realpath(path) in ours


def read(source: Source) -> bytes:
    """The bytes of a file. Raises `ReaderError` for what is none, cannot be read, or is another corpus."""
    if source.wrong:
        raise ReaderError(source.path, source.wrong, tr("Name a file or folder with texts"))
    data = _standard_input() if source.path == STDIN else _file(source.path)
    if len(data) > LARGEST:
        raise _too_large(source.path)
    if data.startswith(MAGIC):
        raise ReaderError(
            source.path, tr("it is a database"), tr("If it is a corpus, take it in with: reader merge PATH")
        )
    return data


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ReaderError(STDIN, tr("standard input is closed"), tr("Name a file"))
    return sys.stdin.buffer.read(LARGEST + 1)


def _file(path: str) -> bytes:
    try:
        for _ in range(_TRIES):
            data, steady = _content(path)
            if steady:
                return data
        raise ReaderError(path, tr("it changes while it is read"), tr("Try again when it is whole"))
    except FileNotFoundError:
        raise ReaderError(path, tr("there is no such file"), tr("Check the name")) from None
    except (OSError, ValueError, MemoryError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise ReaderError(path, tr("it is a link that leads to itself"), tr("Mend or delete the link")) from None
        why = getattr(error, "strerror", None) or tr("it cannot be read")
        raise ReaderError(path, why, tr("Check its permissions")) from None


def _content(path: str) -> tuple[bytes, bool]:
    """The bytes of a file, and whether it stayed as it was while they were read."""
    _refuse_odd(path, os.stat(path))  # noqa: PTH116
    with open(path, "rb", opener=_open) as file:
        before = os.fstat(file.fileno())
        _refuse_odd(path, before)
        data = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    unchanged = before.st_mtime_ns == after.st_mtime_ns and len(data) == before.st_size == after.st_size
    return data, unchanged


def _refuse_odd(path: str, status: os.stat_result) -> None:
    if not modes.S_ISREG(status.st_mode):
        raise ReaderError(path, tr("it is a pipe or a device"), tr("Name a file, or - for standard input"))
    if status.st_size > LARGEST:
        raise _too_large(path)


def _too_large(path: str) -> ReaderError:
    return ReaderError(path, tr("it is larger than {size} MB").format(size=LARGEST >> 20), tr("Split it"))


def _open(path: str, flags: int) -> int:
    # Without waiting: a pipe may have taken the place of a file just now, and nobody may ever write to it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
