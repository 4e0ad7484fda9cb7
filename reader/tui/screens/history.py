"""What a note said before: its versions, and what each of them changed."""

from __future__ import annotations

import textwrap

from textual.widget import Widget

from reader import acts
from reader.corpus import annotations as written
from reader.corpus.history import changes, history, untold
from reader.merge import merges
from reader.records import Annotation, ReaderError
from reader.speech import tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.place import Place, bindings
from reader.tui.screens.compare import MEASURE, Shown, lines_of, paint_line
from reader.tui.screens.notes import on_what
from reader.tui.versions import Told, Versions, paint_told
from reader.tui.widgets.rows import Fixed, Rows

_MOST = 8
"""Lines of versions at most; what a version changed has the rest."""


class Both:
    """The versions, gone through by lines, and below them what one changed, turned by pages."""

    def __init__(self, versions: Rows, changes: Rows) -> None:
        self._versions, self._changes = versions, changes

    def go_lines(self, by: int) -> None:
        """To another version."""
        self._versions.go_lines(by)

    def go_pages(self, by: float) -> None:
        """Turn the changes."""
        self._changes.go_pages(by)

    def go_end(self, last: bool) -> None:
        """To the oldest or the newest version."""
        self._versions.go_end(last)


class History(Place):
    """The versions of one note, newest first."""

    WHERE = "history"
    BINDINGS = bindings("history")

    def __init__(self, desk: Desk, note: Annotation) -> None:
        super().__init__(desk)
        self._note = note
        self.versions = Rows(paint_told)
        self.changes = Rows(paint_line, empty=tr("Nothing was changed."), pointed=False)

    @property
    def pane(self) -> Both:
        """The versions and the changes."""
        return Both(self.versions, self.changes)

    def panes(self) -> list[Widget]:
        """The versions, and below them what the one under the cursor changed."""
        return [self.versions, self.changes]

    def reload(self) -> None:
        """Read the versions anew."""
        corpus = self.desk.corpus
        try:
            self._note = written.load(corpus, self._note.id)
        except ReaderError:
            self._note = written.load(corpus, self._note.id, gone=True)
        self._pasts = history(corpus, self._note)
        self.versions.styles.height = min(_MOST, max(1, len(self._pasts))) + 1
        self.versions.show(Versions(corpus, self._pasts, merges(corpus.id)), self.versions.cursor)
        self._show_changes()

    def _show_changes(self) -> None:
        at = self.versions.cursor
        if not at < len(self._pasts):
            return
        hunks, why = changes(self._pasts, at), untold(self._pasts, at)
        width = max(10, min(MEASURE, self.app.size.width - 8))
        lines = [Shown("  ", ((line, "quiet"),)) for line in textwrap.wrap(why, width)]
        lines += [Shown("", ())] * bool(why) + list(lines_of(hunks, width, "line"))
        self.changes.show(Fixed(lines if why or any(hunk.kind != "same" for hunk in hunks) else []))

    def on_rows_moved(self) -> None:
        """Show what the version under the cursor changed."""
        if self.filled:
            self._show_changes()
            self.facts()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        if self.filled:
            self._show_changes()

    def top_facts(self) -> tuple[str, str]:
        """Of which note."""
        noted = self._note.kind == "note"
        said = tr("History of the note on {what}") if noted else tr("History of the highlight on {what}")
        return said.format(what=on_what(self.desk.corpus, self._note)), tr("times in UTC")

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        keys = with_keys(tr("{open} takes this version back   {down}/{up} choose   {page-down} turns   {close} back"))
        return keys, paint.nth(self.versions.cursor, len(self._pasts))

    def follow(self) -> None:
        """Let the note say again what it said then."""
        row: Told | None = self.versions.current()
        if row is None:
            return
        past = row.past
        if past.gone:
            self.say(tr("What it said then was let go: it cannot be taken back from here"), "quiet")
            return
        try:
            note = written.load(self.desk.corpus, self._note.id)
        except ReaderError:
            note = acts.restore_annotation(self.desk.corpus, self._note.id)
        if note.body == past.body and not note.conflict:
            self.did(tr("It says so now"), anew=True)
        else:
            acts.edit_note(self.desk.corpus, note.id, past.body)
            self.versions.cursor = 0
            said = tr("The version of {date} is back; {undo} takes that back")
            self.did(with_keys(said, date=past.at[:10]), anew=True)
