"""The page of a name and the index of names: what is known, when, with whom, every mention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import entities, open_corpus
from reader.corpus.company import Companion, Company
from reader.corpus.entities import EntityName
from reader.records import Annotation, Context, Entity
from reader.tui.portrait import Known, also_called, portrait
from tests.tui.conftest import corpus_of

TEXTS = [
    f"Bericht {n}\n\n0{n % 9 + 1}.0{n % 6 + 1}.20{18 + n % 4}\n\nIn Moskau traf sich Sergej Lawrow mit Gästen aus "
    f"{'Seoul' if n % 2 else 'Nordkorea'}. Der Kreml schwieg, Russland auch." for n in range(12)
]  # fmt: skip


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return corpus_of(tmp_path / "reports.db", *TEXTS)


async def to(app: Any, name: str) -> None:
    await app.press("E", "/")
    await app.type(name)
    await app.press("enter", "enter")
    assert app.place.WHERE == "entity" and app.place.entity.name == name


async def test_what_is_known_of_a_name(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await to(app, "Sergej Lawrow")
        text = app.screen_text()
        assert "12 mentions · in 12 articles" in text
        assert "2018 " in text and " 2021" in text and set(text) & set("▁▂▃▄▅▆▇█")
        assert "with: " in text and "Moskau 12" in text and "Person" in app.bar("top")


async def test_a_capital_and_its_state_lead_to_each_other(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await to(app, "Moskau")
        assert "may stand for: Russland" in app.screen_text()
        await app.press("shift+tab")
        assert "Russland" in app.foot()
        await app.press("enter")
        assert app.place.entity.name == "Russland" and "may stand for it: Kreml · Moskau" in app.screen_text()


async def test_tab_goes_through_the_names_beside_it(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await to(app, "Sergej Lawrow")
        await app.press("tab", "tab", "shift+tab")
        first = app.place._ways[0]
        assert app.place._way == 0 and first.said in app.foot()
        await app.press("j")
        assert app.place._way is None and app.place.rows.cursor == 1
        await app.press("tab", "escape")
        assert app.place._way is None and app.place.WHERE == "entity"
        await app.press("tab", "enter")
        assert app.place.entity.id == first.to
        await app.press("q")
        assert app.place.entity.name == "Sergej Lawrow"


async def test_c_corrects_the_name_tab_stopped_at(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await to(app, "Sergej Lawrow")
        await app.press("tab")
        first, corpus = app.place._ways[0].to, app.place.desk.corpus
        await app.press("c", "m")
        assert entities.find(corpus, first).type == "MISC" and entities.find(corpus, "Sergej Lawrow").type == "PER"


async def test_a_mention_opens_its_article_at_its_place(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await to(app, "Seoul")
        await app.press("j", "enter")
        assert app.place.WHERE == "page"
        assert app.place.named() == entities.find(app.place.desk.corpus, "Seoul").id


async def test_a_low_screen_keeps_room_for_the_mentions(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports, (80, 14)) as app:
        await to(app, "Moskau")
        assert app.place.rows.size.height >= 5 and "12 mentions" in app.screen_text()
        await app.pilot.resize_terminal(120, 40)
        await app.settle()
        assert "may stand for" in app.screen_text()


async def test_a_page_of_what_is_no_name_any_more_says_so(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await to(app, "Seoul")
        with open_corpus(reports) as other:
            acts.reject_entity(other, "Seoul")
        app.app.look_at_corpus()
        await app.settle()
        assert "not mentioned any more" in app.screen_text() and "0 mentions" in app.screen_text()
        await app.press("enter", "tab", "j", "c", "q")
        assert app.place.WHERE == "entities"


class Fifty(Sequence[Context]):
    """Fifty thousand mentions that count how often they are asked for."""

    asked = 0

    def __len__(self) -> int:
        return 50_000

    def __getitem__(self, at: Any) -> Any:
        raise AssertionError("a page asks for rows")

    def rows(self, start: int, stop: int) -> list[Context]:
        Fifty.asked += stop - start
        return [Context("a" * 64, "2020", 0, 2, f"Er sprach {n} mal.", 0) for n in range(start, min(stop, len(self)))]


async def test_fifty_thousand_mentions_are_not_read_to_be_shown(
    reports: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.records import Card

    async with opened(reports) as app:
        monkeypatch.setattr(entities, "contexts", lambda *_: Fifty())
        monkeypatch.setattr("reader.corpus.cards.card", lambda *_: Card("a" * 64, "T", "", None, None, None, 1))
        await to(app, "Moskau")
        await app.press("G", "k", "g")
        assert "1/50,000" in app.foot() and Fifty.asked < 200


@pytest.mark.parametrize("typed", ["MOSK", "öskau", "%", "_", "!", "'", "\u0301", "mos kau"])
async def test_letters_are_letters_in_the_index(typed: str, reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports) as app:
        await app.press("E")
        app.place.filter(typed)
        names = [one.name for one in app.place.names.rows(0, 99)]
        expected = {
            "MOSK": ["Moskau"],
            "öskau": ["Moskau"],
            "\u0301": [one.name for one in entities.ranked(app.place.desk.corpus)],
        }
        assert names == expected.get(typed, [])


async def test_the_index_has_bars_and_follows_its_name(reports: Path, opened: Callable[..., Any]) -> None:
    async with opened(reports, (100, 30)) as app:
        await app.press("E")
        first, last = app.place.rows.render_line(0).text, app.place.rows.render_line(len(app.place.names) - 1).text
        assert first.count("━") > last.count("━") and "12 in 12" in first
        await app.press("G")
        here = app.place.entity()
        acts.merge_entities(app.place.desk.corpus, here.id, [entities.find(app.place.desk.corpus, "Moskau").id])
        app.place.did("joined", anew=True)
        await app.settle()
        assert app.place.entity().id == here.id


def test_a_name_says_why_it_is_the_same() -> None:
    names = [EntityName("PER:b", "B", 3, "another spelling"), EntityName("PER:a", "A", 2, "its own name"),
             EntityName("PER:c", "C", 1, "the family name")]  # fmt: skip
    shown = entity("B")._replace(aliases=("A", "C", "D"))
    also = also_called(shown, names, "PER:a")
    assert [(name.name, name.reason) for name in also] == [("A", "another spelling"), ("C", "the family name")]
    lines, _ = portrait(Known(shown, names=also), 99, None)
    assert lines[-1] == [("also: A (another spelling), C (the family name), D", "quiet")]


def entity(name: str, id: str = "e", type: str = "PER") -> Entity:
    return Entity(id, name, type, ("Alias", "Noch ein Alias"), 3, 5, "2018", "2024-01-02")


@pytest.mark.parametrize("width", [1, 10, 40, 76, 196])
def test_a_portrait_stays_in_its_width(width: int) -> None:
    from rich.cells import cell_len

    others = tuple(Companion(f"c{n}", "朝鮮" * 9 if n == 2 else f"Name Nummer {n}", "ORG", 9) for n in range(8))
    company = Company({"2018": 2, "2019-04": 1, "2024-01": 7}, others, 100, 4321)
    note = Annotation("n", "note", "erste\nzweite", "2024", "2024", entity="e")
    lines, ways = portrait(Known(entity("A" * 50), company, entity("Staat", "s"), (), (note,)), width, 1)
    whom = [run for line in lines for run in line if "stop" in run[1]]
    assert len(whom) == (len(ways) > 1)
    for line in lines[2:]:
        if len(line) > 1:
            assert sum(cell_len(text) for text, _ in line) <= width
    if width > 60:
        assert "in 100 of its articles" in lines[3][0][0] and ways[-1].to == "s"
        assert lines[-1] == [("¶ erste", "note")]
