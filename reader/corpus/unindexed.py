"""Texts that the index does not hold, or none can be believed to hold: they are read through, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from reader.corpus import ways
from reader.corpus.file import Corpus
from reader.query import Clause, Filter, Query, Term
from reader.terms import compounds, forms, words
from reader.terms.spelling import clusters, meaning, terms_of

_NO_MATCH = 9
_STEP = 100


def unindexed(
    corpus: Corpus, query: Query, where: str, parameters: Sequence[Any], *, every: bool
) -> Iterator[tuple[int, int]]:
    """Stamps of the texts that say what is wanted, each with how near it comes; ``every``: of all texts."""
    clauses = [clause for clause in query.clauses if ways.is_textual(clause)]
    missing = "1" if every else "card.stamp NOT IN (SELECT stamp FROM indexed)"
    sql = (
        "SELECT card.stamp, card.title, text FROM card JOIN article ON article.n = card.article "
        f"WHERE {missing} AND {where} AND card.stamp < ? ORDER BY card.stamp DESC LIMIT {_STEP}"
    )
    before = (1 << 63) - 1
    while rows := corpus.rows(sql, [*parameters, before]):
        for stamp, title, text in rows:
            level = _level(clauses, _said(title or ""), _said(text))
            if level < _NO_MATCH:
                yield stamp, level
        before = rows[-1][0]


def stamps(corpus: Corpus, query: Query, where: str, parameters: Sequence[Any], *, every: bool) -> str:
    """The same stamps as JSON, for a condition."""
    return json.dumps([stamp for stamp, _ in unindexed(corpus, query, where, parameters, every=every)])


def _said(text: str) -> list[str]:
    """The terms of a text; behind them joined forms between gaps, so that no phrase holds them."""
    found: list[str] = []
    whole: list[str] = []
    for word in words(text):
        (whole if word.joined else found).append(word.term)
    return found + [said for term in whole for said in ("", term)]


def _level(clauses: Sequence[Clause], title: list[str], text: list[str]) -> int:
    worst = ways.EXACT
    for clause in clauses:
        nearest = min(_of_option(option, title, text) for option in clause.options)
        if clause.negated:
            nearest = _NO_MATCH if nearest <= ways.FORMS else ways.EXACT
        worst = max(worst, nearest)
    return worst


def _of_option(option: Term | Filter, title: list[str], text: list[str]) -> int:
    if isinstance(option, Filter):
        value = option.value
        term = Term(value.rstrip("*"), option.exact or len(terms_of(value)) > 1, value.endswith("*"))
        return _of_term(term, title)
    return min(_of_term(option, title), _of_term(option, text))


def _of_term(term: Term, said: list[str]) -> int:
    wanted = terms_of(term.text)
    found = clusters(term.text)
    joined = meaning(found[0]).joined if len(found) == 1 else None
    if not wanted:
        return _NO_MATCH
    if _stands(wanted, said, prefix=term.prefix) or (joined and _stands([joined], said, prefix=term.prefix)):
        return ways.EXACT
    if term.phrase or term.prefix or (len(wanted) > 1 and not joined):
        return _NO_MATCH
    word = joined or wanted[0]
    return min((_nearness(word, other) for other in set(said)), default=_NO_MATCH)


def _stands(wanted: Sequence[str], said: Sequence[str], *, prefix: bool) -> bool:
    *first, last = wanted
    length = len(first)
    for at in range(len(said) - length):
        end = said[at + length]
        if (end == last or (prefix and end.startswith(last))) and said[at : at + length] == first:
            return True
    return False


@lru_cache(maxsize=65536)
def _nearness(word: str, other: str) -> int:
    """How near a term comes to a word, as far as can be said without a vocabulary."""
    if forms.is_form(word, other, "d", known=True, nouns=(True, True)):
        return ways.FORMS
    if len(word) >= compounds.SHORTEST and compounds.containing([other], [word], lambda _: set()):
        return ways.PARTS
    return _NO_MATCH
