"""One note, as Markdown: its links are stops, and below it stand the notes that link to it."""

from __future__ import annotations

from textual.widget import Widget

from reader.corpus import annotations as written
from reader.corpus import references
from reader.corpus.references import Meant, opening
from reader.records import Annotation, ReaderError
from reader.speech import tr
from reader.tui import notetext
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.doing import linking
from reader.tui.leaflet import Leaflet, Part
from reader.tui.place import Place, bindings
from reader.tui.screens.notes import on_what, subject_of
from reader.tui.subject import Subject
from reader.tui.widgets.leaf import Leaf
from reader.tui.widgets.scroll import MEASURE
from reader.wikilinks import NOTE, Link


class NoteView(Place):
    """A note to read."""

    WHERE = "note"
    BINDINGS = bindings("note")

    def __init__(self, desk: Desk, note: str) -> None:
        super().__init__(desk)
        self.note: Annotation = written.load(desk.corpus, note)
        self.leaf = Leaf(Leaflet(self._shown()))
        self.leaf.measure = desk.settings.measure or MEASURE

    @property
    def pane(self) -> Leaf:
        """The note."""
        return self.leaf

    def panes(self) -> list[Widget]:
        """The note."""
        return [self.leaf]

    def _shown(self) -> list[Part]:
        corpus = self.desk.corpus
        linked = references.linked_from(corpus, "note", self.note.id)
        return notetext.shown(
            self.note,
            self._said_of,
            [(NOTE + note.id, f"{opening(note)} ({note.modified[:10]})") for note in linked],
        )

    def _said_of(self, link: Link) -> str:
        return linking.said_of(self.desk.corpus, link)

    def reload(self) -> None:
        """Read the note anew; leave where it is gone."""
        try:
            self.note = written.load(self.desk.corpus, self.note.id)
        except ReaderError:
            self.call_later(self._gone)
            return
        self.leaf.show(Leaflet(self._shown()))

    def _gone(self) -> None:
        # Not to be awaited: the screen would wait for its own end.
        if self.is_current:
            self.app.pop_screen()

    def top_facts(self) -> tuple[str, str]:
        """When it was written, and on what."""
        on = on_what(self.desk.corpus, self.note)
        state = tr("in conflict") if self.note.conflict else tr("its place is lost") if self.note.orphan else ""
        return tr("Note of {date} on {what}").format(date=self.note.modified[:10], what=on), state

    def foot_facts(self) -> tuple[str, str]:
        """What Tab stopped at, else what can be done."""
        address = self.leaf.stopped_at()
        if address is not None:
            return linking.says(self.desk.corpus, address), ""
        there = bool(self.note.article or self.note.entity)
        keys = with_keys(tr("{next-link} links   {note} write on   {history} history   {delete} delete   {close} back"))
        return f"{with_keys(tr('{open} what it is on'))}   {keys}" if there else keys, ""

    def article(self) -> str | None:
        """The article the note is on."""
        return self.note.article

    def subject(self) -> Subject | None:
        """The note itself."""
        return subject_of(self.desk.corpus, self.note)

    def words(self) -> tuple[str, str]:
        """The note."""
        return self.note.body, tr("the note")

    def follow(self) -> None:
        """Follow the link Tab stopped at, else go to what the note is on."""
        from reader.tui.screens.conflict import Conflict
        from reader.tui.screens.page import Page

        address, note = self.leaf.stopped_at(), self.note
        if address is not None:
            linking.follow(self, address)
        elif note.conflict:
            self.go_to(Conflict(self.desk, note.id))
        elif note.article:
            self.go_to(Page(self.desk, note.article, note=note.id))
        elif note.entity:
            linking.open_thing(self, Meant("entity", note.entity, ""))
        else:
            self.say(with_keys(tr("It is on the whole corpus; {next-link} goes to a link")), "quiet")

    def on_leaf_followed(self, event: Leaf.Followed) -> None:
        """A link was clicked."""
        linking.follow(self, event.address)

    def step_back(self) -> bool:
        """Leave the link Tab stopped at."""
        return self.leaf.leave_stop()
