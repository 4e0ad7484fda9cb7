"""Measures a merge at scale: 20,000 ops on each of two copies of a corpus, then the same again with nothing new.

python tests/bench/merge.py /tmp/bench/100k.db

The corpus is made by generate.py. It is copied, not changed. Backups are as large as it: some free space is needed.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from reader.corpus import open_corpus, ops
from reader.corpus.file import Corpus, milliseconds, now
from reader.merge import merge
from reader.records import Op

OPS = 20_000
VERSIONS = 500
WORDS = ("Hafen", "Moskau", "Bericht", "Woche", "Grenze", "Zahlen", "Kai", "Strom", "Winter", "Treffen", "Antwort")


def note(chance: random.Random, length: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(chance.choice(WORDS) + str(chance.randrange(1000)))
    return " ".join(words)


def write(corpus: Corpus, seed: int) -> None:
    """Half notes, half bookmarks, as a person on one machine would have written them over the years."""
    chance = random.Random(seed)
    articles = [row[0] for row in corpus.rows("SELECT id FROM article ORDER BY id")]
    made = []
    for number, article in enumerate(chance.sample(articles, min(OPS, len(articles)))):
        table, row, value = "bookmark", article, {}
        if number % 2:
            row = hashlib.md5(f"{seed} {number}".encode()).hexdigest()
            table, value = "note", {"about": f"article:{article}", "body": note(chance, 200)}
        made.append(Op(corpus.clock.tick(milliseconds()), table, row, value, (), now()))
    ops.insert(corpus, made)


def growth(corpus: Corpus) -> float:
    """Bytes by which the file grows with each version of a note of 1.6 kB, of which a few words change."""
    chance = random.Random(7)
    words = note(chance, 1600).split()
    before = used(corpus)
    with corpus.write():
        for _ in range(VERSIONS):
            words[chance.randrange(len(words))] = chance.choice(WORDS)
            ops.record(corpus, "note", "n" * 32, {"about": "corpus", "body": " ".join(words)})
    return (used(corpus) - before) / VERSIONS


def used(corpus: Corpus) -> int:
    """Bytes of the pages that hold something."""
    pages, free, size = (corpus.rows(f"PRAGMA {name}")[0][0] for name in ("page_count", "freelist_count", "page_size"))
    return int((pages - free) * size)


def measure(source: Path, folder: Path) -> None:
    os.environ["READER_STATE"] = str(folder / "state")
    here, there = (Path(shutil.copy(source, folder / name)) for name in ("here.db", "there.db"))
    for seed, path in enumerate((here, there)):
        with open_corpus(path) as corpus:
            write(corpus, seed)
    old = time.time() - 60
    os.utime(there, (old, old))
    with open_corpus(here) as corpus:
        for what in ("merge", "again", "again"):
            stamp, begin, busy = here.stat().st_mtime_ns, time.perf_counter(), time.process_time()
            report = merge(corpus, [there])
            wrote = "not a byte written" if here.stat().st_mtime_ns == stamp else "written"
            took = f"{time.perf_counter() - begin:6.2f} s, of the processor {time.process_time() - busy:.2f} s"
            print(f"{what:6}  {took}  {report.annotations} notes  {wrote}")
        print(f"growth  {growth(corpus):,.0f} bytes for each version of a note of 1.6 kB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="merge-") as name:
        measure(Path(sys.argv[1]), Path(name))
