"""Terms: which words are forms of one, which are made of others, and how else a name is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import Corpus, open_corpus, ways
from reader.query import Term
from reader.search import search
from reader.terms import columns, forms, spelled, terms_of, words
from reader.terms.apart import wholes
from reader.terms.transliteration import is_marked, spellings

from .laws import put

CASES = Path(__file__).parent / "cases" / "terms"


def lines(name: str) -> list[str]:
    said = (CASES / name).read_text("utf-8").split("\n")
    return [line for line in said if line and not line.startswith("#")]


def pairs() -> Iterator[tuple[str, str, str, bool]]:
    for line in lines("forms.tsv"):
        language, word, sign, others = line.split("\t")
        yield from ((language, word, other, sign == "=") for other in others.split())


@pytest.mark.parametrize(("language", "word", "form", "same"), pairs())
def test_forms_of_a_word(language: str, word: str, form: str, same: bool) -> None:
    kind, nouns = forms.kind_of(language), (word[0].isupper(), form[0].isupper())
    one, other = spelled(word), spelled(form)
    found = other in forms.candidates(one) and forms.is_form(one, other, kind, known=True, nouns=nouns)
    assert found is same


@pytest.mark.parametrize("line", lines("apart.tsv"))
def test_words_said_in_two_places(line: str) -> None:
    text, _, expected = line.partition("\t")
    wanted, _, unwanted = expected.partition("!")
    found = {one.word for one in wholes(text.split())}
    assert found >= set(wanted.split())
    assert found.isdisjoint(unwanted.split())
    told, tokens = columns(None, text, None, [])
    assert {*map(spelled, found)} <= set(told.joined.split())
    assert found <= tokens
    assert {*map(spelled, found)} <= {word.term for word in words(text) if word.joined}


@given(
    st.lists(
        st.sampled_from(("aus.", "fällt", "Fällt", "und", "zu", "Ein-", "Ausfuhr", "!", "hat", "vor,", "-")), max_size=9
    )
)
def test_words_in_two_places_are_tokens_of_the_text(tokens: list[str]) -> None:
    assert all(0 <= one.first < one.last < len(tokens) for one in wholes(tokens))


@pytest.mark.parametrize("line", lines("figures.tsv"))
def test_figures_are_found_as_they_are_written_elsewhere(line: str, tmp_path: Path) -> None:
    text, _, queries = line.replace("⏎", "\n").partition("\t")
    wanted, _, unwanted = queries.partition("!")
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        put(corpus, text)
        assert [query for query in wanted.split("|") if len(search(corpus, query)) != 1] == []
        assert [query for query in unwanted.split("|") if query.strip() and search(corpus, query)] == []


@given(st.text(st.sampled_from("aeiouägntrscheubml"), min_size=3, max_size=14))
def test_a_word_is_read_without_fault(word: str) -> None:
    term = spelled(word)
    assert all(form.isascii() or form == "€" for form in forms.candidates(term) | spellings(term))


class TestCompounds:
    @pytest.fixture(scope="class")
    def corpus(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
        said = [line.split()[0] for name in ("compounds.txt", "no_compounds.txt") for line in lines(name)]
        with open_corpus(tmp_path_factory.mktemp("compounds") / "c.db", create=True) as corpus:
            for at in range(0, len(said), 50):
                put(corpus, "".join(f"Hier war {word} zu sehen.\n" for word in said[at : at + 50]))
            yield corpus

    def test_parts_find_them(self, corpus: Corpus) -> None:
        asked = [(line.split()[0], part) for line in lines("compounds.txt") for part in line.split()[1:]]
        missing = [(whole, part) for whole, part in asked if not finds(corpus, part, whole)]
        assert len(missing) < 0.03 * len(asked), missing

    def test_words_by_chance_do_not(self, corpus: Corpus) -> None:
        asked = [tuple(line.split()) for line in lines("no_compounds.txt")]
        false = [(whole, part) for whole, part in asked if finds(corpus, part, whole)]
        assert len(false) < 0.03 * len(asked), false


def finds(corpus: Corpus, part: str, whole: str) -> bool:
    return any(way.terms == (spelled(whole),) for way in ways.wish(corpus, Term(part)).ways(ways.PARTS))


def test_names_are_written_in_other_ways() -> None:
    asked = [pair for line in lines("spellings.txt") for pair in permutations(map(spelled, line.split()), 2)]
    missing = [(a, b) for a, b in asked if b not in spellings(a) or not (is_marked(a) or is_marked(b))]
    assert len(missing) < 0.1 * len(asked), missing
    for one, other in asked:
        found = spellings(one, lambda some, other=other: {begin for begin in some if other.startswith(begin)})
        assert found <= spellings(one)
        assert (other in found) == (other in spellings(one))


def test_common_words_are_no_names_from_afar(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        put(corpus, "Der Veber kam mit Lavrov nach Moskau.")
        assert len(search(corpus, "Lawrow")) == 1
        assert search(corpus, "Wagen") == search(corpus, "weben") == []


@pytest.mark.parametrize("number", ["40.000", "40 000", "40,000", "40\u202f000", "40'000"])
def test_a_number_in_groups_is_one(tmp_path: Path, number: str) -> None:
    assert terms_of(f"Es waren {number} Mann") == ["es", "waren", "40000", "mann"]
    start, end = next(word[1:3] for word in words(f"rund {number} Mann") if word.term == "40000")
    assert f"rund {number} Mann"[start:end] == number
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        put(corpus, f"Es waren {number} Mann.")
        for query in (number, "40000", "40.000 Mann", "40 000"):
            [hit] = search(corpus, query)
            assert number in [hit.snippet[slice(*span)] for span in hit.matches]
        assert search(corpus, "40") == search(corpus, "000") == []
