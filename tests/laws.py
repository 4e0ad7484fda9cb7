"""What the tests of journal, file and merge share: machines without files, hand-made articles, views of a file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader import acts
from reader.corpus import articles, open_corpus
from reader.corpus.derive import Derived
from reader.corpus.file import Corpus
from reader.fold import fold
from reader.hollow import PURGED, articles_of, fuller, outdated, quoteless, since_return, without_body
from reader.journal import Clock
from reader.records import Block, Found, Item, Op, Row, Structure, Value

Fold = Callable[[Iterable[Op]], Row]
AT = "2024-05-01T12:00:00Z"


def op_id(time: int, run: int = 0) -> bytes:
    """An op id of a logical time and a run."""
    return time.to_bytes(8, "big") + run.to_bytes(8, "big")


def op(time: int, value: Value | None, *parents: Op, run: int = 0, table: str = "note", row: str = "n") -> Op:
    """An op on top of others."""
    return Op(op_id(time, run), table, row, value, tuple(sorted(p.id for p in parents)), AT)


def newest_wins_by_arrival(ops: Iterable[Op]) -> Row:
    """A mutant of the fold: fields by order of arrival."""
    arrived = list(ops)
    row = fold(arrived)
    value: dict[str, Any] = {}
    for one in arrived:
        value.update(one.value or {})
    return Row(row.table, row.row, row.subject, value, row.alive, row.created, row.modified, row.heads, row.conflict)


@dataclass
class Machine:
    """A copy of a corpus as a list of ops in order of arrival, with a clock that is wrong by ``skew`` ms."""

    run: int
    skew: int = 0
    ops: dict[bytes, Op] = field(default_factory=dict)
    fold: Fold = fold
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.reopen(self.run)

    def reopen(self, run: int) -> None:
        """Close and open: another run, and a clock that starts from what the file holds."""
        self.clock = Clock(run.to_bytes(8, "big"))
        for key in self.ops:
            self.clock.saw(key)

    def clone(self, run: int, skew: int) -> Machine:
        """The file copied to another machine."""
        return Machine(run, skew, dict(self.ops), self.fold)

    def row(self, table: str, row: str) -> Row | None:
        ops = [one for one in self.ops.values() if (one.table, one.row) == (table, row)]
        return self.fold(ops) if ops else None

    def write(self, table: str, row: str, value: Value | None, now: int) -> Op:
        before = self.row(table, row)
        done = Op(self.clock.tick(now + self.skew), table, row, value, before.heads if before else (), AT)
        for article in articles_of(done) if table != PURGED else ():
            done = since_return(done, self.purges().get(article, []))
        self.ops[done.id] = done
        self.settle()
        return done

    def take(self, other: Machine) -> None:
        """Merge: the union of ops, each as full as either has it."""
        for key, one in other.ops.items():
            self.ops[key] = fuller(self.ops.get(key, one), one)
            self.clock.saw(key)
        self.settle()

    def take_without_filling(self, other: Machine) -> None:
        """A mutant of the union: what was compacted here stays so."""
        for key, one in other.ops.items():
            self.ops.setdefault(key, one)
            self.clock.saw(key)
        self.settle()

    def compact(self, before: int) -> int:
        """Let go what notes said before a time; gives how many versions went."""
        gone = [one for ops in self.rows().values() for one in outdated(ops, before)]
        self.ops.update((one.id, one) for one in gone)
        return len(gone)

    def compact_by_age(self, before: int) -> int:
        """A mutant of compaction: all versions but the two newest, whether they are needed or not."""
        for ops in self.rows().values():
            bodies = sorted(one for one in ops if one.value and "body" in one.value)
            self.ops.update((one.id, without_body(one)) for one in bodies[:-2])
        return 0

    def purges(self) -> dict[str, list[Op]]:
        found: dict[str, list[Op]] = {}
        for one in self.ops.values():
            if one.table == PURGED:
                found.setdefault(one.row, []).append(one)
        return found

    def settle(self) -> None:
        """Let ops lose the words of articles that were purged."""
        purges = self.purges()
        if purges:
            for ops in self.rows().values():
                self.ops.update((one.id, one) for one in quoteless(ops, purges))

    def take_lazily(self, other: Machine) -> None:
        """A mutant of the union: an article that was purged loses only the words that are there just then."""
        before = self.purges()
        for key, one in other.ops.items():
            self.ops[key] = fuller(self.ops.get(key, one), one)
        if self.purges() != before:
            self.settle()

    def take_newer(self, other: Machine) -> None:
        """A mutant of the union: what is newer than all that I have."""
        known = max(self.ops, default=b"")
        for key, one in other.ops.items():
            if key > known:
                self.ops[key] = one

    def rows(self) -> dict[tuple[str, str], list[Op]]:
        rows: dict[tuple[str, str], list[Op]] = {}
        for one in self.ops.values():
            rows.setdefault((one.table, one.row), []).append(one)
        return rows

    def state(self) -> dict[tuple[str, str], Row]:
        return {key: self.fold(ops) for key, ops in self.rows().items()}


def item(text: str) -> Item:
    return Item(text.encode(), text, "text")


def derived(text: str, title: str | None = None, published: str | None = None, outlet: str | None = None) -> Derived:
    """What could have been read from a text, said by hand."""
    found = {
        name: Found(value, 0, 0, "by hand") if value else None
        for name, value in (("title", title), ("published", published), ("outlet", outlet))
    }
    return Derived(Structure((Block("paragraph", 0, len(text)),), **found, language="de"), ())


def put(corpus: Corpus, text: str, **said: Any) -> str:
    """An article with made-up data; gives its id."""
    added = said.pop("added", None)
    return articles.add(corpus, item(text), said.pop("source", "a.txt"), derived(text, **said), added)


_DUMPED = (
    "SELECT id, format, original, text, source, added FROM article ORDER BY id",
    "SELECT id, tbl, row, value, parents, at, crc FROM op ORDER BY id",
    "SELECT tbl, row, subject, value, alive, created, modified, heads, conflict FROM state ORDER BY tbl, row",
    "SELECT stamp, id, title, opening, published, outlet, language, words, kicker, byline, agency, sort, shelf, came "
    "FROM card JOIN article ON n = article ORDER BY id",
    "SELECT id, version, blocks, found FROM reading JOIN article ON n = article ORDER BY id",
    "SELECT id, start, end, type, key, form, entity FROM mention JOIN article ON article.n = article "
    "JOIN name ON name.n = name ORDER BY id, start",
    "SELECT * FROM entity ORDER BY id",
    "SELECT id, mark FROM marked JOIN card USING (stamp) JOIN article ON n = article ORDER BY id, mark",
)


def dump(corpus: Corpus) -> list[list[Any]]:
    """All that a corpus holds, without the numbers that mean nothing elsewhere."""
    return [corpus.rows(sql) for sql in _DUMPED]


def print_of(path: Path) -> tuple[Any, ...]:
    """What must not change when nothing is written: content, time, inode, and nothing beside the file."""
    status = path.stat()
    beside = sorted(p.name for p in path.parent.iterdir() if p.name.startswith(path.name))
    return hashlib.sha256(path.read_bytes()).hexdigest(), status.st_mtime_ns, status.st_ino, beside


def integrity(path: Path) -> None:
    """The file is sound, the index too."""
    connection = sqlite3.connect(path)
    connection.create_function("fold", 1, lambda value: value)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)")
        connection.rollback()
    finally:
        connection.close()


def op_rows(path: Path) -> set[bytes]:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return {row[0] for row in connection.execute("SELECT id FROM op")}
    finally:
        connection.close()


def note(path: Path, body: str, on: str | None = None) -> str:
    """Write a note in a file, or give one another text; its id."""
    with open_corpus(path) as corpus:
        if on is None:
            return acts.write_note(corpus, "corpus", body)
        acts.edit_note(corpus, on, body)
        return on
