"""Writing notes: in the app's editor or in the person's own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader.corpus import annotations as written
from reader.records import ReaderError
from reader.speech import later, quoted, tr
from reader.text import decode
from reader.tui.commands import BY_NAME, with_keys
from reader.tui.doing import drafting
from reader.tui.drafts import Draft
from reader.tui.notegroups import WHOLE
from reader.tui.place import Place
from reader.tui.subject import Subject
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.tui.screens.note import NoteView
    from reader.tui.screens.notes import Notes

KEPT = later("Your text is kept as a draft: {note} opens it")
NOTHING_HERE = later("There is nothing here to write a note on")


def write(place: Place) -> None:
    """Write a note on what is under the cursor, or write on in the one that is there."""
    draft = draft_at(place)
    if draft:
        go_on(place, draft)
        return
    subject = place.subject()
    if subject is None:
        place.say(tr(NOTHING_HERE), "quiet")
        return
    _must_be_writable(place)
    if subject.note and written.load(place.desk.corpus, subject.note).conflict:
        from reader.tui.screens.conflict import Conflict

        place.go_to(Conflict(place.desk, subject.note))
        return
    drafts = place.desk.drafts
    _edit(place, subject, drafts.take(drafts.find(subject.draft)))


def write_new(place: Notes) -> None:
    """Write a note on nothing but the whole, wherever the cursor is."""
    _must_be_writable(place)
    subject, drafts = Subject(WHOLE, ""), place.desk.drafts
    _edit(place, subject, drafts.take(drafts.find(subject.draft)))


def _edit(place: Place, subject: Subject, kept: Draft | None) -> None:
    from reader.tui.doing import linking
    from reader.tui.screens.editor import Editor

    corpus = place.desk.corpus
    kept = drafting.unsaved(place.desk.drafts, subject, kept)
    save = drafting.Saver(corpus, subject, drafting.since(corpus, kept))
    editor = Editor(
        drafting.heading(corpus, subject), subject.body, kept.begun if kept else save.begun, place.desk.drafts, save,
        partial(linking.ask, corpus), quote=quoted(subject.anchor.quote) if subject.anchor else "",
        kept=kept.body if kept else None,
    )  # fmt: skip
    place.app.push_screen(editor, lambda saved: _written(place, save) if saved else None)


def _written(place: Place, save: drafting.Saver) -> None:
    """Show what was written; in a list of notes, with the cursor on it."""
    from reader.tui.screens.notes import Notes

    place.did(save.said, anew=True)
    if isinstance(place, Notes) and save.note:
        place.go_note(save.note)


def draft_at(place: Place) -> Draft | None:
    """The draft under the cursor, in a list that has some."""
    from reader.tui.screens.notes import Notes

    return place.draft() if isinstance(place, Notes) else None


def go_on(place: Place, draft: Draft) -> None:
    """Write on in a draft that was left."""
    from reader.tui.screens.conflict import Conflict

    _must_be_writable(place)
    subject = drafting.subject_of(place.desk.corpus, draft.begun)
    if subject.note and written.load(place.desk.corpus, subject.note).conflict:
        place.go_to(Conflict(place.desk, subject.note))
        return
    kept = place.desk.drafts.take(draft)
    if kept is None:
        place.say(tr("Another window goes on with this draft"), "quiet")
    else:
        _edit(place, subject, kept)


def discard(place: Place, draft: Draft) -> None:
    """Throw a draft away, once that was said again: there is no way back."""

    def sure(key: str) -> None:
        if key in BY_NAME["delete"].keys:
            place.desk.drafts.discard(draft)
            place.did(tr("The draft is thrown away"), anew=True)
        else:
            place.say(tr("The draft is kept"), "quiet")

    said = with_keys(tr("This draft is in no note and cannot be brought back: {delete} again throws it away"))
    place.ask_key(said, sure)


def write_outside(place: Place) -> None:
    """The same in ``$VISUAL`` or ``$EDITOR``."""
    subject = place.subject()
    if subject is None:
        place.say(tr(NOTHING_HERE), "quiet")
        return
    _must_be_writable(place)
    drafts, name = place.desk.drafts, subject.draft
    kept = drafting.unsaved(drafts, subject, drafts.take(drafts.find(name)))
    save = drafting.Saver(place.desk.corpus, subject, drafting.since(place.desk.corpus, kept))
    begun = save.begun
    body = _edited(place, kept.body if kept else subject.body, partial(drafts.write, begun))
    if body.strip() == subject.body.strip():
        place.say(tr("Nothing was changed"), "quiet")
        return
    try:
        save(body)
    except ReaderError as error:
        drafts.write(begun, body)
        raise ReaderError(error.what, error.why, with_keys(tr(KEPT))) from None
    drafts.drop(name)
    place.did(save.said, anew=True)


def narrow(place: Notes) -> None:
    """Show only notes that match, as one types."""
    left, typing = place.query_text, place.typing
    place.mount(
        Prompt(
            tr("Only:"), left, done=place.narrow_on, changed=place.narrow_on, left=lambda: place.narrow(left, typing)
        )
    )


def group_next(place: Notes) -> None:
    """In the next order."""
    place.turn_order(1)


def group_previous(place: Notes) -> None:
    """In the order before."""
    place.turn_order(-1)


def next_tray(place: Notes) -> None:
    """The next part of the notes."""
    place.turn_tray(1)


def previous_tray(place: Notes) -> None:
    """The part before."""
    place.turn_tray(-1)


def history(place: Notes | NoteView) -> None:
    """What a note said before."""
    from reader.tui.screens.history import History
    from reader.tui.screens.notes import Notes

    note = place.note() if isinstance(place, Notes) else place.note
    if note is None:
        place.say(tr("There is no note under the cursor"), "quiet")
    else:
        place.go_to(History(place.desk, note))


def _must_be_writable(place: Place) -> None:
    """Say before anything is typed that it could not be saved."""
    corpus = place.desk.corpus
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or tr("it is read-only"), tr("No notes can be written"))


def _edited(place: Place, body: str, keep: Callable[[str], object]) -> str:
    """The text as the editor leaves it; ``keep`` takes what an editor wrote that ended with an error."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(suffix=".md", prefix="note-")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(body if not body or body.endswith("\n") else f"{body}\n")
        words = shlex.split(command)
        # Looked for before the terminal is lent: what cannot be started must not leave the app suspended.
        if not words or shutil.which(words[0]) is None:
            raise ReaderError(command, tr("there is no such editor"), tr("Set VISUAL or EDITOR to yours"))
        with place.app.suspend():
            done = subprocess.run([*words, name], check=False)
        text = decode(path.read_bytes()).rstrip("\n")
        if done.returncode:
            why = tr("it ended with an error ({code})").format(code=done.returncode)
            if text.strip() in {"", body.strip()}:
                raise ReaderError(command, why, tr("The note is as it was"))
            keep(text)
            raise ReaderError(command, why, with_keys(tr(KEPT)))
        return text
    except SuspendNotSupported:
        why = tr("this terminal cannot be lent to another program")
        raise ReaderError(command, why, with_keys(tr("Use {note} instead"))) from None
    except (OSError, ValueError) as error:
        raise ReaderError(command, str(error), tr("Set VISUAL or EDITOR to your editor")) from error
    finally:
        with suppress(OSError):
            path.unlink()
