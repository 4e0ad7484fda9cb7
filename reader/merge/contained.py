"""Whether all that another copy holds is here, sound: what must be proven before that copy may go."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reader import copies
from reader.corpus import articles, ops
from reader.corpus.file import Corpus
from reader.corpus.foreign import open_foreign
from reader.corpus.state import states
from reader.journal import checksum
from reader.merge import known
from reader.records import ReaderError
from reader.speech import tr


def prove(corpus: Corpus, path: Path, *, coming: bool = False) -> None:
    """Raises `ReaderError` unless every article and every op of a copy is in the corpus, and sound there.

    ``coming``: what is not here yet is about to be.
    """
    mark = known.mark_of(path)
    with open_foreign(path) as foreign:
        theirs, wanted = {head[0] for head in foreign.article_heads()}, foreign.op_ids()
        missing = not coming and bool(
            theirs - _articles(corpus, theirs) or wanted - _ops(corpus) or any(foreign.news(*ops.held(corpus)))
        )
        damaged, another = bool(foreign.rejected), foreign.lineage != corpus.id
    if another:
        why = tr("it is a corpus of its own")
    elif damaged:
        why = tr("some of it is damaged, so nobody can tell what was in it")
    elif missing or known.mark_of(path) != mark:
        why = tr("not all of it is here")
    else:
        return
    raise ReaderError(str(path), why, tr("It stays where it is"))


def beside(corpus: Corpus, article: str) -> list[Path]:
    """The copies in the folder of the corpus that hold an article; what cannot be read is none."""
    found = copies.find(corpus.path, corpus.path.parent)
    return sorted(path for path in [*found.copies, *found.again] if _holds(path, article))


def _holds(path: Path, article: str) -> bool:
    try:
        with open_foreign(path) as foreign:
            return article in foreign.article_ids()
    except ReaderError:
        return False


def _articles(corpus: Corpus, wanted: set[str]) -> set[str]:
    """Those of some articles that are here with the bytes of their ids, or were erased here on purpose."""
    erased = {row.row for row in states(corpus, "tbl = 'purged' AND alive", ())}
    held = [row[0] for row in corpus.rows("SELECT id FROM article") if row[0] in wanted]
    sound = (id for id in held if hashlib.sha256(articles.original(corpus, id)).hexdigest() == id)
    return erased.union(sound)


def _ops(corpus: Corpus) -> set[bytes]:
    crc = dict(corpus.rows("SELECT id, crc FROM op"))
    return {op.id for op in ops.every(corpus) if checksum(op) == crc[op.id]}
