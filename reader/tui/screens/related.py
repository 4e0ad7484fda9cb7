"""More like this: what speaks of the same as an article, and the names and words that both have."""

from __future__ import annotations

from functools import partial

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import Corpus
from reader.records import Card, ReaderError
from reader.search.related import Related, related
from reader.speech import apart, later, tr
from reader.tui import paint, tasks
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.finder import Finder, OvertakenError
from reader.tui.listplace import ListPlace
from reader.tui.notegroups import called
from reader.tui.place import bindings
from reader.tui.screens.shelf import said_of
from reader.tui.widgets.plate import Plate
from reader.tui.widgets.rows import Fixed, Ink, Rows

_DATE = 12
NONE = later("Nothing else speaks of the same.\n\nBy the names and words that few articles have")


def paint_related(corpus: Corpus, one: Related, width: int, ink: Ink) -> list[list[Segment]]:
    """The title beside the date, what both say, and a blank line."""
    title, ink_of_title = one.title or called(corpus, f"article:{one.id}"), "strong" if one.title else "opening"
    both = tr("both: {words}").format(words=", ".join(one.both))
    outlet = paint.fitted(one.outlet or "", _DATE - 1) + " "
    return [
        [Segment(paint.fitted((one.published or "–")[:10], _DATE), ink("quiet")),
         Segment(paint.clipped(title, width - _DATE), ink(ink_of_title))],
        [Segment(outlet, ink("quiet")), Segment(paint.clipped(both, width - _DATE), ink("quiet"))],
    ]  # fmt: skip


class Similar(ListPlace):
    """Articles that share rare names and words with one, best first."""

    WHERE = "related"
    BINDINGS = bindings("related")

    def __init__(self, desk: Desk, card: Card) -> None:
        super().__init__(desk)
        self.card = card
        self.finder = Finder(desk.corpus.path)
        self.plate = Plate()
        self.rows = Rows(partial(paint_related, desk.corpus), height=3, empty="")

    def panes(self) -> list[Widget]:
        """The article, and those like it."""
        return [self.plate, self.rows]

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self.finder.close()

    def reload(self) -> None:
        """Look for them in the background."""
        facts = " · ".join(part for part in (self.card.outlet or "", (self.card.published or "")[:10]) if part)
        self.plate.show([[(said_of(self.card), "title")], [(facts, "quiet")], []])
        tasks.begin(self, self._look, "related")

    def marks_changed(self) -> None:
        """Marks change nothing here."""

    async def _look(self) -> None:
        try:
            found = await self.finder.ask(lambda corpus: related(corpus, self.card.id))
        except OvertakenError:
            return
        except ReaderError as error:
            self.say(str(error), "error")
            return
        self.rows.empty = tr(NONE)
        self.rows.show(Fixed(found), self.rows.cursor)
        self.facts()

    def top_facts(self) -> tuple[str, str]:
        """What is listed."""
        return tr("More like this"), apart(len(self.rows.source))

    def foot_facts(self) -> tuple[str, str]:
        """What can be done, and the place in the list."""
        keys = with_keys(tr("{open} open   {related} more like that   {close} back"))
        return keys, paint.nth(self.rows.cursor, len(self.rows.source))

    def article(self) -> str | None:
        """The article under the cursor."""
        one: Related | None = self.rows.current()
        return one.id if one else None

    def words(self) -> tuple[str, str]:
        """The title under the cursor."""
        one: Related | None = self.rows.current()
        return (one.title or "", tr("the title")) if one else ("", "")

    def follow(self) -> None:
        """Open the article under the cursor."""
        from reader.tui.screens.page import Page

        if article := self.article():
            self.go_to(Page(self.desk, article))
