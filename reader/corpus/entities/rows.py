"""Entities as they stand in the file: what a listing shows of each, counted from the names that mean it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.corpus.file import Corpus
from reader.corpus.names import DATED, among
from reader.records import Entity
from reader.text import fold

if TYPE_CHECKING:
    from reader.link import Linked

COLUMNS = "id, name, type, aliases, articles, mentions, first, last"
Owners = dict[int, str]
"""The entity of each of some names, by number."""


def entity(row: Any) -> Entity:
    """An entity of a row as `COLUMNS` has them."""
    id, name, type, aliases, *rest = row
    return Entity(id, name, type, tuple(json.loads(aliases)), *rest)


def write_all(
    corpus: Corpus, db: Any, numbers: Mapping[str, int], linked: Sequence[Linked], watch: Callable[[str], None]
) -> None:
    """Write all entities anew."""
    db.execute("UPDATE name SET entity = NULL WHERE entity IS NOT NULL")
    _own(db, numbers, linked, {})
    watch("entities")
    articles = dict(corpus.rows(
        "SELECT entity, count(DISTINCT stamp) FROM sighting JOIN name ON n = name WHERE entity IS NOT NULL "
        "GROUP BY entity"
    ))  # fmt: skip
    dates = {row[0]: row[1:] for row in corpus.rows(
        "SELECT entity, min(stamp), max(stamp) FROM sighting JOIN name ON n = name "
        "WHERE entity IS NOT NULL AND stamp >= ? GROUP BY entity", (DATED,)
    )}  # fmt: skip
    uses = dict(corpus.rows("SELECT name, mentions FROM name_use"))
    published = dict(corpus.rows("SELECT stamp, published FROM card"))
    forms = _forms(corpus.connection.execute("SELECT name, form, named, called FROM name_form"))
    db.execute("DELETE FROM entity")
    db.execute("DELETE FROM entity_name")
    for one in linked:
        own = [numbers[key] for key in one.keys]
        first, last = (published.get(stamp) for stamp in dates.get(one.id, (None, None)))
        mentions = sum(uses[number] for number in own)
        _insert(
            db, Entity(one.id, one.name, one.type, _aliases(one, own, forms), articles[one.id], mentions, first, last)
        )


def update(corpus: Corpus, db: Any, numbers: Mapping[str, int], linked: Sequence[Linked]) -> None:
    """Write those entities anew that changed. ``numbers`` has all names of each, and of those it stood for before."""
    changes = corpus.rows("SELECT article, name, was FROM unlinked")
    names = {*numbers.values(), *(name for _, name, _ in changes)}
    owned = {n: owner for n, owner in among(corpus, "SELECT n, entity FROM name WHERE n IN ({})", names) if owner}
    held = _held(corpus, set(owned.values()))
    now = _own(db, numbers, linked, owned)
    free = [(name,) for name in names - now.keys()]
    db.executemany("UPDATE name SET entity = NULL WHERE n = ?", free)
    db.executemany("UPDATE name_use SET reason = NULL WHERE name = ?", free)
    grown = _grown(corpus, changes, now)
    uses = dict(among(corpus, "SELECT name, mentions FROM name_use WHERE name IN ({})", now))
    forms = _forms(among(corpus, "SELECT name, form, named, called FROM name_form WHERE name IN ({})", now))
    before = _grouped(owned)
    for one in linked:
        own = [numbers[key] for key in one.keys]
        was = held.pop(one.id, None)
        same = was is not None and before.get(one.id) == set(own) and one.id in grown
        articles = was.articles + grown[one.id] if was and same else _articles(corpus, own)
        mentions = sum(uses[number] for number in own)
        is_now = Entity(one.id, one.name, one.type, _aliases(one, own, forms), articles, mentions, *_dates(corpus, own))
        _replace(db, was, is_now)
    for gone in held.values():
        _delete(db, gone)


def _own(db: Any, numbers: Mapping[str, int], linked: Sequence[Linked], owned: Owners) -> Owners:
    """Give names to their entities. Gives the entity of each."""
    now = {numbers[key]: one.id for one in linked for key in one.keys}
    news = [(owner, number) for number, owner in now.items() if owned.get(number) != owner]
    db.executemany("UPDATE name SET entity = ? WHERE n = ?", news)
    reasons = [(one.reasons[key], numbers[key]) for one in linked for key in one.keys]
    db.executemany("UPDATE name_use SET reason = ?1 WHERE name = ?2 AND reason IS NOT ?1", reasons)
    return now


def _held(corpus: Corpus, ids: set[str]) -> dict[str, Entity]:
    found = among(corpus, f"SELECT {COLUMNS} FROM entity WHERE id IN ({{}})", ids)
    return {one.id: one for one in map(entity, found)}


def _grouped(owned: Owners) -> dict[str, set[int]]:
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for number, owner in owned.items():
        groups[owner].add(number)
    return groups


def _grown(corpus: Corpus, changes: Iterable[tuple[int, int, int]], owners: Owners) -> dict[str, int]:
    """By how many articles each entity is spoken of in more than before; without those that must be counted anew."""
    before: defaultdict[tuple[str, int], bool] = defaultdict(bool)
    after: defaultdict[tuple[str, int], bool] = defaultdict(bool)
    unsure: set[str] = set()
    for article, name, was in changes:
        owner = owners.get(name, "")
        if article == 0:
            unsure.add(owner)
        spoken = corpus.row("SELECT 1 FROM mention WHERE name = ? AND article = ?", (name, article))
        before[owner, article] |= bool(was)
        after[owner, article] |= spoken is not None
    grown = dict.fromkeys(owners.values(), 0)
    for owner, article in before:
        if owner in grown:
            grown[owner] += after[owner, article] - before[owner, article]
    return {owner: count for owner, count in grown.items() if owner not in unsure}


def _articles(corpus: Corpus, names: Sequence[int]) -> int:
    if len(names) == 1:
        return int(corpus.rows("SELECT articles FROM name_use WHERE name = ?", names)[0][0])
    sql = "SELECT count(DISTINCT stamp) FROM sighting WHERE name IN (SELECT value FROM json_each(?))"
    return int(corpus.rows(sql, (json.dumps(names),))[0][0])


def _dates(corpus: Corpus, names: Sequence[int]) -> tuple[str | None, str | None]:
    """When the first and the last dated article appeared that has one of some names."""
    found = [
        corpus.rows(
            "SELECT (SELECT min(stamp) FROM sighting WHERE name = ?1 AND stamp >= ?2), "
            "(SELECT max(stamp) FROM sighting WHERE name = ?1 AND stamp >= ?2)",
            (name, DATED),
        )[0]
        for name in names
    ]
    dated = [row for row in found if row[0] is not None]
    if not dated:
        return None, None
    return _published(corpus, min(row[0] for row in dated)), _published(corpus, max(row[1] for row in dated))


def _published(corpus: Corpus, stamp: int) -> str | None:
    row = corpus.row("SELECT published FROM card WHERE stamp = ?", (stamp,))
    return row[0] if row else None


def _forms(rows: Iterable[tuple[int, str, int, int]]) -> dict[int, list[tuple[str, int, int]]]:
    forms: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for name, form, named, called in rows:
        forms[name].append((form, named, called))
    return forms


def _aliases(one: Linked, names: Sequence[int], forms: Mapping[int, list[tuple[str, int, int]]]) -> tuple[str, ...]:
    """What an entity is called beside its name, in full and in short, most used first."""
    written: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for name in names:
        for form, named, called in forms.get(name, ()):
            written[form] += named
            said[form] += called
    counted = {form: max(written[form], said[form]) for form in written if form != one.name}
    return tuple(form for form, _ in sorted(counted.items(), key=lambda form: (-form[1], form[0])))


def _replace(db: Any, was: Entity | None, now: Entity) -> None:
    """Write an entity in place of what it was. Most often only counts differ, and what it is called stays."""
    if was is None:
        return _insert(db, now)
    if was != now:
        counts = *_row(now)[1:], now.id
        db.execute(
            "UPDATE entity SET name = ?, type = ?, aliases = ?, articles = ?, mentions = ?, first = ?, last = ? "
            "WHERE id = ?",
            counts,
        )
    before, called = _folded(was), _folded(now)
    if before != called:
        db.executemany("DELETE FROM entity_name WHERE folded = ? AND entity = ?", [(name, now.id) for name in before])
        _call(db, now.id, called)


def _insert(db: Any, one: Entity) -> None:
    db.execute("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(one))
    _call(db, one.id, _folded(one))


def _row(one: Entity) -> tuple[Any, ...]:
    return (*one[:3], json.dumps(one.aliases, ensure_ascii=False), *one[4:])


def _folded(one: Entity) -> dict[str, int]:
    """What an entity is called, for comparison: 0 its name, 1 an alias."""
    return {fold(alias): 1 for alias in one.aliases} | {fold(one.name): 0}


def _call(db: Any, entity: str, folded: Mapping[str, int]) -> None:
    rows = [(name, entity, alias) for name, alias in folded.items()]
    db.executemany("INSERT INTO entity_name VALUES (?, ?, ?)", rows)


def _delete(db: Any, one: Entity) -> None:
    db.execute("DELETE FROM entity WHERE id = ?", (one.id,))
    names = [(name, one.id) for name in _folded(one)]
    db.executemany("DELETE FROM entity_name WHERE folded = ? AND entity = ?", names)
