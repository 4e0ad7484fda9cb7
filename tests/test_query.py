"""What a person types: every text means something, and the examples of the query language mean what they say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query import MOST_TOKENS, Clause, Filter, Query, Term, date_bounds, divided, parse

typed = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["OR", "-", '"', "title:", "is:", "is:unread", "date:2018..", "-tag:x", "a*", '"a b"', "NOT",
                         "AND", "date:", "by:\"", "(", ")", "*", "-\"", "NEAR(a b)", "x:y:z", "\0", "\ud800", "date:..",
                         "OR OR"]),
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(typed)
def test_no_text_is_an_error(text: str) -> None:
    query = parse(text)
    assert all(clause.options for clause in query.clauses)
    for clause in query.clauses:
        for option in clause.options:
            value = option.text if isinstance(option, Term) else option.value
            assert value.strip() and "\0" not in value
            value.encode()
            if isinstance(option, Filter) and option.field in ("date", "after", "before"):
                low, high = date_bounds(option)
                assert isinstance(low, str) and isinstance(high, str)


def clause(*options: Term | Filter, negated: bool = False) -> Clause:
    return Clause(options, negated)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        ("  - * ( ) ", ()),
        ("a b", (clause(Term("a")), clause(Term("b")))),
        ('"a b"', (clause(Term("a b", phrase=True)),)),
        ("nord*", (clause(Term("nord", prefix=True)),)),
        ("-a", (clause(Term("a"), negated=True),)),
        ('-"a b"', (clause(Term("a b", phrase=True), negated=True),)),
        ("a OR b OR c d", (clause(Term("a"), Term("b"), Term("c")), clause(Term("d")))),
        ("OR", (clause(Term("OR")),)),
        ("a OR", (clause(Term("a")), clause(Term("OR")))),
        ("OR a", (clause(Term("OR")), clause(Term("a")))),
        ("a or b", (clause(Term("a")), clause(Term("or")), clause(Term("b")))),
        ("title:Kim", (clause(Filter("title", "Kim")),)),
        ("TITLE:Kim", (clause(Filter("title", "Kim")),)),
        ('by:"Anna Berg"', (clause(Filter("by", "Anna Berg")),)),
        ("-tag:x", (clause(Filter("tag", "x"), negated=True),)),
        ("is:Unread", (clause(Filter("is", "unread")),)),
        ("is:nothing", (clause(Term("is:nothing")),)),
        ("tag:", (clause(Term("tag:")),)),
        ("http://x.org", (clause(Term("http://x.org")),)),
        ("date:2018", (clause(Filter("date", "2018")),)),
        ("date:2018-04..2023-07", (clause(Filter("date", "2018-04..2023-07")),)),
        ("date:..2020", (clause(Filter("date", "..2020")),)),
        ("date:..", (clause(Term("date:..")),)[:1]),
        ("date:soon", (clause(Term("date:soon")),)),
        ("after:2018-04-10", (clause(Filter("after", "2018-04-10")),)),
        ("Nord/Süd, x", (clause(Term("Nord")), clause(Term("Süd")), clause(Term("x")))),
        ("Nord/Süd OR x", (clause(Term("Nord/Süd"), Term("x")),)),
        ("24/7 -Nord/Süd", (clause(Term("24/7")), clause(Term("Nord/Süd"), negated=True))),
        ("40 000 Mann 12 34", (clause(Term("40 000")), clause(Term("Mann")), clause(Term("12")), clause(Term("34")))),
        ("don't C++ a-b", (clause(Term("don't")), clause(Term("C++")), clause(Term("a-b")))),
        ('"unclosed', (clause(Term('"unclosed')),)),
        ("a\0b", (clause(Term("a\ufffdb")),)),
    ],
)  # fmt: skip
def test_examples(text: str, clauses: tuple[Clause, ...]) -> None:
    assert parse(text) == Query(clauses)


@pytest.mark.parametrize(
    ("field", "value", "inside", "outside"),
    [
        ("date", "2018", ["2018", "2018-01", "2018-12-31T23:59"], ["2017-12-31", "2019"]),
        ("date", "2018-04", ["2018-04", "2018-04-30"], ["2018", "2018-05", "2018-03-31"]),
        ("date", "2018-04..2023-07", ["2018-04", "2020", "2023-07-31T10:00"], ["2018-03", "2023-08"]),
        ("date", "2018..", ["2018", "2030"], ["2017"]),
        ("date", "..2018", ["1950", "2018-12"], ["2019"]),
        ("after", "2018-04", ["2018-04-01", "2019"], ["2018-03-31"]),
        ("before", "2018-04", ["2018-03-31", "2017"], ["2018-04", "2018-04-01"]),
    ],
)
def test_dates(field: str, value: str, inside: list[str], outside: list[str]) -> None:
    low, high = date_bounds(Filter(field, value))
    assert all(low <= date < high for date in inside)
    assert not any(low <= date < high for date in outside)


def test_a_pasted_article_is_cut() -> None:
    assert len(parse(" ".join(f"word{n}" for n in range(100_000))).clauses) == MOST_TOKENS


def test_what_is_said_again_is_asked_once() -> None:
    assert parse('word "a b" word -c "a b" -c') == parse('word "a b" -c')
    assert len(parse("word " * 1000).clauses) == 1


@pytest.mark.parametrize("text", ['"' * 200_000, "a" * 1_000_000, "-" * 500_000, "a:" * 300_000, '"a' * 100_000])
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    parse(text)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("typed", "words", "filters"),
    [
        ("is:unread hafen date:2018.. meer", "hafen meer", ["is:unread", "date:2018.."]),
        ('outlet:a OR outlet:b "der hafen" -tag:x', '"der hafen"', ["outlet:a OR outlet:b", "-tag:x"]),
        ("hafen OR is:read title:werft", "hafen OR is:read title:werft", []),
        ("OR x is:nothing", "OR x is:nothing", []),
        ("", "", []),
        ('" " by:"', '" " by:"', []),
    ],
)
def test_filters_are_told_from_words(typed: str, words: str, filters: list[str]) -> None:
    assert divided(typed) == (words, filters)


@given(typed)
def test_what_is_divided_means_the_same(text: str) -> None:
    words, filters = divided(text)
    again = parse(" ".join([*filters, words]))
    if " OR" not in f" {text}":
        assert sorted(map(repr, again.clauses)) == sorted(map(repr, parse(text).clauses))
