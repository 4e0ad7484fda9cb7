"""Line-wise three-way merge of note texts (pure).

After Khanna, Kunal, Pierce, *A Formal Investigation of Diff3* (2007), with one rule more: where both sides
insert at the same place (two diary lines), both are kept, the older first. The differences are found as in
Myers, *An O(ND) Difference Algorithm and Its Variations* (1986); difflib takes quadratic time and more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

EFFORT = 400_000
"""Comparisons of lines above which a merge is not tried: it would take longer than a person waits."""


class _Change(NamedTuple):
    start: int
    end: int
    lines: tuple[str, ...]


def merge3(base: str, older: str, newer: str) -> str | None:
    """The text that holds both changes to ``base``; ``None`` where they overlap (or the effort is too great)."""
    if older == newer or newer == base:
        return older
    if older == base:
        return newer
    lines = base.split("\n")
    ours, theirs = _changes(lines, older.split("\n")), _changes(lines, newer.split("\n"))
    if ours is None or theirs is None:
        return None
    united = _united(ours, theirs)
    return None if united is None else "\n".join(_applied(lines, united))


def _changes(base: Sequence[str], side: Sequence[str]) -> list[_Change] | None:
    """What makes ``side`` of ``base``, in order; ``None`` if finding out takes too long."""
    found = edits(base, side)
    return None if found is None else [_Change(i, j, tuple(side[k:m])) for i, j, k, m in found]


def edits(old: Sequence[str], new: Sequence[str], effort: int = EFFORT) -> list[tuple[int, int, int, int]] | None:
    """The stretches ``old[i:j]`` in whose place ``new[k:m]`` stands, as few as can be, in order.

    ``None`` if it takes more than so many comparisons to find them.
    """
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    rounds = _rounds(old, new, effort)
    if rounds is None:
        return None
    return [(head + i, head + j, head + k, head + m) for i, j, k, m in _joined(_edits(rounds, old, new))]


def _common_prefix(a: Sequence[str], b: Sequence[str]) -> int:
    limit = min(len(a), len(b))
    return next((i for i in range(limit) if a[i] != b[i]), limit)


def _rounds(old: Sequence[str], new: Sequence[str], most: int) -> list[array[int]] | None:
    """For each number of edits d, how far into ``old`` they lead on the diagonals -d, -d + 2, … d."""
    rounds: list[array[int]] = []
    before: array[int] = array("q")
    effort = 0
    while effort <= most:
        edits = len(rounds)
        furthest = array("q")
        for i in range(edits + 1):
            x = reached = _furthest(before, i, edits)
            shift = 2 * i - edits
            while x < len(old) and x - shift < len(new) and old[x] == new[x - shift]:
                x += 1
            furthest.append(x)
            effort += x - reached + 1
            if x >= len(old) and x - shift >= len(new):
                return [*rounds, furthest]
        rounds.append(furthest)
        before = furthest
    return None


def _furthest(before: Sequence[int], i: int, edits: int) -> int:
    if edits == 0:
        return 0
    return before[i] if _inserts(before, i, edits) else before[i - 1] + 1


def _inserts(before: Sequence[int], i: int, edits: int) -> bool:
    """Whether the i-th diagonal of a round is reached best by an inserted line, else by a deleted one."""
    return i == 0 or (i < edits and before[i - 1] < before[i])


def _edits(
    rounds: Sequence[Sequence[int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Single lines deleted from ``old[i:j]`` or inserted from ``new[k:m]``, the last first."""
    i = (len(old) - len(new) + len(rounds) - 1) // 2
    for edits in range(len(rounds) - 1, 0, -1):
        before = rounds[edits - 1]
        inserts = _inserts(before, i, edits)
        i -= not inserts
        x = before[i]
        y = x - (2 * i - (edits - 1))
        yield (x, x, y, y + 1) if inserts else (x, x + 1, y, y)


def _joined(edits: Iterator[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Edits that touch, as one; in order."""
    joined: list[tuple[int, int, int, int]] = []
    for edit in edits:
        if joined and edit[1] == joined[-1][0] and edit[3] == joined[-1][2]:
            joined[-1] = (edit[0], joined[-1][1], edit[2], joined[-1][3])
        else:
            joined.append(edit)
    return joined[::-1]


def _united(ours: list[_Change], theirs: list[_Change]) -> list[_Change] | None:
    """Both lists as one, in order; ``None`` if a change of one overlaps another change of the other."""
    same = set(ours) & set(theirs)
    ranked = sorted([(c, 0) for c in ours] + [(c, 1) for c in theirs if c not in same], key=_order)
    last: list[_Change | None] = [None, None]
    for change, side in ranked:
        other = last[1 - side]
        if other is not None and _overlap(other, change):
            return None
        last[side] = change
        if change in same:
            last[1 - side] = change
    return [change for change, _ in ranked]


def _order(ranked: tuple[_Change, int]) -> tuple[int, int, int]:
    change, side = ranked
    return change.start, change.end, side


def _overlap(a: _Change, b: _Change) -> bool:
    if a.start == a.end or b.start == b.end:
        return a.start < b.start < a.end or b.start < a.start < b.end
    return a.start < b.end and b.start < a.end


def _applied(base: Sequence[str], changes: Sequence[_Change]) -> list[str]:
    out: list[str] = []
    at = 0
    for change in changes:
        out += base[at : change.start]
        out += change.lines
        at = change.end
    return out + list(base[at:])
