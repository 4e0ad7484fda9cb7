"""The articles an export is about, and what several forms say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.corpus import articles
from reader.corpus.file import Corpus
from reader.corpus.listing import Listing
from reader.records import Article
from reader.text import one_line

_PAGE = 64
_ADDRESS = re.compile(r"[^\s/@:]+\.[^\s/@:]+(/\S*)?")


def chosen(corpus: Corpus, only: Sequence[str] | None) -> Iterator[Article]:
    """Some articles by their ids, else all that are listed, newest first."""
    if only is not None:
        yield from (articles.load(corpus, article) for article in only)
        return
    listing = Listing(corpus)
    for start in range(0, len(listing), _PAGE):
        for card in listing.rows(start, start + _PAGE):
            yield articles.load(corpus, card.id)


def name(article: Article) -> str:
    """What an article is called: its title; where it has none, its first words in quotation marks and an ellipsis."""
    title = one_line(article.card.title or "").strip()
    return title or f"“{one_line(article.card.opening or article.source).strip()} …”"


def address(corpus: Corpus, article: str) -> str | None:
    """Where it was published, if the file said so: ``https://host/path``."""
    row = corpus.row("SELECT key FROM trace JOIN article ON n = article WHERE id = ?", (article,))
    return f"https://{row[0]}" if row and row[0] and _ADDRESS.fullmatch(row[0]) else None
