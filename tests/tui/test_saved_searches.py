"""Saved searches: a row of the journal, what is new in them, and more like an article."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import acts, intake, merge
from reader.corpus import open_corpus, searches
from reader.tui.queries import LookedAt
from tests.tui.conftest import corpus_of


async def test_a_search_is_saved_counted_and_deleted(tmp_path: Path, opened: Callable[..., Any]) -> None:
    path = corpus_of(tmp_path / "one.db", "Der Hafen liegt still.", "Vom Hafen und vom Meer.", "Etwas anderes.")
    async with opened(path) as app:
        await app.press("/")
        await app.type("hafen is:unread")
        await app.press("enter", "s", "ctrl+u")
        await app.type("Am Wasser")
        await app.press("enter")
        assert "Saved" in app.foot()
        assert [(one.query, one.name) for one in searches.saved(app.place.desk.corpus)] == [
            ("is:unread hafen", "Am Wasser")
        ]
        await app.press("F")
        await app.until(lambda: "2 articles" in app.screen_text())
        assert "Am Wasser" in app.screen_text() and "new" not in app.screen_text()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "new.txt").write_text("Ein neuer Text über den Hafen.")
    with open_corpus(path) as corpus:
        list(intake.add(corpus, [str(tmp_path / "more")]))
    async with opened(path) as app:
        await app.press("F")
        await app.until(lambda: "1 new" in app.screen_text() and "3 articles" in app.screen_text())
        await app.press("enter")
        assert app.place.WHERE == "search" and "Search: Am Wasser   only: is:unread" in app.bar("top")
        await app.press("q")
        await app.until(lambda: "new" not in app.screen_text())
        await app.press("f")
        assert app.place.WHERE == "list" and app.place.query_text == "is:unread hafen"
        await app.press("q", "D")
        assert "No saved searches yet" in app.screen_text() and "U takes it back" in app.foot()
        await app.press("U")
        await app.until(lambda: "Am Wasser" in app.screen_text())


def test_a_saved_search_travels_and_is_one_on_both_sides(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(small, other)
    with open_corpus(small) as here, open_corpus(other) as there:
        acts.save_search(here, "Hafen  is:unread", "mine")
        acts.save_search(there, "Hafen is:unread", "theirs")
        acts.save_search(there, "Meer")
    with open_corpus(small) as here:
        merge.merge(here, [other])
        assert [(one.query, one.name) for one in searches.saved(here)] == [
            ("Meer", "Meer"), ("Hafen is:unread", "theirs")
        ]  # fmt: skip
        acts.delete_search(here, searches.id_of("Meer"))
        assert len(searches.saved(here)) == 1
        acts.undo(here)
        assert len(searches.saved(here)) == 2


def test_what_was_looked_at_survives_rubbish(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("READER_STATE", str(tmp_path))
    looked_at = LookedAt("c")
    looked_at.put("a", 3)
    assert looked_at.all() == {"a": 3}
    (tmp_path / "c" / "searches.json").write_text('{"a": "x", "b": 5}')
    assert looked_at.all() == {"b": 5}


async def test_more_like_this_says_what_both_say(tmp_path: Path, opened: Callable[..., Any]) -> None:
    path = corpus_of(
        tmp_path / "like.db",
        "Die Werft am Hafen.\n\nDie Werft baut Fähren. Die Werft hat Schulden.",
        "Fähren fahren wieder.\n\nEine Werft liefert die neuen Fähren aus.",
        "Ein Rezept.\n\nMan nehme Mehl, Butter und Zucker.",
    )
    async with opened(path) as app:
        corpus = app.place.desk.corpus
        own = corpus.rows("SELECT id FROM article WHERE text LIKE 'Die Werft%'")[0][0]
        app.place.rows.go([app.place.rows.source.rows(n, n + 1)[0].id for n in range(3)].index(own))
        await app.press("R")
        await app.until(lambda: "both: " in app.screen_text())
        assert app.place.WHERE == "related" and len(app.place.rows.source) == 1
        assert "Werft" in app.screen_text() and "Rezept" not in app.screen_text()
        await app.press("enter")
        assert app.place.WHERE == "page"
