"""The numbers of articles in the index ascend with the date, whatever the order in which they come."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import Corpus, numbering, open_corpus, textindex
from reader.corpus.numbering import STAMP_BITS, free, is_in_disorder
from reader.search import Found
from tests.conftest import examples

from .laws import put

DAY = 24 * 60
DATED = 2018 * 12 * 31 * DAY


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with numbered() as db:
        yield db


def numbered() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE indexed (number INTEGER PRIMARY KEY, stamp INTEGER NOT NULL UNIQUE)")
    return db


def enter(db: sqlite3.Connection, minutes: list[int]) -> None:
    for place, minute in enumerate(minutes):
        stamp = minute << STAMP_BITS | hash((place, minute)) & (1 << STAMP_BITS) - 1
        db.execute("INSERT INTO indexed VALUES (?, ?)", (free(db, stamp), stamp))


def by_number(db: sqlite3.Connection) -> list[int]:
    return [row[0] >> STAMP_BITS for row in db.execute("SELECT stamp FROM indexed ORDER BY number")]


def test_articles_of_years_stand_in_order_of_date(db: sqlite3.Connection) -> None:
    chance = random.Random(1)
    minutes = [DATED + chance.randrange(7 * 366 * DAY) for _ in range(3000)]
    enter(db, minutes)
    found = by_number(db)
    assert sorted(minutes) == found and not is_in_disorder(db)


@given(
    st.lists(
        st.sampled_from([0, DATED])
        | st.integers(DATED // 500, DATED // 500 + 50).map(lambda n: n * 500)
        | st.integers(0, 1 << 30),
        max_size=60,
    )
)
@examples(150)
def test_few_articles_stand_in_order_whatever_their_dates(minutes: list[int]) -> None:
    db = numbered()
    enter(db, minutes)
    found = by_number(db)
    assert len(found) == len(minutes)
    assert min((row[0] for row in db.execute("SELECT number FROM indexed")), default=1) > 0
    apart = sorted(set(minutes))
    if all(after - before > 4 * len(minutes) for before, after in pairwise(apart)):
        assert found == sorted(found)


def test_a_crowd_without_room_finds_free_numbers_and_is_noticed(db: sqlite3.Connection) -> None:
    db.executemany("INSERT INTO indexed VALUES (?, ?)", ((n, DATED + n << STAMP_BITS) for n in range(5000, 7000)))
    assert not is_in_disorder(db)
    enter(db, [DATED + 6000] * 100)
    assert len(by_number(db)) == 2100 and is_in_disorder(db)


def test_the_last_article_is_followed_by_a_small_step(db: sqlite3.Connection) -> None:
    enter(db, [DATED, DATED + 4, DATED + 4 * 100])
    first, second, third = (row[0] for row in db.execute("SELECT number FROM indexed ORDER BY number"))
    assert (second - first, third - second) == (2, 100) and numbering.last(db)[0] == third


DATES = [f"20{year}-{month:02}-03" for year in (18, 19, 24) for month in range(1, 13)]


def dates_found(corpus: Corpus) -> list[str | None]:
    return [hit.published for hit in Found(corpus, "hafen").texts(0, 99)]


@given(st.permutations(DATES))
@examples(5)
def test_the_order_of_what_is_found_is_that_of_dates_not_of_the_import(
    tmp_path_factory: pytest.TempPathFactory, dates: list[str]
) -> None:
    with open_corpus(tmp_path_factory.mktemp("order") / "c.db", create=True) as corpus:
        for date in dates:
            put(corpus, f"Im Hafen, {date}.", published=date)
        assert dates_found(corpus) == sorted(dates, reverse=True)
        assert by_number(corpus.connection) == sorted(by_number(corpus.connection))
        textindex.disbelieve(corpus)
        textindex.catch_up(corpus)
        assert dates_found(corpus) == sorted(dates, reverse=True)


def test_numbers_in_disorder_are_given_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    falling = count(1 << 30, -1)
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        with monkeypatch.context() as patched:
            patched.setattr(numbering, "free", lambda *_: next(falling))
            for date in DATES:
                put(corpus, f"Im Hafen, {date}.", published=date)
        assert is_in_disorder(corpus.connection) and dates_found(corpus) == sorted(DATES, reverse=True)
        assert textindex.mend(corpus) == len(DATES)
        assert by_number(corpus.connection) == sorted(by_number(corpus.connection))
