"""What stands beside names: who an article speaks of, when and with whom a name appears, the index page by page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import acts
from reader.corpus import articles, company, entities, names, open_corpus
from reader.corpus.cast import cast, noted
from reader.corpus.file import Corpus
from reader.corpus.listing import Listing
from reader.corpus.namelist import NameList


def article_of(corpus: Corpus, word: str) -> str:
    return Listing(corpus, word).rows(0, 1)[0].id


def test_the_cast_of_an_article_is_counted_by_entity(small: Path) -> None:
    with open_corpus(small) as corpus:
        loaded = articles.load(corpus, article_of(corpus, "Wladiwostok"))
        found = {part.name: part for part in cast(corpus, loaded.mentions)}
        assert found["Sergej Lawrow"].mentions == 2 and found["Sergej Lawrow"].type == "PER"
        assert sum(part.mentions for part in found.values()) == len(loaded.mentions)
        counts = [part.mentions for part in cast(corpus, loaded.mentions)]
        assert counts == sorted(counts, reverse=True) and not any(part.noted for part in found.values())
        assert cast(corpus, ()) == ()


def test_a_note_on_a_name_that_was_merged_is_one_on_what_it_became(small: Path) -> None:
    with open_corpus(small) as corpus:
        seoul, moscow = entities.find(corpus, "Seoul"), entities.find(corpus, "Moskau")
        note = acts.write_note(corpus, f"entity:{seoul.id}", "etwas")
        assert noted(corpus) == {seoul.id}
        acts.merge_entities(corpus, moscow.id, [seoul.id])
        assert noted(corpus) == {entities.find(corpus, moscow.id).id}
        acts.remove_annotation(corpus, note)
        assert noted(corpus) == frozenset()


@pytest.mark.parametrize("current", [True, False])
def test_company_counts_articles_and_months(current: bool, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "is_current", lambda _: current)
    with open_corpus(small) as corpus:
        found = company.company(corpus, entities.find(corpus, "Nordkorea").id)
        assert found.months["2021-03"] == 2 and found.months["2022-11"] == 1
        with_whom = {one.name: one.articles for one in found.companions}
        assert with_whom["Moskau"] == 2 and "Nordkorea" not in with_whom and found.looked_at == found.articles
        assert company.company(corpus, "no such") == company.Company({}, (), 0, 0)


@given(st.lists(st.integers(), max_size=60), st.integers(1, 70))
def test_a_sample_is_spread_evenly_and_in_order(items: list[int], limit: int) -> None:
    places = list(enumerate(items))
    chosen = company.spread(places, limit)
    assert len(chosen) == min(limit, len(items)) and list(chosen) == sorted(set(chosen))
    gaps = {later[0] - earlier[0] for earlier, later in pairwise(chosen)}
    assert not gaps or max(gaps) - min(gaps) <= 1


@pytest.mark.parametrize("current", [True, False])
@pytest.mark.parametrize(
    ("type", "wanted"), [(None, ""), ("LOC", ""), (None, "k"), ("PER", "law"), (None, "%"), (None, "no")]
)
def test_the_list_is_what_all_entities_filtered_are(
    type: str | None, wanted: str, current: bool, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "is_current", lambda _: current)
    with open_corpus(small) as corpus:
        found = NameList(corpus, type, wanted)
        expected = [one for one in entities.ranked(corpus, type)
                    if any(wanted in name.lower() for name in (one.name, *one.aliases))]  # fmt: skip
        assert found.rows(0, 999) == expected and len(found) == len(expected)
        assert [found.index(one.id) for one in expected] == list(range(len(expected)))
        assert [one for n in range(len(found)) for one in found.rows(n, n + 1)] == expected
        assert found.index("no such") is None and found.rows(-5, 0) == [] and found.rows(999, 1000) == []


def test_a_list_can_be_without_one_and_begins_with_those_of_its_type(small: Path) -> None:
    with open_corpus(small) as corpus:
        for one in NameList(corpus).rows(0, 99):
            expected = [other for other in NameList(corpus).rows(0, 99) if other.id != one.id]
            rest = NameList(corpus, without=one.id)
            assert rest.rows(0, 99) == sorted(expected, key=lambda other: other.type != one.type)
            assert len(rest) == len(expected) and rest.index(one.id) is None
            assert [other for n in range(len(rest)) for other in rest.rows(n, n + 1)] == rest.rows(0, 99)
