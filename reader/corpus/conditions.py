"""A query as SQL over cards: words through the index, filters through columns and the state of marks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from reader.corpus import cards, names, noted, textindex, ways
from reader.corpus.file import Corpus
from reader.corpus.parts import Condition, Part, either
from reader.corpus.remembered import remembered
from reader.corpus.unindexed import stamps
from reader.query import Clause, Filter, Query, Term, date_bounds
from reader.schema.fourth import NO_SHELF
from reader.terms.spelling import undotted
from reader.text import fold

__all__ = ["Condition", "condition", "filters", "shelves"]

_MATCH = f"card.stamp IN ({textindex.STAMPS})"
_AMONG = "card.stamp IN (SELECT value FROM json_each(?))"
_MARKED = "EXISTS (SELECT 1 FROM marked WHERE mark = ? AND marked.stamp = card.stamp)"
_MARKS = {"read": "read", "bookmarked": "bookmark", "noted": "note", "highlighted": "highlight"}
_OF_ARTICLES = (
    "SELECT card.stamp FROM json_each(?) CROSS JOIN article ON article.id = value JOIN card ON card.article = article.n"
)
_TAGGED = "SELECT stamp FROM marked WHERE mark = ? UNION SELECT stamp FROM marked WHERE mark >= ? AND mark < ?"
_HAS_TAG = "EXISTS (SELECT 1 FROM marked WHERE marked.stamp = card.stamp AND (mark = ? OR (mark >= ? AND mark < ?)))"
_MEANT = (
    "SELECT name.n FROM name WHERE entity IN (SELECT ?1 UNION SELECT entity FROM entity_name WHERE folded = ?2) "
    "UNION SELECT officer.name FROM officer "
    "WHERE entity IN (SELECT ?1 UNION SELECT entity FROM entity_name WHERE folded = ?2)"
)
"""Names of an entity by its id or by what it is called."""
_MEANT_BY_LOOKING = (
    "SELECT name.n FROM name JOIN entity ON entity.id = name.entity WHERE entity.id = ?1 OR fold(entity.name) = ?2 "
    "OR EXISTS (SELECT 1 FROM json_each(aliases) WHERE fold(value) = ?2)"
)
"""The same in a file of an older version, which is only read and has no index of them."""
_IN_OFFICE = (
    "SELECT card.stamp FROM role JOIN card ON card.article = role.article "
    "WHERE role.name IN (SELECT value FROM json_each(?))"
)
_SIGHTED = (
    "SELECT DISTINCT stamp FROM (SELECT stamp FROM sighting WHERE name IN (SELECT value FROM json_each(?)) "
    f"UNION ALL {_IN_OFFICE})"
)
_IS_SIGHTED = (
    "(EXISTS (SELECT 1 FROM sighting WHERE name IN (SELECT value FROM json_each(?)) AND sighting.stamp = card.stamp) "
    "OR EXISTS (SELECT 1 FROM role WHERE role.article = card.article "
    "AND role.name IN (SELECT value FROM json_each(?))))"
)
_NAMED = (
    "SELECT card.stamp FROM mention JOIN card ON card.article = mention.article "
    f"WHERE mention.name IN (SELECT value FROM json_each(?)) UNION {_IN_OFFICE}"
)
"""Articles that name an entity, or mean it by its office."""
_IN_OTHER_LANGUAGES = " UNION ALL ".join(
    f"SELECT stamp FROM card INDEXED BY card_of_language WHERE language {other}"
    for other in ("< ?1", "> ?1", "IS NULL")
)


def condition(corpus: Corpus, query: Query, *, believed: bool = True) -> Condition:
    """The SQL condition of a query; the index of texts may be known not to be ``believed``."""
    asks_index = any(map(_asks_index, (option for clause in query.clauses for option in clause.options)))
    state = remembered(corpus, textindex.state) if believed and asks_index else "broken"
    found = filters(corpus, query, state)
    wishes = ways.wishes(corpus, query)
    index = state if wishes or wishes.unwanted else "sound"
    if index == "broken":
        found.add(_AMONG, stamps(corpus, query, "1", (), every=True))
        return found
    if wishes:
        said = wishes.expression(ways.PARTS)
        sql = _MATCH if said else "0"
        missing = stamps(corpus, query, "1", (), every=False) if index == "behind" else ""
        found.add(f"({sql} OR {_AMONG})" if missing else sql, *filter(None, (said, missing)))
        found.said = Part(sql, (said,), textindex.STAMPS, (said,)) if said and not missing else None
    for unwanted in () if wishes else wishes.unwanted:
        said = ways.any_of(unwanted, ways.FORMS)
        if said:
            found.add(f"NOT {_MATCH}", said)
    return found


def _asks_index(option: Term | Filter) -> bool:
    """Whether the index of texts is to be looked at, which takes long where nothing of it is in memory."""
    return isinstance(option, Term) or option.field == "title" or option.field in _OF_DATE


def filters(corpus: Corpus, query: Query, state: textindex.State = "broken") -> Condition:
    """What a query asks for besides words, as SQL. ``state``: that of the index of texts, which lists them by date."""
    found = Condition()
    for clause in query.clauses:
        if not ways.is_textual(clause):
            _add_clause(corpus, found, clause, state)
    return found


_UNREAD, _READ = Filter("is", "unread"), Filter("is", "read")


def _add_clause(corpus: Corpus, found: Condition, clause: Clause, state: textindex.State) -> None:
    if clause.options == (_UNREAD,):
        clause = Clause((_READ,), negated=not clause.negated)
    parts = [_part(corpus, option, state) for option in clause.options]
    part = parts[0] if len(parts) == 1 else either(parts)
    found.ask(part, negated=clause.negated)


def _part(corpus: Corpus, option: Term | Filter, state: textindex.State) -> Part:
    if isinstance(option, Term) or option.field == "title":
        said = ways.wish(corpus, option).expression(ways.PARTS)
        return Part(_MATCH, (said,)) if said else Part("0")
    if option.field in _OF_DATE:
        return _dated(option, is_told=state == "sound")
    return _PARTS[option.field](corpus, option)


def _state(_: Corpus, option: Filter) -> Part:
    if option.value == "copy":
        kin = "SELECT card.stamp FROM trace CROSS JOIN card ON card.article = trace.article WHERE kin IS NOT NULL"
        return Part("(SELECT kin FROM trace WHERE trace.article = card.article) IS NOT NULL", (), kin)
    if option.value == "unread":
        return Part(f"NOT {_MARKED}", ("read",))
    mark = (_MARKS[option.value],)
    return Part(_MARKED, mark, "SELECT stamp FROM marked WHERE mark = ?", mark, by_index=_MARKED)


def _language(corpus: Corpus, option: Filter) -> Part:
    part = _of_column(corpus, "language = ?", "card_of_language", option.value.lower())
    return part if corpus.outdated else part._replace(others=_IN_OTHER_LANGUAGES)


def _outlet(corpus: Corpus, option: Filter) -> Part:
    wanted, known = fold(option.value), [shelf for shelf in remembered(corpus, shelves) if shelf != NO_SHELF]
    found = [shelf for shelf in known if wanted in shelf] or [
        shelf for shelf in known if undotted(wanted) in undotted(shelf)
    ]
    return _of_column(corpus, "shelf IN (SELECT value FROM json_each(?))", "card_by_outlet", json.dumps(found))


def _of_column(corpus: Corpus, test: str, index: str, parameter: str) -> Part:
    own = f"EXISTS (SELECT 1 FROM card AS own INDEXED BY {index} WHERE own.{test} AND own.stamp = card.stamp)"
    by_index = "" if corpus.outdated else own
    return Part(test, (parameter,), f"SELECT stamp FROM card WHERE {test}", (parameter,), by_index=by_index)


def _byline(_: Corpus, option: Filter) -> Part:
    return Part("instr(fold(byline || agency), ?)", (fold(option.value),))


def _note(corpus: Corpus, option: Filter) -> Part:
    return _among(_OF_ARTICLES, noted.articles(corpus, ways.words_of(option)))


def _tag(_: Corpus, option: Filter) -> Part:
    mark = "#" + fold(option.value.removeprefix("#"))
    parameters = mark, f"{mark}/", f"{mark}0"
    return Part(_HAS_TAG, parameters, _TAGGED, parameters, by_index=_HAS_TAG)


def _entity(corpus: Corpus, option: Filter) -> Part:
    meant = _MEANT if names.is_current(corpus) else _MEANT_BY_LOOKING
    numbers = (json.dumps([row[0] for row in corpus.rows(meant, (option.value, fold(option.value)))]),) * 2
    if not names.is_current(corpus):
        return _among(_NAMED, *numbers)
    return Part(_IS_SIGHTED, numbers, _SIGHTED, numbers)


def _among(stamps: str, *parameters: Any) -> Part:
    return Part(f"card.stamp IN ({stamps})", parameters, stamps, parameters)


def _dated(option: Filter, *, is_told: bool) -> Part:
    lower, upper = date_bounds(option)
    # The cards stand in order of date, but not of the dates as written: 2018 before 2018-01 in the same minute. So
    # those of the first and the last minute are asked how theirs is.
    first, last = max(min(cards.minutes(lower), cards.LAST_MINUTE) << 32, names.DATED), _behind(upper) << 32
    within, written = "card.stamp >= ? AND card.stamp < ?", "published >= ? AND published < ?"
    sure = f"card.stamp >= {first + (1 << 32)} AND card.stamp < {last - (1 << 32)}"
    own = f"EXISTS (SELECT 1 FROM card AS own WHERE own.stamp = card.stamp AND own.{written})"
    by_index = f"{within} AND (({sure}) OR {own})"
    parameters = first, last, lower, upper
    stamps = f"indexed AS card WHERE {by_index}" if is_told else f"card WHERE {within} AND {written}"
    test = f"({within} AND {written})"
    return Part(test, parameters, f"SELECT stamp FROM {stamps}", parameters, (first, last), f"({by_index})")


def _behind(upper: str) -> int:
    """The minute behind all that is dated before ``upper``; what is dated behind the last one stands in it."""
    known = upper.rstrip("\uffff")
    if known == upper:
        return min(cards.minutes(upper), cards.LAST_MINUTE) + 1
    units = {0: cards.LAST_MINUTE + 1, 4: 12 * 31 * 24 * 60, 7: 31 * 24 * 60, 10: 24 * 60}
    return min(cards.minutes(known or None) + units[len(known)], cards.LAST_MINUTE + 1)


_PARTS: dict[str, Callable[[Corpus, Filter], Part]] = {
    "is": _state, "lang": _language, "outlet": _outlet, "by": _byline, "note": _note, "tag": _tag, "entity": _entity,
}  # fmt: skip
_OF_DATE = frozenset(["date", "after", "before"])


def shelves(corpus: Corpus) -> list[str]:
    """All outlets, folded, in their order: each is one step in the index."""
    if corpus.outdated:  # there is none to step along
        return [row[0] for row in corpus.rows("SELECT DISTINCT shelf FROM card ORDER BY shelf")]
    return [
        row[0]
        for row in corpus.rows(
            "WITH RECURSIVE shelf (name) AS (SELECT min(shelf) FROM card "
            "UNION ALL SELECT (SELECT min(card.shelf) FROM card WHERE card.shelf > shelf.name) FROM shelf "
            "WHERE name IS NOT NULL) SELECT name FROM shelf WHERE name IS NOT NULL"
        )
    ]
