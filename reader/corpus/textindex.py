"""The index of texts and the vocabulary beside it: kept with the cards, made anew in steps where it is lost.

FTS5 without content of its own: it is told what stands in an article, and told the same again when the article goes.
So what was said is kept as a checksum, and an index that does not fit is not believed any more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from operator import itemgetter
from typing import Any, Literal, Self

from reader import schema
from reader.corpus import entries, numbering, vocabulary
from reader.corpus.entries import Said
from reader.corpus.file import Corpus
from reader.corpus.openfile import was_stopped
from reader.records import Block, BusyError, ReaderError
from reader.schema.fifth import WORDS
from reader.terms import VERSION

State = Literal["sound", "behind", "broken"]
AT_ONCE = 300
"""Articles that are indexed beside another write, when many are missing."""
_STEP = 1000
"""Articles that are read at a time when all are looked at."""
_LONG_STEP = 16_000_000
"""Characters of articles of one transaction: FTS5 writes what it gathered when it ends."""
_TOGETHER = 250_000
"""Characters of articles that are told together."""
_GATHERED = 32 << 20
"""Bytes of the index that FTS5 gathers in memory then."""
_CACHE = 64 << 10
"""KiB of pages that SQLite keeps in memory then."""
STAMPS = "SELECT stamp FROM text_index CROSS JOIN indexed ON number = text_index.rowid WHERE text_index MATCH ?"
"""Of the cards of texts that say what is asked."""
_MISSING = (
    "SELECT card.stamp, card.title, text, language, blocks FROM card JOIN article ON n = card.article "
    "JOIN reading ON reading.article = n "
    # FTS5 gathers what it is told only as long as the numbers ascend.
    "WHERE card.stamp > ? AND card.stamp NOT IN (SELECT stamp FROM indexed) ORDER BY card.stamp LIMIT ?"
)
_TABLES = (
    "'text_index_data', 'text_index_idx', 'text_index_config', 'text_index_docsize', 'indexed', 'term', "
    "'ending', 'middle'"
)
LOST = (sqlite3.Error, ReaderError)
"""What is raised where the index is damaged."""


def state(corpus: Corpus) -> State:
    """Whether the index can be believed, as far as a glance shows; ``behind`` if articles are missing in it."""
    if _is_broken(corpus):
        return "broken"
    counted, cards = _counted(corpus), corpus.rows("SELECT cards FROM total")[0][0]
    if counted == cards > _GLANCED_AT:
        return "sound"
    entered = corpus.rows("SELECT count(*) FROM indexed")[0][0]
    if counted != entered or counted > cards:
        return "broken"
    return "sound" if counted == cards else "behind"


_GLANCED_AT = 200_000
"""Articles above which it takes long to count what was entered, where nothing else speaks against it."""


def unindexed(corpus: Corpus) -> bool:
    """Whether there are articles, and the index does not hold them all or cannot be believed."""
    return state(corpus) != "sound" and bool(corpus.rows("SELECT cards FROM total")[0][0])


def outdated(corpus: Corpus) -> bool:
    """Whether the index was made by another version of the program."""
    return corpus.row("SELECT 1 FROM derived WHERE what = 'text_index' AND version <> ?", (VERSION,)) is not None


def _is_broken(corpus: Corpus) -> bool:
    try:
        known = corpus.row("SELECT 1 FROM derived WHERE what = 'text_index' AND version = ?", (VERSION,))
        there = corpus.rows(f"SELECT count(*) FROM sqlite_schema WHERE name IN ({_TABLES})")[0][0]
        return known is None or there < _TABLES.count(",") + 1 or _counted(corpus) < 0
    except LOST as error:
        if was_stopped(error) or isinstance(error, BusyError):
            raise
        return True


def _counted(corpus: Corpus) -> int:
    """How many articles FTS5 itself says that it holds: the first number of its record of averages. -1: it is lost."""
    row = corpus.row("SELECT block FROM text_index_data WHERE id = 1")
    if row is None or corpus.row("SELECT 1 FROM text_index_config WHERE k = 'version'") is None:
        return -1
    block = row[0]
    end = next((at for at, byte in enumerate(block, 1) if byte < 0x80), len(block))
    number = 0
    for byte in block[:end]:
        number = number << 7 | byte & 0x7F
    wordless = not any(block[end:])  # behind it stands how many words each column has
    kept = "SELECT 1 FROM text_index_idx WHERE EXISTS (SELECT 1 FROM term) LIMIT 1"
    return number if wordless or corpus.row(kept) else -1


def enter(
    corpus: Corpus, stamp: int, title: str | None, text: str, language: str | None, found: Sequence[Block]
) -> None:
    """Index an article under the stamp of its card."""
    said = stamp, entries.Text(title, text, entries.spans_of(found)), language
    with corpus.write():
        gathering = _gathering(corpus)
        if gathering is not None:
            gathering.put(said)
            return
        with Gathering(corpus) as alone:
            alone.put(said)


class Gathering:
    """The articles of a transaction, which are entered at its end: in order of date, since FTS5 gathers what it is told
    only as long as the numbers ascend.

    A context within each of some transactions. ``with corpus.write(), gathering: …``
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._waiting: dict[int, Said] = {}
        self._teller = entries.Teller()
        self._vocabulary: tuple[object, ...] = ()
        """Where what it told of words was stored: the connection, and the number of changes to its tables."""

    def __enter__(self) -> Self:
        _GATHERING.append(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _GATHERING.remove(self)
        if kind is None:
            self.enter()
        self._waiting.clear()

    def put(self, said: Said) -> None:
        """Let an article wait."""
        self._waiting[said[0]] = said

    def leave(self, stamp: int) -> bool:
        """Forget an article that waits. Whether it did."""
        return self._waiting.pop(stamp, None) is not None

    def enter(self) -> None:
        """Index those that wait."""
        articles = sorted(self._waiting.values(), key=itemgetter(0))
        self._waiting.clear()
        if not articles:
            return
        with self.corpus.write() as db:
            if _is_broken(self.corpus):
                remake(self.corpus)
            try:
                self._enter(db, articles)
            except sqlite3.DatabaseError:
                remake(self.corpus)
                self._enter(db, articles)

    def _enter(self, db: sqlite3.Connection, articles: list[Said]) -> None:
        # After an error, and where somebody else wrote, the file was opened anew; where it was remade, its tables are.
        stored = db, db.execute("PRAGMA schema_version").fetchone()
        if stored != self._vocabulary:
            self._teller, self._vocabulary = entries.Teller(), stored
        entries.enter(db, entries.in_between(db, self._teller.tell(articles)))
        vocabulary.store(db, self._teller.news())
        if len(articles) <= _FEW:
            db.execute("INSERT INTO text_index (text_index, rank) VALUES ('merge', ?)", (_JOINED,))


_FEW, _JOINED = 64, 16
"""So few articles make so small a part of the index that FTS5 leaves it alone, though each part is asked for each
word: where there are four, at most so many pages of them are joined."""
_GATHERING: list[Gathering] = []


def _gathering(corpus: Corpus) -> Gathering | None:
    return next((one for one in _GATHERING if one.corpus is corpus), None)


def leave(corpus: Corpus, stamp: int, title: str | None, text: str) -> None:
    """Take an article out of the index, as it was when it was entered."""
    gathering = _gathering(corpus)
    if (gathering and gathering.leave(stamp)) or _is_broken(corpus):
        return
    with corpus.write() as db:
        row = db.execute("SELECT number, spans, crc FROM indexed WHERE stamp = ?", (stamp,)).fetchone()
        if row is None:
            return
        number, spans, crc = row
        told = entries.Text(title, text, entries.pairs(spans)).columns()[0]
        db.execute("DELETE FROM indexed WHERE stamp = ?", (stamp,))
        try:
            if entries.checksum(told) != crc:
                raise sqlite3.DatabaseError("not what was entered")
            db.execute(entries.OUT_OF, (number, *told))
        except sqlite3.DatabaseError:
            disbelieve(corpus)


def disbelieve(corpus: Corpus) -> None:
    """Let the index be made anew by the next write that needs it."""
    with corpus.write() as db:
        db.execute("DELETE FROM derived WHERE what = 'text_index'")


Batches = Iterable[list[entries.Row] | None]
"""Articles, some at a time; ``None`` where a transaction ends."""
Told = Iterator[list[entries.Told] | vocabulary.News]
Tell = Callable[[Batches], Told]
"""Given articles, gives what is told of each of these, and where a transaction ends what is told of their words.

It may ask for articles before those that came earlier are entered.
"""


def telling(batches: Batches) -> Told:
    """What is told of articles, found in this process."""
    teller = entries.Teller()
    for articles in batches:
        yield teller.news() if articles is None else teller.tell(list(map(entries.of_row, articles)))


def catch_up(
    corpus: Corpus, most: int | None = None, aside: Callable[[int], None] = lambda _: None, tell: Tell | None = None
) -> int:
    """Index what is missing, in steps of a transaction each; ``aside`` hears how many are done. Gives their number.

    ``tell``: finds what is told of the articles, if that is not done here. An `EOFError` of it says that it is gone.
    """
    if gathering := _gathering(corpus):
        gathering.enter()
    found = state(corpus)
    if found == "sound":
        return 0
    if found == "broken":
        remake(corpus)
    if most is not None:
        return _catch_up(corpus, most, aside, telling)
    with _in_bulk(corpus):
        done = _catch_up(corpus, None, aside, tell or telling)
    with corpus.write() as db:
        db.execute("INSERT INTO text_index (text_index) VALUES ('optimize')")
    return done


def _catch_up(corpus: Corpus, most: int | None, aside: Callable[[int], None], tell: Tell) -> int:
    read_from, last, done = None, -1, 0
    told: Told = iter(())
    while True:
        try:
            with corpus.write() as db:
                # Where somebody else wrote, the file was opened anew: what was read ahead may not stand there any more.
                if db is not read_from:
                    read_from, told = db, tell(_missing(db, last, -1 if most is None else most - done))
                stamps = _enter(db, told)
        except EOFError:
            read_from, tell = None, telling
            continue
        if not stamps:
            return done
        last, done = stamps[-1], done + len(stamps)
        aside(done)


def _enter(db: sqlite3.Connection, told: Told) -> list[int]:
    """Tell the index what belongs to one transaction. Gives the stamps of its articles."""
    stamps: list[int] = []
    for some in told:
        if isinstance(some, dict):
            vocabulary.store(db, some)
            break
        entries.enter(db, entries.behind(db, some))
        stamps += [stamp for stamp, *_ in some]
    return stamps


def _missing(db: sqlite3.Connection, last: int, most: int) -> Batches:
    """The articles behind one that the index does not hold, in order of date, so many at most (-1: all)."""
    size = 0
    while some := _together(db, last, most):
        yield some
        last, most, size = some[-1][0], most - len(some), size + sum(len(row[2]) for row in some)
        if size > _LONG_STEP:
            yield None
            size = 0
    yield None


def _together(db: sqlite3.Connection, last: int, most: int) -> list[entries.Row]:
    """The next of them that are told together."""
    some, size = [], 0
    with closing(db.execute(_MISSING, (last, most))) as rows:  # while it is open, no other program can write
        for row in rows:
            some.append(row)
            size += len(row[2])
            if size > _TOGETHER:
                break
    return some


@contextmanager
def _in_bulk(corpus: Corpus) -> Iterator[None]:
    """FTS5 gathers more before it writes, and puts together later; SQLite keeps more pages in mind."""
    with corpus.roomy(_CACHE):
        _set(corpus, automerge=0, crisismerge=64, hashsize=_GATHERED)
        try:
            yield
        finally:
            with suppress(*LOST):
                _set(corpus, automerge=4, crisismerge=16, hashsize=1 << 20)


def _set(corpus: Corpus, **settings: int) -> None:
    with corpus.write() as db:
        for name, value in settings.items():
            db.execute("INSERT INTO text_index (text_index, rank) VALUES (?, ?)", (name, value))


def remake(corpus: Corpus) -> None:
    """An empty index in place of what is there, whatever is left of it."""
    with corpus.write() as db:
        schema.take_away(db)
        schema.run(db, WORDS)
        db.execute("INSERT OR REPLACE INTO derived VALUES ('text_index', ?)", (VERSION,))


def mend(corpus: Corpus, aside: Callable[[int], None] = lambda _: None, tell: Tell | None = None) -> int:
    """Index what is missing, and all anew if the index is damaged or differs from the texts; as `catch_up`."""
    if state(corpus) == "sound" and (drifted(corpus) or numbering.is_in_disorder(corpus.connection)):
        disbelieve(corpus)
    return catch_up(corpus, aside=aside, tell=tell)


def drifted(corpus: Corpus) -> bool:
    """Whether the index is damaged or differs from the texts; reads all of them."""
    if state(corpus) != "sound":
        return unindexed(corpus)
    if not corpus.readonly and not (_is_whole(corpus) and vocabulary.is_whole(corpus.connection)):
        return True
    lost = corpus.row(
        "SELECT 1 FROM card LEFT JOIN indexed USING (stamp) LEFT JOIN text_index_docsize ON id = number "
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
    return entries.checksum(entries.Text(title, text, entries.pairs(spans)).columns()[0]) != int(crc)
