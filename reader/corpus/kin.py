"""Articles that tell the same: the same text from other bytes, versions of one page, a story in several papers.

Their groups are the connected parts of these relations, so they do not depend on the order of import. All copies are
kept and listed; a group only says what else there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from reader import likeness
from reader.corpus import stories
from reader.corpus.file import Corpus
from reader.likeness import Sketch
from reader.records import Block, Kin, Kinship

_Bonds: TypeAlias = dict[int, list[tuple[str, Any]]]
_SHOWN = 8
_HOWS: tuple[Kinship, ...] = ("same text", "version", "story", "version")
_REASONS = ("same text as", "version of", "same story as")


def kin_of(corpus: Corpus, article: str) -> tuple[Kin, ...]:
    """All others of an article's group, best first: same text, version, story, then what only others lead to."""
    own = corpus.row(
        "SELECT n, kin, key, body FROM trace JOIN article ON n = trace.article WHERE id = ? AND kin IS NOT NULL",
        (article,),
    )
    if own is None:
        return ()
    number, group, key, body = own
    measure = _measure(corpus, number)
    found = corpus.rows(
        "SELECT n, id, card.title, card.outlet, card.published, ifnull(key = ?, 0), ifnull(body = ?, 0) FROM trace "
        "JOIN article ON n = trace.article JOIN card ON card.article = n WHERE kin = ? AND n <> ?",
        (key, body, group, number),
    )
    kin = [_kin(row, measure) for row in found]
    return tuple(one for _, one in sorted(kin, key=lambda ranked: (ranked[0], -ranked[1].likeness, ranked[1].id)))


def _kin(row: Any, measure: Callable[[int], float]) -> tuple[int, Kin]:
    """One of the group with its rank. What is no story with the article itself is another version of it at most."""
    number, article, title, outlet, published, is_version, is_same = row
    degree = 1.0 if is_same else measure(number)
    rank = 0 if is_same else 1 if is_version else 2 if degree >= likeness.STORY else 3
    return rank, Kin(article, title, outlet, published, _HOWS[rank], degree)


def _measure(corpus: Corpus, number: int) -> Callable[[int], float]:
    """How alike an article and another are: as stored, or measured where others stand between them."""
    stored: dict[int, float] = dict(corpus.rows("SELECT other, likeness FROM kin WHERE article = ?", (number,)))
    own: list[frozenset[str]] = []

    def measure(other: int) -> float:
        if other not in stored:
            own[:] = own or [stories.trigrams(corpus, number)]
            stored[other] = likeness.likeness(own[0], stories.trigrams(corpus, other))
        return stored[other]

    return measure


def reason(corpus: Corpus, article: str) -> str | None:
    """What an article is to the nearest of its kin, in a few words; ``None`` if it stands alone."""
    own = corpus.row(
        "SELECT n, key, body FROM trace JOIN article ON n = article WHERE id = ? AND kin IS NOT NULL", (article,)
    )
    if own is None:
        return None
    nearest = corpus.row(_NEAREST, own)
    return f"{_REASONS[nearest[0]]} {nearest[1][:_SHOWN]}" if nearest else None


_NEAREST = """
SELECT rank, id FROM (
  SELECT 0 AS rank, id, 1 AS likeness FROM trace JOIN article ON n = trace.article WHERE body = ?3 AND n <> ?1
  UNION ALL SELECT 1, id, 1 FROM trace JOIN article ON n = trace.article WHERE key = ?2 AND n <> ?1
  UNION ALL SELECT 2, id, likeness FROM kin JOIN article ON n = other WHERE kin.article = ?1
) ORDER BY rank, likeness DESC, id LIMIT 1
"""


def store(corpus: Corpus, number: int, text: str, blocks: Sequence[Block], sketch: Sketch, key: str | None) -> None:
    """Write what an article is known by, and find its kin; there must be none of it yet."""
    with corpus.write() as db:
        alike = set(_alike(corpus, key, sketch.digest))
        near = stories.find(corpus, text, blocks, sketch)
        db.execute(
            "INSERT INTO trace (article, key, body, words) VALUES (?, ?, ?, ?)",
            (number, key, sketch.digest, sketch.words),
        )
        db.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", [(value, number) for value in sketch.hashes])
        _bind(db, number, near)
        _join(db, number, alike | {other for other, _ in near})


def _bind(db: Any, number: int, near: Sequence[tuple[int, float]]) -> None:
    pairs = [pair for other, degree in near for pair in ((number, other, degree), (other, number, degree))]
    db.executemany("INSERT OR IGNORE INTO kin VALUES (?, ?, ?)", pairs)


def discard(corpus: Corpus, number: int) -> None:
    """Take out what an article is known by, while its blocks are still there; its group may part."""
    row = corpus.row("SELECT kin FROM trace WHERE article = ?", (number,))
    if row is None:
        return
    others = corpus.rows("SELECT other FROM kin WHERE article = ?", (number,))
    with corpus.write() as db:
        hashes = likeness.sketch(*stories.body(corpus, number)).hashes
        db.executemany("DELETE FROM shingle WHERE hash = ? AND article = ?", [(value, number) for value in hashes])
        db.executemany("DELETE FROM kin WHERE article = ? AND other = ?", [(other, number) for (other,) in others])
        db.execute("DELETE FROM kin WHERE article = ?", (number,))
        db.execute("DELETE FROM trace WHERE article = ?", (number,))
        if row[0] is not None:
            _part(corpus, row[0])


def _alike(corpus: Corpus, key: str | None, digest: bytes | None) -> Iterator[int]:
    """One article of those with the same key, and one of those with the same words: they are in one group already."""
    for column, value in (("key", key), ("body", digest)):
        row = corpus.row(f"SELECT article FROM trace WHERE {column} = ? LIMIT 1", (value,))
        if row:
            yield row[0]


def _join(db: Any, number: int, relatives: set[int]) -> None:
    """Make one group of an article, its relatives and theirs."""
    if not relatives:
        return
    members = sorted(relatives | {number})
    groups = {db.execute("SELECT kin FROM trace WHERE article = ?", (one,)).fetchone()[0] for one in members} - {None}
    name = min({*members, *groups})
    db.executemany("UPDATE trace SET kin = ? WHERE kin = ?", [(name, group) for group in sorted(groups - {name})])
    db.executemany("UPDATE trace SET kin = ? WHERE article = ?", [(name, one) for one in members])


def _part(corpus: Corpus, group: int) -> None:
    """Name anew what is left of a group: it may be several now, or articles that stand alone."""
    members = corpus.rows("SELECT article, key, body FROM trace WHERE kin = ?", (group,))
    bonds: _Bonds = {number: [("key", key), ("body", body)] for number, key, body in members}
    for pair in corpus.rows(
        "SELECT article, other FROM kin WHERE article IN (SELECT article FROM trace WHERE kin = ?)", (group,)
    ):
        bonds[pair[0]].append(("pair", (min(pair), max(pair))))
    parts = list(_parts(bonds))
    with corpus.write() as db:
        for part in parts:
            name = min(part) if len(part) > 1 else None
            db.executemany("UPDATE trace SET kin = ? WHERE article = ?", [(name, number) for number in part])
    if len(parts) > 1 and len(members) > stories.FOUND:
        # In so large a group not every pair was looked for, and the one that went may have held it together.
        _rejoin(corpus, sorted(bonds))


def _rejoin(corpus: Corpus, numbers: Sequence[int]) -> None:
    for number in numbers:
        text, blocks = stories.body(corpus, number)
        near = stories.find(corpus, text, blocks, likeness.sketch(text, blocks))
        with corpus.write() as db:
            _bind(db, number, near)
            _join(db, number, {other for other, _ in near})


def _parts(bonds: _Bonds) -> Iterable[list[int]]:
    """The connected parts of numbers that are bound by what they have in common; ``None`` binds nothing."""
    holders: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for number, known in bonds.items():
        for bond in known:
            if bond[1] is not None:
                holders[bond].append(number)
    waiting = set(bonds)
    while waiting:
        part = [waiting.pop()]
        for number in part:
            near = {other for bond in bonds[number] for other in holders.pop(bond, ())} & waiting
            waiting -= near
            part += near
        yield part
