"""`w`: articles with their notes as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.conftest import corpus_of

TEXT = "Fähre sinkt im Hafen\n\n04.05.2021\n\nDie Fährleute am Strom sagten am Morgen, der Betrieb werde ruhen.\n"


async def test_an_article_and_a_list_are_written_in_the_form_of_the_name(
    tmp_path: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(corpus_of(tmp_path / "one.db", TEXT, TEXT.replace("Fähre", "Barke")), (100, 30)) as app:
        await app.press("w")
        await app.press("enter")
        assert (tmp_path / "dossier.md").read_text("utf-8").count("\n- Id: ") == 2
        await app.press("enter", "w", "enter")
        written = list(tmp_path.glob("*sinkt-im-hafen.md"))
        assert len(written) == 1 and "Written:" in app.bar("foot")
        await app.press("w", "enter")
        assert "it is there already" in app.screen_text()
        await app.press("escape", "w", "ctrl+u")
        await app.type("x.json")
        await app.press("enter")
        assert len(json.loads((tmp_path / "x.json").read_text("utf-8"))["articles"]) == 1
        await app.press("w", "ctrl+u")
        await app.type("x.exe")
        await app.press("enter")
        assert "its end says no form" in app.screen_text() and not (tmp_path / "x.exe").exists()
