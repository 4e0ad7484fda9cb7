"""Makes a corpus of German-like articles (real words and compounds by Zipf's law) and measures searching in it.

python tests/bench/search.py 100000 /tmp/bench/search.db

The words are those of the lists, so every text is nonsense; a third of the nouns are compounds of two others. What is
measured beside it, in turn and on the same texts: an FTS5 table of plain words with bm25, and LIKE.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.corpus import articles, entities, open_corpus, textindex
from reader.corpus.derive import Derived
from reader.corpus.file import Corpus
from reader.gazetteer import rows
from reader.records import Block, Found, Item, Structure
from reader.search import Found as Finding

BATCH = 1000
COMPOUNDS = 200_000
TYPED = (
    "d", "p", "k", "de", "pa", "st", "der", "die", "der die das", "haus", "krie", "krieg", "regierung", "kohle",
    "kohle export", "preis", "politischen", "mannschaft und", "xylophon", "zqz",
)  # fmt: skip
WHOLE = ("Krieg", "Regierung", "Preis", "der Preis", '"der Preis"', "Regierung -Krieg", "Haushalt OR Preis", "Kohle")


def vocabulary(chance: random.Random) -> list[str]:
    """Function words by their rank, then nouns and compounds of them."""
    functions = ["der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich"]
    functions += [row[0] for row in rows("functions.txt") if row[0] not in functions]
    nouns = [row[0] for row in rows("nouns.txt") if len(row[0]) > 3]
    chance.shuffle(nouns)
    made = {chance.choice(nouns) + chance.choice(nouns).lower() for _ in range(COMPOUNDS)}
    lower = [noun.lower() + "lich" for noun in nouns]
    rest = [*nouns, *lower]
    chance.shuffle(rest)
    return [*functions, *rest, *sorted(made, key=lambda _: chance.random())]


def article(chance: random.Random, words: list[str], weights: list[float], number: int) -> tuple[Item, Structure]:
    """One article of about 2 kB with its structure."""
    picked = iter(chance.choices(words, cum_weights=weights, k=307))
    title = " ".join(next(picked) for _ in range(7))
    paragraphs = [" ".join(next(picked) for _ in range(60)) + "." for _ in range(5)]
    text = "\n\n".join([title, *paragraphs, f"Nummer {number}"])
    blocks, at = [], 0
    for place, part in enumerate(text.split("\n\n")):
        blocks.append(Block("title" if place == 0 else "paragraph", at, at + len(part)))
        at += len(part) + 2
    day = f"{chance.randint(2018, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    published = Found(f"{day}T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}", 0, 0, "made")
    made = Structure(tuple(blocks), title=Found(title, 0, len(title), "made"), published=published, language="de")
    return Item(text.encode(), text, "plain"), made


def fill(corpus: Corpus, size: int) -> None:
    """Put made-up articles into a corpus."""
    chance = random.Random(1)
    words = vocabulary(chance)
    total, weights = 0.0, []
    for rank in range(1, len(words) + 1):
        total += (rank + 2) ** -1.05
        weights.append(total)
    for begin in range(0, size, BATCH):
        with corpus.write():
            for number in range(begin, min(size, begin + BATCH)):
                item, structure = article(chance, words, weights, number)
                articles.add(corpus, item, f"{number}.txt", Derived(structure, ()))
    entities.relink(corpus)


def timed(do: Callable[[], Any], times: int = 9) -> tuple[float, Any]:
    """The median of some runs in milliseconds, and the last result."""
    spent, result = [], None
    for _ in range(times):
        began = time.perf_counter()
        result = do()
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent), result


def plain(path: Path, corpus: Corpus) -> sqlite3.Connection:
    """The same texts in an FTS5 table as everyone makes it; prints what its making takes."""
    beside = path.with_suffix(".plain.db")
    fresh = not beside.exists()
    db = sqlite3.connect(beside)
    if fresh:
        began = time.process_time()
        db.execute("CREATE TABLE doc (n INTEGER PRIMARY KEY, title, text)")
        db.execute("CREATE VIRTUAL TABLE fts USING fts5 (title, text, content = 'doc', content_rowid = 'n')")
        every = "SELECT card.stamp, card.title, text FROM card JOIN article ON n = card.article"
        db.executemany("INSERT INTO doc VALUES (?, ?, ?)", corpus.connection.execute(every))
        db.execute("INSERT INTO fts (fts) VALUES ('rebuild')")
        db.commit()
        print(f"bare executemany and rebuild: {time.process_time() - began:.1f} CPU s")
    return db


def build(corpus: Corpus) -> None:
    """Make the whole index anew, and print what that takes and how large it is."""
    began = time.process_time()
    textindex.disbelieve(corpus)
    textindex.catch_up(corpus)
    spent = time.process_time() - began
    text = corpus.rows("SELECT sum(length(CAST(text AS BLOB))) FROM article")[0][0]
    print(f"the index of {text / 1e6:.0f} MB made anew: {spent:.1f} CPU s")
    sizes = corpus.rows(
        "SELECT name, sum(pgsize) FROM dbstat WHERE name GLOB 'text_index*' OR name IN "
        "('indexed', 'term', 'form', 'ending') GROUP BY name"
    )
    for name, size in sizes:
        print(f"  {name:24s} {size / 1e6:8.1f} MB, {100 * size / text:5.1f} % of the text")
    print(f"  together {100 * sum(size for _, size in sizes) / text:.1f} %")


def one_more(corpus: Corpus) -> None:
    """Print what indexing one article more takes, besides the commit."""
    stamp, title, text, language = corpus.rows(
        "SELECT stamp, card.title, text, language FROM card JOIN article ON n = card.article LIMIT 1 OFFSET 50"
    )[0]
    spent = []
    for number in range(50):
        with corpus.write():
            fresh = text.replace("e", "ei", number % 7)
            began = time.perf_counter()
            textindex.enter(corpus, stamp + 1 + number, title, fresh, language, ())
            spent.append(1000 * (time.perf_counter() - began))
            textindex.leave(corpus, stamp + 1 + number, title, fresh)
    print(f"one article more: {statistics.median(spent):.2f} ms, most {max(spent):.2f} ms")


def measure(path: Path) -> None:
    """Print everything."""
    with open_corpus(path) as corpus:
        db = plain(path, corpus)
        for query in TYPED:
            spent, found = timed(lambda query=query: _first(corpus, query, typing=True))
            print(f"typed {query:22s} {spent:8.2f} ms, ranked {found.ranked}")
        for query in WHOLE:
            spent, found = timed(lambda query=query: _first(corpus, query))
            count, number = timed(lambda found=found: found.count(), 1)
            line = f"{query:28s} {spent:8.2f} ms, {number.number}{'' if number.exact else '+'} in {count:.1f} ms"
            words = query.replace(" -", " NOT ")
            sql = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 20"
            beside, _ = timed(lambda words=words, sql=sql: db.execute(sql, (words,)).fetchall(), 3)
            word = query.split()[0].strip('"')
            scan = "SELECT n FROM doc WHERE text LIKE ? ORDER BY n DESC LIMIT 20"
            like, _ = timed(lambda word=word, scan=scan: db.execute(scan, (f"%{word}%",)).fetchall(), 3)
            print(f"{line}; plain FTS5 by rank {beside:.2f} ms, LIKE newest {like:.2f} ms")
        one_more(corpus)
        build(corpus)


def _first(corpus: Corpus, query: str, *, typing: bool = False) -> Finding:
    found = Finding(corpus, query, typing)
    found.texts(0, 20)
    return found


if __name__ == "__main__":
    count, place = int(sys.argv[1]), Path(sys.argv[2])
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        with open_corpus(place, create=True) as made:
            fill(made, count)
    measure(place)
