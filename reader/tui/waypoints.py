"""Places a person marked with a letter, to come back to: kept in the state directory for each corpus, never in it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.places import state_dir


class Waypoint(NamedTuple):
    """An article, and the offset at the top of the screen."""

    article: str
    at: int


class Waypoints:
    """The marked places of one corpus, by letter; ``before`` is where one was before the last jump."""

    def __init__(self, corpus_id: str) -> None:
        self._corpus_id = corpus_id
        self.before: Waypoint | None = None

    def _path(self) -> Path:
        return state_dir(self._corpus_id) / "waypoints.json"

    def all(self) -> dict[str, Waypoint]:
        """All of them; none where they cannot be read."""
        try:
            kept = json.loads(self._path().read_text(encoding="utf-8"))
            return {str(letter): Waypoint(str(article), int(at)) for letter, (article, at) in sorted(kept.items())}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def put(self, letter: str, place: Waypoint) -> None:
        """Mark a place; the letter means no other one any more. Raises `OSError`."""
        path = self._path()
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            beside.write_text(json.dumps(self.all() | {letter: place}), encoding="utf-8")
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
