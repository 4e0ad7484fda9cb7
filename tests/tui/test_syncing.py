"""Copies that appear while the app is open: merged by themselves, told in one line, shown, settled, taken back."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import annotations, open_corpus
from reader.differences import compare
from reader.tui import nearby
from reader.tui.screens.conflict import taken_over
from tests.laws import note, print_of


@pytest.fixture
def away(small: Path, tmp_path: Path) -> Path:
    """A copy on another machine; a note says something else there, and another is new."""
    clash = note(small, "eins\nzwei\ndrei")
    path = Path(shutil.copy(small, tmp_path / "away.db"))
    note(small, "eins, hier\nzwei\ndrei", clash)
    note(path, "eins, dort\nzwei\ndrei\nvier", clash)
    note(path, "nur dort")
    return path


def arrive(away: Path, small: Path) -> Path:
    """The copy appears beside the corpus as Syncthing makes it: whole, by a rename."""
    beside = small.with_name("small.sync-conflict-20261122-093000-ABC.db")
    shutil.copy(away, small.with_name(".syncthing.small.db.tmp")).rename(beside)
    return beside


async def test_t01_a_copy_is_merged_while_the_app_is_open(small: Path, away: Path, opened: Callable[..., Any]) -> None:
    async with opened(small, (110, 24)) as app:
        began = time.monotonic()
        copy = arrive(away, small)
        before = print_of(copy)
        await app.until(lambda: "Merged from" in app.foot())
        assert time.monotonic() - began < 20, "within five seconds, on a machine that has nothing else to do"
        assert "2 notes" in app.foot() and "1 note needs you" in app.foot()
        assert print_of(copy) == before
        await app.press("3")
        assert "nur dort" in app.screen_text()


async def test_unfinished_files_and_other_corpora_are_left_alone(
    small: Path, away: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(nearby, "SOON_SECONDS", 0.1)
    folder = small.parent
    with open_corpus(folder / "fremd.db", create=True) as corpus:
        acts.write_note(corpus, "corpus", "fremd")
    (folder / "half.db").write_bytes(away.read_bytes()[:60_000])
    shutil.copy(away, folder / "away.db.part")
    before = print_of(small)[:3]
    async with opened(small) as app:
        await app.until(lambda: app.app.nearby.merging is not None)
        await app.until(lambda: app.app.nearby.merging is None)
        await app.pilot.pause(0.6)
        assert app.app.nearby.merging is None, "they are not looked into again"
        assert "Merged" not in app.foot()
    assert print_of(small)[:3] == before


async def test_a_damaged_copy_is_told_of_once(
    small: Path, away: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(nearby, "_TRIES", 2)
    script = "ALTER TABLE op RENAME TO x; CREATE VIEW op AS SELECT * FROM x"
    with closing(sqlite3.connect(away)) as db:
        db.executescript(script)
    arrive(away, small)
    before = print_of(small)[:3]
    async with opened(small, (110, 24)) as app:
        await app.until(lambda: "its tables are not those of a corpus" in app.foot())
        await app.press("j")
        await app.pilot.pause(0.6)
        assert app.app.nearby.merging is None and "tables" not in app.foot()
    assert print_of(small)[:3] == before


async def test_a_conflict_is_seen_from_the_changes_and_settled_in_the_editor(
    small: Path, away: Path, opened: Callable[..., Any]
) -> None:
    arrive(away, small)
    async with opened(small, (110, 24)) as app:
        await app.until(lambda: "Merged from" in app.foot())
        await app.press("M")
        text = app.screen_text()
        assert "2 notes from small.sync-conflict-20261122-093000-ABC.db" in text
        assert "! needs you" in text and "nur dort" in text
        await app.press("j", "enter")
        lines = app.screen_text().split("\n")
        both = next(line for line in lines if "hier" in line)
        assert "dort" in both and "│" in both and both.lstrip("▌ ").startswith("~"), "side by side"
        await app.press("enter", "ctrl+t")
        assert "eins, hier" in app.app.screen.area.text and "eins, dort" in app.app.screen.area.text
        await app.press("escape")
        assert app.place.WHERE == "changes" and "in conflict no more" in app.foot()
        assert "settled" in app.screen_text()
    with open_corpus(small) as corpus:
        merged = next(one for one in annotations.recent(corpus) if "eins" in one.body)
        assert not merged.conflict and {"eins, dort", "eins, hier", "vier"} <= set(merged.body.split("\n"))


async def test_the_keys_of_one_version_of_both_are_said_on_a_narrow_terminal(
    small: Path, away: Path, opened: Callable[..., Any]
) -> None:
    from reader.merge import merge

    with open_corpus(small) as corpus:
        merge(corpus, [away])
    async with opened(small, (50, 16)) as app:
        await app.press("M", "j", "enter", "enter")
        await app.until(lambda: "Esc save   ^T takes from the other version" in app.screen_text())


@pytest.mark.parametrize("key", ["<", ">"])
async def test_one_version_is_kept(small: Path, away: Path, opened: Callable[..., Any], key: str) -> None:
    from reader.merge import merge

    with open_corpus(small) as corpus:
        merge(corpus, [away])
    async with opened(small, (80, 24)) as app:
        await app.press("3")
        while not (app.place.note() and app.place.note().conflict):
            await app.press("j")
        await app.press("enter")
        assert app.place.WHERE == "conflict" and "[-" in app.screen_text(), "one below the other"
        newest, other = (version.body for version in app.place.note.versions)
        await app.press(key)
        assert app.place.WHERE == "notes" and "Kept" in app.foot()
    with open_corpus(small) as corpus:
        kept = next(one for one in annotations.recent(corpus) if "eins" in one.body)
        assert not kept.conflict and kept.body == (newest if key == "<" else other)


async def test_a_whole_merge_is_taken_back_and_not_done_again(
    small: Path, away: Path, opened: Callable[..., Any]
) -> None:
    copy = arrive(away, small)
    async with opened(small, (110, 24)) as app:
        await app.until(lambda: "Merged from" in app.foot())
        await app.press("M", "U", "n")
        assert "nur dort" in app.screen_text()
        await app.press("U", "y")
        assert "Taken back: the merge of small.sync" in app.foot() and "(taken back)" in app.screen_text()
        copy.touch()
        app.app.nearby.look_anew()
        await app.until(lambda: app.app.nearby.merging is not None)
        await app.until(lambda: app.app.nearby.merging is None)
    with open_corpus(small) as corpus:
        assert [one.body for one in annotations.recent(corpus)] == ["eins, hier\nzwei\ndrei"]


async def test_the_view_is_there_without_merges_and_with_things_that_are_gone(
    small: Path, away: Path, opened: Callable[..., Any]
) -> None:
    from reader.merge import merge

    async with opened(small) as app:
        await app.press("M")
        assert "Nothing was merged" in app.screen_text()
        await app.press("enter", "U", "q")
        with open_corpus(small) as corpus:
            merge(corpus, [away])
            for one in annotations.recent(corpus):
                acts.remove_annotation(corpus, one.id)
        app.app.look_at_corpus()
        await app.press("M", "j", "enter")
        assert app.place.WHERE == "changes" and "not here any more" in app.screen_text()


def test_passages_of_the_other_version() -> None:
    def passages(newest: str, other: str) -> list[str]:
        left, right = newest.split("\n"), other.split("\n")
        return taken_over(compare(left, right), right)

    assert passages("a\nb\nc", "a\nB\nc\nd") == ["B", "d"]
    assert passages("a\nb", "a\nb\n\n") == []
    assert passages("eins zwei\nx", "eins drei\nvier\nx\nfünf") == ["eins drei\nvier", "fünf"]
    assert passages("ganz anders", "") == []


async def test_what_came_is_named_as_people_know_it(small: Path, tmp_path: Path, opened: Callable[..., Any]) -> None:
    from reader.corpus.entities import find, ranked
    from reader.merge import merge

    away = Path(shutil.copy(small, tmp_path / "away.db"))
    with open_corpus(away) as corpus:
        first, second = ranked(corpus, None, 2)
        acts.rename_entity(corpus, first.id, "Ganz Anders")
        acts.part_entities(corpus, first.id, second.id)
        acts.save_search(corpus, "Brücke", "Meine Brücken")
        acts.put_away(corpus, [row[0] for row in corpus.rows("SELECT id FROM article")][:2])
    with open_corpus(small) as corpus:
        merge(corpus, [away])
        assert find(corpus, first.id).name == "Ganz Anders"
    async with opened(small, (110, 24)) as app:
        await app.press("M")
        text = app.screen_text()
        assert f"Ganz Anders ≠ {second.name}" in text or f"{second.name} ≠ Ganz Anders" in text
        assert "saved search  Meine Brücken" in text and "put away      2 articles" in text
        assert first.type + ":" not in text
        await app.press("enter", "enter")
        assert app.place.WHERE == "entity"
