"""Drafts outlive the app; a crash leaves a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui import settings
from reader.tui.drafts import Drafts


def test_a_draft_comes_back_until_it_is_dropped() -> None:
    Drafts("c1").write("article:1", "Grüße\n[/x]")
    assert Drafts("c1").read("article:1") == "Grüße\n[/x]"
    assert Drafts("c1").read("article:2") is None and Drafts("c2").read("article:1") is None
    Drafts("c1").drop("article:1")
    assert Drafts("c1").read("article:1") is None


def test_a_write_that_fails_leaves_the_old_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts("c1")
    drafts.write("t", "old")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        drafts.write("t", "new")
    assert drafts.read("t") == "old"


def test_settings_come_back_and_nonsense_is_ignored(home: Path) -> None:
    assert settings.load() == settings.Settings(new=settings.NEWCOMER)
    settings.Settings("reader-light", 60).save()
    assert settings.load() == settings.Settings("reader-light", 60)
    next(home.rglob("settings.json")).write_text("[1, 2")
    assert settings.load() == settings.Settings()
