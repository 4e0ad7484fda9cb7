"""Correcting a name: three keys at most, everywhere at once, taken back by one more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import articles, entities, open_corpus
from reader.tui import commands
from reader.tui.doing import correcting
from tests.tui.conftest import corpus_of

TEXTS = (
    "Ein Besuch im Hafen\n\n04.05.2021\n\nDer russische Außenminister Sergej Lawrow besuchte Moskau. "
    "Lawrow sprach über Nordkorea.\n\n"
    "In Seoul hieß es, Lawrow fahre bald weiter. Auch Moskau und Nordkorea schwiegen dazu.",
    "Noch ein Besuch\n\n01.03.2022\n\nSergei Lavrov kam nach Seoul, so der Bericht. "
    "Der Minister Anton Silberberg fehlte.",
)


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    return corpus_of(tmp_path / "visits.db", *TEXTS)


def named(app: Any, name: str) -> Any:
    return entities.find(app.place.desk.corpus, name)


async def stop_at(app: Any, words: str, nth: int = 0) -> None:
    """Open the older article and stop at the nth mention of these words."""
    await app.press("j", "enter")
    prose = app.place.prose
    found = [m for m in prose.article.mentions if prose.article.text[m.start : m.end] == words]
    prose.stop_at_offset(found[nth].start)
    await app.settle()


@pytest.mark.parametrize(("key", "type"), [("p", "PER"), ("l", "LOC"), ("o", "ORG"), ("m", "MISC")])
async def test_two_keys_make_a_name_of_another_type(
    key: str, type: str, visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Seoul")
        stop = app.place.prose.stopped_at()
        await app.press("c", key)
        after = app.place.prose.stopped_at()
        assert named(app, "Seoul").type == type and after.type == type
        assert (after.start, after.end) == (stop.start, stop.end) and "U takes it back" in app.foot()
        await app.press("U")
        assert named(app, "Seoul").type == "LOC" and app.place.prose.stopped_at() == stop


async def test_the_strip_offers_every_key_and_says_which_is_none_of_them(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Seoul")
        top = app.place.prose.top
        await app.press("c")
        shown = app.screen_text()
        assert all(f"{one.shown} {one.help}" in shown for one in commands.correcting(True))
        for key in ("z", "G", "f5"):
            await app.press(key)
            assert "not one of these" in app.screen_text() and app.place.prose.top == top, key
            assert not app.place.has_class("-reading")
        await app.press("escape")
        assert not app.place.query(".offer")


async def test_the_stop_is_seen_above_the_strip_and_the_page_comes_back(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits, (60, 14)) as app:
        await stop_at(app, "Nordkorea", 1)
        prose, top = app.place.prose, app.place.prose.top
        await app.press("c")
        assert prose.top <= prose._stop_line < prose.top + prose.size.height
        await app.press("escape")
        await app.until(lambda: prose.top == top)


async def test_without_a_stop_there_is_nothing_to_correct(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await app.press("enter", "c")
        assert "Tab goes to a name" in app.foot() and not app.place.query(".offer")


async def test_a_rejected_mention_is_no_stop_and_tab_goes_on_from_there(
    visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Lawrow", 0)
        gone = app.place.prose.stopped_at()
        before = named(app, "Sergej Lawrow").mentions
        await app.press("c", "n")
        assert named(app, "Sergej Lawrow").mentions == before - 1 and app.place.prose.stopped_at() is None
        await app.press("tab")
        following = app.place.prose.stopped_at()
        words = app.place.prose.article.text[following.start : following.end]
        assert following.start > gone.start and words == "Nordkorea"
        await app.press("U")
        assert named(app, "Sergej Lawrow").mentions == before
        assert app.place.prose.stopped_at() == following


async def test_what_is_never_a_name_goes_from_all_articles(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Seoul")
        await app.press("c", "x")
        with pytest.raises(Exception, match="no such entity"):
            named(app, "Seoul")
        assert "Never a name: Seoul" in app.foot()
        await app.press("U")
        assert named(app, "Seoul").mentions == 2


async def test_a_name_page_goes_with_its_name(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Seoul")
        await app.press("enter")
        assert app.place.WHERE == "entity"
        await app.press("c", "x")
        assert app.place.WHERE == "page" and "Never a name: Seoul" in app.foot()
        assert app.place.prose.stopped_at() is None


async def test_rename_is_asked_for_on_the_name_page(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await app.press("E", "/")
        await app.type("seoul")
        await app.press("enter", "enter", "c", "r")
        await app.type("Seoul (Stadt)")
        await app.press("enter")
        assert named(app, "Seoul (Stadt)").aliases == ("Seoul",)
        assert "Seoul (Stadt)" in app.screen_text() and "is now" in app.foot()
        await app.press("c", "r")
        await app.type(" ")
        await app.press("enter")
        assert "Give a name" in app.screen_text() and app.place.query(".prompt")
        await app.press("escape")
        assert not app.place.query(".prompt") and app.place.WHERE == "entity"


async def test_one_joins_another_that_is_found_as_one_types(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Nordkorea")
        stop = app.place.prose.stopped_at()
        await app.press("c", "j")
        await app.type("SEO")
        offered = app.screen_text()
        assert "Seoul" in offered and "Anton Silberberg" not in offered
        assert "Nordkorea is the same as (that name stays):" in offered
        await app.press("enter")
        assert named(app, "Seoul").mentions == 4 and "Nordkorea is Seoul" in app.foot()
        after = app.place.prose.stopped_at()
        assert after.entity == named(app, "Seoul").id and after.start == stop.start
        await app.press("U")
        assert named(app, "Nordkorea").mentions == 2 and app.place.prose.stopped_at() == stop


async def test_a_name_is_not_offered_to_itself_and_arrows_choose(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Nordkorea")
        await app.press("c", "j")
        rows = app.place.query_one(".pick Rows")
        names = [one.name for one in rows.source.rows(0, 99)]
        assert "Nordkorea" not in names and "Seoul" in names
        await app.press("down", "down", "up")
        assert rows.cursor == 1
        await app.press("escape")
        assert not app.place.query(".pick") and not app.place.query(".prompt")


async def test_what_does_not_match_does_nothing(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Nordkorea")
        await app.press("c", "j")
        await app.type("gibtsnicht")
        assert "No other name with “gibtsnicht”" in app.screen_text()
        await app.press("enter")
        assert named(app, "Nordkorea").mentions == 2 and not app.place.query(".pick")


async def test_two_that_are_parted_stay_two(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Moskau")
        await app.press("c", "d")
        await app.type("seoul")
        await app.press("enter")
        assert "Moskau is never Seoul" in app.foot()
        assert "taken back" in acts.undo(app.place.desk.corpus)


async def test_a_name_is_split_off(visits: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(visits) as corpus:
        acts.merge_entities(corpus, "Moskau", ["Seoul"])
    async with opened(visits) as app:
        await stop_at(app, "Moskau")
        await app.press("c", "s")
        assert "Seoul" in app.place.query_one(".pick Rows").render_line(0).text
        await app.press("enter")
        assert named(app, "Seoul").id != named(app, "Moskau").id and "Seoul is not Moskau" in app.foot()


async def test_a_single_name_cannot_be_split(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Moskau")
        await app.press("c", "s")
        assert "one name only" in app.foot() and not app.place.query(".pick")


async def test_one_mention_is_given_to_another(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Lawrow", 0)
        stop = app.place.prose.stopped_at()
        await app.press("c", "t")
        await app.type("silberberg")
        await app.press("enter")
        assert app.place.prose.stopped_at().entity == named(app, "Anton Silberberg").id
        assert app.place.prose.stopped_at().start == stop.start
        assert named(app, "Anton Silberberg").mentions == 2 and "Lawrow: Anton Silberberg" in app.foot()


async def test_a_passage_is_made_a_name(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await app.press("j", "enter")
        start = app.place.prose.article.text.index("Hafen")
        correcting.add(app.place, start, start + 5, "LOC")
        await app.settle()
        assert any(m.start == start for m in app.place.prose.article.mentions) and "Hafen: place" in app.foot()


async def test_corrections_in_the_index_stay_on_their_name(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await app.press("E", "/")
        await app.type("silber")
        await app.press("enter", "escape")
        place = app.place.names.index(named(app, "Anton Silberberg").id)
        app.place.rows.go(place)
        await app.press("c", "o")
        assert app.place.entity().name == "Anton Silberberg" and app.place.entity().type == "ORG"
        assert not {"n", "t"} & {c.keys[0] for c in commands.correcting(False)}


@pytest.mark.parametrize("keys", [("c", "j", *"seo", "enter"), ("c", "x")])
async def test_undo_in_the_index_returns_to_the_name_that_is_back(
    keys: tuple[str, ...], visits: Path, opened: Callable[..., Any]
) -> None:
    async with opened(visits) as app:
        await app.press("E")
        app.place.rows.go(app.place.names.index(named(app, "Nordkorea").id))
        await app.settle()
        before = app.place.rows.cursor
        assert before > 0
        await app.press(*keys)
        assert app.place.entity().name != "Nordkorea" and app.place.rows.cursor == before
        await app.press("U")
        assert app.place.entity().name == "Nordkorea"


async def test_the_palette_offers_corrections_where_there_is_a_name(visits: Path, opened: Callable[..., Any]) -> None:
    from reader.tui.palette import Commands

    async with opened(visits) as app:
        await stop_at(app, "Seoul")
        offered = {str(hit.text) async for hit in Commands(app.place).discover()}
        assert {c.help for c in commands.correcting(True)} <= offered
        app.place.prose.leave_stop()
        assert "No name here" not in {str(hit.text) async for hit in Commands(app.place).discover()}


async def test_a_corpus_that_is_only_read_says_so(visits: Path, opened: Callable[..., Any]) -> None:
    async with opened(visits) as app:
        await stop_at(app, "Seoul")
        app.place.desk.corpus.readonly = True
        before = articles.load(app.place.desk.corpus, app.place.article()).mentions
        await app.press("c", "p")
        assert articles.load(app.place.desk.corpus, app.place.article()).mentions == before
        assert app.app.is_running and "U takes" not in app.foot()
