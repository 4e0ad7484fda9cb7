"""What a person says of persons, places and organisations, against what was recognised."""

from __future__ import annotations

from collections.abc import Sequence

from reader.acts.act import Change, act, undo
from reader.corpus import entities, rules
from reader.corpus.amendments import pair_row
from reader.corpus.file import Corpus
from reader.records import ENTITY_TYPES, Entity, ReaderError, Value
from reader.speech import tr
from reader.text import fold, one_line

TABLES = frozenset({"entity", "same", "reject", "mention", "unmention"})
"""The tables of the journal that corrections of entities are written to."""
_MOST_KEYS = 200
"""Names of one entity that a rule is written for each of; what has more is no entity that a person looks through."""


def rename_entity(corpus: Corpus, entity: str, name: str) -> None:
    """Show an entity under another name."""
    clean = " ".join(one_line(name).split())
    if not clean:
        raise ReaderError(tr("name"), tr("it has no letters"), tr("Give a name"))
    act(corpus, tr("the renaming"), *_for_keys(corpus, entity, {"name": clean}))


def retype_entity(corpus: Corpus, entity: str, kind: str) -> None:
    """Say that an entity is a person, place, organisation or other thing."""
    if kind not in ENTITY_TYPES:
        raise ReaderError(kind, tr("this is no type"), tr("It is one of {known}").format(known=", ".join(ENTITY_TYPES)))
    act(corpus, tr("the change of type"), *_for_keys(corpus, entity, {"type": kind}))


def merge_entities(corpus: Corpus, first: str, others: Sequence[str]) -> None:
    """Say that entities are one and the same; they become the first. What was said against it before is taken back."""
    found = [entities.find(corpus, reference) for reference in (first, *others)]
    main = entities.main_key(corpus, found[0].id)
    keys = {key for one in found for key in entities.keys_of(corpus, one.id)}
    mains = {entities.main_key(corpus, one.id) for one in found[1:]} - {main}
    pairs = {pair_row(main, key): main for key in mains}
    parted = [pair for pair in rules.of_keys(corpus, sorted(keys)).never if keys.issuperset(pair)]
    pairs |= {pair_row(*pair): main if main in pair else pair[0] for pair in parted}
    same: list[Change] = [
        ("same", row, {"same": True, "into": into, "called": False}) for row, into in sorted(pairs.items())
    ]
    named = _for_keys(corpus, found[0].id, {"name": found[0].name, "type": found[0].type})
    act(corpus, tr("the merging"), *same, *named)


def split_entity(corpus: Corpus, entity: str, aliases: Sequence[str]) -> None:
    """Say that some names of an entity are somebody else.

    A name that articles use for it in short ("Kim") then stands for itself, also where an article has the full name.
    """
    found = entities.find(corpus, entity)
    keys = entities.keys_of(corpus, found.id)
    gone = {key for alias in aliases for key in entities.keys_called(corpus, found.id, alias)}
    rest = [key for key in keys if key not in gone]
    short = {(bare, full) for alias in aliases for bare, full in entities.shortened(corpus, found.id, alias)}
    if missing := [a for a in aliases if not _is_name(corpus, found.id, a)]:
        raise _inseparable(found, missing[0])
    if not rest:
        raise ReaderError(found.name, tr("no name of it would be left"), tr("Leave at least one"))
    pairs: dict[str, Value] = {
        pair_row(one, other): {"same": False} for one in sorted(gone) for other in rest[:_MOST_KEYS]
    }
    pairs |= {pair_row(bare, full): {"same": False, "called": True} for bare, full in short if full in rest}
    act(corpus, tr("the splitting"), *(("same", row, value) for row, value in sorted(pairs.items())))


def _is_name(corpus: Corpus, entity: str, alias: str) -> bool:
    return bool(entities.keys_called(corpus, entity, alias) or entities.shortened(corpus, entity, alias))


def _inseparable(entity: Entity, alias: str) -> ReaderError:
    if fold(alias) in map(fold, entity.aliases):  # "Russia" of "Russland": two spellings, and one key
        why = tr("it is another spelling of {name}, not a name of its own").format(name=entity.name)
        return ReaderError(alias, why, tr("To say who is meant at one place: reader entity add"))
    why = tr("{name} has no such name").format(name=entity.name)
    return ReaderError(alias or tr("(empty)"), why, tr("See: reader entity {id}").format(id=entity.id))


def part_entities(corpus: Corpus, one: str, other: str) -> None:
    """Say that two entities are never the same."""
    found = [entities.find(corpus, reference) for reference in (one, other)]
    if found[0].id == found[1].id:
        raise ReaderError(
            other, tr("this is {name} itself").format(name=found[0].name), tr("To part its names: reader entity split")
        )
    mains = [entities.main_key(corpus, entity.id) for entity in found]
    keys = [entities.keys_of(corpus, entity.id)[:_MOST_KEYS] for entity in found]
    pairs = {pair_row(mains[0], key) for key in keys[1]} | {pair_row(mains[1], key) for key in keys[0]}
    act(corpus, tr("the parting"), *(("same", row, {"same": False}) for row in sorted(pairs)))


def reject_entity(corpus: Corpus, entity: str) -> None:
    """Say that an entity is none, wherever it was found."""
    found = entities.find(corpus, entity)
    act(corpus, tr("the rejection"), *(("reject", key, {}) for key in entities.keys_of(corpus, found.id)))


def undo_entities(corpus: Corpus) -> str | None:
    """Take back this person's last correction of entities; says what it was, ``None`` if there is none."""
    return undo(corpus, TABLES)


def _for_keys(corpus: Corpus, entity: str, value: Value) -> list[Change]:
    found = entities.find(corpus, entity)
    return [("entity", key, value) for key in entities.keys_of(corpus, found.id)]
