"""Notes in the order one wants them: newest first, or under what they are on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from reader.corpus import Corpus, cards, entities, references
from reader.records import Annotation, ReaderError
from reader.speech import later, quoted, tr
from reader.tui.drafts import Draft
from reader.wikilinks import links

Order = Literal["newest", "article", "name", "place"]
ORDERS: tuple[Order, ...] = ("newest", "article", "name", "place")
SAID: dict[Order, str] = {
    "newest": later("newest first"),
    "article": later("by article"),
    "name": later("by name"),
    "place": later("by place"),
}
WHOLE = "corpus"
"""What a note is on that is on no article and no name."""


class Listed(NamedTuple):
    """A note, and how that is called which it is on; empty where that stands above it."""

    note: Annotation
    on: str


class Heading(NamedTuple):
    """What the notes below it are on: a target as `reader.acts.write_note` has it, how it is called, how many."""

    target: str
    said: str
    notes: int


class Unsaved(NamedTuple):
    """A draft that was left, and how that is called which it is on."""

    draft: Draft
    on: str


Row = Unsaved | Listed | Heading


class NoteList:
    """Drafts, then rows of notes, of a group its heading first: a source of rows. Titles are looked up when seen."""

    def __init__(
        self,
        corpus: Corpus,
        groups: Sequence[tuple[str | None, Sequence[Annotation]]],
        drafts: Sequence[Draft] = (),
    ) -> None:
        self._corpus = corpus
        self._rows: list[tuple[str | None, Annotation | Draft | int]] = [(None, draft) for draft in drafts]
        for target, notes in groups:
            if target is not None:
                self._rows.append((target, len(notes)))
            self._rows += [(target, note) for note in notes]

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, start: int, stop: int) -> list[Row]:
        """The rows at places ``start`` to ``stop``."""
        return [self._row(*row) for row in self._rows[max(0, start) : stop]]

    def _row(self, target: str | None, thing: Annotation | Draft | int) -> Row:
        if isinstance(thing, int):
            return Heading(str(target), called(self._corpus, str(target)), thing)
        if isinstance(thing, Draft):
            return Unsaved(thing, called(self._corpus, str(thing.begun.about.get("target", WHOLE))))
        above = target is not None and target == target_of(thing)
        return Listed(thing, "" if above else called(self._corpus, target_of(thing)))

    def place(self, row: int) -> tuple[int, int]:
        """Which of the notes a row is, counted from 0, headings and drafts aside (-1: none), and how many there are."""
        notes = [at for at, (_, thing) in enumerate(self._rows) if isinstance(thing, Annotation)]
        at = bisect_left(notes, row)
        return (at if at < len(notes) and notes[at] == row else -1), len(notes)

    def index(self, note: str) -> int | None:
        """The first row of a note."""
        found = (at for at, (_, one) in enumerate(self._rows) if isinstance(one, Annotation) and one.id == note)
        return next(found, None)


def target_of(note: Annotation) -> str:
    """What a note is on, as `reader.acts.write_note` has it."""
    return f"article:{note.article}" if note.article else f"entity:{note.entity}" if note.entity else WHOLE


def called(corpus: Corpus, target: str) -> str:
    """The title of the article, or the name, that notes are on."""
    kind, _, thing = target.partition(":")
    try:
        if kind == "article":
            card = cards.card(corpus, thing)
            return card.title or quoted(card.opening)
        return entities.find(corpus, thing).name if kind == "entity" else tr("the whole corpus")
    except ReaderError:
        return tr("something that is not in the list any more")


def listed(corpus: Corpus, notes: Sequence[Annotation], order: Order, drafts: Sequence[Draft] = ()) -> NoteList:
    """Notes, given newest first, in an order: groups by their newest note, or by place as in the list of articles.

    Drafts stand before all.
    """
    if order == "newest":
        return NoteList(corpus, [(None, notes)], drafts)
    groups = _grouped(notes, _names(corpus) if order == "name" else lambda note: [target_of(note)])
    if order == "place":
        ranks = {
            f"article:{row[0]}": row[1] for row in corpus.rows("SELECT id, stamp FROM card JOIN article ON n = article")
        }
        groups = {
            target: sorted(groups[target], key=lambda note: note.anchor.start if note.anchor else -1)
            for target in sorted(groups, key=lambda target: -ranks.get(target, -1))
        }
    whole = groups.pop(WHOLE, None)
    return NoteList(corpus, [*groups.items(), *([(WHOLE, whole)] if whole else [])], drafts)


def _grouped(notes: Iterable[Annotation], targets: Callable[[Annotation], list[str]]) -> dict[str, list[Annotation]]:
    groups: dict[str, list[Annotation]] = {}
    for note in notes:
        for target in targets(note):
            groups.setdefault(target, []).append(note)
    return groups


def _names(corpus: Corpus) -> Callable[[Annotation], list[str]]:
    """The names a note is on or links to; without any, what it is on."""

    @cache
    def meant(target: str) -> str | None:
        found = references.meant(corpus, target)
        return f"entity:{found[0].id}" if len(found) == 1 and found[0].kind == "entity" else None

    @cache
    def current(entity: str) -> str:
        row = corpus.row("SELECT entity FROM name WHERE hash = ? AND entity IS NOT NULL", (entity,))
        return f"entity:{row[0] if row else entity}"

    def targets(note: Annotation) -> list[str]:
        linked = (meant(link.target) for link in links(note.body))
        own = [current(note.entity)] if note.entity else []
        return list(dict.fromkeys([*own, *filter(None, linked)])) or [target_of(note)]

    return targets
