"""The app in German: what is said, and that it has room at 80 × 24."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader import speech


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "de")
    speech.speak_anew()
    yield
    monkeypatch.setenv("LANGUAGE", "en")
    speech.speak_anew()


async def test_main_places_speak_german(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, size=(80, 24)) as app:
        assert "4 Artikel, neueste zuerst" in app.screen_text() and "Hilfe" in app.foot()
        await app.press("s")
        assert "Lesezeichen gesetzt" in app.foot()
        await app.press("enter")
        assert "Wörter" in app.screen_text() and "q zurück" in app.foot() and "…" not in app.foot()
        await app.press("question_mark")
        assert "Eine Zeile hinab" in app.screen_text()
        await app.press("q", "5")
        assert "Eingang" in app.screen_text() and "…" not in app.foot()
        await app.press("q", "3")
        assert "Noch keine Notizen" in app.screen_text()
        await app.press("q", "2", "c")
        assert "Umbenennen" in app.screen_text()
