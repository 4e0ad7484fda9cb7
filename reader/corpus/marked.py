"""What articles are marked with, in the order of their cards: so a list narrowed to a mark need not read the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reader.corpus.file import Corpus
from reader.schema.fourth import MARKING, fill, marks_of

_LOOKED_UP = 500


def follow(corpus: Corpus, articles: Iterable[str]) -> None:
    """Enter the marks of some articles anew, as the journal has them now; what has no card has none."""
    wanted = sorted(set(articles))
    for at in range(0, len(wanted), _LOOKED_UP):
        _follow(corpus, wanted[at : at + _LOOKED_UP])


def _follow(corpus: Corpus, articles: list[str]) -> None:
    some = ", ".join("?" * len(articles))
    stamps = dict(
        corpus.rows(f"SELECT id, stamp FROM article JOIN card ON card.article = n WHERE id IN ({some})", articles)
    )
    tables = ", ".join("?" * len(MARKING))
    said = f"SELECT tbl, row, subject, value FROM state WHERE subject IN ({some}) AND alive AND tbl IN ({tables})"
    rows = corpus.rows(said, [*articles, *MARKING]) if stamps else ()
    marks = [(mark, stamps[row[2]]) for row in rows if row[2] in stamps for mark in marks_of(*row)]
    with corpus.write() as db:
        db.executemany("DELETE FROM marked WHERE stamp = ?", [(stamp,) for stamp in stamps.values()])
        db.executemany("INSERT OR IGNORE INTO marked VALUES (?, ?)", marks)


def forget(db: Any, stamp: int) -> None:
    """Take the marks of an article away whose card goes."""
    db.execute("DELETE FROM marked WHERE stamp = ?", (stamp,))


def among(corpus: Corpus, stamps: Sequence[int]) -> set[int]:
    """Those of some cards whose articles have any mark. They stand side by side in the index, if the cards do."""
    if corpus.outdated:  # there is none to look them up in
        return set(stamps)
    some = ", ".join("?" * len(stamps))
    return {row[0] for row in corpus.rows(f"SELECT stamp FROM marked WHERE stamp IN ({some})", stamps)}


def follow_all(corpus: Corpus) -> None:
    """Enter the marks of all articles anew."""
    with corpus.write() as db:
        db.execute("DELETE FROM marked")
        fill(db)


def tags(corpus: Corpus) -> list[str]:
    """All tags that articles have, folded: each is one step in the index."""
    return [
        row[0][1:]
        for row in corpus.rows(
            "WITH RECURSIVE tag (name) AS (SELECT min(mark) FROM marked WHERE mark >= '#' AND mark < '$' "
            "UNION ALL SELECT (SELECT min(mark) FROM marked WHERE mark > name AND mark < '$') FROM tag "
            "WHERE name IS NOT NULL) SELECT name FROM tag WHERE name IS NOT NULL"
        )
    ]
