"""What the deep half of recognition made of articles: those it has not looked through wait, newest first.

Looking is slow and can be done elsewhere: what is sent there knows no corpus, and what comes back is stored only if
the article is still read as it was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.corpus import blocks, mentions
from reader.corpus.file import Corpus

if TYPE_CHECKING:
    from reader.link import Named


class Sent(NamedTuple):
    """An article to be looked through."""

    number: int
    read: blocks.ReadIn


def waiting(corpus: Corpus, version: str) -> list[int]:
    """The numbers of listed articles that this version of the deep half has not looked through."""
    return [
        row[0]
        for row in corpus.rows(
            "SELECT card.article FROM card LEFT JOIN refined USING (article) WHERE version IS NOT ? "
            "ORDER BY card.article DESC",
            (version,),
        )
    ]


def sent(corpus: Corpus, number: int) -> Sent:
    """What is sent of an article."""
    return Sent(number, blocks.read_in(corpus, number))


def look(one: Sent) -> tuple[Named, ...]:
    """The names in it, by both halves (pure, and slow)."""
    return mentions.refined(one.read.text, one.read.blocks, one.read.language)


def store(corpus: Corpus, one: Sent, version: str, named: Sequence[Named]) -> bool:
    """Write the names that were found; what a person said of names stands. False if the article changed meanwhile."""
    with corpus.write() as db:
        if corpus.row("SELECT 1 FROM reading WHERE article = ?", (one.number,)) is None:
            return False
        if sent(corpus, one.number) != one:
            return False
        mentions.discard(corpus, one.number)
        mentions.store(corpus, one.number, one.read.article, one.read.text, named, one.read.shows)
        db.execute("INSERT INTO refined VALUES (?, ?)", (one.number, version))
    return True


def is_wanted(corpus: Corpus) -> bool:
    """Whether somebody had the corpus looked through and it was not finished."""
    return corpus.row("SELECT 1 FROM derived WHERE what = 'deep'") is not None


def want(corpus: Corpus, wanted: bool) -> None:
    """Say that the corpus is to be looked through to the end, or not any more."""
    if wanted != is_wanted(corpus):
        with corpus.write() as db:
            if wanted:
                db.execute("INSERT INTO derived VALUES ('deep', 'wanted')")
            else:
                db.execute("DELETE FROM derived WHERE what = 'deep'")
