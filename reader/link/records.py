"""What linking takes and gives: how names are used, a person's corrections, and entities with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class NameUse:
    """How a corpus uses one key: the display names with their counts, all mentions, the articles."""

    key: str
    type: str
    forms: Mapping[str, int]
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Rules:
    """A person's corrections, by key. In a pair of ``same`` the first key keeps its id."""

    same: tuple[tuple[str, str], ...] = ()
    never: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Beyond:
    """What names that are not being linked have a say in, where only some names of a corpus are.

    ``families``: folded family names that full names bear. ``shared``: skeletons of family names that several
    persons bear.
    """

    families: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Linked:
    """An entity: its id and name, the keys that mean it (the first gives the id), and why each belongs to it."""

    id: str
    name: str
    type: str
    keys: tuple[str, ...]
    reasons: Mapping[str, str]


NO_RULES = Rules()
NOTHING = Beyond()


def entity_id(key: str) -> str:
    """The id of the entity whose first key this is: 16 hex digits."""
    return sha256(key.encode()).hexdigest()[:16]
