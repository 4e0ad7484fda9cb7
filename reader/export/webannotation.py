"""Notes and highlights as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in one JSON-LD page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reader.corpus import annotations as notes
from reader.corpus import articles
from reader.corpus.file import Corpus
from reader.export.chosen import address
from reader.export.whole import encode
from reader.records import Anchor, Annotation

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def written(corpus: Corpus, only: Sequence[str] | None = None) -> Iterator[str]:
    """An ``AnnotationPage``, one annotation a line; ``only``: those on some articles."""
    yield f'{{"@context": {encode(CONTEXT)}, "type": "AnnotationPage", "items": ['
    between, wanted = "\n", set(only or ())
    for note in sorted(notes.recent(corpus), key=lambda one: one.id):
        if only is None or note.article in wanted:
            yield between + encode(_annotation(corpus, note))
            between = ",\n"
    yield "\n]}\n"


def _annotation(corpus: Corpus, note: Annotation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": f"urn:uuid:{_uuid(note.id)}",
        "type": "Annotation",
        "motivation": "highlighting" if note.kind == "highlight" and not note.body else "commenting",
        "created": note.created,
        "modified": note.modified,
        "target": _target(corpus, note),
    }
    if note.body:
        found["body"] = {"type": "TextualBody", "value": note.body, "format": "text/markdown"}
    return found


def _uuid(id: str) -> str:
    return "-".join((id[:8], id[8:12], id[12:16], id[16:20], id[20:])) if len(id) == 32 else id


def _target(corpus: Corpus, note: Annotation) -> Any:
    if note.article is None:
        return f"urn:reader:entity:{note.entity}" if note.entity else f"urn:reader:corpus:{corpus.id}"
    source: dict[str, Any] = {"id": f"urn:sha256:{note.article}", "type": "Text", "format": "text/plain"}
    if title := articles.title(corpus, note.article) if articles.holds(corpus, note.article) else None:
        source["label"] = title
    if where := address(corpus, note.article):
        source["canonical"] = where
    return (
        {"type": "SpecificResource", "source": source, "selector": _selectors(note.anchor, note.orphan)}
        if note.anchor
        else source
    )


def _selectors(anchor: Anchor, orphan: bool) -> list[dict[str, Any]]:
    """Quote and position; of a place that is lost, its quote alone."""
    quote = {"type": "TextQuoteSelector", "exact": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return [quote] if orphan else [quote, {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}]
