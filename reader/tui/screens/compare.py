"""What differs between two articles, by paragraphs and words, with the signs of git's word diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment

from reader.corpus import articles
from reader.differences import Hunk, Piece, compare, shown
from reader.records import Article
from reader.speech import apart, counted, tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.widgets.rows import Fixed, Ink, Rows
from reader.tui.wrap import is_plain, wrap

MEASURE = 96
SIGNS = {"same": "  ", "changed": "~ ", "gone": "- ", "new": "+ "}
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_INKS = {"same": "lead", "gone": "gone", "new": "new"}


class Shown(NamedTuple):
    """One line of the comparison: its sign, and runs of text with their inks."""

    sign: str
    runs: tuple[tuple[str, str], ...]


def lines_of(hunks: tuple[Hunk, ...], width: int, part: str = "paragraph") -> Iterator[Shown]:
    """All lines: what is the same in a row of parts (paragraphs) is only counted."""
    same = 0
    for hunk in hunks:
        if hunk.kind == "same":
            same += 1
            continue
        yield from _counted(same, part)
        same = 0
        yield from _wrapped(hunk, width)
        yield Shown("", ())
    yield from _counted(same, part)


def _counted(same: int, part: str) -> Iterator[Shown]:
    if same:
        yield Shown("  ", (("⋯ " + tr("{parts} the same").format(parts=counted(same, part)), "quiet"),))
        yield Shown("", ())


def _wrapped(hunk: Hunk, width: int) -> Iterator[Shown]:
    pieces = [marked(piece) for piece in hunk.pieces]
    text = "".join(words for words, _ in pieces)
    for number, (start, end) in enumerate(wrap(text, 0, len(text), width, is_plain(text))):
        yield Shown(SIGNS[hunk.kind] if not number else "  ", tuple(runs(pieces, start, end)))


def marked(piece: Piece) -> tuple[str, str]:
    """The words of a piece between its marks, on one line, and their ink."""
    before, after = _MARKS[piece.kind]
    words = " ".join(piece.text.split())
    lead, trail = piece.text[:1].isspace() * " ", piece.text[-1:].isspace() * " "
    return f"{lead}{before}{words}{after}{trail}", _INKS[piece.kind]


def runs(pieces: Sequence[tuple[str, str]], start: int, end: int) -> Iterator[tuple[str, str]]:
    """The words and inks of a part of some pieces that stand one after the other."""
    at = 0
    for words, ink in pieces:
        part = words[max(0, start - at) : max(0, end - at)]
        if part:
            yield part, ink
        at += len(words)


def paint_line(line: Shown, width: int, ink: Ink) -> list[list[Segment]]:
    """A line with its sign."""
    return [[Segment(line.sign, ink("accent")), *(Segment(paint.plain(text), ink(name)) for text, name in line.runs)]]


class Compare(ListPlace):
    """Two articles, the second as a change of the first."""

    WHERE = "compare"
    BINDINGS = bindings("compare")

    def __init__(self, desk: Desk, left: str, right: str) -> None:
        super().__init__(desk)
        self._ids = left, right
        self._hunks: tuple[Hunk, ...] = ()
        self._names = "", ""
        self.rows = Rows(paint_line, empty=tr("Their texts are the same, word for word."))

    def reload(self) -> None:
        """Read both and compare them."""
        left, right = (articles.load(self.desk.corpus, article) for article in self._ids)
        self._names = _named(left), _named(right)
        self._hunks = compare(_paragraphs(left), _paragraphs(right))
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        if self.filled:
            self._lay_out()

    def _lay_out(self) -> None:
        width = max(10, min(MEASURE, self.size.width - 8))
        same = all(hunk.kind == "same" for hunk in self._hunks)
        self.rows.show(Fixed([] if same else list(lines_of(self._hunks, width))), self.rows.cursor)

    def top_facts(self) -> tuple[str, str]:
        """What is compared."""
        changed = sum(hunk.kind != "same" for hunk in self._hunks)
        differ = tr("{changed} of {n} paragraphs differ").format(changed=apart(changed), n=apart(len(self._hunks)))
        return f"[-{self._names[0]}-] {{+{self._names[1]}+}}", differ

    def foot_facts(self) -> tuple[str, str]:
        """How to read it."""
        return f"[-{tr('only in the first')}-]   {{+{tr('only in the second')}+}}   {with_keys(tr('{close} back'))}", ""


def _named(article: Article) -> str:
    return article.card.outlet or article.source


def _paragraphs(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in shown(article)]
