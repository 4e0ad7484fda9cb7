"""What Tab stops at on a page: its names and highlights (or what was cut) in their order, then its notes (pure)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from reader.records import HIDDEN_KINDS, Annotation, Article, Block, Mention
from reader.tui.layout import Layout
from reader.tui.pagenotes import listed_notes


class Lit(NamedTuple):
    """A highlight where it stands in the text."""

    start: int
    end: int
    mark: Annotation


Stop = Mention | Lit | Block | Annotation


class Stops:
    """The stops of an article, numbered from 0: names, highlights and notes; while cut text is shown, cut blocks.

    While a block is to be chosen: the blocks that are not cut, and nothing else. ``before`` are the stops of the same
    article with other notes: the order of its names is taken from them.
    """

    def __init__(
        self, article: Article, with_cut: bool = False, choosing: bool = False, before: Stops | None = None
    ) -> None:
        self.mentions = article.mentions
        known = before is not None and before.mentions is article.mentions
        self.names: list[Mention] = before.names if before and known else sorted(self.mentions, key=itemgetter(0, 1))
        self._name_starts: list[int] = before._name_starts if before and known else [name.start for name in self.names]
        self.lit = sorted((lit for a in article.annotations if (lit := _lit(a))), key=itemgetter(0, 1))
        self.places: Sequence[Mention | Lit | Block]
        if with_cut or choosing:
            self.places = [block for block in article.blocks if (block.kind in HIDDEN_KINDS) != choosing]
            self._starts = [block.start for block in self.places]
        else:
            self.places, self._starts = self._merged()
        self._last = len(self.places) if choosing else None
        self.notes = listed_notes(article)

    def _merged(self) -> tuple[list[Mention | Lit], list[int]]:
        """Names and highlights in the order of the text, and their starts; a highlight stands before its names."""
        places: list[Mention | Lit] = []
        starts: list[int] = []
        at = 0
        for one in self.lit:
            until = bisect_left(self._name_starts, one.start, at)
            places += self.names[at:until]
            places.append(one)
            starts += self._name_starts[at:until]
            starts.append(one.start)
            at = until
        return places + self.names[at:], starts + self._name_starts[at:]

    def __len__(self) -> int:
        return len(self.places) + len(self.notes)

    def thing(self, stop: int) -> Stop | None:
        """The name, highlight, cut block or note at a stop."""
        if 0 <= stop < len(self.places):
            return self.places[stop]
        return self.notes[stop - len(self.places)][1] if 0 <= stop < len(self) else None

    def start(self, stop: int) -> int | None:
        """The offset at which a stop begins; ``None`` for a note, which stands behind the text."""
        return self._starts[stop] if stop < len(self.places) else None

    def is_shown(self, stop: int, layout: Layout) -> bool:
        """Whether a stop was not cut."""
        return stop >= len(self.places) or layout.shows(self._starts[stop])

    def line(self, stop: int, layout: Layout) -> int | None:
        """The line a stop stands on, or ``None`` where it was cut, or is far from what is laid out."""
        if stop >= len(self.places):
            return layout.line_of_note(self.notes[stop - len(self.places)][0])
        start = self._starts[stop]
        return layout.line_of(start) if layout.shows(start) and layout.is_near(start) else None

    def after(self, stop: int | None, by: int, layout: Layout, edge: int) -> int | None:
        """The next stop that is shown in a direction (1 or -1); without a stop, from the offset ``edge`` on."""
        at = bisect_left(self._starts, edge) - (by < 0) if stop is None else stop + by
        while 0 <= at < (len(self) if self._last is None else self._last):
            if self.is_shown(at, layout):
                return at
            at += by
        return None

    def before(self, by: int, layout: Layout, top: int, bottom: int) -> int:
        """The number from which `after` goes to the first stop from a line ``top`` on, or the last above ``bottom``."""
        edge = top if by > 0 else bottom
        passed = layout.notes_above(edge)
        if passed or (layout.text_end is not None and edge > layout.text_end):
            return len(self.places) + passed - (by > 0)
        return bisect_left(self._starts, layout.offset_of(edge)) - (by > 0)

    def of_note(self, annotation: str) -> int | None:
        """The stop of a note."""
        found = [number for number, (_, note) in enumerate(self.notes) if note.id == annotation]
        return len(self.places) + found[0] if found else None

    def of_highlight(self, annotation: str) -> int | None:
        """The stop of a highlight in the text."""
        found = next((lit for lit in self.lit if lit.mark.id == annotation), None)
        return self.of(found) if found else None

    def of(self, thing: Stop | None) -> int | None:
        """The stop of a thing as it was before, if it still is one: by its place, a highlight or note by its id."""
        if thing is None or isinstance(thing, Annotation):
            return None if thing is None else self.of_note(thing.id)
        at = bisect_left(self._starts, thing.start)
        while at < len(self.places) and self._starts[at] == thing.start:
            if _same(self.places[at], thing):
                return at
            at += 1
        return None

    def of_offset(self, offset: int) -> int | None:
        """The stop that stands at an offset: the innermost."""
        at = bisect_left(self._starts, offset + 1) - 1
        if at >= 0 and offset < self.places[at].end:
            return at
        around = [lit for lit in self.lit if lit.start <= offset < lit.end]
        return self.of(around[-1]) if around else None


def _lit(annotation: Annotation) -> Lit | None:
    anchor = annotation.anchor
    if annotation.kind != "highlight" or anchor is None or annotation.orphan or anchor.start >= anchor.end:
        return None
    return Lit(anchor.start, anchor.end, annotation)


def _same(one: Stop, other: Stop) -> bool:
    if isinstance(one, Annotation) or isinstance(other, Annotation) or type(one) is not type(other):
        return False
    if isinstance(one, Lit) and isinstance(other, Lit):
        return one.mark.id == other.mark.id
    return (one.start, one.end) == (other.start, other.end)
