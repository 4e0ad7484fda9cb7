"""Records → the objects that `--json` prints (pure). Names and shapes are relied on by scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reader.records import Annotation, Article, Block, Card, Context, Entity, Found, Hit, Kin, precision_of
from reader.wikilinks import tags

if TYPE_CHECKING:
    from reader.corpus.entities import EntityName
    from reader.corpus.fields import Fields
    from reader.corpus.history import Past
    from reader.corpus.inbox import Row
    from reader.corpus.proposals import Proposal
    from reader.differences import Hunk
    from reader.intake import Outcome

Shape = dict[str, Any]


def card(one: Card) -> Shape:
    """An article as a list has it."""
    return {
        "id": one.id, "title": one.title, "published": one.published, "precision": precision_of(one.published),
        "outlet": one.outlet, "language": one.language, "words": one.words, "bookmarked": one.bookmarked,
        "read": one.read, "notes": one.notes, "highlights": one.highlights, "tags": list(one.tags),
        "also": one.also,
    }  # fmt: skip


def article(one: Article, kin: Sequence[Kin]) -> Shape:
    """An article with its text and all that was found in it, and the others that tell the same."""
    return card(one.card) | {
        "kicker": one.kicker, "byline": list(one.byline), "agency": list(one.agency), "source": one.source,
        "added": one.added, "text": one.text,
        "truncated": "truncated" in one.flags, "mojibake": "mojibake" in one.flags,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in one.blocks],
        "mentions": [{"start": m.start, "end": m.end, "type": m.type, "entity": m.entity} for m in one.mentions],
        "roles": [{"start": m.start, "end": m.end, "entity": m.entity} for m in one.roles],
        "annotations": [annotation(note) for note in one.annotations], "also": [other._asdict() for other in kin],
        "linked": [note.id for note in one.linked],
    }  # fmt: skip


def fields(one: Fields) -> Shape:
    """The data of an article, each with its place, the rule that found it, and how sure that is."""
    return {
        "title": found(one.title), "published": found(one.published), "outlet": found(one.outlet),
        "kicker": found(one.kicker), "byline": list(map(found, one.byline)), "agency": list(map(found, one.agency)),
    }  # fmt: skip


def found(one: Found | None) -> Shape | None:
    """A value with where it comes from; ``start`` and ``end`` are ``None`` where it stands nowhere in the text."""
    if one is None:
        return None
    return one._asdict() | ({} if one.end else {"start": None, "end": None})


def inbox_row(one: Row) -> Shape:
    """An article of the inbox, and what is doubtful of it."""
    return card(one.card) | {
        "fields": {"title": found(one.title), "published": found(one.published), "outlet": found(one.outlet)},
        "doubtful": list(one.doubtful), "cut": one.cut, "flags": list(one.flags), "doubt": one.doubt,
    }  # fmt: skip


def proposal(number: int, one: Proposal) -> Shape:
    """What a correction proposes for other articles, under the number by which it is answered."""
    return {
        "proposal": number, "kind": one.kind, "outlet": one.outlet, "line": one.line, "articles": one.articles,
        "places": [place._asdict() for place in one.places], "taught": one.taught._asdict(),
    }  # fmt: skip


def annotation(one: Annotation) -> Shape:
    """A note or highlight."""
    place, quote = None if one.orphan else one.anchor, one.anchor.quote if one.anchor else None
    shape: Shape = {
        "id": one.id, "kind": one.kind, "quote": quote,
        "start": place.start if place else None, "end": place.end if place else None, "body": one.body,
        "created": one.created, "modified": one.modified, "article": one.article,
        "orphan": one.orphan, "conflict": one.conflict, "tags": [tag.name for tag in tags(one.body)],
    }  # fmt: skip
    if one.kind == "highlight":
        shape["colour"] = one.colour
    if one.conflict:
        shape["versions"] = [version._asdict() for version in one.versions]
    return shape


def annotation_with_target(one: Annotation) -> Shape:
    """A note or highlight with what it is about; both ``None``: the corpus."""
    return annotation(one) | {"entity": one.entity}


def deleted(one: Annotation) -> Shape:
    """A note or highlight that was deleted, and when."""
    return annotation_with_target(one) | {"deleted": one.modified}


def past(one: Past) -> Shape:
    """A note as it stood after one change."""
    return {"at": one.at, "how": one.how, "body": None if one.gone else one.body}


def hit(one: Hit) -> Shape:
    """One thing a search found."""
    return {
        "id": one.id, "title": one.title, "published": one.published, "field": one.field, "snippet": one.snippet,
        "matches": [list(span) for span in one.matches], "ref": one.ref, "via": one.via,
    }  # fmt: skip


def entity(one: Entity) -> Shape:
    """An entity as the index of them has it."""
    return {
        "id": one.id, "name": one.name, "type": one.type, "aliases": list(one.aliases), "articles": one.articles,
        "mentions": one.mentions, "first": one.first, "last": one.last,
    }  # fmt: skip


def entity_name(one: EntityName) -> Shape:
    """One of the names that mean an entity, and why it does."""
    return {"name": one.name, "count": one.mentions, "reason": one.reason}


def entity_reference(one: Entity | None) -> Shape | None:
    """An entity that another one refers to."""
    return {"id": one.id, "name": one.name} if one else None


def context(one: Context) -> Shape:
    """One mention with its sentence."""
    return {
        "article": one.article,
        "published": one.published,
        "start": one.start,
        "end": one.end,
        "sentence": one.sentence,
    }


def comparison(left: str, right: str, hunks: Sequence[Hunk], places: tuple[list[Block], list[Block]]) -> Shape:
    """What differs between two articles. ``left`` and ``right`` of a hunk are spans of the texts, or ``None``."""
    return {
        "left": left,
        "right": right,
        "hunks": [
            {
                "kind": hunk.kind,
                "left": _span(places[0], hunk.left),
                "right": _span(places[1], hunk.right),
                "pieces": [piece._asdict() for piece in hunk.pieces],
            }
            for hunk in hunks
        ],
    }


def _span(blocks: list[Block], place: int | None) -> list[int] | None:
    return None if place is None else [blocks[place].start, blocks[place].end]


def outcome(one: Outcome) -> Shape:
    """What became of one imported file."""
    return {"path": one.path, "status": one.status, "id": one.id, "title": one.title, "reason": one.reason}
