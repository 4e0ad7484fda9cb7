"""What was read from an article's text: its blocks, and the fields found with their places and rules."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
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
    return Reading(tuple(map(Block._make, json.loads(blocks))), json.loads(found))


def as_found(corpus: Corpus, number: int) -> Reading:
    """The structure of an article as its text alone gives it, without memory and corrections."""
    stands = reading(corpus, number)
    row = corpus.row("SELECT found FROM recast WHERE article = ?", (number,))
    return Reading(_restored(stands.blocks, json.loads(row[0])), stands.found) if row else stands


def _restored(blocks: Sequence[Block], found: list[list[Any]]) -> tuple[Block, ...]:
    """Blocks with those that were found in place of all that now stand inside them."""
    kept = {block.start: block for block in blocks}
    for block in blocks:
        inside = bisect_right(found, block.start, key=lambda one: one[1]) - 1
        if inside >= 0 and block.start < found[inside][2]:
            del kept[block.start]
    kept |= {one[1]: Block(*one) for one in found}
    return tuple(kept[start] for start in sorted(kept))


def recast(corpus: Corpus, number: int, found: Sequence[Block], blocks: Sequence[Block], outlet: str | None) -> None:
    """Let other blocks stand than were found, and the outlet that an accepted line names; the found ones are kept."""
    stand = set(blocks)
    differ = [list(block) for block in found if block not in stand]
    with corpus.write() as db:
        stored = json.dumps([list(block) for block in blocks])
        db.execute("UPDATE reading SET blocks = ? WHERE article = ?", (stored, number))
        db.execute("DELETE FROM recast WHERE article = ?", (number,))
        if differ or outlet is not None:
            db.execute("INSERT INTO recast VALUES (?, ?, ?)", (number, json.dumps(differ), outlet))


def accepted_outlet(corpus: Corpus, number: int) -> str | None:
    """Whose page an article is by an accepted line."""
    row = corpus.row("SELECT outlet FROM recast WHERE article = ?", (number,))
    return row[0] if row else None


def of_structure(parts: Structure) -> Reading:
    """What is stored of a structure that was read from a text."""
    found = {
        "title": _one(parts.title),
        "kicker": _one(parts.kicker),
        "published": _one(parts.published),
        "outlet": _one(parts.outlet),
        "byline": [f._asdict() for f in parts.byline],
        "agency": [f._asdict() for f in parts.agency],
        "language": parts.language,
        "flags": list(parts.flags),
    }
    return Reading(parts.blocks, found)


def store(corpus: Corpus, number: int, version: str, found: Reading) -> None:
    """Write the structure of an article as it was found; there must be none of it yet."""
    row = number, version, json.dumps(found.blocks), json.dumps(found.found, ensure_ascii=False)
    with corpus.write() as db:
        db.execute("INSERT INTO reading VALUES (?, ?, ?, ?)", row)


def _one(found: Found | None) -> dict[str, Any] | None:
    return found._asdict() if found else None
