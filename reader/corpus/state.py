"""The folded state: rows as they now stand, as the journal makes them."""

from __future__ import annotations

import json
from typing import Any

from reader.corpus.file import Corpus
from reader.journal import ID_LENGTH
from reader.records import Row, Version

_LOOKED_UP = 500


def state(corpus: Corpus, table: str, row: str) -> Row | None:
    """A row as it now stands, dead or alive; ``None`` if nobody ever wrote it."""
    found = states(corpus, "tbl = ? AND row = ?", (table, row))
    return found[0] if found else None


def states(corpus: Corpus, condition: str, parameters: tuple[Any, ...]) -> list[Row]:
    """Rows of the state under an SQL condition, oldest first."""
    return [
        _row(*fields)
        for fields in corpus.rows(
            "SELECT tbl, row, subject, value, alive, created, modified, heads, conflict FROM state "
            f"WHERE {condition} ORDER BY created, row",
            parameters,
        )
    ]


def marks(corpus: Corpus, subjects: list[str]) -> dict[str, list[Row]]:
    """The living rows about each of some subjects."""
    found: dict[str, list[Row]] = {subject: [] for subject in subjects}
    for at in range(0, len(subjects), _LOOKED_UP):
        some = subjects[at : at + _LOOKED_UP]
        for row in states(corpus, f"alive AND subject IN ({','.join('?' * len(some))})", tuple(some)):
            found[row.subject].append(row)
    return found


def _row(
    table: str,
    row: str,
    subject: str,
    value: str,
    alive: int,
    created: str,
    modified: str,
    heads: bytes,
    conflict: str | None,
) -> Row:
    versions = tuple(Version(**version) for version in json.loads(conflict)) if conflict else ()
    return Row(table, row, subject, json.loads(value), bool(alive), created, modified, split_ids(heads), versions)


def split_ids(joined: bytes) -> tuple[bytes, ...]:
    """Ids that were written one after the other."""
    return tuple(joined[at : at + ID_LENGTH] for at in range(0, len(joined), ID_LENGTH))
