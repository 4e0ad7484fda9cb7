"""Records → the objects that `--json` prints (pure). Names and shapes are relied on by scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.records import Annotation, Article, Card, Context, Entity, Hit, precision_of

if TYPE_CHECKING:
    from reader.intake import Outcome

Shape = dict[str, Any]


def card(one: Card) -> Shape:
    """An article as a list has it."""
    return {
        "id": one.id, "title": one.title, "published": one.published, "precision": precision_of(one.published),
        "outlet": one.outlet, "language": one.language, "words": one.words, "bookmarked": one.bookmarked,
        "read": one.read, "notes": one.notes, "highlights": one.highlights, "tags": list(one.tags),
    }  # fmt: skip


def article(one: Article) -> Shape:
    """An article with its text and all that was found in it."""
    return card(one.card) | {
        "kicker": one.kicker, "byline": list(one.byline), "agency": list(one.agency), "source": one.source,
        "added": one.added, "text": one.text,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in one.blocks],
        "mentions": [{"start": m.start, "end": m.end, "type": m.type, "entity": m.entity} for m in one.mentions],
        "annotations": [annotation(note) for note in one.annotations],
    }  # fmt: skip


def annotation(one: Annotation) -> Shape:
    """A note or highlight."""
    place = one.anchor
    shape: Shape = {
        "id": one.id, "kind": one.kind, "quote": place.quote if place else None,
        "start": place.start if place else None, "end": place.end if place else None, "body": one.body,
        "created": one.created, "modified": one.modified, "orphan": one.orphan, "conflict": one.conflict,
    }  # fmt: skip
    if one.kind == "highlight":
        shape["colour"] = one.colour
    if one.conflict:
        shape["versions"] = [version._asdict() for version in one.versions]
    return shape


def annotation_with_target(one: Annotation) -> Shape:
    """A note or highlight with what it is about; both ``None``: the corpus."""
    return annotation(one) | {"article": one.article, "entity": one.entity}


def hit(one: Hit) -> Shape:
    """One thing a search found."""
    return {
        "id": one.id, "title": one.title, "published": one.published, "field": one.field, "snippet": one.snippet,
        "matches": [list(span) for span in one.matches], "ref": one.ref,
    }  # fmt: skip


def entity(one: Entity) -> Shape:
    """An entity as the index of them has it."""
    return {
        "id": one.id, "name": one.name, "type": one.type, "aliases": list(one.aliases), "articles": one.articles,
        "mentions": one.mentions, "first": one.first, "last": one.last,
    }  # fmt: skip


def context(one: Context) -> Shape:
    """One mention with its sentence."""
    return {
        "article": one.article,
        "published": one.published,
        "start": one.start,
        "end": one.end,
        "sentence": one.sentence,
    }


def outcome(one: Outcome) -> Shape:
    """What became of one imported file."""
    return {"path": one.path, "status": one.status, "id": one.id, "title": one.title, "reason": one.reason}
