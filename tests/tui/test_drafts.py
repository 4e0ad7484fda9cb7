"""Drafts outlive the app; a crash leaves a whole one, and no window writes over another's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import annotations, open_corpus
from reader.corpus.listing import Listing
from reader.tui import settings
from reader.tui.drafts import Begun, Drafts

ANOTHER = """
import os, sys, time
from reader.tui.drafts import Begun, Drafts
drafts = Drafts(sys.argv[1])
drafts.write(Begun(sys.argv[2], {"target": sys.argv[2]}), sys.argv[3])
assert sys.argv[3] in [draft.body for draft in drafts.left()]
if hasattr(os, "fork") and not os.fork():
    os.close(1)
    time.sleep(3)  # What was forked lives on and holds nothing.
    os._exit(0)
print("written", flush=True)
sys.stdin.read()
"""


def another(corpus_id: str, name: str, body: str) -> subprocess.Popen[str]:
    """Another process that keeps a draft, and lives until its input is closed."""
    command = [sys.executable, "-c", ANOTHER, corpus_id, name, body]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "written\n"
    return process


def ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_draft_comes_back_until_it_is_dropped(home: Path) -> None:
    Drafts("c1").write(Begun("article:1"), "Grüße\n[/x]\ud800")
    assert Drafts("c1").read("article:1") == "Grüße\n[/x]?"
    assert Drafts("c1").read("article:2") is None and Drafts("c2").read("article:1") is None
    Drafts("c1").drop("article:1")
    assert Drafts("c1").read("article:1") is None


def test_a_write_that_fails_leaves_the_old_draft(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts("c1")
    drafts.write(Begun("t"), "old")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        drafts.write(Begun("t"), "new")
    assert drafts.read("t") == "old"


def test_what_another_window_writes_is_its_own_until_it_ends(home: Path) -> None:
    drafts = Drafts("c1")
    other = another("c1", "note:1", "theirs")
    assert drafts.left() == [] and drafts.find("note:1") is None and drafts.is_written_elsewhere("note:1")
    drafts.write(Begun("note:1"), "ours")
    assert drafts.read("note:1") == "ours"
    ended(other)
    assert not drafts.is_written_elsewhere("note:1")
    assert sorted(draft.body for draft in drafts.left()) == ["ours", "theirs"] and drafts.read("note:1") == "ours"
    drafts.drop("note:1")
    assert drafts.read("note:1") == "theirs"


def test_taking_a_draft_leaves_our_own_of_that_name(home: Path) -> None:
    drafts = Drafts("c1")
    ended(another("c1", "note:1", "theirs"))
    drafts.write(Begun("note:1"), "ours")
    theirs = next(draft for draft in drafts.left() if draft.body == "theirs")
    assert drafts.take(theirs) is not None and drafts.read("note:1") == "theirs"
    assert sorted(draft.body for draft in drafts.left()) == ["ours", "theirs"]
    assert drafts.take(theirs) is None


def test_a_damaged_draft_stops_nothing(home: Path) -> None:
    drafts = Drafts("c1")
    drafts.write(Begun("note:1"), "whole")
    path = drafts.left()[0].path
    for broken in (b"", b"[1]", b"\xff", b'{"name": 1, "about": [], "body": 2}'):
        path.with_name("00.dead-1.json").write_bytes(broken)
        assert [draft.body for draft in drafts.left()] == ["whole"]


async def test_what_was_left_is_said_at_the_start_and_gone_on_with(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        identity, first = corpus.id, Listing(corpus).rows(0, 1)[0].id
    ended(another(identity, f"article:{first}", "Halb fertig"))
    ended(another(identity, "corpus", "Zum Ganzen"))
    async with opened(small) as app:
        await app.until(lambda: "2 notes were not saved" in app.foot())
        await app.press("3")
        assert "Halb fertig" in app.screen_text() and "Zum Ganzen" in app.screen_text()
        assert app.place.draft() is not None and "0" in app.bar("top")
        row = 0 if app.place.draft().body == "Halb fertig" else 1
        await app.press(*["j"] * row, "enter")
        assert app.place.area.text == "Halb fertig" and "Getreide" in app.bar("editor-top")
        await app.press("escape")
        assert app.place.WHERE == "notes" and "Note saved" in app.foot()
        await app.press("g")
        assert app.place.draft().body == "Zum Ganzen"
        await app.press("D")
        assert "D again" in app.foot()
        await app.press("j")
        assert app.place.draft().body == "Zum Ganzen"
        await app.press("D", "D")
        assert app.place.draft() is None and Drafts(identity).left() == []


async def test_a_draft_on_what_is_not_in_the_file_is_saved_all_the_same(
    small: Path, opened: Callable[..., Any]
) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins")
        drafts = Drafts(corpus.id)
        drafts.write(Begun(f"note:{note}", {"note": note, "since": ["00" * 16]}), "zwei")
        drafts.write(Begun("entity:gone", {"target": "entity:gone"}), "vier")
        drafts.write(Begun("note:gone", {"target": "article:gone", "note": "gone", "anchor": {"x": 1}}), "drei")
    async with opened(small) as app:
        for body in ("drei", "vier", "zwei"):
            await app.press("3", "g", "enter")
            assert app.place.area.text == body
            await app.press("escape", "q")
    with open_corpus(small) as corpus:
        assert sorted(one.body for one in annotations.recent(corpus)) == ["drei", "vier", "zwei"]


async def test_a_draft_of_before_is_merged_with_what_was_saved_since(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins\n\nzwei\n\ndrei")
        heads = [head.hex() for head in acts.standing(corpus, note)]
        about = {"target": "corpus", "note": note, "since": heads}
        Drafts(corpus.id).write(Begun(f"note:{note}", about), "eins!\n\nzwei\n\ndrei")
        acts.edit_note(corpus, note, "eins\n\nzwei\n\ndrei!")
    async with opened(small) as app:
        await app.press("3", "enter")
        assert app.place.area.text.startswith("eins!")
        await app.press("escape")
    with open_corpus(small) as corpus:
        assert annotations.load(corpus, note).body == "eins!\n\nzwei\n\ndrei!"


async def test_a_draft_that_was_saved_before_the_kill_is_no_draft(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins")
        heads = [head.hex() for head in acts.standing(corpus, note)]
        acts.edit_note(corpus, note, "eins zwei")
        drafts = Drafts(corpus.id)
        drafts.write(Begun(f"note:{note}", {"target": "corpus", "note": note, "since": heads}), "eins zwei")
    async with opened(small) as app:
        await app.press("3", "enter")
        assert app.place.area.text == "eins zwei" and drafts.left() == []
        await app.press("ctrl+end", "!", "escape")
    with open_corpus(small) as corpus:
        stands = annotations.load(corpus, note)
        assert stands.body == "eins zwei!" and not stands.conflict


def test_settings_come_back_and_nonsense_is_ignored(home: Path) -> None:
    assert settings.load() == settings.Settings(new=settings.NEWCOMER)
    settings.Settings("reader-light", 60).save()
    assert settings.load() == settings.Settings("reader-light", 60)
    next(home.rglob("settings.json")).write_text("[1, 2")
    assert settings.load() == settings.Settings()
