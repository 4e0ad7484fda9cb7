"""Writing notes: saved, kept as drafts, shown at their place and as Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from reader import acts
from reader.corpus import annotations, open_corpus
from reader.corpus.listing import Listing
from reader.records import ReaderError
from reader.tui.drafts import Begun, Drafts
from reader.tui.screens import editor


def bodies(path: Path) -> list[str]:
    with open_corpus(path) as corpus:
        return [note.body for note in annotations.recent(corpus)]


def recent_id(path: Path) -> str:
    with open_corpus(path) as corpus:
        return annotations.recent(corpus)[0].id


async def test_escape_saves_and_closes(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("a")
        assert "Getreide" in app.bar("editor-top") and "Esc save and close" in app.bar("editor-foot")
        await app.type("Grüße aus Köln")
        await app.press("escape")
        assert app.place.WHERE == "list" and "Note saved" in app.foot() and "¶" in app.screen_text()
        assert bodies(small) == ["Grüße aus Köln"]
        await app.press("a")
        await app.type("!")
        await app.press("escape")
    assert bodies(small) == ["Grüße aus Köln!"]


async def test_a_key_right_after_escape_saves_too(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("a")
        await app.type("kurz")
        await app.press("alt+j")
        assert app.place.WHERE == "list" and app.place.rows.cursor == 1
    assert bodies(small) == ["kurz"]


async def test_save_and_go_on_then_revert_then_undo(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("a")
        await app.type("eins")
        await app.press("ctrl+o")
        assert "Saved" in app.bar("editor-foot") and bodies(small) == ["eins"]
        await app.type(" zwei")
        app.place.leave()
        note = recent_id(small)
        assert app.place._drafts.read(f"note:{note}") == "eins zwei"
        await app.press("ctrl+r")
        assert app.place.area.text == "eins"
        await app.press("ctrl+z")
        assert app.place.area.text == "eins zwei"
        await app.press("escape")
    assert bodies(small) == ["eins zwei"]


async def test_an_empty_new_note_is_nothing_and_an_emptied_one_is_deleted(
    small: Path, opened: Callable[..., Any]
) -> None:
    async with opened(small) as app:
        await app.press("a", "space", "escape")
        assert bodies(small) == []
        await app.press("a")
        await app.type("x")
        await app.press("escape", "a", "backspace", "escape")
        assert bodies(small) == [] and "U brings it back" in app.foot()
        await app.press("U")
    assert bodies(small) == ["x"]


async def test_what_is_typed_is_kept_within_a_second(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "DRAFT_SECONDS", 0.05)
    async with opened(small) as app:
        article, drafts = app.place.article(), app.place.desk.drafts
        await app.press("a")
        await app.type("halb")
        await app.pilot.pause(0.2)
        assert drafts.read(f"article:{article}") == "halb"
        app.app.exit()
    assert bodies(small) == []
    async with opened(small) as app:
        await app.press("a")
        assert app.place.area.text == "halb" and "draft" in app.bar("editor-foot")
        await app.press("escape")
    assert bodies(small) == ["halb"]
    with open_corpus(small) as corpus:
        assert Drafts(corpus.id).read(f"article:{article}") is None
    assert editor.DRAFT_SECONDS < 1


async def test_quitting_from_the_editor_keeps_the_draft(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        article, drafts = app.place.article(), app.place.desk.drafts
        await app.press("a")
        await app.type("offen")
        await app.pilot.press("ctrl+q")
    assert drafts.read(f"article:{article}") == "offen"


async def test_a_note_that_cannot_be_saved_stays(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise ReaderError("small.db", "the disk is full [/x]", "Make room")

    async with opened(small) as app:
        monkeypatch.setattr(acts, "write_note", full)
        await app.press("a")
        await app.type("wichtig")
        await app.press("escape")
        assert app.place.area.text == "wichtig" and "the disk is full [/x]" in app.bar("editor-foot")
        monkeypatch.undo()
        monkeypatch.setenv("READER_STATE", str(small.parent / "state"))
        await app.press("escape")
    assert bodies(small) == ["wichtig"]


async def test_a_note_at_a_name_stands_at_its_place(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (80, 30)) as app:
        await app.press("enter", "tab", "a")
        await app.type("# Kopf")
        await app.press("enter")
        await app.type("mit **Gewicht**")
        await app.press("escape")
        assert "Note saved" in app.foot()
        text = app.screen_text()
        assert "¹" in text and "Notes" in text and "Kopf" in text
        await app.press("A")
        assert app.place.WHERE == "notes" and "Kopf" in app.screen_text()
        await app.press("enter")
        assert app.place.WHERE == "page" and app.place.prose.stopped_at().body.startswith("# Kopf")
        await app.press("enter")
        await app.pilot.pause(0.2)
        assert app.place.WHERE == "note" and "Gewicht" in app.screen_text() and "**" not in app.screen_text()
        await app.press("j", "G", "a")
        await app.type("!")
        await app.press("escape")
        await app.pilot.pause(0.2)
        assert app.place.WHERE == "note" and "Gewicht!" in app.screen_text()
        await app.press("D")
        assert app.place.WHERE == "page" and "Notes" not in app.screen_text()


async def test_notes_on_names_and_on_the_whole(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("A", "a")
        await app.type("zum Ganzen")
        await app.press("escape", "q", "E", "enter", "a")
        await app.type("zum Namen")
        await app.press("escape")
        assert "¶ zum Namen" in app.screen_text()
        await app.press("q", "q", "A")
        assert "zum Ganzen" in app.screen_text() and "zum Namen" in app.screen_text()
        assert "on the whole corpus" in app.screen_text()
        await app.press("enter")
        await app.pilot.pause(0.1)
        assert app.place.WHERE == "note" and " on " in app.bar("top")
        await app.press("q", "D", "y")
        assert len(app.place.rows.source) == 1 and app.app.clipboard == "zum Ganzen"


async def test_html_in_a_note_stays_visible(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", "<b>fett</b> [link](javascript:x) [/foo]\n\n<script>alert(1)</script>")
    async with opened(small) as app:
        await app.press("A", "enter")
        await app.pilot.pause(0.2)
        text = app.screen_text()
        assert "<b>fett</b>" in text and "<script>" in text and "[/foo]" in text


async def test_own_editor_writes_a_note(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    monkeypatch.setenv("VISUAL", "sh -c 'printf %s von.aussen > \"$0\"'")
    async with opened(small) as app:
        await app.press("e")
        assert "cannot be lent" in app.foot()
        monkeypatch.setattr(type(app.app), "suspend", lambda _: nullcontext())
        await app.press("e")
        assert "Note saved" in app.foot()
        monkeypatch.setenv("VISUAL", "false")
        await app.press("e")
        assert "ended with an error" in app.foot()
        monkeypatch.setenv("VISUAL", "true")
        await app.press("e")
        assert "Nothing was changed" in app.foot()
        monkeypatch.setenv("VISUAL", "sh -c 'printf %s halb > \"$0\"; exit 3'")
        await app.press("e")
        assert "ended with an error (3)" in app.foot() and "kept as a draft" in app.foot()
        assert bodies(small) == ["von.aussen"]
        monkeypatch.setenv("VISUAL", "true")
        await app.press("e")
        assert "Note saved" in app.foot()
    assert bodies(small) == ["halb"]


async def test_the_start_speaks_of_drafts_from_before_alone(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.app.desk.drafts.write(Begun("article:1"), "halb")
        assert not app.app._tell_of_drafts()
    async with opened(small) as app:
        assert app.app._tell_of_drafts() and "was not saved" in app.foot()


async def test_a_note_of_another_machine_appears(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("enter")
        with open_corpus(small) as other:
            acts.write_note(other, f"article:{Listing(other).rows(0, 1)[0].id}", "von nebenan")
        app.app.look_at_corpus()
        await app.press("G")
        assert "von nebenan" in app.screen_text()


@pytest.mark.parametrize(
    ("elsewhere", "kept", "said"),
    [
        ("eins\nzwei\nvier", ["eins!\nzwei\nvier"], "with what was written elsewhere"),
        ("anders\nzwei\ndrei", ["eins!\nzwei\ndrei", "anders\nzwei\ndrei"], "both versions are kept"),
        (None, ["eins!\nzwei\ndrei"], "Note saved"),
    ],
)
async def test_what_was_written_elsewhere_meanwhile_is_not_lost(
    small: Path, opened: Callable[..., Any], elsewhere: str | None, kept: list[str], said: str
) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins\nzwei\ndrei")
    async with opened(small) as app:
        await app.press("3", "a", "up", "up", "end", "!")
        with open_corpus(small) as other:
            if elsewhere is None:
                acts.remove_annotation(other, note)
            else:
                acts.edit_note(other, note, elsewhere)
        await app.press("escape")
        assert said in app.foot()
    with open_corpus(small) as corpus:
        (found,) = annotations.recent(corpus)
        assert found.versions or [found.body] == kept
        assert sorted(version.body for version in found.versions) == (sorted(kept) if len(kept) > 1 else [])


async def test_an_editor_that_goes_on_after_saving_builds_on_what_it_saved(
    small: Path, opened: Callable[..., Any]
) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins\nzwei\ndrei")
    async with opened(small) as app:
        await app.press("3", "a", "up", "up", "end", "!", "ctrl+o")
        with open_corpus(small) as other:
            acts.edit_note(other, note, "eins!\nzwei\nvier")
        await app.press("!", "ctrl+o", "!", "escape")
    assert bodies(small) == ["eins!!!\nzwei\nvier"]


async def test_lines_end_where_they_were_ended(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", "eins\nzwei ~~drei~~ [/x]")
    async with opened(small) as app:
        await app.press("3", "enter")
        await app.pilot.pause(0.1)
        lines = [line.strip() for line in app.screen_text().splitlines()]
        assert "eins" in lines and "zwei drei [/x]" in lines


async def test_what_was_done_in_another_window_is_said_before_it_is_taken_back(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", "dort")
    monkeypatch.setattr("reader.undo.OURS", "another")
    async with opened(small) as app:
        await app.press("U")
        assert "not done in this window: the note" in app.foot() and bodies(small) == ["dort"]
        await app.press("j", "U")
        assert bodies(small) == ["dort"]
        with open_corpus(small) as other:
            acts.write_note(other, "corpus", "dann")
        await app.press("U")
        assert "not done in this window: the note" in app.foot() and len(bodies(small)) == 2
        await app.press("U")
        assert "Taken back: the note" in app.foot() and bodies(small) == ["dort"]


async def test_what_is_saved_says_its_tags_and_the_way_back(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("a")
        await app.type('#Nord Korea und #"zwei Worte"')
        await app.press("escape")
        assert '#Nord #"zwei Worte"   U takes it back' in app.foot()


async def test_all_lines_of_what_is_pasted_are_taken(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("t")
        app.app.post_message(Paste("Häfen,\r\n  zwei Worte\n\nund mehr\n"))
        await app.settle()
        await app.press("enter")
        assert "Tags: Häfen, zwei Worte und mehr" in app.foot()
        app.app.screen.post_message(Paste("\n"))
        await app.settle()


async def test_a_theme_is_called_as_in_the_palette(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        app.place.action_command("theme-contrast")
        assert app.foot().startswith("Theme: high contrast")
