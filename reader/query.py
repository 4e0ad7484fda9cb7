"""The query language (pure): what a person types becomes words and filters. No text is an error.

Words (all must match), ``"exact phrase"``, ``prefix*``, ``OR``, ``-not`` and fields such as ``outlet:``, ``is:unread``
or ``date:2018-04..2023-07``. What cannot be an operator is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from reader.text import canonical

TEXT_FIELDS = ("title", "outlet", "by", "tag", "note", "entity", "lang")
STATES = ("read", "unread", "bookmarked", "noted", "highlighted", "copy")
MOST_TOKENS = 256
"""What stands behind these in a query is left aside: a whole article pasted by mistake, beyond SQLite's limits."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a prefix or a phrase to be found in the texts."""

    text: str
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on an article's data. ``value`` of ``date`` may be a range ``from..to`` with either end open."""

    field: str
    value: str
    exact: bool = False
    """Whether words of a title were quoted, and so mean only themselves."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Alternatives of which one must hold, or none if ``negated``."""

    options: tuple[Term | Filter, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses must hold."""

    clauses: tuple[Clause, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.clauses)


_TOKEN = re.compile(r"""(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"|(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\S)|\S+))""")
_BETWEEN = re.compile("[/,;|]")
_SEVERAL = re.compile(rf"[^\W\d_]{{2,}}(?:{_BETWEEN.pattern}[^\W\d_]{{2,}})+")
"""Words that a person did not put blanks between (Nord/Süd)."""
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_RANGE = re.compile(rf"({_DATE.pattern})?\.\.({_DATE.pattern})?")


@lru_cache(maxsize=16)
def parse(text: str) -> Query:
    """The query that a text means."""
    clauses: list[Clause] = []
    joining = False
    tokens = list(islice(_TOKEN.finditer(canonical(text)), MOST_TOKENS))
    for number, token in enumerate(tokens):
        if token.group() == "OR" and clauses and number + 1 < len(tokens) and not joining:
            joining = True
            continue
        clause = _clause(token)
        if clause is None:
            continue
        is_joined = joining or (number + 1 < len(tokens) and tokens[number + 1].group() == "OR")
        if not is_joined and (several := _several(token.group())):
            clauses += several
            continue
        if joining and not clause.negated and not clauses[-1].negated:
            clauses[-1] = Clause(clauses[-1].options + clause.options)
        else:
            clauses.append(clause)
        joining = False
    return Query(tuple(dict.fromkeys(clauses[:MOST_TOKENS])))  # FTS5 looks for the same again and again


def _several(token: str) -> list[Clause]:
    """The words that stand in one token without being one word; none if it is one."""
    bare = token.strip(".,;:!?()")
    return [Clause((Term(word),)) for word in _BETWEEN.split(bare)] if _SEVERAL.fullmatch(bare) else []


def divided(text: str) -> tuple[str, list[str]]:
    """What a person typed, and apart from it the filters in it; what OR joins stays together."""
    parts: list[str] = []
    joining = False
    for token in (match.group() for match in _TOKEN.finditer(canonical(text))):
        if parts and (joining or token == "OR"):
            parts[-1] += f" {token}"
        else:
            parts.append(token)
        joining = token == "OR"
    return " ".join(part for part in parts if not _is_filter(part)), [part for part in parts if _is_filter(part)]


def _is_filter(part: str) -> bool:
    if part.count('"') % 2:  # with another word behind it, an open quote would mean something else
        return False
    clauses = parse(part).clauses
    options = [option for clause in clauses for option in clause.options]
    return len(clauses) == 1 and all(isinstance(option, Filter) and option.field != "title" for option in options)


def _clause(token: re.Match[str]) -> Clause | None:
    minus, field, phrase, word = token.groups()
    value = phrase if phrase is not None else word
    option = _filter(field.lower(), value, quoted=phrase is not None) if field else None
    if option is not None:
        return Clause((option,), negated=bool(minus))
    raw = token.group()
    if phrase is not None and not field:
        return Clause((Term(phrase, phrase=True),), negated=bool(minus)) if _has_word(phrase) else None
    word = raw[1:] if minus else raw
    if not _has_word(word):
        return None
    return Clause((Term(word.rstrip("*"), prefix=word.endswith("*")),), negated=bool(minus))


def _filter(field: str, value: str, *, quoted: bool) -> Filter | None:
    value = value.strip()
    if field == "title":
        return Filter(field, value, exact=quoted) if _has_word(value) else None
    if field in TEXT_FIELDS and value:
        return Filter(field, value)
    if field == "is" and value.lower() in STATES:
        return Filter("is", value.lower())
    if field == "date" and (match := _RANGE.fullmatch(value)) and any(match.groups()):
        return Filter("date", value)
    if field in ("date", "after", "before") and _DATE.fullmatch(value):
        return Filter(field, value)
    return None


def _has_word(text: str) -> bool:
    return any(char.isalnum() or char == "§" for char in text)


def date_bounds(condition: Filter) -> tuple[str, str]:
    """The ISO strings between which a publication date lies: ``lower <= date < upper``.

    ``after:`` begins with its day, month or year; ``before:`` ends in front of it.
    """
    value = condition.value
    if condition.field == "after":
        return value, "\uffff"
    if condition.field == "before":
        return "", value
    lower, dots, upper = value.partition("..")
    upper = upper if dots else lower
    return lower, upper + "\uffff" if upper else "\uffff"
