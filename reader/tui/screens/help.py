"""The help: every key of the registry, those of this place first."""

from __future__ import annotations

from rich.segment import Segment
from textual.widget import Widget

from reader.tui import paint
from reader.tui.commands import EVERYWHERE, GROUPS
from reader.tui.desk import Desk
from reader.tui.place import Place, bindings
from reader.tui.widgets.rows import Fixed, Ink, Rows

TITLES = {
    "list": "the list", "page": "an article", "entity": "a name", "entities": "the names", "notes": "the notes",
    "search": "a search", "copies": "the copies of an article", "compare": "a comparison", "inbox": "the inbox",
    "selection": "a selection", "note": "a note", "history": "the history of a note",
}  # fmt: skip


def help_rows(where: str) -> list[tuple[str, str, bool]]:
    """Rows of the help: keys, help, and whether the command holds where the reader was. Titles have no keys."""
    rows: list[tuple[str, str, bool]] = []
    for title, group in GROUPS.items():
        shown = [c for c in group if c.keys and (where in c.where or not set(c.where) & set(EVERYWHERE))]
        if shown:
            rows += [("", title, True), *((c.shown, c.help, True) for c in shown), ("", "", True)]
    others = [c for group in GROUPS.values() for c in group
              if c.keys and where not in c.where and set(c.where) & set(EVERYWHERE)]  # fmt: skip
    rows.append(("", "Elsewhere", True))
    return rows + [(c.shown, f"{c.help} (in {', '.join(TITLES.get(w, w) for w in c.where)})", False) for c in others]


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
        return f"Keys in {TITLES.get(self._where, self._where)}", "q closes"

    def foot_facts(self) -> tuple[str, str]:
        """Where to find more."""
        return "^P or : finds a command by its name", ""
