"""The view of all notes: filtered as one types, in several orders, with what is lost and what was deleted; history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import Corpus, annotations, entities, open_corpus
from reader.corpus.listing import Listing
from reader.records import Annotation
from reader.tui.notegroups import Heading, listed
from reader.tui.screens.notes import TRAYS


def article(corpus: Corpus, title: str) -> str:
    return next(card.id for card in Listing(corpus).rows(0, 9) if (card.title or "").startswith(title))


@pytest.fixture
def noted(small: Path) -> Path:
    """Six notes: two on an article, one on a passage of another, a highlight there, one on a name, one on the whole."""
    with open_corpus(small) as corpus:
        grain, port = article(corpus, "Getreide"), article(corpus, "Neuer")
        text = corpus.rows("SELECT text FROM article WHERE id = ?", (port,))[0][0]
        acts.write_note(corpus, f"article:{grain}", "Waggons zählen #zahlen")
        acts.write_note(
            corpus, f"article:{port}", "Fähre im Mai", acts.anchor(text, text.index("Lawrow"), text.index("Lawrow") + 6)
        )
        acts.highlight(corpus, port, acts.anchor(text, text.index("Moskau"), text.index("Moskau") + 6), 2)
        acts.write_note(corpus, f"entity:{entities.find(corpus, 'Nordkorea').id}", "Kais [[Russland]]")
        acts.write_note(corpus, f"article:{grain}", "Winter und Zahlen")
        acts.write_note(corpus, "corpus", "Alles")
    return small


def rows(corpus: Corpus, notes: list[Annotation], order: Any) -> list[str]:
    source = listed(corpus, notes, order)
    shown = source.rows(0, len(source))
    assert all(source.rows(n, n + 1) == [row] for n, row in enumerate(shown))
    return [f"# {row.said} {row.notes}" if isinstance(row, Heading) else row.note.body or "-" for row in shown]


def test_orders(noted: Path) -> None:
    with open_corpus(noted) as corpus:
        notes = annotations.recent(corpus)
        assert rows(corpus, notes, "newest") == [
            "Alles", "Winter und Zahlen", "Kais [[Russland]]", "-", "Fähre im Mai", "Waggons zählen #zahlen",
        ]  # fmt: skip
        ferry = "# Neuer Fährdienst zwischen Wladiwostok und Rajin 2"
        grain = ["# Getreide für den Winter 2", "Winter und Zahlen", "Waggons zählen #zahlen"]
        assert rows(corpus, notes, "article") == [
            *grain, "# Nordkorea 1", "Kais [[Russland]]", ferry, "-", "Fähre im Mai", "# the whole corpus 1", "Alles",
        ]  # fmt: skip
        place = rows(corpus, notes, "place")
        assert place[:6] == [*grain, ferry, "Fähre im Mai", "-"]
        assert rows(corpus, notes, "name")[3:7] == [
            "# Nordkorea 1", "Kais [[Russland]]", "# Russland 1", "Kais [[Russland]]"
        ]  # fmt: skip


def test_a_row_says_what_it_is_on_where_no_heading_does(noted: Path) -> None:
    with open_corpus(noted) as corpus:
        for order in ("newest", "article", "name", "place"):
            source = listed(corpus, annotations.recent(corpus), order)  # type: ignore[arg-type]
            above = ""
            for row in source.rows(0, len(source)):
                above = row.said if isinstance(row, Heading) else above
                assert isinstance(row, Heading) or (row.on or above)


async def test_the_view_is_filtered_as_one_types(noted: Path, opened: Callable[..., Any]) -> None:
    async with opened(noted) as app:
        await app.press("A", "f")
        await app.type("zahl")
        assert len(app.place.rows.source) == 2 and "with “zahl”" in app.bar("top")
        await app.press("enter")
        assert app.place.query_text == "zahl" and len(app.place.rows.source) == 2
        await app.press("f")
        await app.type("tag:zahlen")
        await app.press("enter")
        assert len(app.place.rows.source) == 1
        await app.press("f")
        await app.type("x")
        await app.press("escape")
        assert app.place.query_text == "tag:zahlen" and len(app.place.rows.source) == 1
        await app.press("escape")
        assert len(app.place.rows.source) == 6 and app.place.WHERE == "notes"


async def test_the_view_is_ordered_and_the_cursor_stays_on_its_note(noted: Path, opened: Callable[..., Any]) -> None:
    async with opened(noted, (80, 40)) as app:
        await app.press("A", "j", "j")
        here = app.place.note().id
        for said in ("by article", "by name", "by place", "newest first"):
            await app.press(">")
            assert app.place.note().id == here and said in app.bar("top")
        await app.press("<", "g")
        assert isinstance(app.place.rows.current(), Heading) and app.place.note() is None
        await app.press("H")
        assert "no note under the cursor" in app.foot()
        await app.press("a")
        await app.type("neu dazu")
        await app.press("escape", "enter")
        assert app.place.WHERE == "page"
        await app.press("q", ">", "enter")
        assert app.place.WHERE == "page" and app.place.prose.stopped_at() is not None


async def test_trays_of_what_was_deleted_and_lost(noted: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(noted) as corpus:
        lost = acts.write_note(
            corpus, f"article:{article(corpus, 'Getreide')}", "wo?", acts.anchor("Nirgends steht es", 0, 8)
        )
    async with opened(noted, (80, 40)) as app:
        await app.press("A")
        assert "lost place" in app.screen_text() and "“Nirgends”" in app.screen_text()
        await app.press("j", "D")
        assert "Alles" not in app.screen_text()
        kinds = []
        for _ in TRAYS:
            await app.press("tab")
            kinds.append((app.place.tray, len(app.place.rows.source)))
        assert kinds == [("notes", 5), ("highlights", 1), ("conflicts", 0), ("lost", 1), ("deleted", 1), ("all", 6)]
        await app.press("shift+tab")
        assert "Alles" in app.screen_text() and "brings it back" in app.foot()
        await app.press("a")
        assert "nothing here to write a note on" in app.foot()
        await app.press("enter")
        assert "is back" in app.foot() and len(app.place.rows.source) == 0
        await app.press("U")
        assert len(app.place.rows.source) == 1
        await app.press("shift+tab")
        assert app.place.note().id == lost
        await app.press("enter")
        assert app.place.WHERE == "page" and app.place.prose.stopped_at().id == lost


async def test_history_shows_what_changed_and_takes_a_version_back(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins\nzwei")
        acts.edit_note(corpus, note, "eins\ndrei vier")
    async with opened(small) as app:
        await app.press("3", "H")
        text = app.screen_text()
        assert "History of the note on the whole corpus" in app.bar("top")
        assert "changed" in text and "written" in text and "1 line the same" in text and "{+drei vier+}" in text
        assert "+2  −1" in text and "…drei vier" in text
        await app.press("j")
        assert "{+eins+}" in app.screen_text()
        await app.press("enter")
        assert "is back" in app.foot() and "2/" not in app.foot()
        await app.press("q")
        assert app.place.note().body == "eins\nzwei"
        await app.press("D", "shift+tab", "H")
        assert "deleted" in app.screen_text() and "[-zwei-]" in app.screen_text()
        await app.press("j", "j", "enter", "q", "q")
    with open_corpus(small) as corpus:
        (kept,) = annotations.recent(corpus)
        assert kept.body == "eins\ndrei vier"


async def test_conflicts_are_marked(small: Path, tmp_path: Path, opened: Callable[..., Any]) -> None:
    import shutil

    from reader.merge import merge

    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "alt")
    other = Path(shutil.copy(small, tmp_path / "other.db"))
    for path, said in ((small, "hier"), (other, "dort")):
        with open_corpus(path) as corpus:
            acts.edit_note(corpus, note, said)
    with open_corpus(small) as corpus:
        merge(corpus, [other])
    async with opened(small) as app:
        await app.press("3")
        assert "conflict" in app.screen_text()
        await app.press("tab", "tab", "tab")
        assert app.place.tray == "conflicts" and len(app.place.rows.source) == 1
        await app.press("enter")
        await app.pilot.pause(0.1)
        text = app.screen_text()
        assert "hier" in text and "dort" in text and "In conflict" in app.bar("top")
        await app.press("q", "H")
        assert "from other.db" in app.screen_text()


async def test_a_new_note_is_written_from_anywhere_in_the_list(small: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, f"article:{Listing(corpus).rows(0, 1)[0].id}", "zum Artikel")
    async with opened(small) as app:
        await app.press("3", "n")
        assert "whole corpus" in app.bar("editor-top")
        await app.type("frei")
        await app.press("escape")
        assert app.place.note().body == "frei" and "Note saved" in app.foot(), "the cursor is on it"
        assert app.place.foot_facts()[1] == "1/2"
        await app.press(">", "g")
        assert app.place.note() is None and app.place.foot_facts()[1] == ""
        await app.press("D")
        assert "nothing here to delete" in app.foot() and len(app.place.rows.source) == 4
        await app.press("j")
        assert app.place.foot_facts()[1] == "1/2"
