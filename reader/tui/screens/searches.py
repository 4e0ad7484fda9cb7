"""The saved searches, and how much is new in each since it was last looked at."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from rich.segment import Segment

from reader.corpus import Corpus, counting
from reader.corpus.conditions import condition
from reader.corpus.searches import SavedSearch, last_article, saved
from reader.query import parse
from reader.records import ReaderError
from reader.search import Count, Found
from reader.speech import apart, counted, later, tr
from reader.tui import paint, tasks
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.finder import Finder, OvertakenError
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.widgets.rows import Fixed, Ink, Rows

EMPTY = later("No saved searches yet.\n\n{search}   searches; {save-search} there saves the search")
_COUNT = 16


class Kept(NamedTuple):
    """A saved search; of its texts how many are new, and how many there are: ``None`` while that is not known."""

    search: SavedSearch
    new: Count | None = None
    all: Count | None = None


def counts(corpus: Corpus, query: str, after: int) -> tuple[Count, Count]:
    """How many texts of a query came behind the one of some number, and how many there are."""
    is_new = after < last_article(corpus)
    where = condition(corpus, parse(query))
    if where.parts and where.is_indexed:
        new = counting.count(corpus, counting.since(where, after)) if is_new else 0
        return Count(new, True), Count(counting.count(corpus, where), True)
    every = Found(corpus, query).count()
    return (Found(corpus, query, after=after).count() if is_new else Count(0, True)), every


def paint_kept(kept: Kept, width: int, ink: Ink) -> list[list[Segment]]:
    """The name beside what is new, what is searched for below it, and a blank line."""
    new, name, query = kept.new, kept.search.name, kept.search.query
    said = tr("{n} new").format(n=_said(new)) if new and new.number else "" if new else "…"
    below = _articles(kept.all) if kept.all else ""
    return [
        [Segment(paint.fitted(said, _COUNT), ink("accent")),
         Segment(paint.clipped(name, width - _COUNT), ink("strong" if new and new.number else "lead"))],
        [Segment(paint.fitted(below, _COUNT), ink("quiet")),
         Segment(paint.clipped(query if query != name else "", width - _COUNT), ink("quiet"))],
    ]  # fmt: skip


def _said(count: Count) -> str:
    return f"{apart(count.number)}{'' if count.exact else '+'}"


def _articles(count: Count) -> str:
    return counted(count.number, "article") if count.exact else tr("{n}+ articles").format(n=apart(count.number))


class Searches(ListPlace):
    """Saved searches by name; Enter searches."""

    WHERE = "searches"
    BINDINGS = bindings("searches")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.finder = Finder(desk.corpus.path)
        self.rows = Rows(paint_kept, height=3, empty=with_keys(tr(EMPTY)))
        self._kept: list[Kept] = []

    def on_unmount(self) -> None:
        """Nobody waits for counts any more."""
        self.finder.close()

    def on_screen_resume(self) -> None:
        """What was looked at meanwhile is not new any more."""
        if self.filled:
            self._version = self.desk.version
            self.reload()
        super().on_screen_resume()

    def reload(self) -> None:
        """Read them at once, and count in the background."""
        known = {kept.search.id: kept for kept in self._kept}
        self._kept = [known.get(one.id, Kept(one))._replace(search=one) for one in saved(self.desk.corpus)]
        self.rows.show(Fixed(self._kept), self.rows.cursor)
        tasks.begin(self, self._count, "counts")

    async def _count(self) -> None:
        looked_at = self.desk.looked_at.all()
        for place, kept in enumerate(self._kept):
            after = looked_at.get(kept.search.id, 0)
            try:
                new, every = await self.finder.ask(partial(counts, query=kept.search.query, after=after))
            except OvertakenError:
                return
            except ReaderError as error:
                self.say(str(error), "error")
                return
            self._kept[place] = kept._replace(new=new, all=every)
            self.rows.redraw()
            self.facts()

    def search(self) -> SavedSearch | None:
        """The saved search under the cursor."""
        kept: Kept | None = self.rows.current()
        return kept.search if kept else None

    def top_facts(self) -> tuple[str, str]:
        """What is listed."""
        return tr("Saved searches"), apart(len(self._kept))

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        if not self._kept:
            return with_keys(tr("{search} search   {close} back")), ""
        keys = with_keys(tr("{open} search   {list-search} as a list   {delete-search} delete   {close} back"))
        return keys, paint.nth(self.rows.cursor, len(self._kept))

    def words(self) -> tuple[str, str]:
        """The query under the cursor."""
        search = self.search()
        return (search.query, tr("the search")) if search else ("", "")

    def follow(self) -> None:
        """Search for it."""
        from reader.tui.screens.search import Search

        if search := self.search():
            self._look_at(search)
            self.go_to(Search(self.desk, search.query, saved=search.name))

    def narrow(self) -> None:
        """Open the list narrowed to it."""
        from reader.tui.screens.shelf import Shelf

        if search := self.search():
            self._look_at(search)
            self.go_to(Shelf(self.desk, search.query))

    def _look_at(self, search: SavedSearch) -> None:
        self.desk.looked_at.put(search.id, last_article(self.desk.corpus))
