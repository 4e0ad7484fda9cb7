"""The index of names: persons, places, organisations, most mentioned first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

from reader.corpus.namelist import NameList
from reader.records import ENTITY_TYPES, Entity
from reader.speech import apart, tr
from reader.tui import chart, kinds, paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.subject import Subject
from reader.tui.widgets.rows import Ink, Rows

_TYPES = (None, *ENTITY_TYPES)
_TYPE, _COUNT, _FEWEST_ALIASES = 6, 19, 12


def paint_entity(entity: Entity, width: int, ink: Ink, most: int = 0) -> list[list[Segment]]:
    """One row: type, name, how often (with a bar, of ``most``), other names."""
    name = max(20, min(40, width // 3))
    bar = (8 if width < 100 else 16) if most else 0
    count = tr("{mentions} in {articles}").format(
        mentions=f"{apart(entity.mentions):>7}", articles=apart(entity.articles)
    )
    aliases = width - _TYPE - name - 1 - bar - _COUNT
    row = [
        Segment(paint.fitted(entity.type, _TYPE), ink("quiet")),
        Segment(paint.clipped(entity.name, name), ink(entity.type.lower())),
    ]
    row.append(Segment(" " * (_TYPE + name + 1 - sum(part.cell_length for part in row))))
    row.append(Segment(paint.fitted(chart.bar(entity.mentions, most, bar, chart.is_plain()), bar), ink("faint")))
    row.append(Segment(f"{count:<{_COUNT}}", ink("quiet")))
    if aliases > _FEWEST_ALIASES:
        row.append(Segment(paint.fitted(", ".join(entity.aliases[:12]), aliases), ink("quiet")))
    return [row]


class Entities(ListPlace):
    """All names, filtered as one types."""

    WHERE = "entities"
    BINDINGS = bindings("entities")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.type: str | None = None
        self.wanted = ""
        self.rows = Rows(self._paint, empty=tr("No such name."))
        self._most = 0
        self._here: str | None = None
        """The name under the cursor as it was shown last: what is read now may be another's row already."""
        self._gone: list[str] = []
        """Names that went from under the cursor, as when one was made the same as another: they may come back."""

    def _paint(self, entity: Entity, width: int, ink: Ink) -> list[list[Segment]]:
        return paint_entity(entity, width, ink, self._most)

    def reload(self) -> None:
        """List anew; the cursor stays on its name, or where it was, and returns to a name that is back."""
        here, cursor = self._here, self.rows.cursor
        self._list(cursor)
        place = self.names.index(here) if here else None
        if here and place is None:
            self._gone.append(here)
        back = next((one for one in reversed(self._gone) if self.names.index(one) is not None), None)
        if back is not None:
            self._gone.remove(back)
            place = self.names.index(back)
        self.rows.show(self.names, cursor if place is None else place)
        self.on_rows_moved()

    def _list(self, cursor: int = 0) -> None:
        self.names = NameList(self.desk.corpus, self.type, self.wanted)
        first: Sequence[Entity] = self.names.rows(0, 1)
        self._most = first[0].mentions if first else 0
        self.rows.show(self.names, cursor)
        self.on_rows_moved()
        self.facts()

    def on_rows_moved(self) -> None:
        """Remember the name under the cursor."""
        self._here = self.named()

    def filter(self, wanted: str) -> None:
        """Show only names with these letters."""
        self.wanted = wanted
        self._list()

    def turn_type(self, by: int) -> None:
        """Show only names of the next type."""
        self.type = _TYPES[(_TYPES.index(self.type) + by) % len(_TYPES)]
        self._list()

    def top_facts(self) -> tuple[str, str]:
        """What is listed."""
        said = kinds.many(self.type) if self.type else tr("All names")
        return (
            tr("{names} with “{letters}”").format(names=said, letters=self.wanted) if self.wanted else said,
            apart(len(self.rows.source)),
        )

    def foot_facts(self) -> tuple[str, str]:
        """How to narrow."""
        count = len(self.rows.source)
        keys = with_keys(
            tr("{find-name} find   {next-type} by type   {open} open   {correct} correct   {note} note   {help} help")
        )
        return keys, paint.nth(self.rows.cursor, count)

    def entity(self) -> Entity | None:
        """The name under the cursor."""
        entity: Entity | None = self.rows.current()
        return entity

    def named(self) -> str | None:
        """The entity under the cursor."""
        one = self.entity()
        return one.id if one else None

    def subject(self) -> Subject | None:
        """The name under the cursor, with the note on it if there is one."""
        from reader.tui.screens.entity import entity_subject

        one = self.entity()
        return entity_subject(self.desk, one) if one else None

    def words(self) -> tuple[str, str]:
        """The name under the cursor."""
        one = self.entity()
        return (one.name, tr("the name")) if one else ("", "")

    def follow(self) -> None:
        """All about the name under the cursor."""
        from reader.tui.screens.entity import EntityPage

        if one := self.entity():
            self.go_to(EntityPage(self.desk, one))

    def step_back(self) -> bool:
        """All names again."""
        if self.wanted:
            self.filter("")
            return True
        return False
