"""Ids as they are shown: the first characters, as many as tell them apart."""

from __future__ import annotations

from collections.abc import Iterable

from reader.corpus import Corpus

SHOWN = 8


def short(corpus: Corpus, article: str) -> str:
    """The first characters of an article's id that no other article has: eight, or twelve, or all."""
    for length in (SHOWN, 12, 16):
        begins = article[:length]
        if len(corpus.rows("SELECT 1 FROM article WHERE id >= ? AND id < ? LIMIT 2", (begins, begins + "g"))) < 2:
            return begins
    return article


def short_all(corpus: Corpus, ids: Iterable[str]) -> dict[str, str]:
    """The shown form of each of some article ids."""
    return {article: short(corpus, article) for article in ids}


def short_annotation(annotation: str) -> str:
    """The shown form of a note's id, which is random: eight characters tell it apart."""
    return annotation[:SHOWN]
