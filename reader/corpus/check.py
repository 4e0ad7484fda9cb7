"""The soundness of a corpus: the file, every article's hash, every op's checksum, and what follows from them."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.corpus.file import Corpus, open_corpus
from reader.corpus.ops import unpack
from reader.corpus.state import states
from reader.fold import fold
from reader.journal import checksum
from reader.records import Op, ReaderError


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
    for part in (_file, _articles, _journal, _listing):
        try:
            problems += part(corpus)
        except sqlite3.DatabaseError as error:
            problems.append(Problem(f"the file is damaged ({error})", corpus.path.name, _FROM_COPY))
    return problems


_FROM_COPY = "fetch what is missing from another copy: reader merge OTHER"
_REINDEX = "reader index"


def _file(corpus: Corpus) -> Iterator[Problem]:
    for (found,) in corpus.connection.execute("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield Problem(str(found), corpus.path.name, _FROM_COPY)
    for table, *_ in corpus.connection.execute("PRAGMA foreign_key_check"):
        yield Problem("a derived row belongs to no article", str(table), _REINDEX)


def _articles(corpus: Corpus) -> Iterator[Problem]:
    for article, original, text in corpus.connection.execute("SELECT id, original, text FROM article ORDER BY id"):
        if hashlib.sha256(_bytes(original, text)).hexdigest() != article:
            yield Problem("the bytes of an article are not those it came with", f"article {article[:12]}", _FROM_COPY)


def _bytes(original: bytes | None, text: str) -> bytes:
    try:
        return text.encode() if original is None else zlib.decompress(original)
    except zlib.error:
        return b""


def _journal(corpus: Corpus) -> Iterator[Problem]:
    rows: dict[tuple[str, str], list[Op]] = {}
    for *stored, crc in corpus.connection.execute("SELECT id, tbl, row, value, parents, at, crc FROM op ORDER BY id"):
        try:
            op = unpack(*stored)
        except (ValueError, zlib.error, TypeError):
            yield Problem("an entry of the journal cannot be read", f"entry {bytes(stored[0]).hex()}", _FROM_COPY)
            continue
        if checksum(op) != crc:
            yield Problem("an entry of the journal is damaged", f"entry {op.id.hex()}", _FROM_COPY)
        rows.setdefault((op.table, op.row), []).append(op)
    yield from _state(corpus, rows)


def _state(corpus: Corpus, rows: dict[tuple[str, str], list[Op]]) -> Iterator[Problem]:
    stored = {(row.table, row.row): row for row in states(corpus, "1", ())}
    for key in sorted(rows.keys() | stored.keys()):
        if key not in rows or stored.get(key) != fold(rows[key]):
            yield Problem("a note or mark does not follow from the journal", " ".join(key), _REINDEX)


def _listing(corpus: Corpus) -> Iterator[Problem]:
    listed = "SELECT count(*) FROM card"
    expected = "SELECT count(*) FROM article WHERE id NOT IN (SELECT row FROM state WHERE tbl = 'removed' AND alive)"
    if not corpus.rows(listed) == corpus.rows(expected) == corpus.rows("SELECT cards FROM total"):
        yield Problem("some articles are not in the list", "card", _REINDEX)
    if not corpus.readonly:
        yield from _index(corpus)


def _index(corpus: Corpus) -> Iterator[Problem]:
    try:
        # A command of FTS5 that only looks; rank 1 compares the index with the texts, too.
        with corpus.write() as db:
            db.execute("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)")
    except (ReaderError, sqlite3.DatabaseError):
        yield Problem("the search index does not fit the texts", "text_index", _REINDEX)
