"""The app under a pilot: toasts and tooltips on, since Textual hides their failures in tests otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader import intake
from reader.corpus import open_corpus
from reader.tui import struck
from reader.tui.app import ReaderApp
from reader.tui.desk import Desk
from reader.tui.widgets.bar import Bar
from tests.conftest import read_here

Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


class Driver:
    """What tests ask of a running app."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot, self.app = pilot, pilot.app

    @property
    def place(self) -> Any:
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys; unlike the pilot, which sleeps after each, wait until what they led to is done."""
        for key in keys:
            await self._strike(key)
        await self.settle()

    async def _strike(self, key: str) -> None:
        if self.app.is_running:
            name = _character_to_key(key) if len(key) == 1 else key
            char = key if len(key) == 1 else {"space": " ", "enter": "\r"}.get(key)
            self.app.post_message(Key(name, char))
            for _ in range(3):
                handled = asyncio.Event()
                self.app.call_later(handled.set)
                await asyncio.wait_for(handled.wait(), 20)
                await self.pilot._wait_for_screen()
            while self.app.struck.busy:
                await asyncio.sleep(0.001)

    async def type(self, text: str) -> None:
        await self.press(*[{" ": "space", "\n": "enter"}.get(char, char) for char in text])

    async def settle(self) -> None:
        while True:
            try:
                await self.app.workers.wait_for_complete()
                break
            except WorkerCancelled:  # Another took its place, which is waited for now.
                await asyncio.sleep(0)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait for what others do, processes and timers, however long they take on a busy machine."""
        end = asyncio.get_running_loop().time() + seconds
        while not holds():
            assert asyncio.get_running_loop().time() < end, self.screen_text()
            await self.pilot.pause(0.02)

    def bar(self, name: str) -> str:
        bar = self.place.query_one(f"#{name}", Bar)
        return f"{bar.left}  {bar.right}"

    def foot(self) -> str:
        return self.bar("foot")

    def screen_text(self) -> str:
        """Everything on the screen, as a terminal would get it."""
        width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        assert len(lines) == height, width
        return "\n".join(line.text for line in lines)


@pytest.fixture(autouse=True)
def no_lull(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of tests are waited for one by one."""
    monkeypatch.setattr(struck, "LULL", 0.0)


@pytest.fixture
def opened() -> Callable[..., AbstractAsyncContextManager[Driver]]:
    """Opens the app on a corpus: ``async with opened(path, size=(80, 24)) as app``."""

    @asynccontextmanager
    async def opened(path: Path, size: tuple[int, int] = (80, 24), article: str | None = None) -> AsyncIterator[Driver]:
        with open_corpus(path) as corpus:
            app = ReaderApp(Desk(corpus), article)
            async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
                driver = Driver(pilot)
                await driver.settle()
                yield driver

    return opened


def corpus_of(path: Path, *texts: str) -> Path:
    """A corpus of articles with these texts."""
    folder = path.parent / "texts-of-corpus"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8", newline="")
    with open_corpus(path, create=True) as corpus, read_here():
        assert all(outcome.status == "added" for outcome in intake.add(corpus, [str(folder)]))
    return path
