"""Text to mentions: which words of an article name a person, a place, an organisation or another named thing.

Two look at each block: rules over tables of general names, and a model, one for German and one for English. Where
they differ, `joined` decides. Then the text is looked at as a whole, so that a person who is introduced once
("Außenminister Sergej Lawrow") is known wherever only the family name stands. Types and spans follow
GermEval 2014: the longest span, with the genitive s, without titles; -DERIV for adjectives and inhabitants,
-PART for compounds that hold a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.gazetteer import Gazetteer, gazetteer
from reader.recognise.document import Found, family_names, longer_names, parted, repeated_pairs, singles, spread
from reader.recognise.installed import asked, pipeline
from reader.recognise.joined import agreed
from reader.recognise.languages import languages
from reader.recognise.lexicon import Lexicon, lexicon
from reader.recognise.places import Span
from reader.recognise.rules import by_rules
from reader.recognise.tokens import Tokens, tokens
from reader.recognise.trained import LANGUAGES, Half, Name, half
from reader.records import Block, Mention

VERSION = "+".join(filter(None, ("crf-2", asked())))
"""Stamps what was found, so that it is looked for anew by another model."""

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


class _Read(NamedTuple):
    """A block that is read: its words, what was found in it, and where the model's names stand in the text."""

    found: Found
    names: tuple[Name, ...]


def recognise(text: str, blocks: Sequence[Block], language: str | None = None) -> tuple[Mention, ...]:
    """The names in a text, sorted, not overlapping, each within one block.

    ``language`` is a hint for texts that are too short to show theirs.
    """
    return read(text, blocks, language, _halves())


def _halves() -> dict[str, Half]:
    """What reads each language: the model, or the pipeline that is asked for."""
    shipped: dict[str, Half] = {language: half(language) for language in LANGUAGES}
    if not (setting := asked()):
        return shipped
    other = pipeline(setting)
    return {**shipped, other.language: other.names}


def read(text: str, blocks: Sequence[Block], language: str | None, halves: Mapping[str, Half]) -> tuple[Mention, ...]:
    """As `recognise`; ``halves`` find, by language, the names that the rules are then joined with."""
    known, words = gazetteer(), lexicon()
    kept = [block for block in blocks if block.kind in READ_KINDS]
    lines = [tokens(text, block.start, block.end) for block in kept]
    pairs = list(zip(lines, kept, strict=True))
    names = _names(pairs, languages(lines, language), halves)
    first = [_first_look(known, words, *pair, found) for pair, found in zip(pairs, names, strict=True)]
    second = _second_look(known, words, [look.found for look in first])
    return tuple(m for look, found in zip(first, second, strict=True) for m in _mentions(found, look.names))


def _names(
    pairs: Sequence[tuple[Tokens, Block]], spoken: Sequence[str], halves: Mapping[str, Half]
) -> list[tuple[Name, ...]]:
    """For each block the names that the model of its language finds."""
    found: list[tuple[Name, ...]] = [()] * len(pairs)
    for language, reads in halves.items():
        at = [n for n, spoken_here in enumerate(spoken) if spoken_here == language]
        for n, names in zip(at, reads([pairs[n] for n in at]) if at else (), strict=True):
            found[n] = names
    return found


def _first_look(known: Gazetteer, words: Lexicon, line: Tokens, block: Block, names: tuple[Name, ...]) -> _Read:
    spans = list(by_rules(known, words, line))
    if names:
        spans = agreed(known, words, line, spans, [name.span for name in names])
    return _Read(Found(line, _without_credits(line, block, spans)), names)


def _second_look(known: Gazetteer, words: Lexicon, found: list[Found]) -> list[Found]:
    full = longer_names(words, found)
    found = [parted(words, block, full) for block in found]
    seen = singles(found)
    clear = family_names(known, words, found)
    found = [repeated_pairs(known, words, block, seen, clear) for block in found]
    names = family_names(known, words, found)
    return [spread(known, words, block, names) for block in found]


def _mentions(found: Found, names: Sequence[Name]) -> Iterator[Mention]:
    """The spans as places in the text; a name of the model keeps the signs at its ends ("Yahoo!")."""
    places = {name.span[:3]: (name.start, name.end) for name in names}
    line = found.line
    for start, end, type_, confidence in found.spans:
        place = places.get((start, end, type_), (line.starts[start], line.ends[end - 1]))
        yield Mention(*place, type_, confidence)


def _without_credits(line: Tokens, block: Block, spans: list[Span]) -> list[Span]:
    credits = [match.span() for match in _CREDIT.finditer(line.text, block.start, block.end)]
    if not credits:
        return spans
    return [s for s in spans if not any(a <= line.starts[s[0]] < b for a, b in credits)]
