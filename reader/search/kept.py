"""What is found out about an expression of FTS5 once, and kept while other words are typed beside it."""

from __future__ import annotations

from array import array

from reader.corpus.file import Corpus
from reader.corpus.remembered import answered, remembered

MOST = 5000
"""Texts up to which something is in few of them."""
_WEIGHED = 1000
"""Texts up to which all weights are kept."""
_LISTED = 10_000
"""Texts up to which it is kept which they are."""
NONE = "[]"
"""No numbers, as JSON."""
SAMPLE = 4096
"""Texts, the newest, that tell of how many match."""
FRONT, TITLE = "title lead", "title"
"""Columns of the index."""
WEIGHT = "bm25(text_index, 1.0, 3.0, 10.0, 0.3, 1.0)"


def is_frequent(corpus: Corpus, expression: str) -> bool:
    """Whether many texts match."""
    return answered(corpus, _is_in_many, expression)


def _is_in_many(corpus: Corpus, expression: str) -> bool:
    return how_many(corpus, expression, MOST) == MOST


def how_many(corpus: Corpus, expression: str, most: int, since: int = 0) -> int:
    """How many texts match, counted up to so many, all of them or those from a number on."""
    some = "SELECT 1 FROM text_index WHERE text_index MATCH ?"
    sql = f"SELECT count(*) FROM ({some} {'AND rowid >= ? ORDER BY rowid DESC' * bool(since)} LIMIT ?)"
    return int(corpus.rows(sql, (expression, since, most) if since else (expression, most))[0][0])


def newest(corpus: Corpus) -> tuple[int, float]:
    """The number from which on texts tell of all, and how many of all those are."""
    return remembered(corpus, _sample)


def _sample(corpus: Corpus) -> tuple[int, float]:
    row = corpus.row("SELECT number FROM indexed ORDER BY number DESC LIMIT 1 OFFSET ?", (SAMPLE - 1,))
    [(cards,)] = corpus.rows("SELECT cards FROM total")
    return (row[0], SAMPLE / max(cards, SAMPLE)) if row else (0, 1.0)


def at_front(corpus: Corpus, expression: str) -> array[int] | None:
    """The texts that match in their title or lead; ``None`` if they are many."""
    found = answered(corpus, _front, expression)
    return found if len(found) < MOST else None


def _front(corpus: Corpus, expression: str) -> array[int]:
    sql = "SELECT rowid FROM text_index WHERE text_index MATCH ? LIMIT ?"
    return array("q", (row[0] for row in corpus.rows(sql, (within(FRONT, expression), MOST))))


def within(columns: str, *expressions: str) -> str:
    """FTS5 for what says all of some things in nothing but some columns."""
    return f"{{{columns}}} : ({' AND '.join(expressions)})"


def weights(corpus: Corpus, expression: str) -> tuple[array[int], array[float]] | None:
    """The numbers of all texts that match, and what the matches weigh; ``None`` if they are many."""
    return answered(corpus, _weights, expression)


def _weights(corpus: Corpus, expression: str) -> tuple[array[int], array[float]] | None:
    if how_many(corpus, expression, _WEIGHED) == _WEIGHED:
        return None
    rows = corpus.rows(f"SELECT rowid, {WEIGHT} FROM text_index WHERE text_index MATCH ?", (expression,))
    return array("q", (row[0] for row in rows)), array("d", (row[1] for row in rows))


def texts(corpus: Corpus, expression: str) -> str | None:
    """The numbers of all texts that match, as JSON; ``None`` if they are many."""
    return answered(corpus, _texts, expression)


def _texts(corpus: Corpus, expression: str) -> str | None:
    some = "SELECT rowid FROM text_index WHERE text_index MATCH ? LIMIT ?"
    [(number, numbers)] = corpus.rows(f"SELECT count(*), json_group_array(rowid) FROM ({some})", (expression, _LISTED))
    return numbers if number < _LISTED else None
