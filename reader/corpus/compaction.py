"""Compaction: what notes said long ago is let go, and the file becomes smaller. Only where a person asks for it.

An op keeps its place in the journal without its body, so all stands as before, here and after any merge. A copy that
still has the bodies brings them back when it is merged: a version that two sides went on from is needed to unite them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.corpus import ops
from reader.corpus.file import Corpus, milliseconds
from reader.hollow import NEWEST_KEPT, outdated
from reader.records import Op, ReaderError
from reader.speech import tr

DAYS = 180
"""What a note said at any time of so many days stays."""
_DAY = 86_400_000
_WAITING = "compact"
"""What `derived` has while the bytes of what was let go may still be in the file."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What was, or would be, let go: versions of notes, and by how many bytes the file is smaller."""

    versions: int = 0
    notes: int = 0
    bytes: int = 0
    backup: Path | None = None


def forecast(corpus: Corpus, days: int = DAYS) -> Compacted:
    """What a compaction would let go; nothing is written. The bytes are those of the versions alone."""
    found = _outdated(corpus, days)
    size = "SELECT ifnull(length(CAST(value AS BLOB)), 0) FROM op WHERE id = ?"
    return Compacted(*_counted(found), sum(corpus.rows(size, (op.id,))[0][0] for op in found))


def compact(corpus: Corpus, days: int = DAYS) -> Compacted:
    """Let go what notes said until some days ago, and write the file anew without it; a backup is made before.

    All of it or nothing. Raises `ReaderError`; if only the bytes could not be cleared, the next call does it.
    """
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or tr("it is read-only"), tr("Nothing was written"))
    size, backup = _size(corpus), None
    found = _outdated(corpus, days)
    if found:
        backup = corpus.backup("before-compaction")
        with corpus.write() as db:
            found = _outdated(corpus, days)  # somebody may have written meanwhile
            ops.replace(corpus, found)
            db.execute("INSERT OR REPLACE INTO derived VALUES (?, 'waiting')", (_WAITING,))
    if _is_waiting(corpus):
        _clear(corpus)
    return Compacted(*_counted(found), max(0, size - _size(corpus)), backup)


def _outdated(corpus: Corpus, days: int) -> list[Op]:
    """Ops as they are without what they said, of all rows that have so many that one of them may be too many."""
    before = milliseconds() - days * _DAY
    some = "SELECT tbl, row FROM op GROUP BY tbl, row HAVING count(*) > ? ORDER BY tbl, row"
    rows = corpus.rows(some, (NEWEST_KEPT,))
    return [op for table, row in rows for op in outdated(ops.of_row(corpus, table, row), before)]


def _counted(found: list[Op]) -> tuple[int, int]:
    return len(found), len({(op.table, op.row) for op in found})


def _size(corpus: Corpus) -> int:
    return int(corpus.rows("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0][0])


def _is_waiting(corpus: Corpus) -> bool:
    return corpus.row("SELECT 1 FROM derived WHERE what = ?", (_WAITING,)) is not None


def _clear(corpus: Corpus) -> None:
    try:
        corpus.rewrite()
        with corpus.write() as db:
            db.execute("DELETE FROM derived WHERE what = ?", (_WAITING,))
    except ReaderError as error:
        why = tr("the old versions are let go, but the file is not smaller yet, since {why}").format(why=error.why)
        remedy = tr("Close what else uses the file, then run it again")
        raise ReaderError(corpus.path.name, why, remedy) from None
