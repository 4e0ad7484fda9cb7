"""The page: an article as wrapped lines, of which only those on the screen are ever inked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.records import Annotation, Article, Block, Mention
from reader.tui.inpage import addresses
from reader.tui.layout import Layout
from reader.tui.pageink import PageInk, Shown
from reader.tui.sheet import Sheet
from reader.tui.spans import Spans
from reader.tui.stops import Lit, Stop, Stops
from reader.tui.typeset import Setting
from reader.tui.widgets.inked import Inked

MEASURE = 72
NARROWEST, WIDEST = 24, 160
LONGEST_ADDRESS = 2000
SIDE = 4
"""Cells of margin at both sides at least; signs stand in them."""


class Prose(Inked):
    """An article to read: scrolls, stops at names and notes, shows hits."""

    class Scrolled(Message):
        """The reader moved in the text."""

    class Followed(Message):
        """A name or note was clicked."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.stops: Stops
        self._ink: PageInk
        self._sheet = Sheet(None)
        self.page = Layout(self._sheet, Setting(MEASURE))
        self.measure = MEASURE
        self.justified = False
        """Whether lines fill the column, and words may be parted for that."""
        self.with_cut = False
        self.choosing = False
        """Whether Tab, and the keys for a line, go from paragraph to paragraph, of which one is to be chosen."""
        self.top = 0
        self.place = 0
        """The offset at the top of the page when the reader last moved; it stays through any new wrapping."""
        self.stop: int | None = None
        self.shown = Shown()
        self.noted: frozenset[str] = frozenset()
        """The entities with a note: their names have a sign."""
        self._stop_line: int | None = None
        self._laid = 0
        """Cells of the column the page was laid out for."""
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
        self._laid = 0
        self.rewrap()

    def renew_notes(self, article: Article) -> None:
        """Show the same article, of which nothing but the notes and highlights has changed."""
        self._take(article)
        self.rewrap()

    def _take(self, article: Article) -> None:
        before, known = self.shown.stop, None if self.article is None else (self.stops, self._ink)
        self.article = article
        self._sheet = Sheet(article, self.with_cut)
        self.stops = Stops(article, self.with_cut, self.choosing, known[0] if known else None)
        self._ink = PageInk(article, self.stops, self.noted, known[1] if known else None)
        if self.stop is not None:
            self.stop = self.stops.of(before)
            self._left = before.start if self.stop is None and isinstance(before, (Mention, Lit, Block)) else None

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

    def rewrap(self) -> None:
        """Wrap anew for the width there is, and stay at the place."""
        if self.article is None or not self.size.width:
            return
        self._laid = self.column
        self._lay_out(self.place)
        self._settle()

    def _lay_out(self, at: int) -> None:
        """Begin to lay the page out at an offset."""
        hyphens = None
        if self.justified and self.article is not None:
            from reader.tui.hyphens import hyphens as of

            hyphens = of(self.article.card.language)
        self.page = Layout(self._sheet, Setting(self.column, self.justified, hyphens), at)

    def _turn_to(self, offset: int) -> None:
        """Go where an offset is, if that is far from what is laid out: all between need not be."""
        if self.page.is_near(offset):
            return
        self._lay_out(offset)
        self.top = self._clamped(self.page.line_of(offset))
        self._moved()

    def _settle(self) -> None:
        """Stay at the place; where the screen became lower, for as long as it is, scroll so that the stop is seen."""
        self.top = self._clamped(self.page.line_of(self.place) if self.place else self.page.first)
        self._stop_at(self.stop)
        line = self.line_in_hand
        if line is not None and line >= self.top + self.size.height:
            self.top = self._clamped(line - self.size.height + 2)

    @property
    def line_in_hand(self) -> int | None:
        """The line of what the reader is at, if there is such a thing."""
        return self._stop_line

    @property
    def column(self) -> int:
        """Cells of the text column."""
        return max(2, min(self.measure, self.size.width - 2 * SIDE))

    @property
    def margin(self) -> int:
        """Cells before the text column."""
        return max(2, (self.size.width - self.column) // 2)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = self.top + y
        if y == 0 or number == self._stop_line:
            self.point(self.margin - 2, y)
        shown = self.page.line(number)
        if shown is None:
            return self.line([])
        return self.line(self._ink.draw(shown, self.margin, self.column, self.ink, self.shown))

    def on_resize(self) -> None:
        """Wrap for the new width, if it is one."""
        if self.column == self._laid:
            self._settle()
        else:
            self.rewrap()
        self.post_message(self.Scrolled())

    def _clamped(self, top: int) -> int:
        return self.page.clamped(top, self.size.height)

    def scroll_to_line(self, top: int) -> None:
        """Put a line at the top of the page, as far as the page has lines."""
        top = self._clamped(top)
        if top != self.top:
            self.top = top
            self._moved()
        self.post_message(self.Scrolled())

    def _moved(self) -> None:
        self.place, self._left = self.page.offset_of(self.top), None
        self._leave_stop_behind()
        self.refresh()

    def _leave_stop_behind(self) -> None:
        """A name that is off the screen is no stop any more: Tab goes on from what one sees."""
        if self.stop is None or self.stop >= len(self.stops.places):
            return
        line = self.stops.line(self.stop, self.page)
        if line is None or not self.top <= line < self.top + self.size.height:
            self._stop_at(None)

    def go_lines(self, by: int) -> None:
        """Scroll by lines; while a paragraph is chosen, go to another one."""
        if self.choosing:
            self.go_stop(by)
        else:
            self.scroll_to_line(self.top + by)

    def go_pages(self, by: float) -> None:
        """Scroll by pages or parts of one; a whole page leaves a line of the old one."""
        step = max(1, round((self.size.height - 1) * abs(by)))
        self.scroll_to_line(self.top + (step if by > 0 else -step))

    def go_end(self, last: bool) -> None:
        """Scroll to the end or the beginning."""
        self._turn_to(len(self._sheet.text) if last else 0)
        self.scroll_to_line(self.page.behind if last else self.page.first)

    def bring(self, line: int | None) -> None:
        """Scroll so that a line is well on the screen, if it is not."""
        if line is not None and not self.top + 1 <= line < self.top + self.size.height - 1:
            self.scroll_to_line(line - self.size.height // 3)
        self.refresh()

    def bring_offset(self, offset: int) -> None:
        """Scroll so that an offset is well on the screen, if it is not."""
        self._turn_to(offset)
        self.bring(self.page.line_of(offset))

    @property
    def end_shown(self) -> bool:
        """Whether the last line of the text is on the screen."""
        end = self.page.text_end
        return end is not None and self.top + self.size.height >= end - 1

    @property
    def share(self) -> float:
        """How much of the text the reader has seen when this screen is read, 0 … 1."""
        if self.end_shown:
            return 1.0
        last = self.page.line(self.top + self.size.height - 1)
        return self._sheet.share(last.end) if last else 1.0

    def go_stop(self, by: int) -> bool:
        """Go to the next stop (1) or the one before (-1); false if there is none."""
        edge = self.page.offset_of(self.top if by > 0 else self.top + self.size.height)
        edge = edge if self._left is None else self._left
        stop = self.stops.after(self.stop, by, self.page, edge)
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

    def go_to_offset(self, offset: int) -> None:
        """Put the line of an offset at the top."""
        self._turn_to(offset)
        self.scroll_to_line(self.page.line_of(offset))

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
        self.shown.hits = Spans((start, end, None) for start, end in spans)
        self.shown.hit = None
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

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_to_line(self.top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_to_line(self.top - 3)

    def click_at(self, offset: int) -> None:
        """Stop at what stands there; follow it if it was the stop."""
        stop = self.stops.of_offset(offset)
        if stop is not None and stop == self.stop:
            self.post_message(self.Followed())
        self._stop_at(stop)
        self.post_message(self.Scrolled())
