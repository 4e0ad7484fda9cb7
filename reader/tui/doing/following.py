"""Following what a reader stopped at on a page: the rooms behind each are loaded when it is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.records import Annotation, Block, Mention
from reader.speech import tr
from reader.tui.commands import with_keys
from reader.tui.stops import Lit

if TYPE_CHECKING:
    from reader.tui.screens.page import Page


def follow(page: Page) -> None:
    """Open the name or the note, write the note of a highlight, keep what was cut; else say what can be followed."""
    stop = page.prose.stopped_at()
    if isinstance(stop, Lit) and not stop.mark.body:
        from reader.tui.doing import noting

        noting.write(page)
    elif isinstance(stop, Lit | Annotation):
        _open_note(page, stop.mark if isinstance(stop, Lit) else stop)
    elif isinstance(stop, Mention) and stop.entity:
        open_entity(page, stop.entity)
    elif isinstance(stop, Block) and not page.prose.choosing:
        from reader.tui.doing import mending

        mending.keep(page, stop)
    else:
        page.say(_nothing(page), "quiet")


def _open_note(page: Page, note: Annotation) -> None:
    from reader.tui.screens.note import NoteView

    page.go_to(NoteView(page.desk, note.id))


def open_entity(page: Page, entity: str) -> None:
    """All about a name."""
    from reader.corpus import entities
    from reader.tui.screens.entity import EntityPage

    page.go_to(EntityPage(page.desk, entities.find(page.desk.corpus, entity)))


def _nothing(page: Page) -> str:
    if page.prose.choosing:
        return with_keys(tr("{cut-paragraph} cuts the marked paragraph   {back:escape} leaves"))
    if page.prose.with_cut:
        return with_keys(tr("{next-entity} goes to a cut passage; {open} keeps it in the text"))
    return with_keys(tr("{next-entity} goes to a name or note; {open} opens it"))
