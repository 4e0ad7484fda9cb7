"""The soundness of a corpus: the file, every article's hash, every op's checksum, and what follows from them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader.corpus import textindex
from reader.corpus.file import Corpus, open_corpus
from reader.corpus.foreign import bytes_of, sound_op
from reader.corpus.mending import JSON_COLUMNS, odd
from reader.corpus.ops import unpack
from reader.corpus.state import states
from reader.fold import fold
from reader.records import Op, ReaderError
from reader.speech import later, tr


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: what, where, and what to do about it."""

    what: str
    where: str
    repair: str


def check_file(path: Path) -> list[Problem]:
    """Everything that is wrong with the corpus at ``path``, also when it cannot be opened at all."""
    try:
        with open_corpus(path) as corpus:
            return check(corpus)
    except ReaderError as error:
        return [Problem(error.why, str(path), error.remedy)]


def check(corpus: Corpus) -> list[Problem]:
    """Everything that is wrong with an open corpus. Reads all of it; writes nothing."""
    problems: list[Problem] = []
    for part in (_file, _articles, _journal, _rows, _listing):
        try:
            problems += part(corpus)
        except sqlite3.DatabaseError as error:
            problems.append(
                Problem(tr("the file is damaged ({error})").format(error=error), corpus.path.name, tr(_FROM_COPY))
            )
        except (TypeError, ValueError, LookupError) as error:  # columns that hold what no program of ours writes
            problems.append(
                Problem(tr("a derived row cannot be read ({error})").format(error=error), corpus.path.name, tr(_ANEW))
            )
    return problems


_FROM_COPY = later("fetch it back from a copy or a backup: reader check --repair --from OTHER")
_ANEW = later("make it anew: reader check --repair")


def _file(corpus: Corpus) -> Iterator[Problem]:
    for (found,) in corpus.connection.execute("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield Problem(str(found), corpus.path.name, tr(_FROM_COPY))
    for table, *_ in corpus.connection.execute("PRAGMA foreign_key_check"):
        yield Problem(tr("a derived row belongs to no article"), str(table), tr(_ANEW))


def _articles(corpus: Corpus) -> Iterator[Problem]:
    for article in damaged_articles(corpus):
        yield Problem(
            tr("the bytes of an article are not those it came with"),
            tr("article {id}").format(id=article[:12]),
            tr(_FROM_COPY),
        )


def damaged_articles(corpus: Corpus) -> list[str]:
    """The ids of the articles whose bytes do not fit them."""
    with _as_they_are(corpus):
        found = corpus.connection.execute("SELECT id, original, text FROM article ORDER BY id")
        return [id for id, *stored in found if hashlib.sha256(bytes_of(*stored) or b"").hexdigest() != id]


@contextmanager
def _as_they_are(corpus: Corpus) -> Iterator[None]:
    """Read texts also where they are no UTF-8 any more."""
    corpus.connection.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        corpus.connection.text_factory = str


def journal(corpus: Corpus) -> tuple[list[Op], list[bytes], list[bytes]]:
    """The ops that can be read, then the ids of those that are damaged, then of those that cannot be read at all."""
    readable, damaged, broken = [], [], []
    with _as_they_are(corpus):
        for row in corpus.connection.execute("SELECT id, tbl, row, value, parents, at, crc FROM op ORDER BY id"):
            if sound_op(*row) is None:
                damaged.append(row[0])
            try:
                readable.append(unpack(*row[:-1]))
            except ReaderError:
                broken.append(row[0])
    return readable, damaged, broken


def _journal(corpus: Corpus) -> Iterator[Problem]:
    readable, damaged, broken = journal(corpus)
    for id in damaged:
        unread = id in broken
        what = tr("an entry of the journal cannot be read") if unread else tr("an entry of the journal is damaged")
        yield Problem(what, tr("entry {id}").format(id=id.hex() if isinstance(id, bytes) else id), tr(_FROM_COPY))
    rows: dict[tuple[str, str], list[Op]] = {}
    for op in readable:
        rows.setdefault((op.table, op.row), []).append(op)
    yield from _state(corpus, rows)


def _state(corpus: Corpus, rows: dict[tuple[str, str], list[Op]]) -> Iterator[Problem]:
    try:
        stored = {(row.table, row.row): row for row in states(corpus, "1", ())}
    except ValueError:
        yield Problem(tr("notes and marks as they stand cannot be read"), "state", tr(_ANEW))
        return
    for key in sorted(rows.keys() | stored.keys()):
        if key not in rows or stored.get(key) != fold(rows[key]):
            yield Problem(tr("a note or mark does not follow from the journal"), " ".join(key), tr(_ANEW))


def _rows(corpus: Corpus) -> Iterator[Problem]:
    for table in () if corpus.outdated else JSON_COLUMNS:  # an older schema had other columns
        if corpus.row(f"SELECT 1 FROM {table} WHERE {odd(corpus.connection, table)}"):
            yield Problem(tr("a derived row is not of the kind that is written there"), table, tr(_ANEW))
    if corpus.row("SELECT 1 FROM name WHERE entity NOTNULL AND entity NOT IN (SELECT id FROM entity)"):
        yield Problem(tr("some names belong to no entity"), "entity", tr(_ANEW))


def _listing(corpus: Corpus) -> Iterator[Problem]:
    listed = "SELECT count(*) FROM card"
    expected = "SELECT count(*) FROM article WHERE id NOT IN (SELECT row FROM state WHERE tbl = 'removed' AND alive)"
    counted = (listed, expected, "SELECT cards FROM total", "SELECT count(*) FROM card JOIN reading USING (article)")
    if len({tuple(corpus.rows(sql)) for sql in counted}) > 1:
        yield Problem(tr("some articles are not in the list"), "card", tr(_ANEW))
    if not (corpus.readonly or corpus.outdated):  # the index of an older schema is made anew by the first write
        yield from _index(corpus)


def _index(corpus: Corpus) -> Iterator[Problem]:
    if textindex.outdated(corpus) and corpus.row("SELECT 1 FROM article UNION ALL SELECT 1 FROM op"):
        yield Problem(tr("the search index is of another version"), "text_index", tr(_ANEW))
    elif textindex.drifted(corpus):
        yield Problem(tr("the search index does not fit the texts"), "text_index", tr(_ANEW))
