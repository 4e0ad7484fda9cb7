"""What Tab stops at on a page: its names in their order, then its notes (pure)."""

from __future__ import annotations

from bisect import bisect_left

from reader.records import Annotation, Article, Mention
from reader.tui.layout import Layout, listed_notes


class Stops:
    """The stops of an article, numbered from 0."""

    def __init__(self, article: Article) -> None:
        self.names = sorted(article.mentions, key=lambda m: (m.start, m.end))
        self.notes = listed_notes(article)
        self._starts = [name.start for name in self.names]

    def __len__(self) -> int:
        return len(self.names) + len(self.notes)

    def thing(self, stop: int) -> Mention | Annotation | None:
        """The name or note at a stop."""
        if 0 <= stop < len(self.names):
            return self.names[stop]
        return self.notes[stop - len(self.names)][1] if 0 <= stop < len(self) else None

    def line(self, stop: int, layout: Layout) -> int | None:
        """The line a stop stands on, or ``None`` where it was cut."""
        if stop < len(self.names):
            start = self._starts[stop]
            return layout.line_of(start) if layout.shows(start) else None
        return layout.line_of_note(self.notes[stop - len(self.names)][0])

    def after(self, stop: int | None, by: int, layout: Layout, edge: int) -> int | None:
        """The next stop that is shown in a direction (1 or -1); without a stop, from the offset ``edge`` on."""
        at = bisect_left(self._starts, edge) - (by < 0) if stop is None else stop + by
        while 0 <= at < len(self):
            if self.line(at, layout) is not None:
                return at
            at += by
        return None

    def of_note(self, annotation: str) -> int | None:
        """The stop of a note."""
        found = [number for number, (_, note) in enumerate(self.notes) if note.id == annotation]
        return len(self.names) + found[0] if found else None

    def of_offset(self, offset: int) -> int | None:
        """The stop of the name that stands at an offset."""
        at = bisect_left(self._starts, offset + 1) - 1
        return at if at >= 0 and offset < self.names[at].end else None
