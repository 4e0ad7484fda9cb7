"""Persons meant by their office: who is meant, when nobody is, and that what is kept of it follows the corpus."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import acts, intake
from reader.corpus import Corpus, articles, derive, entities, roles
from reader.corpus.company import company
from reader.corpus.listing import Listing
from reader.gazetteer import comparable, gazetteer
from reader.link import Meant, Said, key_of, meant_by_office, name_mentions
from reader.link.offices import days, holders, office_words
from reader.recognise import recognise
from reader.records import Block, Item
from reader.search import search
from tests.conftest import examples

CASES = Path(__file__).parent / "cases" / "roles" / "articles.txt"
_MARKED = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def cases() -> Iterator[tuple[str, str]]:
    for line in CASES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            date, _, text = line.partition("\t")
            yield date, text


def meant(text: str, date: str | None) -> tuple[Meant, ...]:
    span = (0, len(text))
    named = name_mentions(text, recognise(text, [Block("paragraph", *span)]))
    said = [Said(n.start, n.end, n.type, key_of(n.type.partition("-")[0], n.name)) for n in named]
    return meant_by_office(text, [span], said, date)


@pytest.mark.parametrize(("date", "marked"), cases())
def test_who_is_meant(date: str, marked: str) -> None:
    text = _MARKED.sub(r"\1", marked)
    expected = [(m[1], f"PER:{m[2]}") for m in _MARKED.finditer(marked)]
    assert [(text[one.start : one.end], one.key) for one in meant(text, date)] == expected


def test_without_a_date_only_the_article_itself_tells() -> None:
    assert meant("Der Kremlchef kam.", None) == ()
    said = meant("Kremlchef Wladimir Putin kam. Der Kremlchef ging.", None)
    assert [one.key for one in said] == ["PER:wladimir putin"]


def test_terms_are_dates_of_known_countries_and_follow_each_other() -> None:
    table = holders()
    countries = {key_of("LOC", entry.name) for entry in gazetteer().single.values() if entry.kind == "state"}
    assert {country for country, _ in table.terms} <= countries
    assert {home for word in office_words().values() for home in word.homes} <= countries
    assert all(comparable(word) == word for word in office_words())
    for terms in table.terms.values():
        dates = [(term.since, term.until) for term in terms]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for one in dates for pair in one for day in pair)
        assert all(since < until for since, until in dates)
        assert all(first[1][0] <= second[0][1] for first, second in pairwise(dates))


def test_dates_that_leave_it_open_have_no_holder() -> None:
    table, office = holders(), ("LOC:usa", "president")
    assert table.at(*office, "2020-06") == "PER:donald trump"
    assert table.at(*office, "2021-01-20") is None
    assert table.at(*office, "2021-01") is None
    assert table.at(*office, "2021") is None
    assert table.at(*office, "2021-01-21T10:00") == "PER:joe biden"
    assert table.at(*office, "1950") is None
    assert table.at("LOC:ukraine", "president", "2014-03-15") is None
    assert days("2020") == ("2020-01-01", "2020-12-31")
    assert days("2020-02") == ("2020-02-01", "2020-02-31")


def test_spellings_lead_to_the_holder() -> None:
    table = holders()
    assert "PER:sergej lawrow" in table.of_name("PER:sergey lavrov")
    assert "PER:wladimir putin" in table.of_name("PER:putin")
    assert table.of_name("PER:nobody whoever") == ()


WORDS = st.sampled_from(
    ["der", "die", "den", "frühere", "Präsident", "Präsidenten", "Kremlchef", "Machthaber", "russische", "Russlands",
     "Ukraine", "Putin", "Kim Jong Un", "Außenminister", "US-Präsident", "Ifo-Präsident", "und", "des", "in", ".", "\n",
     "prime minister", "the", "İ-präsident", "\u0301präsident"]
)  # fmt: skip


@examples(150)
@given(st.lists(WORDS, max_size=30), st.data())
def test_any_text_and_any_names(some: list[str], data: st.DataObject) -> None:
    text = " ".join(some)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    types = st.sampled_from(["PER", "LOC", "LOC-DERIV", "ORG-PART", "MISC"])
    keys = st.sampled_from(["PER:putin", "PER:wladimir putin", "LOC:russland", "LOC:ukraine", "ORG:kreml", "PER:"])
    said = [Said(a, b, data.draw(types), data.draw(keys)) for a, b in pairwise(cuts)]
    found = meant_by_office(text, [(0, len(text))], said, data.draw(st.sampled_from([None, "2019", "2020-03-04"])))
    assert all(0 <= one.start < one.end <= len(text) and one.key.startswith("PER:") for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["russische ", "Präsident ", "a-", "der ", "Kremlchef ", "präsident", "Russlands "])
def test_long_texts_take_their_time_and_no_more(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + " Präsident"
    said = [Said(at, at + len(piece) - 1, "LOC-DERIV", "LOC:russland") for at in range(0, 50_000, len(piece) or 1)]
    before = time.process_time()
    meant_by_office(text, [(0, len(text))], said, "2019")
    assert time.process_time() - before < 5


def put(corpus: Corpus, title: str, date: str, body: str) -> str:
    text = f"{title}\n\n{date}\n\n{body}\n"
    item = Item(text.encode(), text, "text")
    article = articles.add(corpus, item, "a.txt", derive.derive(item))
    entities.relink(corpus)
    return article


def shown(corpus: Corpus, article: str) -> list[tuple[str, str]]:
    loaded = articles.load(corpus, article)
    names = {one.id: one.name for one in entities.ranked(corpus)}
    return [(loaded.text[one.start : one.end], names[one.entity or ""]) for one in loaded.roles]


OFFICE = (
    "Besuch in Pjöngjang",
    "18.06.2024",
    "Der Kremlchef ist eingetroffen. Dort empfing ihn Nordkoreas Machthaber.",
)
NAMES = (
    "Besuch in Peking",
    "16.05.2024",
    "Vladimir Putin sprach in Peking über den Staat von Kim Jong Un und schwieg.",
)


@pytest.mark.parametrize("order", [(OFFICE, NAMES), (NAMES, OFFICE)])
def test_an_office_means_who_is_named_elsewhere_in_whatever_order_and_spelling(
    corpus: Corpus, order: tuple[tuple[str, str, str], ...]
) -> None:
    found = {one[0]: put(corpus, *one) for one in order}
    article = found[OFFICE[0]]
    assert shown(corpus, article) == [("Kremlchef", "Vladimir Putin"), ("Machthaber", "Kim Jong Un")]
    (putin,) = entities.named(corpus, "Vladimir Putin")
    assert putin.mentions == 1 and company(corpus, putin.id).by_office == 1
    assert [card.id for card in Listing(corpus, 'entity:"Vladimir Putin"').rows(0, 9)] == [article, found[NAMES[0]]]
    hits = [(hit.id, hit.snippet[slice(*hit.matches[0])]) for hit in search(corpus, "Vladimir Putin")]
    assert (article, "Kremlchef") in hits and len([id for id, _ in hits if id == article]) == 1
    assert article in [hit.id for hit in search(corpus, "Putin")]
    assert article not in [hit.id for hit in search(corpus, "Wladimir")]


def test_an_office_of_nobody_in_the_corpus_is_not_shown_and_no_name(corpus: Corpus) -> None:
    article = put(corpus, *OFFICE)
    assert shown(corpus, article) == []
    assert entities.ranked(corpus, "PER") == []


def test_roles_follow_corrections_of_dates_and_names(corpus: Corpus) -> None:
    put(corpus, *NAMES)
    article = put(corpus, *OFFICE)
    acts.correct(corpus, article, {"published": "2010-06-18"})
    assert shown(corpus, article) == []
    acts.undo(corpus)
    assert shown(corpus, article) == [("Kremlchef", "Vladimir Putin"), ("Machthaber", "Kim Jong Un")]
    (putin,) = entities.named(corpus, "Vladimir Putin")
    acts.reject_entity(corpus, putin.id)
    assert shown(corpus, article) == [("Machthaber", "Kim Jong Un")]
    acts.remove_article(corpus, article)
    assert corpus.rows("SELECT count(*) FROM role JOIN card USING (article)") == [(0,)]


def test_a_bare_name_is_the_holder_only_if_nobody_else_has_it(corpus: Corpus) -> None:
    article = put(corpus, "Ein Besuch", "18.06.2024", "Der Kremlchef ist eingetroffen.")
    put(corpus, "Eine Rede", "19.06.2024", "Präsident Putin sprach. Danach ging Putin. Die Rede Putins war kurz.")
    assert shown(corpus, article) == [("Kremlchef", "Putin")]
    put(corpus, "Ein Rennen", "20.06.2024", "Die Läuferin Karla Putin gewann. Karla Putin freute sich sehr darüber.")
    assert shown(corpus, article) == []


def test_index_makes_roles_anew(corpus: Corpus) -> None:
    put(corpus, *NAMES)
    article = put(corpus, *OFFICE)
    before = shown(corpus, article)
    with corpus.write() as db:
        db.execute("DELETE FROM role")
        db.execute("DELETE FROM officer")
        db.execute("DELETE FROM derived WHERE what = 'roles'")
    assert shown(corpus, article) == []
    intake.index(corpus)
    assert shown(corpus, article) == before
    assert roles.VERSION in [row[0] for row in corpus.rows("SELECT version FROM derived WHERE what = 'roles'")]
