"""Files that may be copies of a corpus: found in a folder by their first bytes, whatever a sync tool called them.

Names tell only what is not to be looked at: files that a tool is still writing, and stubs of files that lie elsewhere.
"""

from __future__ import annotations

import filecmp
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reader.corpus.header import LENGTH, MAGIC, Stamp, read_header, stamp
from reader.records import ReaderError
from reader.schema import APPLICATION_ID
from reader.speech import tr

_UNFINISHED = re.compile(
    r"^[.~]|\.(tmp|temp|part|partial|filepart|crdownload|download|!sync|bts|swp|new)$|[-.](journal|wal|shm)$|~$", re.I
)
"""Names that tools give to what they have not finished, and side files of SQLite."""
_STUB = re.compile(r"^\.(.+)\.icloud$", re.I)


@dataclass(slots=True)
class Found:
    """What lies in a folder beside the corpus."""

    copies: list[Path] = field(default_factory=list)
    """Whole files of this program, each content once, oldest first."""
    again: dict[Path, Path] = field(default_factory=dict)
    """Files with the same bytes as one of those, and which."""
    unfinished: list[Path] = field(default_factory=list)
    """Files of this program that are not whole: still being copied, or cut short."""
    unreadable: list[Path] = field(default_factory=list)
    """Files that are called like copies, but that this person may not read."""
    stubs: list[str] = field(default_factory=list)
    """Names of files that lie in a cloud only."""


def find(corpus: Path, folder: Path) -> Found:
    """Look through a folder, not into its folders. Raises `ReaderError` if it cannot be read."""
    found = Found()
    try:
        stamps = look(corpus, folder)
        found.stubs = sorted(_stubs(corpus, (path.name for path in folder.iterdir())))
        found.unfinished = sorted(_hardly_begun(corpus, folder))
    except OSError as error:
        why = error.strerror or tr("it cannot be read")
        raise ReaderError(str(folder), why, tr("Name a folder that holds copies of the corpus")) from None
    for path in sorted(stamps, key=lambda path: (stamps[path][2], path.name)):
        whole = is_whole(path)
        if whole is False:
            found.unfinished.append(path)
        elif whole:
            _sort_in(path, stamps, found)
        elif _is_called_like(corpus, path.name) and _is_shut(path):
            found.unreadable.append(path)
    return found


def _hardly_begun(corpus: Path, folder: Path) -> Iterator[Path]:
    """Files too short to say what they are, whose names say it: of a copy, next to nothing has arrived."""
    itself = stamp(corpus)[0]
    for entry in os.scandir(folder):
        if _is_called_like(corpus, entry.name) and entry.is_file(follow_symlinks=False):
            inode, size, *_ = stamp(Path(entry.path))
            if size < LENGTH and inode != itself:
                yield Path(entry.path)


def _is_called_like(corpus: Path, name: str) -> bool:
    alike = name.startswith(corpus.stem) and Path(name).suffix.lower() == corpus.suffix.lower()
    return alike and not _UNFINISHED.search(name)


def _is_shut(path: Path) -> bool:
    try:
        path.open("rb").close()
    except PermissionError:
        return True
    except OSError:  # it went meanwhile
        return False
    return False


def _sort_in(path: Path, stamps: Mapping[Path, Stamp], found: Found) -> None:
    alike = (other for other in found.copies if stamps[other][1] == stamps[path][1])
    twin = next((other for other in alike if _same_bytes(path, other)), None)
    if twin is None:
        found.copies.append(path)
    else:
        found.again[path] = twin


def _same_bytes(path: Path, other: Path) -> bool:
    try:
        # What is beside a file may hold the last of it.
        beside = any(Path(f"{one}{side}").exists() for one in (path, other) for side in ("-journal", "-wal"))
        return not beside and filecmp.cmp(path, other, shallow=False)
    except OSError:
        return False


def look(corpus: Path, folder: Path) -> dict[Path, Stamp]:
    """The plain files of a folder that may be copies, with what tells whether they were changed. Opens none of them."""
    itself = stamp(corpus)[0]
    return {
        Path(entry.path): seen
        for entry in os.scandir(folder)
        if not _UNFINISHED.search(entry.name)
        and entry.is_file(follow_symlinks=False)
        and (seen := stamp(Path(entry.path)))[1] >= LENGTH
        and not (seen[0] == itself and corpus.exists() and Path(entry.path).samefile(corpus))
    }


def is_whole(path: Path) -> bool | None:
    """Whether a file of this program has all its pages, going by its header; ``None`` if it is no such file."""
    try:
        with path.open("rb") as opened:
            first = opened.read(LENGTH)
    except OSError:
        return None
    if not first.startswith(MAGIC) or int.from_bytes(first[68:72], "big") != APPLICATION_ID:
        return None
    try:
        read_header(path)
    except ReaderError:
        return False
    return True


def _stubs(corpus: Path, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        stub = _STUB.match(name)
        if stub and stub[1] != corpus.name and Path(stub[1]).suffix.lower() == corpus.suffix.lower():
            yield stub[1]
