"""What the program makes of an article: structure and names, derived from its bytes and stored with a version.

Heavy rooms are imported when something is derived, never for reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.corpus.file import Corpus
from reader.corpus.state import state, states
from reader.records import HIDDEN_KINDS, Block, Found, Item, Structure, Value
from reader.text import fold, one_line, words

if TYPE_CHECKING:
    from reader.link import Named

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?")
STRUCTURE_VERSION = "1"
OPENING_LENGTH = 160
NAMES_WITHIN = 2_000_000
"""Characters of one article in which names are looked for: a book in one file is taken, but in seconds."""
_BODY_KINDS = frozenset({"lead", "paragraph", "quote", "list", "table"})
_LAST_MINUTE = (1 << 31) - 2
"""Where order by date ends (the year 4008): a stamp is a signed number of 64 bits."""
_CORRECTABLE = ("title", "published", "outlet")


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from one article alone."""

    structure: Structure
    named: tuple[Named, ...]


def version() -> str:
    """What stamps derived rows: rows of another version are made anew by `reader index`."""
    from reader import recognise

    return f"{STRUCTURE_VERSION}/{recognise.VERSION}"


def derive(item: Item) -> Derived:
    """Structure and names of an article (pure, and the slow part of an import)."""
    from reader import link, recognise, structure

    parts = structure.analyse(item.text, item.hints)
    near = [block for block in parts.blocks if block.end <= NAMES_WITHIN]
    mentions = recognise.recognise(item.text, near, parts.language)
    return Derived(parts, link.name_mentions(item.text, mentions))


def store(corpus: Corpus, number: int, article: str, text: str, derived: Derived) -> None:
    """Write what was derived of an article in place of what was there."""
    with corpus.write() as db:
        discard(corpus, number)
        parts = derived.structure
        db.execute(
            "INSERT INTO reading VALUES (?, ?, ?, ?)",
            (
                number,
                version(),
                json.dumps([[b.kind, b.start, b.end] for b in parts.blocks]),
                _found_json(parts),
            ),
        )
        rejected = {row.row for row in states(corpus, "alive AND tbl = 'unmention' AND subject = ?", (article,))}
        kept = [n for n in derived.named if mention_row(article, n.start, n.end) not in rejected]
        _store_mentions(db, number, text, kept)
        place_card(corpus, number, article, text)
        spoil_links(corpus)


def spoil_links(corpus: Corpus) -> None:
    """Say that entities and links no longer follow from names, dates and corrections."""
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('links', 'stale')")


def mention_row(article: str, start: int, end: int) -> str:
    """The row under which a person's rejection of one mention is kept."""
    return f"{article}:{start}-{end}"


def discard(corpus: Corpus, number: int) -> None:
    """Take an article's derived rows out, so that nothing lists or finds it."""
    with corpus.write() as db:
        _unlist(db, number)
        db.execute("DELETE FROM mention WHERE article = ?", (number,))
        db.execute("DELETE FROM reading WHERE article = ?", (number,))
        spoil_links(corpus)


def place_card(corpus: Corpus, number: int, article: str, text: str) -> None:
    """List an article: the found fields with a person's corrections over them, and its line in the index."""
    stored_blocks, stored_found = corpus.rows("SELECT blocks, found FROM reading WHERE article = ?", (number,))[0]
    blocks, found = _blocks(stored_blocks), json.loads(stored_found)
    correction = state(corpus, "article", article)
    fields = {name: (found[name] or {}).get("value") for name in (*_CORRECTABLE, "kicker")}
    if correction is not None and correction.alive:
        fields.update(_corrected(correction.value))
    with corpus.write() as db:
        if corpus.row("SELECT 1 FROM card WHERE article = ? AND published IS NOT ?", (number, fields["published"])):
            spoil_links(corpus)  # entities say when they were first and last spoken of
        _unlist(db, number)
        stamp = _free_stamp(db, fields["published"], article)
        opening = _opening(text, blocks)
        db.execute(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                stamp,
                number,
                fields["title"],
                opening,
                fields["published"],
                fields["outlet"],
                found["language"],
                sum(words(text[b.start : b.end]) for b in blocks if b.kind not in HIDDEN_KINDS),
                fields["kicker"],
                _names(found["byline"]),
                _names(found["agency"]),
                fold(fields["title"] or opening)[:80],
            ),
        )
        db.execute("INSERT INTO text_index (rowid, title, body) VALUES (?, ?, ?)", (stamp, fields["title"], text))


def _corrected(said: Value) -> dict[str, str]:
    """What a person said of an article, without what nobody could say: ops may come from anywhere."""
    words = {name: one_line(said[name]).strip() for name in _CORRECTABLE if isinstance(said.get(name), str)}
    return {name: value for name, value in words.items() if value and (name != "published" or is_date(value))}


def _unlist(db: Any, number: int) -> None:
    old = db.execute(
        "SELECT stamp, title, body FROM searchable WHERE stamp = (SELECT stamp FROM card WHERE article = ?)",
        (number,),
    ).fetchone()
    if old is not None:
        # An external-content index forgets a row only when told what stood there.
        db.execute("INSERT INTO text_index (text_index, rowid, title, body) VALUES ('delete', ?, ?, ?)", old)
        db.execute("DELETE FROM card WHERE article = ?", (number,))


def minutes(published: str | None) -> int:
    """Publication as minutes, for order only: months of 31 days, so that no calendar is needed. 0 if unknown."""
    if published is None:
        return 0
    year, month, day, hour, minute = (
        int(published[a:b] or d) for a, b, d in ((0, 4, 0), (5, 7, 1), (8, 10, 1), (11, 13, 0), (14, 16, 0))
    )
    return (((year * 12 + month - 1) * 31 + day - 1) * 24 + hour) * 60 + minute


def _free_stamp(db: Any, published: str | None, article: str) -> int:
    stamp = min(minutes(published), _LAST_MINUTE) << 32 | int(article[:8], 16)
    while db.execute("SELECT 1 FROM card WHERE stamp = ?", (stamp,)).fetchone():
        stamp += 1
    return stamp


def _store_mentions(db: Any, number: int, text: str, named: Sequence[Named]) -> None:
    # Confidence is rounded: its last digits differ between versions of Python, and two machines shall agree.
    from reader.link import called, entity_id

    keys = {name.key for name in named}
    db.executemany(
        "INSERT OR IGNORE INTO name (key, hash) VALUES (?, ?)",
        [(key, entity_id(key)) for key in sorted(keys)],
    )
    numbers = {key: db.execute("SELECT n FROM name WHERE key = ?", (key,)).fetchone()[0] for key in keys}
    db.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                n.start,
                n.end,
                n.type,
                numbers[n.key],
                n.name,
                called(text[n.start : n.end], n),
                round(n.confidence, 4),
            )
            for n in named
        ],
    )


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


def _names(found: Sequence[dict[str, Any]]) -> str:
    return json.dumps(list(dict.fromkeys(f["value"] for f in found)), ensure_ascii=False)


def _blocks(stored: str) -> tuple[Block, ...]:
    return tuple(Block(kind, start, end) for kind, start, end in json.loads(stored))


def _opening(text: str, blocks: Sequence[Block]) -> str:
    body = next((b for b in blocks if b.kind in _BODY_KINDS), blocks[0] if blocks else Block("paragraph", 0, 0))
    return one_line(" ".join(text[body.start : min(body.end, body.start + 2 * OPENING_LENGTH)].split()))[
        :OPENING_LENGTH
    ]


def is_date(value: str) -> bool:
    """Whether a person's date is ISO 8601 cut at what is known, and on the calendar."""
    from datetime import datetime

    if not _ISO.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return False
    return True
