"""Names in use: how often, how they are written, where they stand in time, and what changed since they were linked.

All of it follows from the mentions and is kept beside them, so that linking need not read them all. While links
are made anew from nothing (`is_current` is false) nothing is kept up: the tables are filled when they are made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reader.corpus.file import Corpus
from reader.corpus.remembered import remembered

if TYPE_CHECKING:
    from reader.link import NameUse

CURRENT = "3"
"""What `derived` says of links that fit the tables of this room. Any other word: everything must be made anew."""
DATED = 1 << 32
"""Stamps below are those of articles without a date."""
_LOOKED_UP = 500
_FEW, _PER_ARTICLE = 20_000, 5
"""So many changes, or so many for each article listed, from which linking anew is the shorter way."""


def is_current(corpus: Corpus) -> bool:
    """Whether the tables of names fit the mentions."""
    return remembered(corpus, _is_current)


def _is_current(corpus: Corpus) -> bool:
    return corpus.row("SELECT 1 FROM derived WHERE what = 'links' AND version = ?", (CURRENT,)) is not None


def say(corpus: Corpus, version: str) -> None:
    """Note of which version the links are."""
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('links', ?)", (version,))


def enter(corpus: Corpus, number: int) -> None:
    """Count the names of an article whose mentions have just been written."""
    with corpus.write() as db:
        if not is_current(corpus):
            db.execute("INSERT OR IGNORE INTO derived VALUES ('links', 'stale')")
            return
        uses, forms = _of_article(corpus, number)
        _note(corpus, db, number, uses, was=0)
        _index(corpus, db, uses)
        db.executemany(
            "INSERT INTO name_use VALUES (?, ?, 1, NULL, NULL) ON CONFLICT (name) DO UPDATE "
            "SET mentions = mentions + excluded.mentions, articles = articles + 1",
            uses.items(),
        )
        db.executemany(
            "INSERT INTO name_form VALUES (?, ?, ?, ?) ON CONFLICT (name, form) DO UPDATE "
            "SET named = named + excluded.named, called = called + excluded.called",
            forms,
        )


def leave(corpus: Corpus, number: int) -> None:
    """Take the names of an article out of the counts, before its mentions go."""
    if not is_current(corpus):
        return
    with corpus.write() as db:
        uses, forms = _of_article(corpus, number)
        _note(corpus, db, number, uses, was=1)
        db.executemany(
            "UPDATE name_use SET mentions = mentions - ?, articles = articles - 1 WHERE name = ?",
            [(count, name) for name, count in uses.items()],
        )
        db.executemany(
            "UPDATE name_form SET named = named - ?, called = called - ? WHERE name = ? AND form = ?",
            [(named, called, name, form) for name, form, named, called in forms],
        )
        _forget_unused(corpus, db, uses)


def _of_article(corpus: Corpus, number: int) -> tuple[dict[int, int], list[tuple[int, str, int, int]]]:
    """The mentions of each name of an article, and of each form of each name."""
    rows = corpus.rows(
        "SELECT name, key, form, called, count(*) FROM mention JOIN name ON n = name WHERE article = ? "
        "GROUP BY name, form, called",
        (number,),
    )
    uses: Counter[int] = Counter()
    for name, *_, count in rows:
        uses[name] += count
    return dict(uses), forms_of(rows)


def numbers(corpus: Corpus, keys: Collection[str]) -> dict[str, int]:
    """The numbers of some keys; those that were never seen get one."""
    from reader.link import entity_id

    new = [(key, entity_id(key)) for key in sorted(keys)]
    with corpus.write() as db:
        db.executemany("INSERT OR IGNORE INTO name (key, hash) VALUES (?, ?)", new)
    return known(corpus, keys)


def known(corpus: Corpus, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of those of some keys that were ever seen."""
    return dict(among(corpus, "SELECT key, n FROM name WHERE key IN ({})", keys))


def forms_of(rows: Iterable[tuple[int, str, str, str, int]]) -> list[tuple[int, str, int, int]]:
    """The forms of names (name, form, how often written in full, how often said) of counted mentions.

    A mention that a person gave another name than the text does says what that is called there, not how it is written.
    """
    from reader.link import key_of

    named: Counter[tuple[int, str]] = Counter()
    called: Counter[tuple[int, str]] = Counter()
    for name, key, form, said, count in rows:
        called[name, said] += count
        if key_of(key.partition(":")[0], form) == key:
            named[name, form] += count
    return [(*form, named[form], called[form]) for form in sorted(named.keys() | called.keys())]


def uses(counts: Iterable[tuple[int, str, int, int]], forms: Iterable[tuple[int, str, int, int]]) -> list[NameUse]:
    """How names are used: of (name, key, mentions, articles) and of rows of `name_form`.

    A name that is never written in full is written as it is said.
    """
    from reader.link import NameUse, key_of

    named: defaultdict[int, dict[str, int]] = defaultdict(dict)
    called: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for name, form, in_full, said in forms:
        (named if in_full else called)[name][form] = in_full or said
    found = []
    for name, key, mentions, articles in counts:
        type_ = key.partition(":")[0]
        own = named.get(name) or {form: n for form, n in called[name].items() if key_of(type_, form) == key}
        found.append(NameUse(key, type_, own, mentions, articles))
    return found


def _note(corpus: Corpus, db: Any, number: int, names: Iterable[int], *, was: int) -> None:
    """Remember that the names of an article came or went; of several changes the first says what was before."""
    db.executemany("INSERT OR IGNORE INTO unlinked VALUES (?, ?, ?)", [(number, name, was) for name in names])
    changes, cards = corpus.rows("SELECT ifnull(max(rowid), 0), (SELECT cards FROM total) FROM unlinked")[0]
    if changes > max(_FEW, _PER_ARTICLE * cards):
        say(corpus, "stale")


def _index(corpus: Corpus, db: Any, names: Iterable[int]) -> None:
    """Put names that were not in use into the index of what names share."""
    from reader.link.blocks import forms

    held = {row[0] for row in among(corpus, "SELECT name FROM name_use WHERE name IN ({})", names)}
    new = [name for name in names if name not in held]
    keys = among(corpus, "SELECT n, key FROM name WHERE n IN ({})", new)
    db.executemany(
        "INSERT OR IGNORE INTO name_block VALUES (?, ?)", [(form, n) for n, key in keys for form in forms(key)]
    )


def _forget_unused(corpus: Corpus, db: Any, names: Iterable[int]) -> None:
    """Take names out that have no mentions left, and forms that nobody uses."""
    from reader.link.blocks import forms

    unused = "SELECT n, key FROM name_use JOIN name ON n = name WHERE n IN ({}) AND mentions < 1"
    gone = list(among(corpus, unused, names))
    shared = [(form, number) for number, key in gone for form in forms(key)]
    db.executemany("DELETE FROM name_block WHERE form = ? AND name = ?", shared)
    db.executemany("DELETE FROM name_use WHERE name = ?", [(number,) for number, _ in gone])
    db.executemany("DELETE FROM name_form WHERE name = ? AND named < 1 AND called < 1", [(name,) for name in names])


def recount(corpus: Corpus, names: Sequence[int]) -> None:
    """Count names anew whose mentions were given to one another."""
    if not is_current(corpus):
        return
    with corpus.write() as db:
        _index(corpus, db, names)
        for name in names:
            for table in ("name_form", "sighting"):
                db.execute(f"DELETE FROM {table} WHERE name = ?", (name,))
            mentions = corpus.rows("SELECT count(*), count(DISTINCT article) FROM mention WHERE name = ?", (name,))[0]
            db.execute("INSERT OR REPLACE INTO name_use VALUES (?, ?, ?, NULL, NULL)", (name, *mentions))
            db.execute(f"{SIGHTINGS} WHERE name = ? GROUP BY name, stamp", (name,))
            forms = forms_of(corpus.rows(f"{FORMS} WHERE name = ? {BY_FORM}", (name,)))
            db.executemany("INSERT INTO name_form VALUES (?, ?, ?, ?)", forms)
            db.execute("INSERT OR IGNORE INTO unlinked VALUES (0, ?, 1)", (name,))
        _forget_unused(corpus, db, names)


USES = "INSERT INTO name_use SELECT name, count(*), count(DISTINCT article), NULL, NULL FROM mention"
SIGHTINGS = (
    "INSERT INTO sighting SELECT name, stamp, mention.article, count(*) FROM mention "
    "JOIN card ON card.article = mention.article"
)
FORMS = "SELECT name, key, form, called, count(*) FROM mention JOIN name ON n = name"
WRITTEN = "SELECT name, form, named, called FROM name_form"
BY_FORM = "GROUP BY name, form, called"


def sight(corpus: Corpus, number: int) -> None:
    """Put the names of an article, which has a card and mentions, into the order of time."""
    if is_current(corpus):
        with corpus.write() as db:
            db.execute(f"{SIGHTINGS} WHERE mention.article = ? GROUP BY name", (number,))


def unsight(db: Any, number: int) -> None:
    """Take the names of an article out of the order of time, before its card or its mentions go."""
    db.execute(
        "DELETE FROM sighting WHERE stamp = (SELECT stamp FROM card WHERE article = ?1) "
        "AND name IN (SELECT name FROM mention WHERE article = ?1)",
        (number,),
    )


def redate(corpus: Corpus, number: int) -> None:
    """Note that the date of an article changes: entities say when they were first and last spoken of."""
    if is_current(corpus):
        with corpus.write() as db:
            names = [row[0] for row in corpus.rows("SELECT DISTINCT name FROM mention WHERE article = ?", (number,))]
            _note(corpus, db, number, names, was=1)


def correct(corpus: Corpus, keys: Iterable[str]) -> None:
    """Note that a person said something of some keys."""
    if is_current(corpus):
        with corpus.write() as db:
            found = among(corpus, "SELECT n FROM name WHERE key IN ({})", keys)
            db.executemany("INSERT OR IGNORE INTO unlinked VALUES (0, ?, 1)", list(found))


def pair(corpus: Corpus, row: str, keys: Iterable[str]) -> None:
    """Index what a person said of two keys by each of them; the journal has what was said."""
    if is_current(corpus):
        with corpus.write() as db:
            db.executemany("INSERT OR IGNORE INTO name_pair VALUES (?, ?)", [(key, row) for key in keys])


def has_borrowed(corpus: Corpus, name: int) -> bool:
    """Whether some mentions of a name are another's, which a person said it is no short form of."""
    counted = corpus.row(
        "SELECT mentions > (SELECT sum(named) FROM name_form WHERE name = ?1) FROM name_use WHERE name = ?1", (name,)
    )
    return not is_current(corpus) or bool(counted and counted[0])


def among(corpus: Corpus, sql: str, values: Iterable[Any]) -> Iterator[Any]:
    """The rows of a query with ``IN ({})`` for any number of values."""
    wanted = list(values)
    for at in range(0, len(wanted), _LOOKED_UP):
        some = wanted[at : at + _LOOKED_UP]
        yield from corpus.rows(sql.format(",".join("?" * len(some))), some)
