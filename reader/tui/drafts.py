"""Notes that are being written: kept in the state directory until they are saved or given up, never in the corpus."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from reader.places import state_dir


class Drafts:
    """The drafts of one corpus. ``target`` says what a note is on: ``article:ID``, ``note:ID`` and the like."""

    def __init__(self, corpus_id: str) -> None:
        self._corpus_id = corpus_id

    def _path(self, target: str) -> Path:
        folder = state_dir(self._corpus_id) / "drafts"
        folder.mkdir(exist_ok=True)
        return folder / (sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".md")

    def read(self, target: str) -> str | None:
        """The draft on a target, if there is one that can be read."""
        try:
            return self._path(target).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, target: str, body: str) -> None:
        """Keep a draft; a crash leaves the old one or the new one, never half of one. Raises `OSError`."""
        path = self._path(target)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(body.encode("utf-8", "replace").decode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def drop(self, target: str) -> None:
        """Forget a draft."""
        with suppress(OSError):
            self._path(target).unlink(missing_ok=True)
