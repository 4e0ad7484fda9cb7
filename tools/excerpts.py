"""Short pages made of long ones, as people save them: a little of the head, some paragraphs, a little of the rest."""

from __future__ import annotations

import random
from collections import Counter

from reader.structure import judged

Blocks = list[tuple[int, int, str]]
"""Start, end and kind of each block of a page."""

PARAGRAPHS = (1, 2, 2, 3, 3, 4, 5, 6)
"""How many lines of body an excerpt has."""
BEFORE = (0, 1, 2, 2, 3, 4, 5, 6, 8)
"""How many lines before the body are kept, the last ones."""
BEHIND = (0, 1, 2, 3, 4, 6, 8)
"""How many lines behind it are kept, mostly the first ones."""
WHOLE = 0.1
"""How often all before the body is left out."""
CUT = 0.3
"""How often an excerpt ends with the next heading, if there is one: excerpts end anywhere."""
MOST = 24
"""Lines of an excerpt at most; longer ones are no short pages."""


def excerpt(content: str, blocks: Blocks, chance: random.Random) -> tuple[str, Blocks] | None:
    """A page of some lines of another, in their order, with their blocks; nothing where there is no text to cut."""
    lines = list(lines_of(content, blocks))
    body = [i for i, (_, _, label) in enumerate(lines) if label == "body"]
    if len(body) < 2:
        return None
    last = body[min(chance.choice(PARAGRAPHS), len(body)) - 1]
    ends = next((i for i in range(last + 1, len(lines)) if lines[i][2] == "heading" and i < body[-1]), 0)
    if ends and chance.random() < CUT:
        last, behind = ends, []
    else:
        behind = _behind(lines[body[-1] + 1 :], chance)
    chosen = [*_before(lines[: body[0]], chance), *lines[body[0] : last + 1], *behind]
    return _joined(content, blocks, chosen) if len(chosen) <= MOST else None


def lines_of(content: str, blocks: Blocks) -> Blocks:
    """The lines of a page that hold anything, each with the label that most of its characters have."""
    out, at = [], 0
    for text in content.split("\n"):
        count: Counter[str] = Counter()
        for start, end, kind in blocks:
            if start < at + len(text) and end > at:
                count[judged.label_of(kind)] += min(end, at + len(text)) - max(start, at)
        if count:
            out.append((at, at + len(text), count.most_common(1)[0][0]))
        at += len(text) + 1
    return out


def _before(lines: Blocks, chance: random.Random) -> Blocks:
    kept = chance.choice(BEFORE)
    return lines[-kept:] if kept and chance.random() >= WHOLE else []


def _behind(lines: Blocks, chance: random.Random) -> Blocks:
    kept = chance.choice(BEHIND)
    start = chance.choice((0, 0, 0, max(0, len(lines) - kept)))
    return lines[start : start + kept]


def _joined(content: str, blocks: Blocks, lines: Blocks) -> tuple[str, Blocks]:
    out, made = "", []
    for start, end, _ in lines:
        out += "\n\n" if out else ""
        shift = len(out) - start
        made += [(a + shift, b + shift, kind) for a, b, kind in blocks if start <= a and b <= end]
        out += content[start:end]
    return out, made
