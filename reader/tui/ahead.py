"""What the first keys need: loaded once the first screen is drawn, room by room, so that no key waits for all."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

QUIET_SECONDS = 0.25
STEP_SECONDS = 0.02
ROOMS = ("reader.tui.screens.page", "reader.terms", "reader.corpus.follow", "reader.acts", "reader.tui.doing.marking",
         "reader.corpus.conditions")  # fmt: skip
"""Of the first Enter, mark and filter."""


class Ahead:
    """Loads for one app, and says when all is there."""

    def __init__(self, app: Any, done: Callable[[], None]) -> None:
        self._app, self._done = app, done
        self._rooms = iter(ROOMS)

    def begin(self) -> None:
        """Begin when the first screen is drawn and seen."""
        self._app.set_timer(QUIET_SECONDS, self._next)

    def _next(self) -> None:
        room = next(self._rooms, None)
        if room is None:
            self._done()
            self._app.run_worker(_load_words, thread=True, exit_on_error=False)
        else:
            import_module(room)
            self._app.set_timer(STEP_SECONDS, self._next)


def _load_words() -> None:
    """What the first search or filter would wait for."""
    from reader.corpus import wordforms

    wordforms.load()
