"""Measures the index of texts and searching in it, on a corpus of any size (made if it is missing).

    python tests/bench/search.py 100000 /tmp/bench/search.db

Beside it, in turn and on the same texts: an FTS5 table of plain words as everyone makes it, by bm25 or the newest
first, each with snippets as ours has them, and LIKE. Times are CPU time, and compare with each other only.
"""

from __future__ import annotations

import resource
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.corpus import open_corpus, textindex
from reader.corpus.file import Corpus
from reader.search import Found
from reader.workers.telling import telling
from tests.bench import generate

SHOWN = 20
TIMES = 7
KEYS = (
    "d", "p", "k", "de", "pa", "st", "za", "der", "die", "der die das", "haus", "krie", "krieg", "regierung", "kohle",
    "kohle export", "preis", "krieg handel", "exp", "xylophon", "zqz",
)  # fmt: skip
"""What is in the box after some keys."""


class Asked(NamedTuple):
    """A query in our words, in those of FTS5, and as patterns of LIKE."""

    query: str
    fts: str
    like: tuple[str, ...]
    typing: bool = False


def words(*some: str) -> Asked:
    """Texts with all of some words."""
    return Asked(" ".join(some), " AND ".join(some), tuple(f"%{word}%" for word in some))


def phrase(said: str) -> Asked:
    """Texts with words one behind the other."""
    return Asked(f'"{said}"', f'"{said}"', (f"%{said}%",))


def beginning(letters: str) -> Asked:
    """Texts with a word that begins so."""
    return Asked(letters, f"{letters}*", (f"% {letters}%",), typing=True)


def classes(db: sqlite3.Connection) -> dict[str, list[Asked]]:
    """Queries by class, of words that are in so many of the texts as their class says."""
    every = db.execute("SELECT count(*) FROM doc").fetchone()[0]

    def among(lowest: float, highest: float) -> list[str]:
        sql = (
            "SELECT term FROM vocabulary WHERE doc BETWEEN ? AND ? AND length(term) > 3 AND term NOT GLOB '*[^a-z]*' "
            "ORDER BY substr(hex(term), -3), term LIMIT 4"
        )
        return [row[0] for row in db.execute(sql, (lowest, highest))]

    rare, middle, usual = among(3, 9), among(every / 300, every / 100), among(every / 12, every)
    text = db.execute("SELECT text FROM doc WHERE n = (SELECT max(n) / 2 FROM doc)").fetchone()[0]
    pairs = [" ".join(text.replace(".", " ").split()[at : at + 2]) for at in (20, 40, 60, 80)]
    return {
        "rare word": [words(word) for word in rare],
        "common word": [words(word) for word in (*middle, *usual, "der")],
        "AND": [words(one, other) for one in usual[:2] for other in (*usual[2:], *middle[:2], "der")],
        "phrase": [phrase(pair) for pair in (*pairs, "der die")],
        "prefix": [beginning(word[:4]) for word in (*rare[:2], *middle)],
        "one letter": [beginning(letter) for letter in "dpkz"],
        "two letters": [beginning(letters) for letters in ("de", "pa", "st", "za")],
        "no hit": [words(word) for word in ("zqzqzq", "xqxqxqy")],
    }


RANKED = (
    "SELECT doc.n, doc.title, snippet(fts, 1, '[', ']', '…', 24) FROM fts JOIN doc ON n = fts.rowid WHERE fts MATCH ? "
    f"ORDER BY {{}} LIMIT {SHOWN}"
)
BY_RANK, NEWEST = RANKED.format("rank"), RANKED.format("fts.rowid DESC")


def peers(corpus: Corpus, db: sqlite3.Connection) -> dict[str, Callable[[Asked], Any]]:
    """What is compared: each shows the first hits of a query."""

    def like(asked: Asked) -> Any:
        where = " AND ".join("text LIKE ?" for _ in asked.like)
        return db.execute(
            f"SELECT n, title FROM doc WHERE {where} ORDER BY n DESC LIMIT {SHOWN}", asked.like
        ).fetchall()

    return {
        "reader": lambda asked: Found(corpus, asked.query, asked.typing).texts(0, SHOWN),
        "FTS5, ranked": lambda asked: db.execute(BY_RANK, (asked.fts,)).fetchall(),
        "FTS5, newest": lambda asked: db.execute(NEWEST, (asked.fts,)).fetchall(),
        "LIKE": like,
    }


def compare(asked: dict[str, list[Asked]], finders: dict[str, Callable[[Asked], Any]]) -> None:
    """Print for each class the median time of each peer over its queries, and the worst of ours."""
    print(f"{'':14s}" + "".join(f"{name:>16s}" for name in finders) + "   worst of the first")
    for kind, queries in asked.items():
        spent: dict[str, list[float]] = {name: [] for name in finders}
        for query in queries:
            for name, cost in in_turn(query, finders).items():
                spent[name].append(cost)
        medians = "".join(f"{statistics.median(costs):16.2f}" for costs in spent.values())
        print(f"{kind:14s}{medians}   {max(next(iter(spent.values()))):.2f} ms")


def in_turn(query: Asked, finders: dict[str, Callable[[Asked], Any]]) -> dict[str, float]:
    """The median time of each of some finders in milliseconds; one that takes long is asked once."""
    spent: dict[str, list[float]] = {name: [] for name in finders}
    for _ in range(TIMES):
        for name, find in finders.items():
            if not spent[name] or spent[name][0] < 500:
                spent[name].append(timed(partial(find, query)))
    return {name: statistics.median(costs) for name, costs in spent.items()}


def timed(do: Callable[[], Any]) -> float:
    """CPU time in milliseconds."""
    began = time.process_time()
    do()
    return 1000 * (time.process_time() - began)


class Cost(NamedTuple):
    """Seconds of all processes, of this one, and until it was done."""

    every: float
    here: float
    wall: float

    @classmethod
    def now(cls) -> Cost:
        """Since some time."""
        here, others = (
            used.ru_utime + used.ru_stime
            for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        )
        return cls(here + others, here, time.perf_counter())

    def since(self, began: Cost) -> Cost:
        """What it cost since then."""
        return Cost(*(now - then for now, then in zip(self, began)))


def plain(corpus: Corpus, path: Path) -> Cost:
    """Make the same texts as an FTS5 table by executemany and rebuild. Gives what that costs."""
    path.unlink(missing_ok=True)
    every = "SELECT row_number() OVER (ORDER BY stamp), card.title, text FROM card JOIN article ON n = card.article"
    with sqlite3.connect(path) as db:
        began = Cost.now()
        db.execute("CREATE TABLE doc (n INTEGER PRIMARY KEY, title, text)")
        db.execute("CREATE VIRTUAL TABLE fts USING fts5 (title, text, content = 'doc', content_rowid = 'n')")
        db.executemany("INSERT INTO doc VALUES (?, ?, ?)", corpus.connection.execute(every))
        db.execute("INSERT INTO fts (fts) VALUES ('rebuild')")
        db.commit()
        spent = Cost.now().since(began)
        db.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (fts, row)")
    return spent


def build(corpus: Corpus, *, alone: bool) -> Cost:
    """Make the whole index anew, in one process or as the command does it. Gives what that costs."""
    textindex.disbelieve(corpus)
    began = Cost.now()
    if alone:
        textindex.catch_up(corpus)
    else:
        with telling() as tell:
            textindex.catch_up(corpus, tell=tell)
    return Cost.now().since(began)


def sizes(corpus: Corpus) -> None:
    """Print how large the index is."""
    text = corpus.rows("SELECT sum(length(CAST(text AS BLOB))) FROM article")[0][0]
    tables = corpus.rows(
        "SELECT name, sum(pgsize) FROM dbstat WHERE name GLOB 'text_index*' OR name IN "
        "('indexed', 'sqlite_autoindex_indexed_1', 'term', 'ending') GROUP BY name"
    )
    for name, size in tables:
        print(f"  {name:28s} {size / 1e6:8.1f} MB, {100 * size / text:5.1f} % of the text")
    print(f"  together {100 * sum(size for _, size in tables) / text:.1f} % of {text / 1e6:.0f} MB")


def one_more(corpus: Corpus) -> None:
    """Print what indexing one article more takes, besides the commit."""
    rows = corpus.rows(
        "SELECT stamp, card.title, text, language FROM card JOIN article ON n = card.article LIMIT 60 OFFSET 50"
    )
    spent = []
    for (stamp, *_), (_, title, text, language) in zip(rows, reversed(rows)):
        with corpus.write():
            spent.append(timed(partial(textindex.enter, corpus, stamp + 1, title, text, language, ())))
            textindex.leave(corpus, stamp + 1, title, text)
    print(f"one article more: {statistics.median(spent):.2f} ms, most {max(spent):.2f} ms")


def keys(corpus: Corpus, typed: Iterable[str]) -> None:
    """Print what the engine takes for what is typed: the first time, and the median."""
    for query in typed:
        first = timed(partial(_typed, corpus, query))
        later = [timed(partial(_typed, corpus, query)) for _ in range(TIMES)]
        count = Found(corpus, query, typing=True).count()
        number = f"{count.number}{'' if count.exact else '+'}"
        print(f"typed {query:16s} {statistics.median(later):7.2f} ms, first {first:7.2f}; {number:>6s} found")


def _typed(corpus: Corpus, query: str) -> None:
    Found(corpus, query, typing=True).texts(0, SHOWN)


def measure(path: Path) -> None:
    """Print everything."""
    beside = path.with_suffix(".plain.db")
    with open_corpus(path) as corpus:
        bare = plain(corpus, beside)
        print(f"bare executemany and rebuild: {bare.every:.1f} CPU s, {bare.wall:.1f} s")
        for way, alone in (("one process", True), ("two where there are two cores", False)):
            own = build(corpus, alone=alone)
            print(f"our index, {way}: {own.every:.1f} CPU s ({own.here:.1f} of them here), {own.wall:.1f} s: "
                  f"{own.every / bare.every:.2f} times the CPU, {own.wall / bare.wall:.2f} times the time")  # fmt: skip
        sizes(corpus)
        one_more(corpus)
        keys(corpus, KEYS)
        db = sqlite3.connect(beside)
        compare(classes(db), peers(corpus, db))


if __name__ == "__main__":
    count, place = int(sys.argv[1]), Path(sys.argv[2])
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        with open_corpus(place, create=True) as made:
            generate.fill(made, count)
    measure(place)
