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

from reader import acts
from reader.corpus import Corpus
from reader.corpus import annotations as written
from reader.records import ReaderError
from reader.speech import later, tr
from reader.text import canonical
from reader.tui.place import Place, Subject
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.tui.screens.note import NoteView
    from reader.tui.screens.notes import Notes

NOTHING_HERE = later("There is nothing here to write a note on")


class Saver:
    """Saves what was written on a subject: first as a new note, then as changes of it; an emptied one is deleted."""

    def __init__(self, corpus: Corpus, subject: Subject) -> None:
        self._corpus, self._subject = corpus, subject
        self._since = acts.standing(corpus, subject.note) if subject.note else ()
        self.said = ""

    def __call__(self, body: str) -> str:
        """Save, and give the name of further drafts. Raises `ReaderError`."""
        subject = self._subject
        if subject.note is None:
            subject.note = acts.write_note(self._corpus, subject.target, body, subject.anchor)
            self.said = tr("Note saved")
        elif body.strip() or subject.lit:
            acts.edit_note(self._corpus, subject.note, body, self._since)
            self.said = self._saved(subject.note, body)
        else:
            acts.remove_annotation(self._corpus, subject.note)
            subject.note = None
            self.said = tr("Note deleted; U brings it back")
        if subject.note:
            # What the next text is made of is what was written last: here.
            self._since = acts.standing(self._corpus, subject.note)[-1:]
        return subject.draft

    def _saved(self, note: str, body: str) -> str:
        stands = written.load(self._corpus, note)
        if stands.conflict:
            return tr("Note saved; it was changed elsewhere in the same place: both versions are kept")
        return (
            tr("Note saved")
            if stands.body == canonical(body)
            else tr("Note saved, with what was written elsewhere meanwhile")
        )


def write(place: Place) -> None:
    """Write a note on what is under the cursor, or write on in the one that is there."""
    subject = place.subject()
    if subject is None:
        place.say(tr(NOTHING_HERE), "quiet")
        return
    _must_be_writable(place)
    if subject.note and written.load(place.desk.corpus, subject.note).conflict:
        from reader.tui.screens.conflict import Conflict

        place.go_to(Conflict(place.desk, subject.note))
        return
    from reader.tui.doing import linking
    from reader.tui.screens.editor import Editor

    save = Saver(place.desk.corpus, subject)
    ask = partial(linking.ask, place.desk.corpus)
    editor = Editor(subject.said, subject.body, subject.draft, place.desk.drafts, save, ask)
    place.app.push_screen(editor, lambda saved: place.did(save.said, anew=True) if saved else None)


def write_outside(place: Place) -> None:
    """The same in ``$VISUAL`` or ``$EDITOR``."""
    subject = place.subject()
    if subject is None:
        place.say(tr(NOTHING_HERE), "quiet")
        return
    _must_be_writable(place)
    drafts, name = place.desk.drafts, subject.draft
    save = Saver(place.desk.corpus, subject)
    body = _edited(place, drafts.read(name) or subject.body)
    if body.strip() == subject.body.strip():
        place.say(tr("Nothing was changed"), "quiet")
        return
    try:
        save(body)
    except ReaderError as error:
        drafts.write(name, body)
        raise ReaderError(error.what, error.why, tr("Your text is kept as a draft: a opens it")) from None
    drafts.drop(name)
    place.did(save.said, anew=True)


def narrow(place: Notes) -> None:
    """Show only notes that match, as one types."""
    left = place.query_text
    place.mount(
        Prompt(tr("Only:"), left, done=place.narrow_on, changed=place.narrow_on, left=lambda: place.narrow(left))
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


def _edited(place: Place, body: str) -> str:
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
        if done.returncode:
            raise ReaderError(
                command, tr("it ended with an error ({code})").format(code=done.returncode), tr("The note is as it was")
            )
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except SuspendNotSupported:
        raise ReaderError(command, tr("this terminal cannot be lent to another program"), tr("Use a instead")) from None
    except (OSError, ValueError) as error:
        raise ReaderError(command, str(error), tr("Set VISUAL or EDITOR to your editor")) from error
    finally:
        with suppress(OSError):
            path.unlink()
