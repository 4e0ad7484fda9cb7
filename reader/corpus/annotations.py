"""Notes and highlights as they now stand, and the text they belong to."""

from __future__ import annotations

from reader.corpus.file import Corpus
from reader.corpus.state import states
from reader.records import Anchor, Annotation, ReaderError, Row
from reader.text import canonical

_LONGEST = 1 << 40
_KINDS = "alive AND tbl IN ('note', 'highlight')"


def of_article(corpus: Corpus, article: str) -> tuple[Annotation, ...]:
    """Notes and highlights of an article, by place."""
    found = [_annotation(row) for row in states(corpus, f"subject = ? AND {_KINDS}", (article,))]
    return tuple(sorted(found, key=lambda a: (a.anchor.start if a.anchor else -1, a.created, a.id)))


def of_entity(corpus: Corpus, entity: str) -> tuple[Annotation, ...]:
    """Notes on an entity, oldest first, also those on entities that were merged into it."""
    hashes = [row[0] for row in corpus.rows("SELECT hash FROM name WHERE entity = ?", (entity,))] or [entity]
    holes = ",".join("?" * len(hashes))
    return tuple(
        _annotation(row)
        for row in states(corpus, f"subject IN ({holes}) AND {_KINDS}", tuple(f"entity:{value}" for value in hashes))
    )


def recent(corpus: Corpus) -> list[Annotation]:
    """All notes and highlights, newest first."""
    # By the ids of what was written last: they tell the order also within one second.
    newest = sorted(states(corpus, _KINDS, ()), key=lambda row: (row.modified, row.heads[-1]), reverse=True)
    return [_annotation(row) for row in newest]


def load(corpus: Corpus, prefix: str) -> Annotation:
    """The note or highlight whose id begins so."""
    prefix = canonical(prefix)
    found = states(corpus, f"row = ? AND {_KINDS}", (prefix,))[:1]
    if prefix and not found:
        found = states(corpus, f"row >= ? AND row < ? AND {_KINDS}", (prefix.lower(), prefix.lower() + "g"))
    if len(found) != 1:
        why = "several notes begin so" if found else "there is no such note or highlight"
        raise ReaderError(prefix or "(empty)", why, "See: reader notes")
    return _annotation(found[0])


def _annotation(row: Row) -> Annotation:
    value = row.value
    entity = row.subject.removeprefix("entity:") if row.subject.startswith("entity:") else None
    article = row.subject if row.subject and row.subject != "corpus" and entity is None else None
    return Annotation(
        row.row,
        "highlight" if row.table == "highlight" else "note",
        str(value.get("body") or ""),
        row.created,
        row.modified,
        article,
        entity,
        anchor(value.get("anchor")),
        number(value.get("colour")) or 1,
        conflict=bool(row.conflict),
        versions=row.conflict,
    )


def number(stored: object) -> int:
    """A number from an op, which may come from anywhere: 0 for whatever is none that a text could have."""
    return stored if isinstance(stored, int) and 0 < stored <= _LONGEST else 0


def anchor(stored: object) -> Anchor | None:
    """An anchor from an op, which may come from anywhere; ``None`` for whatever is none."""
    if not isinstance(stored, dict):
        return None
    quote, prefix, suffix = (str(stored.get(part) or "") for part in ("quote", "prefix", "suffix"))
    start, end = number(stored.get("start")), number(stored.get("end"))
    return Anchor(quote, prefix, suffix, start, max(start, end))
