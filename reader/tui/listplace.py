"""The ground of all screens that are a list: rows, of which one is under the cursor."""

from __future__ import annotations

from textual.widget import Widget

from reader.tui.place import Place
from reader.tui.widgets.rows import Rows


class ListPlace(Place):
    """A screen with ``rows``, which a subclass makes."""

    rows: Rows

    @property
    def pane(self) -> Rows:
        """The rows."""
        return self.rows

    def panes(self) -> list[Widget]:
        """The rows."""
        return [self.rows]

    def on_rows_moved(self) -> None:
        """Say which row it is, also where the mouse went there."""
        self.facts()

    def on_rows_chosen(self) -> None:
        """A double click opens."""
        self.follow()
