"""What Tab stops at on a page: its names (or what was cut) in their order, then its notes (pure)."""

from __future__ import annotations

from bisect import bisect_left

from reader.records import HIDDEN_KINDS, Annotation, Article, Block, Mention
from reader.tui.layout import Layout, listed_notes

Stop = Mention | Block | Annotation


class Stops:
    """The stops of an article, numbered from 0: names and notes; while cut text is shown, cut blocks and notes.

    While a block is to be chosen: the blocks that are not cut, and nothing else.
    """

    def __init__(self, article: Article, with_cut: bool = False, choosing: bool = False) -> None:
        blocks = [block for block in article.blocks if (block.kind in HIDDEN_KINDS) != choosing]
        names = sorted(article.mentions, key=lambda m: (m.start, m.end))
        self.places: list[Mention] | list[Block] = blocks if with_cut or choosing else names
        self._last = len(self.places) if choosing else None
        self.notes = listed_notes(article)
        self._starts = [place.start for place in self.places]

    def __len__(self) -> int:
        return len(self.places) + len(self.notes)

    def thing(self, stop: int) -> Stop | None:
        """The name, cut block or note at a stop."""
        if 0 <= stop < len(self.places):
            return self.places[stop]
        return self.notes[stop - len(self.places)][1] if 0 <= stop < len(self) else None

    def line(self, stop: int, layout: Layout) -> int | None:
        """The line a stop stands on, or ``None`` where it was cut."""
        if stop < len(self.places):
            start = self._starts[stop]
            return layout.line_of(start) if layout.shows(start) else None
        return layout.line_of_note(self.notes[stop - len(self.places)][0])

    def after(self, stop: int | None, by: int, layout: Layout, edge: int) -> int | None:
        """The next stop that is shown in a direction (1 or -1); without a stop, from the offset ``edge`` on."""
        at = bisect_left(self._starts, edge) - (by < 0) if stop is None else stop + by
        while 0 <= at < (len(self) if self._last is None else self._last):
            if self.line(at, layout) is not None:
                return at
            at += by
        return None

    def of_note(self, annotation: str) -> int | None:
        """The stop of a note."""
        found = [number for number, (_, note) in enumerate(self.notes) if note.id == annotation]
        return len(self.places) + found[0] if found else None

    def of(self, thing: Stop | None) -> int | None:
        """The stop of a thing as it was before, if it still is one: by its place, a note by its id."""
        if thing is None or isinstance(thing, Annotation):
            return None if thing is None else self.of_note(thing.id)
        at = bisect_left(self._starts, thing.start)
        here = self.places[at] if at < len(self.places) else None
        return at if here is not None and (here.start, here.end) == (thing.start, thing.end) else None

    def of_offset(self, offset: int) -> int | None:
        """The stop that stands at an offset."""
        at = bisect_left(self._starts, offset + 1) - 1
        return at if at >= 0 and offset < self.places[at].end else None
