"""The trained model at work on a block: words and signs in, names with their probability out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from reader.gazetteer import gazetteer
from reader.recognise.crf import Probabilities, Tagger, names, unpack_weights
from reader.recognise.features import Views
from reader.recognise.lexicon import lexicon
from reader.recognise.pieces import Sentence, sentences
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens
from reader.recognise.vocabulary import unpack
from reader.records import Block


class Name(NamedTuple):
    """A name of the model: its words, and its place in the text, which may hold a sign more ("Yahoo!")."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trained:
    """The model with its tables."""

    tagger: Tagger

    def all_names(self, blocks: Sequence[tuple[Tokens, Block]]) -> list[tuple[Name, ...]]:
        """The names in each block."""
        return [tuple(self.names(line, block.start, block.end)) for line, block in blocks]

    def names(self, line: Tokens, start: int, end: int) -> Iterator[Name]:
        """The names in the block ``[start, end)`` with the words ``line``, in order."""
        for sentence in sentences(line, start, end):
            yield from named(sentence, self.tagger.probabilities(sentence.pieces), self.tagger.weights.labels)


def named(sentence: Sentence, probabilities: Probabilities, labels: tuple[str, ...]) -> Iterator[Name]:
    """The likeliest names in a sentence; one of signs alone is none."""
    for first, after, type_, sure in names(probabilities, labels):
        span = _words(sentence, first, after)
        if span:
            yield Name((*span, our_type(type_), sure), sentence.starts[first], sentence.ends[after - 1])


def _words(sentence: Sentence, first: int, after: int) -> tuple[int, int] | None:
    indices = [index for index in sentence.indices[first:after] if index >= 0]
    return (indices[0], indices[-1] + 1) if indices else None


def our_type(type_: str) -> str:
    """A type of GermEval in our spelling: LOCderiv is LOC-DERIV, OTH is MISC."""
    main, sub = type_[:3], type_[3:].upper()
    main = "MISC" if main == "OTH" else main
    return f"{main}-{sub}" if sub else main


@lru_cache(maxsize=1)
def model() -> Trained:
    """The model, read at the first call."""
    folder = files("reader").joinpath("model")
    vocabulary = unpack(folder.joinpath("words-de.bin").read_bytes())
    weights = unpack_weights(folder.joinpath("names-de.bin").read_bytes())
    return Trained(Tagger(weights, Views(vocabulary, gazetteer(), lexicon()).view))
