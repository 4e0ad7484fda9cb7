"""Finding entities: by id, by name, by how often they are mentioned; and what is known of one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from reader.corpus import names
from reader.corpus.entities.rows import COLUMNS, entity
from reader.corpus.file import Corpus
from reader.corpus.remembered import remembered
from reader.corpus.roll import Roll, line
from reader.records import Entity, ReaderError
from reader.speech import tr
from reader.text import canonical, fold

_ENTITY = f"SELECT {COLUMNS} FROM entity"
_MOST_SHOWN = 8
_MOST_WISHES = 8
_STEP = 25
_IN = "id IN (SELECT value FROM json_each(?))"
_MOST_MENTIONED = "ORDER BY mentions DESC, name, id"


class EntityName(NamedTuple):
    """One of the names that mean an entity: its key, how it is written, how often, and why it is this entity."""

    key: str
    name: str
    mentions: int
    reason: str


def ranked(corpus: Corpus, type: str | None = None, limit: int | None = None) -> list[Entity]:
    """Entities, most mentioned first."""
    most, of_type = -1 if limit is None else limit, () if type is None else (type,)
    where = "type = ?" if of_type else "1"
    return _entities(corpus, f"{where} {_MOST_MENTIONED} LIMIT ?", *of_type, most)


def find(corpus: Corpus, reference: str) -> Entity:
    """The entity with this id (also one merged into another), or with this name, if only one has it."""
    reference = canonical(reference)
    found = _by_id(corpus, reference) or named(corpus, reference)
    if len(found) != 1:
        ids = ", ".join(f"{one.id} ({one.name}, {one.type})" for one in found[:_MOST_SHOWN])
        several = tr("several entities have this name: {ids}").format(ids=ids)
        why = several if found else tr("there is no such entity")
        raise ReaderError(
            reference or tr("(empty)"), why, tr("Give one of the ids") if found else tr("See: reader entities")
        )
    return found[0]


def _by_id(corpus: Corpus, reference: str) -> list[Entity]:
    low = reference.lower()
    return _entities(corpus, "id IN (?, (SELECT entity FROM name WHERE hash = ?))", low, low)


def named(corpus: Corpus, name: str) -> list[Entity]:
    """The entities of this name, else those that are also called so, most mentioned first; case plays no part."""
    wanted = fold(canonical(name))
    if not names.is_current(corpus):
        return _named_by_looking(corpus, wanted)
    own = "alias = (SELECT min(alias) FROM entity_name WHERE folded = ?1)"
    called = f"id IN (SELECT entity FROM entity_name WHERE folded = ?1 AND {own})"
    return sorted(_entities(corpus, called, wanted), key=lambda one: (-one.mentions, one.id))


def sounding(corpus: Corpus, name: str) -> list[Entity]:
    """The persons whose name sounds like this in some spelling (Zelensky, Selenskyj), most mentioned first."""
    from reader.link import blocks

    if not names.is_current(corpus):
        return []
    forms = blocks.sounds(name)
    alike = "SELECT entity FROM name_block JOIN name ON n = name WHERE form IN (SELECT value FROM json_each(?))"
    by_sound = f"id IN ({alike}) AND +type = 'PER' ORDER BY mentions DESC, id"
    return _entities(corpus, by_sound, json.dumps(forms)) if forms else []


def of_family(corpus: Corpus, name: str) -> list[Entity]:
    """The persons that have this family name beside others, most mentioned first."""
    from reader.link import blocks
    from reader.link.names import skeleton

    if not names.is_current(corpus):
        return []
    bearers = "SELECT entity FROM name_block JOIN name ON n = name WHERE form = ?"
    form = blocks.BEARER + skeleton(name)
    found = _entities(corpus, f"id IN ({bearers}) AND +type = 'PER' ORDER BY mentions DESC, id", form)
    wanted = fold(name)
    return [one for one in found if any(fold(said).endswith(f" {wanted}") for said in (one.name, *one.aliases))]


def _named_by_looking(corpus: Corpus, wanted: str) -> list[Entity]:
    """The same in a file whose names are not indexed: one of an older version, which is only read."""
    order = "ORDER BY mentions DESC, id"
    also = f"EXISTS (SELECT 1 FROM json_each(aliases) WHERE fold(value) = ?) {order}"
    return _entities(corpus, f"fold(name) = ? {order}", wanted) or _entities(corpus, also, wanted)


def called_with(corpus: Corpus, wanted: Iterable[Collection[str]]) -> Iterator[Entity]:
    """Entities, most mentioned first, that are called something in which one of each of the first few words begins.

    The words are folded. The entities are read as far as they are asked for.
    """
    wishes = list(dict.fromkeys(tuple(words) for words in islice(wanted, _MOST_WISHES)))
    if not names.is_current(corpus):
        yield from ranked(corpus)
        return
    if not wishes:
        return
    found = remembered(corpus, _called).with_beginnings(wishes)
    while ids := list(islice(found, _STEP)):
        yield from _entities(corpus, f"{_IN} {_MOST_MENTIONED}", json.dumps(ids))


def _called(corpus: Corpus) -> Roll:
    """What the entities are called, in their order."""
    said: dict[str, str] = {}
    for folded, id in corpus.rows("SELECT folded, entity FROM entity_name"):
        said[id] = f"{said[id]} {folded}" if id in said else folded
    order = corpus.rows(f"SELECT id FROM entity {_MOST_MENTIONED}")
    return Roll(line(said[id], id) for (id,) in order if id in said)


def _entities(corpus: Corpus, condition: str, *parameters: Any) -> list[Entity]:
    return [entity(row) for row in corpus.rows(f"{_ENTITY} WHERE {condition}", parameters)]


def keys_of(corpus: Corpus, entity: str) -> list[str]:
    """The name keys behind an entity."""
    return [row[0] for row in corpus.rows("SELECT key FROM name WHERE entity = ? ORDER BY key", (entity,))]


def main_key(corpus: Corpus, entity: str) -> str:
    """The key that gives an entity its id."""
    return str(corpus.rows("SELECT key FROM name WHERE hash = ?", (entity,))[0][0])


def keys_called(corpus: Corpus, entity: str, alias: str) -> list[str]:
    """The keys of an entity that are this name, as whatever type."""
    from reader.link import key_of

    return [key for key in keys_of(corpus, entity) if key_of(key.partition(":")[0], alias) == key]


def shortened(corpus: Corpus, entity: str, alias: str) -> list[tuple[str, str]]:
    """The keys of a bare name and of each full name of a person for which articles use it."""
    from reader.link import key_of

    bare = key_of("PER", alias)
    called = corpus.rows(
        "SELECT DISTINCT key, form FROM name JOIN name_form ON name = n "
        "WHERE entity = ? AND called > 0 AND key GLOB 'PER:*' AND key <> ?",
        (entity, bare),
    )
    return sorted({(bare, key) for key, form in called if key_of("PER", form) == bare})


def names_of(corpus: Corpus, entity: str) -> list[EntityName]:
    """The names that mean an entity, most used first; none in a file of an older version, which does not say why."""
    return [
        EntityName(*row)
        for row in corpus.rows(
            "SELECT key, ifnull((SELECT form FROM name_form WHERE name = n ORDER BY named DESC, form LIMIT 1), "
            "substr(key, instr(key, ':') + 1)), mentions, ifnull(reason, '') FROM name JOIN name_use ON name = n "
            "WHERE entity = ? ORDER BY mentions DESC, key",
            (entity,),
        )
    ]


def stands_for(corpus: Corpus, entity: str) -> Entity | None:
    """The state whose government a capital or a seat of government may stand for; they are never one entity."""
    from reader.link import stands_for as state_of

    states = (state_of(key) for key in keys_of(corpus, entity))
    found = (_of_key(corpus, state) for state in states if state)
    return next((one for one in found if one and one.id != entity), None)


def stood_for_by(corpus: Corpus, entity: str) -> list[Entity]:
    """The capitals and seats that may stand for a state, most mentioned first."""
    from reader.link import seats_of

    seats = {seat for key in keys_of(corpus, entity) for seat in seats_of(key)}
    found = {one.id: one for one in (_of_key(corpus, seat) for seat in seats) if one and one.id != entity}
    return sorted(found.values(), key=lambda one: (-one.mentions, one.name, one.id))


def _of_key(corpus: Corpus, key: str) -> Entity | None:
    found = _entities(corpus, "id = (SELECT entity FROM name WHERE key = ?)", key)
    return found[0] if found else None
