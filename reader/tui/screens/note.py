"""One note, as Markdown."""

from __future__ import annotations

from textual.widget import Widget

from reader.corpus import annotations as written
from reader.records import Annotation, ReaderError
from reader.tui.desk import Desk
from reader.tui.place import Place, Subject, bindings
from reader.tui.screens.notes import on_what
from reader.tui.widgets.leaf import Leaf


class NoteView(Place):
    """A note to read."""

    WHERE = "note"
    BINDINGS = bindings("note")

    def __init__(self, desk: Desk, note: str) -> None:
        super().__init__(desk)
        self.note: Annotation = written.load(desk.corpus, note)
        self.leaf = Leaf(_shown(self.note))

    @property
    def pane(self) -> Leaf:
        """The note."""
        return self.leaf

    def panes(self) -> list[Widget]:
        """The note."""
        return [self.leaf]

    def reload(self) -> None:
        """Read the note anew; leave where it is gone."""
        try:
            note = written.load(self.desk.corpus, self.note.id)
        except ReaderError:
            self.call_later(self._gone)
            return
        if note != self.note:
            self.note = note
            self.call_later(self.leaf.show, _shown(note))

    def _gone(self) -> None:
        # Not to be awaited: the screen would wait for its own end.
        if self.is_current:
            self.app.pop_screen()

    def top_facts(self) -> tuple[str, str]:
        """When it was written, and on what."""
        on = on_what(self.desk.corpus, self.note)
        return f"Note of {self.note.modified[:10]} on {on}", "in conflict" if self.note.conflict else ""

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        return "a write on   e in your editor   D delete   q back", ""

    def subject(self) -> Subject | None:
        """The note itself."""
        note = self.note
        target = f"article:{note.article}" if note.article else f"entity:{note.entity}" if note.entity else "corpus"
        return Subject(target, note.anchor.quote if note.anchor else "", note.anchor, note.id, note.body)


def _shown(note: Annotation) -> str:
    quote = "".join(f"> {line}\n" for line in note.anchor.quote.splitlines()) + "\n" if note.anchor else ""
    versions = "".join(f"\n\n---\n\nAnother version, {v.modified[:10]}:\n\n{v.body}" for v in note.versions[1:])
    return quote + note.body + versions
