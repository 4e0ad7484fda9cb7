"""Copies of an article: marked in the list, named on the page, and compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.differences import compare
from reader.tui.screens.compare import lines_of
from tests.tui.conftest import corpus_of

BODY = [
    f"Am Strom {n} hielten die Fährleute {n * 7} Stunden lang den Betrieb aufrecht, obwohl das Wasser stieg und die "
    f"Behörde {n} längst geraten hatte, alle Boote an Land zu ziehen und zu warten." for n in range(1, 6)
]  # fmt: skip


@pytest.fixture
def printed_twice(tmp_path: Path) -> Path:
    first = "Fährleute trotzen der Flut\n\n04.05.2021\n\n" + "\n\n".join(BODY) + "\n\n© 2021 Strombote\n"
    other = ["Die Fähren fahren weiter\n\n05.05.2021", *BODY[:2], BODY[2].replace("Boote", "Schiffe"), *BODY[3:]]
    return corpus_of(tmp_path / "twice.db", first, "\n\n".join(other) + "\n\n© 2021 Hafenblatt\n")


async def test_copies_are_marked_named_and_compared(printed_twice: Path, opened: Callable[..., Any]) -> None:
    async with opened(printed_twice, (100, 30)) as app:
        assert "≡" in app.screen_text()
        await app.press("enter")
        assert "≡ also in Strombote" in app.bar("top")
        await app.press("C")
        assert "Fährleute trotzen der Flut" in app.screen_text() and "story" in app.screen_text()
        await app.press("C")
        shown = app.screen_text()
        assert "Schiffe" in shown and "Boote" in shown and "paragraphs the same" in shown
        await app.press("q", "enter")
        assert app.place.read_now.card.outlet == "Strombote"


async def test_an_article_without_copies_says_so(tmp_path: Path, opened: Callable[..., Any]) -> None:
    path = corpus_of(tmp_path / "one.db", "Allein\n\n04.05.2021\n\n" + "\n\n".join(BODY))
    async with opened(path) as app:
        assert "≡" not in app.screen_text()
        await app.press("C")
        assert "No other copy" in app.foot()


@pytest.mark.parametrize("width", [10, 40, 96])
def test_a_comparison_shows_every_word_that_differs(width: int) -> None:
    hunks = compare(["Das Boot legt um neun ab.", "Gleich."], ["Das Schiff legt um zehn ab.", "Gleich.", "Neu dazu."])
    lines = list(lines_of(hunks, width))
    gone = " ".join("".join(text for text, ink in line.runs if ink == "gone") for line in lines)
    new = " ".join("".join(text for text, ink in line.runs if ink == "new") for line in lines)
    assert {"Boot", "neun"} <= set(gone.replace("[-", " ").replace("-]", " ").split())
    assert {"Schiff", "zehn", "dazu."} <= set(new.replace("{+", " ").replace("+}", " ").split())
