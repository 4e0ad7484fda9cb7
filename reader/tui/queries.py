"""What a person searched for on this machine, and what was there when a saved search was last looked at.

Both lie in the state directory of the corpus, for nobody else to read, and never in the corpus.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from reader.places import state_dir

KEPT = 100
_LONGEST = 1000


class History:
    """The queries of one corpus, the latest last."""

    def __init__(self, corpus_id: str) -> None:
        self._corpus_id = corpus_id

    def all(self) -> list[str]:
        """All of them; none where they cannot be read."""
        kept = _read(self._corpus_id, "queries.json")
        return [one for one in kept if isinstance(one, str)][-KEPT:] if isinstance(kept, list) else []

    def add(self, query: str) -> None:
        """Remember a query as the latest. Where the state directory cannot be written it is lost, nothing else."""
        if query and len(query) <= _LONGEST:
            _write(self._corpus_id, "queries.json", [*(one for one in self.all() if one != query), query][-KEPT:])


class LookedAt:
    """Which article was the last that the file had when a saved search was looked at, by the id of the search."""

    def __init__(self, corpus_id: str) -> None:
        self._corpus_id = corpus_id

    def all(self) -> dict[str, int]:
        """The numbers of those articles."""
        kept = _read(self._corpus_id, "searches.json")
        if not isinstance(kept, dict):
            return {}
        return {search: number for search, number in kept.items() if isinstance(number, int)}

    def put(self, search: str, number: int) -> None:
        """A saved search is being looked at, in a file whose last article has this number."""
        _write(self._corpus_id, "searches.json", self.all() | {search: number})


def _read(corpus_id: str, name: str) -> object:
    try:
        return json.loads((state_dir(corpus_id) / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _write(corpus_id: str, name: str, kept: object) -> None:
    with suppress(OSError):
        path: Path = state_dir(corpus_id) / name
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        beside.replace(path)
