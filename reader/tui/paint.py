"""The one maker of styled text from corpus text: what it gives is safe on a terminal and is never parsed as markup.

Corpus text is everything that came from a file or a person: titles, texts, notes, tags, names, paths, errors.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from reader.speech import apart
from reader.text import one_line
from reader.tui.typeset import NO_GAPS, Gaps, spaced

Run = tuple[int, int, Style]
"""A style for ``[start, end)`` of a text; later runs lie over earlier ones."""


def plain(text: str, limit: int | None = None) -> str:
    """Text as one harmless line; ``limit`` is the number of characters that are looked at at most."""
    shown = one_line(text if limit is None else text[:limit])
    return shown if shown.isascii() else unicodedata.normalize("NFC", shown)


def clipped(text: str, width: int) -> str:
    """Text as one harmless line of at most ``width`` cells, with an ellipsis where something is missing."""
    shown = plain(text, 4 * max(width, 0) + 64)
    if cell_len(shown) <= width:
        return shown
    return set_cell_size(shown, width - 1).rstrip() + "…" if width > 0 else ""


def fitted(text: str, width: int) -> str:
    """`clipped`, filled with blanks to exactly ``width`` cells."""
    return set_cell_size(clipped(text, width), max(width, 0))


def nth(at: int, count: int) -> str:
    """The place in a list: ``7/1,234``; nothing in an empty one."""
    return f"{apart(at + 1)}/{apart(count)}" if count else ""


def content(text: str, limit: int = 2000) -> Content:
    """Text for a stock widget, as one harmless line that no widget parses."""
    return Content(plain(text, limit))


def segments(text: str, start: int, end: int, base: Style, runs: Iterable[Run], gaps: Gaps = NO_GAPS) -> list[Segment]:
    """``text[start:end]`` as segments, with the styles of the runs that reach into it laid over ``base``."""
    inside = [(max(a, start), min(b, end), style) for a, b, style in runs if a < end and b > start]
    cuts = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    out = []
    for left, right in pairwise(cuts):
        style = base
        for a, b, over in inside:
            if a <= left and right <= b:
                style = style + over
        part = text[left:right]
        out.append(Segment(plain(spaced(part, left, gaps) if gaps else part), style))
    return out


def strip(parts: Sequence[Segment], width: int, fill: Style) -> Strip:
    """Segments as one screen line of exactly ``width`` cells, in as few of them as look the same."""
    length = sum(cell_len(part.text) for part in parts)
    line = _joined([*parts, Segment(" " * (width - length), fill)])
    return Strip(line, max(length, width)).adjust_cell_length(width, fill)


def _joined(parts: Iterable[Segment]) -> list[Segment]:
    """Segments of which each blank one is one with its neighbour: a terminal has more to do with styles than text."""
    found: list[Segment] = []
    for part in parts:
        text, style, _ = part
        if not text:
            continue
        last = found[-1] if found else None
        if last is None or not _is_alike(last.style, style):
            found.append(part)
        elif last.style == style or text.isspace():
            found[-1] = Segment(last.text + text, last.style)
        elif last.text.isspace():
            found[-1] = Segment(last.text + text, style)
        else:
            found.append(part)
    return found


@lru_cache(maxsize=1024)
def _is_alike(one: Style | None, other: Style | None) -> bool:
    """Whether blanks look the same in two styles."""
    if one is None or other is None or one == other:
        return one == other
    drawn = ("underline", "underline2", "overline", "strike", "reverse", "blink", "link")
    return one.bgcolor == other.bgcolor and not any(getattr(style, name) for style in (one, other) for name in drawn)
