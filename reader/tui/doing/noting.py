"""Writing notes: in the app's editor or in the person's own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from textual.app import SuspendNotSupported

from reader import acts
from reader.corpus import Corpus
from reader.records import ReaderError
from reader.tui.place import Place, Subject

NOTHING_HERE = "There is nothing here to write a note on"


class Saver:
    """Saves what was written on a subject: first as a new note, then as changes of it; an emptied one is deleted."""

    def __init__(self, corpus: Corpus, subject: Subject) -> None:
        self._corpus, self._subject = corpus, subject
        self.said = ""

    def __call__(self, body: str) -> str:
        """Save, and give the name of further drafts. Raises `ReaderError`."""
        subject = self._subject
        if subject.note is None:
            subject.note = acts.write_note(self._corpus, subject.target, body, subject.anchor)
            self.said = "Note saved"
        elif body.strip():
            acts.edit_note(self._corpus, subject.note, body)
            self.said = "Note saved"
        else:
            acts.remove_annotation(self._corpus, subject.note)
            subject.note = None
            self.said = "Note deleted; U brings it back"
        return subject.draft


def write(place: Place) -> None:
    """Write a note on what is under the cursor, or write on in the one that is there."""
    subject = place.subject()
    if subject is None:
        place.say(NOTHING_HERE, "quiet")
        return
    _must_be_writable(place)
    from reader.tui.screens.editor import Editor

    save = Saver(place.desk.corpus, subject)
    editor = Editor(subject.said, subject.body, subject.draft, place.desk.drafts, save)
    place.app.push_screen(editor, lambda saved: place.did(save.said, anew=True) if saved else None)


def write_outside(place: Place) -> None:
    """The same in ``$VISUAL`` or ``$EDITOR``."""
    subject = place.subject()
    if subject is None:
        place.say(NOTHING_HERE, "quiet")
        return
    _must_be_writable(place)
    drafts, name = place.desk.drafts, subject.draft
    body = _edited(place, drafts.read(name) or subject.body)
    if body.strip() == subject.body.strip():
        place.say("Nothing was changed", "quiet")
        return
    save = Saver(place.desk.corpus, subject)
    try:
        save(body)
    except ReaderError as error:
        drafts.write(name, body)
        raise ReaderError(error.what, error.why, "Your text is kept as a draft: a opens it") from None
    drafts.drop(name)
    place.did(save.said, anew=True)


def _must_be_writable(place: Place) -> None:
    """Say before anything is typed that it could not be saved."""
    corpus = place.desk.corpus
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or "it is read-only", "No notes can be written")


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
            raise ReaderError(command, "there is no such editor", "Set VISUAL or EDITOR to yours")
        with place.app.suspend():
            done = subprocess.run([*words, name], check=False)
        if done.returncode:
            raise ReaderError(command, f"it ended with an error ({done.returncode})", "The note is as it was")
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except SuspendNotSupported:
        raise ReaderError(command, "this terminal cannot be lent to another program", "Use a instead") from None
    except (OSError, ValueError) as error:
        raise ReaderError(command, str(error), "Set VISUAL or EDITOR to your editor") from error
    finally:
        with suppress(OSError):
            path.unlink()
