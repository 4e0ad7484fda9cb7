"""Ops whose words went (pure): what is kept of those about an article that was purged, and of those long overwritten.

An op keeps its id, its row, its parents and its time, so that the journal hangs together and no merge takes it for
new. What is kept of its value depends on nothing but the op itself, so that copies agree: hollow gives way to full, and
both to purged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from reader.fold import HOLLOW, ancestors, bodies, fold, has_body, is_hollow, subject_of
from reader.journal import logical_time
from reader.records import Op

PURGED = "purged"
"""The table of the journal that says which articles are purged; its rows are their ids."""
_ID_LENGTH = 64
NEWEST_KEPT = 2
"""Versions of a note that stay, however old they are."""
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


def outdated(row: Iterable[Op], before: int) -> list[Op]:
    """The ops of a row whose bodies can be let go, as they are without them: the row stays what it is.

    ``before``: milliseconds since 1970; what a note said at that time or later stays. A row of which versions stand
    side by side is left alone: each of them may be seen again, and what they have in common is needed to unite them.
    """
    written, near = bodies(row)
    if len(near) != 1:
        return []
    older = pairwise(written[: 1 - NEWEST_KEPT])
    return [
        without_body(op) for op, following in older if not is_hollow(op) and logical_time(following.id) >> 16 < before
    ]


def without_body(op: Op) -> Op:
    """An op that had a body, without it."""
    return op._replace(value={name: said for name, said in (op.value or {}).items() if name != "body"} | {HOLLOW: True})


def fuller(ours: Op, theirs: Op) -> Op:
    """Of two forms of one op the one that has a body; whatever else it says, it says here as before."""
    if theirs.value is None or not has_body(theirs) or not is_hollow(ours):
        return ours
    kept = {name: said for name, said in (ours.value or {}).items() if name != HOLLOW}
    return ours._replace(value=kept | {"body": theirs.value["body"]})
