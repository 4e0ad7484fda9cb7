"""A corpus as lines that git can compare: what a person did, and which articles there are, in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reader.corpus import annotations as notes
from reader.corpus.cards import card
from reader.corpus.file import Corpus
from reader.records import Annotation
from reader.text import one_line

_SHOWN_ELSEWHERE = ("note", "highlight", "bookmark", "tag", "read", "position")
_QUOTED = 200


def written(corpus: Corpus) -> Iterator[str]:
    """Lines with their ends: articles by date with marks and notes, other notes, corrections. Texts are left out."""
    yield f"corpus {corpus.id}\n"
    for (article,) in corpus.rows("SELECT id FROM article JOIN card ON card.article = n ORDER BY stamp"):
        yield from _article(corpus, article)
    free = [note for note in notes.recent(corpus) if note.article is None]
    for note in sorted(free, key=lambda one: (one.created, one.id)):
        about = f"entity {note.entity}" if note.entity else "the corpus"
        yield from _note(f"\nnote on {about}", note)
    yield from _corrections(corpus)


def _article(corpus: Corpus, article: str) -> Iterator[str]:
    shown = card(corpus, article)
    said = [shown.published or "no date", shown.outlet or "no outlet", one_line(shown.title or shown.opening)]
    yield f"\narticle {article[:16]}  " + "  ".join(said) + "\n"
    marks = ["bookmarked"] * shown.bookmarked + ["read"] * shown.read + [f"#{tag}" for tag in sorted(shown.tags)]
    if marks:
        yield f"  marks  {one_line(' '.join(marks))}\n"
    for note in notes.of_article(corpus, article):
        yield from _note(f"  {note.kind}", note)


def _note(head: str, note: Annotation) -> Iterator[str]:
    quote = f"  “{one_line(note.anchor.quote[:_QUOTED])}”" if note.anchor else ""
    yield f"{head} {note.id[:8]}{quote}{'  IN CONFLICT' * note.conflict}\n"
    for line in note.body.splitlines():
        yield f"    {one_line(line)}".rstrip() + "\n"


def _corrections(corpus: Corpus) -> Iterator[str]:
    holes = ",".join("?" * len(_SHOWN_ELSEWHERE))
    rows = corpus.rows(
        f"SELECT tbl, row, value FROM state WHERE alive AND tbl NOT IN ({holes}) ORDER BY tbl, row", _SHOWN_ELSEWHERE
    )
    yield from ["\n"] * bool(rows)
    for table, row, value in rows:
        said = json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True)
        yield one_line(f"correction  {table} {row}  {said}") + "\n"
