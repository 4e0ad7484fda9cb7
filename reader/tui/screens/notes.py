"""All notes and highlights: filtered as one types, in several orders, with trays for what is lost or deleted."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.segment import Segment

from reader import acts
from reader.corpus import Corpus, cards, entities
from reader.corpus import annotations as written
from reader.corpus.references import Meant
from reader.records import Annotation
from reader.search import AmongNotes
from reader.speech import apart, later, quoted, term, tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.drafts import Draft
from reader.tui.hints import undoable
from reader.tui.listplace import ListPlace
from reader.tui.notegroups import (
    ORDERS,
    SAID,
    Heading,
    Listed,
    NoteList,
    Order,
    Row,
    Unsaved,
    called,
    listed,
    target_of,
)
from reader.tui.place import bindings
from reader.tui.subject import Subject
from reader.tui.widgets.rows import Ink, Rows
from reader.wikilinks import as_said

EMPTY = later("No notes yet.\n\n{note}   writes one on what is under the cursor")
_DATE = 12
_SEEN = 2000
"""Characters of a note of which a line is made."""
TRAYS: dict[str, tuple[str, Callable[[Annotation], bool]]] = {
    "all": (later("Notes and highlights"), lambda note: True),
    "notes": (later("Notes"), lambda note: note.kind == "note"),
    "highlights": (later("Highlights"), lambda note: note.kind == "highlight"),
    "conflicts": (later("Notes in conflict: two versions stand against each other"), lambda note: note.conflict),
    "lost": (later("Notes whose passage is not in the text any more, or not clearly"), lambda note: note.orphan),
    "deleted": (later("Deleted notes and highlights"), lambda note: True),
}
"""What one may see of the notes: how it is called, and which they are."""


def paint_row(row: Row, width: int, ink: Ink) -> list[list[Segment]]:
    """Two lines of a note or a draft beside its day, or of what the notes below are on; and a blank one."""
    if isinstance(row, Unsaved):
        return _paint_draft(row, width, ink)
    return _paint_heading(row, width, ink) if isinstance(row, Heading) else _paint_note(row, width, ink)


def _paint_draft(row: Unsaved, width: int, ink: Ink) -> list[list[Segment]]:
    at = time.strftime("%Y-%m-%d", time.gmtime(row.draft.at))
    on = tr("not saved, on {name}").format(name=row.on)
    words = as_said(row.draft.body[:_SEEN].strip())
    return [[Segment(paint.fitted(at, _DATE), ink("quiet")),
             Segment(paint.clipped(words, width - _DATE), ink("lead"))],
            [Segment(paint.fitted(tr("draft"), _DATE), ink("error")),
             Segment(paint.clipped(on, width - _DATE), ink("quiet"))]]  # fmt: skip


def _paint_heading(row: Heading, width: int, ink: Ink) -> list[list[Segment]]:
    kind = term(row.target.partition(":")[0].replace("entity", "name"))
    return [[Segment(paint.clipped(row.said, width), ink("heading"))],
            [Segment(f"{kind} · {apart(row.notes)}", ink("quiet"))]]  # fmt: skip


def _paint_note(row: Listed, width: int, ink: Ink) -> list[list[Segment]]:
    note, quote = row.note, quoted(row.note.anchor.quote) if row.note.anchor else ""
    words, on = as_said(note.body[:_SEEN].strip()) or quote, tr("on {name}").format(name=row.on) if row.on else ""
    below = "  ".join(
        part for part in (paint.clipped(quote, (width - _DATE) // 2) if note.body.strip() else "", on) if part
    )
    lines = [Segment(paint.clipped(words, width - _DATE), ink("lead" if note.body else "opening")),
             Segment(paint.clipped(below, width - _DATE), ink("quiet"))]  # fmt: skip
    sign, colour = _sign(note)
    heads = [Segment(paint.fitted(note.modified[:10], _DATE), ink("quiet")),
             Segment(paint.fitted(sign, _DATE), ink(colour))]  # fmt: skip
    return [[head, line] for head, line in zip(heads, lines)]


def _sign(note: Annotation) -> tuple[str, str]:
    if note.conflict:
        return tr("conflict"), "error"
    if note.orphan:
        return tr("lost place"), "error"
    return (tr("highlight {number}").format(number=note.colour) if note.kind == "highlight" else ""), "note"


class Notes(ListPlace):
    """Notes and highlights of the whole corpus, or those that ``only`` gives; ``said`` is what these are."""

    WHERE = "notes"
    BINDINGS = bindings("notes")

    def __init__(self, desk: Desk, only: Callable[[Corpus], list[Annotation]] | None = None, said: str = "") -> None:
        super().__init__(desk)
        self._only, self._said = only, said
        self.tray = "all"
        self.order: Order = "newest"
        self.query_text, self.typing = "", False
        self._kept = AmongNotes(desk.corpus, ())
        self._found = 0
        self._shown = NoteList(desk.corpus, [])
        self.rows = Rows(paint_row, height=3, empty=with_keys(tr(EMPTY)))

    def reload(self) -> None:
        """Read the notes anew; the cursor stays on its note, or where it was."""
        corpus = self.desk.corpus
        wanted = TRAYS[self.tray][1]
        read = written.deleted if self.tray == "deleted" else self._only or written.recent
        self._kept = AmongNotes(corpus, filter(wanted, read(corpus)))
        self._list()

    def _list(self) -> None:
        here, cursor = self.note(), self.rows.cursor
        found = self._kept.found(self.query_text, self.typing)
        self._found = len(found)
        self._shown = listed(self.desk.corpus, found, self.order, self._drafts())
        at = self._shown.index(here.id) if here else None
        self.rows.empty = with_keys(tr(EMPTY)) if self.tray == "all" and not self.query_text else tr("None.")
        self.rows.show(self._shown, cursor if at is None else at)
        self.facts()

    def _drafts(self) -> list[Draft]:
        """What was left unsaved stands before all notes."""
        whole = self.tray == "all" and not self.query_text and self._only is None
        return self.desk.drafts.left() if whole else []

    def narrow(self, query: str, typing: bool = False) -> None:
        """Show only notes that a query finds; ``typing``: its last word may not be written to its end."""
        self.query_text, self.typing = query.strip(), typing
        self._list()

    def narrow_on(self, typed: str) -> None:
        """The same while one types: the last word may go on."""
        last = typed.rpartition(" ")[2]
        self.narrow(typed, typing=last[-1:].isalnum() and not {":", '"'} & set(last))

    def turn_order(self, by: int) -> None:
        """Show them in the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + by) % len(ORDERS)]
        self._list()

    def turn_tray(self, by: int) -> None:
        """Show the next part of them."""
        trays = [tray for tray in TRAYS if tray != "deleted" or self._only is None]
        self.tray = trays[(trays.index(self.tray) + by) % len(trays)]
        self.reload()

    def note(self) -> Annotation | None:
        """The note under the cursor."""
        row: Row | None = self.rows.current()
        return row.note if isinstance(row, Listed) else None

    @property
    def noted(self) -> bool:
        """Whether a note or a draft is under the cursor, and no heading."""
        return isinstance(self.rows.current(), Listed | Unsaved)

    def go_note(self, note: str) -> None:
        """Put the cursor on a note, if it is listed."""
        at = self._shown.index(note)
        if at is not None:
            self.rows.go(at)

    def draft(self) -> Draft | None:
        """The draft under the cursor."""
        row: Row | None = self.rows.current()
        return row.draft if isinstance(row, Unsaved) else None

    def top_facts(self) -> tuple[str, str]:
        """What is shown, and in which order."""
        said = (self._said if self.tray == "all" else "") or tr(TRAYS[self.tray][0])
        some = tr("{notes} with “{words}”").format(notes=said, words=self.query_text.rstrip("*"))
        return some if self.query_text else said, f"{tr(SAID[self.order])}   {apart(self._found)}"

    def foot_facts(self) -> tuple[str, str]:
        """What can be done with the note under the cursor."""
        count = len(self._shown)
        at, notes = self._shown.place(self.rows.cursor)
        if self.draft():
            return with_keys(tr("{open} go on writing   {delete} throw it away   {copy} copy   {close} back")), ""
        if self.tray == "deleted":
            return with_keys(
                tr("{open} brings it back   {history} history   {next-tray} the others   {close} back")
            ), ""
        none = with_keys(tr("{new-note} new note   {next-tray} which   {close} back"))
        keys = with_keys(
            tr(
                "{filter-notes} filter  {group-notes} order  {next-tray} which  {note} write "
                "on  {new-note} new  {history} history  {delete} delete"
            )
        )
        return (keys, paint.nth(at, notes) if at >= 0 else "") if count else (none, "")

    def article(self) -> str | None:
        """The article the note is on."""
        row: Row | None = self.rows.current()
        target = row.target if isinstance(row, Heading) else target_of(row.note) if isinstance(row, Listed) else ""
        return target.removeprefix("article:") if target.startswith("article:") else None

    def subject(self) -> Subject | None:
        """The note under the cursor, or what a heading names; with no note at all, the whole corpus."""
        row: Row | None = self.rows.current()
        if row is None:
            return Subject("corpus", tr("the whole corpus")) if self.tray == "all" and not self.query_text else None
        if isinstance(row, Listed):
            return subject_of(self.desk.corpus, row.note) if self.tray != "deleted" else None
        if isinstance(row, Unsaved):
            from reader.tui.doing.drafting import subject_of as subject_of_draft

            return subject_of_draft(self.desk.corpus, row.draft.begun)
        return _of_heading(self.desk, row)

    def words(self) -> tuple[str, str]:
        """The note."""
        if draft := self.draft():
            return draft.body, tr("the draft")
        note = self.note()
        return (note.body or (note.anchor.quote if note.anchor else ""), tr("the note")) if note else ("", "")

    def follow(self) -> None:
        """Go to the place of the note; one on a name or on the whole is shown itself; a deleted one comes back."""
        from reader.tui.doing import noting
        from reader.tui.doing.linking import open_thing
        from reader.tui.screens.conflict import open_note
        from reader.tui.screens.note import NoteView
        from reader.tui.screens.page import Page

        row: Row | None = self.rows.current()
        if isinstance(row, Unsaved):
            noting.go_on(self, row.draft)
        elif isinstance(row, Heading):
            kind, _, thing = row.target.partition(":")
            if thing:
                open_thing(self, Meant("entity" if kind == "entity" else "article", thing, row.said))
        elif row and self.tray == "deleted":
            back = acts.restore_annotation(self.desk.corpus, row.note.id)
            self.did(
                undoable(tr("The note is back") if back.kind == "note" else tr("The highlight is back")), anew=True
            )
        elif row and row.note.conflict:
            open_note(self, row.note.id)
        elif row and row.note.article:
            self.go_to(Page(self.desk, row.note.article, note=row.note.id))
        elif row:
            self.go_to(NoteView(self.desk, row.note.id))

    def step_back(self) -> bool:
        """All of them again."""
        had = bool(self.query_text) or self.tray != "all"
        if had:
            self.query_text, self.tray = "", "all"
            self.reload()
        return had


def on_what(corpus: Corpus, note: Annotation) -> str:
    """The title of the article, or the name, that a note is on."""
    return called(corpus, target_of(note))


def subject_of(corpus: Corpus, note: Annotation) -> Subject:
    """A note, to be written on."""
    said = note.anchor.quote if note.anchor else on_what(corpus, note)
    return Subject(target_of(note), said, note.anchor, note.id, note.body, note.kind == "highlight")


def _of_heading(desk: Desk, heading: Heading) -> Subject:
    from reader.tui.screens.entity import entity_subject
    from reader.tui.screens.shelf import article_subject

    kind, _, thing = heading.target.partition(":")
    if kind == "article":
        return article_subject(desk, cards.card(desk.corpus, thing))
    return entity_subject(desk, entities.find(desk.corpus, thing)) if thing else Subject("corpus", heading.said)
