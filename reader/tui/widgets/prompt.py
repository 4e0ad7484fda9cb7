"""The line one types a search, a filter or tags into; it stands at the foot while it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input, Static

from reader.records import ReaderError
from reader.tui import paint
from reader.tui.dialogs import own_bindings
from reader.tui.widgets.bar import Bar


class Line(Input):
    """An input that says when something is to be deleted though nothing is left."""

    virtual_size = Reactive(Size(0, 0))
    """It scrolls within itself: nothing is to be laid out anew for a letter more, as Textual would."""

    def __init__(
        self, value: str, changed: Callable[[str], None], emptied: Callable[[], object] | None, replaced: bool
    ) -> None:
        """``replaced``: the first letter takes the place of what stands there."""
        self._changed, self._emptied = changed, emptied
        # Nothing is judged: the first letter would give it a class, and all styles were looked for anew.
        super().__init__(value, select_on_focus=replaced, compact=True, validate_on=())
        self.disable_messages(Input.Changed)  # on its way it would wait until the letter is painted

    def watch_value(self, value: str) -> None:
        """Say what stands there now."""
        self._changed(value)

    def render_line(self, y: int) -> Strip:
        """The line; only now it has its place, where the terminal's cursor is to be."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        return self._drawn()

    def _drawn(self) -> Strip:
        """What Textual would draw by way of a document of Rich, which takes as long as all else of a letter."""
        ground, at = self.visual_style.rich_style, self.cursor_position
        runs: list[paint.Run] = []
        if self.has_focus and not self.selection.is_empty:
            start, end = sorted(self.selection)
            runs.append((start, end, self.get_component_rich_style("input--selection")))
        if self.has_focus and self._cursor_visible:
            runs.append((at, at + 1, self.get_component_rich_style("input--cursor")))
        line = Strip(paint.segments(self.value + " ", 0, len(self.value) + 1, ground, runs))
        left, width = self.scroll_offset.x, self.scrollable_content_region.width + 1
        return line.crop(left, left + width).extend_cell_length(width, ground)

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one."""
        words = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        super()._on_paste(events.Paste(words))
        event.prevent_default()
        event.stop()

    def action_delete_left(self) -> None:
        """Delete a character, or what the caller has."""
        if self.value or self._emptied is None:
            super().action_delete_left()
        else:
            self._emptied()


class Prompt(Vertical):
    """Asks for one line. What happens with it is the caller's: as it changes, when it is done, when it is left.

    What is refused stays to be typed on, with the reason above it.
    """

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("bar")

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        done: Callable[[str], None],
        changed: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
        widen: Callable[[str], None] | None = None,
        complete: Callable[[str], tuple[str, list[str]]] | None = None,
        history: Sequence[str] = (),
        emptied: Callable[[], object] | None = None,
        replaced: bool = True,
    ) -> None:
        """``history``: lines of before, the latest last. ``emptied``: Backspace was struck with nothing left.

        ``replaced``: what is typed takes the place of the value, else it goes on behind it.
        """
        super().__init__(classes="prompt")
        self._label, self._value = label, value
        self._handed_on = value
        self._done, self._changed, self._left, self._widen = done, changed, left, widen
        self._emptied, self._replaced = emptied, replaced
        self._lines, self._at = [*history, value], len(history)
        """What the keys up and down go through: the lines of before, and the one that is typed."""
        self._complete = complete
        """Gives for what is typed what is meant, as far as that is sure, and what fits where several do."""

    def compose(self) -> ComposeResult:
        """The label and the input."""
        label = Bar()
        label.show(self._label, ink="accent")
        label.styles.width = cell_len(self._label) + 4
        yield Static(classes="refused")
        with Horizontal():
            yield label
            yield Line(self._value, self._typed, self._emptied, self._replaced)

    def on_mount(self) -> None:
        """Take the keys, from whatever asked for something before."""
        for other in self.screen.children:
            if other in self.ancestors_with_self:
                break
            if other.has_class("prompt") or other.has_class("pick"):
                other.remove()
        self.query(Input).focus()  # there is none where the screen is left before all is there

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A click elsewhere leaves it."""
        if self.is_attached and self.app.app_focus:
            self.remove()

    def _typed(self, value: str) -> None:
        """Hand on what stands there now."""
        self.remove_class("-refused")
        if self._changed and value != self._handed_on:
            self._handed_on = value
            try:
                self._changed(value)
            except ReaderError as error:
                self.refuse(str(error))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand on what was typed, and go if it was taken."""
        event.stop()
        try:
            self._done(event.value)
        except ReaderError as error:
            self.refuse(str(error))
        else:
            self.remove()

    def refuse(self, why: str) -> None:
        """Say above the line why it cannot be done: the line lies over the foot."""
        self._say_above(why)

    def _say_above(self, what: str, kind: str = "-refused") -> None:
        self.query_one(Static).update(paint.content(what))
        self.remove_class("-refused", "-several")
        self.set_class(bool(what), kind)

    def action_cancel(self) -> None:
        """Leave without doing anything."""
        self.remove()
        if self._left:
            self._left()

    def action_widen(self) -> None:
        """Do it on a larger scale, where there is one; or complete what is typed."""
        if self._complete:
            line = self.query_one(Input)
            line.value, several = self._complete(line.value)
            line.cursor_position = len(line.value)
            self._say_above("  ".join(several), "-several")
        elif self._widen:
            self.remove()
            self._hand_on(self._widen, self.query_one(Input).value)

    def action_earlier(self) -> None:
        """The line before, of what was typed here another time."""
        self._turn(-1)

    def action_later(self) -> None:
        """The line behind it; at last the one that is being typed."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        if len(self._lines) == 1:
            raise SkipAction  # whoever the prompt is in may know what the key means
        line, to = self.query_one(Input), self._at + by
        if not 0 <= to < len(self._lines):
            return
        if self._at == len(self._lines) - 1:
            self._lines[-1] = line.value
        self._at = to
        line.value = self._lines[to]
        line.cursor_position = len(line.value)

    def _hand_on(self, to: Callable[[str], None], text: str) -> None:
        """What cannot be done with it is said on the screen it was asked from."""
        screen: Any = self.screen
        try:
            to(text)
        except ReaderError as error:
            screen.say(str(error), "error")
