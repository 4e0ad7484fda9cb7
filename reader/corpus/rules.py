"""A person's corrections of entities, as the folded journal has them: rules for linking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.corpus.amendments import keys_of_pair
from reader.corpus.file import Corpus
from reader.corpus.names import among
from reader.corpus.state import states
from reader.records import ENTITY_TYPES, Row
from reader.text import one_line

if TYPE_CHECKING:
    from reader.link import Rules

_LONGEST_NAME = 1000


def every(corpus: Corpus) -> Rules:
    """All corrections."""
    return _rules(states(corpus, "alive AND tbl IN ('entity', 'same', 'reject')", ()))


def of_keys(corpus: Corpus, keys: Iterable[str]) -> Rules:
    """The corrections that concern some keys."""
    wanted = list(keys)
    rows = {row[0] for row in among(corpus, "SELECT row FROM name_pair WHERE key IN ({})", wanted)}
    found = _states(corpus, "same", sorted(rows))
    return _rules([*_states(corpus, "entity", wanted), *found, *_states(corpus, "reject", wanted)])


def partners(corpus: Corpus, keys: Iterable[str]) -> set[str]:
    """The other keys of pairs that a person said something of."""
    rows = among(corpus, "SELECT row FROM name_pair WHERE key IN ({})", keys)
    return {key for (row,) in rows for key in keys_of_pair(row)}


def _states(corpus: Corpus, table: str, rows: Sequence[str]) -> list[Row]:
    size = 500
    return [
        row
        for at in range(0, len(rows), size)
        for row in states(
            corpus,
            f"alive AND tbl = ? AND row IN ({','.join('?' * len(rows[at : at + size]))})",
            (table, *rows[at : at + size]),
        )
    ]


def _rules(rows: Iterable[Row]) -> Rules:
    """Rules of rows; of two said of one pair the later holds, since it is one row. What makes no sense is left out."""
    from reader.link import Rules

    said: dict[str, list[Row]] = {"entity": [], "same": [], "reject": []}
    for row in sorted(rows, key=lambda row: row.row):
        said[row.table].append(row)
    pairs = {_pair(row): bool(row.value.get("same")) for row in said["same"] if keys_of_pair(row.row)}
    names = {row.row: _name(row) for row in said["entity"]}
    types = {row.row: row.value.get("type") for row in said["entity"]}
    return Rules(
        same=tuple(sorted(pair for pair, same in pairs.items() if same)),
        never=tuple(sorted(pair for pair, same in pairs.items() if not same)),
        names={key: name for key, name in names.items() if name},
        types={key: str(type) for key, type in types.items() if type in ENTITY_TYPES},
        rejected=frozenset(row.row for row in said["reject"]),
    )


def _name(row: Row) -> str:
    name = row.value.get("name")
    return " ".join(one_line(name).split())[:_LONGEST_NAME] if isinstance(name, str) else ""


def _pair(row: Row) -> tuple[str, str]:
    """The two keys of a rule, the one first that the other was merged into."""
    one, other = keys_of_pair(row.row)
    return (other, one) if row.value.get("into") == other else (one, other)
