"""What the app does behind the reader's back: imports, and looks for names more deeply. No key ever waits for it.

The work is done by other processes (`reader.background`). Here it is begun and stopped, what it found is written when
no key was struck for a while, and the places are told what to show of it.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from reader.records import ReaderError
from reader.speech import apart, counted, later, tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.place import Place

if TYPE_CHECKING:
    from reader.background.importing import Importing
    from reader.background.refining import Refining

TICK = 0.1
QUIET_SECONDS = 1.0
"""Without a key for so long, something may be written that the reader did not do."""
_SHOW_EVERY = 1.0
ALL_SEEN = later("All articles were looked through for names")
_SHOWING_NAMES = frozenset({"entities", "entity"})


class Behind:
    """At most one import, and one search for names."""

    def __init__(self, app: Any) -> None:
        self._app, self._desk = app, app.desk
        self.importing: Importing | None = None
        self.refining: Refining | None = None
        self._timer: Timer | None = None
        self._shown = 0.0
        self._by_hand = False
        """Whether a person waits to hear that the names were looked for."""

    def go_on(self) -> None:
        """Take up what was begun another time, if anything was."""
        from reader.corpus import refined

        corpus = self._desk.corpus
        # What is wrong with the file is said by the app, which looks at it every second.
        with suppress(ReaderError):
            if not corpus.readonly and refined.is_wanted(corpus):
                self._refine()

    def import_from(self, path: str) -> None:
        """Import a file, or a folder with all in it."""
        from reader.background.importing import Importing

        self.importing = Importing(self._desk.corpus.path, path)
        self._begin()
        self._show()

    def stop_import(self) -> None:
        """Let the import end soon."""
        if self.importing:
            self.importing.stop()
            self._show()

    def look_deeply(self) -> None:
        """Look for names more deeply, until all articles were looked through."""
        self._want(True)
        self._by_hand = True
        self._refine()

    def stop_looking(self) -> None:
        """Leave it, now and at the next start."""
        self._end_refining()
        self._want(False)
        self._show()

    def _want(self, wanted: bool) -> None:
        from reader.corpus import refined

        refined.want(self._desk.corpus, wanted)

    def _refine(self) -> None:
        from reader.background.refining import Refining

        if self.refining is None:
            self.refining = Refining(self._desk.corpus)
            self._begin()

    def _begin(self) -> None:
        if self._timer is None:
            self._timer = self._app.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        if self.importing and self.importing.step():
            self._show()
        quiet = self._app.struck.quiet > QUIET_SECONDS
        if self.importing and self.importing.over:
            self._imported(self.importing)
        elif self.refining and quiet and not self.importing:
            self._look_on(self.refining)
        if not (self.importing or self.refining) and self._timer:
            self._timer.stop()
            self._timer = None

    def _imported(self, done: Importing) -> None:
        self.importing = None
        self._app.look_at_corpus(ours=True)
        self._tell(said(done), "error" if done.failed else "good")
        if done.counts["added"] and not done.stopped:
            try:
                self.look_deeply()
                self._by_hand = False
            except ReaderError:
                return  # another program writes; whoever wants it has the command

    def _look_on(self, refining: Refining) -> None:
        try:
            article = refining.step()
            if refining.over:
                self._looked_through()
        except ReaderError as error:
            self._end_refining()
            self._tell(str(error), "error")
            return
        if article:
            self._named_anew(article)
        if time.monotonic() - self._shown > _SHOW_EVERY:
            self._show()

    def _looked_through(self) -> None:
        self.stop_looking()
        if self._by_hand:
            self._tell(tr(ALL_SEEN), "quiet")

    def _named_anew(self, article: str) -> None:
        """Show the names of an article where they are seen; other places read anew when they are seen again."""
        self._desk.version += 1
        place = self._app.screen
        if isinstance(place, Place) and (place.WHERE in _SHOWING_NAMES or self._is_read(place, article)):
            place.catch_up()

    def _is_read(self, place: Place, article: str) -> bool:
        return place.WHERE == "page" and place.article() == article

    def _show(self) -> None:
        self._shown = time.monotonic()
        self._desk.sign, self._desk.progress = self.sign, self.progress
        if isinstance(self._app.screen, Place):
            self._app.screen.facts()

    def _tell(self, sentence: str, ink: str) -> None:
        self._show()
        self._desk.news = (sentence, ink)
        if isinstance(self._app.screen, Place):
            self._app.screen.hear_news()

    def _end_refining(self) -> None:
        if self.refining:
            self.refining.close()
            self.refining = None

    @property
    def progress(self) -> str:
        """How far an import is."""
        if not self.importing:
            return ""
        if self.importing.stopped:
            return tr("The import stops …")
        return with_keys(tr("Importing: {counts}   {import} stops it"), counts=_counts(self.importing))

    @property
    def sign(self) -> str:
        """That names are being looked for, and in how many articles."""
        return tr("names: {n} left").format(n=apart(self.refining.left)) if self.refining and self.refining.left else ""

    def close(self) -> None:
        """Stop everything, without waiting."""
        self._end_refining()
        if self.importing:
            self.importing.stop()


def _counts(one: Importing) -> str:
    if not one.total:
        return _results(one)
    done = tr("{n} of {files}").format(n=apart(one.files), files=counted(one.total, "file"))
    return f"{done}, {_results(one)}"


def _results(one: Importing) -> str:
    """``12 added, 1 refused``."""
    called = {"added": tr("added"), "duplicate": tr("already here"), "refused": tr("refused")}
    parts = [f"{apart(one.counts[status])} {word}" for status, word in called.items() if one.counts[status]]
    return ", ".join(parts) or tr("nothing added")


def said(one: Importing) -> str:
    """What became of an import, in one line."""
    if one.failed:
        return one.failed
    why = f": {paint.clipped(one.refusal.path.rpartition('/')[2], 30)}: {one.refusal.reason}" if one.refusal else ""
    stopped = f"   {tr('stopped')}" if one.stopped else ""
    inbox = f"   {with_keys(tr('{inbox} inbox'))}" if one.counts["added"] else ""
    return f"{_results(one)}{stopped}{inbox}{why}"
