"""Entities by what they are called, and texts that say another name for what was asked (Kremlchef for Putin)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.corpus import entities, roles, ways, wordforms
from reader.corpus.conditions import Condition
from reader.corpus.file import Corpus
from reader.corpus.remembered import answered
from reader.corpus.textindex import STAMPS
from reader.query import Clause, Filter, Query, Term
from reader.records import Entity, Hit
from reader.search import tables
from reader.search.snippets import apart, cut
from reader.terms import Span, lexicon, spelled, terms_of
from reader.text import fold, fold_map

_MOST_MEANT = 3
"""Entities that one name may mean; with more it says too little."""
_LONGEST = 6
"""Words of a name."""
_STEP = 400
_FEW = 1000
"""Texts that say what stands beside a name up to which no others are looked at."""


class Called(NamedTuple):
    """An entity that was meant."""

    id: str
    name: str


class Run(NamedTuple):
    """Clauses ``start`` to ``stop``, of those that want words, that are the name of one of some entities."""

    start: int
    stop: int
    entities: tuple[Called, ...]


def names(corpus: Corpus, query: Query) -> Iterator[Hit]:
    """Entities that are called what is asked for, most mentioned first."""
    for entity in _called(corpus, query):
        text = ", ".join((entity.name, *entity.aliases))
        spans = _match(query, text)
        if spans:
            yield Hit(entity.id, entity.name, entity.last, "entity", text, tuple(spans), entity.id)


def _called(corpus: Corpus, query: Query) -> Iterable[Entity]:
    """Entities that can be called what all clauses ask for, most mentioned first."""
    wanted = [clause.options for clause in query.clauses if not clause.negated]
    if not wanted or any(isinstance(option, Filter) for clause in query.clauses for option in clause.options):
        return ()
    said = ([_plain_words(option) for option in options if isinstance(option, Term)] for options in wanted)
    return entities.called_with(corpus, ([max(words, key=len) for words in each if words] for each in said))


def _match(query: Query, text: str) -> list[tuple[int, int]]:
    """Where a text holds what all clauses ask for, each apart; empty if it does not, or if the query has filters."""
    folded = fold_map(text)
    spans: list[tuple[int, int]] = []
    for clause in query.clauses:
        found = _find(clause, folded.text)
        if found is None or bool(found) == clause.negated:
            return []
        spans += [folded.span(*span) for span in found]
    return list(apart(spans))


def _find(clause: Clause, folded: str) -> list[tuple[int, int]] | None:
    spans: list[tuple[int, int]] = []
    for option in clause.options:
        if isinstance(option, Filter):
            return None
        spans += [match.span() for match in _pattern(option).finditer(folded)]
    return spans


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, _plain_words(term)))
    return re.compile(rf"\b{words}" + ("" if term.prefix else r"\b") if words else r"(?!)")


def _plain_words(term: Term) -> list[str]:
    """The folded words of a term."""
    return re.findall(r"\w+", fold(term.text))


def runs(corpus: Corpus, query: Query) -> list[Run]:
    """The names in a query: runs of words, the longest first, that mean an entity or a few."""
    wanted = [clause for clause in query.clauses if ways.is_textual(clause) and not clause.negated]
    found, at = [], 0
    while at < len(wanted):
        run = _run(corpus, wanted, at)
        if run:
            found.append(run)
        at = run.stop if run else at + 1
    return found


def _run(corpus: Corpus, wanted: Sequence[Clause], start: int) -> Run | None:
    said = []
    for clause in wanted[start : start + _LONGEST]:
        option = clause.options[0]
        if len(clause.options) > 1 or not isinstance(option, Term) or option.phrase or option.prefix:
            break
        said.append(option.text)
    for length in range(len(said), 0, -1):
        meant = answered(corpus, _meant, " ".join(said[:length]))
        if meant:
            return Run(start, start + length, meant)
    return None


def _meant(corpus: Corpus, name: str) -> tuple[Called, ...]:
    """Who or what is called so, or, if the corpus does not know the words, so in another spelling; few or nobody."""
    found = entities.named(corpus, name)
    if not found and " " not in name and spelled(name) not in lexicon.nouns():
        found = entities.of_family(corpus, name)
    if not found and not wordforms.are_known(corpus, terms_of(name)):
        found = _in_another_spelling(corpus, name)
    return tuple(Called(one.id, one.name) for one in found) if len(found) <= _MOST_MEANT else ()


def _in_another_spelling(corpus: Corpus, name: str) -> list[Entity]:
    from reader import gazetteer

    known = gazetteer.lookup(name)
    return (entities.named(corpus, known.name) if known else []) or entities.sounding(corpus, name)


def articles(corpus: Corpus, query: Query, wishes: ways.Wishes, where: Condition) -> Iterator[tuple[int, Called]]:
    """Stamps of the texts that say all that is wanted, names by any name, newest first, and who is meant."""
    found = runs(corpus, query)
    named = {place for run in found for place in range(run.start, run.stop)}
    besides = [ways.any_of(one, ways.FORMS) for place, one in enumerate(wishes.wanted) if place not in named]
    if not found or not all(besides):
        return
    few = _few(corpus, " AND ".join(besides)) if besides else None
    meant = [_mentions(corpus, run.entities, few) for run in found]
    every = sorted({stamp for one in meant for stamp in one}, reverse=True)
    for at in range(0, len(every), _STEP):
        some = every[at : at + _STEP]
        window = Condition(list(where.parts), list(where.parameters))
        window.add("card.stamp IN (SELECT value FROM json_each(?))", json.dumps(some))
        within = tables.within(corpus, some)
        _limit(window, besides, wishes, within)
        for run, held in zip(found, meant):
            _name_or_words(window, run, wishes, [stamp for stamp in some if stamp in held], within)
        sql = f"SELECT stamp FROM card WHERE {window.sql} ORDER BY stamp DESC"
        for (stamp,) in corpus.rows(sql, window.parameters):
            yield stamp, next(held[stamp] for held in meant if stamp in held)


def _limit(window: Condition, besides: Sequence[str], wishes: ways.Wishes, within: str) -> None:
    if besides:
        window.add(within, " AND ".join(besides))
    for one in wishes.unwanted:
        said = ways.any_of(one, ways.FORMS)
        if said:
            window.add(f"NOT {within}", said)


def _name_or_words(window: Condition, run: Run, wishes: ways.Wishes, held: Sequence[int], within: str) -> None:
    own = json.dumps(held)
    words = [ways.any_of(one, ways.FORMS) for one in wishes.wanted[run.start : run.stop]]
    if all(words):
        window.add(f"(card.stamp IN (SELECT value FROM json_each(?)) OR {within})", own, " AND ".join(words))
    else:
        window.add("card.stamp IN (SELECT value FROM json_each(?))", own)


def _few(corpus: Corpus, expression: str) -> str | None:
    """The stamps of all texts that match, as JSON; ``None`` if they are not few."""
    rows = corpus.rows(f"{STAMPS} LIMIT ?", (expression, _FEW))
    return json.dumps([row[0] for row in rows]) if len(rows) < _FEW else None


def _mentions(corpus: Corpus, meant: Sequence[Called], among: str | None) -> dict[int, Called]:
    """The stamps of the texts, of all or ``among`` some, that speak of entities under any name, or by their office."""
    found: dict[int, Called] = {}
    is_among = "1" if among is None else "{} IN (SELECT value FROM json_each(?2))"
    sql = (
        f"SELECT stamp FROM sighting WHERE name IN (SELECT n FROM name WHERE entity = ?1) AND {is_among} UNION "
        f"SELECT card.stamp FROM role JOIN card USING (article) WHERE role.name IN ({roles.OWNERS}) AND {is_among}"
    )
    for one in meant:
        for (stamp,) in corpus.rows(sql.format("stamp", "card.stamp"), (one.id,) if among is None else (one.id, among)):
            found.setdefault(stamp, one)
    return found


def place(corpus: Corpus, number: int, text: str, meant: Called) -> tuple[str, tuple[Span, ...]] | None:
    """The first stretch of an article that speaks of an entity, with the names marked; ``None`` if none is stored."""
    spans = corpus.rows(
        "SELECT start, end FROM mention WHERE article = ?2 AND name IN (SELECT n FROM name WHERE entity = ?1) UNION "
        f"SELECT start, end FROM role WHERE article = ?2 AND name IN ({roles.OWNERS}) ORDER BY start LIMIT 64",
        (meant.id, number),
    )
    return cut(text, spans) if spans else None
