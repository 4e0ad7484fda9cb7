"""What is told of a search, and when: all in one breath where that is short, else what is seen first, first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import acts
from reader.corpus import open_corpus
from reader.corpus.listing import Listing
from reader.search import Count, Found
from reader.tui import hits
from reader.tui import hunt as room
from reader.tui.finder import Finder
from reader.tui.hits import Asked
from reader.tui.hunt import Hunt
from reader.tui.screens.searches import counts
from tests.tui.conftest import corpus_of


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = corpus_of(
        tmp_path_factory.mktemp("hunt") / "c.db",
        *(f"Hafen {n}\n\nEin Boot fährt aus, und Boot {n} bleibt." for n in range(30)),
    )
    with open_corpus(path) as corpus:
        acts.tag(corpus, Listing(corpus).rows(0, 1)[0].id, "Bootsbau")
    return path


@pytest.fixture
def finder(many: Path) -> Iterator[Finder]:
    one = Finder(many)
    yield one
    one.close()


async def told(hunt: Hunt, asked: Asked) -> list[tuple[str, Count | None, int]]:
    return [(what, hunt.hits.count, len(hunt.hits)) async for what in hunt.search(asked, room.PAGE, room.PAGE)]


async def test_what_is_quick_is_told_at_once(finder: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BREATH", 60.0)
    hunt = Hunt(finder)
    assert [one[0] for one in await told(hunt, Asked("bo", typing=True))] == ["texts", "rest", "count"], (
        "nobody knows yet"
    )
    assert await told(hunt, Asked("boo", typing=True)) == [("texts", Count(30, True), 21)]
    assert await told(hunt, Asked("zqz")) == [("texts", Count(0, True), 0)]


async def test_once_it_is_ready_it_knows_what_is_quick(finder: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BREATH", 60.0)
    hunt = Hunt(finder)
    await hunt.make_ready()
    assert (await told(hunt, Asked("bo", typing=True)))[0] == ("texts", Count(30, False), 21)


async def test_only_what_is_seen_is_read_at_first(many: Path, finder: Finder) -> None:
    hunt = Hunt(finder)
    await hunt.make_ready()
    known = [(what, len(hunt.hits.kinds["text"])) async for what in hunt.search(Asked("boot"), room.PAGE, 7)]
    assert known[0] == ("texts", 7) and known[-1][1] == room.PAGE
    with open_corpus(many) as corpus:
        assert [row.hit for row in hunt.hits.rows(0, room.PAGE)] == Found(corpus, "boot").texts(0, room.PAGE)
    assert not hunt.hits.is_all


async def test_what_takes_long_is_told_later(finder: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BREATH", 0.0)
    monkeypatch.setattr(room, "PAUSE", 0.0)
    hunt = Hunt(finder)
    at_least, exact = Count(30, False), Count(30, True)
    expected = [("texts", at_least, 20), ("rest", at_least, 21), ("count", exact, 21)]
    assert await told(hunt, Asked("boo", typing=True)) == expected
    # What was found besides stands until it is known that it is not found any more.
    assert [one[2] for one in await told(hunt, Asked("hafen"))] == [21, 20, 20]
    assert hunt.is_near_end(15) and await hunt.more() and len(hunt.hits) == 30 and hunt.hits.is_all
    assert not hunt.is_near_end(25)


async def test_in_a_large_corpus_what_stands_below_the_screen_is_told_at_a_pause(
    finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "BREATH", 60.0)
    monkeypatch.setattr(room, "SOON", 10)
    hunt = Hunt(finder)
    await hunt.make_ready()
    known = [(what, found) for what, _, found in await told(hunt, Asked("boo", typing=True))]
    assert known[:2] == [("texts", 20), ("rest", 21)]
    assert (await told(hunt, Asked("boot")))[0][2] == 21, "once the word is written, at once"
    assert (await told(hunt, Asked("bootsb", typing=True)))[0][2] == 1, "it is on the screen"


def test_counts_of_saved_searches_are_those_of_a_search(many: Path) -> None:
    with open_corpus(many) as corpus:
        for query in ("is:unread", "tag:bootsbau", "-tag:bootsbau", "lang:de is:unread", "boot is:unread", "boot"):
            for after in (0, 13, 30):
                every, new = Found(corpus, query).count(), Found(corpus, query, after=after).count()
                assert counts(corpus, query, after) == (new, every), (query, after)


async def test_words_with_a_blank_behind_are_looked_up_before_more_are_typed(
    finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreseen: list[Asked] = []
    plain = hits.foresee
    monkeypatch.setattr(hits, "foresee", lambda corpus, asked: foreseen.append(asked) or plain(corpus, asked))
    hunt = Hunt(finder)
    for text in ("boot", "boot ", "boot f"):
        await told(hunt, Asked(text, typing=True))
    assert foreseen == [Asked("boot ", typing=True)]


async def test_who_moves_on_in_old_hits_does_not_stop_a_new_search(
    finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hunt, plain = Hunt(finder), hits.first
    slow = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) FROM n"
    await anext(hunt.search(Asked("boot"), 20, 20))
    monkeypatch.setattr(hits, "first", lambda corpus, *asked: corpus.rows(slow) and plain(corpus, *asked))
    search = asyncio.create_task(told(hunt, Asked("hafen")))
    await asyncio.sleep(0.05)
    more = asyncio.create_task(hunt.more())
    assert (await search)[-1][1] == Count(30, True) and not await more
