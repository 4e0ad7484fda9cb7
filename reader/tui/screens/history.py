"""What a note said before: its versions, and what each of them changed."""

from __future__ import annotations

from rich.segment import Segment
from textual.widget import Widget

from reader import acts
from reader.corpus import annotations as written
from reader.corpus.history import Past, changes, history
from reader.records import Annotation, ReaderError
from reader.speech import term, tr
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.place import Place, bindings
from reader.tui.screens.compare import MEASURE, lines_of, paint_line
from reader.tui.screens.notes import on_what
from reader.tui.widgets.rows import Fixed, Ink, Rows

_DATE = 22
_MOST = 8
"""Lines of versions at most; what a version changed has the rest."""


def paint_past(past: Past, width: int, ink: Ink) -> list[list[Segment]]:
    """One version: when, how, and its first words."""
    at = past.at.replace("T", " ").removesuffix("Z") + " UTC"
    return [[Segment(paint.fitted(at, _DATE + 4), ink("quiet")),
             Segment(paint.fitted(term(past.how), 14), ink("accent")),
             Segment(paint.clipped(past.body.strip(), width - _DATE - 18), ink("lead"))]]  # fmt: skip


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
        self.versions = Rows(paint_past)
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
        try:
            self._note = written.load(self.desk.corpus, self._note.id)
        except ReaderError:
            self._note = written.load(self.desk.corpus, self._note.id, gone=True)
        self._pasts = history(self.desk.corpus, self._note)
        self.versions.styles.height = min(_MOST, max(1, len(self._pasts))) + 1
        self.versions.show(Fixed(self._pasts), self.versions.cursor)
        self._show_changes()

    def _show_changes(self) -> None:
        at = self.versions.cursor
        if not at < len(self._pasts):
            return
        hunks = changes(self._pasts, at)
        width = max(10, min(MEASURE, self.app.size.width - 8))
        lines = list(lines_of(hunks, width, "line"))
        self.changes.show(Fixed(lines if any(hunk.kind != "same" for hunk in hunks) else []))

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
        return said.format(what=on_what(self.desk.corpus, self._note)), ""

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        keys = tr("Enter takes this version back   j/k versions   Space turns the page   q back")
        return keys, f"{self.versions.cursor + 1}/{len(self._pasts)}"

    def follow(self) -> None:
        """Let the note say again what it said then."""
        past: Past | None = self.versions.current()
        if past is None:
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
            self.did(tr("The version of {date} is back; U takes that back").format(date=past.at[:10]), anew=True)
