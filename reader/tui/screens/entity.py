"""One name: what it is called, how often and when it is mentioned, and every mention in its sentence."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import annotations as written
from reader.corpus import cards, entities
from reader.records import Card, Context, Entity
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.place import Place, Subject, bindings
from reader.tui.sentence import two_lines
from reader.tui.widgets.plate import Plate
from reader.tui.widgets.rows import Fixed, Ink, Rows

TYPES = {"PER": "Person", "LOC": "Place", "ORG": "Organisation", "MISC": "Other name"}
_DATE = 12


def paint_context(context: Context, width: int, ink: Ink) -> list[list[Segment]]:
    """Two lines of a sentence beside its date, and a blank one."""
    start = context.start - context.sentence_start
    spans = [(start, context.end - context.sentence_start)]
    lines = two_lines(context.sentence, spans, width - _DATE, ink("lead"), ink("match"))
    date = Segment(paint.fitted((context.published or "–")[:10], _DATE), ink("quiet"))
    return [[date if n == 0 else Segment(" " * _DATE), *line] for n, line in enumerate(lines)]


class EntityPage(Place):
    """A person, place, organisation or other name."""

    WHERE = "entity"
    BINDINGS = bindings("entity")

    def __init__(self, desk: Desk, entity: Entity) -> None:
        super().__init__(desk)
        self.entity = entity
        self.plate = Plate()
        self.rows = Rows(paint_context, height=3, empty="It is not mentioned any more.")
        self._card = lru_cache(256)(self._read_card)

    @property
    def pane(self) -> Rows:
        """The mentions."""
        return self.rows

    def panes(self) -> list[Widget]:
        """What is known, and the mentions."""
        return [self.plate, self.rows]

    def _read_card(self, article: str) -> Card:
        return cards.card(self.desk.corpus, article)

    def reload(self) -> None:
        """Read the entity and its mentions anew."""
        self._card.cache_clear()
        self.entity = entities.find(self.desk.corpus, self.entity.id)
        self.plate.show(self._plate())
        self.rows.show(Fixed(entities.contexts(self.desk.corpus, self.entity.id)), self.rows.cursor)

    def _plate(self) -> list[tuple[str, str]]:
        one = self.entity
        span = " to ".join(dict.fromkeys(date[:10] for date in (one.first, one.last) if date))
        known = [_count(one.mentions, "mention"), "in " + _count(one.articles, "article"), span]
        lines = [(one.name, "title"), (" · ".join(part for part in known if part), "quiet")]
        if one.aliases:
            lines.append(("also: " + ", ".join(one.aliases[:40]), "quiet"))
        notes = written.of_entity(self.desk.corpus, one.id)
        lines += [("¶ " + note.body.strip().partition("\n")[0], "note") for note in notes[-3:]]
        return [*lines, ("", "")]

    def top_facts(self) -> tuple[str, str]:
        """Of what kind the name is."""
        return TYPES.get(self.entity.type, self.entity.type), ""

    def foot_facts(self) -> tuple[str, str]:
        """The article of the mention under the cursor."""
        context = self.context()
        count = len(self.rows.source)
        if context is None:
            return "", ""
        card = self._card(context.article)
        outlet = f"{card.outlet}: " if card.outlet else ""
        return outlet + (card.title or f"“{card.opening}”"), f"{self.rows.cursor + 1:,}/{count:,}"

    def context(self) -> Context | None:
        """The mention under the cursor."""
        context: Context | None = self.rows.current()
        return context

    def subject(self) -> Subject | None:
        """The entity, with the note on it if there is one."""
        notes = [n for n in written.of_entity(self.desk.corpus, self.entity.id) if n.kind == "note"]
        last = notes[-1] if notes else None
        return Subject(
            f"entity:{self.entity.id}", self.entity.name, note=last.id if last else None, body=last.body if last else ""
        )

    def words(self) -> tuple[str, str]:
        """The name."""
        return self.entity.name, "the name"

    def follow(self) -> None:
        """Open the article at this mention."""
        from reader.tui.screens.page import Page

        if context := self.context():
            self.go_to(Page(self.desk, context.article, offset=context.start))

    def on_rows_chosen(self) -> None:
        """A double click opens."""
        self.follow()


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s'[: number != 1]}"
