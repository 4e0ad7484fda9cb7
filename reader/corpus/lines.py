"""Memory of lines: which line stands in which article, and which of them are furniture.

A line is furniture when it stands in three articles that are not kin. What a new article makes known, the others
that have the line follow at once, as far as they are few; `reader index` counts anew and sees to the rest, so that
the end does not depend on the order of import.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from reader.corpus.file import Corpus
from reader.furniture import AT_EDGES, KNOWN

ENOUGH = 3
"""Articles, not kin of each other, in which a line must stand to be furniture."""
AT_ONCE = 50
"""Articles that follow in the transaction that made a line known."""
_EDGE_SHARE = 10
"""A line stands at edges only if at most one in so many stands amid the body."""
_UNRELATED = (
    "SELECT line.key, count(*), sum(amid) FROM line JOIN trace ON trace.article = line.article WHERE line.key IN ({}) "
    "GROUP BY line.key HAVING count(DISTINCT ifnull(kin, -line.article)) >= ?"
)
_SOME = "SELECT value FROM json_each(?)"


def levels(corpus: Corpus, keys: Iterable[int]) -> dict[int, int]:
    """How well each of some lines is known; those that are not are left out."""
    return {key: _level(articles, amid) for key, (articles, amid) in _known(corpus, keys).items()}


def _level(articles: int, amid: int) -> int:
    return AT_EDGES if amid * _EDGE_SHARE <= articles else KNOWN


def _known(corpus: Corpus, keys: Iterable[int]) -> dict[int, tuple[int, int]]:
    rows = corpus.rows(f"SELECT key, articles, amid FROM furniture WHERE key IN ({_SOME})", (json.dumps([*keys]),))
    return {key: (articles, amid) for key, articles, amid in rows}


def learn(corpus: Corpus, number: int, seen: Mapping[int, bool]) -> set[int]:
    """Remember the lines of an article, whose kin must be known. Gives those that thereby become furniture."""
    with corpus.write() as db:
        remember(corpus, number, seen)
        known = _count(corpus, seen, 1)
        often = corpus.rows(
            f"SELECT key FROM line WHERE key IN ({_SOME}) GROUP BY key HAVING count(*) >= ?",
            (json.dumps([key for key in seen if key not in known]), ENOUGH),
        )
        fresh = _unrelated(corpus, [row[0] for row in often])
        db.executemany("INSERT INTO furniture VALUES (?, ?, ?)", fresh)
    return {key for key, *_ in fresh}


def remember(corpus: Corpus, number: int, seen: Mapping[int, bool]) -> None:
    """Write down the lines of an article; what follows from that is counted at the next `reader index`."""
    with corpus.write() as db:
        rows = [(key, number, amid) for key, amid in sorted(seen.items())]
        db.executemany("INSERT OR REPLACE INTO line VALUES (?, ?, ?)", rows)
        spoil(corpus)


def forget(corpus: Corpus, number: int, seen: Mapping[int, bool]) -> set[int]:
    """Take an article's lines back, while its kin are known. Gives those that thereby are no furniture any more."""
    with corpus.write() as db:
        db.executemany("DELETE FROM line WHERE key = ? AND article = ?", [(key, number) for key in seen])
        rare = [key for key, (articles, _) in _count(corpus, seen, -1).items() if articles <= AT_ONCE]
        lost = set(rare) - {key for key, *_ in _unrelated(corpus, rare)}
        db.executemany("DELETE FROM furniture WHERE key = ?", [(key,) for key in lost])
        spoil(corpus)
    return lost


def _unrelated(corpus: Corpus, keys: list[int]) -> list[tuple[int, int, int]]:
    if not keys:
        return []
    return corpus.rows(_UNRELATED.format(_SOME), (json.dumps(keys), ENOUGH))


def _count(corpus: Corpus, seen: Mapping[int, bool], by: int) -> dict[int, tuple[int, int]]:
    """Count an article's sightings of known lines in or out. What they are known for may change: that is put off."""
    before = _known(corpus, seen)
    after = {key: (articles + by, amid + by * seen[key]) for key, (articles, amid) in before.items()}
    with corpus.write() as db:
        db.executemany(
            "UPDATE furniture SET articles = ?, amid = ? WHERE key = ?",
            [(articles, amid, key) for key, (articles, amid) in after.items()],
        )
        put_off(corpus, (key for key in before if _level(*before[key]) != _level(*after[key])))
    return after


def put_off(corpus: Corpus, keys: Iterable[int]) -> None:
    """Leave the articles that have some lines to the next `reader index`."""
    with corpus.write() as db:
        db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(key,) for key in keys])


def holders(corpus: Corpus, keys: Iterable[int]) -> list[int]:
    """The articles that follow at once when some lines have become something else; what is left is put off."""
    found: set[int] = set()
    for key in sorted(keys):
        rows = corpus.rows("SELECT article FROM line WHERE key = ? LIMIT ?", (key, AT_ONCE + 1))
        together = found | {row[0] for row in rows}
        if len(together) > AT_ONCE:
            put_off(corpus, [key])
        else:
            found = together
    return sorted(found)


def spoil(corpus: Corpus) -> None:
    """Say that what is furniture is to be counted anew at the next `reader index`."""
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('lines', 'stale')")


def is_stale(corpus: Corpus) -> bool:
    """Whether anything was learned or put off since all was counted."""
    stale = "SELECT 1 FROM derived WHERE what = 'lines' AND version = 'stale' UNION ALL SELECT 1 FROM pending LIMIT 1"
    return corpus.row(stale) is not None


def recount(corpus: Corpus) -> None:
    """Count anew what is furniture; lines of which that changes are put off."""
    every = "SELECT key FROM line GROUP BY key HAVING count(*) >= ?"
    counted = {row[0]: row[1:] for row in corpus.rows(_UNRELATED.format(every), (ENOUGH, ENOUGH))}
    before = {row[0]: row[1:] for row in corpus.rows("SELECT key, articles, amid FROM furniture")}
    with corpus.write() as db:
        put_off(corpus, (key for key in counted.keys() | before.keys() if _of(counted, key) != _of(before, key)))
        db.execute("DELETE FROM furniture")
        db.executemany("INSERT INTO furniture VALUES (?, ?, ?)", [(key, *known) for key, known in counted.items()])


def _of(known: Mapping[int, tuple[int, int]], key: int) -> int:
    return _level(*known[key]) if key in known else 0


def waiting(corpus: Corpus) -> list[int]:
    """The articles that were put off."""
    return [
        row[0] for row in corpus.rows("SELECT DISTINCT article FROM line JOIN pending USING (key) ORDER BY article")
    ]


def caught_up(corpus: Corpus) -> None:
    """Say that all articles have followed."""
    with corpus.write() as db:
        db.execute("DELETE FROM pending")
        db.execute("INSERT OR REPLACE INTO derived VALUES ('lines', 'fresh')")
