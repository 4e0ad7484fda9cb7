"""Notes that are being written: kept in the state directory until they are saved or given up, never in the corpus.

Each process keeps drafts of its own, so that two windows on one note never write over each other. It holds a lock as
long as it lives: what a living one writes is its alone, what a dead one left is there for everybody.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NamedTuple

from reader.places import state_dir

_OURS = f"{os.getpid()}-{os.urandom(4).hex()}"
_LOCKS: dict[Path, IO[bytes]] = {}
"""The locks that this process holds, by folder: open as long as it lives."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        # Not flock: a process of ours that was forked would hold it after we are gone.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Begun(NamedTuple):
    """What a draft is of: its name (``article:ID``, ``note:ID`` and the like), and what is needed to go on with it."""

    name: str
    about: Mapping[str, Any] = _NOTHING


class Draft(NamedTuple):
    """A draft as it was kept; ``at`` in seconds since 1970."""

    path: Path
    begun: Begun
    body: str
    at: float


class Drafts:
    """The drafts of one corpus."""

    def __init__(self, corpus_id: str) -> None:
        self._corpus_id = corpus_id

    @property
    def _folder(self) -> Path:
        return state_dir(self._corpus_id) / "drafts"

    def _path(self, name: str, of: str = _OURS) -> Path:
        return self._folder / f"{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.{of}.json"

    def left(self) -> list[Draft]:
        """The drafts that no other process is writing, newest first."""
        with suppress(OSError):
            for lock in self._folder.glob("*.lock"):
                if lock.stem != _OURS and not _lives(self._folder, lock.stem):
                    for half in self._folder.glob(f"*.{lock.stem}.part"):
                        half.unlink(missing_ok=True)
                    lock.unlink(missing_ok=True)
        return sorted(filter(None, map(_read, self._free("*"))), key=lambda draft: -draft.at)

    def _free(self, name: str) -> Iterator[Path]:
        for path in self._folder.glob(name + ".*.json"):
            if not _lives(self._folder, path.name.split(".")[1]):
                yield path

    def is_written_elsewhere(self, name: str) -> bool:
        """Whether another process that lives is writing one of this name."""
        path = self._path(name)
        kept = path.parent.glob(path.name.split(".")[0] + ".*.json")
        return any(_lives(self._folder, one.name.split(".")[1]) for one in kept)

    def find(self, name: str) -> Draft | None:
        """The draft of a name that may be gone on with: ours, else the newest that a dead process left."""
        ours = _read(self._path(name))
        found = filter(None, map(_read, self._free(self._path(name).name.split(".")[0])))
        return ours or max(found, key=lambda draft: draft.at, default=None)

    def read(self, name: str) -> str | None:
        """The text of that draft."""
        draft = self.find(name)
        return draft.body if draft else None

    def take(self, draft: Draft | None) -> Draft | None:
        """Make a draft that was left one of ours; ``None`` if another process was quicker."""
        if draft is None:
            return None
        path = self._path(draft.begun.name)
        if path == draft.path:
            return draft
        try:
            self._hold()
            if path.exists():
                path.replace(self._path(draft.begun.name, f"left-{os.urandom(4).hex()}"))
            draft.path.replace(path)
        except FileNotFoundError:
            return None
        except OSError:
            pass  # It is shown all the same; where nothing can be kept, that is said when it is written on.
        return draft._replace(path=path)

    def write(self, begun: Begun, body: str) -> None:
        """Keep a draft; a crash leaves the old one or the new one, never half of one. Raises `OSError`."""
        self._hold()
        path = self._path(begun.name)
        beside = path.with_suffix(".part")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump({"name": begun.name, "about": dict(begun.about), "body": body}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def drop(self, name: str) -> None:
        """Forget our draft of a name."""
        with suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def discard(self, draft: Draft) -> None:
        """Throw a draft away."""
        with suppress(OSError):
            draft.path.unlink(missing_ok=True)

    def _hold(self) -> None:
        """Show others that this process lives. Where files cannot be locked, each still writes its own."""
        folder = self._folder
        folder.mkdir(exist_ok=True)
        if folder not in _LOCKS:
            _LOCKS[folder] = (folder / f"{_OURS}.lock").open("wb")
            with suppress(OSError):
                _lock(_LOCKS[folder])


def _lives(folder: Path, process: str) -> bool:
    """Whether another process holds its lock."""
    if process == _OURS:
        return False
    try:
        with (folder / f"{process}.lock").open("r+b") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _read(path: Path) -> Draft | None:
    try:
        kept, at = json.loads(path.read_bytes()), path.stat().st_mtime
        name, about, body = kept["name"], kept["about"], kept["body"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not (isinstance(name, str) and isinstance(about, dict) and isinstance(body, str)):
        return None
    return Draft(path, Begun(name, about), body.encode("utf-8", "replace").decode(), at)
