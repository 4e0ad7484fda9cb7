"""Other copies → this corpus: the union of articles and of ops, the state folded from it, and a report.

Union is by exact id, never by "all I have seen up to N": a copied file clones whatever identity is kept in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader import formats, purging
from reader import undo as deeds
from reader.corpus import articles, derive, ops, textindex
from reader.corpus.extent import Extent, extent, numbers
from reader.corpus.file import Corpus, now
from reader.corpus.follow import follow
from reader.corpus.foreign import ForeignArticle, open_foreign
from reader.corpus.header import Stamp, has_stub
from reader.merge import known, past
from reader.merge.news import News, conflicts, forecast, gather, outcome
from reader.merge.report import Other, Report, RowId
from reader.records import Item, ReaderError
from reader.speech import tr

_CACHE_KILOBYTES = 256_000


@dataclass(slots=True)
class _Sources:
    """The sources that were looked into: hashes of what they hold, and as which files they were seen."""

    hashes: list[str] = field(default_factory=list)
    whole: list[tuple[Path, Stamp]] = field(default_factory=list)


def merge(
    corpus: Corpus,
    others: Sequence[Path],
    dry_run: bool = False,
    *,
    other_lineage: bool = False,
    by_itself: bool = False,
    undoable: bool = True,
) -> Report:
    """Take in all that other corpora have, in one transaction; without news not a byte is written.

    What is no corpus, is damaged or newer is left out and named in ``rejected``; `ReaderError` if it was the only one.
    A corpus of another lineage is only told of, unless ``other_lineage`` is asked for; what was taken back once is
    left alone if nobody asks for it (``by_itself``). ``undoable``: it goes on the list of what can be undone.
    """
    report, news, sources = Report(), News(), _Sources()
    for path in others:
        try:
            _see_that_it_is_another(corpus, path)
            if known.contains(corpus, path):
                report.sources.append(str(path))
            else:
                news = _looked(corpus, path, news, report, sources, (other_lineage, by_itself))
        except ReaderError as error:
            if len(others) == 1:
                raise
            report.rejected.append(str(error))
    report.clocks, report.versions = news.clocks, len(news.filled)
    reached = None
    if dry_run or not news:
        forecast(corpus, news, report)
    else:
        reached = _write(corpus, news, report, sources.hashes, undoable)
    if not dry_run:
        known.remember(corpus, sources.whole, reached)
        if not by_itself:
            known.accept(corpus.id, sources.hashes)
    return report


def _see_that_it_is_another(corpus: Corpus, path: Path) -> None:
    if not path.exists() and not has_stub(path):
        raise ReaderError(str(path), tr("there is no such file"), tr("Check the name"))
    if path.exists() and corpus.path.exists() and path.samefile(corpus.path):
        raise ReaderError(str(path), tr("this is the corpus itself"), tr("Name another copy"))


def _looked(
    corpus: Corpus, path: Path, news: News, report: Report, sources: _Sources, wanted: tuple[bool, bool]
) -> News:
    """The news with those of one more source; as they were if it is not to be taken. Raises `ReaderError`."""
    other_lineage, by_itself = wanted
    mark = known.mark_of(path)
    with open_foreign(path) as foreign:
        stranger = foreign.lineage != corpus.id and not other_lineage
        found = News() if stranger else news.copy()
        hash = gather(corpus, foreign, found)
        rejected = list(dict.fromkeys(foreign.rejected))
    if known.mark_of(path) != mark:
        raise ReaderError(str(path), tr("it is still being written"), tr("Wait until it is whole, then try again"))
    if stranger:
        report.others.append(_of(path, found))
    elif by_itself and known.is_declined(corpus.id, hash):
        report.declined.append(str(path))
    else:
        report.sources.append(str(path))
        report.rejected += [
            tr("{name}: {sentence}. The rest was taken; another copy may have it.").format(
                name=path.name, sentence=sentence
            )
            for sentence in rejected
        ]
        sources.hashes.append(hash)
        sources.whole += [(path, mark)] * (not rejected)
        return found
    if by_itself:
        known.pass_by(corpus, path, mark)
    return news


def _of(path: Path, news: News) -> Other:
    [gain] = news.gains
    return Other(str(path), len(gain.articles), gain.annotations, gain.corrections)


def _write(corpus: Corpus, news: News, report: Report, hashes: list[str], undoable: bool) -> Extent:
    """Write the news, and remember what came. Gives how far the file reaches now."""
    backup = corpus.backup("before-merge")
    in_conflict, before, after = _take_in(corpus, news)
    outcome(corpus, news, in_conflict, report)
    report.written = True
    report.rejected += purging.finish(corpus)
    came = tuple(map(past.came, report.gains))
    if not came:
        return after
    merged = past.Merged(backup.stem, now(), str(backup), before, after, tuple(hashes), came)
    past.remember(corpus.id, merged)
    if undoable:
        deeds.remember(corpus.id, deeds.Deed(tr("the merge of {name}").format(name=merged.name), (), merged.id))
    return after


def _take_in(corpus: Corpus, news: News) -> tuple[set[RowId], Extent, Extent]:
    """Write the news. Gives the conflicts there were before, and how far the file reached before and after."""
    # Text and names are made here, nothing derived is taken over; and before the lock, since that takes long.
    made = [_made(article) for article in sorted(news.articles.values(), key=lambda a: a.id)]
    # Once SQLite runs out of memory in a large transaction, nobody else can read any more.
    with corpus.roomy(_CACHE_KILOBYTES), corpus.write():
        in_conflict, before = conflicts(corpus), numbers(corpus)
        put_in(corpus, news, made)
        after = numbers(corpus)
    return in_conflict, before, extent(corpus, after.articles, after.ops)


Made = tuple[ForeignArticle, Item, derive.Derived]


def put_in(corpus: Corpus, news: News, made: Sequence[Made]) -> None:
    """Write ops and articles, and what follows from them. One transaction."""
    with corpus.write(), textindex.Gathering(corpus):
        touched = ops.insert(corpus, news.ops.values())
        for article, item, derived in made:
            if not articles.holds(corpus, article.id):
                articles.add(corpus, item, article.source, derived, article.added)
        for id, seen in sorted(news.seen_earlier.items()):
            articles.seen_earlier(corpus, id, *seen)
        follow(corpus, touched)


def _made(article: ForeignArticle) -> Made:
    item = formats.read(article.data, article.source)[0]
    return article, item, derive.derive(item)
