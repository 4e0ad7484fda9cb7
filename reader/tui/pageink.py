"""How a line of a page looks: the inks of its kind, its names, highlights, hits and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style

from reader.records import HIDDEN_KINDS, Annotation, Article, Block, Mention
from reader.tui import paint
from reader.tui.layout import Line
from reader.tui.spans import Spans
from reader.tui.stops import Stop, Stops
from reader.tui.wrap import is_plain

LINE_INK = {
    "title": "title", "kicker": "accent", "heading": "heading", "lead": "lead", "date": "quiet", "dateline": "quiet",
    "byline": "quiet", "credit": "faint", "caption": "quiet", "label": "faint", "foot": "heading",
    "note-quote": "quiet", "note-heading": "strong", "note-conflict": "error", **dict.fromkeys(HIDDEN_KINDS, "cut"),
}  # fmt: skip
LINE_SIGN = {"quote": "│", "lead": "▍", **dict.fromkeys(HIDDEN_KINDS, "┊")}
LINE_INDENT = {"quote": 2, "caption": 2, "credit": 2, "note-body": 3, "note-heading": 3, "note-conflict": 3}
DOUBTFUL = 0.7
"""Names found with less confidence are drawn faintly, with a broken line."""
_MARK = re.compile(r"#{1,6} |>[> ]*")
"""What Markdown sets before a heading or a quotation: it is drawn faintly."""
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Ink = Callable[[str], Style]


@dataclass
class Shown:
    """What of a page is shown in colour at the moment."""

    coloured: bool = True
    hits: Spans[None] = field(default_factory=Spans)
    hit: int | None = None
    stop: Stop | None = None


class PageInk:
    """Draws the lines of one article; whatever marks a line has is looked up when it is drawn."""

    def __init__(self, article: Article, stops: Stops, noted: frozenset[str] = frozenset()) -> None:
        self.text = article.text
        self._names = Spans((m.start, m.end, m) for m in article.mentions)
        self._noted = Spans(_first_of_blocks(article, noted) if noted else ())
        placed = [a for a in article.annotations if a.anchor and not a.orphan]
        self._marks = Spans((a.anchor.start, a.anchor.end, a) for a in placed if a.anchor)
        self._numbers = {a.id: str(n).translate(_SUPERSCRIPT) for n, (_, a) in enumerate(stops.notes, 1)}
        self._ids = {index: a.id for index, a in stops.notes}

    def draw(self, line: Line, margin: int, column: int, ink: Ink, shown: Shown) -> list[Segment]:
        """The segments of a line: its signs in the margin, its text, and the numbers of its notes."""
        base = ink(LINE_INK[line.kind]) if line.kind in LINE_INK else Style()
        parts = [self._sign(line, margin, ink, shown)]
        if line.own is not None:
            return [*parts, Segment(paint.plain(line.own), base)]
        end = line.start + len(self.text[line.start : line.end].rstrip())
        parts += paint.segments(self.text, line.start, end, base, self._runs(line.start, end, ink, shown))
        return parts + self._note_numbers(line, margin + column - sum(part.cell_length for part in parts), ink)

    def _sign(self, line: Line, margin: int, ink: Ink, shown: Shown) -> Segment:
        indent = " " * LINE_INDENT.get(line.kind, 0)
        if line.note >= 0 and isinstance(shown.stop, Annotation) and self._ids.get(line.note) == shown.stop.id:
            return Segment(" " * (margin - 2) + "▌ " + indent, ink("accent"))
        if isinstance(shown.stop, Block) and line.own is None and shown.stop.start <= line.start < shown.stop.end:
            return Segment(" " * (margin - 2) + "▌ " + indent, ink("accent"))
        marks = self._marks.between(line.start, line.end) if line.own is None else []
        lit = [mark for _, _, mark in marks if mark.kind == "highlight"]
        if lit:
            return Segment(" " * (margin - 2) + "┃ " + indent, ink("note"))
        sign = ink("accent" if line.kind == "lead" else "rule")
        return Segment(" " * (margin - 2) + LINE_SIGN.get(line.kind, " ") + " " + indent, sign)

    def _runs(self, start: int, end: int, ink: Ink, shown: Shown) -> list[paint.Run]:
        source = _MARK.match(self.text, start) if self.text[start - 1 : start] in ("", "\n") else None
        runs: list[paint.Run] = [(start, source.end(), ink("faint"))] if source else []
        if shown.coloured:
            for _, _, mention in self._names.between(start, end):
                runs += self._name(mention, ink)
        for a, b, mark in self._marks.between(start, end):
            runs.append((a, b, ink(f"colour-{mark.colour if mark.colour in range(1, 5) else 1}"
                                   if mark.kind == "highlight" else "note")))  # fmt: skip
        runs += [(a, b, ink("hit")) for a, b, _ in shown.hits.between(start, end)]
        if shown.hit is not None:
            a, b, _ = shown.hits.items[shown.hit]
            runs.append((a, b, ink("hit-here")))
        if isinstance(shown.stop, Mention):
            runs.append((shown.stop.start, shown.stop.end, ink("stop")))
        return runs

    def _name(self, mention: Mention, ink: Ink) -> list[paint.Run]:
        start, end, kind = mention.start, mention.end, mention.type.partition("-")[0].lower()
        if mention.confidence >= DOUBTFUL:
            return [(start, end, ink(kind))]
        # A broken line is one under every second letter: terminals have no other that all of them know.
        step = 1 if is_plain(self.text, start, end) else end - start
        dashes = [(at, at + step, ink("dash")) for at in range(start, end, 2 * step)]
        return [(start, end, ink(f"doubtful-{kind}")), *dashes]

    def _note_numbers(self, line: Line, room: int, ink: Ink) -> list[Segment]:
        marks = self._marks.between(line.start, line.end)
        numbers = [self._numbers[m.id] for start, _, m in marks if start >= line.start and m.id in self._numbers]
        numbers += ["¶"] * any(start >= line.start for start, _, _ in self._noted.between(line.start, line.end))
        return [Segment(" " * max(0, room) + " " + " ".join(numbers), ink("accent"))] if numbers else []


def _first_of_blocks(article: Article, noted: frozenset[str]) -> Iterator[tuple[int, int, None]]:
    """Where in each block a name with a note is mentioned first."""
    names = iter(sorted((m for m in article.mentions if m.entity in noted), key=lambda m: m.start))
    mention = next(names, None)
    for block in article.blocks:
        seen: set[str | None] = set()
        while mention is not None and mention.start < block.end:
            if mention.entity not in seen:
                yield mention.start, mention.end, None
            seen.add(mention.entity)
            mention = next(names, None)
