"""Notes, highlights and tags are found by the rules of the texts, and snippets mark the real words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader import acts
from reader.corpus import Corpus, annotations, open_corpus
from reader.corpus.listing import Listing
from reader.corpus.noted import noted
from reader.corpus.sayings import Sayings
from reader.corpus.ways import Way
from reader.query import parse
from reader.records import Hit
from reader.search import AmongNotes, notes_of, search
from reader.terms import columns, words
from reader.terms.tokens import plain
from reader.text import fold
from reader.tui import hits
from tests.conftest import examples

from . import probe
from .laws import put
from .test_search import USUAL, holds


def of_notes(found: list[Hit]) -> list[str]:
    return [str(hit.ref) for hit in found if hit.field in ("note", "highlight")]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[slice(*span)] for span in hit.matches]


class TestProbe:
    """What is asked of the texts of the probe, asked of notes that say the same, in a corpus without any text."""

    @pytest.fixture(scope="class")
    def probed(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Corpus, dict[str, str]]]:
        folder = tmp_path_factory.mktemp("noted")
        with open_corpus(folder / "c.db", create=True) as texts, open_corpus(folder / "n.db", create=True) as corpus:
            known = probe.fill(texts)
            said = dict(texts.rows("SELECT id, text FROM article"))
            yield corpus, {acts.write_note(corpus, "corpus", said[id]): key for id, key in known.items()}

    @pytest.mark.parametrize("name", ["open.tsv", "sealed.tsv", "sixteen.tsv"])
    def test_nearly_all_are_answered_right(self, probed: tuple[Corpus, dict[str, str]], name: str) -> None:
        corpus, known = probed
        asked = [case for case in probe.cases(name) if ":" not in case.query]
        wrong = [case for case in asked if case._replace(first="").fault([known[n] for n in found(corpus, case.query)])]
        assert len(wrong) <= 0.01 * len(asked), wrong

    @given(st.lists(st.sampled_from([case.query for case in probe.cases("open.tsv")]), max_size=3).map(" ".join))
    @examples(60)
    def test_what_is_found_holds_what_was_asked(self, probed: tuple[Corpus, dict[str, str]], text: str) -> None:
        corpus, _ = probed
        for hit in search(corpus, text):
            said = annotations.load(corpus, str(hit.ref)).body
            assert hit.snippet.removeprefix("… ").removesuffix(" …") in said.replace("\n", " ")
            for clause in parse(text).clauses:
                assert clause.negated or any(holds(option, said, "") for option in clause.options), (text, said)

    @pytest.mark.parametrize("case", probe.cases("open.tsv"), ids=lambda case: case.query)
    def test_the_list_of_notes_has_the_same(self, probed: tuple[Corpus, dict[str, str]], case: probe.Case) -> None:
        corpus, _ = probed
        there = notes_of(corpus, case.query, annotations.kept(corpus)) if parse(case.query) else []
        shown = set(found(corpus, case.query))
        assert shown <= {note.id for note in there} and (":" in case.query or len(shown) == len(there))


def found(corpus: Corpus, query: str) -> list[str]:
    return of_notes(search(corpus, query))


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        yield corpus


@pytest.mark.parametrize(
    ("note", "query", "said"),
    [
        ("Die Waffenlieferung stockt", "Waffen", ["Waffenlieferung"]),
        ("vier Raketentests im Mai", "Raketentest", ["Raketentests"]),
        ("Müller anrufen", "Mueller", ["Müller"]),
        ("Frau Mueller", "müller", ["Mueller"]),
        ("Straße gesperrt", "Strassen", ["Straße"]),
        ("Die Bundes-\nregierung schweigt", "Bundesregierung", ["Bundes- regierung"]),
        ("Der Korea-Krieg", "Koreakrieg", ["Korea-Krieg"]),
        ("Koreakrieg", "Korea-Krieg", ["Koreakrieg"]),
        ("Haupt- und Nebenfach", "Hauptfach", ["Haupt", "Nebenfach"]),
        ("Der Zug fällt heute aus", "ausfallen", ["fällt", "aus"]),
        ("Donaudampfschiff und Bahnhofsuhrenfabrik", "Uhr", ["Bahnhofsuhrenfabrik"]),
        ("two companies were fined", "company", ["companies"]),
        ("waffenembargo verlängern", "Waffe", ["waffenembargo"]),
        ("Eine MiG29 fiel", "MiG 29", ["MiG29"]),
        ("Gespräch mit Schoigu", "Shoigu", ["Schoigu"]),
        ("der Frieden von Oslo", '"Frieden von"', ["Frieden von"]),
        ("der Frieden von Oslo", "fried*", ["Frieden"]),
        ("Köln möchte Möbel", "öl", None),
        ("Die Waffenlieferung stockt", '"Waffen"', None),
        ("Frieden\n\nvon Oslo", "Oslo -frieden", None),
    ],
)
def test_notes_are_found_as_texts_are(corpus: Corpus, note: str, query: str, said: list[str] | None) -> None:
    id = acts.write_note(corpus, "corpus", note)
    assert [marked(hit) for hit in search(corpus, query)] == ([] if said is None else [said])
    assert [one.id for one in notes_of(corpus, query, annotations.kept(corpus))] == ([] if said is None else [id])


def test_what_is_asked_itself_stands_above_forms_and_these_above_compounds(corpus: Corpus) -> None:
    said = ["Die Rakete flog", "Zwei Raketen flogen", "Ein Raketentest misslang", "Noch ein Raketentest"]
    exact, form, part, newest = (acts.write_note(corpus, "corpus", text) for text in said)
    assert found(corpus, "Rakete")[:2] == [exact, form] and set(found(corpus, "Rakete")[2:]) == {part, newest}
    assert {note.id for note in notes_of(corpus, "Rakete", annotations.kept(corpus))} == {exact, form, part, newest}


def test_passages_and_notes_on_names_are_found(corpus: Corpus) -> None:
    text = "Die Waffenlieferung kam an. Im Hafen lag Schnee."
    article = put(corpus, text)
    passage = acts.highlight(corpus, article, acts.anchor(text, 4, 19))
    both = acts.highlight(corpus, article, acts.anchor(text, 31, 36), 1, "drei Waffensysteme")
    assert set(found(corpus, "Waffen")) == {passage, both} and found(corpus, "Häfen") == [both]
    [listed] = notes_of(corpus, "Waffen Häfen", annotations.kept(corpus))
    assert listed.id == both


def test_words_may_stand_beside_tags_and_filters(corpus: Corpus) -> None:
    article = put(corpus, "Ein Schiff.", outlet="Bote")
    first = acts.write_note(corpus, f"article:{article}", "Waffenlieferung")
    second = acts.write_note(corpus, "corpus", "nichts als #Hafen/Nord")
    assert set(found(corpus, "Waffe OR tag:hafen")) == {first, second} == set(found(corpus, "tag:hafen OR Waffe"))
    assert found(corpus, "Waffe outlet:bote") == [first] and found(corpus, "Waffe -outlet:bote") == []
    assert found(corpus, "nichts tag:hafen") == [second] and found(corpus, "outlet:bote") == []


def test_the_filter_finds_articles_by_what_their_notes_say(corpus: Corpus) -> None:
    first, second = put(corpus, "Ein Schiff."), put(corpus, "Ein Zug.")
    acts.write_note(corpus, f"article:{first}", "Waffenlieferungen")
    acts.write_note(corpus, f"article:{second}", "aus Köln")
    asked = {"note:waffe": [first], "note:öl": [], "note:koeln": [second], "note:liefer": [], "note:waff*": [first],
             '-note:"aus Köln"': [first], "Schiff note:waffe": [first]}  # fmt: skip
    for query, expected in asked.items():
        assert [card.id for card in Listing(corpus, query).rows(0, 9)] == expected
        assert [hit.id for hit in search(corpus, query) if hit.field == "text"] == expected


@pytest.mark.parametrize(
    ("query", "tags"),
    [
        ("Waffen", ["Waffe", "waffenexport"]), ("Mueller", ["Müller"]), ("muller", ["Müller"]), ("öl", []),
        ("koeln", ["Köln"]), ("Export", ["waffenexport"]), ("waffen -waffenexporte", ["Waffe"]), ("tag:x waffe", []),
    ],
)  # fmt: skip
def test_tags_are_found_so_too(corpus: Corpus, query: str, tags: list[str]) -> None:
    for text, said in (("Ein Schiff.", ("waffenexport", "Müller")), ("Ein Zug.", ("Waffe", "Köln"))):
        article = put(corpus, text)
        for tag in said:
            acts.tag(corpus, article, tag)
    found = [hit for hit in search(corpus, query) if hit.field == "tag"]
    assert [hit.snippet for hit in found] == tags and all(hit.matches for hit in found)


def test_as_one_types(corpus: Corpus) -> None:
    id = acts.write_note(corpus, "corpus", "Die Haltung der Häuser zur Waffenlieferung")
    for typed in ("W", "Waff", "waffenl", "Haus", "der Häu", "Lieferung"):
        assert of_notes(hits.others(corpus, hits.Asked(typed, typing=True))["note"]) == [id]
        assert [note.id for note in AmongNotes(corpus, annotations.kept(corpus)).found(typed, typing=True)] == [id]
    assert hits.others(corpus, hits.Asked("Häus"))["note"] == []


def test_what_changed_is_found_as_it_stands(corpus: Corpus) -> None:
    id = acts.write_note(corpus, "corpus", "Kohle")
    assert found(corpus, "Kohle") == [id]
    acts.edit_note(corpus, id, "Stahlwerk")
    assert found(corpus, "Kohle") == [] and found(corpus, "Stahl") == [id]
    with open_corpus(corpus.path) as other:
        acts.edit_note(other, id, "Holz")
    assert found(corpus, "Stahl") == [] and found(corpus, "Holz") == [id]
    acts.remove_annotation(corpus, id)
    assert found(corpus, "Holz") == [] and noted(corpus).said == []


def test_notes_on_names_are_offered_by_how_their_words_begin(corpus: Corpus) -> None:
    from reader.corpus.references import offered

    acts.write_note(corpus, "corpus", "Herr Müller aus Köln")
    assert [one.kind for one in offered(corpus, "koel muel")] == ["note"] and offered(corpus, "oeln") == []


@given(st.lists(st.text(st.characters() | st.sampled_from(USUAL), max_size=60), max_size=4))
@example(["Der Zug fällt aus. U-Boot 1 000 t", "Haupt-\nstadt, C++ ¶", "", "naïve Haupt- und Nebenfächer"])
@examples(200)
def test_the_terms_of_what_was_written_are_those_of_a_text(texts: list[str]) -> None:
    sayings = Sayings(texts)
    for place, text in enumerate(texts):
        told = columns(None, text, None, ())[0]
        terms = {*plain(told.body).split(), *plain(told.joined).split()} - {"¶"}
        assert {term for term, places in sayings._where.items() if place in places} == terms
        assert all(place in sayings.saying([Way((word.term,))]) for word in words(text))


@given(st.lists(st.sampled_from(["Kohle", "kohle", "Öl", "Der Hafen", "ein Kohlehafen", "x"]), max_size=6), st.data())
@examples(60)
def test_words_and_phrases_are_found_where_they_stand(texts: list[str], data: st.DataObject) -> None:
    said, asked = (
        [fold(text).split() for text in texts],
        data.draw(st.sampled_from(["kohle", "der hafen", "k", "hafen"])),
    )
    way = Way(tuple(asked.split()), prefix=data.draw(st.booleans()))
    assert Sayings(texts).saying([way]) == {place for place, terms in enumerate(said) if way.stands_in(terms)}
