"""What a person can do to a corpus. Each act is one op or a few in one transaction, and can be undone.

The command line and the app both call these, so that a key and a command mean the same.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from reader import undo as deeds
from reader.corpus import annotations as notes
from reader.corpus import entities, ops
from reader.corpus.cards import is_date
from reader.corpus.file import Corpus
from reader.corpus.follow import follow
from reader.corpus.mentions import mention_row
from reader.corpus.state import state
from reader.records import ENTITY_TYPES, Anchor, ReaderError, Value
from reader.text import canonical, one_line

CONTEXT = 32
"""Characters kept before and after a quote, as in W3C Web Annotation practice."""
NOTE_LIMIT = 8_000_000

Change = tuple[str, str, Value | None]


def bookmark(corpus: Corpus, article: str, on: bool = True) -> None:
    """Set or take away a bookmark."""
    _toggle(corpus, "bookmark", article, on, "the bookmark")


def mark_read(corpus: Corpus, article: str, on: bool = True, *, by_hand: bool = True) -> None:
    """Mark an article read or unread. Not ``by_hand``: its end was shown, and undo passes over it."""
    _toggle(corpus, "read", article, on, "the read mark", undoable=by_hand)


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
        _act(corpus, f"the tag {names}", *(("tag", row, {} if wanted[row] else None) for row in changed))


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


def anchor(text: str, start: int, end: int) -> Anchor:
    """The place ``[start, end)`` of a text with its words and what stands around them."""
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def write_note(corpus: Corpus, target: str, body: str, anchor: Anchor | None = None) -> str:
    """A new note on ``article:ID``, ``entity:ID`` or ``corpus``, on a passage if ``anchor`` is given. Gives its id."""
    note = os.urandom(16).hex()
    value = {"about": target, "body": _body(body), **_anchored(anchor)}
    _act(corpus, "the note", ("note", note, value))
    return note


def highlight(corpus: Corpus, article: str, anchor: Anchor, colour: int = 1, body: str = "") -> str:
    """A highlighted passage, with a remark if ``body`` is given. Gives its id."""
    mark = os.urandom(16).hex()
    value = {"about": f"article:{article}", "colour": colour, "body": canonical(body), **_anchored(anchor)}
    _act(corpus, "the highlight", ("highlight", mark, value))
    return mark


def edit_note(corpus: Corpus, annotation: str, body: str) -> None:
    """Give a note or highlight another text."""
    old = notes.load(corpus, annotation)
    text = _body(body)
    if text != old.body or old.conflict:
        _act(corpus, "the change of the note", (old.kind, old.id, {"body": text}))


def remove_annotation(corpus: Corpus, annotation: str) -> None:
    """Delete a note or highlight; undo brings it back."""
    old = notes.load(corpus, annotation)
    _act(corpus, f"the deletion of the {old.kind}", (old.kind, old.id, None))


def correct(corpus: Corpus, article: str, fields: Mapping[str, str | None]) -> None:
    """Say what title, outlet or date (``published``) of an article are; ``None``: what was found in the text."""
    published = fields.get("published")
    if published is not None and not is_date(published):
        raise ReaderError(published, "this is no date", "Write it as 2018-04-10T15:20, 2018-04-10, 2018-04 or 2018")
    present = state(corpus, "article", article)
    said = {field: one_line(value or "").strip() or None for field, value in fields.items()}
    news = {field: value for field, value in said.items() if (present.value.get(field) if present else None) != value}
    if news:
        names = " and ".join("date" if field == "published" else field for field in news)
        _act(corpus, f"the correction of the {names}", ("article", article, news))


def remove_article(corpus: Corpus, article: str) -> None:
    """Take an article out of the lists; nothing of it is lost, and undo brings it back."""
    _toggle(corpus, "removed", article, True, "the removal of the article")


def rename_entity(corpus: Corpus, entity: str, name: str) -> None:
    """Show an entity under another name."""
    clean = " ".join(one_line(name).split())
    if not clean:
        raise ReaderError("name", "it has no letters", "Give a name")
    _act(corpus, "the renaming", *_for_keys(corpus, entity, {"name": clean}))


def retype_entity(corpus: Corpus, entity: str, kind: str) -> None:
    """Say that an entity is a person, place, organisation or other thing."""
    if kind not in ENTITY_TYPES:
        raise ReaderError(kind, "this is no type", f"It is one of {', '.join(ENTITY_TYPES)}")
    _act(corpus, "the change of type", *_for_keys(corpus, entity, {"type": kind}))


def merge_entities(corpus: Corpus, first: str, others: Sequence[str]) -> None:
    """Say that entities are one and the same; they become the first."""
    names = [entities.find(corpus, reference) for reference in (first, *others)]
    keys = [entities.keys_of(corpus, one.id)[0] for one in names]
    pairs = {tuple(sorted((keys[0], key))) for key in keys[1:] if key != keys[0]}
    same: list[Change] = [("same", "\n".join(pair), {"same": True, "into": keys[0]}) for pair in sorted(pairs)]
    _act(
        corpus,
        "the merging",
        *same,
        *_for_keys(corpus, first, {"name": names[0].name, "type": names[0].type}),
    )


def reject_entity(corpus: Corpus, entity: str) -> None:
    """Say that an entity is none, wherever it was found."""
    found = entities.find(corpus, entity)
    _act(corpus, "the rejection", *(("reject", key, {}) for key in entities.keys_of(corpus, found.id)))


def reject_mention(corpus: Corpus, article: str, start: int, end: int) -> None:
    """Say that a name is none at one place."""
    found = corpus.row(
        "SELECT text FROM article JOIN mention ON mention.article = n WHERE id = ? AND start = ? AND end = ?",
        (article, start, end),
    )
    if found is None:
        raise ReaderError(f"{article[:8]}:{start}-{end}", "no name is marked there", "See: reader show --json")
    value = {"about": f"article:{article}", **_anchored(anchor(found[0], start, end))}
    _act(corpus, "the rejection of the mention", ("unmention", mention_row(article, start, end), value))


def undo(corpus: Corpus) -> str | None:
    """Take back the last act of this person on this machine; says what it was, ``None`` if there is nothing."""
    deed = deeds.take(corpus.id, lambda deed: ops.hold(corpus, deed.ops))
    if deed is None:
        return None
    try:
        with corpus.write():
            taken_back = {ops.take_back(corpus, op) for op in reversed(deed.ops)} - {None}
            follow(corpus, {row for row in taken_back if row is not None})
    except ReaderError:
        deeds.remember(corpus.id, deed)
        raise
    if not taken_back:
        raise ReaderError(deed.said, "it was changed since, on another machine", "Change it by hand")
    return f"taken back: {deed.said}"


def _toggle(corpus: Corpus, table: str, row: str, on: bool, said: str, *, undoable: bool = True) -> None:
    present = state(corpus, table, row)
    if (present is not None and present.alive) != on:
        _act(corpus, said, (table, row, {} if on else None), undoable=undoable)


def _act(corpus: Corpus, said: str, *changes: Change, undoable: bool = True) -> None:
    with corpus.write():
        done = tuple(ops.record(corpus, table, row, value).id.hex() for table, row, value in changes)
        follow(corpus, {(table, row) for table, row, _ in changes})
    if undoable:
        deeds.remember(corpus.id, deeds.Deed(said, done))


def _for_keys(corpus: Corpus, entity: str, value: Value) -> list[Change]:
    found = entities.find(corpus, entity)
    return [("entity", key, value) for key in entities.keys_of(corpus, found.id)]


def _anchored(place: Anchor | None) -> dict[str, object]:
    return {"anchor": place._asdict()} if place else {}


def _body(body: str) -> str:
    text = canonical(body)
    if not text.strip():
        raise ReaderError("note", "it is empty", "Write something, or delete the note")
    if len(text) > NOTE_LIMIT:
        raise ReaderError("note", "it is longer than 8 million characters", "Keep it in a file of its own")
    return text
