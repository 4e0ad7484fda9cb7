"""What a note said before: its versions, out of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reader.corpus import ops
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.differences import Hunk, compare
from reader.fold import is_hollow
from reader.records import Annotation, Op
from reader.speech import tr

How = Literal["written", "changed", "deleted", "brought back", "merged"]


class Past(NamedTuple):
    """A note as it stood after one change. ``body`` of a deletion is what was deleted.

    ``gone``: what it said then was let go by a compaction.
    """

    at: str
    how: How
    body: str
    gone: bool = False
    op: bytes = b""
    """The id of the op that made it; empty of what a merge made of several."""


def history(corpus: Corpus, note: Annotation) -> list[Past]:
    """The versions of a note or highlight, alive or deleted, newest first. Changes of other things are passed over."""
    found: list[Past] = []
    for op in ops.of_row(corpus, note.kind, note.id):
        past = _past(op, found[-1] if found else None)
        if past is not None:
            found.append(past._replace(op=op.id))
    stands = state(corpus, note.kind, note.id)
    if found and stands and stands.alive and found[-1].body != note.body:
        found.append(Past(note.modified, "merged", note.body))
    return found[::-1]


def changes(versions: Sequence[Past], at: int) -> tuple[Hunk, ...]:
    """What the version at a place (0 is the newest) changed, by its lines; blank ones aside.

    Of one that was let go nobody can tell; after one that was, all is new.
    """
    if versions[at].gone:
        return ()
    before = versions[at + 1].body if at + 1 < len(versions) and versions[at + 1].how != "deleted" else ""
    now = "" if versions[at].how == "deleted" else versions[at].body
    return compare(*([line for line in body.split("\n") if line.strip()] for body in (before, now)))


def untold(versions: Sequence[Past], at: int) -> str:
    """Why nobody can tell what the version at a place changed: a sentence, or nothing."""
    if versions[at].gone:
        return tr("What it said then was let go by a compaction; a copy or backup may still have it.")
    if any(one.gone for one in versions[at + 1 : at + 2]):
        return tr("What it said before was let go by a compaction. Now it said:")
    return ""


def _past(op: Op, before: Past | None) -> Past | None:
    if op.value is None:
        return Past(op.at, "deleted", before.body, before.gone) if before else Past(op.at, "deleted", "")
    body = op.value.get("body")
    says = Past(op.at, "written", body if isinstance(body, str) else "", is_hollow(op))
    if before is None:
        return says
    if before.how == "deleted":
        brought = says if isinstance(body, str) or says.gone else before
        return brought._replace(at=op.at, how="brought back")
    changes = says.gone or (isinstance(body, str) and (body != before.body or before.gone))
    return says._replace(how="changed") if changes else None
