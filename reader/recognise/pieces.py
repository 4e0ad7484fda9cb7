"""A block as sentences of words and signs: what the trained model reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.recognise.tokens import Tokens

_SIGN = re.compile(r"([^\w\s])\1*")
_STOPS = frozenset(".!?")
LONGEST = 150
"""Pieces in a sentence at most; a longer one is cut."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and signs with their places in the text; ``indices`` are those of the words in `Tokens`, -1 for a sign."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)

    def add(self, piece: str, start: int, end: int, index: int) -> None:
        """One more piece."""
        self.pieces.append(piece)
        self.starts.append(start)
        self.ends.append(end)
        self.indices.append(index)


def sentences(line: Tokens, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of the block ``[start, end)`` with the words ``line``."""
    sentence = Sentence()
    for piece, first, after, index in _pieces(line, start, end):
        if len(sentence.pieces) == LONGEST or (index >= 0 and _is_over(sentence.pieces, piece)):
            yield sentence
            sentence = Sentence()
        sentence.add(piece, first, after, index)
    if sentence.pieces:
        yield sentence


def _pieces(line: Tokens, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    at = start
    for index, word in enumerate(line.words):
        yield from _signs(line.text, at, line.starts[index])
        at = line.ends[index]
        yield word, line.starts[index], at, index
    yield from _signs(line.text, at, end)


def _signs(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    if end - start > 1 or not text[start:end].isspace():
        for sign in _SIGN.finditer(text, start, end):
            yield sign.group()[:3], sign.start(), sign.end(), -1


def _is_over(pieces: list[str], following: str) -> bool:
    """Whether the pieces end with a stop that is not that of an initial, a number or an abbreviation."""
    if len(pieces) < 2 or pieces[-1][0] not in _STOPS or not following[0].isupper():
        return False
    before = pieces[-2]
    return pieces[-1] != "." or (len(before) > 3 and before.isalpha()) or not before[-1].isalnum()
