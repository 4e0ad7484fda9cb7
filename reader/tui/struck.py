"""Keys in the order in which they were struck: each waits until the one before it is done with.

A key that opens a prompt or another screen is followed by letters meant for that, often in the same millisecond, and
it takes the app some to make it. So a key that comes early is kept, and handed on when whoever is to have it is there.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from typing import Any

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

LOOKS = 250
"""So often it is looked whether whoever is to have a key is there; then it is handed on whoever is, since nothing that
was struck is kept for good. On a busy machine seconds go by in which nothing is done, but not looks."""
MOST_PATIENCE = 5.0
"""Seconds that a key waits where the one before is still being carried out."""
LULL = 0.015
"""Seconds in which what a key does may be shown, before it is looked whether all is done, if no other key comes."""
_STEP = 0.002
_SOON = 50
"""So many turns of the event loop are waited for at once."""


def part_escapes() -> None:
    """Let Esc and a digit that follows at once be these two keys: Textual takes them for a sign that macOS writes."""
    from textual import _ansi_sequences

    known: dict[str, Any] = getattr(_ansi_sequences, "ANSI_SEQUENCES_KEYS", {})
    for sequence in [one for one, key in known.items() if len(one) == 2 and one[0] == "\x1b" and isinstance(key, str)]:
        del known[sequence]


class Struck:
    """The keys of one app. ``hand_on`` gives one to the app."""

    def __init__(self, app: Any, hand_on: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[events.Key] = deque()
        self._task: asyncio.Task[None] | None = None
        self._another = asyncio.Event()
        """Whether a key came while one is not done with."""
        self.at = time.monotonic()
        """When the last one came."""
        self.name = ""
        """Of the one that is carried out now, or was last."""

    @property
    def quiet(self) -> float:
        """Seconds since the last one came; nought while one is not done with."""
        return 0.0 if self.busy else time.monotonic() - self.at

    @property
    def busy(self) -> bool:
        """Whether one is not done with."""
        return bool(self._task or self._waiting)

    async def take(self, key: events.Key) -> None:
        """Hand a key on, now or when its turn comes."""
        self.at = time.monotonic()
        self._waiting.append(key)
        self._another.set()
        if self._task is None:
            if self._is_ready():
                await self._next()
            else:
                self._begin(set())

    async def _next(self) -> None:
        """Hand on the key whose turn it is, and see to those behind it when it is done with."""
        if not self._app.screen_stack:
            self._waiting.clear()  # the app ends
        elif self._waiting:
            before = {self._app.screen, *self._app.screen.children}
            pumps = self._path()
            key = self._waiting.popleft()
            self.name = key.key
            await self._hand_on(key)
            self._begin(before, pumps)

    def _begin(self, before: set[Any], pumps: tuple[DOMNode, ...] = ()) -> None:
        self._task = asyncio.create_task(self._done_with(before, pumps))

    async def _done_with(self, before: set[Any], pumps: tuple[DOMNode, ...]) -> None:
        """Wait until everybody on its way has seen a key, and what it brought has the keys."""
        try:
            if not self._waiting:
                await self._lull()
            async with asyncio.timeout(MOST_PATIENCE):
                for pump in (*pumps, *pumps):  # what the first says of the key goes the same way behind it
                    await _turn(pump)
            for _ in range(LOOKS):
                if self._is_ready(before):
                    break
                await asyncio.sleep(_STEP)
        except TimeoutError:
            pass
        finally:
            self._task = None
            if self._waiting:
                self._app.call_next(self._next)
            elif gc.isenabled():
                gc.collect(0)  # now, and not while the next key is carried out

    async def _lull(self) -> None:
        """Wait a moment for another key: to look about while the key is being carried out would keep it waiting."""
        self._another.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(LULL):
                await self._another.wait()

    def _path(self) -> tuple[DOMNode, ...]:
        """All who may handle a key, in the order in which it comes to them."""
        node: DOMNode = self._app.focused or self._app.screen
        return tuple(node.ancestors_with_self)

    def _is_ready(self, before: set[Any] | None = None) -> bool:
        """Whether the screen, and what came on it since ``before``, take keys."""
        if not self._app.screen_stack:
            return False
        screen: Screen[Any] = self._app.screen
        if not screen.is_mounted or not getattr(screen, "takes_keys", True) or _is_leaving(screen.focused):
            return False
        if before is None:
            return True
        came = [child for child in screen.children if child not in before] if screen in before else []
        return all(map(_takes_keys, came)) and (screen in before or hasattr(screen, "takes_keys") or _has_keys(screen))


def _takes_keys(widget: Widget) -> bool:
    """Whether what came has the keys, if it wants them at all."""
    if not widget.is_mounted:
        return False
    wants = any(node.focusable for node in widget.walk_children(Widget, with_self=True))
    return not wants or widget.has_focus_within or widget.has_focus


def _is_leaving(widget: Widget | None) -> bool:
    """Whether what has the keys is being removed: it would swallow them."""
    return widget is not None and any(not node.display for node in widget.ancestors_with_self)


def _has_keys(screen: Screen[Any]) -> bool:
    return screen.focused is not None or not any(node.focusable for node in screen.walk_children(Widget))


async def _turn(pump: DOMNode) -> None:
    """Wait until a widget has done all that came to it before."""
    done = asyncio.Event()
    # Not by `call_later`: that wraps a function anew each time, and Textual works out how many arguments it takes.
    if not pump.post_message(events.Callback(done.set)):
        return
    for turn in count():
        if done.is_set() or not pump.is_running:  # what has left will not answer any more
            return
        await asyncio.sleep(0 if turn < _SOON else _STEP)
