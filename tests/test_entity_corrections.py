"""A person's corrections of entities: they hold for what comes later, can be taken back, and stand any op."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reader import acts
from reader.corpus import Corpus, articles, entities, open_corpus, ops
from reader.corpus.follow import follow
from reader.records import Entity, ReaderError
from tests.conftest import examples

from .test_entity_links import assert_whole, kept, marked, put

__all__ = ["marked"]
KIM, KIMS_SON, PUTIN = ("PER", "Kim Jong Un"), ("PER", "Kim Jong Il"), ("PER", "Wladimir Putin")
SHORT = ("PER", "Kim")


@pytest.fixture
def corpus(tmp_path: Path) -> Any:
    with open_corpus(tmp_path / "c.db", create=True) as made:
        for number in range(6):
            put(made, number, [("PER", f"Vorname{number}{n} Nachname{number}x{n}") for n in range(50)])
        entities.relink(made)
        yield made


def add(corpus: Corpus, number: int, *some: tuple[str, str]) -> str:
    with corpus.write():
        article = put(corpus, number, some)
        entities.relink(corpus)
    return article


def entity(corpus: Corpus, name: str) -> Entity:
    return entities.find(corpus, name)


def counts(corpus: Corpus, *names: str) -> list[int]:
    return [sum(one.mentions for one in entities.named(corpus, name)) for name in names]


def test_a_name_that_is_split_off_stays_so(corpus: Corpus) -> None:
    add(corpus, 11, ("PER", "Sergej Lawrow"), ("PER", "Sergei Lavrov"))
    assert entity(corpus, "Sergei Lavrov").id == entity(corpus, "Sergej Lawrow").id
    acts.split_entity(corpus, entity(corpus, "Sergej Lawrow").id, ["Sergei Lavrov"])
    add(corpus, 12, ("PER", "Sergei Lavrov"), ("PER", "Sergej Lawrow"))
    assert entity(corpus, "Sergei Lavrov").id != entity(corpus, "Sergej Lawrow").id
    assert counts(corpus, "Sergei Lavrov", "Sergej Lawrow") == [2, 2]
    assert_whole(corpus)
    assert acts.undo_entities(corpus) == "taken back: the splitting"
    assert entity(corpus, "Sergei Lavrov").mentions == 4


def test_a_spelling_that_has_no_key_of_its_own_is_told_from_a_name_that_is_none(corpus: Corpus) -> None:
    add(corpus, 11, ("LOC", "Russland"), ("LOC", "Russia"))
    assert "Russia" in entity(corpus, "Russland").aliases
    with pytest.raises(ReaderError, match="another spelling of Russland"):
        acts.split_entity(corpus, "Russland", ["Russia"])
    with pytest.raises(ReaderError, match="no such name"):
        acts.split_entity(corpus, "Russland", ["China"])


def test_a_short_name_is_split_off_in_articles_too(corpus: Corpus) -> None:
    add(corpus, 11, KIM, SHORT, SHORT)
    assert entity(corpus, "Kim Jong Un").mentions == 3
    acts.split_entity(corpus, "Kim Jong Un", ["Kim"])
    add(corpus, 12, KIM, SHORT)
    assert (entity(corpus, "Kim Jong Un").mentions, entity(corpus, "Kim").mentions) == (2, 3)
    assert "Kim" not in entity(corpus, "Kim Jong Un").aliases and entity(corpus, "Kim").name == "Kim"
    assert_whole(corpus)
    acts.undo(corpus)
    assert entity(corpus, "Kim").id == entity(corpus, "Kim Jong Un").id and entity(corpus, "Kim").mentions == 5
    assert_whole(corpus)


def test_merging_takes_back_what_was_parted(corpus: Corpus) -> None:
    add(corpus, 11, ("PER", "Sergej Lawrow"), ("PER", "Lawrow"))
    add(corpus, 12, ("PER", "Sergei Lavrov"))
    acts.split_entity(corpus, "Sergej Lawrow", ["Sergei Lavrov"])
    one, other = entity(corpus, "Sergej Lawrow"), entity(corpus, "Sergei Lavrov")
    acts.part_entities(corpus, one.id, other.id)
    acts.merge_entities(corpus, one.id, [other.id])
    assert entity(corpus, other.id).id == entity(corpus, one.id).id
    acts.undo_entities(corpus)
    assert entity(corpus, other.id).id != entity(corpus, "Sergej Lawrow").id
    assert_whole(corpus)


def test_a_merged_entity_keeps_the_id_of_the_first(corpus: Corpus) -> None:
    add(corpus, 11, ("PER", "Donald Trump"), *[("ORG", "Trump")] * 1, PUTIN)
    add(corpus, 12, *[("PER", "Donald Trump")] * 9, ("PER", "Donald J. Trump"))
    first = entity(corpus, "Donald Trump")
    acts.merge_entities(corpus, first.id, [entity(corpus, "Wladimir Putin").id])
    assert entity(corpus, "Wladimir Putin").id == first.id and entity(corpus, first.id).name == first.name


def test_never_the_same_holds_for_names_that_come_later(corpus: Corpus) -> None:
    add(corpus, 11, KIM, PUTIN)
    add(corpus, 12, SHORT)
    acts.split_entity(corpus, "Kim Jong Un", ["Kim"])
    acts.part_entities(corpus, "Kim", "Wladimir Putin")
    with pytest.raises(ReaderError, match="itself"):
        acts.part_entities(corpus, "Kim", "Kim")
    with pytest.raises(ReaderError, match="would be left"):
        acts.split_entity(corpus, "Kim", ["Kim"])
    with pytest.raises(ReaderError, match="no such name"):
        acts.split_entity(corpus, "Kim", ["Wladimir Putin"])
    assert_whole(corpus)


def surfaces(corpus: Corpus, article: str) -> dict[str, str]:
    loaded = articles.load(corpus, article)
    return {loaded.text[m.start : m.end]: m.entity or "" for m in loaded.mentions}


def place(corpus: Corpus, article: str, words: str) -> Any:
    text = articles.load(corpus, article).text
    return acts.anchor(text, text.index(words), text.index(words) + len(words))


def test_an_added_name_is_linked_like_any_other(corpus: Corpus) -> None:
    add(corpus, 11, KIM)
    article = add(corpus, 12, PUTIN, SHORT)
    acts.add_mention(corpus, article, place(corpus, article, " Satz 1 "), "ORG")
    assert set(surfaces(corpus, article)) == {"Wladimir Putin", "Kim", "Satz 1"}
    found = next(m for m in articles.load(corpus, article).mentions if m.type == "ORG")
    assert found.confidence == 1.0 and entity(corpus, "Satz 1").id == found.entity
    articles.rederive(corpus, article)
    entities.relink(corpus)
    assert "Satz 1" in surfaces(corpus, article)
    assert_whole(corpus)
    acts.undo(corpus)
    assert set(surfaces(corpus, article)) == {"Wladimir Putin", "Kim"}


def test_one_mention_is_somebody_else(corpus: Corpus) -> None:
    add(corpus, 11, KIMS_SON)
    article = add(corpus, 12, KIM, PUTIN, SHORT)
    assert surfaces(corpus, article)["Kim"] == entity(corpus, "Kim Jong Un").id
    meant = entity(corpus, "Kim Jong Il")
    acts.add_mention(corpus, article, place(corpus, article, "Kim> hier")._replace(quote="Kim"), "PER", meant.id)
    assert surfaces(corpus, article)["Kim"] == meant.id
    assert entity(corpus, "Kim Jong Il").aliases == ("Kim",)
    assert_whole(corpus)
    found = next(m for m in articles.load(corpus, article).mentions if m.entity == meant.id)
    acts.reject_mention(corpus, article, found.start, found.end)
    assert "Kim" not in surfaces(corpus, article)
    acts.undo_entities(corpus)
    assert surfaces(corpus, article)["Kim"] == meant.id


def test_a_name_longer_than_what_was_found_takes_its_place(corpus: Corpus) -> None:
    article = add(corpus, 11, KIM)
    acts.add_mention(corpus, article, place(corpus, article, "nennt <PER Kim Jong Un"), "MISC")
    assert set(surfaces(corpus, article)) == {"nennt <PER Kim Jong Un"}


@pytest.mark.parametrize(
    "act",
    [
        lambda c, a: acts.add_mention(c, a, acts.anchor(articles.load(c, a).text, 2, 3), "PER"),
        lambda c, a: acts.add_mention(c, a, acts.anchor(articles.load(c, a).text, 0, 300), "PER"),
        lambda c, a: acts.add_mention(c, a, acts.anchor("woanders", 0, 4), "PER"),
        lambda c, a: acts.add_mention(c, a, place(c, a, "nennt"), "GOD"),
        lambda c, a: acts.add_mention(c, a, place(c, a, "nennt"), "PER", "niemand"),
    ],
)
def test_what_is_no_name_is_refused(corpus: Corpus, act: Callable[[Corpus, str], None]) -> None:
    article = add(corpus, 11, *[KIM] * 20)
    before = kept(corpus)
    with pytest.raises(ReaderError):
        act(corpus, article)
    assert kept(corpus) == before


def test_undo_of_entities_passes_over_other_acts(corpus: Corpus) -> None:
    article = add(corpus, 11, KIM)
    acts.rename_entity(corpus, "Kim Jong Un", "Marschall")
    acts.bookmark(corpus, article)
    assert acts.undo_entities(corpus) == "taken back: the renaming"
    assert entity(corpus, "Kim Jong Un") and acts.undo_entities(corpus) is None
    assert acts.undo(corpus) == "taken back: the bookmark"


KEYS = st.sampled_from(["PER:kim jong un", "PER:kim", "LOC:nirgends", "GOD:kim", "", "PER:", "x" * 5000, "PER:\u202e"])
ODD = st.one_of(st.none(), st.booleans(), st.integers(), KEYS, st.lists(KEYS, max_size=2), st.dictionaries(KEYS, KEYS))
VALUES = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "same": ODD, "into": ODD, "called": ODD, "name": ODD, "as": ODD, "about": ODD,
            "type": st.one_of(ODD, st.sampled_from(["PER", "ORG", "LOC-DERIV"])),
            "anchor": st.one_of(ODD, st.fixed_dictionaries({}, optional=dict.fromkeys(
                ("quote", "prefix", "suffix", "start", "end"), ODD))),
        },
    ),
)  # fmt: skip
TABLES = st.sampled_from(["entity", "same", "reject", "mention", "unmention"])
ROWS = st.one_of(KEYS, st.builds(lambda a, b: f"{a}\n{b}", KEYS, KEYS))


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TABLES, ROWS, VALUES), min_size=1, max_size=6))
def test_no_op_breaks_a_corpus(corpus: Corpus, said: list[tuple[str, str, Any]]) -> None:
    article = add(corpus, 11, KIM, SHORT)
    with corpus.write():
        for table, row, value in said:
            whole = f"{article}:{row}" if table.endswith("mention") else row
            about = {"about": f"article:{article}"} if table.endswith("mention") and value is not None else {}
            ops.record(corpus, table, whole, None if value is None else value | about)
        follow(corpus, {(table, f"{article}:{row}" if table.endswith("mention") else row) for table, row, _ in said})
    assert_whole(corpus)
    articles.load(corpus, article)
