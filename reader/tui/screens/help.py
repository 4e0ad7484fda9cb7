"""The help: every key of the registry, those of this place first."""

from __future__ import annotations

from rich.segment import Segment
from textual.widget import Widget

from reader.speech import later, tr
from reader.tui import paint
from reader.tui.commands import EVERYWHERE, GROUPS, Command
from reader.tui.desk import Desk
from reader.tui.place import Place, bindings
from reader.tui.widgets.rows import Fixed, Ink, Rows

TITLES = {
    "list": later("the list"),
    "page": later("an article"),
    "entity": later("a name"),
    "entities": later("the names"),
    "notes": later("the notes"),
    "search": later("a search"),
    "searches": later("the saved searches"),
    "related": later("what speaks of the same"),
    "copies": later("the copies of an article"),
    "compare": later("a comparison"),
    "inbox": later("the inbox"),
    "timeline": later("the timeline"),
    "selection": later("a selection"),
    "note": later("a note"),
    "history": later("the history of a note"),
}


def help_rows(where: str) -> list[tuple[str, str, bool]]:
    """Rows of the help: keys, help, and whether the command holds where the reader was. Titles have no keys."""
    rows: list[tuple[str, str, bool]] = []
    for title, group in GROUPS.items():
        shown = [c for c in group if c.keys and (where in c.where or not set(c.where) & set(EVERYWHERE))]
        if shown:
            rows += [("", tr(title), True), *((c.shown, tr(c.help), True) for c in shown), ("", "", True)]
    others = [c for group in GROUPS.values() for c in group
              if c.keys and where not in c.where and set(c.where) & set(EVERYWHERE)]  # fmt: skip
    rows.append(("", tr("Elsewhere"), True))
    return rows + [(c.shown, _elsewhere(c), False) for c in others]


def _elsewhere(command: Command) -> str:
    places = ", ".join(_called(where) for where in command.where)
    return tr("{command} (in: {places})").format(command=tr(command.help), places=places)


def _called(where: str) -> str:
    return tr(TITLES.get(where, where))


def paint_help(row: tuple[str, str, bool], width: int, ink: Ink) -> list[list[Segment]]:
    """One row of the help."""
    keys, text, here = row
    if not keys:
        return [[Segment(paint.fitted(text, width), ink("heading"))]]
    return [[Segment(paint.fitted(keys, 24), ink("accent" if here else "quiet")),
             Segment(paint.fitted(text, width - 24), ink("lead" if here else "quiet"))]]  # fmt: skip


class Help(Place):
    """All keys."""

    WHERE = "help"
    BINDINGS = bindings("help")

    def __init__(self, desk: Desk, where: str) -> None:
        super().__init__(desk)
        self._where = where
        self.rows = Rows(paint_help)

    @property
    def pane(self) -> Rows:
        """The keys."""
        return self.rows

    def panes(self) -> list[Widget]:
        """The keys."""
        return [self.rows]

    def reload(self) -> None:
        """List the keys."""
        self.rows.show(Fixed(help_rows(self._where)))

    def top_facts(self) -> tuple[str, str]:
        """What this is."""
        return tr("Keys in: {place}").format(place=_called(self._where)), tr("q closes")

    def foot_facts(self) -> tuple[str, str]:
        """Where to find more."""
        return tr("^P or : finds a command by its name"), ""
