"""The index of names: persons, places, organisations, most mentioned first."""

from __future__ import annotations

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import entities
from reader.records import ENTITY_TYPES, Entity
from reader.text import fold
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.place import Place, Subject, bindings
from reader.tui.widgets.rows import Fixed, Ink, Rows

SAID = {None: "all names", "PER": "persons", "LOC": "places", "ORG": "organisations", "MISC": "other names"}
_TYPES = (None, *ENTITY_TYPES)


def paint_entity(entity: Entity, width: int, ink: Ink) -> list[list[Segment]]:
    """One row: type, name, how often, other names."""
    name = max(20, min(40, width // 2))
    count = f"{entity.mentions:>7,}  in {entity.articles:,}"
    aliases = width - 6 - name - 22
    row = [
        Segment(f"{entity.type:<6}"[:6], ink("quiet")),
        Segment(paint.clipped(entity.name, name), ink(entity.type.lower())),
    ]
    row.append(Segment(" " * (6 + name - sum(part.cell_length for part in row))))
    row.append(Segment(f"{count:<22}", ink("quiet")))
    if aliases > 8:
        row.append(Segment(paint.fitted(", ".join(entity.aliases[:12]), aliases), ink("quiet")))
    return [row]


class Entities(Place):
    """All names, filtered as one types."""

    WHERE = "entities"
    BINDINGS = bindings("entities")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.type: str | None = None
        self.wanted = ""
        self.rows = Rows(paint_entity, empty="No such name.")
        self._all: list[tuple[str, Entity]] = []

    @property
    def pane(self) -> Rows:
        """The names."""
        return self.rows

    def panes(self) -> list[Widget]:
        """The names."""
        return [self.rows]

    def reload(self) -> None:
        """Read the names anew."""
        found = entities.ranked(self.desk.corpus, self.type)
        self._all = [(fold("\n".join((one.name, *one.aliases))), one) for one in found]
        self._choose(self.rows.cursor)

    def _choose(self, cursor: int) -> None:
        wanted = fold(self.wanted.strip())
        self.rows.show(Fixed([one for names, one in self._all if wanted in names]), cursor)
        self.facts()

    def filter(self, wanted: str) -> None:
        """Show only names with these letters."""
        self.wanted = wanted
        self._choose(0)

    def turn_type(self, by: int) -> None:
        """Show only names of the next type."""
        self.type = _TYPES[(_TYPES.index(self.type) + by) % len(_TYPES)]
        self.rows.cursor = 0
        self.reload()

    def top_facts(self) -> tuple[str, str]:
        """What is listed."""
        said = SAID[self.type].capitalize()
        return f"{said} with “{self.wanted}”" if self.wanted else said, f"{len(self.rows.source):,}"

    def foot_facts(self) -> tuple[str, str]:
        """How to narrow."""
        return "/ find   Tab persons, places, organisations   Enter all mentions   q back", ""

    def entity(self) -> Entity | None:
        """The name under the cursor."""
        entity: Entity | None = self.rows.current()
        return entity

    def subject(self) -> Subject | None:
        """The name under the cursor, with the note on it if there is one."""
        from reader.corpus import annotations as written

        if (one := self.entity()) is None:
            return None
        notes = [n for n in written.of_entity(self.desk.corpus, one.id) if n.kind == "note"]
        last = notes[-1] if notes else None
        return Subject(f"entity:{one.id}", one.name, note=last.id if last else None, body=last.body if last else "")

    def words(self) -> tuple[str, str]:
        """The name under the cursor."""
        one = self.entity()
        return (one.name, "the name") if one else ("", "")

    def follow(self) -> None:
        """All about the name under the cursor."""
        from reader.tui.screens.entity import EntityPage

        if one := self.entity():
            self.go_to(EntityPage(self.desk, one))

    def on_rows_chosen(self) -> None:
        """A double click opens."""
        self.follow()

    def step_back(self) -> bool:
        """All names again."""
        if self.wanted:
            self.filter("")
            return True
        return False
