"""The dossier over time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import open_corpus
from reader.corpus.listing import Listing
from reader.corpus.periods import SPANS, Periods
from tests.tui.conftest import corpus_of

BODY = "Die Fährleute am Strom sagten am Morgen, sie wollten den Betrieb trotz des Hochwassers aufrechterhalten."
DATES = ("04.05.2021, 10:20 Uhr", "17.05.2021", "03.02.2019", "")


@pytest.fixture
def four(tmp_path: Path) -> Path:
    texts = [f"Meldung {n} vom Strom\n\n{date}\n\n{BODY} Nummer {n}.\n" for n, date in enumerate(DATES)]
    path = corpus_of(tmp_path / "four.db", *texts)
    with open_corpus(path) as corpus:
        year_only = next(card for card in Listing(corpus).rows(0, 9) if card.published and "2019" in card.published)
        acts.correct(corpus, year_only.id, {"published": "2021"})
    return path


def test_every_article_is_in_one_period_and_its_query_finds_those_counted(four: Path) -> None:
    with open_corpus(four) as corpus:
        for span in SPANS:
            periods = Periods(corpus, span)
            rows = periods.rows(0, len(periods))
            assert sum(row.articles for row in rows) == 4
            for row in rows:
                assert len(Listing(corpus, periods.query_in(row.date))) == row.articles
        assert [row.date for row in Periods(corpus, "month").rows(0, 9)] == ["2021-05", "2021", None]
        assert [row.articles for row in Periods(corpus, "month", "Nummer OR Strom").rows(0, 9)] == [2, 1, 1]


async def test_a_month_is_opened_as_a_list_and_spans_turn(four: Path, opened: Callable[..., Any]) -> None:
    async with opened(four, (100, 30)) as app:
        await app.press("4")
        assert app.place.WHERE == "timeline" and "2021-05" in app.screen_text() and "no date" in app.screen_text()
        assert "1 month" in app.bar("top")
        await app.press("enter")
        assert app.place.WHERE == "list" and len(app.place.rows.source) == 2
        await app.press("q", "tab", "tab")
        assert app.place.span == "year" and app.place.period().date == "2021" and app.place.period().articles == 3
        await app.press("G", "enter")
        assert len(app.place.rows.source) == 1
