"""A page as lines: an article, wrapped to a width, each line knowing its place in the text (pure).

Lines that are the program's (blank lines, labels, the list of notes) have their own text and stand at the offset
of what follows them, so that starts never fall and any offset finds its line by bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reader.records import HIDDEN_KINDS, Annotation, Article, Block
from reader.text import fold
from reader.tui.wrap import is_plain, source_lines, wrap
from reader.wikilinks import as_said

_SEEN = 2000
"""Characters of a note of which its first line is made."""
KEPT_LINES = frozenset({"table", "list", "quote", "byline", "credit", "navigation", "boilerplate", "source-note"})
"""Kinds whose line ends mean something."""

INDENT = {"quote": 2, "caption": 2, "credit": 2}
CLOSE = {("caption", "credit"), ("list", "list"), ("kicker", "title"), ("heading", "paragraph"), ("date", "dateline"),
         ("date", "byline"), ("dateline", "byline"), ("byline", "date"), ("table", "table"), ("heading", "list"),
         ("byline", "byline"), ("date", "date")}  # fmt: skip
"""Pairs of kinds with no blank line between them."""
FLOWING = frozenset({"lead", "paragraph", "quote"})


class Line(NamedTuple):
    """One line of a page: ``[start, end)`` of the article's text, or a text of our own."""

    start: int
    end: int
    kind: str
    own: str | None = None
    note: int = -1
    """Which of the article's annotations a line of the list of notes belongs to."""


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines of a page. ``text_lines`` is how many come before the list of notes."""

    lines: list[Line]
    starts: list[int]
    text_lines: int
    cut: int
    """How many passages are not shown."""

    def line_of(self, offset: int) -> int:
        """The line that shows an offset, or the one after which it was cut."""
        return max(0, bisect_right(self.starts, offset, 0, self.text_lines) - 1)

    def shows(self, offset: int) -> bool:
        """Whether an offset is on some line, not cut."""
        line = self.lines[self.line_of(offset)]
        return line.own is None and line.start <= offset < line.end

    def offset_of(self, line: int) -> int:
        """The first offset of a line."""
        return self.starts[min(max(line, 0), len(self.starts) - 1)] if self.starts else 0

    def line_of_note(self, note: int) -> int:
        """The first line of an annotation in the list of notes."""
        for number in range(self.text_lines, len(self.lines)):
            if self.lines[number].note == note:
                return number
        return self.text_lines


def lay_out(article: Article, width: int, with_cut: bool = False) -> Layout:
    """The page of an article in a column of ``width`` cells; ``with_cut`` shows the hidden passages too."""
    lines = list(_head(article, width))
    blocks = [b for b in article.blocks if with_cut or b.kind not in HIDDEN_KINDS]
    cut = len(article.blocks) - len(blocks)
    lines.extend(_body(article.text, _run_in(article.text, blocks), width))
    end = len(article.text)
    lines.append(Line(end, end, "blank", ""))
    if cut:
        lines.append(
            Line(end, end, "label", f"x shows {cut} passage{'s'[: cut != 1]} that {'were' if cut > 1 else 'was'} cut")
        )
    return with_notes(Layout(lines, [line.start for line in lines], len(lines), cut), article, width)


def with_notes(page: Layout, article: Article, width: int) -> Layout:
    """The page with the list of notes as it now is; the text, which takes the time, stays as it was laid out."""
    notes = list(_notes(article, width))
    shown = page.text_lines
    return Layout([*page.lines[:shown], *notes], [*page.starts[:shown], *(n.start for n in notes)], shown, page.cut)


def _head(article: Article, width: int) -> Iterator[Line]:
    if title := _title_to_add(article):
        for start, end in wrap(title, 0, len(title), width, is_plain(title)):
            yield Line(0, 0, "title", title[start:end])
        yield Line(0, 0, "blank", "")


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


def _body(text: str, blocks: list[Block], width: int) -> Iterator[Line]:
    flat = text.replace("\n", " ").replace("\t", " ")
    all_plain = is_plain(text)
    before: Block | None = None
    for block in blocks:
        yield from _between(text, before, block)
        inner = width - INDENT.get(block.kind, 0)
        flow = block.kind not in KEPT_LINES
        plain = all_plain or is_plain(text, block.start, block.end)
        for start, end in source_lines(text, block.start, block.end, flow):
            for left, right in wrap(flat, start, end, inner, plain):
                yield Line(left, right, block.kind)
        before = block


def _between(text: str, before: Block | None, block: Block) -> Iterator[Line]:
    hidden = block.kind in HIDDEN_KINDS
    same = before is not None and before.kind == block.kind
    if before and not (hidden and same) and (before.kind, block.kind) not in CLOSE:
        yield Line(block.start, block.start, "blank", "")
    if hidden and not same:
        yield Line(block.start, block.start, "label", block.kind.replace("-", " "))


def listed_notes(article: Article) -> list[tuple[int, Annotation]]:
    """What the list at the foot of a page shows, with its index: annotations that have words, or no place any more.

    Behind them, the notes on other things that link to the article.
    """
    own = [(n, a) for n, a in enumerate(article.annotations) if a.body or a.kind == "note" or a.orphan]
    return own + list(enumerate(article.linked, len(article.annotations)))


def _notes(article: Article, width: int) -> Iterator[Line]:
    end = len(article.text)
    shown = listed_notes(article)
    if not shown:
        return
    for number, (index, note) in enumerate(shown, 1):
        linked = index >= len(article.annotations)
        if number == 1 or index == len(article.annotations):
            yield from [Line(end, end, "blank", "")] * (number > 1)
            yield Line(end, end, "foot", "Linked from" if linked else "Notes")
            yield Line(end, end, "blank", "")
        elif not linked:
            yield Line(end, end, "blank", "", index)
        yield from _linked(note, index, width, end) if linked else _note(article, note, index, number, width)
    yield Line(end, end, "blank", "")


def _linked(note: Annotation, index: int, width: int, end: int) -> Iterator[Line]:
    first = as_said(note.body.strip()[:_SEEN]).partition("\n")[0]
    said = f"{note.modified[:10]}  {first}"
    for start, stop in wrap(said, 0, len(said), width - 3, is_plain(said))[:2]:
        yield Line(end, end, "note-body", said[start:stop], index)


def _note(article: Article, note: Annotation, index: int, number: int, width: int) -> Iterator[Line]:
    end = len(article.text)
    if note.anchor:
        quote = f"{number}  “{' '.join(note.anchor.quote[: 2 * width].split())}”"
        yield Line(end, end, "note-quote", quote, index)
    if note.orphan:
        yield Line(end, end, "note-conflict", "this passage is not in the text here, or not clearly", index)
    if note.article != article.card.id:
        yield Line(end, end, "note-quote", f"made on another version of this page, {(note.article or '')[:8]}", index)
    if note.conflict:
        yield Line(end, end, "note-conflict", "two versions stand against each other; write on to settle it", index)
    body = as_said(note.body)
    for start, stop in source_lines(body, 0, len(body), flow=False):
        source = body[start:stop].rstrip("\n")
        kind, shown = _markdown_lite(source)
        for left, right in wrap(shown, 0, len(shown), width - 3, is_plain(shown)) or [(0, 0)]:
            yield Line(end, end, kind, shown[left:right], index)


def _markdown_lite(line: str) -> tuple[str, str]:
    bare = line.strip()
    if bare.startswith("#"):
        return "note-heading", bare.lstrip("#").strip()
    if bare.startswith(("- ", "* ", "+ ")):
        return "note-body", "• " + bare[2:]
    return "note-body", bare
