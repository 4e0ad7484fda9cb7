"""What the deep model sees of a word besides its letters. Whoever changes this file must train anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.recognise.features import View
from reader.recognise.pieces import Sentence

MOST_FEATURES = 8

_TOLD = ("c", "y", "g")
"""Features of `View.near` that the model is told of a word, by how they begin."""


class Word(NamedTuple):
    """What the model reads of a word: its subwords, and the numbers of its features, from 1 on."""

    subwords: tuple[int, ...]
    features: tuple[int, ...]


def told(view: View) -> Iterator[str]:
    """The features that the model is told of a word: cluster, kind, lists, how it is usually written, shape."""
    yield from (feature for feature in view.near if feature.startswith(_TOLD))
    yield from (feature for feature in view.rest if feature.startswith("k"))
    yield f"s{view.shape}"


def glued(sentence: Sentence, n: int) -> bool:
    """Whether a piece is a sign right behind the piece before it."""
    return n > 0 and sentence.indices[n] < 0 and sentence.starts[n] == sentence.ends[n - 1]
