"""What a page shows of an article, in units: the title where the text lacks it, its blocks, the end, the notes (pure).

A unit becomes lines by itself, so that only those near the screen need be laid out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from reader.records import HIDDEN_KINDS, Article, Block
from reader.speech import term, trn
from reader.text import fold
from reader.tui import typeset
from reader.tui.commands import BY_NAME
from reader.tui.pagenotes import listed_notes, note_lines
from reader.tui.typeset import NO_GAPS, Gaps, Line, Setting
from reader.tui.wrap import cells_before, is_plain, source_lines, wrap

KEPT_LINES = frozenset({"table", "list", "quote", "byline", "credit", "navigation", "boilerplate", "source-note"})
"""Kinds whose line ends mean something."""

INDENT = {"quote": 2, "caption": 2, "credit": 2, "list": 2}
HANGING = {"list": "list-on"}
"""How lines are called that go on with what began on the line before, where they are drawn further in."""
CLOSE = {("caption", "credit"), ("list", "list"), ("kicker", "title"), ("heading", "paragraph"), ("date", "dateline"),
         ("date", "byline"), ("dateline", "byline"), ("byline", "date"), ("table", "table"), ("heading", "list"),
         ("byline", "byline"), ("date", "date")}  # fmt: skip
"""Pairs of kinds with no blank line between them."""
FLOWING = frozenset({"lead", "paragraph", "quote"})
_LONGEST_PARTED = 100_000
"""Characters of a block in which words are looked for that can be parted, at most."""
_ROWS = 500
"""Rows of a table that are looked at for its columns, before and behind a row."""


class Sheet:
    """The units of an article. ``starts`` are the offsets at which they begin; ``cut`` says how many are not shown."""

    def __init__(self, article: Article | None, with_cut: bool = False) -> None:
        self.article = article
        self.text = article.text if article else ""
        every = article.blocks if article else ()
        shown = [b for b in every if with_cut or b.kind not in HIDDEN_KINDS]
        self.cut = len(every) - len(shown)
        self._blocks = _run_in(self.text, shown)
        end = len(self.text)
        self.starts = [0, *(block.start for block in self._blocks), end, end] if article else []
        self.notes = len(self.starts) - 1
        """The unit of the notes: the last one."""
        self._columns: dict[tuple[int, int, int], Gaps] = {}

    def unit_at(self, offset: int) -> int:
        """The unit an offset is shown in, or after which it was cut; never the notes."""
        return 0 if offset <= 0 else max(0, min(bisect_right(self.starts, offset), self.notes) - 1)

    def shows(self, offset: int) -> bool:
        """Whether an offset is shown, not cut."""
        at = bisect_right(self.starts, offset, 1, max(1, self.notes - 1)) - 2
        return at >= 0 and self._blocks[at].start <= offset < self._blocks[at].end

    def share(self, offset: int) -> float:
        """The part of the shown text that stands before an offset, 0 … 1."""
        at = min(self.unit_at(offset), len(self._blocks)) - 1
        if at < 0:
            return 0.0
        inside = min(offset, self._blocks[at].end) - self._blocks[at].start
        return (self._before[at] + inside) / max(1, self._before[-1])

    @cached_property
    def _before(self) -> list[int]:
        """How many shown characters stand before each block, and in all."""
        return list(accumulate((block.end - block.start for block in self._blocks), initial=0))

    def lines(self, unit: int, setting: Setting) -> Iterator[Line]:
        """The lines of a unit."""
        if self.article is None:
            return iter(())
        if unit == self.notes:
            return note_lines(self.article, setting.width)
        if unit == self.notes - 1:
            return self._close()
        return self._block(unit - 1, setting) if unit else self._head(setting.width)

    def _head(self, width: int) -> Iterator[Line]:
        if self.article and (title := _title_to_add(self.article)):
            for start, end in wrap(title, 0, len(title), width, is_plain(title)):
                yield Line(0, 0, "title", title[start:end])
            yield Line(0, 0, "blank", "")

    def _close(self) -> Iterator[Line]:
        end = len(self.text)
        yield Line(end, end, "blank", "")
        if self.cut:
            said = trn("{key} shows {n} passage that was cut", "{key} shows {n} passages that were cut", self.cut,
                       key=BY_NAME["cut-text"])  # fmt: skip
            yield Line(end, end, "label", said)
            if self.article and listed_notes(self.article):
                yield Line(end, end, "blank", "")

    def _block(self, at: int, setting: Setting) -> Iterator[Line]:
        block = self._blocks[at]
        yield from _between(self._blocks[at - 1] if at else None, block)
        inner = setting._replace(width=setting.width - INDENT.get(block.kind, 0))
        columns = self._columns_of(at, inner.width) if block.kind == "table" else NO_GAPS
        yield from self._rows(block, columns) if columns else self._wrapped(block, inner)

    def _rows(self, block: Block, columns: Gaps) -> Iterator[Line]:
        for start, end in source_lines(self.text, block.start, block.end, flow=False):
            inside = slice(bisect_left(columns, (start, 0)), bisect_left(columns, (end, 0)))
            yield Line(start, end, block.kind, gaps=columns[inside])

    def _wrapped(self, block: Block, setting: Setting) -> Iterator[Line]:
        flat = self.text[block.start : block.end].replace("\n", " ").replace("\t", " ")
        plain = is_plain(flat)
        flows = setting.justified and block.kind in FLOWING
        hyphens = setting.hyphens if flows and plain and len(flat) <= _LONGEST_PARTED else None
        for start, end in source_lines(self.text, block.start, block.end, block.kind not in KEPT_LINES):
            first, last = start - block.start, end - block.start
            for left, right in wrap(flat, first, last, setting.width, plain, hyphens):
                kind = HANGING.get(block.kind, block.kind) if left > first else block.kind
                line = Line(left + block.start, right + block.start, kind)
                full = flows and right < last
                yield _justified(line, flat, block.start, setting.width, hyphens is not None) if full else line

    def _columns_of(self, at: int, width: int) -> Gaps:
        """The gaps in the table to which a block belongs: each row may be one."""
        first, last = at, at + 1
        while first > 0 and self._blocks[first - 1].kind == "table" and at - first < _ROWS:
            first -= 1
        while last < len(self._blocks) and self._blocks[last].kind == "table" and last - at < _ROWS:
            last += 1
        known = first, last, width
        if known not in self._columns:
            from reader.tui.columns import columns

            self._columns[known] = columns(self.text, [block[1:] for block in self._blocks[first:last]], width)
        return self._columns[known]


def _justified(line: Line, flat: str, shift: int, width: int, parted: bool) -> Line:
    """A line with gaps between its words, so that it fills the column; with a hyphen where it ends within a word."""
    left, right = line.start - shift, line.end - shift
    end = left + len(flat[left:right].rstrip())
    hyphen = parted and end == right and end - left < width and flat[end - 1].isalpha() and flat[end].isalpha()
    missing = width - cells_before(flat, left, end) - hyphen
    gaps = tuple((at + shift, cells) for at, cells in typeset.spread(flat, left, end, missing))
    return line._replace(gaps=gaps, hyphen=hyphen)


_MARKS = "#*_= \n"
"""What Markdown sets around a title; the title itself is without it."""


def _title_to_add(article: Article) -> str | None:
    """The title, where the text itself does not show it: it was corrected, or stands outside the text."""
    title = article.card.title
    if not title:
        return None
    first = next((b for b in article.blocks if b.kind == "title"), None)
    if first and fold(article.text[first.start : first.end].strip(_MARKS)).split() == fold(title).split():
        return None
    return " ".join(title.split())


def _run_in(text: str, blocks: list[Block]) -> list[Block]:
    """Blocks with a dateline in front of its paragraph and a mark behind it as they stand: on one line with it."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        kinds = (before.kind if before else "", block.kind)
        runs_in = (kinds[0] == "dateline" and kinds[1] in FLOWING) or (kinds[0] in FLOWING and kinds[1] == "byline")
        if before and runs_in and "\n" not in text[before.end : block.start]:
            found[-1] = Block(kinds[kinds[0] == "dateline"], before.start, block.end)
        else:
            found.append(block)
    return found


def _between(before: Block | None, block: Block) -> Iterator[Line]:
    hidden = block.kind in HIDDEN_KINDS
    same = before is not None and before.kind == block.kind
    if before and not (hidden and same) and (before.kind, block.kind) not in CLOSE:
        yield Line(block.start, block.start, "blank", "")
    if hidden and not same:
        yield Line(block.start, block.start, "label", term(block.kind).replace("-", " "))
