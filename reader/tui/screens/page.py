"""Reading one article."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from reader import acts
from reader.corpus import articles, entities, kin
from reader.corpus.cast import Part, cast, noted
from reader.records import Annotation, Article, Block, Kin, Mention, ReaderError
from reader.tui import kinds, paint
from reader.tui.desk import Desk
from reader.tui.doing import mending
from reader.tui.inpage import find_all
from reader.tui.pageink import DOUBTFUL
from reader.tui.place import Place, Subject, bindings
from reader.tui.screens.shelf import article_subject, next_unread
from reader.tui.widgets.aside import NARROWEST, WIDEST, Aside
from reader.tui.widgets.prose import MEASURE, SIDE, Prose

DWELL = 1.5
"""Seconds after which an article that fits on the screen counts as read."""
_LONGEST_STOP = 24
ASIDE_FROM = 110
"""Columns of the terminal from which on the names of the article stand beside it."""


class Page(Place):
    """An article. It opens where it was left, or at ``offset``, at the note ``note``, or at the words ``find``."""

    WHERE = "page"
    BINDINGS = bindings("page")

    def __init__(
        self,
        desk: Desk,
        article: str,
        *,
        offset: int | None = None,
        note: str | None = None,
        find: str = "",
        with_cut: bool = False,
    ) -> None:
        super().__init__(desk)
        self._article, self._offset, self._note, self._find = article, offset, note, find
        self._sought = ""
        self._also: tuple[Kin, ...] = ()
        self._opened_at = 0
        self._dwell: Timer | None = None
        self.prose = Prose()
        self.prose.shown.coloured = desk.coloured
        self.prose.with_cut = with_cut
        self.prose.measure = desk.settings.measure or MEASURE
        self.aside = Aside()
        self._cast: tuple[Part, ...] | None = None

    @property
    def pane(self) -> Prose:
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
        article = articles.load(self.desk.corpus, self._article)
        self._also = kin.kin_of(self.desk.corpus, self._article) if article.card.also else ()
        self._cast, self.prose.noted = None, noted(self.desk.corpus)
        if self.prose.article is None or self.prose.article.card.id != article.card.id:
            self.prose.show(article, article.position)
            self._opened_at = article.position
            self.call_after_refresh(self._arrive)
        else:
            self.prose.renew(article)
        self.fit_aside()

    def fit_aside(self) -> None:
        """Put the names at the side where there is room for them beside the text."""
        room = self.app.size.width - self.prose.measure - 2 * SIDE
        width = min(WIDEST, room)
        wanted = self.desk.settings.aside and self.app.size.width >= ASIDE_FROM and width >= NARROWEST
        if wanted and self._cast is None:
            self._cast = cast(self.desk.corpus, self.read_now.mentions)
            self.aside.show(self._cast)
        shown = wanted and bool(self._cast)
        self.set_class(shown, "-aside")
        self.aside.styles.width = width
        # As much is left free at the other side, as far as there is room: the text stays in the middle.
        self.query_one("#spread").styles.padding = (0, 0, 0, min(width, room - width) if shown else 0)

    def on_resize(self) -> None:
        """There may be room now, or none any more."""
        if self.filled:
            self.fit_aside()

    def on_aside_chosen(self, event: Aside.Chosen) -> None:
        """All about the name that was clicked."""
        self._open_entity(event.entity)

    def facts(self) -> None:
        """The lines, and the mark at the side, follow the reader."""
        super().facts()
        self.aside.mark(self.named())

    def _arrive(self) -> None:
        if self._note and (note := next((a for a in self.read_now.annotations if a.id == self._note), None)):
            self.prose.stop_at_note(note)
        elif self._offset is not None:
            self.prose.stop_at_offset(self._offset)
        elif self._find:
            self.find(self._find)
        self._note, self._offset, self._find = None, None, ""
        if self.prose.end_shown:
            self._dwell = self.set_timer(DWELL, self._was_read)
        self.facts()

    def on_prose_scrolled(self) -> None:
        """The facts follow, and the end of the text makes the article read."""
        if self.prose.end_shown and self.prose.place != self._opened_at:
            self._was_read()
        self.facts()

    def _was_read(self) -> None:
        if self.read_now.card.read or self.desk.corpus.readonly:
            return
        try:
            acts.mark_read(self.desk.corpus, self._article, by_hand=False)
        except ReaderError as error:
            self.say(str(error), "error")
        else:
            self.desk.version += 1
            self._version = self.desk.version
            self.prose.renew(articles.load(self.desk.corpus, self._article))

    def leave(self) -> None:
        """Remember where reading stopped, if the reader moved."""
        if self._dwell:
            self._dwell.stop()
        if self.prose.article is None or self.prose.place == self._opened_at or self.desk.corpus.readonly:
            return
        try:
            acts.leave_at(self.desk.corpus, self._article, self.prose.place)
        except ReaderError as error:
            self.app.log.error(str(error))
        self._opened_at = self.prose.place

    def top_facts(self) -> tuple[str, str]:
        """Outlet, date and length; marks and tags."""
        card = self.read_now.card
        known = [card.outlet, (card.published or "").replace("T", " "), paint.counted(card.words, "word")]
        marks = ["♦ bookmarked"] * card.bookmarked + [f"#{tag}" for tag in card.tags]
        if self._also:
            marks.append("≡ also in " + ", ".join(dict.fromkeys(copy.outlet or "another file" for copy in self._also)))
        return " · ".join(part for part in known if part), "  ".join(marks)

    def foot_facts(self) -> tuple[str, str]:
        """What Tab stopped at; which hit, and how far in the text."""
        hits = self.prose.shown.hits
        number = f"hit {self.prose.shown.hit + 1}/{len(hits)}   " if self.prose.shown.hit is not None else ""
        return self._stop_said(), f"{number}{self.prose.share} %"

    def _stop_said(self) -> str:
        stop = self.prose.stopped_at()
        if isinstance(stop, Mention):
            kind = kinds.one(stop.type) + "?" * (stop.confidence < DOUBTFUL) + " ¶" * (stop.entity in self.prose.noted)
            words = paint.clipped(self.read_now.text[stop.start : stop.end], _LONGEST_STOP)
            return f"{words} ({kind})   Enter all about it   c correct   a note"
        if isinstance(stop, Block):
            if self.prose.choosing:
                return "X again cuts it   j/k or Tab next paragraph   Esc leaves"
            return f"Cut ({stop.kind.replace('-', ' ')})   Enter keep it in the text   Tab next   x hide"
        if isinstance(stop, Annotation):
            return "Note   Enter read it   a write on   D delete"
        return "? help   Tab names   a note   s bookmark   / find   q back"

    def article(self) -> str | None:
        """The article that is read."""
        return self._article

    def mention(self) -> Mention | None:
        """The name Tab stopped at."""
        stop = self.prose.stopped_at()
        return stop if isinstance(stop, Mention) else None

    def named(self) -> str | None:
        """The entity of the name Tab stopped at."""
        stop = self.mention()
        return stop.entity if stop else None

    def subject(self) -> Subject | None:
        """The note Tab stopped at, the place of the name it stopped at, else the whole article."""
        stop, article = self.prose.stopped_at(), self.read_now
        if isinstance(stop, Annotation):
            return Subject(f"article:{self._article}", stop.anchor.quote if stop.anchor else article.card.title or "",
                           stop.anchor, stop.id, stop.body)  # fmt: skip
        if isinstance(stop, Mention):
            there = [
                a for a in article.annotations if a.anchor and (a.anchor.start, a.anchor.end) == (stop.start, stop.end)
            ]
            said, anchor = article.text[stop.start : stop.end], acts.anchor(article.text, stop.start, stop.end)
            note = there[0] if there else None
            return Subject(
                f"article:{self._article}", said, anchor, note.id if note else None, note.body if note else ""
            )
        return article_subject(self.desk, article.card)

    def words(self) -> tuple[str, str]:
        """The text of the article."""
        return self.read_now.text, "the text"

    def follow(self) -> None:
        """Open the name or the note Tab stopped at."""
        stop = self.prose.stopped_at()
        if isinstance(stop, Annotation):
            from reader.tui.screens.note import NoteView

            self.go_to(NoteView(self.desk, stop.id))
        elif isinstance(stop, Mention) and stop.entity:
            self._open_entity(stop.entity)
        elif isinstance(stop, Block) and self.prose.choosing:
            self.say("X cuts the marked paragraph   Esc leaves", "quiet")
        elif isinstance(stop, Block):
            mending.keep(self, stop)
        elif self.prose.with_cut:
            self.say("Tab goes to a cut passage; Enter keeps it in the text", "quiet")
        else:
            self.say("Tab goes to a name or note; Enter opens it", "quiet")

    def _open_entity(self, entity: str) -> None:
        from reader.tui.screens.entity import EntityPage

        self.go_to(EntityPage(self.desk, entities.find(self.desk.corpus, entity)))

    def on_prose_followed(self) -> None:
        """A second click follows."""
        self.follow()

    def find(self, words: str) -> None:
        """Mark every place of the words in this text."""
        self._sought = words
        self.prose.mark_hits(find_all(self.read_now.text, words))
        if words and self.prose.shown.hit is None:
            self.say(f"Not in this article: {words}", "quiet")
        self.facts()

    def go_hit(self, by: int) -> None:
        """The next hit, else the next unread article."""
        if self.prose.go_hit(by):
            return
        if self._sought:
            self.say(f"Not in this article: {self._sought}   Esc leaves the search", "quiet")
            return
        listing = self.desk.listing
        at = listing.index(self._article) if listing else None
        place = next_unread(listing, at, by) if at is not None else None
        if listing is None or place is None:
            self.say("No further unread article" if by > 0 else "No unread article before", "quiet")
        else:
            self.turn_to(listing.rows(place, place + 1)[0].id)

    def go_article(self, by: int) -> None:
        """The next or previous article of the list."""
        listing = self.desk.listing
        at = listing.index(self._article) if listing else None
        if listing is None or at is None or not 0 <= at + by < len(listing):
            self.say("This is the last article" if by > 0 else "This is the first article", "quiet")
        else:
            self.turn_to(listing.rows(at + by, at + by + 1)[0].id)

    def turn_to(self, article: str) -> None:
        """Show another article in place of this one."""
        self.leave()
        self._article, self._sought = article, ""
        self.reload()
        self.facts()

    def step_back(self) -> bool:
        """Leave the hits or the stop first."""
        sought, self._sought = self._sought, ""
        return self.prose.leave_stop() or bool(sought)
