"""Which names can meet: what a name shares with those it may be one with, so that they are found in an index.

Two names are *akin* if a rule of linking looks at both of them, whoever else is in the corpus. The names akin to
one are few. That a bare family name means the only person who bears it is no kinship: it is asked of the family
name as a whole, however many bear it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reader.gazetteer import lookup
from reader.link.names import (
    family_names,
    is_family_first,
    key_of,
    one_edit,
    skeleton,
    soundings,
    without_particles,
    words_of,
)
from reader.records import ENTITY_TYPES

SPELLING_LENGTH = 8
"""Letters of a name from which one letter more, less or other can be a spelling of it."""
_LONGEST = 80
_SHORTEST_WORD = 4
_TELLING_WORD = 5
"""Letters from which on the sound of a family name is enough to look for it."""
_REMEMBERED = 1 << 14
"""Names whose parts are kept for the next rule that asks."""
BEARER, BARE = "family ", "bare "


@lru_cache(_REMEMBERED)
def words(key: str) -> tuple[str, ...]:
    """The words of the name of a key."""
    return tuple(key.partition(":")[2].split())


def is_person(key: str) -> bool:
    """Whether a key is the name of a person."""
    return key.startswith("PER:")


def is_full(key: str) -> bool:
    """Whether a key is the name of a person in more than one word."""
    return is_person(key) and len(without_particles(words(key))) > 1


def is_long(key: str) -> bool:
    """Whether a key has more words than one name would have."""
    return is_full(key) if is_person(key) else len(words(key)) > 1


@lru_cache(_REMEMBERED)
def is_known(key: str) -> bool:
    """Whether the gazetteer has this name, as this type."""
    type_, _, name = key.partition(":")
    entry = lookup(name)
    return entry is not None and entry.type == type_


def families(key: str) -> tuple[str, ...]:
    """The family names that a person of this key may be called by; empty for bare names and for things."""
    return family_names(words(key)) if is_full(key) else ()


def bare_forms(key: str) -> tuple[str, ...]:
    """Skeletons of the family name that a bare name may be, the likelier first: as it stands, and as a genitive."""
    named = without_particles(words(key))
    if not is_person(key) or len(named) != 1:
        return ()
    return tuple(dict.fromkeys(skeleton(word)[:_LONGEST] for word in (named[0], named[0].removesuffix("s"))))


def family_forms(key: str) -> tuple[str, ...]:
    """Skeletons of the family names of a full name."""
    return tuple(dict.fromkeys(skeleton(family)[:_LONGEST] for family in families(key)))


def in_order(key: str) -> str:
    """What is equal where the words of two names are the same in another order."""
    return " ".join(sorted(words(key)))


def undivided(key: str) -> str:
    """What is equal where two names are divided otherwise."""
    return "".join(words(key))


def outer(key: str) -> str:
    """What is equal where two full names are so in first and last word, as they sound."""
    named = words(key)
    return f"{skeleton(named[0])} {skeleton(named[-1])}"


def _outers(key: str) -> tuple[str, ...]:
    """`outer` in all ways in which both words may be read."""
    named = words(key)
    return tuple(f"{first} {last}" for first in soundings(named[0]) for last in soundings(named[-1]))


def heard(key: str) -> tuple[str, ...]:
    """How a full name sounds, in all ways in which its first and last word may be read."""
    first, *middle, last = words(key)
    between = [skeleton(word) for word in middle]
    return tuple(" ".join((one, *between, other)) for one in soundings(first) for other in soundings(last))


def forms(key: str) -> tuple[str, ...]:
    """All that a name is indexed by: what akin names share with it, and the family name that it bears or is."""
    return (
        *shared(key),
        *_halves(key, 0),
        *(BEARER + form for form in family_forms(key)),
        *(BARE + form for form in bare_forms(key)),
    )


def sounds(name: str) -> tuple[str, ...]:
    """What persons are indexed by who may be called this, in whatever spelling; empty if the name says too little."""
    key = key_of("PER", name)
    if is_full(key):
        return tuple(shared(key))
    named = without_particles(words(key))
    heard_as = soundings(named[0]) if len(named) == 1 and len(named[0]) >= _TELLING_WORD else ()
    return tuple(sign + sound[:_LONGEST] for sound in heard_as for sign in (BEARER, BARE))


def shared(key: str) -> Iterator[str]:
    """What full names of one person share: their words in whatever order, or how first and last of them sound."""
    if is_full(key):
        yield f"words {in_order(key)}"[:_LONGEST]
        if is_family_first(words(key)):
            yield f"undivided {undivided(key)}"[:_LONGEST]
        else:
            yield from (f"outer {form}"[:_LONGEST] for form in _outers(key))


def _halves(key: str, more: int) -> Iterator[str]:
    """The halves of a name of which one is the same in a name so many letters longer that is one letter away."""
    type_, _, name = key.partition(":")
    if can_be_misspelt(key):
        length = len(name) + more
        first, last = length // 2, length - length // 2
        yield f"begins {type_} {length} {name[:first]}"
        yield f"ends {type_} {length} {name[-last:]}"


def probes(key: str) -> tuple[str, ...]:
    """The forms under which names akin to this one are found; some that are not are found there too."""
    return (*shared(key), *(half for more in (-1, 0, 1) for half in _halves(key, more)))


def neighbours(key: str) -> set[str]:
    """The keys that are akin to this one by their letters alone: other types, genitive and nominative."""
    name = key.partition(":")[2]
    return {*(f"{type_}:{name}" for type_ in ENTITY_TYPES), key + "s", key.removesuffix("s")} - {key}


def are_akin(one: str, other: str) -> bool:
    """Whether two names that were found under one form are akin."""
    return (is_full(one) and is_full(other)) or is_misspelt(one, other)


@lru_cache(_REMEMBERED)
def can_be_misspelt(key: str) -> bool:
    """Whether one letter may be wrong in a name: numbers and short names are too easily others."""
    length = len(key.partition(":")[2])
    return not is_person(key) and SPELLING_LENGTH <= length < _LONGEST and not any(c.isdigit() for c in key)


def is_misspelt(one: str, other: str) -> bool:
    """Whether two long names differ in one letter, and not in a word of a few letters ("Gruppe A", "Gruppe B")."""
    if not (can_be_misspelt(one) and can_be_misspelt(other) and one[:3] == other[:3] and one_edit(one, other)):
        return False
    both = zip(*(words_of(key.partition(":")[2]) for key in (one, other)))
    pairs = [pair for pair in both if pair[0] != pair[1]]
    return all(min(map(len, pair)) >= _SHORTEST_WORD for pair in pairs)
