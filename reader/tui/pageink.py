"""How a line of a page looks: the inks of its kind, its names, highlights, hits and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style

from reader.records import HIDDEN_KINDS, Annotation, Article, Block, Mention
from reader.speech import later
from reader.tui import paint
from reader.tui.clusters import cut_after, cut_before
from reader.tui.spans import Spans
from reader.tui.stops import Lit, Stop, Stops
from reader.tui.typeset import Line
from reader.tui.wrap import is_plain

LINE_INK = {
    "title": "title", "kicker": "accent", "heading": "heading", "lead": "lead", "date": "quiet", "dateline": "quiet",
    "byline": "quiet", "credit": "faint", "caption": "quiet", "label": "faint", "foot": "heading",
    "note-quote": "quiet", "note-heading": "strong", "note-conflict": "error", **dict.fromkeys(HIDDEN_KINDS, "cut"),
}  # fmt: skip
LINE_SIGN = {"quote": "│", "lead": "▍", **dict.fromkeys(HIDDEN_KINDS, "┊")}
LINE_INDENT = {
    "quote": 2, "caption": 2, "credit": 2, "list-on": 2, "note-body": 3, "note-heading": 3, "note-conflict": 3
}  # fmt: skip
COLOURS = {1: later("yellow"), 2: later("green"), 3: later("red"), 4: later("blue")}
"""What the colours of highlights are called."""
DOUBTFUL = 0.7
"""Names found with less confidence are drawn faintly, with a broken line."""
_MARK = re.compile(r"#{1,6} |>[> ]*")
"""What Markdown sets before a heading or a quotation: it is drawn faintly."""
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Ink = Callable[[str], Style]
Span = tuple[int, int]


def colour_of(highlight: Annotation) -> int:
    """The number of its colour, 1 to 4."""
    return highlight.colour if highlight.colour in range(1, 5) else 1


@dataclass
class Shown:
    """What of a page is shown in colour at the moment."""

    coloured: bool = True
    hits: Spans[Span] = field(default_factory=Spans)
    hit: int | None = None
    stop: Stop | None = None
    selected: tuple[int, int] | None = None
    """What is being selected."""
    hints: Mapping[int, str] = field(default_factory=dict)
    """Offsets of addresses, and the letter that stands for each."""


class PageInk:
    """Draws the lines of one article; whatever marks a line has is looked up when it is drawn."""

    def __init__(
        self, article: Article, stops: Stops, noted: frozenset[str] = frozenset(), before: PageInk | None = None
    ) -> None:
        self.text = article.text
        self.source = (article.mentions, article.blocks, noted)
        self._names: Spans[Mention]
        self._noted: Spans[Span]
        if before and before.source == self.source:
            self._names, self._noted = before._names, before._noted
        else:
            self._names = Spans(stops.names)
            self._noted = Spans(_first_of_blocks(article, noted) if noted else ())
        self._roles = Spans(article.roles)
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
        runs = self._whole(self._runs(line.start, end, ink, shown))
        start = line.start
        for at in sorted(at for at in shown.hints if line.start <= at < end):
            parts += paint.segments(self.text, start, at, base, runs, line.gaps)
            parts += [Segment(shown.hints[at], ink("hit-here")), Segment(" ", base)]
            start = at
        parts += paint.segments(self.text, start, end, base, runs, line.gaps)
        parts += [Segment("-", base)] * line.hyphen
        return parts + self._note_numbers(line, margin + column - sum(part.cell_length for part in parts), ink)

    def _sign(self, line: Line, margin: int, ink: Ink, shown: Shown) -> Segment:
        indent = " " * LINE_INDENT.get(line.kind, 0)
        if self._is_stop(line, shown.stop):
            return Segment(" " * (margin - 2) + "▌ " + indent, ink("accent"))
        marks = self._marks.between(line.start, line.end) if line.own is None else []
        lit = [(start, mark) for start, _, mark in marks if mark.kind == "highlight"]
        if lit:
            here = isinstance(shown.stop, Lit) and any(mark.id == shown.stop.mark.id for _, mark in lit)
            begun = dict.fromkeys(str(colour_of(mark)) for start, mark in lit if line.start <= start)
            return Segment(_several(list(begun), margin - 2) + ("▌ " if here else "┃ ") + indent, ink("note"))
        if marks:
            return Segment(" " * (margin - 2) + "┊ " + indent, ink("note"))
        sign = ink("accent" if line.kind == "lead" else "rule")
        return Segment(" " * (margin - 2) + LINE_SIGN.get(line.kind, " ") + " " + indent, sign)

    def _is_stop(self, line: Line, stop: Stop | None) -> bool:
        """Whether a line is one of the note, or of the block, that one stopped at."""
        if isinstance(stop, Annotation):
            return line.note >= 0 and line.kind != "blank" and self._ids.get(line.note) == stop.id
        return isinstance(stop, Block) and line.own is None and stop.start <= line.start < stop.end

    def _runs(self, start: int, end: int, ink: Ink, shown: Shown) -> list[paint.Run]:
        source = _MARK.match(self.text, start) if self.text[start - 1 : start] in ("", "\n") else None
        runs: list[paint.Run] = [(start, source.end(), ink("faint"))] if source else []
        marks = self._marks.between(start, end)
        runs += [(a, b, ink("note")) for a, b, mark in marks if mark.kind != "highlight"]
        if shown.coloured:
            runs += [(role.start, role.end, ink("dash")) for role in self._roles.between(start, end)]
            for mention in self._names.between(start, end):
                runs += self._name(mention, ink)
        runs += [(a, b, ink(f"colour-{colour_of(mark)}")) for a, b, mark in marks if mark.kind == "highlight"]
        runs += [(a, b, ink("hit")) for a, b in shown.hits.between(start, end)]
        if shown.hit is not None:
            runs.append((*shown.hits.items[shown.hit], ink("hit-here")))
        if shown.selected is not None:
            runs.append((*shown.selected, ink("selected")))
        elif isinstance(shown.stop, (Mention, Lit)):
            # A highlight keeps its colour, which is what one may want to change.
            runs.append((shown.stop.start, shown.stop.end, ink("dash" if isinstance(shown.stop, Lit) else "stop")))
        return runs

    def _whole(self, runs: list[paint.Run]) -> list[paint.Run]:
        """The runs, none of which parts a sign from what is joined to it."""
        return [(cut_before(self.text, a), cut_after(self.text, b), style) for a, b, style in runs]

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
        numbers += ["¶"] * any(start >= line.start for start, _ in self._noted.between(line.start, line.end))
        return [Segment(" " * max(0, room) + " " + " ".join(numbers), ink("accent"))] if numbers else []


def _several(numbers: Sequence[str], room: int) -> str:
    """The colours of the highlights that begin on a line; where not all have room, a sign that there are more."""
    fitting = [",".join(numbers), ",".join(numbers[:2]) + "+", numbers[0] + "+" if numbers else "", "+"]
    return next((said for said in fitting if len(said) <= room), "").rjust(room)


def _first_of_blocks(article: Article, noted: frozenset[str]) -> Iterator[Span]:
    """Where in each block a name with a note is mentioned first."""
    names = iter(sorted((m for m in article.mentions if m.entity in noted), key=lambda m: m.start))
    mention = next(names, None)
    for block in article.blocks:
        seen: set[str | None] = set()
        while mention is not None and mention.start < block.end:
            if mention.entity not in seen:
                yield mention.start, mention.end
            seen.add(mention.entity)
            mention = next(names, None)
