"""The index of texts and the vocabulary beside it: kept with the cards, made anew in steps where it is lost.

FTS5 without content of its own: it is told what stands in an article, and told the same again when the article goes.
So what was said is kept as a checksum, and an index that does not fit is not believed any more.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from reader import schema
from reader.corpus import vocabulary
from reader.corpus.file import Corpus
from reader.records import BODY_KINDS, HIDDEN_KINDS, Block, ReaderError
from reader.schema.third import WORDS
from reader.terms import VERSION, Columns, Span, columns

State = Literal["sound", "behind", "broken"]
AT_ONCE = 300
"""Articles that are indexed beside another write, when many are missing."""
_STEP = 1000
"""Articles of one transaction when all are indexed."""
_NAMES = ", ".join(Columns._fields)
_INTO = f"INSERT INTO text_index (rowid, {_NAMES}) VALUES (?, ?, ?, ?, ?, ?)"
_OUT_OF = f"INSERT INTO text_index (text_index, rowid, {_NAMES}) VALUES ('delete', ?, ?, ?, ?, ?, ?)"
_MISSING = (
    "SELECT card.stamp, card.title, text, language, blocks FROM card JOIN article ON n = card.article "
    "JOIN reading ON reading.article = n "
    # FTS5 gathers what it is told only as long as the numbers ascend.
    "WHERE card.stamp > ? AND card.stamp NOT IN (SELECT stamp FROM indexed) ORDER BY card.stamp LIMIT ?"
)
_TABLES = "'text_index_data', 'text_index_idx', 'text_index_config', 'text_index_docsize', 'indexed', 'term', 'ending'"
LOST = (sqlite3.Error, ReaderError)
"""What is raised where the index is damaged."""


class _Text(NamedTuple):
    """What is indexed of an article; ``spans`` are that of the lead, which may be empty, and those cut from it."""

    title: str | None
    text: str
    spans: list[Span]

    def columns(self) -> tuple[Columns, set[str]]:
        lead, *rest = self.spans
        return columns(self.title, self.text, lead if lead[0] < lead[1] else None, rest)


def state(corpus: Corpus) -> State:
    """Whether the index can be believed, as far as a glance shows; ``behind`` if articles are missing in it."""
    if _is_broken(corpus):
        return "broken"
    counted, cards = _counted(corpus), corpus.rows("SELECT cards FROM total")[0][0]
    if counted == cards:
        return "sound"
    entered = corpus.rows("SELECT count(*) FROM indexed")[0][0]
    return "behind" if counted < cards and counted == entered else "broken"


def unindexed(corpus: Corpus) -> bool:
    """Whether there are articles, and the index does not hold them all or cannot be believed."""
    return state(corpus) != "sound" and bool(corpus.rows("SELECT cards FROM total")[0][0])


def _is_broken(corpus: Corpus) -> bool:
    try:
        known = corpus.row("SELECT 1 FROM derived WHERE what = 'text_index' AND version = ?", (VERSION,))
        there = corpus.rows(f"SELECT count(*) FROM sqlite_schema WHERE name IN ({_TABLES})")[0][0]
        return known is None or there < _TABLES.count(",") + 1 or _counted(corpus) < 0
    except LOST:
        return True


def _counted(corpus: Corpus) -> int:
    """How many articles FTS5 itself says that it holds: the first number of its record of averages. -1: it is lost."""
    row = corpus.row("SELECT block FROM text_index_data WHERE id = 1")
    if row is None or corpus.row("SELECT 1 FROM text_index_config WHERE k = 'version'") is None:
        return -1
    number = 0
    for byte in row[0]:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number if number == 0 or corpus.row("SELECT 1 FROM text_index_idx LIMIT 1") else -1


def enter(
    corpus: Corpus, stamp: int, title: str | None, text: str, language: str | None, found: Sequence[Block]
) -> None:
    """Index an article under the stamp of its card."""
    said = stamp, _Text(title, text, _spans(found)), language
    with corpus.write() as db:
        if _is_broken(corpus):
            remake(corpus)
        try:
            _enter(db, [said], vocabulary.Seen())
        except sqlite3.DatabaseError:
            remake(corpus)
            _enter(db, [said], vocabulary.Seen())


def _spans(found: Sequence[Block]) -> list[Span]:
    lead = next((b for b in found if b.kind == "lead"), None) or next((b for b in found if b.kind in BODY_KINDS), None)
    cut = [(b.start, b.end) for b in found if b.kind in HIDDEN_KINDS]
    return [(lead.start, lead.end) if lead else (0, 0), *cut]


def _enter(db: sqlite3.Connection, articles: Iterable[tuple[int, _Text, str | None]], words: vocabulary.Seen) -> None:
    for stamp, said, language in articles:
        told, clusters = said.columns()
        db.execute(_INTO, (stamp, *told))
        spans = json.dumps([number for span in said.spans for number in span], separators=(",", ":"))
        db.execute("INSERT OR REPLACE INTO indexed VALUES (?, ?, ?)", (stamp, spans, _checksum(told)))
        words.add(clusters, language)
    words.store(db)


def _checksum(told: Columns) -> int:
    return zlib.crc32("\n".join(told).encode())


def leave(corpus: Corpus, stamp: int, title: str | None, text: str) -> None:
    """Take an article out of the index, as it was when it was entered."""
    if _is_broken(corpus):
        return
    with corpus.write() as db:
        row = db.execute("SELECT spans, crc FROM indexed WHERE stamp = ?", (stamp,)).fetchone()
        if row is None:
            return
        told, _ = _Text(title, text, _pairs(row[0])).columns()
        db.execute("DELETE FROM indexed WHERE stamp = ?", (stamp,))
        try:
            if _checksum(told) != row[1]:
                raise sqlite3.DatabaseError("not what was entered")
            db.execute(_OUT_OF, (stamp, *told))
        except sqlite3.DatabaseError:
            disbelieve(corpus)


def _pairs(numbers: str) -> list[Span]:
    found = json.loads(numbers)
    return list(zip(found[::2], found[1::2]))


def disbelieve(corpus: Corpus) -> None:
    """Let the index be made anew by the next write that needs it."""
    with corpus.write() as db:
        db.execute("DELETE FROM derived WHERE what = 'text_index'")


def catch_up(corpus: Corpus, most: int | None = None, aside: Callable[[int], None] = lambda _: None) -> int:
    """Index what is missing, in steps of a transaction each; ``aside`` hears how many are done. Gives their number."""
    if state(corpus) == "sound":
        return 0
    done, step = 0, _STEP if most is None else min(most, _STEP)
    words, after = vocabulary.Seen(), -1
    if state(corpus) == "broken":
        remake(corpus)
    if most is None:
        _set(corpus, automerge=0, crisismerge=64)
    while most is None or done < most:
        with corpus.write() as db:
            rows = db.execute(_MISSING, (after, step)).fetchall()
            _enter(db, map(_said, rows), words)
        done, after = done + len(rows), rows[-1][0] if rows else after
        aside(done)
        if len(rows) < step:
            break
    if most is None:
        _set(corpus, automerge=4, crisismerge=16)
        with corpus.write() as db:
            db.execute("INSERT INTO text_index (text_index) VALUES ('optimize')")
    return done


def _set(corpus: Corpus, **settings: int) -> None:
    with corpus.write() as db:
        for name, value in settings.items():
            db.execute("INSERT INTO text_index (text_index, rank) VALUES (?, ?)", (name, value))


def _said(row: Any) -> tuple[int, _Text, str | None]:
    stamp, title, text, language, blocks = row
    return stamp, _Text(title, text, _spans([Block(*block) for block in json.loads(blocks)])), language


def remake(corpus: Corpus) -> None:
    """An empty index in place of what is there, whatever is left of it."""
    with corpus.write() as db:
        try:
            db.execute("DROP TABLE IF EXISTS text_index")
        except sqlite3.DatabaseError:
            _tear_out(db)
        for table in ("indexed", "term", "ending"):
            db.execute(f"DROP TABLE IF EXISTS {table}")
        schema.run(db, WORDS)
        db.execute("INSERT OR REPLACE INTO derived VALUES ('text_index', ?)", (VERSION,))


def _tear_out(db: sqlite3.Connection) -> None:
    """Take away a virtual table that SQLite can neither open nor drop."""
    db.execute("PRAGMA writable_schema = ON")
    try:
        db.execute("DELETE FROM sqlite_schema WHERE name = 'text_index'")
        db.execute("PRAGMA writable_schema = RESET")
        for table in ("data", "idx", "content", "docsize", "config"):
            db.execute(f"DROP TABLE IF EXISTS text_index_{table}")
    finally:
        db.execute("PRAGMA writable_schema = OFF")


def mend(corpus: Corpus, aside: Callable[[int], None] = lambda _: None) -> int:
    """Index what is missing, and all anew if the index is damaged or differs from the texts."""
    if state(corpus) == "sound" and drifted(corpus):
        disbelieve(corpus)
    return catch_up(corpus, aside=aside)


def drifted(corpus: Corpus) -> bool:
    """Whether the index is damaged or differs from the texts; reads all of them."""
    if state(corpus) != "sound":
        return unindexed(corpus)
    if not corpus.readonly and not _is_whole(corpus):
        return True
    lost = corpus.row(
        "SELECT 1 FROM card LEFT JOIN indexed USING (stamp) LEFT JOIN text_index_docsize ON id = card.stamp "
        "WHERE indexed.stamp IS NULL OR id IS NULL"
    )
    return lost is not None or any(map(_differs, _entered(corpus)))


def _is_whole(corpus: Corpus) -> bool:
    """Whether FTS5 finds no fault with its own tables: a command that only looks."""
    try:
        with corpus.write() as db:
            db.execute("INSERT INTO text_index (text_index) VALUES ('integrity-check')")
    except LOST:
        return False
    return True


def _entered(corpus: Corpus) -> Iterator[Any]:
    sql = (
        "SELECT card.title, text, spans, crc, stamp FROM card JOIN indexed USING (stamp) "
        "JOIN article ON n = card.article "
        f"WHERE stamp > ? ORDER BY stamp LIMIT {_STEP}"
    )
    after = -1
    while rows := corpus.rows(sql, (after,)):
        yield from (row[:4] for row in rows)
        after = rows[-1][4]


def _differs(row: Any) -> bool:
    title, text, spans, crc = row
    return _checksum(_Text(title, text, _pairs(spans)).columns()[0]) != int(crc)
