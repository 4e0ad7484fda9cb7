"""Where persons are meant by their office: rows beside the mentions, which follow from them and from the date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.corpus import names, readings
from reader.corpus.file import Corpus
from reader.records import Block, Mention

if TYPE_CHECKING:
    from reader.link import Meant

VERSION = "1"
"""Of the words for offices and their holders: with another, `reader index` looks for all of them anew."""
_STEP = 100
OWNERS = "SELECT n FROM name WHERE entity = ?1 UNION SELECT name FROM officer WHERE entity = ?1"
"""The names under which an entity is meant by an office."""


def of_article(corpus: Corpus, number: int) -> tuple[Mention, ...]:
    """The places of an article where persons of the corpus are meant by their office."""
    return tuple(
        Mention(start, end, "PER", 1.0, entity)
        for start, end, entity in corpus.rows(
            "SELECT start, end, coalesce(name.entity, officer.entity) AS person FROM role JOIN name ON n = role.name "
            "LEFT JOIN officer ON officer.name = n WHERE article = ? AND person IS NOT NULL ORDER BY start",
            (number,),
        )
    )


def count(corpus: Corpus, entity: str) -> int:
    """How often an entity is meant by its office."""
    return int(corpus.rows(f"SELECT count(*) FROM role WHERE name IN ({OWNERS})", (entity,))[0][0])


def follow(corpus: Corpus, number: int, blocks: Sequence[Block] | None = None) -> None:
    """Find the roles of an article anew, if it is listed: its names or its date changed.

    ``blocks``: those that stand, where they are at hand.
    """
    from reader.link import Said, key_of, meant_by_office
    from reader.recognise import READ_KINDS

    listed = corpus.row("SELECT published, text FROM card JOIN article ON n = article WHERE article = ?", (number,))
    if listed is None:
        return
    stand = readings.reading(corpus, number).blocks if blocks is None else blocks
    spans = [(b.start, b.end) for b in stand if b.kind in READ_KINDS]
    named = corpus.rows("SELECT start, end, type, form FROM mention WHERE article = ? ORDER BY start", (number,))
    # What the text calls a person counts, not whom somebody said that it means: that is asked when roles are shown.
    said = [Said(start, end, type, key_of(type.partition("-")[0], form)) for start, end, type, form in named]
    published, text = listed
    _store(corpus, number, meant_by_office(text, spans, said, published), {one.key for one in said})


def _store(corpus: Corpus, number: int, meant: Sequence[Meant], own: set[str]) -> None:
    numbers = names.numbers(corpus, {one.key for one in meant})
    with corpus.write() as db:
        db.execute("DELETE FROM role WHERE article = ?", (number,))
        rows = [(number, one.start, one.end, numbers[one.key]) for one in meant]
        db.executemany("INSERT INTO role VALUES (?, ?, ?, ?)", rows)
        others = [(numbers[key],) for key in sorted({one.key for one in meant} - own)]
        db.executemany("INSERT OR IGNORE INTO officer VALUES (?, NULL)", others)


def resolve(corpus: Corpus) -> None:
    """Say who of the corpus the holders of offices are whom it calls by another name than the table of holders."""
    held = corpus.rows("SELECT n, key, officer.entity FROM officer JOIN name ON n = officer.name ORDER BY n")
    if not held:
        return
    used = {
        row[0] for row in names.among(corpus, "SELECT name FROM name_use WHERE name IN ({})", [n for n, *_ in held])
    }
    found = {n: None if n in used else _person(corpus, key) for n, key, _ in held}
    news = [(found[n], n) for n, _, was in held if found[n] != was]
    if news:
        with corpus.write() as db:
            db.executemany("UPDATE officer SET entity = ? WHERE name = ?", news)


def _person(corpus: Corpus, key: str) -> str | None:
    """The only entity that has this name in another spelling, or the family name if it has no other."""
    from reader.link import spellings_of_holder
    from reader.link.blocks import BARE, family_forms, shared

    spelt = spellings_of_holder(key)
    full = _owners(corpus, {form for one in spelt for form in shared(one)})
    if full:
        return full.pop() if len(full) == 1 else None
    bare = _owners(corpus, {BARE + form for one in spelt for form in family_forms(one)})
    return next((one for one in bare if len(bare) == 1 and not _has_full_name(corpus, one)), None)


def _owners(corpus: Corpus, forms: Iterable[str]) -> set[str]:
    sql = "SELECT DISTINCT entity FROM name_block JOIN name ON n = name WHERE form IN ({}) AND entity IS NOT NULL"
    return {row[0] for row in names.among(corpus, sql, sorted(forms))}


def _has_full_name(corpus: Corpus, entity: str) -> bool:
    return corpus.row("SELECT 1 FROM name WHERE entity = ? AND key GLOB 'PER:* *'", (entity,)) is not None


def remember(corpus: Corpus, aside: Callable[[], None] = lambda: None) -> None:
    """Find the roles of all articles anew if the words or the table changed; ``aside`` is called between steps."""
    if corpus.row("SELECT 1 FROM derived WHERE what = 'roles' AND version = ?", (VERSION,)):
        return
    every = [row[0] for row in corpus.rows("SELECT article FROM card ORDER BY article")]
    for at in range(0, len(every), _STEP):
        aside()
        with corpus.write():
            for number in every[at : at + _STEP]:
                follow(corpus, number)
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('roles', ?)", (VERSION,))
