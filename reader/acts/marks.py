"""Marks on articles: bookmarks, read marks, tags, positions, removal."""

from __future__ import annotations

from collections.abc import Sequence

from reader.acts.act import act, toggle
from reader.corpus import ops
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.records import ReaderError
from reader.text import one_line


def bookmark(corpus: Corpus, article: str, on: bool = True) -> None:
    """Set or take away a bookmark."""
    toggle(corpus, "bookmark", article, on, "the bookmark")


def mark_read(corpus: Corpus, article: str, on: bool = True, *, by_hand: bool = True) -> None:
    """Mark an article read or unread. Not ``by_hand``: its end was shown, and undo passes over it."""
    toggle(corpus, "read", article, on, "the read mark", undoable=by_hand)


def tag(corpus: Corpus, article: str, name: str, on: bool = True) -> None:
    """Give an article a tag or take it away."""
    retag(corpus, article, *([name], []) if on else ([], [name]))


def retag(corpus: Corpus, article: str, given: Sequence[str], taken: Sequence[str]) -> None:
    """Give an article tags and take others away, in one act."""
    wanted = {_tag_row(article, name): True for name in given} | {_tag_row(article, name): False for name in taken}
    rows = {row: state(corpus, "tag", row) for row in wanted}
    changed = [row for row, present in rows.items() if (present is not None and present.alive) != wanted[row]]
    if changed:
        names = ", ".join(row.partition(" ")[2] for row in changed)
        act(corpus, f"the tag {names}", *(("tag", row, {} if wanted[row] else None) for row in changed))


def _tag_row(article: str, name: str) -> str:
    clean = " ".join(one_line(name).split()).removeprefix("#")
    if not clean:
        raise ReaderError("tag", "it has no letters", "Give a word")
    return f"{article} {clean}"


def leave_at(corpus: Corpus, article: str, offset: int) -> None:
    """Remember where reading stopped."""
    old = state(corpus, "position", article)
    if old is None or old.value.get("at") != offset:
        ops.record(corpus, "position", article, {"at": offset})


def remove_article(corpus: Corpus, article: str) -> None:
    """Take an article out of the lists; nothing of it is lost, and undo brings it back."""
    toggle(corpus, "removed", article, True, "the removal of the article")
