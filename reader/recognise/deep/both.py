"""Both halves on the German blocks of a text: their probabilities as one, and the names that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np

from reader.recognise.crf import Probabilities, Tagger
from reader.recognise.deep.encoder import Encoder, encoder
from reader.recognise.deep.seen import MOST_FEATURES, Word, glued, told
from reader.recognise.deep.stored import Numbers, unpack
from reader.recognise.deep.subwords import Subwords
from reader.recognise.pieces import Sentence, sentences
from reader.recognise.tokens import Tokens
from reader.recognise.trained import Name, model, named
from reader.records import Block

_FAST, _DEEP = 0.2, 1.0
"""Powers to which the probabilities of the halves are raised before they are multiplied; chosen on dev."""

_DOUBT = 0.01
"""What is added to each probability of the fast half, which is too sure of itself."""

_LEAST, _SURE = 1e-3, 0.9999
"""Labels below are left out; a word that is so surely no name needs no second thought."""

_KEPT = 50_000
"""Words whose subwords and features are kept."""

_NOTHING = {0: 1.0}


@dataclass(frozen=True)
class Reader:
    """The deep model with its tables; it reads words as the fast half sees them."""

    encoder: Encoder
    subwords: Subwords
    features: dict[str, int]
    fast: Tagger
    met: dict[tuple[str, bool], Word] = field(default_factory=dict)

    def names(self, blocks: Sequence[tuple[Tokens, Block]]) -> list[tuple[Name, ...]]:
        """The names in each block."""
        of_block = [list(sentences(line, block.start, block.end)) for line, block in blocks]
        scores = iter(self.encoder.read([self._words(sentence) for some in of_block for sentence in some]))
        return [tuple(name for one in some for name in self._names(one, next(scores))) for some in of_block]

    def _words(self, sentence: Sentence) -> list[Word]:
        return [self._word(piece, glued(sentence, n)) for n, piece in enumerate(sentence.pieces)]

    def _names(self, sentence: Sentence, deep: Numbers) -> Iterator[Name]:
        return named(sentence, mixed(self.fast.probabilities(sentence.pieces), deep), self.fast.weights.labels)

    def _word(self, piece: str, is_glued: bool) -> Word:
        return self.met.get((piece, is_glued)) or self._meet(piece, is_glued)

    def _meet(self, piece: str, is_glued: bool) -> Word:
        if len(self.met) >= _KEPT:
            self.met.clear()
        known = (self.features.get(feature) for feature in told(self.fast.view(piece)))
        features = tuple(number for number in known if number is not None)[:MOST_FEATURES]
        word = self.met[piece, is_glued] = Word(self.subwords.split(piece, glued=is_glued), features)
        return word


def mixed(fast: Probabilities, deep: Numbers) -> Probabilities:
    """The probabilities of both halves as those of one; ``deep`` holds logarithms, a row a word."""
    table = np.zeros(deep.shape, np.float32)
    table[:, 0] = 1
    for row, possible in zip(table, fast, strict=True):
        if len(possible) > 1:
            row[list(possible)] = list(possible.values())
    table = _FAST * np.log(table + _DOUBT) + _DEEP * deep
    shares = np.exp(table - table.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return [_NOTHING if row[0] > _SURE else _possible(row) for row in shares]


def _possible(shares: Numbers) -> dict[int, float]:
    kept = np.flatnonzero(shares > _LEAST).tolist()
    return {label: float(shares[label]) for label in ([] if 0 in kept else [0]) + kept}


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The model, read at the first call."""
    head, tables = unpack(files("reader").joinpath("model", "deep-de.bin").read_bytes())
    fast = model().tagger
    order = [head["labels"].index(label) for label in fast.weights.labels]
    tables["labels"], tables["labels.bias"] = tables["labels"][order], tables["labels.bias"][order]
    features = {feature: n for n, feature in enumerate(head["features"], 1)}
    subwords = Subwords(head["pieces"], head["scores"], head["floor"])
    return Reader(encoder(head["heads"], head["layers"], tables), subwords, features, fast)
