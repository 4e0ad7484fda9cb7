"""A person's corrections of single mentions: names added and rejected at quoted places, and names said of others.

They are taken from the folded journal whenever the names of an article are written, so they hold for whatever is
recognised in it. Ops may come from anywhere: what makes no sense says nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.corpus.annotations import anchor
from reader.corpus.file import Corpus
from reader.corpus.state import state, states
from reader.records import ENTITY_TYPES, Mention, Row, Value
from reader.repaint import place

if TYPE_CHECKING:
    from reader.link import Named

LONGEST_NAME = 200
"""Characters of a name that a person may add."""


class Added(NamedTuple):
    """A name that a person found: its place, its type, and the key and name of the entity that is meant, if any."""

    start: int
    end: int
    type: str
    key: str | None
    name: str


def mention_row(article: str, start: int, end: int) -> str:
    """The row under which a person's addition or rejection of a mention is kept."""
    return f"{article}:{start}-{end}"


def amended(corpus: Corpus, article: str, text: str, named: Sequence[Named]) -> tuple[Named, ...]:
    """The names of an article as a person has them; the others are resolved anew where some came or went."""
    rejected, additions = _rejected(corpus, article, text), added(corpus, article, text)
    if rejected or additions:
        named = _renamed(text, named, rejected, additions)
    if corpus.row("SELECT 1 FROM state WHERE tbl = 'same'") is None:
        return tuple(named)
    return tuple(_parted(corpus, text, name) for name in named)


def _renamed(
    text: str, named: Sequence[Named], rejected: Sequence[tuple[int, int]], additions: Sequence[Added]
) -> tuple[Named, ...]:
    from reader.link import name_mentions

    taken = sorted((one.start, one.end) for one in additions)
    found = [n for n in named if not _overlaps(n, taken) and not any(s <= n.start and n.end <= e for s, e in rejected)]
    mentions = [Mention(n.start, n.end, n.type, n.confidence) for n in found]
    mentions += [Mention(one.start, one.end, one.type) for one in additions]
    meant = {one.start: one for one in additions if one.key}
    resolved = name_mentions(text, sorted(mentions))
    return tuple(_as_said(name, meant[name.start]) if name.start in meant else name for name in resolved)


def _overlaps(name: Named, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, name.end, key=lambda span: span[0])
    return at > 0 and taken[at - 1][1] > name.start


def _as_said(name: Named, said: Added) -> Named:
    from reader.link import key_of

    key = said.key or name.key
    fits = len(said.name) <= LONGEST_NAME and key_of(key.partition(":")[0], said.name) == key
    return replace(name, key=key, name=said.name if fits else name.name, reason="said by hand")


def added(corpus: Corpus, article: str, text: str) -> list[Added]:
    """The names that a person added, in order of place, where their words still stand; of two that overlap the later.

    Later is what was written last, by the ids of ops: so it is on every machine.
    """
    rows = states(corpus, "alive AND tbl = 'mention' AND subject = ?", (article,))
    kept: list[Added] = []
    for row in sorted(rows, key=lambda row: (row.heads[-1], row.row), reverse=True):
        one = _added(row.value, text)
        if one and all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def rows_at(corpus: Corpus, article: str, text: str, start: int, end: int) -> list[str]:
    """The rows that say that a passage is a name."""
    rows = states(corpus, "alive AND tbl = 'mention' AND subject = ?", (article,))
    found = ((row.row, _added(row.value, text)) for row in rows)
    return [row for row, one in found if one and (one.start, one.end) == (start, end)]


def _added(value: Value, text: str) -> Added | None:
    type_, where = value.get("type"), anchor(value.get("anchor"))
    span = place(text, where) if where and where.quote.strip() and len(where.quote) <= LONGEST_NAME else None
    if span is None or type_ not in ENTITY_TYPES:
        return None
    key, name = value.get("as"), value.get("name")
    return Added(*span, type_, key if is_key(key) else None, name if isinstance(name, str) else "")


def is_key(key: object) -> bool:
    """Whether something in an op can be the key of a name."""
    if not isinstance(key, str) or len(key) > LONGEST_NAME:
        return False
    type_, _, name = key.partition(":")
    return type_ in ENTITY_TYPES and bool(name.strip())


def _rejected(corpus: Corpus, article: str, text: str) -> list[tuple[int, int]]:
    """The places where a person says that nothing is named."""
    rows = states(corpus, "alive AND tbl = 'unmention' AND subject = ?", (article,))
    return sorted(filter(None, (_place(row, text) for row in rows)))


def _place(row: Row, text: str) -> tuple[int, int] | None:
    where = anchor(row.value.get("anchor"))
    return place(text, where) if where and where.quote else None


def _parted(corpus: Corpus, text: str, name: Named) -> Named:
    """The bare name itself, where its article means a person by it whom it never means, as was said."""
    from reader.link import called, key_of

    bare = key_of("PER", called(text[name.start : name.end], name))
    if not name.key.startswith("PER:") or bare == name.key or not are_parted(corpus, bare, name.key):
        return name
    return replace(name, key=bare)


def are_parted(corpus: Corpus, bare: str, full: str) -> bool:
    """Whether a person said that a name is not short for another in any article."""
    row = state(corpus, "same", pair_row(bare, full))
    return row is not None and row.alive and row.value.get("same") is False and row.value.get("called") is True


def pair_row(one: str, other: str) -> str:
    """The row under which is kept whether two keys are the same."""
    return "\n".join(sorted((one, other)))


def keys_of_pair(row: str) -> tuple[str, ...]:
    """The two keys of such a row; nothing if there are none in it."""
    one, _, other = row.partition("\n")
    return (one, other) if one != other and is_key(one) and is_key(other) else ()
