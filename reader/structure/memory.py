"""What a corpus remembers of lines, put to use (pure): which blocks known furniture hides.

Authors repeat themselves, too: what has the form of a sentence is hidden only at the edges of a text, and where in
doubt it is shown. A hidden paragraph is worse than a teaser too many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.furniture import AT_EDGES, LETTER, is_bare, keys
from reader.records import BODY_KINDS, HIDDEN_KINDS, Block
from reader.structure.asides import speaks_to_reader

SHORT, BESIDE = 80, 200
"""Characters of a line that is no sentence and is hidden amid the body: by itself, and beside a hidden line."""

_HIDEABLE = frozenset({"lead", "paragraph", "list", "quote", "heading"})
_LOOSE = frozenset({"lead", "paragraph"})
_PASSED = HIDDEN_KINDS | {"credit", "date", "dateline", "byline", "caption", "kicker", "title"}


def furnished(text: str, blocks: Sequence[Block], known: Mapping[int, int]) -> tuple[Block, ...]:
    """The blocks, with known furniture as what it is: navigation before the title, else boilerplate.

    ``known``: how well each line is known, by key. An article of which no body would be left is let alone.
    """
    if not known:
        return tuple(blocks)
    levels = [0 if line is None else known.get(line, 0) for line in keys(text, tuple(blocks))]
    hidden = _loose(text, blocks, levels)
    hidden |= _edge(text, blocks, levels, range(len(blocks)))
    hidden |= _edge(text, blocks, levels, range(len(blocks) - 1, -1, -1))
    if not any(b.kind in BODY_KINDS and i not in hidden for i, b in enumerate(blocks)):
        return tuple(blocks)
    title = next((i for i, b in enumerate(blocks) if b.kind == "title"), 0)
    return tuple(
        block._replace(kind="navigation" if i < title else "boilerplate") if i in hidden else block
        for i, block in enumerate(blocks)
    )


def _loose(text: str, blocks: Sequence[Block], levels: Sequence[int]) -> set[int]:
    """Known lines that are no sentences, wherever they stand."""
    found: set[int] = set()
    for i, block in enumerate(blocks):
        if levels[i] and block.kind in _LOOSE | {"list"} and _is_label(text, block):
            beside = any(0 <= j < len(blocks) and blocks[j].kind in HIDDEN_KINDS for j in (i - 1, i + 1))
            most = BESIDE if beside else SHORT if block.kind in _LOOSE else 0
            if block.end - block.start <= most:
                found.add(i)
    return found


def _is_label(text: str, block: Block) -> bool:
    """Whether a block reads like a label: no end mark, and more letters than digits."""
    line = text[block.start : block.end]
    return is_bare(text, block) and len(LETTER.findall(line)) > sum(c.isdigit() for c in line)


def _edge(text: str, blocks: Sequence[Block], levels: Sequence[int], order: range) -> set[int]:
    """Known lines reached from one end of the text, over lines that are no body.

    A sentence among them is hidden if it speaks to the reader, if a line that stands at edges only parts it from the
    body, or if two such lines stand together: what an agency says in one sentence at the end of all its reports is
    still part of them. A heading before a body is one.
    """
    run: list[int] = []
    for i in order:
        if blocks[i].kind not in _PASSED and not _may_hide(blocks[i], levels[i]):
            break
        run.append(i)
    found: set[int] = set()
    parted = len(run) == len(blocks) or _stand_together(levels, run)
    for i in reversed(run):  # from the body outwards
        block, at_edges = blocks[i], levels[i] == AT_EDGES
        if _may_hide(block, levels[i]) and ((parted and at_edges) or _asks_or_labels(text, block)):
            found.add(i)
        if block.kind == "heading" and order.step < 0 and at_edges:
            found.add(i)
        parted = parted or (at_edges and (i in found or block.kind in HIDDEN_KINDS))
    return found


def _stand_together(levels: Sequence[int], run: Sequence[int]) -> bool:
    """Whether the innermost line of a run and the one beside it stand at edges only."""
    inner = run[-2:]
    return len(inner) == 2 and all(levels[i] == AT_EDGES for i in inner)


def _may_hide(block: Block, level: int) -> bool:
    return level > 0 and block.kind in _HIDEABLE


def _asks_or_labels(text: str, block: Block) -> bool:
    if block.kind == "heading":
        return False
    return _is_label(text, block) or speaks_to_reader(text[block.start : block.end])
