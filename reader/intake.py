"""Files → corpus: the import as one pipeline, with one outcome for each article in the order given.

The slow part (reading, structure, names) is done by other processes where that pays, and outside any transaction;
what half a second has yielded is then written at once by this one, and only what is safely in the file is reported.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Literal

from reader import purging
from reader.corpus import articles, derive, entities, kin, ops, purged, refined, roles, textindex
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.export import Export, Exported, is_export, parse
from reader.fold import has_body
from reader.reading import Held, Job, Journal, Read, Refused, Result, reason
from reader.records import ReaderError
from reader.sources import Source, found, read
from reader.speech import tr, trn
from reader.workers import Errand, in_order
from reader.workers.telling import telling

BATCH_SECONDS = 0.5
BATCH_CHARACTERS = 10_000_000
"""Characters of text with which a batch is written however little time has passed."""
_CACHE_KILOBYTES = 32 << 10
"""Memory for pages of the file: an article touches pages all over it."""
Status = Literal["added", "duplicate", "refused"]
Watch = Callable[[str], None]
"""Is told the name of each file when all before it are done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article, or of one file that was refused. ``reason`` says why, or what came with it."""

    path: str
    status: Status
    id: str | None = None
    title: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class _Batch:
    """What is ready to be written, and since when it is gathered."""

    ready: list[tuple[Errand, Result]] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)
    characters: int = 0

    def put(self, errand: Errand, result: Result) -> None:
        self.ready.append((errand, result))
        self.characters += len(result.item.text) if isinstance(result, Read) else 0

    @property
    def due(self) -> bool:
        return time.monotonic() - self.since > BATCH_SECONDS or self.characters > BATCH_CHARACTERS


def add(
    corpus: Corpus, paths: Sequence[str], watch: Watch = lambda _: None, workers: int | None = None
) -> Iterator[Outcome]:
    """Import files, folders and ``-``; an outcome is yielded when its article is in the file. No file stops others.

    ``workers``: how many processes read files at most; as many as there are cores, if it is not said.
    """
    batch, gathering = _Batch(), textindex.Gathering(corpus)
    try:
        incoming = _results(corpus, _errands(corpus, found(paths, corpus.path)), watch, workers)
        with corpus.roomy(_CACHE_KILOBYTES), closing(incoming) as results:
            for errand, result in results:
                if result is not None:
                    batch.put(errand, result)
                if batch.due:
                    yield from _store(corpus, batch, gathering)
                    batch = _Batch()
        yield from _store(corpus, batch, gathering)
    finally:
        entities.relink(corpus)


def preview(corpus: Corpus | None, paths: Sequence[str], watch: Watch = lambda _: None) -> Iterator[Outcome]:
    """What `add` would do, without writing; ``None`` stands for a corpus that is not there yet."""
    seen: set[str] = set()
    sources = found(paths, corpus.path if corpus else None)
    with closing(_results(corpus, _errands(corpus, sources, dry_run=True), watch, None)) as results:
        for errand, result in results:
            if isinstance(result, Read):
                outcome = _added(errand, result)
                twice = outcome.id in seen
                seen.add(outcome.id or "")
                yield Outcome(errand.path, "duplicate", outcome.id, outcome.title) if twice else outcome
            elif result is not None:
                yield _known(corpus, errand, result)


def _results(
    corpus: Corpus | None, errands: Iterator[Errand], watch: Watch, workers: int | None
) -> Generator[tuple[Errand, Result | None], None, None]:
    """What is in the files, in order; ``None`` from time to time while nothing comes."""
    shown: Errand | None = None
    with closing(in_order(errands, lambda article, _: _is_held(corpus, article), workers)) as line:
        for errand, result in line:
            if shown is not errand and (shown is None or shown.path != errand.path):
                watch(errand.path)
            shown = errand
            yield errand, result


def _is_held(corpus: Corpus | None, article: str) -> bool:
    return corpus is not None and articles.holds(corpus, article)


def _errands(corpus: Corpus | None, sources: Iterator[Source], *, dry_run: bool = False) -> Iterator[Errand]:
    """Everything up to the reading: bytes, and what is known by them alone."""
    for source in sources:
        try:
            data = read(source)
            if is_export(data):
                yield from _from_export(corpus, source.path, parse(data, source.path), dry_run=dry_run)
            else:
                yield _errand(corpus, source.path, Job(source.name, data))
        except ReaderError as error:
            yield Errand.known(source.path, Refused(reason(error)))


def _errand(corpus: Corpus | None, path: str, job: Job, added: str | None = None) -> Errand:
    """A file to be read, unless it is one article and the corpus has it."""
    article = articles.article_id(job.data)
    return Errand.known(path, Held(article)) if _is_held(corpus, article) else Errand(path, job, added=added)


def _store(corpus: Corpus, batch: _Batch, gathering: textindex.Gathering) -> Iterator[Outcome]:
    """Write a batch in one transaction, then say what became of each."""
    if any(isinstance(result, Read) for _, result in batch.ready):
        with corpus.write(), gathering:
            outcomes = [_stored(corpus, errand, result) for errand, result in batch.ready]
    else:
        outcomes = [_known(corpus, errand, result) for errand, result in batch.ready]
    yield from outcomes


def _stored(corpus: Corpus, errand: Errand, result: Result) -> Outcome:
    if not isinstance(result, Read):
        return _known(corpus, errand, result)
    outcome = _added(errand, result)
    if outcome.id and articles.holds(corpus, outcome.id):
        return _duplicate(corpus, errand.path, outcome.id)
    back = purging.bring_back(corpus, outcome.id or "")
    added = articles.add(corpus, result.item, errand.name, result.derived, errand.added)
    return replace(outcome, reason=tr("it was purged; it is back now") if back else kin.reason(corpus, added))


def _added(errand: Errand, result: Read) -> Outcome:
    title = result.derived.structure.title
    return Outcome(errand.path, "added", articles.article_id(result.item.data), title.value if title else None)


def _known(corpus: Corpus | None, errand: Errand, result: Held | Refused | Journal | Read) -> Outcome:
    """What became of that of which nothing is to be written."""
    match result:
        case Held(article) if corpus is not None:
            return _duplicate(corpus, errand.path, article)
        case Journal(news):
            return Outcome(
                errand.path,
                "added" if news else "duplicate",
                reason=trn("{n} note, mark or correction", "{n} notes, marks and corrections", news),
            )
        case Refused(why):
            return Outcome(errand.path, "refused", reason=why)
    raise AssertionError(result)


def _duplicate(corpus: Corpus, path: str, article: str) -> Outcome:
    why = tr("it was removed here; to have it back: reader undo") if articles.is_removed(corpus, article) else None
    return Outcome(path, "duplicate", article, articles.title(corpus, article), why)


def _from_export(corpus: Corpus | None, path: str, export: Export, *, dry_run: bool) -> Iterator[Errand]:
    """The articles of an exported corpus. What a person did comes first, so that the articles are made to fit it."""
    news = 0 if dry_run or corpus is None else _take_journal(corpus, export)
    for sentence in export.rejected:
        yield Errand.known(path, Refused(tr("{sentence}. The rest was taken.").format(sentence=sentence)))
    for article in export.articles:
        if corpus is not None and not dry_run:
            _date_back(corpus, article)
        if corpus is not None and purged.is_purged(corpus, articles.article_id(article.data)):
            why = tr("an article in it was purged. To have it back, add the article itself.")
            yield Errand.known(path, Refused(why))
        else:
            yield _errand(corpus, path, Job(article.source, article.data, whole=True), article.added)
    if not export.articles:
        yield Errand.known(path, Journal(news))


def _date_back(corpus: Corpus, exported: Exported) -> None:
    """Of two copies that have an article, the one that had it first says when it came, as in a merge."""
    article = articles.article_id(exported.data)
    row = corpus.row("SELECT added, source FROM article WHERE id = ?", (article,))
    if row is not None and (exported.added, exported.source) < tuple(row):
        articles.seen_earlier(corpus, article, exported.added, exported.source)


def _take_journal(corpus: Corpus, export: Export) -> int:
    """Put in the ops of an export; an empty corpus becomes a copy of the exported one. Gives how many were new."""
    with corpus.write():
        if export.lineage and _is_empty(corpus):
            _adopt(corpus, export.lineage)
        here, hollow = ops.held(corpus)
        new = [op for op in export.ops if op.id not in here or (op.id in hollow and has_body(op))]
        if new:
            follow(corpus, ops.insert(corpus, new))
    return len(new)


def _is_empty(corpus: Corpus) -> bool:
    return corpus.row("SELECT 1 FROM article UNION ALL SELECT 1 FROM op LIMIT 1") is None


def _adopt(corpus: Corpus, lineage: str) -> None:
    with corpus.write() as db:
        db.execute("UPDATE lineage SET id = ?", (lineage,))
    corpus.id = lineage


def index(corpus: Corpus, watch: Watch = lambda _: None) -> int:
    """Derive anew what is missing or of another version, and link the names. Gives the number of articles done."""
    outdated = articles.outdated(corpus)
    for article in outdated:
        watch(article[:8])
        with corpus.write():
            articles.rederive(corpus, article)
    derive.remember(corpus)
    roles.remember(corpus)
    entities.relink(corpus, watch)
    with telling() as tell:
        searched = textindex.mend(corpus, lambda done: watch(f"search {done}"), tell)
    return max(len(outdated), searched)


def refine(corpus: Corpus, watch: Watch = lambda _: None) -> int:
    """Let the deep half of recognition look through the articles it has not seen; where it stops, it goes on later.

    Gives the number of articles.

    Raises:
        ReaderError: the deep half is not installed.
    """
    from reader.recognise import deep

    if not deep.available():
        raise ReaderError("index --deep", tr("numpy is not installed"), tr("Install it with: pip install numpy"))
    waiting = refined.waiting(corpus, deep.VERSION)
    try:
        for done, number in enumerate(waiting):
            watch(f"names {done} of {len(waiting)}")
            sent = refined.sent(corpus, number)
            refined.store(corpus, sent, deep.VERSION, refined.look(sent))
    finally:
        entities.relink(corpus, watch)
    return len(waiting)
