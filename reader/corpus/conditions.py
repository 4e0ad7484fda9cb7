"""A query as SQL over cards: words through the index, filters through columns and the state of marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.query import Clause, Filter, Query, Term, date_bounds
from reader.text import fold

_MATCH = "card.stamp IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)"
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
    "EXISTS (SELECT 1 FROM state WHERE subject = article.id AND alive AND tbl = 'tag' "
    "AND fold(substr(row, length(subject) + 2)) = ?)"
)
_SPOKEN_OF = (
    "card.article IN (SELECT mention.article FROM mention JOIN name ON name.n = mention.name "
    "JOIN entity ON entity.id = name.entity WHERE entity.id = ? OR fold(entity.name) = ? "
    "OR EXISTS (SELECT 1 FROM json_each(entity.aliases) WHERE fold(value) = ?))"
)


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


def condition(query: Query) -> Condition:
    """The SQL condition of a query."""
    found = Condition()
    expression = match_expression(query)
    if expression:
        found.add(_MATCH, expression)
    for clause in query.clauses:
        if not (expression and _is_textual(clause)):
            _add_clause(found, clause)
    return found


def match_expression(query: Query) -> str:
    """One FTS5 expression for all clauses that only concern the texts; empty if nothing is looked for there."""
    textual = [clause for clause in query.clauses if _is_textual(clause)]
    wanted = [_any(clause) for clause in textual if not clause.negated]
    if not wanted:
        return ""
    unwanted = [_any(clause) for clause in textual if clause.negated]
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def _is_textual(clause: Clause) -> bool:
    return all(isinstance(option, Term) or option.field == "title" for option in clause.options)


def _any(clause: Clause) -> str:
    return "(" + " OR ".join(_fts(option) for option in clause.options) + ")"


def _fts(option: Term | Filter) -> str:
    if isinstance(option, Filter):
        return f"title : {_quoted(option.value.rstrip('*'))}" + ("*" if option.value.endswith("*") else "")
    return _quoted(option.text) + ("*" if option.prefix else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _add_clause(found: Condition, clause: Clause) -> None:
    options = [_option(option) for option in clause.options]
    sql = " OR ".join(part for part, _ in options)
    found.add(
        # What is not known is not what was excluded.
        f"NOT ifnull({sql}, 0)" if clause.negated else f"({sql})",
        *(value for _, values in options for value in values),
    )


def _option(option: Term | Filter) -> tuple[str, tuple[str, ...]]:
    if isinstance(option, Term) or option.field == "title":
        return _MATCH, (_fts(option),)
    if option.field == "is":
        return _STATES[option.value], ()
    if option.field == "lang":
        return "language = ?", (option.value.lower(),)
    if option.field == "tag":
        return _TAGGED, (fold(option.value),)
    if option.field == "entity":
        return _SPOKEN_OF, (option.value, fold(option.value), fold(option.value))
    if option.field in _CONTAINS:
        return _CONTAINS[option.field], (fold(option.value),)
    lower, upper = date_bounds(option)
    return "(published >= ? AND published < ?)", (lower, upper)
