"""Notes and highlights."""

from __future__ import annotations

import os

from reader.acts.act import act, anchored
from reader.corpus import annotations as notes
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.records import Anchor, Annotation, ReaderError
from reader.speech import tr
from reader.text import canonical

NOTE_LIMIT = 8_000_000


def write_note(corpus: Corpus, target: str, body: str, anchor: Anchor | None = None) -> str:
    """A new note on ``article:ID``, ``entity:ID`` or ``corpus``, on a passage if ``anchor`` is given. Gives its id."""
    note = os.urandom(16).hex()
    value = {"about": target, "body": _body(body), **anchored(anchor)}
    act(corpus, tr("the note"), ("note", note, value))
    return note


def highlight(corpus: Corpus, article: str, anchor: Anchor, colour: int = 1, body: str = "") -> str:
    """A highlighted passage, with a remark if ``body`` is given. Gives its id."""
    mark = os.urandom(16).hex()
    value = {"about": f"article:{article}", "colour": colour, "body": canonical(body), **anchored(anchor)}
    act(corpus, tr("the highlight"), ("highlight", mark, value))
    return mark


def recolour(corpus: Corpus, highlight: str, colour: int) -> None:
    """Give a highlight another colour."""
    act(corpus, tr("the colour of the highlight"), ("highlight", highlight, {"colour": colour}))


def edit_note(corpus: Corpus, annotation: str, body: str, since: tuple[bytes, ...] | None = None) -> None:
    """Give a note or highlight another text.

    ``since``: the heads (`standing`) of the text it was made of. What others wrote after them is merged with it as in
    any merge; if they deleted the note, it is there again.
    """
    try:
        old = notes.load(corpus, annotation)
    except ReaderError:
        if since is None:
            raise
        old = notes.load(corpus, annotation, gone=True)
    text = canonical(body) if old.kind == "highlight" and not body.strip() else _body(body)
    if text != old.body or old.conflict:
        act(corpus, tr("the change of the note"), (old.kind, old.id, {"body": text}), since=since)


def standing(corpus: Corpus, annotation: str) -> tuple[bytes, ...]:
    """The heads of a note or highlight as it now stands."""
    rows = (state(corpus, table, annotation) for table in ("note", "highlight"))
    return next((row.heads for row in rows if row), ())


def remove_annotation(corpus: Corpus, annotation: str) -> None:
    """Delete a note or highlight; undo brings it back."""
    old = notes.load(corpus, annotation)
    said = tr("the deletion of the note") if old.kind == "note" else tr("the deletion of the highlight")
    act(corpus, said, (old.kind, old.id, None))


def restore_annotation(corpus: Corpus, annotation: str) -> Annotation:
    """Bring a deleted note or highlight back; gives it."""
    old = notes.load(corpus, annotation, gone=True)
    said = tr("the return of the note") if old.kind == "note" else tr("the return of the highlight")
    act(corpus, said, (old.kind, old.id, {}))
    return old


def _body(body: str) -> str:
    text = canonical(body)
    if not text.strip():
        raise ReaderError(tr("note"), tr("it is empty"), tr("Write something, or delete the note"))
    if len(text) > NOTE_LIMIT:
        raise ReaderError(tr("note"), tr("it is longer than 8 million characters"), tr("Keep it in a file of its own"))
    return text
