"""What lists show of articles: their data as they now stand, with a person's marks."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Sequence
from typing import Any

from reader.corpus import marked, names, roles
from reader.corpus.file import Corpus
from reader.corpus.readings import Reading, accepted_outlet, reading
from reader.corpus.state import marks, state
from reader.records import BODY_KINDS, HIDDEN_KINDS, Block, Card, ReaderError, Row, Value
from reader.schema.fourth import shelf_of
from reader.speech import later, tr
from reader.text import fold, one_line, words

OPENING_LENGTH = 160
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?")
DATE_FORMS = later("Write it as 2018-04-10T15:20, 2018-04-10, 2018-04 or 2018")
LAST_MINUTE = (1 << 31) - 2
"""Where order by date ends (the year 4008): a stamp is a signed number of 64 bits."""
_CORRECTABLE = ("title", "published", "outlet")
CARD_COLUMNS = (
    "SELECT article.id, card.title, opening, published, outlet, language, card.words, (SELECT count(*) - 1 "
    "FROM trace AS own JOIN trace AS other ON other.kin = own.kin WHERE own.article = card.article)"
)
CARD_TABLES = "FROM card JOIN article ON article.n = card.article"


def card(corpus: Corpus, article: str) -> Card:
    """What a list shows of one article."""
    rows = corpus.rows(f"{CARD_COLUMNS} {CARD_TABLES} WHERE article.id = ?", (article,))
    if not rows and corpus.row("SELECT 1 FROM article WHERE id = ?", (article,)) is None:
        raise ReaderError(article[:12], tr("this article was purged, or never came in"), tr("Add it to have it here"))
    if not rows:
        raise ReaderError(article[:12], tr("this article was removed"), tr("Take it back with: reader undo"))
    return with_marks(corpus, rows)[0]


def with_marks(corpus: Corpus, rows: list[Any], bare: Container[str] = ()) -> list[Card]:
    """Cards of rows as `CARD_COLUMNS` has them. ``bare``: articles that are known to have no marks."""
    found = marks(corpus, [row[0] for row in rows if row[0] not in bare])
    return [_card(row, found.get(row[0], [])) for row in rows]


def _card(row: Any, about: list[Row]) -> Card:
    tables = [mark.table for mark in about]
    article, title, opening, published, outlet, language, words, also = row
    return Card(
        article,
        title,
        opening,
        published,
        outlet,
        language,
        words,
        bookmarked="bookmark" in tables,
        read="read" in tables,
        notes=tables.count("note"),
        highlights=tables.count("highlight"),
        tags=tuple(sorted(mark.row.partition(" ")[2] for mark in about if mark.table == "tag")),
        also=max(0, also),
    )


def place(corpus: Corpus, number: int, article: str, text: str, stands: Reading | None = None) -> None:
    """List an article: the found fields with a person's corrections over them, and its line in the index.

    ``stands``: its reading, where that is at hand.
    """
    # Lists and pages read cards only: the rooms of the index are loaded by who writes.
    from reader.corpus import textindex

    blocks, found = stands or reading(corpus, number)
    correction = state(corpus, "article", article)
    fields = {name: (found[name] or {}).get("value") for name in (*_CORRECTABLE, "kicker")}
    fields["outlet"] = accepted_outlet(corpus, number) or fields["outlet"]
    if correction is not None and correction.alive:
        fields.update(corrected(correction.value))
    with corpus.write() as db:
        before = corpus.row("SELECT published FROM card WHERE article = ?", (number,))
        if before not in (None, (fields["published"],)):
            names.redate(corpus, number)
        if before is not None:
            unlist(corpus, number)
        stamp = _free_stamp(db, fields["published"], article)
        opening = _opening(text, blocks)
        db.execute(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT added FROM article WHERE n = ?))",
            (
                stamp,
                number,
                fields["title"],
                opening,
                fields["published"],
                fields["outlet"],
                found["language"],
                _words(text, blocks),
                fields["kicker"],
                _names(found["byline"]),
                _names(found["agency"]),
                _sort(fields["title"], opening),
                shelf_of(fields["outlet"]),
                number,
            ),
        )
        marked.follow(corpus, [article])
        textindex.enter(corpus, stamp, fields["title"], text, found["language"], blocks)
        names.sight(corpus, number)
        if before != (fields["published"],):
            roles.follow(corpus, number, blocks)


def recount(corpus: Corpus, number: int, text: str) -> None:
    """Make the opening and the number of words of a listed article those of its blocks."""
    blocks = reading(corpus, number).blocks
    opening = _opening(text, blocks)
    title = corpus.rows("SELECT title FROM card WHERE article = ?", (number,))[0][0]
    news = opening, _words(text, blocks), _sort(title, opening), number
    with corpus.write() as db:
        db.execute("UPDATE card SET opening = ?, words = ?, sort = ? WHERE article = ?", news)


def _words(text: str, blocks: Sequence[Block]) -> int:
    return sum(words(text[b.start : b.end]) for b in blocks if b.kind not in HIDDEN_KINDS)


def _sort(title: str | None, opening: str) -> str:
    return fold(title or opening)[:80]


def corrected(said: Value) -> dict[str, str]:
    """What a person said of an article, without what nobody could say: ops may come from anywhere."""
    words = {name: one_line(said[name]).strip() for name in _CORRECTABLE if isinstance(said.get(name), str)}
    return {name: value for name, value in words.items() if value and (name != "published" or is_date(value))}


def unlist(corpus: Corpus, number: int) -> None:
    """Take an article out of the lists and the index of texts."""
    from reader.corpus import textindex

    with corpus.write() as db:
        names.unsight(db, number)
        listed = "SELECT stamp, title, text FROM card JOIN article ON n = article WHERE n = ?"
        for old in db.execute(listed, (number,)).fetchall():
            textindex.leave(corpus, *old)
            marked.forget(db, old[0])
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
    stamp = min(minutes(published), LAST_MINUTE) << 32 | int(article[:8], 16)
    while db.execute("SELECT 1 FROM card WHERE stamp = ?", (stamp,)).fetchone():
        stamp += 1
    return stamp


def _names(found: Sequence[dict[str, Any]]) -> str:
    return json.dumps(list(dict.fromkeys(f["value"] for f in found)), ensure_ascii=False)


def _opening(text: str, blocks: Sequence[Block]) -> str:
    body = next((b for b in blocks if b.kind in BODY_KINDS), blocks[0] if blocks else Block("paragraph", 0, 0))
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
