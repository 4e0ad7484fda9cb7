"""Linking: which names mean the same, in one document and across a corpus."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.link import Linked, Named, NameUse, Rules, called, clean, entity_id, link, name_mentions, stands_for
from reader.link.names import one_edit, skeleton
from reader.recognise import recognise
from reader.records import Block, Mention
from tests.conftest import examples


def keys(text: str) -> list[str]:
    return [named.key for named in name_mentions(text, recognise(text, [Block("paragraph", 0, len(text))]))]


def use(key: str, mentions: int = 1, form: str | None = None) -> NameUse:
    return NameUse(key, key[:3], {form or key.partition(":")[2].title(): mentions}, mentions, 1)


def groups(linked: tuple[Linked, ...]) -> set[frozenset[str]]:
    return {frozenset(entity.keys) for entity in linked}


def joined(*names: str, rules: Rules | None = None) -> set[frozenset[str]]:
    return groups(link([use(name) for name in names], rules or Rules()))


@pytest.mark.parametrize(
    "text,expected",
    [
        ("Kim Jong Un kam. Kim Jong-un ging. Kim schlief. Kims Zug stand.", ["PER:kim jong un"] * 4),
        (
            "Kim Jong Un, Sohn von Kim Jong Il. Kim Jong Un kam. Kim ging.",
            ["PER:kim jong un", "PER:kim jong il", "PER:kim jong un", "PER:kim jong un"],
        ),
        ("Nordkoreas Nachbar: nordkoreanische Waren, Nordkoreaner.", ["LOC:nordkorea"] * 3),
        ("Zwischen Nord- und Südkorea.", ["LOC:nordkorea", "LOC:sudkorea"]),
        ("Die USA, die Vereinigten Staaten und der US-Präsident.", ["LOC:usa"] * 3),
        ("Die Uno und die UN beschlossen Uno-Sanktionen.", ["ORG:vereinte nationen"] * 3),
        ("Der Kremlchef und der Kreml-Berater.", ["ORG:kreml"] * 2),
        ("Moskau ist nicht Russland.", ["LOC:moskau", "LOC:russland"]),
        ("Texas, Laos, Paris.", ["LOC:texas", "LOC:laos", "LOC:paris"]),
        ("Minister Ri sprach. Ris Rede war kurz.", ["PER:ri"] * 2),
        ("Kiew, Kyjiw und Kyiv.", ["LOC:kiew"] * 3),
        ("PJÖNGJANG (dpa) – In Pyongyang.", ["LOC:pjongjang", "ORG:dpa", "LOC:pjongjang"]),
    ],
)
def test_names_of_a_document(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_a_bare_name_goes_to_the_person_named_most_and_on_a_tie_to_the_nearest_before() -> None:
    text = "Kim Yo Jong kam. Dann kam Kim Jong Un. Und Kim schwieg."
    assert keys(text)[-1] == "PER:kim jong un"
    text = "Und Kim schwieg, bevor Kim Yo Jong und Kim Jong Un kamen."
    assert keys(text)[0] == "PER:kim"


def test_compound_with_a_family_name_means_the_person() -> None:
    text = "Der Putin-Besuch. Wladimir Putin kommt."
    named = name_mentions(text, [Mention(4, 16, "PER-PART"), Mention(18, 32, "PER")])
    assert [n.name for n in named] == ["Wladimir Putin", "Wladimir Putin"]
    assert named[0].reason == "family name of Wladimir Putin"


@pytest.mark.parametrize(
    ("full", "bare"),
    [("Thomas de Maizière", "De Maizière"), ("Baschar al-Assad", "Al-Assad"), ("Hans Maas", "Maas'")],
)
def test_a_family_name_with_its_article_is_the_person(full: str, bare: str) -> None:
    text = f"{full} kam. {bare} Rede."
    named = name_mentions(text, [Mention(0, len(full), "PER"), Mention(len(full) + 6, len(text) - 6, "PER")])
    assert [n.name for n in named] == [full, full]


def test_mentions_keep_their_places_and_types() -> None:
    text = "Lawrows Reise nach Japan"
    mentions = (Mention(0, 7, "PER", 0.5), Mention(19, 24, "LOC", 0.9))
    named = name_mentions(text, mentions)
    assert [(n.start, n.end, n.type, n.confidence) for n in named] == [(0, 7, "PER", 0.5), (19, 24, "LOC", 0.9)]


@pytest.mark.parametrize(
    "names",
    [
        ("PER:sergej schoigu", "PER:sergei schoigu", "PER:sergey shoigu", "PER:schoigu"),
        ("PER:kim jong un", "PER:jong un kim", "PER:kim"),
        ("PER:shin wonsik", "PER:shin won sik", "PER:shin"),
        ("PER:donald trump", "PER:donald j. trump", "PER:trumps"),
        ("PER:ri yong ho", "PER:ris"),
        ("PER:ri", "PER:ris"),
        ("LOC:wladiwostok", "LOC:wladiwostock"),
        ("PER:wladimir putin", "PER:vladimir putin"),
        ("PER:thomas de maiziere", "PER:de maiziere", "PER:maiziere"),
        ("PER:mohammed bin salman", "PER:bin salman"),
        ("PER:michail gorbatschow", "PER:mikhail gorbachev", "PER:gorbachev"),
        ("PER:nikita chruschtschow", "PER:nikita khrushchev", "PER:chruschtschow"),
        ("PER:alexander lukaschenko", "PER:aleksandr lukashenko"),
    ],
)
def test_one_entity(names: tuple[str, ...]) -> None:
    assert joined(*names) == {frozenset(names)}


@pytest.mark.parametrize(
    "names",
    [
        ("PER:kim jong un", "PER:kim jong il", "PER:kim"),
        ("PER:ri yong ho", "PER:ri jong ho"),
        ("PER:mao zedong", "PER:mao anying"),
        ("PER:peter koch", "PER:peter koh"),
        ("PER:ursula von der leyen", "PER:heinz von der leyen", "PER:von der leyen"),
        ("PER:hans reich", "PER:hans reih"),
        ("PER:paul müller", "PER:paula müller"),
        ("PER:andrea nahles", "PER:andreas nahles"),
        ("PER:george w. bush", "PER:george h. bush", "PER:george bush"),
        ("LOC:moskau", "LOC:russland"),
        ("LOC:nordkorea", "LOC:sudkorea"),
        ("LOC:slowakei", "LOC:slowenien"),
        ("LOC:pari", "LOC:paris"),
        ("MISC:hwasong-15", "MISC:hwasong-17"),
    ],
)
def test_different_entities(names: tuple[str, ...]) -> None:
    assert joined(*names) == {frozenset([name]) for name in names}


def test_a_name_seen_as_two_types_goes_with_the_clear_majority() -> None:
    assert groups(link([use("ORG:tokajew"), use("PER:tokajew", 9)])) == {frozenset(("ORG:tokajew", "PER:tokajew"))}
    assert len(link([use("ORG:tokajew", 2), use("PER:tokajew", 3)])) == 2


def test_corrections() -> None:
    uses = [use("PER:kim"), use("PER:kim jong un", 5), use("PER:wladimir putin", 4), use("PER:wowa", 2)]
    rules = Rules(
        same=(("PER:wowa", "PER:wladimir putin"),),
        never=(("PER:kim", "PER:kim jong un"),),
        names={"PER:kim": "Herr Kim"},
        types={"PER:kim": "MISC"},
    )
    linked = {entity.keys: entity for entity in link(uses, rules)}
    assert linked["PER:wowa", "PER:wladimir putin"].id == entity_id("PER:wowa")
    assert linked["PER:wowa", "PER:wladimir putin"].reasons["PER:wladimir putin"] == "joined by hand"
    assert (linked[("PER:kim",)].name, linked[("PER:kim",)].type) == ("Herr Kim", "MISC")


def test_rejected_names_give_no_entity() -> None:
    uses = [use("PER:kim"), use("PER:kim jong un")]
    assert link(uses, Rules(rejected=frozenset(["PER:kim jong un"]))) == ()
    assert groups(link(uses, Rules(rejected=frozenset(["PER:kim"])))) == {frozenset(["PER:kim jong un"])}


def test_the_id_is_that_of_a_full_name_and_the_name_the_commonest() -> None:
    (entity,) = link([use("PER:lawrow", 9), use("PER:sergei lawrow", 2), use("PER:sergej lawrow", 5)])
    assert (entity.id, entity.name) == (entity_id("PER:sergei lawrow"), "Sergej Lawrow")
    assert len(entity.id) == 16


def test_capitals_stand_for_their_states() -> None:
    assert stands_for("LOC:pjongjang") == "LOC:nordkorea"
    assert stands_for("ORG:kreml") == "LOC:russland"
    assert stands_for("LOC:nordkorea") is None


@pytest.mark.parametrize(
    "one,other",
    [
        ("Lawrow", "Lavrov"),
        ("Schoigu", "Shoigu"),
        ("Jelzin", "Yeltsin"),
        ("Schukow", "Zhukov"),
        ("Selenskyj", "Zelensky"),
    ],
)
def test_spellings_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_one_edit_is_symmetric_and_true_of_neighbours(a: str, b: str) -> None:
    assert one_edit(a, b) == one_edit(b, a)
    assert one_edit(a, a[:3] + "a" + a[3:])
    assert not one_edit(a, a + "bb")


NAMES = [
    "kim",
    "kim jong un",
    "jong un kim",
    "kim jong il",
    "ri",
    "ris",
    "ri yong ho",
    "sergej schoigu",
    "sergei schoigu",
    "schoigu",
    "schoigus",
    "wladiwostok",
    "wladiwostock",
    "donald trump",
    "donald j. trump",
    "trump",
    "moskau",
    "paris",
    "uno",
]
KEYS = st.builds(lambda t, n: f"{t}:{n}", st.sampled_from(["PER", "LOC", "ORG", "MISC"]), st.sampled_from(NAMES))
USES = st.dictionaries(KEYS, st.integers(1, 9), max_size=12).map(lambda d: [use(k, n) for k, n in d.items()])
PAIRS = st.lists(st.tuples(KEYS, KEYS), max_size=3).map(tuple)


@examples(200)
@given(USES, PAIRS, PAIRS, st.frozensets(KEYS, max_size=2), st.randoms())
def test_linking_does_not_depend_on_the_order_and_loses_no_key(uses, same, never, rejected, random) -> None:  # type: ignore[no-untyped-def]
    rules = Rules(same=same, never=never, rejected=rejected)
    shuffled = random.sample(uses, len(uses))
    linked = link(uses, rules)
    assert link(shuffled, rules) == linked
    seen = [key for entity in linked for key in entity.keys]
    assert len(seen) == len(set(seen)) and set(seen) <= {u.key for u in uses}
    assert not rejected & set(seen)
    if not rejected:
        assert set(seen) == {u.key for u in uses}
    for entity in linked:
        assert entity.id == entity_id(entity.keys[0])
        assert set(entity.reasons) == set(entity.keys)
        assert not any(a != b and {a, b} <= set(entity.keys) for a, b in never)


@examples(200)
@given(st.text(max_size=60), st.data())
def test_any_mentions_of_any_text_get_keys(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    types = st.sampled_from(["PER", "LOC", "ORG", "MISC", "LOC-DERIV", "ORG-PART", "PER-PART", "PER-DERIV"])
    mentions = [Mention(a, b, data.draw(types)) for a, b in pairwise(cuts)]
    named = name_mentions(text, mentions)
    assert [(n.start, n.end) for n in named] == [(m.start, m.end) for m in mentions]
    assert all(n.key.partition(":")[0] in ("PER", "LOC", "ORG", "MISC") for n in named)


@pytest.mark.parametrize(
    ("surface", "name", "type", "said"),
    [
        ("Schoigus", "Sergej Schoigu", "PER", "Schoigu"),
        ("Schoigu", "Sergej Schoigu", "PER", "Schoigu"),
        ("Hans", "Hans Albers", "PER", "Hans"),
        ("Nordkoreas", "Nordkorea", "LOC", "Nordkorea"),
        ("Paris", "Paris", "LOC", "Paris"),
        ("Laos’", "Laos", "LOC", "Laos"),
        ("nordkoreanische", "Nordkorea", "LOC-DERIV", "Nordkorea"),
        ("Kim Jong-\nun", "Kim Jong Un", "PER", "Kim Jong-un"),
        ("USA", "Vereinigte Staaten", "LOC", "USA"),
    ],
)
def test_what_an_entity_is_called_at_a_place(surface: str, name: str, type: str, said: str) -> None:
    assert called(surface, Named(0, len(surface), type, 1.0, "", name, "")) == said


@pytest.mark.parametrize(
    ("word", "city"),
    [("Tokioter", "Tokio"), ("Mailänder", "Mailand"), ("Basler", "Basel"), ("Moskauerinnen", "Moskau")],
)
def test_inhabitants_whose_city_changes_its_stem(word: str, city: str) -> None:
    (named,) = name_mentions(word, [Mention(0, len(word), "LOC-DERIV")])
    assert named.name == city


@pytest.mark.parametrize(
    ("surface", "name"), [("Kim Jong Un.", "Kim Jong Un"), ("Donald Trump Jr.", "Donald Trump Jr."), ("U.S.", "U.S.")]
)
def test_the_end_of_a_sentence_is_no_part_of_a_name(surface: str, name: str) -> None:
    assert clean(surface) == name
