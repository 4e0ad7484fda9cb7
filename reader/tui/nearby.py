"""Copies of the corpus that appear beside it while the app is open: seen, taken in by another process, and told of.

The folder is looked through every two seconds by a thread, which reads nothing of a file that was not touched. A file
counts as whole when nobody touched it from one look to the next.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from reader.tui.place import Place

if TYPE_CHECKING:
    from reader.background.merging import Merging

LOOK_SECONDS = 2.0
SOON_SECONDS = 1.0
"""The next look, where a file was seen that may not be whole yet."""
_TICK = 0.25
_SETTLED_NS = 2_000_000_000
_TRIES = 5
"""So often a file is tried, where another program holds the corpus."""
_MOST_FILES = 20_000
"""In a folder of more files nobody keeps a corpus; looking through it would take too long."""


class Nearby:
    """At most one look, or one merge, at a time."""

    def __init__(self, app: Any) -> None:
        self._app, self._desk = app, app.desk
        self.merging: Merging | None = None
        self._timer: Timer | None = None
        self._looking: threading.Thread | None = None
        self._next_look = 0.0
        self._fresh: list[Path] = []
        """Whole files that the last look found."""
        self._seen: dict[Path, tuple[int, ...]] = {}
        self._done: dict[Path, tuple[int, ...]] = {}
        """Files that need not be looked into again, as long as nobody touches them."""
        self._tried: Counter[Path] = Counter()

    def begin(self) -> None:
        """Look now, and again and again."""
        if not self._desk.corpus.readonly:
            self._timer = self._app.set_interval(_TICK, self._tick)
            self._tick()

    def _tick(self) -> None:
        if self.merging:
            self._step(self.merging)
        elif self._looking and not self._looking.is_alive():
            self._looking = None
            self._take()
        elif not self._looking and time.monotonic() >= self._next_look and not self._app.behind.importing:
            # Nothing is waited for when the app ends, on however slow a share the folder lies.
            self._looking = threading.Thread(target=self._look, daemon=True)
            self._looking.start()

    def _look(self) -> None:
        """Look through the folder, in a thread of its own."""
        from reader import copies

        corpus = self._desk.corpus.path.absolute()
        try:
            seen = copies.look(corpus, corpus.parent)
        except OSError:
            seen = {}
        touched = [path for path, mark in seen.items() if self._done.get(path) != mark][:_MOST_FILES]
        whole = [path for path in touched if self._is_settled(path, seen[path])]
        self._fresh = [path for path in whole if copies.is_whole(path)]
        self._done |= {path: seen[path] for path in whole}
        self._seen = seen
        self._next_look = time.monotonic() + (SOON_SECONDS if len(touched) > len(whole) else LOOK_SECONDS)

    def _is_settled(self, path: Path, mark: tuple[int, ...]) -> bool:
        """Whether nobody writes the file just now; one that a sync tool moved here has the time of its writing."""
        return self._seen.get(path) == mark or time.time_ns() - mark[2] > _SETTLED_NS

    def _take(self) -> None:
        if self._fresh:
            from reader.background.merging import Merging

            self.merging = Merging(self._desk.corpus.path, self._fresh)

    def _step(self, merging: Merging) -> None:
        merging.step()
        if merging.over:
            self._app.look_at_corpus(ours=True)
            self.merging = None
            self._tell(merging)

    def _tell(self, merging: Merging) -> None:
        from reader.tui.arrivals import said

        if merging.report is None:
            again = self._try_again(merging.others)
            sentence, ink = ("" if again else merging.failed), "error"
        else:
            sentence, ink = said(merging.report)
        if sentence:
            self._desk.news = (sentence, ink)
            if isinstance(self._app.screen, Place):
                self._app.screen.hear_news()

    def _try_again(self, others: list[Path]) -> bool:
        """Let some files be looked into once more; false if that was done often enough."""
        self._tried.update(others)
        again = [path for path in others if self._tried[path] < _TRIES]
        for path in again:
            self._done.pop(path, None)
        return bool(again)

    def look_anew(self) -> None:
        """Look into all files once more, as a person asks for it."""
        self._done.clear()
        self._tried.clear()
        self._next_look = 0.0

    def close(self) -> None:
        """Stop, without waiting."""
        if self.merging:
            self.merging.stop()
