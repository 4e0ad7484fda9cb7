"""A query as SQL over cards: words through the index, filters through columns and the state of marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.corpus import textindex, ways
from reader.corpus.file import Corpus
from reader.corpus.unindexed import stamps
from reader.query import Clause, Filter, Query, Term, date_bounds
from reader.text import fold

_MATCH = "card.stamp IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)"
_AMONG = "card.stamp IN (SELECT value FROM json_each(?))"
_MARK = "EXISTS (SELECT 1 FROM state WHERE subject = article.id AND alive AND tbl = '{}')"
_STATES = {
    "read": _MARK.format("read"),
    "unread": "NOT " + _MARK.format("read"),
    "bookmarked": _MARK.format("bookmark"),
    "noted": _MARK.format("note"),
    "highlighted": _MARK.format("highlight"),
    "copy": "card.article IN (SELECT trace.article FROM trace WHERE kin IS NOT NULL)",
}
_CONTAINS = {
    "outlet": "instr(fold(outlet), ?)",
    "by": "instr(fold(byline), ?)",
    "note": "EXISTS (SELECT 1 FROM state WHERE subject = article.id AND alive AND tbl IN ('note', 'highlight') "
    "AND instr(fold(json_extract(value, '$.body')), ?))",
}
_TAGGED = (
    "article.id IN (SELECT subject FROM state WHERE tbl = 'tag' AND alive "
    "AND is_tag(substr(row, length(subject) + 2), ?) "
    "UNION ALL SELECT subject FROM state WHERE tbl IN ('note', 'highlight') AND alive AND instr(value, '#') "
    "AND has_tag(json_extract(value, '$.body'), ?))"
)
"""Articles with a tag of their own, or in a note on them."""
_SPOKEN_OF = (
    "card.article IN (WITH meant AS (SELECT ? AS id UNION SELECT entity FROM entity_name WHERE folded = ? "
    # A file of an older version, which is only read, has no such index.
    "UNION SELECT entity.id FROM entity WHERE NOT EXISTS (SELECT 1 FROM entity_name) AND (fold(name) = ? "
    "OR EXISTS (SELECT 1 FROM json_each(aliases) WHERE fold(value) = ?))) "
    "SELECT mention.article FROM meant JOIN name ON name.entity = meant.id JOIN mention ON mention.name = name.n "
    "UNION ALL SELECT role.article FROM meant JOIN name ON name.entity = meant.id JOIN role ON role.name = name.n "
    "UNION ALL SELECT role.article FROM meant JOIN officer ON officer.entity = meant.id "
    "JOIN role ON role.name = officer.name)"
)
"""Articles that name an entity, or mean it by its office."""


@dataclass(slots=True)
class Condition:
    """An SQL condition over ``card JOIN article`` with its parameters."""

    parts: list[str] = field(default_factory=list)
    parameters: list[str] = field(default_factory=list)

    @property
    def sql(self) -> str:
        """What stands behind WHERE."""
        return " AND ".join(self.parts) or "1"

    def add(self, sql: str, *parameters: str) -> None:
        """One condition more."""
        self.parts.append(sql)
        self.parameters += parameters


def condition(corpus: Corpus, query: Query, *, believed: bool = True) -> Condition:
    """The SQL condition of a query; the index of texts may be known not to be ``believed``."""
    found = filters(corpus, query)
    wishes = ways.Wishes(corpus, query)
    index = "sound" if not (wishes or wishes.unwanted) else textindex.state(corpus) if believed else "broken"
    if index == "broken":
        found.add(_AMONG, stamps(corpus, query, "1", (), every=True))
        return found
    if wishes:
        said = wishes.expression(ways.PARTS)
        sql = _MATCH if said else "0"
        missing = stamps(corpus, query, "1", (), every=False) if index == "behind" else ""
        found.add(f"({sql} OR {_AMONG})" if missing else sql, *filter(None, (said, missing)))
    for unwanted in () if wishes else wishes.unwanted:
        said = ways.any_of(unwanted, ways.FORMS)
        if said:
            found.add(f"NOT {_MATCH}", said)
    return found


def filters(corpus: Corpus, query: Query) -> Condition:
    """What a query asks for besides words, as SQL."""
    found = Condition()
    for clause in query.clauses:
        if not ways.is_textual(clause):
            _add_clause(corpus, found, clause)
    return found


def _add_clause(corpus: Corpus, found: Condition, clause: Clause) -> None:
    options = [_option(corpus, option) for option in clause.options]
    sql = " OR ".join(part for part, _ in options)
    found.add(
        # What is not known is not what was excluded.
        f"NOT ifnull({sql}, 0)" if clause.negated else f"({sql})",
        *(value for _, values in options for value in values),
    )


def _option(corpus: Corpus, option: Term | Filter) -> tuple[str, tuple[str, ...]]:
    if isinstance(option, Term) or option.field == "title":
        said = ways.wish(corpus, option).expression(ways.PARTS)
        return (_MATCH, (said,)) if said else ("0", ())
    if option.field == "is":
        return _STATES[option.value], ()
    if option.field == "lang":
        return "language = ?", (option.value.lower(),)
    if option.field == "tag":
        return _TAGGED, (fold(option.value.removeprefix("#")),) * 2
    if option.field == "entity":
        return _SPOKEN_OF, (option.value, *(fold(option.value),) * 3)
    if option.field in _CONTAINS:
        return _CONTAINS[option.field], (fold(option.value),)
    lower, upper = date_bounds(option)
    return "(published >= ? AND published < ?)", (lower, upper)
