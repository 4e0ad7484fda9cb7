"""What was read from an article's text: its blocks, and the fields found with their places and rules."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from reader.corpus.file import Corpus
from reader.records import Block, Found, Structure


class Reading(NamedTuple):
    """The stored structure of an article. ``found`` maps fields to what was found, or to lists of it."""

    blocks: tuple[Block, ...]
    found: dict[str, Any]


def reading(corpus: Corpus, number: int) -> Reading:
    """The structure of an article that has been derived."""
    blocks, found = corpus.rows("SELECT blocks, found FROM reading WHERE article = ?", (number,))[0]
    return Reading(tuple(Block(*block) for block in json.loads(blocks)), json.loads(found))


def store(corpus: Corpus, number: int, version: str, parts: Structure) -> None:
    """Write the structure of an article; there must be none of it yet."""
    blocks = json.dumps([[b.kind, b.start, b.end] for b in parts.blocks])
    with corpus.write() as db:
        db.execute("INSERT INTO reading VALUES (?, ?, ?, ?)", (number, version, blocks, _found_json(parts)))


def _found_json(parts: Structure) -> str:
    return json.dumps(
        {
            "title": _one(parts.title),
            "kicker": _one(parts.kicker),
            "published": _one(parts.published),
            "outlet": _one(parts.outlet),
            "byline": [f._asdict() for f in parts.byline],
            "agency": [f._asdict() for f in parts.agency],
            "language": parts.language,
        },
        ensure_ascii=False,
    )


def _one(found: Found | None) -> dict[str, Any] | None:
    return found._asdict() if found else None
