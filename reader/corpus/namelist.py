"""The index of names, page by page: with a hundred thousand of them it never holds more than their numbers."""

from __future__ import annotations

import json
from array import array
from typing import Any

from reader.corpus import names
from reader.corpus.entities.rows import COLUMNS, entity
from reader.corpus.file import Corpus
from reader.records import Entity
from reader.text import fold

_ENTITY = f"SELECT {COLUMNS} FROM entity"
_FOLDED = "AND id IN (SELECT entity FROM entity_name WHERE instr(folded, ?))"
_LOOKED_AT = "AND instr(fold(name || char(10) || aliases), ?)"
"""The same in a file whose names are not indexed: one of an older version, which is only read."""
_ORDER = "ORDER BY mentions DESC, name, id"
_LIKE_FIRST = "ORDER BY type <> ?, mentions DESC, name, id"


class NameList:
    """Entities, most mentioned first: all, those of one type, or those with some letters in a name."""

    def __init__(self, corpus: Corpus, type: str | None = None, wanted: str = "", without: str | None = None) -> None:
        """A list as the corpus now stands, ``without`` one entity, those of its type first.

        Make a new one when the corpus has changed.
        """
        self._corpus, self._type, self._wanted, self._without = corpus, type, fold(wanted.strip()), without
        left_out = corpus.row("SELECT type FROM entity WHERE id = ?", (without,)) if without else None
        self._like = left_out or ()
        self._order = _LIKE_FIRST if self._like else _ORDER
        self._chosen = self._choose() if type or self._wanted or without else None
        self._length = len(self._chosen) if self._chosen is not None else int(self._row("SELECT count(*) FROM entity"))

    def __len__(self) -> int:
        return self._length

    def rows(self, start: int, stop: int) -> list[Entity]:
        """The entities at places ``start`` to ``stop``, cut at the ends of the list."""
        start, stop = max(0, start), min(stop, self._length)
        if start >= stop:
            return []
        if self._chosen is None:
            found = self._corpus.rows(f"{_ENTITY} {_ORDER} LIMIT ? OFFSET ?", (stop - start, start))
        else:
            numbers = json.dumps(self._chosen[start:stop].tolist())
            chosen = f"{_ENTITY} WHERE rowid IN (SELECT value FROM json_each(?)) {self._order}"
            found = self._corpus.rows(chosen, (numbers, *self._like))
        return [entity(row) for row in found]

    def index(self, entity_id: str) -> int | None:
        """The place of an entity in the list, or ``None``."""
        row = self._corpus.row("SELECT rowid, mentions, name FROM entity WHERE id = ?", (entity_id,))
        if row is None:
            return None
        if self._chosen is not None:
            return self._chosen.index(row[0]) if row[0] in self._chosen else None
        before = "mentions > ?1 OR mentions = ?1 AND (name, id) < (?2, ?3)"
        return int(self._corpus.rows(f"SELECT count(*) FROM entity WHERE {before}", (*row[1:], entity_id))[0][0])

    def _choose(self) -> array[int]:
        wanted = _FOLDED if names.is_current(self._corpus) else _LOOKED_AT
        found = self._corpus.rows(
            "SELECT rowid FROM entity WHERE type = coalesce(?, type) AND id IS NOT ? "
            f"{wanted if self._wanted else ''} {self._order}",
            (self._type, self._without, *[self._wanted] * bool(self._wanted), *self._like),
        )
        return array("q", (row[0] for row in found))

    def _row(self, sql: str) -> Any:
        return self._corpus.rows(sql)[0][0]
