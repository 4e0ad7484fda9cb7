"""The page with a pen: words of the article can be selected, by keys and by the mouse."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.records import Article, Mention
from reader.tui.pen import Pen, offset_at
from reader.tui.selection import Ground, Move
from reader.tui.stops import Lit
from reader.tui.widgets.prose import Prose


class Penned(Prose):
    """An article to read and to select in."""

    class Dragged(Message):
        """The mouse selects."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pen: Pen | None = None
        """What is being selected."""
        self._pressed: tuple[int, int] | None = None
        """The cell and the line of the page at which the mouse was pressed."""
        self._dragging = False

    def renew(self, article: Article) -> None:
        """Show the same article as it now stands; what is selected stays so where the text does."""
        if self.article is None or (article.text, article.blocks) != (self.article.text, self.article.blocks):
            self.lay_down()
        super().renew(article)

    @property
    def line_in_hand(self) -> int | None:
        """The line of the end that moves, else what the page says."""
        if self.pen is None:
            return super().line_in_hand
        edge = self.pen.now.edge
        return self.page.line_of(edge) if self.page.is_near(edge) else None

    def render_line(self, y: int) -> Strip:
        """One line of the screen; the terminal's cursor stands at the end that moves."""
        line = super().render_line(y)
        if self.pen is not None and self.top + y == self.line_in_hand:
            self.point(self.margin + self.pen.column(self.page), y)
        return line

    def take_up(self) -> bool:
        """Begin to select: at the stop, the hit, or the first word of a line at a third of the screen."""
        return self._select(self._reading_at())

    def _reading_at(self) -> tuple[int, int] | None:
        stop, hit = self.shown.stop, self.shown.hit
        if isinstance(stop, (Mention, Lit)):
            return stop.start, stop.end
        if hit is not None and self.shows(self.shown.hits.starts[hit]):
            return self.shown.hits.items[hit]
        third = self.top + self.size.height // 3
        seen = [*range(third, self.top + self.size.height), *range(third, self.top - 1, -1)]
        lines = (self.page.line(number) for number in seen)
        line = next((line for line in lines if line and line.own is None and line.start < line.end), None)
        return self.ground.word_at(line.start) if line else None

    @property
    def ground(self) -> Ground:
        """The text as one selects in it."""
        assert self.article is not None
        return Ground(self.article.text, self.article.blocks, self.with_cut)

    def _select(self, span: tuple[int, int] | None) -> bool:
        ground = self.ground
        begun = ground.begin(*span) if span else None
        if begun is not None:
            self._stop_at(None)
            self.pen = Pen(ground, begun)
            self._selected()
        return begun is not None

    def _selected(self) -> None:
        if self.pen is not None:
            self.shown.selected = self.pen.span
            self.bring_offset(self.pen.now.edge)

    def extend(self, move: Move) -> bool:
        """Move the end of what is selected; false if it cannot go further."""
        moved = self.pen is not None and self.pen.move(move)
        self._selected()
        return moved

    def extend_lines(self, by: int) -> bool:
        """Move it by lines of the page; false if there are no more."""
        moved = self.pen is not None and self.pen.go_lines(by, self.page)
        self._selected()
        return moved

    def lay_down(self) -> None:
        """Select nothing any more."""
        self.pen, self.shown.selected = None, None
        self.refresh()

    def _offset_at(self, x: int, y: int) -> int | None:
        """The offset of the sign at a cell of the widget."""
        if self.article is None:
            return None
        return offset_at(self.article.text, self.page, self.top + y, x - self.margin)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The mouse may select from here."""
        if event.button == 1:
            self._pressed, self._dragging = (event.x, self.top + event.y), False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select to where the mouse is, and scroll where it is at the edge."""
        if self._pressed is None or (self.pen is None and (event.x, self.top + event.y) == self._pressed):
            return
        if not 0 <= event.y < self.size.height:
            self.scroll_to_line(self.top + (1 if event.y > 0 else -1))
        if self.pen is None or not self._dragging:
            self._dragging = self._drag_from(*self._pressed)
        if self.pen is not None and self._dragging:
            self.pen.reach(self._offset_at(event.x, min(max(event.y, 0), self.size.height - 1)))
            self.shown.selected = self.pen.span
            self.refresh()
            self.post_message(self.Dragged())

    def _drag_from(self, x: int, line: int) -> bool:
        offset = self._offset_at(x, line - self.top)
        return offset is not None and self._select(self.ground.word_at(offset))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The end of what the mouse selects."""
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """What was dragged over stays selected; any other click selects nothing, or stops at what was clicked."""
        offset = self._offset_at(event.x, event.y)
        if self._dragging:
            self._dragging = False
        elif self.pen is not None:
            self.lay_down()
            self.post_message(self.Scrolled())
        elif offset is not None:
            self.click_at(offset)
