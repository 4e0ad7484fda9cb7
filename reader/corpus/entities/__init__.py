"""Entities: people, places and organisations as linked across the corpus."""

from reader.corpus.entities.contexts import contexts
from reader.corpus.entities.find import (
    EntityName,
    called_with,
    find,
    keys_called,
    keys_of,
    main_key,
    named,
    names_of,
    of_family,
    ranked,
    shortened,
    sounding,
    stands_for,
    stood_for_by,
)
from reader.corpus.entities.links import relink, relink_all

__all__ = [
    "EntityName",
    "called_with",
    "contexts",
    "find",
    "keys_called",
    "keys_of",
    "main_key",
    "named",
    "names_of",
    "of_family",
    "ranked",
    "relink",
    "relink_all",
    "shortened",
    "sounding",
    "stands_for",
    "stood_for_by",
]
