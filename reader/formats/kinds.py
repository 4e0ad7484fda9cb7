"""What each line of a page is by the elements that hold it: heading, caption, item of a list, row of a table."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

from reader.formats.page import Box, Page

_KINDS = {
    **{f"h{n}": "heading" for n in range(1, 7)},
    "p": "paragraph",
    "pre": "paragraph",
    "blockquote": "quote",
    "li": "list",
    "dt": "list",
    "dd": "list",
    "figure": "caption",
    "figcaption": "caption",
    "caption": "caption",
    "table": "table",
}
_HELD = frozenset({"quote", "list", "caption", "table"})
"""Kinds that a paragraph within them takes over."""
_CAPTION = re.compile(
    r"caption|bildunterschrift|bildnachweis|(?:image|photo|bild|foto|picture)[\w-]*(?:credit|copyright)"
)
_LONGEST_CAPTION = 600
_LONGEST_CELL = 400
"""Characters in a cell beyond which a table only lays out the page."""


def of_boxes(page: Page) -> list[str]:
    """The kind of each box; empty where its element says nothing of its text."""
    lengths = [0, *accumulate(len(line.text) for line in page.lines)]
    layouts = _layout_tables(page)
    kinds: list[str] = []
    for number, box in enumerate(page.boxes):
        parent = kinds[box.parent] if box.parent >= 0 else ""
        own = "" if number in layouts else _KINDS.get(box.tag, "")
        if parent in _HELD and own in ("", "paragraph") and number not in layouts:
            own = parent
        if own in ("", "paragraph") and _is_caption(box) and lengths[box.last] - lengths[box.first] < _LONGEST_CAPTION:
            own = "caption"
        kinds.append(own)
    return kinds


def _is_caption(box: Box) -> bool:
    said = box.values.get("class")
    return bool(said) and _CAPTION.search(said[:200].lower()) is not None if said else False


def tables(page: Page, kinds: list[str]) -> list[tuple[int, int]]:
    """For each line the boxes of its table and of its row; ``(0, 0)`` where it is in none."""
    places = [(0, 0)] * len(page.boxes)
    for number, box in enumerate(page.boxes):
        table, row = places[box.parent] if box.parent >= 0 else (0, 0)
        if box.tag == "table":
            table, row = (number, 0) if kinds[number] == "table" else (0, 0)
        places[number] = (table, number if table and box.tag == "tr" else row)
    return [places[line.box] if kinds[line.box] == "table" else (0, 0) for line in page.lines]


def _layout_tables(page: Page) -> set[int]:
    """Tables that hold other tables, headings or long text, or have one cell a row: they only lay out the page."""
    found = _single_columns(page)
    within = [0] * len(page.boxes)
    for number, box in enumerate(page.boxes):
        table = within[box.parent] if box.parent >= 0 else 0
        if table and box.tag in ("table", "h1", "h2", "h3", "article"):
            found.add(table)
        within[number] = number if box.tag == "table" else table
    for line in page.lines:
        if len(line.text) > _LONGEST_CELL and within[line.box]:
            found.add(within[line.box])
    # What holds a table that lays out lays out too; inner tables have the greater numbers.
    for number in sorted(found, reverse=True):
        outer = within[page.boxes[number].parent]
        if outer:
            found.add(outer)
    return found


def _single_columns(page: Page) -> set[int]:
    cells = Counter(box.parent for box in page.boxes if box.tag in ("td", "th") and box.first < box.last)
    wide: set[int] = set()
    for number in (row for row, count in cells.items() if count > 1):
        above = page.boxes[number].parent
        while page.boxes[above].tag in ("tbody", "thead", "tfoot"):
            above = page.boxes[above].parent
        wide.add(above)
    return {number for number, box in enumerate(page.boxes) if box.tag == "table"} - wide
