"""The help: every key of the registry, those of this place first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from textual.widget import Widget

from reader.speech import later, tr
from reader.tui import paint
from reader.tui.commands import EVERYWHERE, GROUPS, Command, with_keys
from reader.tui.desk import Desk
from reader.tui.place import Place, bindings
from reader.tui.widgets.rows import SIDE, Fixed, Ink, Rows
from reader.tui.wrap import is_plain, wrap

HelpRow = tuple[str, str, bool]
"""Keys, help, and whether the command holds where the reader was."""
_KEYS, _LEAST = 24, 16
_GOES_ON = " "
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
    "changes": later("what merges changed"),
    "conflict": later("the versions of a note"),
}


def help_rows(where: str) -> list[HelpRow]:
    """Rows of the help: keys, help, and whether the command holds where the reader was. Titles have no keys."""
    rows: list[HelpRow] = []
    for title, group in GROUPS.items():
        shown = [c for c in group if c.keys and (where in c.where or not set(c.where) & set(EVERYWHERE))]
        if shown:
            rows += [("", tr(title), True), *((c.shown, c.said, True) for c in shown), ("", "", True)]
    others = [c for group in GROUPS.values() for c in group
              if c.keys and where not in c.where and set(c.where) & set(EVERYWHERE)]  # fmt: skip
    rows.append(("", tr("Elsewhere"), True))
    return rows + [(c.shown, _elsewhere(c), False) for c in others]


def laid_out(rows: Sequence[HelpRow], width: int) -> Iterator[HelpRow]:
    """The rows in so many cells: what has no room beside its keys goes on in rows below."""
    for keys, text, here in rows:
        room = width - _KEYS
        lines = wrap(text, 0, len(text), room, is_plain(text)) if keys and room >= _LEAST else []
        yield keys, text[: lines[0][1]].rstrip() if lines else text, here
        yield from ((_GOES_ON, text[start:end].rstrip(), here) for start, end in lines[1:])


def _elsewhere(command: Command) -> str:
    places = ", ".join(_called(where) for where in command.where)
    return tr("{command} (in: {places})").format(command=command.said, places=places)


def _called(where: str) -> str:
    return tr(TITLES.get(where, where))


def paint_help(row: HelpRow, width: int, ink: Ink) -> list[list[Segment]]:
    """One row of the help."""
    keys, text, here = row
    if not keys:
        return [[Segment(paint.fitted(text, width), ink("heading"))]]
    return [[Segment(paint.fitted(keys, _KEYS), ink("accent" if here else "quiet")),
             Segment(paint.fitted(text, width - _KEYS), ink("lead" if here else "quiet"))]]  # fmt: skip


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
        width = self.app.size.width - 2 * SIDE
        self.rows.show(Fixed(list(laid_out(help_rows(self._where), width))), self.rows.cursor)

    def on_resize(self) -> None:
        """Another width, other rows."""
        self.reload()

    def top_facts(self) -> tuple[str, str]:
        """What this is."""
        return tr("Keys in: {place}").format(place=_called(self._where)), with_keys(tr("{close} closes"))

    def foot_facts(self) -> tuple[str, str]:
        """Where to find more."""
        return with_keys(tr("{palette} or {palette::} finds a command by its name")), ""
