"""Other copies → this corpus: the union of articles and of ops, the state folded from it, and a report.

Union is by exact id, never by "all I have seen up to N": a copied file clones whatever identity is kept in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from reader import formats
from reader.corpus import articles, derive, ops
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.corpus.foreign import Foreign, ForeignArticle, open_foreign
from reader.corpus.state import state
from reader.records import Item, Op, ReaderError

_ANNOTATIONS = frozenset({"note", "highlight"})
_CORRECTIONS = frozenset({"block", "line", "article", "removed", "entity", "same", "reject", "unmention", "mention"})


@dataclass(slots=True)
class Report:
    """What came in: counts of what is new here, over all sources."""

    sources: list[str] = field(default_factory=list)
    articles: int = 0
    annotations: int = 0
    corrections: int = 0
    merged_notes: int = 0
    conflicts: int = 0
    written: bool = False
    rejected: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _News:
    """What other corpora have and this one lacks."""

    articles: dict[str, ForeignArticle] = field(default_factory=dict)
    seen_earlier: dict[str, tuple[str, str]] = field(default_factory=dict)
    ops: dict[bytes, Op] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.articles or self.seen_earlier or self.ops)


def merge(corpus: Corpus, others: Sequence[Path], dry_run: bool = False) -> Report:
    """Take in all that other corpora have, in one transaction; without news not a byte is written.

    What is no corpus, is damaged or newer is left out and named in ``rejected``; `ReaderError` if it was the only one.
    """
    report = Report()
    news = _News()
    with ExitStack() as stack:
        for path in others:
            try:
                foreign = stack.enter_context(_other(corpus, path))
                found = _News(dict(news.articles), dict(news.seen_earlier), dict(news.ops))
                _gather(corpus, foreign, found)
            except ReaderError as error:
                if len(others) == 1:
                    raise
                report.rejected.append(str(error))
                continue
            news = found
            report.sources.append(str(path))
            report.rejected += [
                f"{path.name}: {sentence}. The rest was taken; another copy may have it."
                for sentence in foreign.rejected
            ]
    _count(corpus, news, report)
    if news and not dry_run:
        corpus.backup("before-merge")
        _take_in(corpus, news, report)
        report.written = True
    return report


def _other(corpus: Corpus, path: Path) -> AbstractContextManager[Foreign]:
    if path.exists() and corpus.path.exists() and path.samefile(corpus.path):
        raise ReaderError(str(path), "this is the corpus itself", "Name another copy")
    return open_foreign(path)


def _gather(corpus: Corpus, foreign: Foreign, news: _News) -> None:
    ours = {row[0]: (row[1], row[2]) for row in corpus.rows("SELECT id, added, source FROM article")}
    for article, *seen in foreign.article_heads():
        earliest = (seen[0], seen[1])
        if article in ours:
            if earliest < news.seen_earlier.get(article, ours[article]):
                news.seen_earlier[article] = earliest
        elif article not in news.articles or earliest < _seen(news.articles[article]):
            found = foreign.article(article)
            if found is not None and _is_readable(found, foreign.rejected):
                news.articles[article] = found
    held = {row[0] for row in corpus.rows("SELECT id FROM op")}
    news.ops.update((op.id, op) for op in foreign.ops(foreign.op_ids() - held - news.ops.keys()))


def _seen(article: ForeignArticle) -> tuple[str, str]:
    """When and under which name an article first came in: of several copies the earliest holds."""
    return article.added, article.source


def _count(corpus: Corpus, news: _News, report: Report) -> None:
    rows = {(op.table, op.row) for op in news.ops.values()}
    report.articles = len(news.articles)
    report.annotations = sum(table in _ANNOTATIONS for table, _ in rows)
    report.corrections = sum(table in _CORRECTIONS for table, _ in rows)


def _take_in(corpus: Corpus, news: _News, report: Report) -> None:
    in_conflict = _conflicts(corpus)
    # Text and names are made here, nothing derived is taken over; and before the lock, since that takes long.
    made = [_made(article) for article in sorted(news.articles.values(), key=lambda a: a.id)]
    with corpus.write():
        touched = ops.insert(corpus, news.ops.values())
        for article, item, derived in made:
            if not articles.holds(corpus, article.id):
                articles.add(corpus, item, article.source, derived, article.added)
        for id, seen in sorted(news.seen_earlier.items()):
            articles.seen_earlier(corpus, id, *seen)
        follow(corpus, touched)
        report.conflicts = len(_conflicts(corpus) - in_conflict)
        report.merged_notes = sum(_is_united(corpus, *row) for row in touched)


def _is_readable(article: ForeignArticle, rejected: list[str]) -> bool:
    """Whether this program can make an article of the bytes; if not, that is no news, now or the next time."""
    try:
        return len(formats.read(article.data, article.source)) == 1
    except ReaderError as refused:
        rejected.append(str(refused))
        return False


def _made(article: ForeignArticle) -> tuple[ForeignArticle, Item, derive.Derived]:
    item = formats.read(article.data, article.source)[0]
    return article, item, derive.derive(item)


def _conflicts(corpus: Corpus) -> set[tuple[str, str]]:
    return {
        (table, row) for table, row in corpus.rows("SELECT tbl, row FROM state WHERE conflict IS NOT NULL AND alive")
    }


def _is_united(corpus: Corpus, table: str, row: str) -> bool:
    found = state(corpus, table, row)
    return table in _ANNOTATIONS and found is not None and found.alive and len(found.heads) > 1 and not found.conflict
