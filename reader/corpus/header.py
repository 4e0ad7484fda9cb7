"""What a file is, before SQLite is let near it: the first hundred bytes of a corpus (SQLite file format, §1.3)."""

from __future__ import annotations

import stat as modes
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple

from reader.records import ReaderError
from reader.schema import APPLICATION_ID, SCHEMA

MAGIC = b"SQLite format 3\0"
LENGTH = 100


class Header(NamedTuple):
    """The fields of a database header that decide whether and how it is opened."""

    application: int
    version: int
    wal: bool


def read_header(path: Path) -> Header:
    """The header of a corpus; `ReaderError` with a sentence for whatever is none."""
    try:
        status = path.stat()
        if not modes.S_ISREG(status.st_mode):
            raise ReaderError(str(path), "this is not a file", "Name the corpus file itself")
        first = _first_bytes(path, (status.st_dev, status.st_ino))
    except FileNotFoundError:
        raise ReaderError(str(path), "there is no such file", "Make one with: reader --corpus PATH add FILES") from None
    except OSError as error:
        raise ReaderError(str(path), error.strerror or "it cannot be read", "Check its permissions") from None
    return _understood(path, first, status.st_size)


_held: dict[tuple[int, int], tuple[BinaryIO, int]] = {}
_holding = Lock()


def hold(path: Path) -> tuple[int, int]:
    """Keep a file open until `release` is called with what this gives (its inode).

    Whenever a process closes a file, it loses the locks that it has on it, those of SQLite too (POSIX). So the
    header of a file that is in use here must be read without closing it.
    """
    status = path.stat()
    inode = status.st_dev, status.st_ino
    with _holding:
        file, users = _held[inode] if inode in _held else (path.open("rb", buffering=0), 0)
        _held[inode] = file, users + 1
    return inode


def release(inode: tuple[int, int]) -> None:
    """Let go of a file that `hold` kept open."""
    with _holding:
        file, users = _held.pop(inode)
        if users > 1:
            _held[inode] = file, users - 1
        else:
            file.close()


def _first_bytes(path: Path, inode: tuple[int, int]) -> bytes:
    with _holding:
        if inode in _held:
            file = _held[inode][0]
            file.seek(0)
            return file.read(LENGTH)
    with path.open("rb") as opened:
        return opened.read(LENGTH)


def _understood(path: Path, first: bytes, size: int) -> Header:
    if size == 0:
        raise ReaderError(str(path), "it is empty (0 bytes), so a copy was cut short", "Restore it from another copy")
    if len(first) < LENGTH or not first.startswith(MAGIC):
        raise ReaderError(str(path), "it is not a corpus of this program", "Name another file with --corpus")
    header = Header(_number(first, 68), _number(first, 60), first[18] == 2)
    if header.application != APPLICATION_ID:
        raise ReaderError(str(path), "it is a database of another program", "Name another file with --corpus")
    page = int.from_bytes(first[16:18], "big")
    if not header.wal and size < _number(first, 28) * (65536 if page == 1 else page):
        raise ReaderError(
            str(path),
            "it is shorter than it says, so a copy was cut short",
            "Wait until it is copied, or restore it from another copy",
        )
    return header


def _number(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "big")


def is_newer(header: Header) -> bool:
    """Whether a newer version of this program made the file, so that it must only be read."""
    return header.version > SCHEMA


def looks_like_corpus(path: Path) -> bool:
    """Whether a file carries our application id; never raises."""
    try:
        return read_header(path).application == APPLICATION_ID
    except ReaderError:
        return False
