"""Articles, notes and names in the file: what goes in comes out, and damage in one row is no harm to others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reader import acts
from reader.corpus import annotations, articles, cards, derive, entities, open_corpus, ops
from reader.corpus.follow import follow
from reader.corpus.listing import Listing
from reader.corpus.stats import stats
from reader.records import Item, ReaderError
from tests.conftest import examples

from .laws import derived, dump, put


@pytest.mark.parametrize("data", [b"plain", "Zeilen\r\nü".encode(), b"\xef\xbb\xbfBOM", b"a\0b", b"\xe4\xff" * 9])
def test_bytes_come_out_as_they_went_in(tmp_path: Path, data: bytes) -> None:
    from reader.text import decode

    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        item = Item(data, decode(data), "text")
        article = articles.add(corpus, item, "a.txt", derived(item.text))
        assert articles.original(corpus, article) == data
        assert articles.load(corpus, article).text == item.text
        assert articles.article_id(data) == article and articles.holds(corpus, article)


def test_ids_are_found_by_prefix(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        ids = [put(corpus, f"Text {n}") for n in range(400)]
        assert articles.find(corpus, ids[0].upper()) == ids[0]
        for article in ids[:20]:
            shortest = next(n for n in range(4, 65) if sum(one.startswith(article[:n]) for one in ids) == 1)
            assert articles.find(corpus, article[:shortest]) == article
        for odd in ("", "abc", ids[0][:3], "zzzz", "ffff" * 16, "\udcff" * 5, "%%%%", "ａｂｃｄ"):
            with pytest.raises(ReaderError):
                articles.find(corpus, odd)


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=900), st.integers(), st.none(), st.booleans())))
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_values_come_back_as_they_were(value: dict[str, object]) -> None:
    assert ops.unpack(bytes(16), "t", "r", ops.pack(value), b"", "").value == value


def test_two_articles_that_want_one_stamp(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        ids = [f"{7:08x}{n:056x}" for n in range(3)]
        with corpus.write() as db:
            for n, article in enumerate(ids):
                db.execute("INSERT INTO article VALUES (?, ?, 'text', NULL, ?, 'a', '')", (n, article, f"Text {n}"))
                derive.store(corpus, n, f"Text {n}", derived(f"Text {n}", published="2020"))
        assert {card.id for card in Listing(corpus).rows(0, 9)} == set(ids)


@pytest.mark.parametrize(
    ("date", "fits"),
    [
        ("2018", True), ("2018-04", True), ("2018-04-10", True), ("2018-04-10T15:20", True),
        ("9999-12-31T23:59", True), ("", False), ("18", False), ("2018-13", False), ("2018-02-30", False),
        ("2018-04-10T24:00", False), ("2018-4", False),
        ("2018-04-10 15:20", False), ("2018-04-10T15:20:00", False), ("0000", False),
        ("２０１８", False), (" 2018", False),
        ("2018\n", False), ("2018-04- 9", False), ("20180410", False), ("2018-W10", False),
    ],
)  # fmt: skip
def test_dates(date: str, fits: bool) -> None:
    assert cards.is_date(date) == fits
    if fits:
        assert cards.minutes(date) > 0


def test_minutes_are_in_order() -> None:
    dates = ["2017-12-31T23:59", "2018", "2018-01-01T00:01", "2018-01-31T23:59", "2018-02", "2018-12-31T23:59", "2019"]
    assert [cards.minutes(date) for date in dates] == sorted({cards.minutes(date) for date in dates})
    assert cards.minutes(None) == 0


def test_the_state_can_be_made_anew(small: Path) -> None:
    with open_corpus(small) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        note = acts.write_note(corpus, f"article:{article}", "a")
        acts.edit_note(corpus, note, "b" * 2000)
        acts.bookmark(corpus, article)
        acts.bookmark(corpus, article, False)
        before = dump(corpus)
        with corpus.write() as db:
            db.execute("UPDATE state SET value = '{}', alive = 0")
        ops.fold_all(corpus)
        assert dump(corpus) == before


def test_removing_and_bringing_back_leaves_no_trace(small: Path) -> None:
    with open_corpus(small) as corpus:
        before = dump(corpus)
        for card in Listing(corpus).rows(0, 9):
            acts.remove_article(corpus, card.id)
        assert stats(corpus)["articles"] == 0 and not entities.ranked(corpus)
        assert not articles.outdated(corpus)
        for _ in range(4):
            acts.undo(corpus)
        after = dump(corpus)
        assert after[3:] == before[3:] and after[0] == before[0]
        with pytest.raises(ReaderError, match="removed"):
            acts.remove_article(corpus, before[0][0][0])
            articles.load(corpus, before[0][0][0])


def test_a_new_version_of_the_program_finds_what_to_do(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_corpus(small) as corpus:
        assert articles.outdated(corpus) == []
        monkeypatch.setattr(derive, "STRUCTURE_VERSION", "next")
        assert len(articles.outdated(corpus)) == 4
        for article in articles.outdated(corpus):
            articles.refresh(corpus, article, anew=True)
        assert articles.outdated(corpus) == []


def test_entities_know_when_they_were_spoken_of(small: Path) -> None:
    with open_corpus(small) as corpus:
        north = entities.find(corpus, "Nordkorea")
        assert north.first == "2019-06-14" or north.first == "2021-03-12T09:45"
        article = entities.contexts(corpus, north.id)[0].article
        acts.correct(corpus, article, {"published": "1990"})
        assert entities.find(corpus, north.id).first == "1990"
        assert entities.contexts(corpus, north.id)[0].published == "1990"


def test_contexts_hold_their_mention(small: Path) -> None:
    with open_corpus(small) as corpus:
        for entity in entities.ranked(corpus):
            found = entities.contexts(corpus, entity.id)
            assert len(found) == entity.mentions
            for context in found:
                text = articles.load(corpus, context.article).text
                at = context.start - context.sentence_start
                assert context.sentence[at : at + context.end - context.start] == text[context.start : context.end]


def test_ambiguous_names_are_listed(small: Path) -> None:
    with open_corpus(small) as corpus:
        one, other = entities.ranked(corpus)[:2]
        acts.rename_entity(corpus, other.id, one.name)
        with pytest.raises(ReaderError, match="several") as error:
            entities.find(corpus, one.name)
        assert one.id in str(error.value) and other.id in str(error.value)
        assert entities.find(corpus, one.id.upper()).id == one.id


def test_notes_by_place_and_by_time(small: Path) -> None:
    with open_corpus(small) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        text = articles.load(corpus, article).text
        late = acts.write_note(corpus, f"article:{article}", "late", acts.anchor(text, 20, 25))
        early = acts.highlight(corpus, article, acts.anchor(text, 2, 5), 2)
        whole = acts.write_note(corpus, f"article:{article}", "whole")
        assert [note.id for note in annotations.of_article(corpus, article)] == [whole, early, late]
        name = entities.ranked(corpus)[0]
        about = acts.write_note(corpus, f"entity:{name.id}", "about")
        assert [note.id for note in annotations.of_entity(corpus, name.id)] == [about]
        assert {note.id for note in annotations.recent(corpus)} == {late, early, whole, about}
        assert annotations.load(corpus, about[:8].upper()).entity == name.id


def test_views_are_plain_and_cannot_be_written(small: Path) -> None:
    import sqlite3

    with open_corpus(small) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        acts.write_note(corpus, f"article:{article}", "a")
        acts.tag(corpus, article, "two words")
    db = sqlite3.connect(small)
    assert db.execute("SELECT about, body FROM note").fetchall() == [(f"article:{article}", "a")]
    assert db.execute("SELECT article, tag FROM tag").fetchall() == [(article, "two words")]
    with pytest.raises(sqlite3.OperationalError, match="view"):
        db.execute("DELETE FROM note")
    db.close()


def test_following_is_a_second_time_nothing(small: Path) -> None:
    with open_corpus(small) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        acts.correct(corpus, article, {"title": "T"})
        before = dump(corpus)
        odd = {("removed", "x"), ("unmention", ""), ("same", "x"), ("article", "f" * 64)}
        follow(corpus, {("article", article), *odd})
        assert dump(corpus) == before


def test_stats_count(small: Path) -> None:
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", "a")
        found = stats(corpus)
        assert (found["articles"], found["notes"], found["ops"]) == (4, 1, 1)
        assert found["bytes"] == small.stat().st_size
        json.dumps(found)
