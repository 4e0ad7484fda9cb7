"""Mends a corpus: damaged rows come back from its copies and backups, and what follows from them is made anew.

Where SQLite itself finds the file malformed, what can be read of it goes into a new file, with all that its copies
have; the old one is kept aside. Nothing is thrown away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reader import copies, formats, intake
from reader.corpus import backups, derive, mending
from reader.corpus.check import damaged_articles, journal
from reader.corpus.file import Corpus, open_corpus
from reader.corpus.foreign import SIDE_FILES, Foreign, ForeignArticle, open_foreign
from reader.corpus.header import is_another_program
from reader.corpus.opening import make
from reader.corpus.salvage import Salvaged, salvage
from reader.fold import has_body, is_hollow
from reader.merge.news import News, gather
from reader.merge.union import put_in
from reader.places import state_dir
from reader.records import Op, ReaderError
from reader.speech import tr

Watch = Callable[[str], None]
_SAID = 10
"""Ids that are named in one sentence."""


@dataclass(slots=True)
class Repaired:
    """What was done, sentence by sentence, and where the old file is kept if there is a new one."""

    done: list[str] = field(default_factory=list)
    aside: str | None = None


def repair(path: Path, others: Sequence[Path] = (), watch: Watch = lambda _: None) -> Repaired:
    """Mend the corpus at ``path``, with other copies that are named. Raises `ReaderError` if nothing can be done."""
    try:
        corpus = open_corpus(path)
    except ReaderError as error:
        if not path.is_file() or is_another_program(path):
            raise
        return _anew(path, others, watch, error)
    with corpus:
        if corpus.readonly:
            raise ReaderError(path.name, corpus.banner or tr("it is read-only"), tr("Nothing was changed"))
        if mending.is_whole(corpus):
            return _mend(corpus, others, watch)
    return _anew(path, others, watch, None)


def _mend(corpus: Corpus, others: Sequence[Path], watch: Watch) -> Repaired:
    told = Repaired()
    watch("rows")
    articles = damaged_articles(corpus)
    _, damaged, broken = journal(corpus)
    found, sound = _fetched(corpus, others, set(articles), {id for id in damaged if isinstance(id, bytes)}, told)
    lost = [article for article in articles if article not in found]
    gone = [id for id in broken if id not in sound]
    with corpus.write():
        mending.put_back(corpus, found.values(), list(sound.values()))
        if gone:
            target = _aside(corpus.id) / f"{_now()}-entries.jsonl"
            mending.set_aside(corpus, gone, target)
            told.done.append(tr("entries that cannot be read were put aside: {path}").format(path=str(target)))
        mending.make_readable(corpus, lost, _aside(corpus.id) / f"{_now()}-articles.jsonl")
        watch("lists")
        mending.remake(corpus)
    _finish(corpus, watch, told)
    return told


def _fetched(
    corpus: Corpus, others: Sequence[Path], articles: set[str], ops: set[bytes], told: Repaired
) -> tuple[dict[str, ForeignArticle], dict[bytes, Op]]:
    """The sound forms of damaged articles and ops, from the first copy that has them."""
    found: dict[str, ForeignArticle] = {}
    sound: dict[bytes, Op] = {}
    whole: set[bytes] = set()
    for foreign in _opened(corpus.path, corpus.id, others) if articles or ops else ():
        heads = {head[0] for head in foreign.article_heads()} & (articles - found.keys())
        news = {id: article for id in sorted(heads) if (article := foreign.article(id))}
        more = {op.id: op for op in foreign.ops((ops - whole) & foreign.op_ids()) if op.id not in sound or has_body(op)}
        found |= news
        sound |= more
        whole = {op.id for op in sound.values() if not is_hollow(op)}
        if news or more:
            told.done.append(_came(foreign.path, len(news), len(more)))
        if found.keys() == articles and whole == ops:
            break
    return found, sound


def _came(path: Path, articles: int, ops: int) -> str:
    return tr("fetched from {path}: articles {articles}, entries of the journal {entries}").format(
        path=str(path), articles=articles, entries=ops
    )


def _opened(path: Path, lineage: str, others: Sequence[Path]) -> Iterator[Foreign]:
    """The copies of a corpus that can be read: those that are named, those beside it, its backups from the newest."""
    for other in dict.fromkeys([*others, *copies.find(path, path.absolute().parent).copies, *_backups(lineage)]):
        with suppress(ReaderError), open_foreign(other) as foreign:
            if foreign.lineage == lineage:
                yield foreign


def _backups(lineage: str) -> list[Path]:
    return sorted(state_dir(lineage).glob("*.db"), reverse=True)


def _finish(corpus: Corpus, watch: Watch, told: Repaired) -> None:
    intake.index(corpus, watch)
    told.done.append(tr("made anew: what follows from articles and journal, and the search index"))


def _anew(path: Path, others: Sequence[Path], watch: Watch, error: ReaderError | None) -> Repaired:
    """A new file of what can be read of the old one, and of all that its copies have, in its place."""
    watch("rows")
    rescued = salvage(path)
    lineage = rescued.lineage or _lineage_of([*others, *backups.of_place(path)])
    if lineage is None:
        why = error.why if error else tr("the file is damaged")
        raise ReaderError(str(path), why, tr("Name a copy of it, or a backup: reader check --repair --from OTHER"))
    told = Repaired([
        tr("read from the damaged file: articles {articles}, entries of the journal {entries}").format(
            articles=len(rescued.articles), entries=len(rescued.ops)
        )
    ])  # fmt: skip
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        make(draft, lineage)
        with open_corpus(draft) as corpus:
            _fill(corpus, path, rescued, others, watch, told)
        told.aside = str(_put_in_place(draft, path, lineage))
    finally:
        draft.unlink(missing_ok=True)
    return told


def _lineage_of(others: Iterable[Path]) -> str | None:
    for other in others:
        with suppress(ReaderError), open_foreign(other) as foreign:
            return foreign.lineage
    return None


def _fill(corpus: Corpus, path: Path, rescued: Salvaged, others: Sequence[Path], watch: Watch, told: Repaired) -> None:
    _take(corpus, News(articles=rescued.articles, ops=rescued.ops), watch)
    for foreign in _opened(path, corpus.id, others):
        news = News()
        gather(corpus, foreign, news)
        if news:
            _take(corpus, news, watch)
            told.done.append(_came(foreign.path, len(news.articles), len(news.ops)))
    _finish(corpus, watch, told)
    _tell_lost(corpus, rescued, told)


def _take(corpus: Corpus, news: News, watch: Watch) -> None:
    made = []
    for article in sorted(news.articles.values(), key=lambda one: one.id):
        watch(article.id[:8])
        items = formats.read(article.data, article.source)
        made += [(article, item, derive.derive(item)) for item in items if len(items) == 1]
    put_in(corpus, news, made)


def _tell_lost(corpus: Corpus, rescued: Salvaged, told: Repaired) -> None:
    held = {row[0] for row in corpus.rows("SELECT id FROM article UNION SELECT row FROM state WHERE tbl = 'purged'")}
    ops = {row[0] for row in corpus.rows("SELECT id FROM op")}
    articles, entries = sorted(rescued.lost_articles - held), sorted(rescued.lost_ops - ops)
    if articles or entries:
        named = [*(one[:12] for one in articles), *(one.hex()[:12] for one in entries)]
        more = ", …" if len(named) > _SAID else ""
        told.done.append(
            tr("not found anywhere: articles {articles}, entries of the journal {entries} ({named})").format(
                articles=len(articles), entries=len(entries), named=", ".join(named[:_SAID]) + more
            )
        )


def _put_in_place(draft: Path, path: Path, lineage: str) -> Path:
    """Keep the old file and what lies beside it, then let the new one take its place."""
    kept = _aside(lineage) / f"{_now()}-{path.name}"
    for side in ("", *SIDE_FILES):
        if Path(f"{path}{side}").exists():
            shutil.copy2(f"{path}{side}", f"{kept}{side}")
    for side in SIDE_FILES:
        Path(f"{path}{side}").unlink(missing_ok=True)
    draft.replace(path)
    return kept


def _aside(lineage: str) -> Path:
    folder = state_dir(lineage) / "damaged"
    folder.mkdir(exist_ok=True)
    return folder


def _now() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
