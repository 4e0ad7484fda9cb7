"""The names found in articles: their rows, and which of them a person rejected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.corpus.file import Corpus
from reader.corpus.state import states
from reader.records import Mention

if TYPE_CHECKING:
    from reader.link import Named


def store(corpus: Corpus, number: int, article: str, text: str, named: Sequence[Named]) -> None:
    """Write the names of an article, without those that a person rejected; there must be none of it yet."""
    # Confidence is rounded: its last digits differ between versions of Python, and two machines shall agree.
    from reader.link import called, entity_id

    rejected = {row.row for row in states(corpus, "alive AND tbl = 'unmention' AND subject = ?", (article,))}
    kept = [name for name in named if mention_row(article, name.start, name.end) not in rejected]
    keys = {name.key for name in kept}
    with corpus.write() as db:
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
                for n in kept
            ],
        )


def mention_row(article: str, start: int, end: int) -> str:
    """The row under which a person's rejection of one mention is kept."""
    return f"{article}:{start}-{end}"


def of_article(corpus: Corpus, number: int) -> tuple[Mention, ...]:
    """The linked names of an article, without those that a person rejected."""
    return tuple(
        Mention(*row)
        for row in corpus.rows(
            # Where a person gave the entity another type, its mentions have it too, derived forms as such.
            "SELECT start, end, coalesce(other.type || substr(mention.type, instr(mention.type || '-', '-')), "
            "mention.type), confidence, name.entity FROM mention JOIN name ON name.n = mention.name "
            "LEFT JOIN entity AS other ON other.id = name.entity "
            "AND other.type <> substr(name.key, 1, instr(name.key, ':') - 1) "
            "WHERE mention.article = ? AND name.entity IS NOT NULL ORDER BY start",
            (number,),
        )
    )


def spoil_links(corpus: Corpus) -> None:
    """Say that entities and links no longer follow from names, dates and corrections."""
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('links', 'stale')")
