"""What a person says of persons, places and organisations, against what was recognised."""

from __future__ import annotations

from collections.abc import Sequence

from reader.acts.act import Change, act, anchor, anchored
from reader.corpus import entities
from reader.corpus.file import Corpus
from reader.corpus.mentions import mention_row
from reader.records import ENTITY_TYPES, ReaderError, Value
from reader.text import one_line


def rename_entity(corpus: Corpus, entity: str, name: str) -> None:
    """Show an entity under another name."""
    clean = " ".join(one_line(name).split())
    if not clean:
        raise ReaderError("name", "it has no letters", "Give a name")
    act(corpus, "the renaming", *_for_keys(corpus, entity, {"name": clean}))


def retype_entity(corpus: Corpus, entity: str, kind: str) -> None:
    """Say that an entity is a person, place, organisation or other thing."""
    if kind not in ENTITY_TYPES:
        raise ReaderError(kind, "this is no type", f"It is one of {', '.join(ENTITY_TYPES)}")
    act(corpus, "the change of type", *_for_keys(corpus, entity, {"type": kind}))


def merge_entities(corpus: Corpus, first: str, others: Sequence[str]) -> None:
    """Say that entities are one and the same; they become the first."""
    names = [entities.find(corpus, reference) for reference in (first, *others)]
    keys = [entities.keys_of(corpus, one.id)[0] for one in names]
    pairs = {tuple(sorted((keys[0], key))) for key in keys[1:] if key != keys[0]}
    same: list[Change] = [("same", "\n".join(pair), {"same": True, "into": keys[0]}) for pair in sorted(pairs)]
    act(
        corpus,
        "the merging",
        *same,
        *_for_keys(corpus, first, {"name": names[0].name, "type": names[0].type}),
    )


def reject_entity(corpus: Corpus, entity: str) -> None:
    """Say that an entity is none, wherever it was found."""
    found = entities.find(corpus, entity)
    act(corpus, "the rejection", *(("reject", key, {}) for key in entities.keys_of(corpus, found.id)))


def reject_mention(corpus: Corpus, article: str, start: int, end: int) -> None:
    """Say that a name is none at one place."""
    found = corpus.row(
        "SELECT text FROM article JOIN mention ON mention.article = n WHERE id = ? AND start = ? AND end = ?",
        (article, start, end),
    )
    if found is None:
        raise ReaderError(f"{article[:8]}:{start}-{end}", "no name is marked there", "See: reader show --json")
    value = {"about": f"article:{article}", **anchored(anchor(found[0], start, end))}
    act(corpus, "the rejection of the mention", ("unmention", mention_row(article, start, end), value))


def _for_keys(corpus: Corpus, entity: str, value: Value) -> list[Change]:
    found = entities.find(corpus, entity)
    return [("entity", key, value) for key in entities.keys_of(corpus, found.id)]
