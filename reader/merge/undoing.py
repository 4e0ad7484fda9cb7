"""Takes back what was done last here: an act, or a whole merge.

A merge is taken back by the backup made before it. What was done since is put on top of that, so that nothing else
is lost; and what it brought is not taken in again by itself.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from reader import acts
from reader import undo as deeds
from reader.corpus import articles, derive, ops
from reader.corpus.extent import holds
from reader.corpus.file import Corpus, open_corpus
from reader.corpus.foreign import ForeignArticle
from reader.corpus.restoring import restore
from reader.fold import has_body
from reader.merge import known, past
from reader.merge.news import News
from reader.merge.union import put_in
from reader.places import state_dir
from reader.records import Item, ReaderError
from reader.speech import tr


def undo(corpus: Corpus, *, ours: bool = False) -> str | None:
    """Take back the last thing done here; says what it was, ``None`` if there is nothing. ``ours``: in this process."""
    deed = last(corpus, ours=ours)
    if deed is None or not deed.merge:
        return acts.undo(corpus, ours=ours)
    deeds.forget(corpus.id, deed)
    return take_back(corpus, deed.merge)


def last(corpus: Corpus, *, ours: bool = False) -> deeds.Deed | None:
    """What `undo` would take back. A merge is everybody's: the app has it made by a process of its own."""
    return deeds.last(
        corpus.id, lambda deed: (not ours or deed.by == deeds.OURS or bool(deed.merge)) and _stands(corpus, deed)
    )


def _stands(corpus: Corpus, deed: deeds.Deed) -> bool:
    if not deed.merge:
        return ops.hold(corpus, deed.ops)
    merged = _found(corpus, deed.merge)
    return merged is not None and not merged.undone and holds(corpus, merged.after)


def _found(corpus: Corpus, id: str) -> past.Merged | None:
    return next((one for one in past.merges(corpus.id) if one.id == id), None)


def take_back(corpus: Corpus, id: str) -> str:
    """Take back a merge by its id; says so. Raises `ReaderError` if that cannot be done."""
    merged = _found(corpus, id)
    if merged is None or merged.undone or not holds(corpus, merged.after):
        why = tr("it was taken back, or the corpus was replaced since")
        raise ReaderError(tr("the merge"), why, tr("Delete by hand what is not wanted"))
    what = tr("the merge of {name}").format(name=merged.name)
    if not Path(merged.backup).exists():
        why = tr("the backup made before it is gone: only the newest are kept")
        raise ReaderError(what, why, tr("The next undo takes back what was done before it"))
    with tempfile.TemporaryDirectory(prefix="undo-", dir=state_dir(corpus.id)) as folder:
        draft = Path(shutil.copy(merged.backup, Path(folder, "before.db")))
        since = _put_on(corpus, merged, draft)
        corpus.backup("before-undo")
        restore(corpus, draft)
    past.mark_undone(corpus.id, id)
    known.decline(corpus.id, merged.hashes)
    if since:
        return tr("taken back: {what}; what was done since is kept").format(what=what)
    return tr("taken back: {what}").format(what=what)


def _put_on(corpus: Corpus, merged: past.Merged, draft: Path) -> bool:
    """Put on the backup what is in the corpus and did not come by the merge. Whether there was anything."""
    before, after = merged.before, merged.after
    beside = "n <= ? OR n > ?"
    with open_corpus(draft) as old:
        held, hollow = ops.held(old)
        kept = {row[0] for row in corpus.rows(f"SELECT id FROM op WHERE {beside}", (before.ops, after.ops))}
        had = {row[0] for row in old.rows("SELECT id FROM article")}
        read = {
            row[0] for row in corpus.rows(f"SELECT id FROM article WHERE {beside}", (before.articles, after.articles))
        }
        wanted = kept - (held - hollow)
        later = (op for op in ops.every(corpus) if op.id in wanted) if wanted else ()
        since = News(ops={op.id: op for op in later if op.id not in held or has_body(op)})
        made = [_again(corpus, article) for article in sorted(read - had)]
        if since or made:
            put_in(old, since, made)
        return bool(since or made)


def _again(corpus: Corpus, article: str) -> tuple[ForeignArticle, Item, derive.Derived]:
    source, added = corpus.rows("SELECT source, added FROM article WHERE id = ?", (article,))[0]
    item = articles.reread(corpus, article)
    return ForeignArticle(article, item.data, source, added), item, derive.derive(item)
