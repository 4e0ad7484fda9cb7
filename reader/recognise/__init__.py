"""Text to mentions: which words of an article name a person, a place, an organisation or another named thing.

Rules over tables of general names; a text is looked at twice, so that a person who is introduced once
("Außenminister Sergej Lawrow") is known wherever only the family name stands. Types and spans follow
GermEval 2014: the longest span, with the genitive s, without titles; -DERIV for adjectives and inhabitants,
-PART for compounds that hold a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.gazetteer import Gazetteer, gazetteer
from reader.recognise.compounds import compound
from reader.recognise.document import Found, family_names, repeated_pairs, singles, spread
from reader.recognise.lexicon import Lexicon, lexicon
from reader.recognise.organisations import organisation
from reader.recognise.persons import person
from reader.recognise.places import Span, phrase, place
from reader.recognise.tokens import Tokens, tokens
from reader.records import Block, Mention

VERSION = "rules-1"

READ_KINDS = frozenset(
    ("title", "kicker", "lead", "heading", "paragraph", "quote", "list", "caption", "dateline", "table")
)
_CREDIT = re.compile(
    r"\([a-zA-Zäöü.]{2,12}(?:[/,] ?[a-zA-Zäöü.]{2,12}){1,5}\)[ ]*$"
    r"|\([a-zäöü]{2,4}\)[ ]*$"
    r"|(?:©|\([cC]\)|Fotos?:|Bild:|Quelle:)[^.\n]{0,120}"
    r"|\b[A-Z]{3,12}/[A-Z][a-zäöü]\w{0,20}(?: [A-Z][\w.-]{1,20}){1,3}(?:/\w{2,20})?[ ]*$",
    re.MULTILINE,
)


def recognise(text: str, blocks: Sequence[Block], language: str | None = None) -> tuple[Mention, ...]:
    """The names in a text, sorted, not overlapping, each within one block.

    ``language`` is a hint only; German and English words are both understood.
    """
    known, words = gazetteer(), lexicon()
    found = [
        Found(line, _without_credits(line, block, list(_spans(known, words, line))))
        for block in blocks
        if block.kind in READ_KINDS
        for line in (tokens(text, block.start, block.end),)
    ]
    return tuple(_mention(block.line, span) for block in _second_look(known, words, found) for span in block.spans)


def _second_look(known: Gazetteer, words: Lexicon, found: list[Found]) -> list[Found]:
    seen = singles(found)
    clear = family_names(known, words, found)
    found = [repeated_pairs(known, words, block, seen, clear) for block in found]
    names = family_names(known, words, found)
    return [spread(known, words, block, names) for block in found]


def _mention(line: Tokens, span: Span) -> Mention:
    start, end, type_, confidence = span
    return Mention(line.starts[start], line.ends[end - 1], type_, confidence)


def _without_credits(line: Tokens, block: Block, spans: list[Span]) -> list[Span]:
    credits = [match.span() for match in _CREDIT.finditer(line.text, block.start, block.end)]
    if not credits:
        return spans
    return [s for s in spans if not any(a <= line.starts[s[0]] < b for a, b in credits)]


def _spans(known: Gazetteer, words: Lexicon, line: Tokens) -> Iterator[Span]:
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
