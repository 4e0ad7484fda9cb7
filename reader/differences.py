"""What differs between two texts, for people (pure): paragraphs set side by side in sequence, and words within them.

Both are found as `reader.diff3` finds changed lines, with an effort that is bounded for the whole: where texts differ
beyond it, whole paragraphs are said to differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from reader.diff3 import edits
from reader.records import BODY_KINDS, Article, Block
from reader.text import visible

PieceKind = Literal["same", "gone", "new"]
HunkKind = Literal["same", "changed", "gone", "new"]
EFFORT = 4_000_000
"""Comparisons of words in all; some seconds at the very most."""
_EFFORT_OF_PAIR = 100_000
_LIKE = 0.4
"""Part of the words in common from which a paragraph is another form of one, and not something else."""
_MOST_PAIRS = 900
"""Pairs of changed paragraphs in one place, up to which it is looked for the best match."""
_TOLD = BODY_KINDS | {"title", "heading", "caption"}
_TOKEN = re.compile("[\\w\u00ad\u200b-\u200d]+\\s*|[^\\w\\s]\\s*|\\s+")
_Edits: TypeAlias = list[tuple[int, int, int, int]]


class Piece(NamedTuple):
    """Words that both texts have, or only the left (``gone``) or the right one (``new``)."""

    kind: PieceKind
    text: str


class Hunk(NamedTuple):
    """A paragraph of either text or of both, by its place in each; ``None`` where a text lacks it."""

    kind: HunkKind
    left: int | None
    right: int | None
    pieces: tuple[Piece, ...]


def shown(article: Article) -> list[Block]:
    """The blocks of an article that are compared: what it tells, not who published it and when."""
    return [block for block in article.blocks if block.kind in _TOLD]


def paragraphs(article: Article) -> list[str]:
    """Their texts."""
    return [article.text[block.start : block.end] for block in shown(article)]


def compare(left: Sequence[str], right: Sequence[str]) -> tuple[Hunk, ...]:
    """The paragraphs of two texts in sequence. Blanks, line ends and what is not seen make no difference."""
    return tuple(_Comparison(left, right).hunks())


class _Comparison:
    """Two texts being compared, and how much effort is left."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        self.left, self.right = left, right
        self._effort = EFFORT

    def hunks(self) -> Iterator[Hunk]:
        old, new = [_seen(one) for one in self.left], [_seen(one) for one in self.right]
        i = k = 0
        for start, end, begin, stop in _to_the_end(old, new, edits(old, new)):
            yield from (self._same(i + n, k + n) for n in range(start - i))
            yield from self._changed(range(start, end), range(begin, stop))
            i, k = end, stop

    def _same(self, i: int, k: int) -> Hunk:
        return Hunk("same", i, k, (Piece("same", self.right[k]),))

    def _changed(self, left: range, right: range) -> Iterator[Hunk]:
        i, k = left.start, right.start
        for a, b in [*_matched([self.left[n] for n in left], [self.right[n] for n in right]), (len(left), len(right))]:
            yield from (Hunk("gone", n, None, (Piece("gone", self.left[n]),)) for n in range(i, left.start + a))
            yield from (Hunk("new", None, n, (Piece("new", self.right[n]),)) for n in range(k, right.start + b))
            i, k = left.start + a, right.start + b
            if a < len(left) and b < len(right):
                yield Hunk("changed", i, k, self._words(self.left[i], self.right[k]))
                i, k = i + 1, k + 1

    def _words(self, left: str, right: str) -> tuple[Piece, ...]:
        old, new = _TOKEN.findall(left), _TOKEN.findall(right)
        effort = min(_EFFORT_OF_PAIR, self._effort, (len(old) + len(new)) ** 2)
        self._effort -= effort
        return tuple(_pieces(old, new, edits([_seen(t) for t in old], [_seen(t) for t in new], effort)))


def _to_the_end(old: Sequence[str], new: Sequence[str], changes: _Edits | None) -> _Edits:
    """Changes with an empty one at the end; where they could not be found, all is one change."""
    everything = (0, len(old), 0, len(new))
    return [*([everything] if changes is None else changes), (len(old), len(old), len(new), len(new))]


def _seen(words: str) -> str:
    return " ".join(visible(words).split())


def _pieces(old: list[str], new: list[str], changes: _Edits | None) -> Iterator[Piece]:
    at = 0
    for i, j, k, m in _to_the_end(old, new, changes):
        if k > at:
            yield Piece("same", "".join(new[at:k]))
        if j > i:
            # The word before it is shown as it ends on the right, which may be without a blank.
            yield Piece("gone", " " * _is_glued(old, i, new, k) + "".join(old[i:j]))
        if m > k:
            yield Piece("new", "".join(new[k:m]))
        at = m


def _is_glued(old: list[str], i: int, new: list[str], k: int) -> bool:
    return i > 0 and k > 0 and old[i - 1][-1].isspace() and not new[k - 1][-1].isspace()


def _matched(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Paragraphs that are forms of each other, in sequence, so that as much as possible is matched."""
    if not left or not right:
        return []
    if len(left) * len(right) > _MOST_PAIRS:
        return [(n, n) for n in range(min(len(left), len(right))) if _alike(_bag(left[n]), _bag(right[n])) >= _LIKE]
    bags = [_bag(one) for one in right]
    alike = [[_alike(bag, other) for other in bags] for bag in map(_bag, left)]
    return _best_way(alike)


def _best_way(alike: list[list[float]]) -> list[tuple[int, int]]:
    """The pairs on the way through a table that gathers most; pairs below `_LIKE` are worth nothing."""
    rows, columns = len(alike), len(alike[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for k in reversed(range(columns)):
            taken = best[i + 1][k + 1] + alike[i][k] if alike[i][k] >= _LIKE else 0.0
            best[i][k] = max(taken, best[i + 1][k], best[i][k + 1])
    way, i, k = [], 0, 0
    while i < rows and k < columns and best[i][k]:
        if best[i][k] == best[i + 1][k]:
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            way.append((i, k))
            i, k = i + 1, k + 1
    return way


def _bag(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words[:20_000].casefold()))


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
