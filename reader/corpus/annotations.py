"""Notes and highlights as they now stand, and the text they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reader import anchors
from reader.corpus import anchored
from reader.corpus.file import Corpus
from reader.corpus.state import states
from reader.records import Anchor, Annotation, ReaderError, Row
from reader.speech import tr
from reader.text import canonical

_LONGEST = 1 << 40
KINDS = "alive AND tbl IN ('note', 'highlight')"
"""The rows of the state that are notes and highlights."""
_DELETED = "NOT alive AND tbl IN ('note', 'highlight')"


def of_article(corpus: Corpus, article: str) -> tuple[Annotation, ...]:
    """Notes and highlights of an article itself, by place."""
    return _by_place(anchored.in_their_texts(corpus, _about(corpus, article)))


def on_page(corpus: Corpus, article: str, text: str) -> tuple[Annotation, ...]:
    """Notes and highlights of an article and of the other versions of its page, by their places in its text."""
    return _by_place(anchored.placed(_about(corpus, article, *anchored.versions(corpus, article)), text))


def _about(corpus: Corpus, *articles: str) -> list[Annotation]:
    holes = ",".join("?" * len(articles))
    return [of_row(row) for row in states(corpus, f"subject IN ({holes}) AND {KINDS}", articles)]


def _by_place(found: list[Annotation]) -> tuple[Annotation, ...]:
    return tuple(sorted(found, key=lambda a: (a.anchor.start if a.anchor else -1, a.created, a.id)))


def of_entity(corpus: Corpus, entity: str) -> tuple[Annotation, ...]:
    """Notes on an entity, oldest first, also those on entities that were merged into it."""
    hashes = [row[0] for row in corpus.rows("SELECT hash FROM name WHERE entity = ?", (entity,))] or [entity]
    holes = ",".join("?" * len(hashes))
    return tuple(
        of_row(row)
        for row in states(corpus, f"subject IN ({holes}) AND {KINDS}", tuple(f"entity:{value}" for value in hashes))
    )


def recent(corpus: Corpus) -> list[Annotation]:
    """All notes and highlights, newest first, each at its place in its article."""
    return anchored.in_their_texts(corpus, kept(corpus))


def kept(corpus: Corpus) -> list[Annotation]:
    """All notes and highlights as they were written, newest first; where they stand now is not looked up."""
    # By the ids of what was written last: they tell the order also within one second.
    return _newest(states(corpus, KINDS, ()))


def of_ids(corpus: Corpus, ids: Iterable[str]) -> dict[str, Annotation]:
    """Those of some notes and highlights that there are, by their ids; where they stand now is not looked up."""
    among = "row IN (SELECT value FROM json_each(?))"
    return {row.row: of_row(row) for row in states(corpus, f"{among} AND {KINDS}", (json.dumps(list(ids)),))}


def deleted(corpus: Corpus) -> list[Annotation]:
    """The notes and highlights that were deleted, the last one first; ``modified`` is when."""
    return anchored.in_their_texts(corpus, _newest(states(corpus, _DELETED, ())))


def _newest(rows: list[Row]) -> list[Annotation]:
    return [of_row(row) for row in sorted(rows, key=lambda row: (row.modified, row.heads[-1]), reverse=True)]


def load(corpus: Corpus, prefix: str, *, gone: bool = False) -> Annotation:
    """The note or highlight whose id begins so; ``gone``: of those that were deleted."""
    prefix, kinds = canonical(prefix), _DELETED if gone else KINDS
    found = states(corpus, f"row = ? AND {kinds}", (prefix,))[:1]
    if prefix and not found:
        found = states(corpus, f"row >= ? AND row < ? AND {kinds}", (prefix.lower(), prefix.lower() + "g"))
    if len(found) != 1:
        none = tr("there is no such deleted note or highlight") if gone else tr("there is no such note or highlight")
        why = tr("several notes begin so") if found else none
        raise ReaderError(prefix or tr("(empty)"), why, tr("See: reader notes") + " --deleted" * gone)
    return anchored.in_their_texts(corpus, [of_row(found[0])])[0]


def of_row(row: Row) -> Annotation:
    """A note or highlight as the state has it."""
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
    told = stored.get("rival")
    rival = told if isinstance(told, int) and -1 <= told <= 2 * anchors.CONTEXT else anchors.UNKNOWN
    text, alone = str(stored.get("text") or ""), stored.get("alone") is True
    return Anchor(quote, prefix, suffix, start, max(start, end), text, rival, alone)
