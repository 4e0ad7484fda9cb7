"""What follows from ops: listings, names and links are made to fit what a person said, here or on another machine."""

from __future__ import annotations

from collections.abc import Iterable

from reader.corpus import articles, entities, mentions, names, purged, textindex
from reader.corpus.file import Corpus

_OF_ARTICLES = frozenset({"removed", "article"})
_OF_MENTIONS = frozenset({"mention", "unmention"})
_OF_BLOCKS = frozenset({"block", "line", "checked"})
_OF_ENTITIES = frozenset({"entity", "reject"})


def follow(corpus: Corpus, rows: Iterable[tuple[str, str]]) -> None:
    """Bring derived data up to the folded state of some rows."""
    with corpus.write():
        for table, row in sorted(purged.follow(corpus, rows)):
            article = row[:64]
            if table in _OF_ARTICLES | _OF_MENTIONS and articles.holds(corpus, article):
                articles.refresh(corpus, article, anew=table in _OF_MENTIONS)
            if table in _OF_BLOCKS:
                _follow_blocks(corpus, table, row)
            if table in _OF_ENTITIES:
                names.correct(corpus, [row])
            if table == "same":
                mentions.follow_pair(corpus, row)
        entities.relink(corpus)
        textindex.catch_up(corpus, textindex.AT_ONCE)


def _follow_blocks(corpus: Corpus, table: str, row: str) -> None:
    from reader.corpus import blocks, inbox, lines, proposals

    if table == "block":
        blocks.settle_article(corpus, row[:64])
    elif table == "line":
        blocks.settle_all(corpus, lines.holders(corpus, proposals.follow(corpus, row)))
    else:
        inbox.follow(corpus, row)
