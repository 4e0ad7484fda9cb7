"""What the app shows of notes of which older versions were let go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import acts
from reader.corpus import annotations, compaction, open_corpus
from reader.merge import Report
from reader.tui.arrivals import said


async def test_history_names_what_was_let_go_and_takes_nothing_back_from_it(
    small: Path, opened: Callable[..., Any]
) -> None:
    with open_corpus(small) as corpus:
        note = acts.write_note(corpus, "corpus", "eins")
        for body in ("zwei", "drei", "vier"):
            acts.edit_note(corpus, note, body)
        assert compaction.compact(corpus, 0).versions == 2
    async with opened(small) as app:
        await app.press("3", "H", "j")
        assert "{+drei+}" in app.screen_text() and "before was let go" in app.screen_text()
        assert app.screen_text().count("(let go)") == 2
        await app.press("j", "enter")
        assert "cannot be taken back" in app.foot() and "What it said then was let go by a" in app.screen_text()
        await app.press("k", "enter")
        assert "is back" in app.foot()
    with open_corpus(small) as corpus:
        assert annotations.load(corpus, note).body == "drei"


def test_that_versions_are_back_is_said_and_nothing_else_is() -> None:
    assert said(Report(written=True, versions=2)) == (
        "2 older versions of notes are back, from a copy that was not compacted", "quiet",
    )  # fmt: skip
    assert said(Report(written=True)) == said(Report(versions=2)) == ("", "")
    assert said(Report(written=True, versions=2, rejected=["x"])) == ("x", "error")
