"""What a file is, before SQLite is let near it: the first hundred bytes of a corpus (SQLite file format, §1.3)."""

from __future__ import annotations

import errno
import os
import stat as modes
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple

from reader.records import ReaderError
from reader.schema import APPLICATION_ID, SCHEMA
from reader.speech import tr

MAGIC = b"SQLite format 3\0"
LENGTH = 100


SIDES = ("-journal", "-wal")
"""What SQLite writes beside a file; what is left of it by a crash belongs to the file as it was then."""
_STUBS = (".{}.icloud", "{}.nextcloud", "{}.owncloud")
"""What sync tools put in the place of a file whose bytes are elsewhere."""
_IN_THE_CLOUD = 0x40_0000
"""FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS of Windows."""
_DATALESS = 0x4000_0000
"""SF_DATALESS of macOS."""

Stamp = tuple[int, ...]
GONE: Stamp = (0, 0, 0, 0)


def stamp(path: Path) -> Stamp:
    """Inode, size and times of change of a file: what tells a replaced file from ours. Zeros if it is gone."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # a name with a NUL in it is that of no file
        return GONE
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class DamagedError(ReaderError):
    """What lies in the place of a corpus is none, or no whole one."""


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
            raise DamagedError(str(path), tr("this is not a file"), tr("Name the corpus file itself"))
        if _is_elsewhere(status):
            raise _in_the_cloud(path)
        first = _first_bytes(path, (status.st_dev, status.st_ino))
    except (FileNotFoundError, ValueError):  # no file has a name with a NUL in it
        if has_stub(path):
            raise _in_the_cloud(path) from None
        raise ReaderError(
            str(path), tr("there is no such file"), tr("Make one with: reader --corpus PATH add FILES")
        ) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise DamagedError(str(path), tr("this is not a file"), tr("Name the corpus file itself")) from None
        raise ReaderError(str(path), error.strerror or tr("it cannot be read"), tr("Check its permissions")) from None
    return _understood(path, first, status.st_size)


def has_stub(path: Path) -> bool:
    """Whether a sync tool says that the file is there, but has its bytes elsewhere."""
    return "\0" not in path.name and any(os.path.lexists(path.with_name(stub.format(path.name))) for stub in _STUBS)


def _is_elsewhere(status: os.stat_result) -> bool:
    attributes, flags = getattr(status, "st_file_attributes", 0), getattr(status, "st_flags", 0)
    return bool(attributes & _IN_THE_CLOUD or flags & _DATALESS)


def _in_the_cloud(path: Path) -> ReaderError:
    return ReaderError(
        str(path),
        tr("its bytes are in the cloud, not on this machine"),
        tr("Let your sync tool fetch it, then try again"),
    )


def left_beside(path: Path) -> str | None:
    """The ending of what SQLite wrote beside a file and did not take away, or ``None``."""
    return next((side for side in SIDES if stamp(Path(f"{path}{side}"))[1]), None)


def is_held(path: Path) -> bool:
    """Whether this process has the file open."""
    with suppress(OSError), _holding:
        status = path.stat()
        return (status.st_dev, status.st_ino) in _held
    return False


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
        raise DamagedError(
            str(path), tr("it is empty (0 bytes), so a copy was cut short"), tr("Restore it from another copy")
        )
    if len(first) < LENGTH or not first.startswith(MAGIC):
        raise DamagedError(str(path), tr("it is not a corpus of this program"), tr("Name another file with --corpus"))
    header = Header(_number(first, 68), _number(first, 60), first[18] == 2)
    if header.application != APPLICATION_ID:
        raise DamagedError(str(path), tr("it is a database of another program"), tr("Name another file with --corpus"))
    page = int.from_bytes(first[16:18], "big")
    if size < _number(first, 28) * (65536 if page == 1 else page) and not (header.wal or left_beside(path)):
        raise DamagedError(
            str(path),
            tr("it is shorter than it says, so a copy was cut short"),
            tr("Wait until it is copied, or restore it from another copy"),
        )
    return header


def _number(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "big")


def is_newer(header: Header) -> bool:
    """Whether a newer version of this program made the file, so that it must only be read."""
    return header.version > SCHEMA


def is_another_program(path: Path) -> bool:
    """Whether a file is a sound database head that names another program."""
    with path.open("rb") as opened:
        first = opened.read(LENGTH)
    return len(first) == LENGTH and first.startswith(MAGIC) and _number(first, 68) not in (APPLICATION_ID, 0)


def looks_like_corpus(path: Path) -> bool:
    """Whether a file carries our application id; never raises."""
    try:
        return read_header(path).application == APPLICATION_ID
    except ReaderError:
        return False
