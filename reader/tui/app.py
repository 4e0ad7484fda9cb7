"""The app: opens the corpus, shows the first screen, sees what others write, and leaves quickly.

Keys go to the screen (`place`), which looks them up in the registry (`commands`) and calls a function of `doing`;
that calls `reader.acts`, and the place shows what was done. Widgets hold no corpus and write nothing.
"""

from __future__ import annotations

import gc

from reader.speech import tr, trn

gc.disable()  # Importing makes no garbage worth looking for.

import os  # noqa: E402

os.environ.setdefault("TEXTUAL_FPS", "480")  # What follows the echo of a key waits for the next frame but one at most.

import asyncio  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, ClassVar  # noqa: E402

from textual import events  # noqa: E402
from textual.app import App, SystemCommand  # noqa: E402
from textual.binding import Binding, BindingType  # noqa: E402
from textual.screen import Screen  # noqa: E402

from reader.corpus import Corpus, open_corpus  # noqa: E402
from reader.records import ReaderError  # noqa: E402
from reader.tui import commands, settings, themes  # noqa: E402
from reader.tui.ahead import Ahead  # noqa: E402
from reader.tui.behind import Behind  # noqa: E402
from reader.tui.commands import with_keys  # noqa: E402
from reader.tui.desk import Desk  # noqa: E402
from reader.tui.nearby import Nearby  # noqa: E402
from reader.tui.place import Place  # noqa: E402
from reader.tui.struck import Struck, part_escapes  # noqa: E402

POLL_SECONDS = 1.0
PATIENCE_SECONDS = 3
"""So long the app may take to leave in order when it is ended by a signal."""
QUIET_WHILE_IMPORTING = 1.0
SELDOM = (5_000, 20, 50)
"""How often the collector looks for garbage: as often as Python has it, every few keys would wait for it."""
SHOW_CURSOR = "\x1b[?25h"
"""Textual hides the terminal's cursor; it is shown on the focused line for those who follow it."""


def _palette() -> type[Any]:
    from reader.tui.palette import Commands

    return Commands


class ReaderApp(App[None]):
    """The press reader in a terminal."""

    TITLE = "reader"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar[Any] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True)]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = ""

    def __init__(self, desk: Desk, article: str | None = None) -> None:
        self.desk = desk
        self._first = article
        self._began = time.time()
        self.notice = ""
        """What is to be said first of all."""
        self.hurry = False
        """Leave by ending the process; set where there is a terminal and nothing else to end."""
        # Without colours Textual is to leave them out, not to make greys of them.
        super().__init__(ansi_color=True if themes.no_colour() else None)
        self._trouble = ""
        """What is wrong with the file, once it was said."""
        part_escapes()
        self.struck = Struck(self, super().on_event)
        self.ahead = Ahead(self, self._make_ready)
        self.behind = Behind(self)
        self.nearby = Nearby(self)
        self.animation_level = "none"
        self.scroll_sensitivity_y = 1
        for theme in themes.OWN:
            self.register_theme(theme)
        self._begin_with(themes.chosen(desk.settings.theme))

    def _begin_with(self, theme: str) -> None:
        """Take a theme before anything is drawn: set in the usual way it would have all styles made twice."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of our inks, for themes that do not give their own."""
        return themes.variables(self.current_theme)

    def get_default_screen(self) -> Screen[Any]:
        """The list, or the article asked for, is the first screen itself, so that nothing is drawn before it."""
        if self._first is None:
            from reader.tui.screens.shelf import Shelf

            shelf = Shelf(self.desk)
            shelf.is_bottom = True
            return shelf
        from reader.tui.screens.page import Page

        return Page(self.desk, self._first)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None: the registry has all commands."""
        return ()

    def on_mount(self) -> None:
        """Look every second whether somebody else wrote; leave in order where the terminal is closed."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(SHOW_CURSOR)
        if self.hurry and sys.platform != "win32":
            leave = partial(self._leave_soon, asyncio.get_running_loop())
            for number in (signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, leave)
        self.set_interval(POLL_SECONDS, self.look_at_corpus)

    def _leave_soon(self, loop: asyncio.AbstractEventLoop, *_: object) -> None:
        """Leave in order; without it where the terminal takes nothing any more, and all waits for that."""
        signal.alarm(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(self.leave)

    def on_ready(self) -> None:
        """The first screen is drawn; what is not needed for it comes now."""
        self.ahead.begin()

    def _make_ready(self) -> None:
        """Let the collector work, take up what goes on beside the reader, and say what is to be said."""
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
        self.behind.go_on()
        self.nearby.begin()
        if self.notice:
            self._tell(self.notice, "error")
        elif not self._tell_of_drafts():
            self.run_worker(self._look_for_git, thread=True, exit_on_error=False)

    def _tell_of_drafts(self) -> bool:
        """Say that notes were left unsaved before the app began, and where they are; whether there are any."""
        left = sum(draft.at < self._began for draft in self.desk.drafts.left())
        if left:
            said = trn(
                "{n} note was not saved, its draft is kept: {key} shows it",
                "{n} notes were not saved, their drafts are kept: {key} shows them",
                left,
                key=commands.BY_NAME["notes"],
            )
            self._tell(said, "accent")
        return bool(left)

    def _look_for_git(self) -> None:
        from reader.tui import tracked

        if tracked.first_time(self.desk.corpus.path, self.desk.corpus.id):
            self.call_from_thread(self._tell, tr(tracked.SAID))

    def _tell(self, sentence: str, ink: str = "quiet") -> None:
        if isinstance(self.screen, Place):
            self.screen.say(sentence, ink)

    def look_at_corpus(self, *, ours: bool = False) -> None:
        """Show what another program wrote to the corpus, or our own import (``ours``, else only in quiet moments).

        It looks at the file's data only, not into it.
        """
        place: Screen[Any] = self.screen
        if self.behind.importing and self.struck.quiet < QUIET_WHILE_IMPORTING:
            return
        try:
            in_doubt = self.desk.corpus.in_doubt
            changed = self.desk.corpus.changed()
        except ReaderError as error:
            say = getattr(place, "say", None)  # of a place, or of the editor over it
            if say and str(error) != self._trouble:
                self._trouble = str(error)
                say(str(error), "error")
            return
        self._trouble = ""
        if changed:
            self.desk.version += 1
            if isinstance(place, Place):
                if not (ours or in_doubt or self.behind.importing or self.nearby.merging):
                    place.say(tr("The corpus was changed by another program; shown anew"), "quiet")
                place.catch_up()
                place.facts()

    async def on_event(self, event: events.Event) -> None:
        """Keys go through `Struck`; one that follows Esc at once comes as ``alt+key``: it is Esc, then the key."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self.desk.settings.struck()
        if event.key.startswith("alt+"):
            await self.struck.take(events.Key("escape", "\x1b"))
            key = event.key.removeprefix("alt+")
            upper = key.startswith("shift+") and len(key) == len("shift+x")
            event = events.Key(key[-1].upper() if upper else key, event.character)
        await self.struck.take(event)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by all the ways there are, also what Textual's own widgets copy."""
        from reader.tui.clipboard import copy

        copy(self, text)

    def on_unmount(self) -> None:
        """Leave no process behind, and nothing open, however the app ends."""
        self.behind.close()
        self.nearby.close()
        self.desk.close()

    async def action_quit(self) -> None:
        """Quit from anywhere."""
        self.leave()

    def action_help_quit(self) -> None:
        """``^C`` ends nothing; it says what does."""
        if isinstance(self.screen, Place):
            self.screen.say(with_keys(tr("{close} goes back, {quit} quits")), "quiet")

    def _fatal_error(self) -> None:
        """End without a word, where Textual would show the values of all variables: `run` raises what it was."""
        self.bell()
        self._close_messages_no_wait()

    def leave(self) -> None:
        """Keep what is to be kept, and quit."""
        for screen in reversed(self.screen_stack):
            keep = getattr(screen, "leave", None)
            if keep is not None:
                keep()
        self.behind.close()
        self.nearby.close()
        self.desk.corpus.close()
        if self.hurry and self._driver is not None:
            _end(self._driver)
        self.exit()


def _end(driver: Any) -> None:
    """Give the terminal back and end the process: nothing is left to be saved, and waiting for threads takes longer.

    The input thread sleeps up to 0.1 s in its select; it is not joined, since the process ends with it.
    """
    driver._key_thread = None
    driver.stop_application_mode()
    driver.close()
    sys.stdout.flush()
    os._exit(0)


def run(path: Path, article: str | None = None, notice: str = "") -> int:
    """Open the app on a corpus, at an article (any unique beginning of its id) if one is given. Gives the exit code.

    Raises `ReaderError` where the corpus or the article cannot be opened, and what else ended it unforeseen.
    """
    corpus = open_corpus(path)
    with corpus:
        first = _full_id(corpus, article) if article else None
        app = ReaderApp(Desk(corpus, settings.load()), first)
        app.notice = notice
        app.hurry = sys.__stdin__ is not None and sys.__stdin__.isatty()
        app.run()
        if app._exception is not None:
            raise app._exception
        return app.return_code or 0


def _full_id(corpus: Corpus, beginning: str) -> str:
    from reader.corpus import articles

    return articles.find(corpus, beginning)
