"""The names found in articles: their rows, with what a person said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.corpus import amendments, names, roles
from reader.corpus.amendments import mention_row
from reader.corpus.file import Corpus
from reader.records import Block, Mention

if TYPE_CHECKING:
    from reader.link import Named

__all__ = [
    "discard",
    "follow_pair",
    "hide",
    "mention_row",
    "of_article",
    "recognised",
    "refined",
    "spoil_links",
    "store",
]

EVERYWHERE = (0, 1 << 40)
NAMES_WITHIN = 2_000_000
"""Characters of one article in which names are looked for: a book in one file is taken, but in seconds."""


def recognised(text: str, blocks: Sequence[Block], language: str | None) -> tuple[Named, ...]:
    """The names in the blocks of a text (pure, and slow)."""
    from reader import link, recognise

    near = [block for block in blocks if block.end <= NAMES_WITHIN]
    return link.name_mentions(text, recognise.recognise(text, near, language))


def refined(text: str, blocks: Sequence[Block], language: str | None) -> tuple[Named, ...]:
    """The same by both halves of recognition (slower by far)."""
    from reader import link
    from reader.recognise import deep

    near = [block for block in blocks if block.end <= NAMES_WITHIN]
    return link.name_mentions(text, deep.refine(text, near, language))


def store(
    corpus: Corpus,
    number: int,
    article: str,
    text: str,
    named: Sequence[Named],
    shown: Callable[[int, int], bool] | None = None,
) -> None:
    """Write the names of an article as a person has them; there must be none of it yet.

    ``shown`` says of a place whether it is read: names elsewhere help to resolve others, but are not kept, unless
    a person added them.
    """
    # Confidence is rounded: its last digits differ between versions of Python, and two machines shall agree.
    from reader.link import called

    by_hand = {one.start for one in amendments.added(corpus, article, text)}
    meant = amendments.amended(corpus, article, text, named)
    kept = [n for n in meant if shown is None or n.start in by_hand or shown(n.start, n.end)]
    with corpus.write() as db:
        numbers = names.numbers(corpus, {n.key for n in kept})
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
        names.enter(corpus, number)
        names.sight(corpus, number)
        roles.follow(corpus, number)


def discard(corpus: Corpus, number: int) -> None:
    """Take all names of an article out."""
    with corpus.write() as db:
        names.unsight(db, number)
        names.leave(corpus, number)
        db.execute("DELETE FROM mention WHERE article = ?", (number,))
        db.execute("DELETE FROM refined WHERE article = ?", (number,))


def hide(corpus: Corpus, number: int, article: str, text: str, shown: Callable[[int, int], bool]) -> None:
    """Take those names of an article out that do not stand where it is read; what a person added stays."""
    by_hand = {one.start for one in amendments.added(corpus, article, text)}
    spans = corpus.rows("SELECT start, end FROM mention WHERE article = ?", (number,))
    gone = [(number, start) for start, end in spans if start not in by_hand and not shown(start, end)]
    with corpus.write() as db:
        names.unsight(db, number)
        names.leave(corpus, number)
        db.executemany("DELETE FROM mention WHERE article = ? AND start = ?", gone)
        names.enter(corpus, number)
        names.sight(corpus, number)
        roles.follow(corpus, number)


def of_article(corpus: Corpus, number: int, within: tuple[int, int] = EVERYWHERE) -> tuple[Mention, ...]:
    """The linked names of an article that begin ``within`` a stretch, without those that a person rejected."""
    # A long article has thousands of mentions of a few names: each name is looked up once.
    meant = {name: (entity, type) for name, entity, type in corpus.rows(_MEANT, (number,))}
    rows = corpus.rows(
        "SELECT start, end, type, confidence, name FROM mention WHERE article = ? AND start BETWEEN ? AND ? "
        "ORDER BY start",
        (number, *within),
    )
    return tuple(
        Mention(start, end, type if one[1] is None else retyped(type, one[1]), sure, one[0])
        for start, end, type, sure, name in rows
        if (one := meant.get(name))
    )


def retyped(type: str, other: str) -> str:
    """A type as that of another kind of thing: ``LOC-DERIV`` as PER is ``PER-DERIV``."""
    return other + type[len(type.partition("-")[0]) :]


# Where a person gave the entity another type, its mentions have it too, derived forms as such.
_MEANT = (
    "SELECT name.n, name.entity, other.type FROM name LEFT JOIN entity AS other ON other.id = name.entity "
    "AND other.type <> substr(name.key, 1, instr(name.key, ':') - 1) "
    "WHERE name.entity IS NOT NULL AND name.n IN (SELECT name FROM mention WHERE article = ?)"
)


def follow_pair(corpus: Corpus, row: str) -> None:
    """Let mentions follow what a person said of two keys: whether one is short for the other in articles."""
    keys = amendments.keys_of_pair(row)
    if not keys:
        return
    names.pair(corpus, row, keys)
    moved = [move for move in (keys, keys[::-1]) if _part(corpus, *move)]
    if moved:
        names.recount(corpus, list(names.numbers(corpus, keys).values()))
    names.correct(corpus, keys)


def _part(corpus: Corpus, bare: str, full: str) -> bool:
    """Give mentions of a person that say the bare name to it, or back. Whether any was given."""
    from reader.link import key_of

    if not (bare.startswith("PER:") and full.startswith("PER:")):
        return False
    parted = amendments.are_parted(corpus, bare, full)
    numbers = names.numbers(corpus, (bare, full)) if parted else names.known(corpus, (bare, full))
    giver, taker = (full, bare) if parted else (bare, full)
    if len(numbers) < 2 or (not parted and not names.has_borrowed(corpus, numbers[giver])):
        return False
    found = corpus.rows("SELECT article, start, form, called FROM mention WHERE name = ?", (numbers[giver],))
    given = [
        (numbers[taker], article, start)
        for article, start, form, said in found
        if key_of("PER", form) == full and key_of("PER", said) == bare
    ]
    with corpus.write() as db:
        db.executemany("UPDATE mention SET name = ? WHERE article = ? AND start = ?", given)
    return bool(given)


def spoil_links(corpus: Corpus) -> None:
    """Say that entities and links must be made anew from all names."""
    names.say(corpus, "stale")
