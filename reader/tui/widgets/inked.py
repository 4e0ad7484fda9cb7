"""The ground of the widgets that draw their own lines with named inks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from reader.tui import paint, themes


class Inked(Widget):
    """A widget that draws by lines. It holds no focus: keys belong to the screen."""

    ALLOW_SELECT = False
    _inks: tuple[str, Mapping[str, Style]] = ("", MappingProxyType({}))
    """The styles of the inks, and the name of the theme they are of."""

    def ink(self, name: str) -> Style:
        """The style of an ink in the theme of the app, to be laid over others."""
        if self._inks[0] != self.app.theme:
            theme = self.app.current_theme
            self._inks = self.app.theme, themes.inks(theme.name, theme.ansi, theme.dark)
        return self._inks[1][name]

    def inks(self, names: str) -> Style:
        """Several inks, named with blanks between them, one over the other."""
        return Style.combine(self.ink(name) for name in names.split())

    pointed: Offset | None = None
    """The cell the terminal's cursor was last put on."""

    def point(self, x: int, y: int) -> None:
        """Put the terminal's cursor on a cell of the widget: screen readers and magnifiers follow it.

        While one types a line, it stays there.
        """
        self.pointed = Offset(x, y)
        if self.screen.focused is None:
            self.app.cursor_position = self.region.offset + self.pointed

    def line(self, parts: list[Segment], over: Style | None = None) -> Strip:
        """Segments as one line of the widget, on its background; ``over`` lies on the whole line."""
        ground = self.visual_style.rich_style
        base = ground + over if over else ground
        inked = [Segment(part.text, base + part.style if part.style else base) for part in parts]
        return paint.strip(inked, self.size.width, base)
