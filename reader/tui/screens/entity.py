"""One name: what it is called, how often and when it is mentioned, with whom, and every mention in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import Corpus, cards, entities, references
from reader.corpus import annotations as written
from reader.corpus.company import company
from reader.records import Annotation, Card, Context, Entity, ReaderError
from reader.speech import quoted, tr
from reader.tui import chart, kinds, paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.portrait import LINKING, SPEAKING, Known, Way, also_called, portrait
from reader.tui.sentence import two_lines
from reader.tui.subject import Subject
from reader.tui.widgets.plate import Plate
from reader.tui.widgets.rows import SIDE, Fixed, Ink, Rows

_DATE = 12
_LEAST_ROWS = 10
"""Lines that are kept for the mentions, whatever there is to say above them."""


def paint_context(context: Context, width: int, ink: Ink) -> list[list[Segment]]:
    """Two lines of a sentence beside its date, and a blank one."""
    start = context.start - context.sentence_start
    spans = [(start, context.end - context.sentence_start)]
    lines = two_lines(context.sentence, spans, width - _DATE, ink("lead"), ink("match"))
    date = Segment(paint.fitted((context.published or "–")[:10], _DATE), ink("quiet"))
    return [[date if n == 0 else Segment(" " * _DATE), *line] for n, line in enumerate(lines)]


class EntityPage(ListPlace):
    """A person, place, organisation or other name."""

    WHERE = "entity"
    BINDINGS = bindings("entity")

    def __init__(self, desk: Desk, entity: Entity) -> None:
        super().__init__(desk)
        self.known = Known(entity)
        self.plate = Plate()
        self.rows = Rows(paint_context, height=3, empty=tr("It is not mentioned any more."))
        self._card = lru_cache(256)(self._read_card)
        self._ways: list[Way] = []
        self._way: int | None = None

    @property
    def entity(self) -> Entity:
        """What the page is about."""
        return self.known.entity

    def panes(self) -> list[Widget]:
        """What is known, and the mentions."""
        return [self.plate, self.rows]

    def _read_card(self, article: str) -> Card:
        return cards.card(self.desk.corpus, article)

    def reload(self) -> None:
        """Read the entity and its mentions anew."""
        self._card.cache_clear()
        self._way = None
        try:
            self.known = self._read()
        except ReaderError:
            if not self.filled:
                raise
            self.known = Known(self.entity._replace(articles=0, mentions=0))
        self._draw()
        there = self.entity.mentions > 0
        self.rows.show(entities.contexts(self.desk.corpus, self.entity.id) if there else Fixed(), self.rows.cursor)

    def _read(self) -> Known:
        corpus = self.desk.corpus
        one = entities.find(corpus, self.entity.id)
        seats = entities.stood_for_by(corpus, one.id)
        notes = written.of_entity(corpus, one.id)
        names = also_called(one, entities.names_of(corpus, one.id), entities.main_key(corpus, one.id))
        linking, speaking = (len(find(corpus)) for find in (self._linking, self._speaking))
        stands_for = entities.stands_for(corpus, one.id)
        return Known(one, company(corpus, one.id), stands_for, seats, notes, names, linking, speaking)

    def _linking(self, corpus: Corpus) -> list[Annotation]:
        return references.linked_from(corpus, "entity", self.entity.id)

    def _speaking(self, corpus: Corpus) -> list[Annotation]:
        return references.speaking_of(corpus, self.entity.id)

    def exported(self) -> tuple[str, Sequence[str] | None]:
        """The articles it is mentioned in."""
        from reader import export

        return self.entity.name, export.matching(self.desk.corpus, f"entity:{self.entity.id}")

    def _draw(self) -> None:
        """What is known, as far as it leaves room for the mentions."""
        size = self.app.size
        lines, self._ways = portrait(self.known, size.width - 2 * SIDE, self._way, chart.is_plain())
        self.plate.show([*lines[: max(2, size.height - _LEAST_ROWS)], []])

    def on_resize(self) -> None:
        """There is other room now."""
        if self.filled:
            self._way = None
            self._draw()

    def go_companion(self, by: int) -> None:
        """Stop at the next name above the mentions, or the one before."""
        if not self._ways:
            self.say(tr("It appears with no other name"), "quiet")
            return
        first = 0 if by > 0 else len(self._ways) - 1
        self._way = first if self._way is None else (self._way + by) % len(self._ways)
        self._draw()

    def step_back(self) -> bool:
        """Leave the names above the mentions."""
        had, self._way = self._way is not None, None
        self._draw()
        return had

    def on_rows_moved(self) -> None:
        """Who moves in the mentions has left the names above."""
        if self._way is not None:
            self.step_back()
            self.facts()

    def top_facts(self) -> tuple[str, str]:
        """Of what kind the name is, and what can be done with it."""
        others, none = (
            tr("{next-companion} names   {correct} correct   {note} note"),
            tr("{correct} correct   {note} note"),
        )
        kind = kinds.one(self.entity.type)
        return kind[:1].upper() + kind[1:], with_keys(others if self._ways else none)

    def foot_facts(self) -> tuple[str, str]:
        """The name Tab stopped at, else the article of the mention under the cursor."""
        if self._way is not None:
            keys = with_keys(tr("{open} opens   {next-companion} next   {back:escape} back"))
            return f"{self._ways[self._way].said}   {keys}", ""
        context, count = self.context(), len(self.rows.source)
        if context is None:
            return "", ""
        card = self._card(context.article)
        outlet = f"{card.outlet}: " if card.outlet else ""
        return outlet + (card.title or quoted(card.opening)), paint.nth(self.rows.cursor, count)

    def context(self) -> Context | None:
        """The mention under the cursor."""
        context: Context | None = self.rows.current()
        return context

    def named(self) -> str | None:
        """The name Tab stopped at, else that of the page."""
        to = self.entity.id if self._way is None else self._ways[self._way].to
        return self.entity.id if to in (LINKING, SPEAKING) else to

    def subject(self) -> Subject | None:
        """The entity, with the note on it if there is one."""
        return entity_subject(self.desk, self.entity)

    def words(self) -> tuple[str, str]:
        """The name."""
        return self.entity.name, tr("the name")

    def follow(self) -> None:
        """Go to the name Tab stopped at, else open the article at this mention."""
        from reader.tui.screens.page import Page

        if self._way is not None:
            self._go(self._ways[self._way].to)
        elif context := self.context():
            self.go_to(Page(self.desk, context.article, offset=context.start))

    def _go(self, to: str) -> None:
        from reader.tui.screens.notes import Notes

        if to == LINKING:
            self.go_to(Notes(self.desk, self._linking, tr("Notes that link to {name}").format(name=self.entity.name)))
        elif to == SPEAKING:
            self.go_to(
                Notes(self.desk, self._speaking, tr("Other notes that speak of {name}").format(name=self.entity.name))
            )
        else:
            self.go_to(EntityPage(self.desk, entities.find(self.desk.corpus, to)))


def entity_subject(desk: Desk, one: Entity) -> Subject:
    """An entity as what a note is written on, with the note on it if there is one."""
    notes = [note for note in written.of_entity(desk.corpus, one.id) if note.kind == "note"]
    last = notes[-1] if notes else None
    return Subject(f"entity:{one.id}", one.name, note=last.id if last else None, body=last.body if last else "")
