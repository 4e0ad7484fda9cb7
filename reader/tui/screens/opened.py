"""An article that is open: read from the corpus, shown from its place with its names beside it, and left there."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from reader.corpus import articles, kin
from reader.corpus.cast import Part, cast, noted
from reader.records import Annotation, Article, Kin, ReaderError
from reader.tui.desk import Desk
from reader.tui.place import Place
from reader.tui.widgets.aside import NARROWEST, WIDEST, Aside
from reader.tui.widgets.penned import Penned
from reader.tui.widgets.scroll import MEASURE, SIDE

DWELL = 1.5
"""Seconds after which an article that fits on the screen counts as read."""
BETWEEN = 8
"""Cells between the text and its names, where there is room."""
ASIDE_FROM = 110
"""Columns of the terminal from which on the names of the article stand beside it."""


class Opened(Place):
    """It opens where it was left, at ``offset``, at the note ``note``, or at the words ``find``.

    ``top`` is an offset to be shown in the first line.
    """

    def __init__(
        self,
        desk: Desk,
        article: str,
        *,
        offset: int | None = None,
        note: str | None = None,
        find: str = "",
        with_cut: bool = False,
        top: int | None = None,
    ) -> None:
        super().__init__(desk)
        self._article, self._offset, self._note, self._top = article, offset, note, top
        self.sought = find
        """The words that are looked for in it."""
        self._also: tuple[Kin, ...] = ()
        self._opened_at = 0
        self._lacks_names = False
        """Whether the article has only the names near the place yet."""
        self._dwell: Timer | None = None
        self.prose = Penned()
        self.prose.shown.coloured = desk.coloured
        self.prose.with_cut = with_cut
        self.prose.measure = desk.settings.measure or MEASURE
        self.prose.justified = desk.settings.justified
        self.aside = Aside()
        self._cast: tuple[Part, ...] | None = None

    def article(self) -> str | None:
        """The article that is read."""
        return self._article

    @property
    def pane(self) -> Penned:
        """The text."""
        return self.prose

    def panes(self) -> list[Widget]:
        """The text, and its names at the side."""
        return [Horizontal(self.prose, self.aside, id="spread")]

    @property
    def read_now(self) -> Article:
        """The article as it is shown."""
        assert self.prose.article is not None
        return self.prose.article

    def reload(self) -> None:
        """Read the article anew; the text stays where it is."""
        shown = self.prose.article
        other = shown is None or shown.card.id != self._article
        quickly = other and self._begins_where_left and not self._room_beside()
        article = articles.load(self.desk.corpus, self._article, quickly=quickly)
        self._also = kin.kin_of(self.desk.corpus, self._article) if article.card.also else ()
        self._cast, self.prose.noted = None, noted(self.desk.corpus)
        if other:
            self.prose.show(article, article.position)
            self._opened_at = article.position
            self.call_after_refresh(self._arrive)
        else:
            self.prose.renew(article)
        self._lacks_names = quickly and articles.is_long(article.text)
        if self._lacks_names:
            self.call_after_refresh(self._complete)
        self.fit_aside()

    @property
    def _begins_where_left(self) -> bool:
        return self._offset is None and self._top is None and not self._note

    def _complete(self) -> None:
        """The article is on the screen; now all of its names, of which it had those nearby."""
        if not self._lacks_names:
            return
        self._lacks_names, self._cast = False, None
        try:
            names = articles.all_names(self.desk.corpus, self._article)
        except ReaderError as error:
            self.say(str(error), "error")
        else:
            self.prose.renew(self.read_now._replace(mentions=names))
            self.fit_aside()

    @property
    def takes_keys(self) -> bool:
        """Whether all names are there, which keys go to."""
        return super().takes_keys and not self._lacks_names

    def annotated(self, id: str, mark: Annotation | None) -> None:
        """Show a note or highlight as it is since it was made, changed or taken away here; nothing is read anew."""
        self.desk.version += 1
        self._version = self.desk.version
        others = [a for a in self.read_now.annotations if a.id != id] + ([] if mark is None else [mark])
        others.sort(key=lambda a: (a.anchor.start if a.anchor else -1, a.created, a.id))
        lit = sum(a.kind == "highlight" for a in others)
        card = self.read_now.card._replace(highlights=lit, notes=len(others) - lit)
        self.prose.renew(self.read_now._replace(card=card, annotations=tuple(others)))

    def fit_aside(self) -> None:
        """Put the names at the side where there is room for them beside the text."""
        width = self._room_beside()
        if width and self._cast is None:
            self._cast = cast(self.desk.corpus, self.read_now.mentions)
            self.aside.show(self._cast)
        shown = bool(width and self._cast) and not self.has_class("-reading")
        self.set_class(shown, "-aside")
        self.aside.styles.width = width
        self.query_one("#spread").styles.padding = self._free_beside(width) if shown else 0

    def _free_beside(self, width: int) -> tuple[int, int, int, int]:
        """What is left free around text and names, so that the text stands in the middle and they stand near it."""
        rest = self.app.size.width - self.prose.measure - 2 * SIDE - width
        far = max(0, rest - width - 2 * (BETWEEN - SIDE))
        return 0, far - far // 2, 0, min(width, rest) + far // 2

    def _room_beside(self) -> int:
        """Cells for the names beside the text; 0 where there is no room for them, or they are not wanted."""
        width = min(WIDEST, self.app.size.width - self.prose.measure - 2 * SIDE)
        wanted = self.desk.settings.aside and self.app.size.width >= ASIDE_FROM
        return width if wanted and width >= NARROWEST else 0

    def on_resize(self) -> None:
        """There may be room now, or none any more."""
        if self.filled:
            self.fit_aside()

    def _arrive(self) -> None:
        if self._note and (note := next((a for a in self.read_now.annotations if a.id == self._note), None)):
            self.prose.stop_at_note(note)
        elif self._offset is not None:
            self.prose.stop_at_offset(self._offset)
        elif self._top is not None:
            self.prose.go_to_offset(self._top)
        self._note, self._offset, self._top = None, None, None
        self.arrived()
        if self.prose.end_shown:
            self._dwell = self.set_timer(DWELL, self._was_read)
        self.facts()

    def arrived(self) -> None:
        """The article is on the screen, at its place."""

    def on_scroll_scrolled(self) -> None:
        """The facts follow, and the end of the text makes the article read."""
        if self.prose.end_shown and self.prose.place != self._opened_at:
            self._was_read()
        self.facts()

    def _was_read(self) -> None:
        if self.read_now.card.read or self.desk.corpus.readonly:
            return
        from reader import acts

        try:
            acts.mark_read(self.desk.corpus, self._article, by_hand=False)
        except ReaderError as error:
            self.say(str(error), "error")
        else:
            self.desk.version += 1
            self._version = self.desk.version
            self.prose.article = self.read_now._replace(card=self.read_now.card._replace(read=True))

    def leave(self) -> None:
        """Remember where reading stopped, if the reader moved."""
        if self._dwell:
            self._dwell.stop()
        if self.prose.article is None or self.prose.place == self._opened_at or self.desk.corpus.readonly:
            return
        from reader import acts

        try:
            acts.leave_at(self.desk.corpus, self._article, self.prose.place)
        except ReaderError as error:
            self.app.log.error(str(error))
        self._opened_at = self.prose.place

    def turn_to(self, article: str) -> None:
        """Show another article in place of this one."""
        self.leave()
        before, self._article = self._article, article
        try:
            self.reload()
        except ReaderError:
            self._article = before  # it was purged meanwhile: what is shown stays what keys are for
            raise
        self.sought = ""
        self.facts()
