"""All notes and highlights, newest first."""

from __future__ import annotations

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import annotations as written
from reader.corpus import cards, entities
from reader.records import Annotation, ReaderError
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.place import Place, Subject, bindings
from reader.tui.sentence import two_lines
from reader.tui.widgets.rows import Fixed, Ink, Rows

EMPTY = "No notes yet.\n\na   writes one on what is under the cursor"
_DATE = 12


def paint_note(note: Annotation, width: int, ink: Ink) -> list[list[Segment]]:
    """Two lines of a note beside the day it was written, and a blank one."""
    text = note.body or (note.anchor.quote if note.anchor else "")
    if not note.body:
        text = f"“{text}”"
    lines = two_lines(text.strip(), [], width - _DATE, ink("lead" if note.body else "opening"), ink("match"))
    second = "conflict" if note.conflict else "highlight" if note.kind == "highlight" else ""
    heads = [Segment(paint.fitted(note.modified[:10], _DATE), ink("quiet")),
             Segment(paint.fitted(second, _DATE), ink("error" if note.conflict else "note"))]  # fmt: skip
    lines += [[] for _ in range(2 - len(lines))]
    return [[head, *line] for head, line in zip(heads, lines)]


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
        self.rows.show(Fixed(written.recent(self.desk.corpus)), self.rows.cursor)

    def note(self) -> Annotation | None:
        """The note under the cursor."""
        note: Annotation | None = self.rows.current()
        return note

    def top_facts(self) -> tuple[str, str]:
        """What this is."""
        return "Notes and highlights", f"{len(self.rows.source):,}"

    def foot_facts(self) -> tuple[str, str]:
        """What the note under the cursor is on."""
        note = self.note()
        return (
            f"on {self._on(note)}" if note else ""
        ), f"{self.rows.cursor + 1:,}/{len(self.rows.source):,}" if note else ""

    def _on(self, note: Annotation) -> str:
        try:
            if note.article:
                card = cards.card(self.desk.corpus, note.article)
                return card.title or f"“{card.opening}”"
            return entities.find(self.desk.corpus, note.entity).name if note.entity else "the whole corpus"
        except ReaderError:
            return "something that is not in the list any more"

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
        return Subject(target, self._on(note), note.anchor, note.id, note.body)

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
