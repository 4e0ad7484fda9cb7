"""A stretch of an article that is being selected, and how each move changes it (pure).

A selection has two ends, each a span of the text: the one it began with, and the one that moves. What is selected
reaches from the first to the last of both, so that a word one began with always stays whole. It lies within a
stretch of text that is shown without a gap, so that what is selected is what one sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from reader.records import HIDDEN_KINDS, Block
from reader.sentences import sentences
from reader.tui.clusters import cut_after, cut_before

Span = tuple[int, int]

_BETWEEN = (
    r"\s!-/:-@\[-`{-~\xa1-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f"
)
_EACH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Writing without blanks between words: each sign is a word to us."""
_LETTERS = f"[^{_BETWEEN}{_EACH}]+"
_WORD = rf"[{_EACH}]|{_LETTERS}(?:[-_’'&\u2010\u2011]{_LETTERS}|(?<=\d)[.,:](?=\d){_LETTERS})*"
_SIGNS = re.compile(r"\S+")
NEAR = 4096
"""Characters that are looked through for a word, before or behind."""
_NEAR_SENTENCE = 20_000


@cache
def _word() -> re.Pattern[str]:
    """A word. It is compiled when it is first looked for, since that takes longer than to show a page."""
    return re.compile(_WORD)


class Selection(NamedTuple):
    """The end it began with, and the end that moves."""

    held: Span
    moving: Span

    @property
    def start(self) -> int:
        """The first offset that is selected."""
        return min(self.held[0], self.moving[0])

    @property
    def end(self) -> int:
        """The offset behind the last one."""
        return max(self.held[1], self.moving[1])

    @property
    def ahead(self) -> bool:
        """Whether the later end moves."""
        return self.moving[0] >= self.held[0] and self.moving[1] >= self.held[1]

    @property
    def edge(self) -> int:
        """The last offset, or the first one: of the end that moves."""
        return self.end - 1 if self.ahead else self.start

    def to(self, point: int) -> Selection:
        """The moving end at an offset; where that would be nothing, at the other end."""
        inside = self.held[0] <= point <= self.held[1]
        return self._replace(moving=self.held if inside else (point, point))


class Ground:
    """A text to select in. ``within`` are its stretches that are shown without a gap."""

    def __init__(self, text: str, blocks: Sequence[Block], with_cut: bool = False) -> None:
        self.text = text
        self.within: list[Span] = []
        shown: list[Block] = []
        gap = True
        for block in blocks:
            cut = block.kind in HIDDEN_KINDS and not with_cut
            if not cut:
                shown.append(block)
                self.within.append((block.start if gap else self.within.pop()[0], block.end))
            gap = cut
        self._block_starts, self._block_ends = [b.start for b in shown], [b.end for b in shown]

    def begin(self, start: int, end: int) -> Selection | None:
        """Select a span, as far as it is shown; ``None`` where nothing of it is."""
        low, high = self.bounds(start)
        span = cut_before(self.text, max(start, low)), cut_after(self.text, min(end, high))
        return Selection(span, span) if span[0] < span[1] else None

    def bounds(self, offset: int) -> Span:
        """The stretch without a gap in which an offset lies."""
        at = bisect_right(self.within, (offset, len(self.text) + 1)) - 1
        return self.within[max(at, 0)] if self.within else (0, 0)

    def word_at(self, offset: int, bounds: Span | None = None) -> Span | None:
        """The word at an offset, else the next one, else the one before."""
        low, high = bounds or self.bounds(offset)
        words = self._words(max(low, offset - NEAR), min(high, offset + NEAR))
        at = bisect_right(words, offset, key=lambda word: word[1])
        return words[min(at, len(words) - 1)] if words else None

    def _words(self, start: int, end: int) -> list[Span]:
        """The words of a stretch; where it has none, its signs."""
        found = [match.span() for match in _word().finditer(self.text, start, end)]
        found = found or [match.span() for match in _SIGNS.finditer(self.text, start, end)]
        return [(cut_before(self.text, a), cut_after(self.text, b)) for a, b in found]

    def reach(self, selection: Selection, offset: int) -> Selection:
        """The moving end at the word that stands at an offset."""
        word = self.word_at(offset, self.bounds(selection.start))
        return selection._replace(moving=word) if word else selection

    def word(self, selection: Selection) -> Selection:
        """On by a word."""
        at = selection.moving[1] if selection.ahead else selection.moving[0]
        high = self.bounds(selection.start)[1]
        words = self._words(min(at, high), min(high, at + NEAR))
        words = words if selection.ahead else [word for word in words if word[0] > at]
        return selection._replace(moving=words[0]) if words else selection

    def word_back(self, selection: Selection) -> Selection:
        """Back by a word."""
        at = selection.moving[1] if selection.ahead else selection.moving[0]
        low = self.bounds(selection.start)[0]
        words = [word for word in self._words(max(low, at - NEAR), max(low, at)) if word[1] < at or not selection.ahead]
        return selection._replace(moving=words[-1]) if words else selection

    def letter(self, selection: Selection) -> Selection:
        """On by a sign; what it began with need not stay whole any more."""
        loose, high = self._loosened(selection), self.bounds(selection.start)[1]
        return loose.to(cut_after(self.text, min(high, (loose.end if loose.ahead else loose.start) + 1)))

    def letter_back(self, selection: Selection) -> Selection:
        """Back by a sign."""
        loose, low = self._loosened(selection), self.bounds(selection.start)[0]
        at = loose.end if loose.ahead and loose.moving != loose.held else loose.start
        return loose.to(cut_before(self.text, max(low, at - 1)))

    def _loosened(self, selection: Selection) -> Selection:
        """The same, begun with no more than one sign."""
        start, end = selection.start, selection.end
        if selection.ahead:
            held = start, cut_after(self.text, start + 1)
            return Selection(held, held if held[1] >= end else (end, end))
        held = cut_before(self.text, end - 1), end
        return Selection(held, held if held[0] <= start else (start, start))

    def sentence(self, selection: Selection) -> Selection:
        """On to the end of a sentence."""
        spans = self._sentences(selection.edge, selection)
        return self._on(selection, [start for start, _ in spans], [end for _, end in spans])

    def sentence_back(self, selection: Selection) -> Selection:
        """Back to the beginning of a sentence."""
        spans = self._sentences(selection.edge, selection)
        return self._back(selection, [start for start, _ in spans], [end for _, end in spans])

    def _sentences(self, edge: int, selection: Selection) -> list[Span]:
        """The sentences of the paragraph of an offset, and of those before and after it."""
        low, high = self.bounds(selection.start)
        at = bisect_right(self._block_starts, edge) - 1
        found = []
        for number in range(max(0, at - 1), min(len(self._block_starts), at + 2)):
            start = max(self._block_starts[number], low, edge - _NEAR_SENTENCE)
            end = min(self._block_ends[number], high, edge + _NEAR_SENTENCE)
            found += sentences(self.text, start, end) if start < end else []
        return found

    def paragraph(self, selection: Selection) -> Selection:
        """On to the end of a paragraph."""
        return self._on(selection, self._block_starts, self._block_ends)

    def paragraph_back(self, selection: Selection) -> Selection:
        """Back to the beginning of a paragraph."""
        return self._back(selection, self._block_starts, self._block_ends)

    def _on(self, selection: Selection, starts: Sequence[int], ends: Sequence[int]) -> Selection:
        high = self.bounds(selection.start)[1]
        stops, at = (ends, selection.end) if selection.ahead else (starts, selection.start)
        place = bisect_right(stops, at)
        point = stops[place] if place < len(stops) else high
        if not selection.ahead and point > selection.held[0]:
            return selection._replace(moving=selection.held)  # Shrunk to what it began with; from there it grows again.
        return selection.to(cut_after(self.text, min(high, point)))

    def _back(self, selection: Selection, starts: Sequence[int], ends: Sequence[int]) -> Selection:
        low = self.bounds(selection.start)[0]
        shrinks = selection.ahead and selection.moving != selection.held
        stops, at = (ends, selection.end) if shrinks else (starts, selection.start)
        place = bisect_left(stops, at) - 1
        point = stops[place] if place >= 0 else low
        if shrinks and point < selection.held[1]:
            return selection._replace(moving=selection.held)
        return selection.to(cut_before(self.text, max(low, point)))

    def first(self, selection: Selection) -> Selection:
        """Back to the beginning."""
        return selection.to(self.bounds(selection.start)[0])

    def last(self, selection: Selection) -> Selection:
        """On to the end."""
        return selection.to(self.bounds(selection.start)[1])

    def here(self, selection: Selection) -> Selection:
        """Begun anew with the word at the end that moves."""
        word = self.word_at(selection.edge, self.bounds(selection.start))
        return Selection(word, word) if word else selection

    def other_end(self, selection: Selection) -> Selection:
        """The same, with the other end moving; the word at the end that moved stays whole from now on."""
        start, end = selection.start, selection.end
        if selection.ahead:
            word = self._words(max(start, end - NEAR), end)[-1:] or [(start, end)]
            return Selection((max(start, word[0][0]), end), (start, start))
        word = self._words(start, min(end, start + NEAR))[:1] or [(start, end)]
        return Selection((start, min(end, word[0][1])), (end, end))


Move = Callable[[Ground, Selection], Selection]
