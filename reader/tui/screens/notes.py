"""All notes and highlights, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import Corpus, cards, entities
from reader.corpus import annotations as written
from reader.records import Annotation, ReaderError
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.place import Place, Subject, bindings
from reader.tui.widgets.rows import Ink, Rows

EMPTY = "No notes yet.\n\na   writes one on what is under the cursor"
_DATE = 12


class Listed(NamedTuple):
    """A note, and how that is called which it is on."""

    note: Annotation
    on: str


class NoteList:
    """Notes with what they are on, looked up for those on the screen only: a source of rows."""

    def __init__(self, corpus: Corpus, notes: Sequence[Annotation]) -> None:
        self._corpus, self._notes = corpus, notes

    def __len__(self) -> int:
        return len(self._notes)

    def rows(self, start: int, stop: int) -> list[Listed]:
        """The notes at places ``start`` to ``stop``."""
        return [Listed(note, on_what(self._corpus, note)) for note in self._notes[max(0, start) : stop]]


def on_what(corpus: Corpus, note: Annotation) -> str:
    """The title of the article, or the name, that a note is on."""
    try:
        if note.article:
            card = cards.card(corpus, note.article)
            return card.title or f"“{card.opening}”"
        return entities.find(corpus, note.entity).name if note.entity else "the whole corpus"
    except ReaderError:
        return "something that is not in the list any more"


def paint_note(row: Listed, width: int, ink: Ink) -> list[list[Segment]]:
    """A line of a note beside the day it was written, one of what it is on, and a blank one."""
    note = row.note
    words = note.body.strip() or f"“{note.anchor.quote if note.anchor else ''}”"
    lines = [Segment(paint.clipped(words, width - _DATE), ink("lead" if note.body else "opening")),
             Segment(paint.clipped(f"on {row.on}", width - _DATE), ink("quiet"))]  # fmt: skip
    second = "conflict" if note.conflict else "highlight" if note.kind == "highlight" else ""
    heads = [Segment(paint.fitted(note.modified[:10], _DATE), ink("quiet")),
             Segment(paint.fitted(second, _DATE), ink("error" if note.conflict else "note"))]  # fmt: skip
    return [[head, line] for head, line in zip(heads, lines)]


class Notes(Place):
    """Notes and highlights of the whole corpus."""

    WHERE = "notes"
    BINDINGS = bindings("notes")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows = Rows(paint_note, height=3, empty=EMPTY)

    @property
    def pane(self) -> Rows:
        """The notes."""
        return self.rows

    def panes(self) -> list[Widget]:
        """The notes."""
        return [self.rows]

    def reload(self) -> None:
        """Read the notes anew."""
        self.rows.show(NoteList(self.desk.corpus, written.recent(self.desk.corpus)), self.rows.cursor)

    def note(self) -> Annotation | None:
        """The note under the cursor."""
        row: Listed | None = self.rows.current()
        return row.note if row else None

    def top_facts(self) -> tuple[str, str]:
        """What this is."""
        return "Notes and highlights", f"{len(self.rows.source):,}"

    def foot_facts(self) -> tuple[str, str]:
        """What can be done with the note under the cursor."""
        count = len(self.rows.source)
        keys = "? help   Enter open   a write on   D delete   q back"
        return (keys, f"{self.rows.cursor + 1:,}/{count:,}") if count else ("a write a note   q back", "")

    def article(self) -> str | None:
        """The article the note is on."""
        note = self.note()
        return note.article if note else None

    def subject(self) -> Subject | None:
        """The note under the cursor; with no note at all, a note on the whole corpus."""
        note = self.note()
        if note is None:
            return Subject("corpus", "the whole corpus")
        target = f"article:{note.article}" if note.article else f"entity:{note.entity}" if note.entity else "corpus"
        return Subject(target, on_what(self.desk.corpus, note), note.anchor, note.id, note.body)

    def words(self) -> tuple[str, str]:
        """The note."""
        note = self.note()
        return (note.body or (note.anchor.quote if note.anchor else ""), "the note") if note else ("", "")

    def follow(self) -> None:
        """Go to the place of the note; one on a name or on the whole is shown itself."""
        from reader.tui.screens.note import NoteView
        from reader.tui.screens.page import Page

        note = self.note()
        if note and note.article:
            self.go_to(Page(self.desk, note.article, note=note.id))
        elif note:
            self.go_to(NoteView(self.desk, note.id))

    def on_rows_chosen(self) -> None:
        """A double click opens."""
        self.follow()
