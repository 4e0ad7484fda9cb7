"""The ground of all screens: one line at the top, a pane, one line at the foot, and the commands that hold there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, ClassVar, Protocol

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from reader.records import Mention, ReaderError
from reader.speech import later, tr
from reader.tui import commands
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.hints import hint, welcome
from reader.tui.subject import Subject
from reader.tui.widgets.bar import Bar
from reader.tui.widgets.inked import Inked
from reader.tui.widgets.rows import SIDE, Rows

NO_KEY = later("No such key here")


class Pane(Protocol):
    """What the moving keys move."""

    def go_lines(self, by: int) -> None:
        """Move by lines or rows."""

    def go_pages(self, by: float) -> None:
        """Move by pages or parts of one."""

    def go_end(self, last: bool) -> None:
        """Move to the end or the beginning."""


def bindings(where: str) -> list[BindingType]:
    """The bindings of a place, made of the registry."""
    return [Binding(key, f"command('{command.name}')", command.help, show=False)
            for command in commands.holding(where) for key in command.keys]  # fmt: skip


@cache
def _keys(where: str) -> frozenset[str]:
    return frozenset(key for command in commands.holding(where) for key in command.keys)


class Place(Screen[None], inherit_bindings=False):
    """A screen. A subclass says where it is (``WHERE``), makes its pane and knows what is under the cursor."""

    WHERE: ClassVar[str] = ""
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.said: tuple[str, str] | None = None
        self.filled = False
        """Whether everything shown was read once."""
        self._version = desk.version
        self.is_bottom = False
        """Whether this is the list from which there is no way back."""
        self._asked: tuple[str, Callable[[str], None], Collection[str] | None] | None = None
        """What one more key was asked for, what it goes to, and the keys that may answer (``None``: any)."""

    @property
    def where(self) -> str:
        """Where one is as far as keys go: the screen, or what is being done on it."""
        return self.WHERE

    @property
    def pane(self) -> Pane:
        """The widget the moving keys move."""
        raise NotImplementedError

    def panes(self) -> list[Widget]:
        """The widgets between top and foot."""
        raise NotImplementedError

    @property
    def takes_keys(self) -> bool:
        """Whether all is there that keys are meant for; those that come earlier wait."""
        return self.filled

    def go_back(self) -> None:
        """To the screen below; from an article that was opened from the shell to the list, which is made only now."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
            return
        from reader.tui.screens.shelf import Shelf

        # It lies on the article: Textual cannot take its first screen away.
        shelf = Shelf(self.desk)
        shelf.is_bottom = True
        self.app.push_screen(shelf)

    def compose(self) -> ComposeResult:
        """Top, panes, foot."""
        yield Bar(id="top")
        yield from self.panes()
        yield Bar(id="foot")

    def on_mount(self) -> None:
        """Fill the screen; where that cannot be, go back and say why."""
        try:
            self.reload()
        except ReaderError as error:
            self.call_later(self._cannot_be, str(error))
            return
        self.filled = True
        self.facts()

    def _cannot_be(self, why: str) -> None:
        if not self.is_bottom and self.is_current:
            # Not to be awaited: the screen would wait for its own end.
            self.go_back()
        if isinstance(self.app.screen, Place):
            self.app.screen.say(why, "error")

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen lay on top."""
        self.catch_up()
        self.hear_news()
        self.facts()
        self._point_again()

    def watch_focused(self, focused: Widget | None) -> None:
        """What was asked at the foot is gone, and the terminal's cursor was there."""
        if focused is None:
            self._point_again()

    def _point_again(self) -> None:
        """Put the terminal's cursor on the focused line, which need not be drawn anew for that."""
        for widget in self.query(Inked).results(Inked):
            if widget.pointed is not None and widget.is_attached:
                widget.point(*widget.pointed)

    def catch_up(self) -> None:
        """Read anew if the corpus has changed since this screen read it."""
        if self._version != self.desk.version and self.filled:
            self._version = self.desk.version
            try:
                self.reload()
            except ReaderError as error:
                self.say(str(error), "error")

    def on_rows_failed(self, event: Rows.Failed) -> None:
        """Say why rows cannot be read."""
        self.say(event.why, "error")

    def reload(self) -> None:
        """Read everything shown from the corpus."""

    def top_facts(self) -> tuple[str, str]:
        """What stands in the line at the top, at the left and at the right."""
        return "", ""

    def foot_facts(self) -> tuple[str, str]:
        """What stands in the line at the foot while nothing has just happened."""
        return hint(), ""

    def facts(self) -> None:
        """Write the lines at the top and at the foot, unless the screen was left."""
        if not self.filled or not self.children:
            return
        left, right = self.top_facts()
        self.query_one("#top", Bar).show(left, "   ".join(part for part in (right, self.desk.sign) if part))
        left, right = self.foot_facts()
        new = self.desk.settings.new and left == hint()
        keys = (welcome(), "accent") if new else (left, "quiet")
        text, ink = self.said or ((self.desk.progress, "quiet") if self.desk.progress else keys)
        if self._asked:
            text, ink = self._asked[0], "accent"  # what is said meanwhile follows: one must know what the key means
        self.query_one("#foot", Bar).show(text, right, ink)

    def say(self, text: str, ink: str = "good") -> None:
        """Say what just happened; it stands at the foot until the next command."""
        self.said = (text, ink)
        self.facts()

    def hear_news(self) -> None:
        """Say what ended in the background."""
        if self.desk.news and self.filled:
            self.say(*self.desk.news)
            self.desk.news = None

    def room(self, beside: str) -> int:
        """Cells at the foot for words of the text, beside others that are said with them."""
        right = self.foot_facts()[1]
        return self.app.size.width - 2 * SIDE - cell_len(beside) - (cell_len(right) + 2 if right else 0)

    def did(self, text: str, *, anew: bool = False) -> None:
        """Say what was done to the corpus, and show it; ``anew`` if rows may have come or gone."""
        self.desk.version += 1
        if anew:
            self.catch_up()
        else:
            self._version = self.desk.version
            self.marks_changed()
        self.say(text)

    def marks_changed(self) -> None:
        """Show marks that were changed here, without moving anything."""
        self.reload()

    def action_command(self, name: str) -> None:
        """Carry a command out; what a person can act on is said at the foot."""
        self.said = None
        try:
            commands.BY_NAME[name].action()(self)
        except (ReaderError, OSError) as error:
            self.say(str(error), "error")
        self.facts()

    def on_key(self, event: events.Key) -> None:
        """What was said goes with the next key, also with one that does nothing; a letter that does nothing says so."""
        if self._take_key(event.character if event.is_printable and event.character else event.key):
            event.stop()
            return
        keys = _keys(self.where)
        if event.key in keys or event.character in keys:
            return
        has_help = keys.intersection(commands.BY_NAME["help"].keys)
        way_on = tr("{help} shows the keys") if has_help else tr("{close} goes back")
        self.said = (f"{tr(NO_KEY)}   {with_keys(way_on)}", "quiet") if event.is_printable else None
        self.facts()

    def ask_key(self, said: str, awaited: Callable[[str], None], only: Collection[str] | None = None) -> None:
        """Ask for one more key, which means nothing else: its character, or its name where it has none.

        ``only``: the answers there are; any other key drops the question and does what it always does.
        """
        self._asked, self.said = (said, awaited, only), None
        self.facts()

    def on_mouse_down(self) -> None:
        """Who takes the mouse does not answer with a key any more."""
        self._take_key("escape")

    def _take_key(self, key: str) -> bool:
        """Whether one was asked for a key, and this one answers."""
        asked, self._asked = self._asked, None
        if asked is None:
            return False
        _, awaited, only = asked
        answers = only is None or key in only
        try:
            if answers:
                awaited(key)
        except (ReaderError, OSError) as error:
            self.say(str(error), "error")
        self.facts()
        return answers

    def before_jump(self) -> None:
        """Remember where one is, to come back there."""

    def article(self) -> str | None:
        """The id of the article under the cursor."""
        return None

    def named(self) -> str | None:
        """The id of the entity under the cursor."""
        return None

    def mention(self) -> Mention | None:
        """The one place in the article that is read at which the entity is named, if the cursor is on one."""
        return None

    def subject(self) -> Subject | None:
        """What a note would be written on."""
        return None

    @property
    def noted(self) -> bool:
        """Whether a note is under the cursor."""
        return True

    def follow(self) -> None:
        """Open what is under the cursor."""

    def step_back(self) -> bool:
        """Undo one step within the screen (a filter, a mark); false if there is none and the screen may be left."""
        return False

    def leave(self) -> None:
        """What is to be kept before this screen goes."""

    def words(self) -> tuple[str, str]:
        """What ``y`` copies, and how it is called."""
        return "", ""

    def exported(self) -> tuple[str, Sequence[str] | None]:
        """What ``w`` writes: a name for it, and the articles (ids); ``None`` for everything."""
        article = self.article()
        return self.words()[0], [article] if article else []

    def go_to(self, place: Any) -> None:
        """Open another place on top of this one."""
        self.app.push_screen(place)
