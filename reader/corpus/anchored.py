"""Notes and highlights at their places: in the text of their article as it now is, and in versions of its page."""

from __future__ import annotations

from collections.abc import Iterable

from reader.anchors import Finder
from reader.corpus.file import Corpus
from reader.records import Annotation

MOST_VERSIONS = 100
"""Where more pages have one address than this, it is that of a start page and not of an article."""
_LOOKED_UP = 500


def versions(corpus: Corpus, article: str) -> list[str]:
    """The other listed articles that have the address of this one, oldest first."""
    found = corpus.rows(
        "SELECT other.id FROM article AS own JOIN trace ON trace.article = own.n JOIN trace AS near "
        "ON near.key = trace.key AND near.article <> own.n JOIN article AS other ON other.n = near.article "
        "WHERE own.id = ? ORDER BY other.added, other.id LIMIT ?",
        (article, MOST_VERSIONS + 1),
    )
    return [row[0] for row in found] if len(found) <= MOST_VERSIONS else []


def placed(found: Iterable[Annotation], text: str | None) -> list[Annotation]:
    """Annotations at their places in a text; one whose place cannot be said is an orphan and keeps its quote.

    ``None``: the text is not here.
    """
    finder = Finder(text) if text is not None else None
    return [_placed(one, finder) for one in found]


def _placed(one: Annotation, finder: Finder | None) -> Annotation:
    if one.anchor is None:
        return one
    span = finder.find(one.anchor).span if finder else None
    if finder is None or span is None:
        # Without words it is the passage of an article that was purged: nothing of it can be shown.
        return one._replace(orphan=True, anchor=one.anchor if one.anchor.quote else None)
    start, end = span
    quote = one.anchor.quote or finder.text[start:end]
    return one._replace(anchor=one.anchor._replace(quote=quote, start=start, end=end), orphan=False)


def in_their_texts(corpus: Corpus, found: list[Annotation]) -> list[Annotation]:
    """Annotations each at its place in the text of its own article, in the same order."""
    ids = sorted({one.article for one in found if one.article and one.anchor})
    finders: dict[str | None, Finder] = {}
    for at in range(0, len(ids), _LOOKED_UP):
        some = ids[at : at + _LOOKED_UP]
        rows = corpus.rows(f"SELECT id, text FROM article WHERE id IN ({','.join('?' * len(some))})", tuple(some))
        finders |= {article: Finder(text) for article, text in rows}
    return [_placed(one, finders.get(one.article)) for one in found]
