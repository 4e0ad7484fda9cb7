"""Who and what an article speaks of, and on which names there are notes: what stands beside a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.corpus.file import Corpus
from reader.records import Mention


class Part(NamedTuple):
    """An entity in one article. ``mentions``: how often it is mentioned there; ``noted``: whether it has a note."""

    id: str
    name: str
    type: str
    mentions: int
    noted: bool = False


def cast(corpus: Corpus, mentions: Sequence[Mention]) -> tuple[Part, ...]:
    """The entities of an article, most mentioned first."""
    counted = Counter(mention.entity for mention in mentions if mention.entity)
    if not counted:
        return ()
    known = corpus.rows(
        "SELECT id, name, type FROM entity WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([*counted]),)
    )
    with_note = noted(corpus)
    parts = [Part(id, name, type, counted[id], id in with_note) for id, name, type in known]
    return tuple(sorted(parts, key=lambda part: (-part.mentions, part.name, part.id)))


def noted(corpus: Corpus) -> frozenset[str]:
    """The entities with a note, also where it was written on one that was merged into them."""
    return frozenset(
        row[0]
        for row in corpus.rows(
            "SELECT coalesce(name.entity, substr(subject, 8)) FROM state LEFT JOIN name ON hash = substr(subject, 8) "
            "WHERE subject >= 'entity:' AND subject < 'entity;' AND tbl = 'note' AND alive"
        )
    )
