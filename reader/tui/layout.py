"""A page as lines: an article, wrapped to a width, each line knowing its place in the text; laid out where it is read.

Lines that are the program's (blank lines, labels, the list of notes) have their own text and stand at the offset
of what follows them, so that starts never fall and any offset finds its line by bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol

from reader.tui.typeset import Line, Setting

NEAR = 20_000
"""Characters from what is laid out within which it is laid out further; for what lies beyond, one begins anew there."""


class Units(Protocol):
    """What is laid out: a text in units, each of which becomes lines by itself. `Sheet` is one."""

    text: str
    notes: int
    """The unit that stands behind the text."""
    cut: int
    """How many passages are not shown."""

    @property
    def starts(self) -> Sequence[int]:
        """The offsets at which the units begin."""

    def unit_at(self, offset: int) -> int:
        """The unit an offset is shown in, or after which it was cut."""

    def shows(self, offset: int) -> bool:
        """Whether an offset is shown, not cut."""

    def share(self, offset: int) -> float:
        """The part of the shown text that stands before an offset, 0 … 1."""

    def lines(self, unit: int, setting: Setting) -> Iterator[Line]:
        """The lines of a unit; the starts of them never fall."""


class Layout:
    """The lines of a page, as far as they were asked for.

    They are numbered from the unit in which it was begun; those before have negative numbers, so that no number ever
    changes, and the whole need never be laid out to say where a line is.
    """

    def __init__(self, sheet: Units, setting: Setting, at: int = 0) -> None:
        self.sheet, self.setting = sheet, setting
        self._lines: list[Line] = []
        self._starts: list[int] = []
        self._back = self._on = sheet.unit_at(at) if sheet.starts else 0
        """The units from the one on and before the other are laid out."""
        self._zero = 0
        """Where in the lists line 0 is."""
        self._text_end: int | None = None

    @property
    def cut(self) -> int:
        """How many passages are not shown."""
        return self.sheet.cut

    @property
    def text_end(self) -> int | None:
        """The number behind the last line of the text, where the notes begin; ``None`` if that is not laid out yet."""
        return self._text_end

    def _go_on(self) -> bool:
        """Lay the next unit out; false if there is none."""
        if self._on >= len(self.sheet.starts):
            return False
        if self._on == self.sheet.notes:
            self._text_end = len(self._lines) - self._zero
        lines = list(self.sheet.lines(self._on, self.setting))
        self._on += 1
        self._lines += lines
        self._starts += [line.start for line in lines]
        return True

    def _go_back(self) -> bool:
        """Lay the unit before out; false if there is none."""
        if self._back <= 0:
            return False
        self._back -= 1
        lines = list(self.sheet.lines(self._back, self.setting))
        self._lines[:0] = lines
        self._starts[:0] = [line.start for line in lines]
        self._zero += len(lines)
        return True

    def line(self, number: int) -> Line | None:
        """A line; ``None`` before the first and behind the last."""
        while number + self._zero >= len(self._lines) and self._go_on():
            pass
        while number + self._zero < 0 and self._go_back():
            pass
        at = number + self._zero
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def clamped(self, top: int, height: int) -> int:
        """The number nearest to ``top`` from which on lines fill a screen, as far as the page has lines."""
        if self.line(top + height - 1) is None:
            top = min(top, len(self._lines) - self._zero - height)
        return max(top, -self._zero) if self.line(top) is None else top

    def is_near(self, offset: int) -> bool:
        """Whether an offset is laid out, or not far from what is."""
        starts = self.sheet.starts
        if not starts:
            return True
        end = starts[self._on] if self._on < len(starts) else len(self.sheet.text)
        return starts[self._back] - NEAR <= offset <= end + NEAR

    def line_of(self, offset: int) -> int:
        """The number of the line that shows an offset, or of the one after which it was cut."""
        if not self.sheet.starts:
            return 0
        unit = self.sheet.unit_at(offset)
        while unit >= self._on and self._go_on():
            pass
        while unit < self._back and self._go_back():
            pass
        end = len(self._lines) if self._text_end is None else self._text_end + self._zero
        return max(0, bisect_right(self._starts, offset, 0, end) - 1) - self._zero

    def shows(self, offset: int) -> bool:
        """Whether an offset is on some line, not cut."""
        return self.sheet.shows(offset)

    def offset_of(self, number: int) -> int:
        """The first offset of a line, of the last one where there are not so many."""
        line = self.line(number)
        if line is None and self._lines:
            line = self._lines[-1 if number + self._zero > 0 else 0]
        return line.start if line else 0

    def notes_above(self, number: int) -> int:
        """How many of the list of notes begin above a line, as far as it is laid out."""
        if self._text_end is None:
            return 0
        above = self._lines[self._text_end + self._zero : max(0, number + self._zero)]
        return len({line.note for line in above if line.note >= 0})

    def line_of_note(self, note: int) -> int | None:
        """The number of the first line of an annotation in the list of notes; ``None`` if that is not laid out."""
        for at in range(len(self._lines) if self._text_end is None else self._text_end + self._zero, len(self._lines)):
            if self._lines[at].note == note:
                return at - self._zero
        return self._text_end

    @property
    def first(self) -> int:
        """The number of the first line; lays out all that stands before."""
        while self._go_back():
            pass
        return -self._zero

    @property
    def behind(self) -> int:
        """The number behind the last line; lays out all that follows."""
        while self._go_on():
            pass
        return len(self._lines) - self._zero

    @property
    def lines(self) -> list[Line]:
        """Every line; lays all of them out."""
        return self._lines[: self.behind - self.first]
