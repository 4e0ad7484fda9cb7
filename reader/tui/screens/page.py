"""Reading one article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from reader.records import Mention
from reader.speech import tr
from reader.tui import commands, pagefacts
from reader.tui.commands import with_keys
from reader.tui.inpage import find_all
from reader.tui.neighbours import neighbour, unread_neighbour
from reader.tui.place import bindings
from reader.tui.screens.opened import Opened
from reader.tui.selection import Ground
from reader.tui.stopped import SELECTING, said_of, size_of, subject_at
from reader.tui.stops import Lit
from reader.tui.subject import Subject
from reader.tui.waypoints import Waypoint
from reader.tui.widgets.aside import Aside


class Page(Opened):
    """An article, and what keys do to it."""

    WHERE = "page"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("selection"), *bindings("highlight"), *bindings("page")]

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

    def on_aside_chosen(self, event: Aside.Chosen) -> None:
        """All about the name that was clicked."""
        from reader.tui.doing import following

        following.open_entity(self, event.entity)

    def facts(self) -> None:
        """The lines, and the mark at the side, follow the reader."""
        super().facts()
        self.aside.mark(self.named())

    def arrived(self) -> None:
        """Look for the words it was opened at."""
        if self.sought:
            self.find(self.sought)

    def top_facts(self) -> tuple[str, str]:
        """Outlet, date and length; marks and tags."""
        return pagefacts.of_card(self.read_now.card, self._also)

    def foot_facts(self) -> tuple[str, str]:
        """What Tab stopped at; which hit, and how far in the text."""
        prose = self.prose
        if prose.pen is not None:
            return with_keys(tr(SELECTING)), size_of(prose.pen.words)
        how_far = pagefacts.of_reading(self.read_now.card, prose.share, prose.shown.hit, len(prose.shown.hits))
        return said_of(prose.stopped_at(), self.read_now.text, prose.noted, prose.choosing), how_far

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
        from reader.tui.doing import following

        following.follow(self)

    def on_penned_dragged(self) -> None:
        """The mouse selects: the foot says what can be done with it."""
        self.said = None
        self.facts()

    def on_prose_followed(self) -> None:
        """A second click follows."""
        self.follow()

    def find(self, words: str) -> None:
        """Mark every place of the words in this text."""
        self.sought = words
        self.before_jump()
        self.prose.mark_hits(find_all(self.read_now.text, words))
        if words and self.prose.shown.hit is None:
            self.say(tr("Not in this article: {words}").format(words=words), "quiet")
        self.facts()

    def go_hit(self, by: int) -> None:
        """The next hit, else the next unread article."""
        if self.prose.go_hit(by):
            return
        if self.sought:
            said = tr("Not in this article: {words}   {back:escape} leaves the search")
            self.say(with_keys(said, words=self.sought), "quiet")
            return
        none = tr("No further unread article") if by > 0 else tr("No unread article before")
        self._turn(unread_neighbour(self.desk.followed(), self._article, by), none)

    def go_article(self, by: int) -> None:
        """The next or previous article of the list."""
        none = tr("This is the last article") if by > 0 else tr("This is the first article")
        self._turn(neighbour(self.desk.followed(), self._article, by), none)

    def _turn(self, article: str | None, none: str) -> None:
        if article is None:
            self.say(none, "quiet")
        else:
            self.turn_to(article)

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
        sought, self.sought = self.sought, ""
        return self.prose.leave_stop() or bool(sought)
