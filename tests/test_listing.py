"""The list of articles against a slow oracle: any order, any stretch, any choice."""

from __future__ import annotations

import random
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import Corpus, counting, listing, marked, open_corpus, ops, textindex
from reader.corpus.conditions import Condition, condition
from reader.corpus.header import DamagedError
from reader.corpus.listing import SORTS, Listing, Sort
from reader.query import parse
from reader.search import Found, search
from reader.text import fold

from .laws import put
from .older import make_first

COUNT = 5_000
OUTLETS = ("Äther", "ätna", "Bote", "zeit", None)
DATES = (None, "2018", "2018-04", "2018-04-10", "2018-04-10T15:20", "2023-10-01", "2023-10-01T08:00", "2024")


def fill(corpus: Corpus, count: int, seed: int = 1) -> None:
    chance = random.Random(seed)
    with corpus.write():
        for n in range(count):
            published = chance.choice(DATES)
            put(corpus, f"Text {n} ends.", title=chance.choice([None, f"T{n % 50}", "Über"]), published=published,
                outlet=chance.choice(OUTLETS), added=f"2024-01-01T00:00:{n % 60:02}Z")  # fmt: skip


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.db"
    with open_corpus(path, create=True) as corpus:
        fill(corpus, COUNT)
    return path


def oracle(corpus: Corpus, sort: Sort, keep: Any = lambda row: True) -> list[str]:
    """All cards, sorted the slow way."""
    return [row[0] for row in _sorted(corpus.path, sort) if keep(row)]


@lru_cache(maxsize=len(SORTS))
def _sorted(path: Path, sort: Sort) -> list[Any]:
    """All cards of a corpus whose cards no test changes."""
    with open_corpus(path) as corpus:
        rows = corpus.rows(
            "SELECT id, stamp, title, opening, published, outlet, added FROM card JOIN article ON n = article"
        )
    keys: dict[str, Any] = {
        "date": lambda r: -r[1],
        "title": lambda r: (fold(r[2] or r[3])[:80], -r[1]),
        "outlet": lambda r: (r[5] is None, fold(r[5] or ""), -r[1]),
        "added": lambda r: ([-ord(c) for c in r[6]], -r[1]),
    }
    return sorted(rows, key=keys[sort])


@pytest.mark.parametrize("sort", SORTS)
def test_any_stretch_in_any_order(many: Path, sort: Sort) -> None:
    chance = random.Random(3)
    with open_corpus(many) as corpus:
        expected = oracle(corpus, sort)
        found = Listing(corpus, sort=sort)
        assert len(found) == COUNT
        for _ in range(80):
            start = chance.randrange(-100, COUNT + 200)
            stop = start + chance.choice([-5, 0, 1, 3, 63, 64, 65, 200])
            assert [card.id for card in found.rows(start, stop)] == expected[max(0, start) : max(0, stop)]
        for at in chance.sample(range(COUNT), 40):
            assert found.index(expected[at]) == at
        assert found.index("0" * 64) is None
        assert [card.id for card in found.rows(0, COUNT)] == expected


@pytest.mark.parametrize("where", [0, 1, 63, 64, 65, COUNT - 1, COUNT // 2])
def test_the_first_look_may_be_anywhere(many: Path, where: int) -> None:
    with open_corpus(many) as corpus:
        expected = oracle(corpus, "date")
        assert [card.id for card in Listing(corpus).rows(where, where + 70)] == expected[where : where + 70]


def test_order_is_that_of_dates_and_undated_come_last(many: Path) -> None:
    with open_corpus(many) as corpus:
        dates = [card.published for card in Listing(corpus).rows(0, COUNT)]
        known = [date for date in dates if date]
        assert dates == known + [None] * (len(dates) - len(known))
        assert [date[:4] for date in known] == sorted((date[:4] for date in known), reverse=True)


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        ("outlet:bote", lambda r: r[5] == "Bote"),
        ("-outlet:bote", lambda r: r[5] != "Bote"),
        ("outlet:ÄT", lambda r: r[5] in ("Äther", "ätna")),
        ("outlet:aether", lambda r: r[5] == "Äther"),
        ("date:2018", lambda r: (r[4] or "").startswith("2018")),
        ("-date:2018", lambda r: not (r[4] or "").startswith("2018")),
        ("date:2018-04-10", lambda r: (r[4] or "").startswith("2018-04-10")),
        ("date:2018-04-10..", lambda r: (r[4] or "") >= "2018-04-10"),
        ("date:..2018-04", lambda r: r[4] is not None and r[4] < "2018-05"),
        ("before:2018-04-10", lambda r: r[4] is not None and r[4] < "2018-04-10"),
        ("after:2018-04-10", lambda r: (r[4] or "") >= "2018-04-10"),
        ("outlet:bote -date:2018 lang:de", lambda r: r[5] == "Bote" and not (r[4] or "").startswith("2018")),
        ("outlet:bote date:2018 lang:de", lambda r: r[5] == "Bote" and (r[4] or "").startswith("2018")),
        ("after:2018-04 before:2024 outlet:zeit", lambda r: "2018-04" <= (r[4] or "") < "2024" and r[5] == "zeit"),
        ("outlet:bote OR outlet:zeit", lambda r: r[5] in ("Bote", "zeit")),
        ("outlet:t -outlet:zeit -is:read", lambda r: r[5] in ("Äther", "ätna", "Bote")),
        ("date:2018-04..2023-10", lambda r: r[4] is not None and "2018-04" <= r[4] < "2023-11"),
        ("after:2023", lambda r: (r[4] or "") >= "2023"),
        ("before:2018-04", lambda r: r[4] == "2018"),
        ("date:2018 OR date:2024 outlet:zeit", lambda r: (r[4] or "")[:4] in ("2018", "2024") and r[5] == "zeit"),
        ("17", lambda r: r[3] == "Text 17 ends."),
        ("title:über", lambda r: r[2] == "Über"),
        ("title:T7 -17", lambda r: r[2] == "T7"),
        ("-über", lambda r: r[2] != "Über"),
        (
            "title:über date:2018 -outlet:zeit",
            lambda r: r[2] == "Über" and (r[4] or "")[:4] == "2018" and r[5] != "zeit",
        ),
        ("title:T7 -before:2018-04-10 lang:de", lambda r: r[2] == "T7" and (r[4] is None or r[4] >= "2018-04-10")),
        ("nothing", lambda r: False),
        ("is:bookmarked", lambda r: False),
        ("is:unread", lambda r: True),
        ("lang:DE", lambda r: True),
    ],
)
@pytest.mark.parametrize("few", [0, 10_000], ids=["walked", "listed"])
def test_choices(many: Path, query: str, keep: Any, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_FEW", few)
    with open_corpus(many) as corpus:
        for sort in SORTS:
            found = Listing(corpus, query, sort)
            expected = oracle(corpus, sort, keep)
            assert found.exact and len(found) == len(expected)
            assert [card.id for card in found.rows(0, len(found))] == expected
            assert all(found.index(article) == at for at, article in list(enumerate(expected))[:50])
            again = Listing(corpus, query, sort)
            assert [card.id for card in again.rows(len(expected) - 70, len(expected))] == expected[-70:]


@pytest.mark.parametrize(
    "query", ["date:2018", "date:2018-04-10", "before:2018-04-10", "-after:2018-04-10 outlet:bote"]
)
def test_dates_are_told_by_the_index_of_texts_only_where_it_is_sound(
    many: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_corpus(many) as corpus:
        assert "indexed" in condition(corpus, parse("date:2018")).wanted[0].stamps
        expected = [card.id for card in Listing(corpus, query).rows(0, COUNT)]
    monkeypatch.setattr(textindex, "state", lambda _: "behind")
    with open_corpus(many) as corpus:
        assert "indexed" not in condition(corpus, parse("date:2018")).wanted[0].stamps
        assert expected and [card.id for card in Listing(corpus, query).rows(0, COUNT)] == expected


def test_dates_are_listed_though_the_index_of_texts_is_damaged(many: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copy(many, tmp_path))
    with open_corpus(many) as corpus:
        expected = [card.id for card in Listing(corpus, "date:2018-04-10").rows(0, COUNT)]
        [(page,)] = corpus.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_indexed_1'")
        [(size,)] = corpus.rows("PRAGMA page_size")
    with damaged.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with open_corpus(damaged) as corpus:
        assert expected and [card.id for card in Listing(corpus, "date:2018-04-10").rows(0, COUNT)] == expected


def test_an_index_that_turns_out_to_be_damaged_while_it_is_counted_is_not_asked_again(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def damaged_once(corpus: Corpus, where: Condition, *most: int) -> int:
        asked.append(where)
        if len(asked) == 1:
            raise DamagedError("c.db", "malformed", "")
        return counting.count(corpus, where, *most)

    monkeypatch.setattr(listing, "_FEW", 0)
    monkeypatch.setattr(listing, "count", damaged_once)
    with open_corpus(many) as corpus:
        found = Listing(corpus, "date:2018")
        assert len(found) == len(oracle(corpus, "date", lambda row: (row[4] or "")[:4] == "2018"))
    assert ["indexed" in where.wanted[0].stamps for where in asked] == [True, False]


@pytest.mark.parametrize(
    "filters", ["date:2018", "-date:2018-04 lang:de", "outlet:bote OR outlet:zeit", "-is:read by:x"]
)
def test_a_search_with_filters_finds_what_a_list_does(many: Path, filters: str) -> None:
    with open_corpus(many) as corpus:
        listed = [card.id for card in Listing(corpus, f"title:über {filters}").rows(0, COUNT)]
        found = search(corpus, f"title:über {filters}")
        assert sorted(listed) == sorted(hit.id for hit in found)
        assert Found(corpus, f"title:über {filters}").count(None) == (len(listed), True)


def test_an_article_with_two_notes_is_counted_once(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        article = put(corpus, "Ein Satz.")
        for body in ("Die Fähre", "Noch eine Fähre"):
            acts.write_note(corpus, article, body)
        for query in ("note:fähre", "note:fähre is:noted"):
            assert counting.count(corpus, condition(corpus, parse(query))) == 1


def test_whether_most_are_of_a_language_or_few_they_are_counted_alike(many: Path, tmp_path: Path) -> None:
    path = shutil.copy(many, tmp_path / "c.db")
    with open_corpus(path) as corpus:
        with corpus.write() as db:
            of_ten = "CASE article % 10 WHEN 0 THEN 'aa' WHEN 1 THEN 'fr' WHEN 2 THEN NULL ELSE 'de' END"
            db.execute(f"UPDATE card SET language = {of_ten}")
        for language, number in (("de", 3500), ("aa", 500), ("fr", 500), ("xx", 0)):
            assert counting.count(corpus, condition(corpus, parse(f"lang:{language}"))) == number
            assert counting.count(corpus, condition(corpus, parse(f"-lang:{language}"))) == COUNT - number


def test_what_cannot_be_counted_in_time(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_FEW", 0)
    monkeypatch.setattr(listing, "_TO_COUNT", -1.0)
    monkeypatch.setattr(counting, "_INSTRUCTIONS", 1)
    with open_corpus(many) as corpus, open_corpus(many) as beside:
        expected = oracle(corpus, "title", lambda r: r[5] == "Bote" and not (r[4] or "").startswith("2018"))
        found = Listing(corpus, "outlet:bote -date:2018", "title", hasty=True)
        assert not found.exact and len(found) == listing._AT_ONCE
        assert [card.id for card in found.rows(0, 300)] == expected[: listing._AT_ONCE]
        found.counted(found.count(beside))
        assert found.exact and [card.id for card in found.rows(0, COUNT)] == expected
        again = Listing(corpus, "outlet:bote -date:2018", "date", hasty=True)
        assert again.exact and len(again) == len(expected), "what took long is remembered"
        with beside.write() as db:
            db.execute("DELETE FROM derived")
        assert not Listing(corpus, "outlet:bote -date:2018", hasty=True).exact, "until somebody writes"
        alone = Listing(corpus, "outlet:bote", hasty=True)
        assert alone.exact is (len(oracle(corpus, "date", lambda r: r[5] == "Bote")) < listing._AT_LEAST)


def test_what_would_take_long_to_count_is_not_begun(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_FEW", 0)
    monkeypatch.setattr(listing, "SOON", counting._FIRST_BOUND - 1)
    with open_corpus(many) as corpus:
        expected = oracle(corpus, "date", lambda r: r[5] == "Bote" and (r[4] or "").startswith("2018"))
        for query in ("outlet:bote date:2018", "date:2018 outlet:bote -is:read"):
            found = Listing(corpus, query, hasty=True)
            assert not found.exact and found.count(corpus) <= len(expected)
            found.counted(found.count(corpus))
            assert found.exact and Listing(corpus, query, "title", hasty=True).exact


MARKED = {
    "is:read": "read", "is:bookmarked": "bookmark", "is:noted": "note", "is:highlighted": "highlight",
    "tag:see": "#see", "tag:fluss": "#fluss",
}  # fmt: skip


def marks(corpus: Corpus) -> dict[str, list[str]]:
    """What each query for marks finds, walked and listed."""
    found = {}
    for query in MARKED:
        listed, not_these = Listing(corpus, query), Listing(corpus, f"-{query}")
        found[query] = sorted(card.id for card in listed.rows(0, 99))
        others = {card.id for card in not_these.rows(0, 99)}
        assert not others & set(found[query]) and len(listed) + len(not_these) == len(Listing(corpus))
    return found


def test_marks_are_followed(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        first, second = (put(corpus, f"Ein Boot fährt am Fluss {n} entlang.") for n in range(2))
        nothing: dict[str, list[str]] = {query: [] for query in MARKED}
        assert marks(corpus) == nothing
        acts.bookmark(corpus, first)
        acts.mark_read(corpus, second)
        acts.tag(corpus, first, "See/Ufer")
        note = acts.write_note(corpus, f"article:{second}", "Siehe #Fluss und #see.")
        expected = nothing | {"is:bookmarked": [first], "is:read": [second], "is:noted": [second],
                              "tag:see": sorted([first, second]), "tag:fluss": [second]}  # fmt: skip
        assert marks(corpus) == expected
        acts.correct(corpus, second, {"published": "2031"})
        assert marks(corpus) == expected
        acts.remove_article(corpus, second)
        gone = expected | {"is:read": [], "is:noted": [], "tag:see": [first], "tag:fluss": []}
        assert marks(corpus) == gone
        acts.undo(corpus)
        assert marks(corpus) == expected
        ops.fold_all(corpus)
        assert marks(corpus) == expected
        acts.edit_note(corpus, note, "Siehe #see.")
        assert marks(corpus) == expected | {"tag:fluss": []}
        stored = corpus.rows("SELECT * FROM marked ORDER BY mark, stamp")
        marked.follow_all(corpus)
        assert corpus.rows("SELECT * FROM marked ORDER BY mark, stamp") == stored


def test_an_older_file_is_listed_the_same(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with open_corpus(path, create=True) as corpus:
        ids = [put(corpus, f"Boot {n}", outlet=OUTLETS[n % 5], published=DATES[n % 8]) for n in range(40)]
        acts.bookmark(corpus, ids[3])
        acts.tag(corpus, ids[4], "See")
        queries = ("", "outlet:ät", "-outlet:bote", "is:bookmarked", "tag:see", "is:unread", "date:2018 lang:de")
        expected = {(q, s): [c.id for c in Listing(corpus, q, s).rows(0, 99)] for q in queries for s in SORTS}
    make_first(path)
    before = path.read_bytes()
    with open_corpus(path) as corpus:
        assert {key: [c.id for c in Listing(corpus, *key).rows(0, 99)] for key in expected} == expected
        assert path.read_bytes() == before
        acts.bookmark(corpus, ids[5])
        assert [card.id for card in Listing(corpus, "is:bookmarked").rows(0, 9)] != expected["is:bookmarked", "date"]
        assert {k: [c.id for c in Listing(corpus, *k).rows(0, 99)] for k in expected if "book" not in k[0]} == {
            key: ids for key, ids in expected.items() if "book" not in key[0]
        }


def test_pages_kept_are_few(many: Path) -> None:
    with open_corpus(many) as corpus:
        found = Listing(corpus)
        for start in range(0, COUNT, listing.PAGE):
            found.rows(start, start + 1)
        assert sum(map(len, found._pages.values())) <= listing._PAGES_KEPT * listing.PAGE


def test_the_order_of_import_plays_no_part(tmp_path: Path) -> None:
    added = "2024-01-01T00:00:00Z"
    said = [{"published": date, "outlet": outlet, "added": added} for date in DATES for outlet in OUTLETS]
    orders = []
    for name in "ab":
        with open_corpus(tmp_path / name, create=True) as corpus:
            numbered = list(enumerate(said))
            random.Random(name).shuffle(numbered)
            with corpus.write():
                for n, one in numbered:
                    put(corpus, f"Text {n}", **one)
            orders.append([[card.id for card in Listing(corpus, sort=sort).rows(0, 99)] for sort in SORTS])
    assert orders[0] == orders[1]


def test_a_correction_of_the_date_moves_the_card(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        ids = [put(corpus, f"Fischmarkt {n}", published=f"2020-0{n}") for n in range(1, 6)]
        for date, place in (("2031", 0), ("2020-03-15", 2), ("1999", 4), ("9999-12-31T23:59", 0), (None, 4)):
            acts.correct(corpus, ids[0], {"published": date})
            listed = Listing(corpus)
            assert [card.id for card in listed.rows(0, 9)].count(ids[0]) == 1
            assert listed.index(ids[0]) == place
            assert [hit.id for hit in search(corpus, "fischmarkt 1")] == [ids[0]]
            assert corpus.rows("SELECT count(*) FROM text_index WHERE text_index MATCH 'fischmarkt'") == [(5,)]


def test_removed_articles_are_not_listed(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        ids = [put(corpus, f"Fischmarkt {n}") for n in range(3)]
        acts.remove_article(corpus, ids[1])
        assert {card.id for card in Listing(corpus).rows(0, 9)} == {ids[0], ids[2]}
        assert len(search(corpus, "fischmarkt")) == 2 and Listing(corpus).index(ids[1]) is None


def test_an_empty_corpus(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        for sort in SORTS:
            found = Listing(corpus, sort=sort)
            assert (len(found), found.rows(0, 10), found.rows(-3, 0), found.index("a" * 64)) == (0, [], [], None)
        assert search(corpus, "x") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date:9999", ["9999-12-31"]),
        ("after:9999", ["9999-12-31"]),
        ("after:4008", ["9999-12-31", "4500"]),
        ("date:4500..", ["9999-12-31", "4500"]),
        ("date:..4500", ["4500", "2018"]),
        ("before:4500", ["2018"]),
        ("before:9999-12-31", ["4500", "2018"]),
        ("-date:4008..", ["2018"]),
        ("date:0001", []),
    ],
)
def test_dates_so_late_that_they_share_the_last_place(tmp_path: Path, query: str, found: list[str]) -> None:
    with open_corpus(tmp_path / "late.db", create=True) as corpus:
        for date in ("9999-12-31", "4500", "2018"):
            put(corpus, f"Text of {date}.", published=date)
        assert sorted([card.published or "" for card in Listing(corpus, query).rows(0, 9)], reverse=True) == found
