"""Erases an article everywhere on this machine: in the corpus, in the backups of it, in what is kept beside it.

Every copy that is merged later does the same by the row of the journal. It cannot be undone; `remove` can.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reader import undo as deeds
from reader.corpus import articles, ops, purged
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.corpus.header import looks_like_corpus
from reader.corpus.state import states
from reader.hollow import PURGED, articles_of
from reader.places import state_dir
from reader.records import Op, ReaderError
from reader.speech import tr

_NAMING = frozenset({"article", "block"})
"""Tables of acts whose entry on the list of what can be undone has the title of the article."""


@dataclass(frozen=True, slots=True)
class Stake:
    """What a purge would take, and what it would leave without the words of the article."""

    title: str | None
    size: int
    """Of the original bytes."""
    notes: int
    highlights: int
    backups: int


def stake(corpus: Corpus, article: str) -> Stake:
    """What purging an article means; nothing is written."""
    kept = [row.table for row in states(corpus, "alive AND subject = ?", (article,))]
    size = len(articles.original(corpus, article))
    title = articles.title(corpus, article)
    return Stake(title, size, kept.count("note"), kept.count("highlight"), len(_copies(corpus.id)))


def purge(corpus: Corpus, article: str) -> list[str]:
    """Erase an article. Gives a sentence for each copy on this machine that could not be cleared.

    Raises `ReaderError` if somebody else is using the corpus: then it is purged, but its bytes wait for `index`.
    """
    with corpus.write():
        ops.record(corpus, PURGED, article, {"about": f"article:{article}"})
        follow(corpus, {(PURGED, article)})
    left = finish(corpus)
    if purged.is_waiting(corpus):
        raise ReaderError(article[:12], left[0], tr("Then run: reader index"))
    return left


def finish(corpus: Corpus) -> list[str]:
    """Clear what a purge, here or by a merge, has left to be done. Gives a sentence for what could not be cleared."""
    if not purged.is_waiting(corpus):
        return []
    try:
        purged.scrub(corpus)
        _forget_titles(corpus)
        _forget_quotes(corpus)
        left = _clear_copies(corpus)
        purged.done(corpus)
    except ReaderError as error:
        return [str(error)]
    return left


def bring_back(corpus: Corpus, article: str) -> bool:
    """Say of an article that was purged that a person wants it again, also in the lists. Whether it was."""
    was = purged.is_purged(corpus, article)
    if was:
        ops.record(corpus, PURGED, article, None)
        if articles.is_removed(corpus, article):
            ops.record(corpus, "removed", article, None)
    return was


def _orders(corpus: Corpus) -> list[Op]:
    return [op for article in purged.ever(corpus) for op in ops.of_row(corpus, PURGED, article)]


def _forget_titles(corpus: Corpus) -> None:
    gone = {op.row for op in _orders(corpus)}
    deeds.forget_all(
        corpus.id, {op.id.hex() for op in ops.every(corpus) if op.table in _NAMING and articles_of(op) & gone}
    )


def _forget_quotes(corpus: Corpus) -> None:
    """Take the words of what was purged out of drafts of notes; what a person wrote in them stays."""
    gone = {op.row for op in _orders(corpus)}
    for path in (state_dir(corpus.id) / "drafts").glob("*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            draft = json.loads(path.read_bytes())
            if str(draft["about"]["target"]).removeprefix("article:") in gone:
                draft["about"].update(said="", anchor=None)
                beside = path.with_suffix(".part")
                beside.write_text(json.dumps(draft), "ascii")
                beside.replace(path)


class _Copy(Corpus):
    """A copy of the corpus on this machine, of which no other is made before it is changed."""

    def backup(self, why: str) -> Path:
        """None."""
        return self.path


def _copies(corpus_id: str) -> list[Path]:
    """The backups of a corpus, and the copies of it that were put into the trash."""
    return sorted(path for path in state_dir(corpus_id).rglob("*") if path.is_file() and looks_like_corpus(path))


def _clear_copies(corpus: Corpus) -> list[str]:
    for half in state_dir(corpus.id).rglob("*.part"):  # of a backup that was killed: nobody will ever use it
        half.unlink(missing_ok=True)
    return [sentence for path in _copies(corpus.id) for sentence in clear(corpus, path)]


def clear(corpus: Corpus, path: Path) -> list[str]:
    """Erase from a copy of the corpus on this machine what was ever purged. Gives a sentence if it cannot be done."""
    orders = _orders(corpus)
    if not orders:
        return []
    try:
        with _Copy(path) as copy:
            if copy.id == corpus.id:
                _clear(copy, orders)
    except ReaderError as error:
        said = tr("{name}: it may still hold what was purged ({why}). Delete it by hand.")
        return [said.format(name=str(path), why=error.why)]
    return []


def _clear(copy: Corpus, orders: list[Op]) -> None:
    with copy.write():
        follow(copy, ops.insert(copy, orders))
    if purged.is_waiting(copy):
        purged.scrub(copy)
        purged.done(copy)
