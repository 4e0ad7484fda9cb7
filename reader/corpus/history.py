"""What a note said before: its versions, out of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reader.corpus import ops
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.differences import Hunk, compare
from reader.records import Annotation, Op

How = Literal["written", "changed", "deleted", "brought back", "merged"]


class Past(NamedTuple):
    """A note as it stood after one change. ``body`` of a deletion is what was deleted."""

    at: str
    how: How
    body: str


def history(corpus: Corpus, note: Annotation) -> list[Past]:
    """The versions of a note or highlight, alive or deleted, newest first. Changes of other things are passed over."""
    found: list[Past] = []
    for op in ops.of_row(corpus, note.kind, note.id):
        past = _past(op, found[-1] if found else None)
        if past is not None:
            found.append(past)
    stands = state(corpus, note.kind, note.id)
    if found and stands and stands.alive and found[-1].body != note.body:
        found.append(Past(note.modified, "merged", note.body))
    return found[::-1]


def changes(versions: Sequence[Past], at: int) -> tuple[Hunk, ...]:
    """What the version at a place (0 is the newest) changed, by its lines; blank ones aside."""
    before = versions[at + 1].body if at + 1 < len(versions) and versions[at + 1].how != "deleted" else ""
    now = "" if versions[at].how == "deleted" else versions[at].body
    return compare(*([line for line in body.split("\n") if line.strip()] for body in (before, now)))


def _past(op: Op, before: Past | None) -> Past | None:
    if op.value is None:
        return Past(op.at, "deleted", before.body if before else "")
    body = op.value.get("body")
    if before is None:
        return Past(op.at, "written", body if isinstance(body, str) else "")
    if before.how == "deleted":
        return Past(op.at, "brought back", body if isinstance(body, str) else before.body)
    return Past(op.at, "changed", body) if isinstance(body, str) and body != before.body else None
