"""The articles an export is about, newest first, and what several forms say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.corpus import articles
from reader.corpus.file import Corpus
from reader.corpus.listing import Listing
from reader.records import Article
from reader.text import one_line

_PAGE = 64
_ADDRESS = re.compile(r"[^\s/@:]+\.[^\s/@:]+(/\S*)?")


def chosen(corpus: Corpus, query: str) -> Iterator[Article]:
    """The articles of a query, in the order of the list."""
    listing = Listing(corpus, query)
    for start in range(0, len(listing), _PAGE):
        for card in listing.rows(start, start + _PAGE):
            yield articles.load(corpus, card.id)


def name(article: Article) -> str:
    """What an article is called: its title, else its first words."""
    return one_line(article.card.title or article.card.opening or article.source).strip()


def address(corpus: Corpus, article: str) -> str | None:
    """Where it was published, if the file said so: ``https://host/path``."""
    row = corpus.row("SELECT key FROM trace JOIN article ON n = article WHERE id = ?", (article,))
    return f"https://{row[0]}" if row and row[0] and _ADDRESS.fullmatch(row[0]) else None
