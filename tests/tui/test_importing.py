"""Importing from within the app: in the background, with what is under way and what came of it at the foot."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from reader.corpus import open_corpus, refined
from reader.tui.behind import Behind
from reader.tui.doing.importing import completed

BODY = "Bericht vom Hafen\n\n12.03.2021\n\nDer Minister sprach in Moskau über die Lage in Nordkorea.\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "neue texte"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{number} {BODY}", "utf-8")
    (folder / "leer.txt").write_bytes(b"")
    return folder


async def test_files_come_in_while_one_reads(
    small: Path, files: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Behind, "look_deeply", lambda _: None)
    async with opened(small, (100, 24)) as app:
        await app.press("I")
        await app.type(str(files)[:-3])
        await app.press("tab")
        assert app.place.query_one(Input).value == f"{files}{os.sep}"
        await app.press("enter")
        assert "Importing" in app.foot() and "I stops it" in app.foot()
        await app.press("enter")
        assert app.place.WHERE == "page"
        await app.until(lambda: app.app.behind.importing is None)
        assert "3 added, 1 refused   5 inbox: leer.txt: the file is empty." in app.foot()
        await app.press("q")
        assert len(app.place.rows.source) == 7
        await app.press("5")
        assert "0 Bericht vom Hafen" in app.screen_text()


async def test_what_is_not_there_is_refused_and_can_be_mended(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("I")
        await app.type("/nirgends")
        await app.press("enter")
        assert "there is no such file or folder" in app.screen_text()
        assert app.place.query_one(Input).value == "/nirgends"
        await app.press("escape")
        assert app.app.behind.importing is None


async def test_it_can_be_stopped(small: Path, tmp_path: Path, opened: Callable[..., Any]) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(400):
        (many / f"{number:03}.txt").write_text(f"{number} {BODY}" * 100, "utf-8")
    async with opened(small) as app:
        app.app.behind.import_from(str(many))
        await app.until(lambda: bool(app.app.behind.importing.counts["added"]))
        await app.press("escape")
        assert "stops" in app.foot()
        await app.until(lambda: app.app.behind.importing is None)
        assert "stopped" in app.foot() and 0 < len(app.place.rows.source) < 404
    with open_corpus(small) as corpus:
        assert not refined.is_wanted(corpus)
        assert corpus.row("SELECT 1 FROM unlinked") is None


def test_paths_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path = tmp_path / "x"
    tmp_path.mkdir()
    for name in ("alpha.txt", "alphabet.txt", "beta", ".hidden", "\x1b[1mx"):
        (tmp_path / name).touch() if "." in name else (tmp_path / name).mkdir()
    base = f"{tmp_path}{os.sep}"
    assert completed(f"{base}b") == (f"{base}beta{os.sep}", [])
    assert completed(f"{base}a") == (f"{base}alpha", ["alpha.txt", "alphabet.txt"])
    assert completed(base)[1] == ["alpha.txt", "alphabet.txt", f"beta{os.sep}"]
    assert completed(f"{base}.h") == (f"{base}.hidden", [])
    for nothing in (f"{base}x", "/nirgends/nie", "\0", ""):
        assert completed(nothing)[0].startswith(nothing)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completed("~/b") == (f"~/beta{os.sep}", [])
