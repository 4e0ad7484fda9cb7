"""Which articles are one story with a text by their words: likely ones by samples of them, then measured exactly."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from reader import likeness
from reader.corpus.file import Corpus
from reader.corpus.readings import as_found
from reader.likeness import Sketch
from reader.records import Block

HOLDERS = 50
"""Articles with the same run of words that are looked at; what stands in more of them tells little."""
FOUND = 20
"""Stories that are looked for: an article of a story that many papers printed is bound to so many of them."""
MISSED = 5
"""Articles measured in vain, those first with which most is shared, after which no story is expected."""
_KNOWN = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM shingle WHERE hash = value)"


def find(corpus: Corpus, text: str, blocks: Sequence[Block], sketch: Sketch) -> list[tuple[int, float]]:
    """The articles that are one story with a text, with their likeness; without those that have the same words."""
    hopeful = _hopeful(corpus, sketch)
    own = likeness.trigrams(text, blocks) if hopeful else frozenset()
    found: list[tuple[int, float]] = []
    for measured, other in enumerate(hopeful):
        if len(found) == FOUND or measured - len(found) == MISSED:
            break
        runs = trigrams(corpus, other)
        if likeness.is_story(own, runs):
            found.append((other, likeness.likeness(own, runs)))
    return found


def _hopeful(corpus: Corpus, sketch: Sketch) -> list[int]:
    """The articles that share enough of the sampled runs, those with most first."""
    shared: Counter[int] = Counter()
    for (value,) in corpus.rows(_KNOWN, (json.dumps(sketch.hashes),)):
        holders = corpus.rows("SELECT article FROM shingle WHERE hash = ? LIMIT ?", (value, HOLDERS))
        shared.update(row[0] for row in holders)
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return [other for other in ranked if _is_hopeful(corpus, sketch, other, shared[other])]


def _is_hopeful(corpus: Corpus, sketch: Sketch, other: int, shared: int) -> bool:
    row = corpus.row("SELECT words, body FROM trace WHERE article = ?", (other,))
    return row is not None and row[1] != sketch.digest and likeness.is_hopeful(shared, sketch.words, row[0])


def trigrams(corpus: Corpus, number: int) -> frozenset[str]:
    """What a stored article is compared by."""
    return likeness.trigrams(*body(corpus, number))


def body(corpus: Corpus, number: int) -> tuple[str, tuple[Block, ...]]:
    """The text and blocks of a stored article as it was read from its bytes alone.

    What is learned or said later depends on what came before, and kin may not.
    """
    text = corpus.rows("SELECT text FROM article WHERE n = ?", (number,))[0][0]
    return text, as_found(corpus, number).blocks
