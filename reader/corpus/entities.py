"""Entities: people, places and organisations as linked across the corpus, and a person's corrections of them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reader.corpus.file import Corpus
from reader.corpus.state import states
from reader.records import ENTITY_TYPES, Context, Entity, ReaderError, Row
from reader.sentences import sentences
from reader.text import canonical, fold

if TYPE_CHECKING:
    from reader.link import Linked, NameUse, Rules

LONGEST_SENTENCE = 2000
"""Characters shown before and behind a mention, at most."""
_ENTITY = "SELECT id, name, type, aliases, articles, mentions, first, last FROM entity"


def ranked(corpus: Corpus, type: str | None = None, limit: int | None = None) -> list[Entity]:
    """Entities, most mentioned first."""
    return [
        _entity(row)
        for row in corpus.rows(
            f"{_ENTITY} WHERE type = coalesce(?, type) ORDER BY mentions DESC, name, id LIMIT ?",
            (type, -1 if limit is None else limit),
        )
    ]


def find(corpus: Corpus, reference: str) -> Entity:
    """The entity with this id (also one merged into another), or with this name, if only one has it."""
    reference = canonical(reference)
    found = _by_id(corpus, reference) or _by_name(corpus, reference)
    if len(found) != 1:
        ids = ", ".join(f"{entity.id} ({entity.name}, {entity.type})" for entity in found[:8])
        why = f"several entities have this name: {ids}" if found else "there is no such entity"
        raise ReaderError(reference or "(empty)", why, "Give one of the ids" if found else "See: reader entities")
    return found[0]


def _by_id(corpus: Corpus, reference: str) -> list[Entity]:
    return [
        _entity(row)
        for row in corpus.rows(
            f"{_ENTITY} WHERE id IN (?, (SELECT entity FROM name WHERE hash = ?))", (reference.lower(),) * 2
        )
    ]


def _by_name(corpus: Corpus, reference: str) -> list[Entity]:
    wanted = fold(reference)
    named = [
        _entity(row) for row in corpus.rows(f"{_ENTITY} WHERE fold(name) = ? ORDER BY mentions DESC, id", (wanted,))
    ]
    if named:
        return named
    return [
        _entity(row)
        for row in corpus.rows(
            f"{_ENTITY} WHERE EXISTS (SELECT 1 FROM json_each(aliases) WHERE fold(value) = ?) "
            "ORDER BY mentions DESC, id",
            (wanted,),
        )
    ]


def _entity(row: Any) -> Entity:
    id, name, type, aliases, *rest = row
    return Entity(id, name, type, tuple(json.loads(aliases)), *rest)


def contexts(corpus: Corpus, entity: str) -> list[Context]:
    """Every mention of an entity in order of date, with the sentence it stands in."""
    spoken_of = corpus.rows(
        "SELECT DISTINCT card.article, published FROM name JOIN mention ON mention.name = name.n "
        "JOIN card ON card.article = mention.article WHERE entity = ? ORDER BY published IS NULL, stamp",
        (entity,),
    )
    return [context for number, published in spoken_of for context in _in_article(corpus, entity, number, published)]


def _in_article(corpus: Corpus, entity: str, number: int, published: str | None) -> Iterator[Context]:
    """The contexts in one article: its text is read, and cut into sentences, once."""
    article, text, blocks = corpus.rows(
        "SELECT id, text, blocks FROM article JOIN reading ON reading.article = n WHERE n = ?", (number,)
    )[0]
    spans = [tuple(span[1:]) for span in json.loads(blocks)]
    mentions = corpus.rows(
        "SELECT start, end FROM mention JOIN name ON n = name WHERE entity = ? AND article = ? ORDER BY start",
        (entity, number),
    )
    cut: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in mentions:
        inside = _around(spans, start) or (start, end)
        if inside not in cut:
            cut[inside] = sentences(text, *inside)
        begin, stop = _around(cut[inside], start) or inside
        # A sentence of a megabyte is none: what is shown stays readable, and small.
        begin, stop = max(begin, start - LONGEST_SENTENCE), min(max(stop, end), end + LONGEST_SENTENCE)
        yield Context(article, published, start, end, text[begin:stop], begin)


def _around(spans: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The span that an offset lies in, of spans in order."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and offset < spans[at][1] else None


def relink(corpus: Corpus) -> None:
    """Link the names of the corpus anew, if any came or went or a person corrected something."""
    if corpus.row("SELECT 1 FROM derived WHERE what = 'links' AND version = 'stale'") is None:
        return
    from reader.link import link

    with corpus.write() as db:
        rules = _rules(corpus)
        linked = link(_uses(corpus), rules)
        db.execute("UPDATE name SET entity = NULL WHERE entity IS NOT NULL")
        for entity in linked:
            db.executemany("UPDATE name SET entity = ? WHERE key = ?", [(entity.id, key) for key in entity.keys])
        db.execute("DELETE FROM entity")
        _count(corpus, db, linked, rules)
        db.execute("INSERT OR REPLACE INTO derived VALUES ('links', 'fresh')")


def keys_of(corpus: Corpus, entity: str) -> list[str]:
    """The name keys behind an entity."""
    return [row[0] for row in corpus.rows("SELECT key FROM name WHERE entity = ? ORDER BY key", (entity,))]


def _uses(corpus: Corpus) -> list[NameUse]:
    from reader.link import NameUse

    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, tuple[int, int]] = {}
    for key, form, number in corpus.rows(
        "SELECT key, form, count(*) FROM mention JOIN name ON n = name GROUP BY name, form"
    ):
        forms[key][form] += number
    for key, mentions, articles in corpus.rows(
        "SELECT key, count(*), count(DISTINCT article) FROM mention JOIN name ON n = name GROUP BY name"
    ):
        counts[key] = mentions, articles
    return [
        NameUse(key, key.partition(":")[0], dict(sorted(forms[key].items())), *counts[key]) for key in sorted(forms)
    ]


def _rules(corpus: Corpus) -> Rules:
    """The corrections as they now stand; of two rules for one pair the later one holds."""
    from reader.link import Rules

    said = {table: states(corpus, "alive AND tbl = ?", (table,)) for table in ("entity", "same", "reject")}
    pairs = {_pair(row): bool(row.value.get("same")) for row in said["same"]}
    types = {row.row: row.value.get("type") for row in said["entity"]}
    return Rules(
        same=tuple(sorted(pair for pair, same in pairs.items() if same)),
        never=tuple(sorted(pair for pair, same in pairs.items() if not same)),
        names={row.row: str(row.value["name"]) for row in said["entity"] if row.value.get("name")},
        types={key: str(type) for key, type in types.items() if type in ENTITY_TYPES},
        rejected=frozenset(row.row for row in said["reject"]),
    )


def _pair(row: Row) -> tuple[str, str]:
    """The two keys of a rule, the one first that the other was merged into."""
    one, _, other = row.row.partition("\n")
    return (other, one) if row.value.get("into") == other else (one, other)


def _count(corpus: Corpus, db: Any, linked: tuple[Linked, ...], rules: Rules) -> None:
    totals = {
        row[0]: row[1:]
        for row in corpus.rows(
            "SELECT entity, count(*), count(DISTINCT mention.article), min(published), max(published) FROM name "
            "JOIN mention ON mention.name = name.n JOIN card ON card.article = mention.article "
            "WHERE entity IS NOT NULL GROUP BY entity"
        )
    }
    aliases_of = _aliases(corpus)
    for one in linked:
        if one.id not in totals:
            continue
        mentions, articles, first, last = totals[one.id]
        aliases = [form for form in aliases_of[one.id] if form != one.name]
        db.execute(
            "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.id,
                one.name,
                one.type,
                json.dumps(aliases, ensure_ascii=False),
                articles,
                mentions,
                first,
                last,
            ),
        )


def _aliases(corpus: Corpus) -> defaultdict[str, list[str]]:
    """What each entity is called, in full and in short, most used first."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for column in ("form", "called"):
        for entity, form, number in corpus.rows(
            f"SELECT entity, {column}, count(*) FROM name JOIN mention ON mention.name = name.n "
            f"WHERE entity IS NOT NULL GROUP BY entity, {column}"
        ):
            forms[entity][form] = max(number, forms[entity][form])
    ranked: defaultdict[str, list[str]] = defaultdict(list)
    for entity, counted in forms.items():
        ranked[entity] = [form for form, _ in sorted(counted.items(), key=lambda f: (-f[1], f[0]))]
    return ranked
