"""The other copies of an article: the same text elsewhere, versions of the page, papers that print the same story."""

from __future__ import annotations

from functools import partial

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import Corpus, kin
from reader.records import Card, Kin
from reader.speech import apart, percent, term, tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.notegroups import called
from reader.tui.place import bindings
from reader.tui.screens.shelf import said_of
from reader.tui.widgets.plate import Plate
from reader.tui.widgets.rows import Fixed, Ink, Rows


def how(copy: Kin) -> str:
    """In what way a copy is one."""
    return term(copy.how) if copy.how == "same text" else f"{term(copy.how)} {percent(copy.likeness)}"


def paint_copy(corpus: Corpus, copy: Kin, width: int, ink: Ink) -> list[list[Segment]]:
    """One row: date, outlet, how alike, title."""
    outlet = 12 if width < 110 else 22
    room = width - 12 - outlet - 2 - 16
    title = copy.title or called(corpus, f"article:{copy.id}")
    return [[
        Segment(paint.fitted((copy.published or "–")[:10], 12), ink("quiet")),
        Segment(paint.fitted(copy.outlet or "–", outlet) + "  ", ink("strong")),
        Segment(paint.fitted(how(copy), 16), ink("accent")),
        Segment(paint.fitted(title, room), ink("lead" if copy.title else "opening")),
    ]]  # fmt: skip


class Copies(ListPlace):
    """What else tells the same as an article."""

    WHERE = "copies"
    BINDINGS = bindings("copies")

    def __init__(self, desk: Desk, card: Card) -> None:
        super().__init__(desk)
        self.card = card
        self.plate = Plate()
        self.rows = Rows(partial(paint_copy, desk.corpus), empty=tr("No other copy of it."))

    def panes(self) -> list[Widget]:
        """The article, and its copies."""
        return [self.plate, self.rows]

    def reload(self) -> None:
        """Read the copies anew."""
        card = self.card
        known = [card.outlet or "", (card.published or "")[:10]]
        facts = " · ".join(part for part in known if part)
        self.plate.show([[(said_of(card), "title")], [(facts, "quiet")], []])
        self.rows.show(Fixed(kin.kin_of(self.desk.corpus, card.id)), self.rows.cursor)

    def top_facts(self) -> tuple[str, str]:
        """What is listed."""
        return tr("Copies, versions and the same story elsewhere"), apart(len(self.rows.source))

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        return with_keys(tr("{open} open it   {copies} what differs   {close} back")), ""

    def copy(self) -> Kin | None:
        """The copy under the cursor."""
        copy: Kin | None = self.rows.current()
        return copy

    def article(self) -> str | None:
        """The copy under the cursor."""
        copy = self.copy()
        return copy.id if copy else None

    def words(self) -> tuple[str, str]:
        """The title under the cursor."""
        copy = self.copy()
        return (copy.title or "", tr("the title")) if copy else ("", "")

    def follow(self) -> None:
        """Open the copy under the cursor."""
        from reader.tui.screens.page import Page

        if copy := self.copy():
            self.go_to(Page(self.desk, copy.id))
