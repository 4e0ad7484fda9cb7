"""Marks on articles: bookmarks, read marks, tags, positions, removal."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from reader.acts.act import act, toggle
from reader.corpus import ops
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.records import ReaderError
from reader.speech import tr, trn
from reader.text import one_line

_LONGEST_TAG = 100


def bookmark(corpus: Corpus, article: str, on: bool = True) -> None:
    """Set or take away a bookmark."""
    toggle(corpus, "bookmark", article, on, tr("the bookmark"))


def mark_read(corpus: Corpus, article: str, on: bool = True, *, by_hand: bool = True) -> None:
    """Mark an article read or unread. Not ``by_hand``: its end was shown, and undo passes over it."""
    toggle(corpus, "read", article, on, tr("the read mark"), undoable=by_hand)


def bookmark_all(corpus: Corpus, articles: Sequence[str], on: bool = True) -> None:
    """Set or take away the bookmarks of several articles, in one act."""
    _toggle_all(
        corpus,
        "bookmark",
        articles,
        on,
        lambda n: trn("the bookmark of {n} article", "the bookmarks of {n} articles", n),
    )


def mark_all_read(corpus: Corpus, articles: Sequence[str], on: bool = True) -> None:
    """Mark several articles read or unread, in one act."""
    _toggle_all(
        corpus, "read", articles, on, lambda n: trn("the read mark of {n} article", "the read marks of {n} articles", n)
    )


def remove_all(corpus: Corpus, articles: Sequence[str]) -> None:
    """Take several articles out of the lists, in one act."""
    _toggle_all(
        corpus, "removed", articles, True, lambda n: trn("the removal of {n} article", "the removal of {n} articles", n)
    )


def _toggle_all(corpus: Corpus, table: str, articles: Sequence[str], on: bool, said: Callable[[int], str]) -> None:
    changed = [article for article in articles if _is(corpus, table, article) != on]
    if changed:
        act(corpus, said(len(changed)), *((table, row, {} if on else None) for row in changed))


def _is(corpus: Corpus, table: str, row: str) -> bool:
    present = state(corpus, table, row)
    return present is not None and present.alive


def tag(corpus: Corpus, article: str, name: str, on: bool = True) -> None:
    """Give an article a tag or take it away."""
    retag(corpus, article, *([name], []) if on else ([], [name]))


def retag(corpus: Corpus, article: str, given: Sequence[str], taken: Sequence[str]) -> None:
    """Give an article tags and take others away, in one act."""
    retag_all(corpus, [article], given, taken)


def untagged(corpus: Corpus, article: str, names: Sequence[str]) -> list[str]:
    """Those of some tags that an article does not have."""
    own = {_key(tag) for (tag,) in corpus.rows("SELECT tag FROM tag WHERE article = ?", (article,))}
    return [name for name in names if _key(_clean(name)) not in own]


def retag_all(corpus: Corpus, articles: Sequence[str], given: Sequence[str], taken: Sequence[str]) -> None:
    """Give several articles tags and take others away, in one act. Tags that differ in case alone are one.

    Of these the corpus keeps the spelling it has, until the last article with it is given another.
    """
    known = _spellings(corpus, articles, {_clean(name) for name in taken})
    spelled = {_key(name): known.get(_key(name)) or _new(name) for name in map(_clean, given)}
    wanted = {f"{article} {name}": True for article in articles for name in spelled.values()}
    for article in articles:
        own = {row[0] for row in corpus.rows("SELECT tag FROM tag WHERE article = ?", (article,))}
        gone = {_key(_clean(name)) for name in taken}
        for name in sorted(own):
            if _key(name) in gone and name not in spelled.values():
                wanted[f"{article} {name}"] = False
    changed = [row for row, on in wanted.items() if _is(corpus, "tag", row) != on]
    if changed:
        names = ", ".join(dict.fromkeys(row.partition(" ")[2] for row in changed))
        act(
            corpus,
            tr("the tag {names}").format(names=names),
            *(("tag", row, {} if wanted[row] else None) for row in changed),
        )


def tag_name(name: str, *, new: bool = True) -> str:
    """A tag as it may be given, or (not ``new``) taken away. Raises `ReaderError` for what is none."""
    return _new(_clean(name)) if new else _clean(name)


def _clean(name: str) -> str:
    clean = unicodedata.normalize("NFC", " ".join(one_line(name).split()).removeprefix("#"))
    if not clean:
        raise ReaderError(tr("tag"), tr("it has no letters"), tr("Give a word"))
    return clean


def _new(name: str) -> str:
    """A tag that the corpus does not have yet; what is longer than any word of order was pasted by mistake."""
    if len(name) > _LONGEST_TAG:
        why = tr("it is longer than {most} characters").format(most=_LONGEST_TAG)
        raise ReaderError(tr("tag"), why, tr("Give a word"))
    return name


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _spellings(corpus: Corpus, articles: Sequence[str], taken: set[str]) -> dict[str, str]:
    """How tags are written, the more frequent way, by their folded forms; ``taken`` from the articles aside."""
    here = set(articles)
    counts = Counter(
        tag for article, tag in corpus.rows("SELECT article, tag FROM tag") if article not in here or tag not in taken
    )
    return {_key(tag): tag for tag, _ in reversed(counts.most_common())}


def leave_at(corpus: Corpus, article: str, offset: int) -> None:
    """Remember where reading stopped."""
    old = state(corpus, "position", article)
    if old is None or old.value.get("at") != offset:
        ops.record(corpus, "position", article, {"at": offset})


def remove_article(corpus: Corpus, article: str) -> None:
    """Take an article out of the lists; nothing of it is lost, and undo brings it back."""
    toggle(corpus, "removed", article, True, tr("the removal of the article"))
