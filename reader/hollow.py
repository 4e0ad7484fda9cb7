"""Ops whose words went (pure): what is kept of those about an article that was purged, and of those long overwritten.

An op keeps its id, its row, its parents and its time, so that the journal hangs together and no merge takes it for
new. What is kept of its value depends on nothing but the op itself, so that copies agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reader.fold import ancestors, fold, subject_of
from reader.records import Op

PURGED = "purged"
"""The table of the journal that says which articles are purged; its rows are their ids."""
_ID_LENGTH = 64
_SINCE = "since"
"""The field that names the return of a purged article which an op knows of."""
_OWN = frozenset({"about", "body", "colour", "kind", "type", "published", _SINCE})
"""Fields that are a person's own words, or one of a few that the program offers."""
_PLACE = frozenset({"start", "end", "text"})
"""What stays of an anchor: by the id of the text, the offsets hold again should the article come back."""


def articles_of(op: Op) -> set[str]:
    """The articles that an op is about, as far as it says so itself."""
    found = {subject_of(op.table, op.row, op.value or {})}
    if op.row[_ID_LENGTH : _ID_LENGTH + 1] == ":":
        found.add(op.row[:_ID_LENGTH])
    return found - {""}


def without_quotes(op: Op) -> Op:
    """The op without the words of the article that it is about: a person's own stay, other people's go."""
    if op.value is None or op.table == PURGED:
        return op
    return op._replace(
        value={name: kept for name, said in op.value.items() if (kept := _kept(name, said)) is not _GONE}
    )


_GONE = object()


def _kept(name: str, said: object) -> object:
    if name == "anchor" and isinstance(said, dict):
        return {part: value for part, value in said.items() if part in _PLACE}
    return said if name in _OWN or said is None or isinstance(said, bool | int | float) else _GONE


def since_return(op: Op, purges: Sequence[Op]) -> Op:
    """An op that is being written, marked as one that knows of an article that was purged and brought back.

    ``purges``: all ops of the purged row. Only what is so marked keeps the words of the article.
    """
    if op.value is None or not purges or without_quotes(op) == op:
        return op
    heads = fold(purges).heads
    return op._replace(value={**op.value, _SINCE: [head.hex() for head in heads]})


def must_lose_quotes(op: Op, purges: Sequence[Op]) -> bool:
    """Whether an article was purged for good as far as an op is concerned. ``purges``: all ops of the purged row.

    It depends on which ops there are alone, not on the order in which they came together.
    """
    known = {one.id: one for one in purges}
    told = (op.value or {}).get(_SINCE)
    back = [known[head] for head in _ids(told) if head in known and known[head].value is None]
    return any(one.value is not None for key, one in known.items() if key not in ancestors(known, back))


def _ids(told: object) -> list[bytes]:
    try:
        return [bytes.fromhex(one) for one in told] if isinstance(told, list) else []
    except (TypeError, ValueError):
        return []


def quoteless(row: Iterable[Op], purges: Mapping[str, Sequence[Op]]) -> list[Op]:
    """Those ops of a row that lose words, as they are without them.

    ``purges``: by article, all ops of its purged row.
    """
    ops = list(row)
    about = sorted({article for op in ops for article in articles_of(op)} & purges.keys())
    changed = []
    for op in ops:
        kept = without_quotes(op) if any(must_lose_quotes(op, purges[article]) for article in about) else op
        if kept != op:
            changed.append(kept)
    return changed
