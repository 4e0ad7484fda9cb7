"""When an entity is spoken of, and with whom; from a sample of its articles where they are very many."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from reader.corpus import names, roles
from reader.corpus.file import Corpus

T = TypeVar("T")
_SIGHTINGS = "name JOIN sighting ON sighting.name = n"
_MENTIONS = "name JOIN mention ON mention.name = n JOIN card USING (article)"
"""The same in a file whose names are not indexed: one of an older version, which is only read."""

DATED = 2000
"""About so many articles at most are asked for their dates: a chart of eight steps shows no difference."""
LOOKED_AT = 100
"""So many articles at most are looked through for who else is in them."""


_TIED = 8
"""So many times as many as are wanted are put in order: of companions as frequent the better known come first."""


class Companion(NamedTuple):
    """An entity that appears in the same articles, and in how many of those looked at."""

    id: str
    name: str
    type: str
    articles: int


class Company(NamedTuple):
    """``months``: mentions by date (``2018-04``, or ``2018`` where no more is known), of a sample where they are many.

    ``companions``, most frequent first, are those of ``looked_at`` articles out of ``articles``.
    """

    months: Mapping[str, int]
    companions: tuple[Companion, ...]
    looked_at: int
    articles: int
    by_office: int = 0
    """How often it is meant by its office ("der Kremlchef")."""


def company(corpus: Corpus, entity: str, limit: int = 8) -> Company:
    """When an entity is spoken of and with whom."""
    row = corpus.row("SELECT articles FROM entity WHERE id = ?", (entity,))
    articles = row[0] if row else 0
    counts = _sample(corpus, entity, max(1, articles // DATED))
    near = spread([*counts], LOOKED_AT)
    companions = _companions(corpus, entity, near, limit)
    return Company(_months(corpus, counts), companions, len(near), articles, roles.count(corpus, entity))


def _sample(corpus: Corpus, entity: str, one_of: int) -> dict[int, int]:
    """Articles with the mentions of an entity in each: one of so many, chosen by their ids and so by chance."""
    table, number = (_SIGHTINGS, "sum(mentions)") if names.is_current(corpus) else (_MENTIONS, "count(*)")
    return dict(
        corpus.rows(
            f"SELECT article, {number} FROM {table} WHERE entity = ? AND (stamp & 0xffffffff) % ? = 0 GROUP BY article",
            (entity, one_of),
        )
    )


def spread(items: Sequence[T], limit: int) -> Sequence[T]:
    """All items, or ``limit`` of them in even steps."""
    return items if len(items) <= limit else [items[n * len(items) // limit] for n in range(limit)]


def _months(corpus: Corpus, counts: Mapping[int, int]) -> dict[str, int]:
    months: Counter[str] = Counter()
    for article, month in corpus.rows(
        "SELECT article, substr(published, 1, 7) FROM json_each(?) JOIN card ON article = value "
        "WHERE published IS NOT NULL",
        (json.dumps([*counts]),),
    ):
        months[month] += counts[article]
    return dict(sorted(months.items()))


def _companions(corpus: Corpus, entity: str, articles: Sequence[int], limit: int) -> tuple[Companion, ...]:
    return tuple(
        Companion(*row)
        for row in corpus.rows(
            "SELECT id, name, type, number FROM (SELECT other, count(*) AS number FROM "
            "(SELECT DISTINCT value, entity AS other FROM json_each(?) JOIN mention ON mention.article = value "
            "JOIN name ON name.n = mention.name) WHERE other <> ? GROUP BY other ORDER BY number DESC, other LIMIT ?) "
            "JOIN entity ON id = other ORDER BY number DESC, mentions DESC, name, id LIMIT ?",
            (json.dumps(articles), entity, _TIED * limit, limit),
        )
    )
