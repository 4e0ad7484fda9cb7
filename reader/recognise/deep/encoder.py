"""The deep model at work: words of sentences in, the logarithm of each label's probability out.

A transformer as multilingual-e5-small is one, in plain numpy. The sentences of a batch lie end to end, without
filling: only attention looks at each apart. What is known of a word (its cluster, its kind, the lists that it stands
in) is added to its first subword, and its label is read there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.recognise.deep.seen import MOST_FEATURES, Word
from reader.recognise.deep.stored import Numbers
from reader.recognise.deep.subwords import FIRST, LAST

Indices = NDArray[np.int64]

BATCH = 1024
"""Subwords in a batch at most, if it holds more than one sentence."""

WINDOW = 190
"""Subwords of a sentence that are read at once at most; a longer one is read in parts."""


class Layer(NamedTuple):
    """One layer; the tables have a row for each number that comes in, and are scaled as the arithmetic wants them."""

    look: Numbers
    look_bias: Numbers
    out: Numbers
    out_bias: Numbers
    out_norm: tuple[Numbers, Numbers]
    wide: Numbers
    wide_bias: Numbers
    back: Numbers
    back_bias: Numbers
    back_norm: tuple[Numbers, Numbers]


class Batch(NamedTuple):
    """Sentences end to end: subwords, their places, where each word begins, features, runs of one length."""

    subwords: Indices
    places: Indices
    words: Indices
    features: Indices
    runs: list[tuple[int, int]]


@dataclass(frozen=True)
class Encoder:
    """The numbers of the model; ``heads`` look at once."""

    heads: int
    subwords: NDArray[np.float16]
    places: Numbers
    features: Numbers
    first_norm: tuple[Numbers, Numbers]
    layers: list[Layer]
    labels: Numbers
    labels_bias: Numbers

    def read(self, sentences: Sequence[Sequence[Word]]) -> list[Numbers]:
        """For each sentence a table: a row a word, the logarithm of the probability of each label."""
        parts = sorted(_parts(sentences), key=lambda part: part.length)
        found: list[dict[int, Numbers]] = [{} for _ in sentences]
        for some in _batches(parts):
            scores = self._scores(_batch([part.words for part in some]))
            at = 0
            for part in some:
                found[part.sentence][part.start] = scores[at : (at := at + len(part.words))]
        return [np.concatenate([rows[start] for start in sorted(rows)]) for rows in found]

    def _scores(self, batch: Batch) -> Numbers:
        x = self.subwords[batch.subwords].astype(np.float32)
        x += self.places[batch.places]
        x[batch.words] += self.features[batch.features].sum(1)
        x = _normed(x, self.first_norm)
        for layer in self.layers[:-1]:
            x = _through(layer, x, self._look(layer, x, batch.runs))
        last = self.layers[-1]
        x = _through(last, x[batch.words], self._look(last, x, batch.runs)[batch.words])
        return _log_shares(x @ self.labels + self.labels_bias)

    def _look(self, layer: Layer, x: Numbers, runs: list[tuple[int, int]]) -> Numbers:
        """What each subword takes from those of its sentence."""
        seen = x @ layer.look
        seen += layer.look_bias
        taken, at = np.empty_like(x), 0
        for count, length in runs:
            end = at + count * length
            taken[at:end] = _attended(seen[at:end].reshape(count, length, 3, self.heads, -1))
            at = end
        return taken


def encoder(heads: int, count: int, tables: Mapping[str, Numbers]) -> Encoder:
    """An encoder of ``count`` layers from the tables of the file, whose rows are what comes out; takes them over."""
    return Encoder(
        heads,
        tables["subwords"].astype(np.float16),
        tables["places"],
        tables["features"],
        (tables["norm"], tables["norm.bias"]),
        [_layer(heads, tables, f"{n}.") for n in range(count)],
        tables["labels"].T,
        tables["labels.bias"],
    )


def _layer(heads: int, tables: Mapping[str, Numbers], name: str) -> Layer:
    """One layer; its tables are turned and scaled where they lie, a second copy would double the memory."""
    width = len(tables[name + "out"])
    for look in (tables[name + "look"], tables[name + "look.bias"]):
        # The first third asks: its numbers are multiplied in pairs, so it carries the root of the width of a head.
        look[:width] *= (heads / width) ** 0.5
    for wide in (tables[name + "wide"], tables[name + "wide.bias"]):
        # x times the logistic function of x is h + h tanh h with h = x / 2.
        wide *= 0.5
    return Layer(
        tables[name + "look"].T,
        tables[name + "look.bias"],
        tables[name + "out"].T,
        tables[name + "out.bias"],
        (tables[name + "out.norm"], tables[name + "out.norm.bias"]),
        tables[name + "wide"].T,
        tables[name + "wide.bias"],
        tables[name + "back"].T,
        tables[name + "back.bias"],
        (tables[name + "back.norm"], tables[name + "back.norm.bias"]),
    )


def _through(layer: Layer, x: Numbers, taken: Numbers) -> Numbers:
    y = taken @ layer.out
    y += layer.out_bias
    y += x
    x = _normed(y, layer.out_norm)
    half = x @ layer.wide
    half += layer.wide_bias
    gate = np.tanh(half)
    gate += 1
    gate *= half
    y = gate @ layer.back
    y += layer.back_bias
    y += x
    return _normed(y, layer.back_norm)


def _normed(x: Numbers, norm: tuple[Numbers, Numbers]) -> Numbers:
    """The rows with mean 0 and spread 1, times and plus the numbers of the norm; in place."""
    x -= x.mean(1, keepdims=True)
    x *= (1 / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + 1e-12))[:, None]
    x *= norm[0]
    x += norm[1]
    return x


def _attended(seen: Numbers) -> Numbers:
    """Attention within sentences of one length; the shape is sentence, place, (ask, answer, give), head, number."""
    count, length = seen.shape[:2]
    ask, answer, give = (seen[:, :, n].swapaxes(1, 2) for n in range(3))
    shares: Numbers = ask @ answer.swapaxes(2, 3)
    shares -= shares.max(3, keepdims=True)
    np.exp(shares, out=shares)
    taken: Numbers = shares @ give
    taken /= shares.sum(3, keepdims=True)
    return taken.swapaxes(1, 2).reshape(count * length, -1)


def _log_shares(scores: Numbers) -> Numbers:
    scores -= scores.max(1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    return scores


class _Part(NamedTuple):
    """Words of a sentence that are read at once, from word ``start`` on; ``length`` is in subwords."""

    sentence: int
    start: int
    words: Sequence[Word]
    length: int


def _parts(sentences: Sequence[Sequence[Word]]) -> Iterator[_Part]:
    for n, words in enumerate(sentences):
        start, length = 0, 2
        for at, word in enumerate(words):
            if length + len(word.subwords) > WINDOW:
                yield _Part(n, start, words[start:at], length)
                start, length = at, 2
            length += len(word.subwords)
        yield _Part(n, start, words[start:], length)


def _batches(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    some: list[_Part] = []
    size = 0
    for part in parts:
        if some and size + part.length > BATCH:
            yield some
            some, size = [], 0
        some.append(part)
        size += part.length
    if some:
        yield some


def _batch(sentences: Sequence[Sequence[Word]]) -> Batch:
    subwords: list[int] = []
    places: list[int] = []
    words: list[int] = []
    lengths: list[int] = []
    for sentence in sentences:
        began = len(subwords)
        subwords.append(FIRST)
        for word in sentence:
            words.append(len(subwords))
            subwords += word.subwords
        subwords.append(LAST)
        lengths.append(len(subwords) - began)
        places += range(lengths[-1])
    features = [row.features for sentence in sentences for row in sentence]
    padded = [(*row, *(0,) * (MOST_FEATURES - len(row))) for row in features]
    runs = [(len(list(same)), length) for length, same in groupby(lengths)]
    return Batch(np.array(subwords), np.array(places), np.array(words), np.array(padded), runs)
