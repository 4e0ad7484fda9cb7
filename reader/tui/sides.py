"""Two texts as lines to be drawn: side by side, or one below the other; what differs has a sign and a colour (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from reader.differences import Hunk, Piece
from reader.speech import counted
from reader.tui import paint
from reader.tui.screens.compare import SIGNS, lines_of, marked, runs
from reader.tui.wrap import is_plain, wrap

Runs = tuple[tuple[str, str], ...]
"""Words and the inks they are drawn in."""
_BETWEEN = " │ "
_CONTEXT = 3
"""Lines around a difference that are shown; of more that are the same, only how many."""


class Pair(NamedTuple):
    """One line: a sign, the left text, the right one; ``None`` where the line is of one text."""

    sign: str
    left: Runs
    right: Runs | None

    def runs(self, width: int) -> Runs:
        """What is drawn, as wide as told."""
        sign = (self.sign, "accent")
        if self.right is None:
            return (sign, *self.left)
        half = half_of(width)
        return sign, *_filled(self.left, half), (_BETWEEN, "quiet"), *self.right


def half_of(width: int) -> int:
    """Cells of each side."""
    return max(4, (width - 2 - len(_BETWEEN)) // 2)


def _filled(line: Runs, width: int) -> Runs:
    return (*line, (" " * max(0, width - sum(cell_len(paint.plain(text)) for text, _ in line)), "lead"))


def stacked(hunks: Sequence[Hunk], heads: Sequence[str], width: int) -> Iterator[Pair]:
    """One text as a change of the other, as `compare` shows it."""
    yield Pair("- ", ((f"[-{heads[0]}-]", "gone"),), None)
    yield Pair("+ ", ((f"{{+{heads[1]}+}}", "new"),), None)
    yield Pair("", (), None)
    for line in lines_of(tuple(hunks), width, "line"):
        yield Pair(line.sign, line.runs, None)


def beside(hunks: Sequence[Hunk], heads: Sequence[str], width: int) -> Iterator[Pair]:
    """Both texts in full width, line beside line."""
    half = half_of(width)
    yield Pair("  ", ((heads[0], "heading"),), ((heads[1], "heading"),))
    yield Pair("  ", (), ())
    for hunk in _near(hunks):
        if isinstance(hunk, int):
            said = f"⋯ {counted(hunk, 'line')}"
            yield Pair("  ", ((said, "quiet"),), ((said, "quiet"),))
            continue
        left = _lines([piece for piece in hunk.pieces if piece.kind != "new"], half)
        right = _lines([piece for piece in hunk.pieces if piece.kind != "gone"], half)
        for number, (one, other) in enumerate(zip_longest(left, right, fillvalue=())):
            yield Pair("  " if number else SIGNS[hunk.kind], one, other)


def _near(hunks: Sequence[Hunk]) -> Iterator[Hunk | int]:
    """The differences and the lines around them; instead of others, their number."""
    near = {place + by for place, hunk in enumerate(hunks) if hunk.kind != "same"
            for by in range(-_CONTEXT, _CONTEXT + 1)}  # fmt: skip
    left_out = 0
    for place, hunk in enumerate(hunks):
        if place not in near:
            left_out += 1
            continue
        if left_out:
            yield left_out
        left_out = 0
        yield hunk
    if left_out:
        yield left_out


def _lines(pieces: Sequence[Piece], width: int) -> list[Runs]:
    shown = [marked(piece) for piece in pieces]
    text = "".join(words for words, _ in shown)
    return [tuple(runs(shown, start, end)) for start, end in wrap(text, 0, len(text), width, is_plain(text))]
