"""One act: its ops in one transaction, remembered so that it can be undone."""

from __future__ import annotations

from reader import undo as deeds
from reader.corpus import ops
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.corpus.state import state
from reader.records import Anchor, ReaderError, Value
from reader.speech import tr
from reader.text import clip, one_line

_LONGEST = 60
"""Cells of a title that is said with what was taken back."""

Change = tuple[str, str, Value | None]


def toggle(corpus: Corpus, table: str, row: str, on: bool, said: str, *, undoable: bool = True) -> None:
    """Make a row live or dead, if it is not so already."""
    present = state(corpus, table, row)
    if (present is not None and present.alive) != on:
        act(corpus, said, (table, row, {} if on else None), undoable=undoable)


def act(
    corpus: Corpus, said: str, *changes: Change, undoable: bool = True, since: tuple[bytes, ...] | None = None
) -> None:
    """Record changes (table, row, fields or ``None`` to delete) together, with what follows from them.

    They are made to rows as they stood at the heads ``since``, by default as they stand now.
    """
    with corpus.write():
        done = tuple(ops.record(corpus, table, row, value, since).id.hex() for table, row, value in changes)
        follow(corpus, {(table, row) for table, row, _ in changes})
    if undoable:
        deeds.remember(corpus.id, deeds.Deed(said, done))


def anchored(place: Anchor | None) -> dict[str, object]:
    """The field of an op that holds a place; empty where there is none."""
    return {"anchor": place._asdict()} if place else {}


def undo(corpus: Corpus, tables: frozenset[str] | None = None, *, ours: bool = False) -> str | None:
    """Take back the last act of this person on this machine; says what it was, ``None`` if there is nothing.

    ``tables``: the last of those that wrote to these alone; ``ours``: of those that were done in this process.
    """

    def wanted(deed: deeds.Deed) -> bool:
        if deed.merge or (ours and deed.by != deeds.OURS) or not ops.hold(corpus, deed.ops):
            return False
        return tables is None or ops.tables(corpus, deed.ops) <= tables

    deed = deeds.take(corpus.id, wanted)
    if deed is None:
        return None
    try:
        with corpus.write():
            taken_back = {ops.take_back(corpus, op) for op in reversed(deed.ops)} - {None}
            follow(corpus, {row for row in taken_back if row is not None})
    except ReaderError:
        deeds.remember(corpus.id, deed)
        raise
    if not taken_back:
        gone = any(ops.is_let_go(corpus, op) for op in deed.ops)
        why = tr("what was there before was let go") if gone else tr("it was changed since, on another machine")
        raise ReaderError(deed.said, why, tr("Change it by hand"))
    on = _on(corpus, {row for row in taken_back if row is not None})
    if on:
        return tr("taken back: {said} ({title})").format(said=deed.said, title=on)
    return tr("taken back: {said}").format(said=deed.said)


def _on(corpus: Corpus, rows: set[tuple[str, str]]) -> str:
    """The title of the article, or the name, that a row is about; empty where there are several or none."""
    if len(rows) != 1:
        return ""
    table, row = next(iter(rows))
    stands = state(corpus, table, row)
    about = stands.value.get("about") if stands else None
    kind, _, thing = about.partition(":") if isinstance(about, str) else ("article", "", row[:64])
    if kind == "entity":
        found = corpus.row("SELECT name FROM entity WHERE id = ?", (thing,))
    else:
        found = corpus.row("SELECT title FROM card JOIN article ON n = article WHERE id = ?", (thing,))
    return clip(one_line(found[0]), _LONGEST) if found and found[0] else ""
