"""Reading one article."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from reader.corpus import articles, kin
from reader.corpus.cast import Part, cast, noted
from reader.records import Annotation, Article, Block, Kin, Mention, ReaderError
from reader.speech import counted, tr
from reader.tui import commands, paint
from reader.tui.desk import Desk
from reader.tui.inpage import find_all
from reader.tui.place import Place, Subject, bindings
from reader.tui.selection import Ground
from reader.tui.stopped import SELECTING, said_of, size_of, subject_at
from reader.tui.stops import Lit
from reader.tui.waypoints import Waypoint
from reader.tui.widgets.aside import NARROWEST, WIDEST, Aside
from reader.tui.widgets.penned import Penned
from reader.tui.widgets.prose import MEASURE, SIDE

DWELL = 1.5
"""Seconds after which an article that fits on the screen counts as read."""
WORDS_A_MINUTE = 230
"""How fast people read on a screen."""
ASIDE_FROM = 110
"""Columns of the terminal from which on the names of the article stand beside it."""


class Page(Place):
    """An article. It opens where it was left, or at ``offset``, at the note ``note``, or at the words ``find``.

    ``top`` is an offset to be shown in the first line.
    """

    WHERE = "page"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("selection"), *bindings("highlight"), *bindings("page")]

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
        self._top = top
        self._article, self._offset, self._note, self._find = article, offset, note, find
        self._sought = ""
        self._also: tuple[Kin, ...] = ()
        self._opened_at = 0
        self._dwell: Timer | None = None
        self.prose = Penned()
        self.prose.shown.coloured = desk.coloured
        self.prose.with_cut = with_cut
        self.prose.measure = desk.settings.measure or MEASURE
        self.prose.justified = desk.settings.justified
        self.aside = Aside()
        self._cast: tuple[Part, ...] | None = None

    @property
    def where(self) -> str:
        """The page, or a selection on it."""
        return "selection" if self.prose.pen else "page"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key means what it does in a selection while there is one, and at a highlight what it does there."""
        if action != "command" or parameters[0] not in commands.BY_NAME:
            return True
        lit = isinstance(self.prose.stopped_at(), Lit) and not self.prose.pen
        held = commands.BY_NAME[str(parameters[0])].where
        return self.where in held or (lit and "highlight" in held)

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

    def annotated(self, id: str, mark: Annotation | None) -> None:
        """Show a note or highlight as it is since it was made, changed or taken away here; nothing is read anew."""
        self.desk.version += 1
        self._version = self.desk.version
        others = [a for a in self.read_now.annotations if a.id != id] + ([] if mark is None else [mark])
        others.sort(key=lambda a: (a.anchor.start if a.anchor else -1, a.created, a.id))
        lit = sum(a.kind == "highlight" for a in others)
        card = self.read_now.card._replace(highlights=lit, notes=len(others) - lit)
        self.prose.renew_notes(self.read_now._replace(card=card, annotations=tuple(others)))

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
        elif self._top is not None:
            self.prose.go_to_offset(self._top)
        elif self._find:
            self.find(self._find)
        self._note, self._offset, self._find, self._top = None, None, "", None
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
        from reader import acts

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
        from reader import acts

        try:
            acts.leave_at(self.desk.corpus, self._article, self.prose.place)
        except ReaderError as error:
            self.app.log.error(str(error))
        self._opened_at = self.prose.place

    def top_facts(self) -> tuple[str, str]:
        """Outlet, date and length; marks and tags."""
        card = self.read_now.card
        known = [card.outlet, (card.published or "").replace("T", " "), counted(card.words, "word")]
        marks = ["♦ " + tr("bookmarked")] * card.bookmarked + [f"#{tag}" for tag in card.tags]
        if self._also:
            places = ", ".join(dict.fromkeys(copy.outlet or tr("another file") for copy in self._also))
            marks.append("≡ " + tr("also in {places}").format(places=places))
        return " · ".join(part for part in known if part), "  ".join(marks)

    def foot_facts(self) -> tuple[str, str]:
        """What Tab stopped at; which hit, and how far in the text."""
        hits = self.prose.shown.hits
        if self.prose.pen is not None:
            return tr(SELECTING), size_of(self.prose.pen.words)
        hit = self.prose.shown.hit
        number = "" if hit is None else tr("hit {number}").format(number=paint.nth(hit, len(hits))) + "   "
        prose = self.prose
        said = said_of(prose.stopped_at(), self.read_now.text, prose.noted, prose.choosing)
        return said, f"{number}{self._progress()}"

    def _progress(self) -> str:
        """How far in the text, and how long it takes to read the rest."""
        share = self.prose.share
        minutes = ceil(self.read_now.card.words * (1 - share) / WORDS_A_MINUTE)
        percent = f"{100 if share == 1 else min(99, round(100 * share))} %"
        return tr("{percent} · {minutes} min left").format(percent=percent, minutes=minutes) if minutes else percent

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
        selected = self.prose.pen.span if self.prose.pen else None
        there = subject_at(self.read_now, self.prose.stopped_at(), selected)
        if there:
            return there
        from reader.tui.screens.shelf import article_subject

        return article_subject(self.desk, self.read_now.card)

    def exported(self) -> tuple[str, Sequence[str] | None]:
        """The article itself."""
        card = self.read_now.card
        return card.title or card.opening, [card.id]

    def words(self) -> tuple[str, str]:
        """The text of the article as it is shown: what was cut is not in it while it is out of sight."""
        article = self.read_now
        shown = Ground(article.text, article.blocks, self.prose.with_cut).within
        return "\n\n".join(article.text[start:end] for start, end in shown), tr("the text")

    def follow(self) -> None:
        """Open the name or the note Tab stopped at."""
        stop = self.prose.stopped_at()
        if isinstance(stop, Lit) and not stop.mark.body:
            from reader.tui.doing import noting

            noting.write(self)
            return
        if isinstance(stop, Lit):
            stop = stop.mark
        if isinstance(stop, Annotation):
            from reader.tui.screens.note import NoteView

            self.go_to(NoteView(self.desk, stop.id))
        elif isinstance(stop, Mention) and stop.entity:
            self._open_entity(stop.entity)
        elif isinstance(stop, Block) and self.prose.choosing:
            self.say(tr("X cuts the marked paragraph   Esc leaves"), "quiet")
        elif isinstance(stop, Block):
            from reader.tui.doing import mending

            mending.keep(self, stop)
        elif self.prose.with_cut:
            self.say(tr("Tab goes to a cut passage; Enter keeps it in the text"), "quiet")
        else:
            self.say(tr("Tab goes to a name or note; Enter opens it"), "quiet")

    def _open_entity(self, entity: str) -> None:
        from reader.corpus import entities
        from reader.tui.screens.entity import EntityPage

        self.go_to(EntityPage(self.desk, entities.find(self.desk.corpus, entity)))

    def on_penned_dragged(self) -> None:
        """The mouse selects: the foot says what can be done with it."""
        self.said = None
        self.facts()

    def on_prose_followed(self) -> None:
        """A second click follows."""
        self.follow()

    def find(self, words: str) -> None:
        """Mark every place of the words in this text."""
        self._sought = words
        self.before_jump()
        self.prose.mark_hits(find_all(self.read_now.text, words))
        if words and self.prose.shown.hit is None:
            self.say(tr("Not in this article: {words}").format(words=words), "quiet")
        self.facts()

    def go_hit(self, by: int) -> None:
        """The next hit, else the next unread article."""
        if self.prose.go_hit(by):
            return
        if self._sought:
            self.say(tr("Not in this article: {words}   Esc leaves the search").format(words=self._sought), "quiet")
            return
        from reader.tui.screens.shelf import next_unread

        listing = self.desk.followed()
        at = listing.index(self._article)
        place = next_unread(listing, at, by) if at is not None else None
        if place is None:
            self.say(tr("No further unread article") if by > 0 else tr("No unread article before"), "quiet")
        else:
            self.turn_to(listing.rows(place, place + 1)[0].id)

    def go_article(self, by: int) -> None:
        """The next or previous article of the list."""
        listing = self.desk.followed()
        at = listing.index(self._article)
        if at is None or not 0 <= at + by < len(listing):
            self.say(tr("This is the last article") if by > 0 else tr("This is the first article"), "quiet")
        else:
            self.turn_to(listing.rows(at + by, at + by + 1)[0].id)

    def turn_to(self, article: str) -> None:
        """Show another article in place of this one."""
        self.leave()
        self._article, self._sought = article, ""
        self.reload()
        self.facts()

    def waypoint(self) -> Waypoint:
        """Where the reader is."""
        return Waypoint(self._article, self.prose.place)

    def before_jump(self) -> None:
        """Remember where the reader is."""
        self.desk.waypoints.before = self.waypoint()

    def go_to_waypoint(self, to: Waypoint) -> None:
        """Go to a place that was marked, in this article or another."""
        if to.article != self._article:
            self.turn_to(to.article)
        self.prose.go_to_offset(to.at)

    def step_back(self) -> bool:
        """Leave the hits or the stop first."""
        sought, self._sought = self._sought, ""
        return self.prose.leave_stop() or bool(sought)
