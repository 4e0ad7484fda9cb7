"""Files → corpus: the import as one pipeline, with one outcome for each article in the order given.

The slow part (reading, structure, names) is done outside any transaction; what half a second has yielded is then
written at once, and only what is safely in the file is reported.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from reader.corpus import articles, derive, entities, ops
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.export import Export, Exported, is_export, parse
from reader.records import Item, ReaderError
from reader.sources import Source, found, read

BATCH_SECONDS = 0.5
Status = Literal["added", "duplicate", "refused"]
Watch = Callable[[str], None]
"""Is told the name of each file before the work on it begins."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article, or of one file that was refused. ``reason`` says why, or what came with it."""

    path: str
    status: Status
    id: str | None = None
    title: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """An article that only has to be written, or an outcome that is already known (``derived`` is ``None``)."""

    outcome: Outcome
    item: Item | None = None
    derived: derive.Derived | None = None
    source: str = ""
    added: str | None = None


@dataclass(slots=True)
class _Batch:
    """What is ready to be written, and since when it is gathered."""

    ready: list[_Ready] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def due(self) -> bool:
        return time.monotonic() - self.since > BATCH_SECONDS


def add(corpus: Corpus, paths: Sequence[str], watch: Watch = lambda _: None) -> Iterator[Outcome]:
    """Import files, folders and ``-``; an outcome is yielded when its article is in the file. No file stops others."""
    batch = _Batch()
    try:
        for source in found(paths, corpus.path):
            watch(source.path)
            for ready in _prepare(corpus, source):
                batch.ready.append(ready)
                if batch.due:
                    yield from _store(corpus, batch)
                    batch = _Batch()
        yield from _store(corpus, batch)
    finally:
        entities.relink(corpus)


def preview(corpus: Corpus | None, paths: Sequence[str], watch: Watch = lambda _: None) -> Iterator[Outcome]:
    """What `add` would do, without writing; ``None`` stands for a corpus that is not there yet."""
    seen: set[str] = set()
    for source in found(paths, corpus.path if corpus else None):
        watch(source.path)
        for ready in _prepare(corpus, source, dry_run=True):
            twice = ready.item is not None and ready.outcome.id in seen
            seen.add(ready.outcome.id or "")
            yield Outcome(source.path, "duplicate", ready.outcome.id, ready.outcome.title) if twice else ready.outcome


def _prepare(corpus: Corpus | None, source: Source, *, dry_run: bool = False) -> Iterator[_Ready]:
    """Everything up to the writing: bytes → articles → structure and names."""
    try:
        data = read(source)
        if is_export(data):
            yield from _from_export(corpus, source.path, parse(data, source.path), dry_run=dry_run)
        else:
            yield from _from_file(corpus, data, source)
    except ReaderError as error:
        yield _refused(source.path, error)


def _from_file(corpus: Corpus | None, data: bytes, source: Source) -> Iterator[_Ready]:
    """The articles of one file; a part of it that holds none is refused by name, and the others are taken."""
    from reader import formats

    with _failing_alone(source.path):
        for part in formats.parts(data, source.name):
            if isinstance(part, ReaderError):
                yield _Ready(Outcome(source.path, "refused", reason=str(part)))
            else:
                yield _ready(corpus, source.path, part, source.name)


@contextmanager
def _failing_alone(path: str) -> Iterator[None]:
    """Where a mistake of ours meets a file that nobody thought of, that file is refused; the others are imported."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as bug:
        why = f"this program failed on it ({type(bug).__name__}: {str(bug)[:80]})"
        raise ReaderError(path, why, "The file is as it was; please report this") from bug


def _ready(corpus: Corpus | None, path: str, item: Item, source: str, added: str | None = None) -> _Ready:
    article = articles.article_id(item.data)
    if corpus is not None and articles.holds(corpus, article):
        return _Ready(_duplicate(corpus, path, article))
    try:
        with _failing_alone(path):
            derived = derive.derive(item)
    except ReaderError as error:
        return _refused(path, error)
    title = derived.structure.title.value if derived.structure.title else None
    return _Ready(Outcome(path, "added", article, title), item, derived, source, added)


def _store(corpus: Corpus, batch: _Batch) -> Iterator[Outcome]:
    """Write a batch in one transaction, then say what became of each."""
    outcomes: list[Outcome] = []
    if any(ready.derived for ready in batch.ready):
        with corpus.write():
            outcomes = [_store_one(corpus, ready) for ready in batch.ready]
    yield from outcomes or [ready.outcome for ready in batch.ready]


def _store_one(corpus: Corpus, ready: _Ready) -> Outcome:
    if ready.item is None or ready.derived is None:
        return ready.outcome
    article = articles.article_id(ready.item.data)
    if articles.holds(corpus, article):
        return _duplicate(corpus, ready.outcome.path, article)
    articles.add(corpus, ready.item, ready.source, ready.derived, ready.added)
    return ready.outcome


def _duplicate(corpus: Corpus, path: str, article: str) -> Outcome:
    if articles.is_removed(corpus, article):
        return Outcome(path, "duplicate", article, None, "it was removed here; to have it back: reader undo")
    row = corpus.row("SELECT title FROM card JOIN article ON n = article WHERE id = ?", (article,))
    return Outcome(path, "duplicate", article, row[0] if row else None)


def _refused(path: str, error: ReaderError) -> _Ready:
    reason = f"{error.why}." + (f" {error.remedy}." if error.remedy else "")
    return _Ready(Outcome(path, "refused", reason=reason))


def _from_export(corpus: Corpus | None, path: str, export: Export, *, dry_run: bool) -> Iterator[_Ready]:
    """The articles of an exported corpus. What a person did comes first, so that the articles are made to fit it."""
    from reader import formats

    news = 0 if dry_run or corpus is None else _take_journal(corpus, export)
    for sentence in export.rejected:
        yield _Ready(Outcome(path, "refused", reason=f"{sentence}. The rest was taken."))
    for article in export.articles:
        try:
            with _failing_alone(path):
                item = formats.read(article.data, article.source)[0]
        except ReaderError as error:
            yield _refused(path, error)
        else:
            if corpus is not None and not dry_run:
                _date_back(corpus, article)
            yield _ready(corpus, path, item, article.source, article.added)
    if not export.articles:
        reason = f"{news} notes, marks and corrections"
        yield _Ready(Outcome(path, "added" if news else "duplicate", reason=reason))


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
        new = [op for op in export.ops if not corpus.row("SELECT 1 FROM op WHERE id = ?", (op.id,))]
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
    """Derive anew what is missing or of another version, and link the names. Gives the number of articles."""
    outdated = articles.outdated(corpus)
    for article in outdated:
        watch(article[:8])
        with corpus.write():
            articles.rederive(corpus, article)
    entities.relink(corpus)
    return len(outdated)
