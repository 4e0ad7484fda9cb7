"""The trained model at work on a block: words and signs in, names with their probability out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from reader.gazetteer import gazetteer
from reader.recognise.chain import Probabilities, names
from reader.recognise.crf import Tagger
from reader.recognise.features import Views
from reader.recognise.lexicon import lexicon
from reader.recognise.pieces import Sentence, sentences
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens
from reader.recognise.vocabulary import unpack
from reader.recognise.weights import unpack_weights
from reader.records import Block

FOLDER = files("reader").joinpath("model")
"""Where the models lie."""

LANGUAGES = ("de", "en")
_GENITIVES = ("'s", "’s", "ʼs")


class Name(NamedTuple):
    """A name of the model: its words, and its place in the text, which may hold a sign more ("Yahoo!")."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trained:
    """The model of a language with its tables."""

    tagger: Tagger
    language: str

    def all_names(self, blocks: Sequence[tuple[Tokens, Block]]) -> list[tuple[Name, ...]]:
        """The names in each block."""
        return [tuple(self.names(line, block.start, block.end)) for line, block in blocks]

    def names(self, line: Tokens, start: int, end: int) -> Iterator[Name]:
        """The names in the block ``[start, end)`` with the words ``line``, in order."""
        for sentence in sentences(line, start, end):
            found = named(sentence, self.tagger.probabilities(sentence.pieces), self.tagger.weights.labels)
            yield from bare(found, line.text, self.language)


def named(sentence: Sentence, probabilities: Probabilities, labels: tuple[str, ...]) -> Iterator[Name]:
    """The likeliest names in a sentence; one of signs alone is none."""
    for first, after, type_, sure in names(probabilities, labels):
        span = _words(sentence, first, after)
        if span:
            yield Name((*span, our_type(type_), sure), sentence.starts[first], sentence.ends[after - 1])


def bare(found: Iterable[Name], text: str, language: str) -> Iterator[Name]:
    """The names as they are marked in their language: in English without the genitive, which in German is within."""
    for name in found:
        is_owner = language == "en" and text[name.end - 2 : name.end] in _GENITIVES and name.end - name.start > 2
        yield name._replace(end=name.end - 2) if is_owner else name


def _words(sentence: Sentence, first: int, after: int) -> tuple[int, int] | None:
    indices = [index for index in sentence.indices[first:after] if index >= 0]
    return (indices[0], indices[-1] + 1) if indices else None


def our_type(type_: str) -> str:
    """A type of GermEval in our spelling: LOCderiv is LOC-DERIV, OTH is MISC."""
    main, sub = type_[:3], type_[3:].upper()
    main = "MISC" if main == "OTH" else main
    return f"{main}-{sub}" if sub else main


Half = Callable[[Sequence[tuple[Tokens, Block]]], Sequence[tuple[Name, ...]]]
"""A way of finding the names in some blocks."""


def half(language: str) -> Half:
    """The names of a language by its model, which is read when they are first asked for."""
    return lambda blocks: model(language).all_names(blocks)


@lru_cache(maxsize=2)
def model(language: str = "de") -> Trained:
    """The model of a language, read at the first call."""
    vocabulary = unpack(FOLDER.joinpath(f"words-{language}.bin").read_bytes())
    weights = unpack_weights(FOLDER.joinpath(f"names-{language}.bin").read_bytes())
    return Trained(Tagger(weights, Views(vocabulary, gazetteer(), lexicon()).view), language)
