"""A sentence in a row of two lines, cut so that the word one came for is seen."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from reader.tui import paint
from reader.tui.wrap import is_plain, wrap


def two_lines(text: str, spans: list[tuple[int, int]], width: int, base: Style, over: Style) -> list[list[Segment]]:
    """At most two lines of ``text`` around the first span, with the spans laid over."""
    begin = _window(text, spans[0][0] if spans else 0, width)
    flat = text[: begin + 6 * width + 64].replace("\n", " ").replace("\t", " ")
    runs = [(start, end, over) for start, end in spans]
    lines = []
    for number, (start, end) in enumerate(wrap(flat, begin, len(flat), width - 2, is_plain(flat, begin))[:2]):
        stop = start + len(flat[start:end].rstrip())
        lead = [Segment("… ", base)] if number == 0 and begin else []
        more = [Segment(" …", base)] if number == 1 and flat[end:].strip() else []
        lines.append([*lead, *paint.segments(flat, start, stop, base, runs), *more])
    return lines


def _window(text: str, at: int, width: int) -> int:
    """Where to begin so that ``at`` stands on the first two lines."""
    if at < 2 * width - 24:
        return 0
    blank = text.find(" ", max(0, at - width), at)
    return blank + 1 if blank >= 0 else max(0, at - width // 2)
