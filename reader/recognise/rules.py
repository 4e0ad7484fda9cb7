"""Names by rules over tables: the first look at the words of a block."""

from __future__ import annotations

from collections.abc import Iterator

from reader.gazetteer import Gazetteer
from reader.recognise.compounds import compound
from reader.recognise.lexicon import Lexicon
from reader.recognise.organisations import organisation
from reader.recognise.persons import person
from reader.recognise.places import Span, phrase, place
from reader.recognise.tokens import Tokens


def by_rules(known: Gazetteer, words: Lexicon, line: Tokens) -> Iterator[Span]:
    """The names that the rules find, in order."""
    i, role_end = 0, -1
    while i < len(line.words):
        span = _at(known, words, line, i, role_end == i and line.adjacent(i - 1))
        if words.is_role(line.words[i]):
            role_end = i + 1
        if span:
            yield span
        i = span[1] if span else i + 1


def _at(known: Gazetteer, words: Lexicon, line: Tokens, i: int, after_role: bool) -> Span | None:
    word = line.words[i]
    if not word[:1].isupper():
        return _lower(known, line, i)
    return (
        phrase(known, line, i)
        or person(known, words, line, i, after_role)
        or place(known, words, line, i)
        or compound(known, words, line, i)
        or organisation(known, words, line, i)
    )


def _lower(known: Gazetteer, line: Tokens, i: int) -> Span | None:
    word = line.words[i]
    if word in known.phrases and (span := phrase(known, line, i)):
        return span
    if "sch" in word and known.adjective(word):
        return i, i + 1, "LOC-DERIV", 0.95
    entry = known.single.get(word)
    return (i, i + 1, entry.type, 0.8) if entry and not entry.cautious else None
