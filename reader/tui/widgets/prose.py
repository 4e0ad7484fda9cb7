"""The page: an article with its names, highlights and hits in ink, and the one that the reader stopped at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from textual.message import Message
from textual.strip import Strip

from reader.records import Annotation, Article, Block, Mention
from reader.tui.inpage import addresses
from reader.tui.pageink import PageInk, Shown
from reader.tui.sheet import Sheet
from reader.tui.spans import Spans
from reader.tui.stops import Lit, Stop, Stops
from reader.tui.typeset import Setting
from reader.tui.widgets.scroll import Scroll

LONGEST_ADDRESS = 2000


class Prose(Scroll):
    """An article to read: scrolls, stops at names and notes, shows hits."""

    class Followed(Message):
        """A name or note was clicked."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.justified = False
        """Whether lines fill the column, and words may be parted for that."""
        self.with_cut = False
        self.stops: Stops
        self._ink: PageInk
        self.choosing = False
        """Whether Tab, and the keys for a line, go from paragraph to paragraph, of which one is to be chosen."""
        self.stop: int | None = None
        self.shown = Shown()
        self.noted: frozenset[str] = frozenset()
        """The entities with a note: their names have a sign."""
        self._stop_line: int | None = None
        self._left: int | None = None
        """Where a stop was that is none any more: Tab goes on from there."""

    def show(self, article: Article, place: int = 0) -> None:
        """Show an article from an offset on."""
        self.place, self.stop, self._left = place, None, None
        self.shown = Shown(coloured=self.shown.coloured)
        self.renew(article)

    def renew(self, article: Article) -> None:
        """Show the same article as it now stands, at the same place."""
        self._take(article)
        self.rewrap()

    def _take(self, article: Article) -> None:
        before, known = self.shown.stop, None if self.article is None else (self.stops, self._ink)
        self.article = article
        self._sheet = Sheet(article, self.with_cut)
        self.stops = Stops(article, self.with_cut, self.choosing, known[0] if known else None)
        self._ink = PageInk(article, self.stops, self.noted, known[1] if known else None)
        if self.stop is not None:
            self._stop_at(self.stops.of(before))
            self._left = before.start if self.stop is None and isinstance(before, (Mention, Lit, Block)) else None

    def setting(self) -> Setting:
        """How lines are set: ragged, or justified by the rules of the language."""
        if not self.justified or self.article is None:
            return super().setting()
        from reader.tui.hyphens import hyphens

        return Setting(self.column, True, hyphens(self.article.card.language))

    def choose(self, block: Block) -> None:
        """Stop at a block that is shown; the next stops are such blocks, until there is no stop any more."""
        if self.article is not None:
            self.choosing, self.stops = True, Stops(self.article, choosing=True)
            self._stop_at(self.stops.of(block))

    def show_cut(self, with_cut: bool) -> None:
        """Show or hide what was cut; while it is shown, Tab stops at it instead of names."""
        self.with_cut, self.stop = with_cut, None
        if self.article is not None:
            self.renew(self.article)

    def _settle(self) -> None:
        self._stop_line = None if self.stop is None else self.stops.line(self.stop, self.page)
        super()._settle()

    @property
    def line_in_hand(self) -> int | None:
        """The line of the stop."""
        return self._stop_line

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = self.top + y
        if y == 0 or number == self._stop_line:
            self.point(self.margin - 2, y)
        shown = self.page.line(number)
        if shown is None:
            return self.line([])
        return self.line(self._ink.draw(shown, self.margin, self.column, self.ink, self.shown))

    def _moved(self) -> None:
        super()._moved()
        self._left = None
        # What is off the screen is no stop any more: Tab goes on from what one sees.
        if self.stop is not None:
            self._stop_at(self.stop if self._sees(self.stop) else None)

    def _sees(self, stop: int) -> bool:
        """Whether a stop is on the screen; of a note, its line or its passage."""
        note = self.stops.thing(stop)
        passage = note.anchor if isinstance(note, Annotation) and not note.orphan else None
        return self.has(self.stops.line(stop, self.page)) or (passage is not None and self.shows(passage.start))

    def go_lines(self, by: int) -> None:
        """Scroll by lines; while a paragraph is chosen, go to another one."""
        if self.choosing:
            self.go_stop(by)
        else:
            super().go_lines(by)

    def go_stop(self, by: int) -> bool:
        """Go to the next stop (1) or the one before (-1); false if there is none."""
        stop = self.stop
        if stop is None and self._left is None:
            stop = self.stops.before(by, self.page, self.top, self.top + self.size.height)
        stop = self.stops.after(stop, by, self.page, self._left or 0)
        if stop is not None:
            self._stop_at(stop)
            self._bring_stop(stop)
        return stop is not None

    def _bring_stop(self, stop: int) -> None:
        start = self.stops.start(stop)
        self._turn_to(len(self._sheet.text) if start is None else start)
        if start is None:
            self.page.line(self.page.behind)
        self._stop_line = self.stops.line(stop, self.page)
        self.bring(self._stop_line)

    def stop_at_note(self, annotation: Annotation) -> None:
        """Stop at a note and show its place in the text, or itself where it has none; at a highlight without words."""
        listed = self.stops.of_note(annotation.id)
        self._stop_at(self.stops.of_highlight(annotation.id) if listed is None else listed)
        if annotation.anchor and not annotation.orphan:
            self.bring_offset(annotation.anchor.start)
        elif self.stop is not None:
            self._bring_stop(self.stop)

    def addresses(self) -> list[tuple[int, int]]:
        """The web addresses in the text on the screen."""
        seen = (self.page.line(self.top + y) for y in range(self.size.height))
        lines = [line for line in seen if line is not None and line.own is None]
        if self.article is None or not lines:
            return []
        found = addresses(self.article.text, lines[0].start, lines[-1].end + LONGEST_ADDRESS)
        return [(start, end) for start, end in found if start < lines[-1].end and self.page.shows(start)]

    def hint(self, hints: Mapping[int, str]) -> None:
        """Show letters at offsets."""
        self.shown.hints = hints
        self.refresh()

    def stop_at_highlight(self, annotation: str) -> None:
        """Stop at a highlight in the text."""
        self._stop_at(self.stops.of_highlight(annotation))

    def stop_at_offset(self, offset: int) -> None:
        """Show an offset, and stop at the name that stands there."""
        self._stop_at(self.stops.of_offset(offset))
        self.bring_offset(offset)

    def _stop_at(self, stop: int | None) -> None:
        if stop is None and self.choosing and self.article is not None:
            self.choosing, self.stops = False, Stops(self.article, self.with_cut)
        self.stop = stop
        self._left = None if stop is not None else self._left
        self.shown.stop = None if stop is None else self.stops.thing(stop)
        self._stop_line = None if stop is None else self.stops.line(stop, self.page)
        self.refresh()

    def stopped_at(self) -> Stop | None:
        """The name, cut block or note the reader stopped at."""
        return self.shown.stop

    def leave_stop(self) -> bool:
        """Leave the stop or the hits; false if there was neither."""
        had = self.stop is not None or len(self.shown.hits) > 0
        self._stop_at(None)
        self.shown.hits, self.shown.hit = Spans(), None
        return had

    def mark_hits(self, spans: list[tuple[int, int]]) -> None:
        """Mark all hits and go to the first at or after the top of the page."""
        self.shown.hits, self.shown.hit = Spans(spans), None
        self.go_hit(1)

    def go_hit(self, by: int) -> bool:
        """Go to the next hit or the one before, round the end; false if there is none."""
        hits = self.shown.hits
        self.refresh()
        if not len(hits):
            return False
        self._stop_at(None)
        first = bisect_left(hits.starts, self.place)
        self.shown.hit = (first if self.shown.hit is None else self.shown.hit + by) % len(hits)
        self.bring_offset(hits.starts[self.shown.hit])
        return True

    def click_at(self, offset: int) -> None:
        """Stop at what stands there; follow it if it was the stop."""
        stop = self.stops.of_offset(offset)
        if stop is not None and stop == self.stop:
            self.post_message(self.Followed())
        self._stop_at(stop)
        self.post_message(self.Scrolled())
