"""The data of an article as they stand, each with where it comes from: the text, an accepted line, or a person."""

from __future__ import annotations

from typing import Any, NamedTuple

from reader.corpus import cards, lines, readings
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.furniture import folded, key
from reader.records import Found

PERSON, LINE = "person", "line"
"""Rules of what a person said, and of an outlet that an accepted line names."""
REPEATED = 0.3
"""Confidence, at most, of a title that several unrelated articles have: it may be the name of the site."""


class Fields(NamedTuple):
    """What was read from an article, with a person's word over it. A span of ``(0, 0)``: it stands nowhere."""

    title: Found | None
    published: Found | None
    outlet: Found | None
    kicker: Found | None
    byline: tuple[Found, ...]
    agency: tuple[Found, ...]


def fields(corpus: Corpus, article: str) -> Fields:
    """The data of an article that is listed."""
    number = corpus.rows("SELECT n FROM article WHERE id = ?", (article,))[0][0]
    return of_reading(corpus, number, article, readings.reading(corpus, number).found)


def of_reading(corpus: Corpus, number: int, article: str, found: dict[str, Any]) -> Fields:
    """The data of an article whose stored reading is at hand."""
    one = {name: _found(found.get(name)) for name in ("title", "published", "outlet", "kicker")}
    if one["title"] and is_repeated(corpus, one["title"].value):
        one["title"] = one["title"]._replace(confidence=min(one["title"].confidence, REPEATED))
    if accepted := readings.accepted_outlet(corpus, number):
        one["outlet"] = Found(accepted, 0, 0, LINE)
    said = state(corpus, "article", article)
    for name, value in cards.corrected(said.value).items() if said and said.alive else ():
        one[name] = Found(value, 0, 0, PERSON)
    many = (tuple(Found(**value) for value in found.get(name) or ()) for name in ("byline", "agency"))
    return Fields(one["title"], one["published"], one["outlet"], one["kicker"], *many)


def _found(stored: dict[str, Any] | None) -> Found | None:
    return Found(**stored) if stored else None


def is_repeated(corpus: Corpus, title: str) -> bool:
    """Whether a title is a line that stands in several unrelated articles."""
    words = folded(title)
    return bool(words and lines.levels(corpus, [key(words)]))
