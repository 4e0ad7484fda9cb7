"""Both halves on the blocks of one language: their probabilities as one, and the names that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import chain

import numpy as np

from reader.recognise.chain import Probabilities
from reader.recognise.crf import Tagger
from reader.recognise.deep.encoder import Encoder, encoder
from reader.recognise.deep.seen import MOST_FEATURES, Word, glued, told
from reader.recognise.deep.stored import Numbers, unpack
from reader.recognise.deep.subwords import Subwords
from reader.recognise.features import View
from reader.recognise.pieces import Sentence, sentences
from reader.recognise.tokens import Tokens
from reader.recognise.trained import Half, Name, bare, model, named
from reader.records import Block

_FAST = {"de": 0.2, "en": 0.7}
"""The power to which the fast half's probabilities are raised before they are multiplied by the deep half's; chosen on
dev. The deep half has learnt its labels from German alone, so in English the fast half weighs more."""

_DOUBT = 0.01
"""What is added to each probability of the fast half, which is too sure of itself; in English to both halves'."""

_LEAST, _SURE = 1e-3, 0.9999
"""Labels below are left out; a word that is so surely no name needs no second thought."""

_SHAPE = "s"
"""How the feature begins that the deep model is told of words in other languages than that of its lists."""

_KEPT = 50_000
"""Words whose subwords and features are kept."""

_NOTHING = {0: 1.0}


@dataclass(frozen=True)
class Fast:
    """The fast half of a language, and for each of its labels the number that the deep half has for it."""

    tagger: Tagger
    columns: list[int]
    power: float


@dataclass(frozen=True)
class Reader:
    """The deep model with its tables; it is told of German words what the fast half sees, of others the shape alone."""

    encoder: Encoder
    subwords: Subwords
    features: dict[str, int]
    labels: list[str]
    seen: Callable[[str], View]
    met: dict[tuple[str, bool, str], Word] = field(default_factory=dict)

    def names(self, blocks: Sequence[tuple[Tokens, Block]], language: str) -> list[tuple[Name, ...]]:
        """The names in each block of a language."""
        fast = _fast(language)
        of_block = [list(sentences(line, block.start, block.end)) for line, block in blocks]
        scores = iter(self.encoder.read([self._words(sentence, language) for some in of_block for sentence in some]))
        found = (chain.from_iterable(_names(fast, one, next(scores)) for one in some) for some in of_block)
        return [tuple(bare(some, line.text, language)) for some, (line, _) in zip(found, blocks, strict=True)]

    def _words(self, sentence: Sentence, language: str) -> list[Word]:
        keys = ((piece, glued(sentence, n), language) for n, piece in enumerate(sentence.pieces))
        return [self.met.get(key) or self._meet(*key) for key in keys]

    def _meet(self, piece: str, is_glued: bool, language: str) -> Word:
        if len(self.met) >= _KEPT:
            self.met.clear()
        seen = (feature for feature in told(self.seen(piece)) if language == "de" or feature.startswith(_SHAPE))
        numbers = (self.features[feature] for feature in seen if feature in self.features)
        word = Word(self.subwords.split(piece, glued=is_glued), tuple(numbers)[:MOST_FEATURES])
        self.met[piece, is_glued, language] = word
        return word


def _names(fast: Fast, sentence: Sentence, deep: Numbers) -> Iterator[Name]:
    both = mixed(fast.tagger.probabilities(sentence.pieces), folded(deep, fast.columns), fast.power)
    return named(sentence, both, fast.tagger.weights.labels)


def folded(deep: Numbers, columns: Sequence[int]) -> Numbers:
    """The labels in ``columns`` alone; what the deep half gives to others is as if it were no name."""
    if len(columns) == deep.shape[1]:
        return deep[:, columns]
    shares = np.exp(deep[:, columns])
    shares[:, 0] += 1 - shares.sum(1)
    return np.log(shares + _DOUBT)


def mixed(fast: Probabilities, deep: Numbers, power: float = _FAST["de"]) -> Probabilities:
    """The probabilities of both halves as those of one; ``deep`` holds logarithms, a row a word."""
    table = np.zeros(deep.shape, np.float32)
    table[:, 0] = 1
    for row, possible in zip(table, fast, strict=True):
        if len(possible) > 1:
            row[list(possible)] = list(possible.values())
    table = power * np.log(table + _DOUBT) + deep
    shares = np.exp(table - table.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return [_NOTHING if row[0] > _SURE else _possible(row) for row in shares]


def _possible(shares: Numbers) -> dict[int, float]:
    kept = np.flatnonzero(shares > _LEAST).tolist()
    return {label: float(shares[label]) for label in ([] if 0 in kept else [0]) + kept}


def half(language: str) -> Half:
    """The names of a language by both halves, which are read when they are first asked for."""
    return lambda blocks: reader().names(blocks, language)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The model, read at the first call."""
    head, tables = unpack(files("reader").joinpath("model", "deep-de.bin").read_bytes())
    features = {feature: n for n, feature in enumerate(head["features"], 1)}
    subwords = Subwords(head["pieces"], head["scores"], head["floor"])
    view = model().tagger.view
    return Reader(encoder(head["heads"], head["layers"], tables), subwords, features, head["labels"], view)


@lru_cache(maxsize=2)
def _fast(language: str) -> Fast:
    tagger, labels = model(language).tagger, reader().labels
    return Fast(tagger, [labels.index(label) for label in tagger.weights.labels], _FAST[language])
