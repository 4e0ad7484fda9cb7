"""The list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.segment import Segment

from reader.corpus.listing import SORTS, Listing, Sort
from reader.records import Card, ReaderError
from reader.speech import apart, counted, later, quoted, tr
from reader.tui import paint, tasks
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.hints import back_hint, hint
from reader.tui.listplace import ListPlace
from reader.tui.neighbours import next_unread
from reader.tui.place import bindings
from reader.tui.subject import Subject
from reader.tui.widgets.rows import Ink, Rows

EMPTY = later(
    "Nothing to read yet.\n\nreader add FOLDER   brings in saved articles\n{help}                   shows all keys"
)
NO_MATCH = later("No article matches.\n\n{back:escape} shows all again.")
SORT_SAID: dict[Sort, str] = {
    "date": later("newest first"),
    "title": later("by title"),
    "outlet": later("by outlet"),
    "added": later("last added first"),
}
MARKED = later(
    "All marked:   {bookmark} bookmark   {read} read   {tags} tags   {delete} delete   {back:escape} unmarks"
)


def said_of(card: Card) -> str:
    """How an article is called where it has one line: its title, else its opening words in quotation marks."""
    return card.title or quoted(card.opening)


def paint_card(card: Card, width: int, ink: Ink) -> list[list[Segment]]:
    """One row: marks, date, outlet, title; the opening words where there is no title."""
    outlet = 0 if width < 56 else 12 if width < 110 else 22
    end = 0 if width < 110 else 24
    title = width - 5 - 12 - (outlet + 2 if outlet else 0) - (end + 2 if end else 0)
    signs = (
        ("•" if not card.read else " ")
        + ("♦" if card.bookmarked else " ")
        + ("¶" if card.notes or card.highlights else " ")
        + ("≡" if card.also else " ")
    )
    row = [
        Segment(signs + " ", ink("accent")),
        Segment(paint.fitted((card.published or "–")[:10], 10) + "  ", ink("quiet")),
    ]
    if outlet:
        row.append(Segment(paint.fitted(card.outlet or "–", outlet) + "  ", ink("quiet")))
    if card.title:
        row.append(Segment(paint.fitted(card.title, title), ink("lead" if card.read else "strong")))
    else:
        row.append(Segment(paint.fitted(quoted(paint.clipped(card.opening, max(0, title - 2))), title), ink("opening")))
    if end:
        row.append(Segment("  " + paint.fitted(" ".join("#" + tag for tag in card.tags), end), ink("quiet")))
    return [row]


class Shelf(ListPlace):
    """Articles in rows, filtered and sorted as one likes."""

    WHERE = "list"
    BINDINGS = bindings("list")

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__(desk)
        self.query_text = query
        self.sort: Sort = "date"
        self.rows = Rows(paint_card, empty=with_keys(tr(EMPTY)))
        self.rows.marked = lambda card: card.id in self.marked
        self.marked: dict[str, None] = {}
        """The articles (ids) that were marked, in this order: what is done to the list is done to all of them."""
        self.gone: list[str] = []
        """Articles that were removed from under the cursor: it goes to one that is back."""

    def reload(self) -> None:
        """List anew; the cursor stays on its article, or where it was."""
        current = self.rows.current()
        listing = Listing(self.desk.corpus, self.query_text, self.sort, hasty=True)
        self.desk.listing = listing
        back = next((one for one in reversed(self.gone) if listing.index(one) is not None), None)
        if back is not None:
            self.gone.remove(back)
        here = back or (current.id if current else None)
        place = listing.index(here) if here else None
        self.rows.empty = with_keys(tr(NO_MATCH) if self.query_text else tr(EMPTY))
        self.rows.show(listing, self.rows.cursor if place is None else place)
        if not listing.exact:
            tasks.begin(self, partial(self._count, listing), "count")

    async def _count(self, listing: Listing) -> None:
        """Count in the background what could not be at once."""
        from reader.tui.finder import Finder

        finder = Finder(self.desk.corpus.path)
        try:
            number = await finder.ask(listing.count)
        except ReaderError as error:
            self.say(str(error), "error")
            return
        finally:
            finder.close()
        was_last = self.rows.cursor == len(listing) - 1
        listing.counted(number)
        if self.rows.source is listing:
            self.rows.show(listing, number - 1 if was_last else self.rows.cursor)
            self.facts()

    def marks_changed(self) -> None:
        """Show marks anew without listing anew, so that no row leaves under the cursor."""
        if isinstance(self.rows.source, Listing):
            self.rows.source.forget()
        self.rows.redraw()

    def on_screen_resume(self) -> None:
        """The list that next and previous follow is this one again."""
        super().on_screen_resume()
        if isinstance(self.rows.source, Listing):
            self.desk.listing = self.rows.source

    def narrow(self, query: str) -> None:
        """Show only what matches a query; an empty one shows all."""
        if query.strip() != self.query_text:
            self.query_text = query.strip()
            # What one does not see must not be done to.
            self.marked.clear()
            self.rows.cursor = 0 if query.strip() else self.rows.cursor
            self.reload()
        self.facts()

    def sort_by(self, step: int) -> None:
        """Sort by another column."""
        self.sort = SORTS[(SORTS.index(self.sort) + step) % len(SORTS)]
        self.reload()
        self.say(tr("Sorted {order}").format(order=tr(SORT_SAID[self.sort])))

    def top_facts(self) -> tuple[str, str]:
        """The file and the filter; how many articles there are."""
        count = len(self.rows.source)
        left = tr("Only: {query}").format(query=self.query_text) if self.query_text else self.desk.corpus.path.name
        number = counted(count, "article") if self._is_exact() else tr("{n}+ articles").format(n=apart(count))
        return left, f"{number}, {tr(SORT_SAID[self.sort])}"

    def _is_exact(self) -> bool:
        return not isinstance(self.rows.source, Listing) or self.rows.source.exact

    def foot_facts(self) -> tuple[str, str]:
        """The place in the list."""
        count = len(self.rows.source)
        if self.marked:
            return with_keys(tr(MARKED)), tr("{n} marked").format(n=apart(len(self.marked)))
        keys = hint() if self.is_bottom else back_hint()
        return self.desk.corpus.banner or keys, paint.nth(self.rows.cursor, count) + "+" * (not self._is_exact())

    def card(self) -> Card | None:
        """The row under the cursor."""
        card: Card | None = self.rows.current()
        return card

    def article(self) -> str | None:
        """The article under the cursor."""
        card = self.card()
        return card.id if card else None

    def subject(self) -> Subject | None:
        """The article under the cursor, with its note if it has one on the whole."""
        card = self.card()
        return article_subject(self.desk, card) if card else None

    def words(self) -> tuple[str, str]:
        """The title under the cursor."""
        card = self.card()
        return (
            (card.title or card.opening, tr("the title") if card.title else tr("the opening words"))
            if card
            else ("", "")
        )

    def exported(self) -> tuple[str, Sequence[str] | None]:
        """All articles that are listed."""
        from reader import export

        return self.query_text or "dossier", export.matching(self.desk.corpus, self.query_text)

    def follow(self) -> None:
        """Open the article under the cursor."""
        from reader.tui.screens.page import Page

        if article := self.article():
            self.go_to(Page(self.desk, article))

    def go_article(self, by: int) -> None:
        """The next or previous row."""
        self.rows.go_lines(by)

    def go_hit(self, by: int) -> None:
        """The next or previous unread article."""
        place = next_unread(self.rows.source, self.rows.cursor, by)
        if place is None:
            self.say(tr("No further unread article") if by > 0 else tr("No unread article before"), "quiet")
        else:
            self.rows.go(place)

    def mark(self) -> None:
        """Mark the article under the cursor or take its mark away, and go to the next."""
        article = self.article()
        if article in self.marked:
            del self.marked[article]
        elif article:
            self.marked[article] = None
        self.rows.go_lines(1)
        self.rows.refresh()

    def unmark(self) -> bool:
        """Take all marks away; false if there is none."""
        had = bool(self.marked)
        self.marked.clear()
        self.rows.refresh()
        return had

    def step_back(self) -> bool:
        """Take the marks away, else show all again, where there is a filter and no screen below."""
        if self.unmark():
            return True
        if self.query_text and self.is_bottom:
            self.narrow("")
            return True
        return False


def article_subject(desk: Desk, card: Card) -> Subject:
    """An article as what a note is written on: its note on the whole, if there is one, else a new one."""
    from reader.corpus import annotations as written

    said = card.title or card.opening
    for note in written.of_article(desk.corpus, card.id) if card.notes else ():
        if note.kind == "note" and note.anchor is None:
            return Subject(f"article:{card.id}", said, note=note.id, body=note.body)
    return Subject(f"article:{card.id}", said)
