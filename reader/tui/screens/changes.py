"""What merges with other copies brought, newest first: by source, what needs a person on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from rich.segment import Segment

from reader.corpus import Corpus, cards, entities
from reader.corpus import annotations as written
from reader.corpus.references import opening
from reader.corpus.state import state
from reader.merge import ANNOTATIONS, CORRECTIONS, Came, Merged, merges
from reader.records import Entity, ReaderError
from reader.speech import counted, tr
from reader.tui import paint
from reader.tui.arrivals import parts
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.notegroups import called, target_of
from reader.tui.place import bindings
from reader.tui.widgets.rows import Ink, Rows

_KIND = 14
_NOT_TOLD = frozenset({"position"})
_OF_NAMES = frozenset({"entity", "same", "reject"})


class Line(NamedTuple):
    """One thing that came: the merge it came by, its kind, and what it is by table and row; ``said``: a heading."""

    merged: Merged
    kind: str
    table: str = ""
    row: str = ""
    said: str = ""


class Brought:
    """The lines of some merges; what they stand for is looked up when they are on the screen."""

    def __init__(self, corpus: Corpus, found: Sequence[Merged]) -> None:
        self._corpus = corpus
        self.lines = [line for one in reversed(found) for line in _lines(one)]

    def __len__(self) -> int:
        return len(self.lines)

    def rows(self, start: int, stop: int) -> Sequence[Line]:
        """Some lines, with their words."""
        return [line if line.said else self._looked_up(line) for line in self.lines[start:stop]]

    def _looked_up(self, line: Line) -> Line:
        try:
            if line.table in ANNOTATIONS:
                note = written.load(self._corpus, line.row)
                on = called(self._corpus, target_of(note))
                said = tr("{note} (on {what})").format(note=opening(note), what=on)
                settled = line.kind == tr("needs you") and not note.conflict
                return line._replace(said=said, kind=tr("settled") if settled else line.kind)
        except ReaderError:
            return line._replace(said=tr("it is not here any more"))
        return line._replace(said=self._called(line.table, line.row))

    def _called(self, table: str, row: str) -> str:
        if _is_article(row):
            title = called(self._corpus, f"article:{row[:64]}")
            return f"#{row[65:]}: {title}" if table == "tag" else title
        stands = state(self._corpus, table, row)
        value = stands.value if stands else {}
        if table in _OF_NAMES:
            sign = " ≠ " if value.get("same") is False else " = "
            return sign.join(_name(self._corpus, key) for key in row.split("\n"))
        if table == "checked":
            articles = value.get("articles")
            return counted(len(articles), "article") if isinstance(articles, list) else tr("taken back again")
        return str(value.get("name") or value.get("line") or "–")


def entity_of(corpus: Corpus, key: str) -> Entity | None:
    """Who goes by a name as the rules for names have it (``PER:anna berg``), if anybody does by now."""
    found = corpus.row("SELECT entity FROM name WHERE key = ?", (key,))
    with suppress(ReaderError):
        return entities.find(corpus, found[0]) if found else None
    return None


def _name(corpus: Corpus, key: str) -> str:
    found = entity_of(corpus, key)
    return found.name if found else key.partition(":")[2]


def _is_article(row: str) -> bool:
    return len(row) >= 64 and set(row[:64]) <= set("0123456789abcdef")


def _lines(merged: Merged) -> Iterator[Line]:
    for came in merged.came:
        yield Line(merged, "", said=_heading(merged, came))
        against, united = set(came.conflicts), set(came.merged)
        yield from (Line(merged, tr("needs you"), *row) for row in came.conflicts)
        yield from (Line(merged, tr("united"), *row) for row in came.merged)
        yield from (Line(merged, tr("new article"), "article", article) for article in came.listed)
        rest = [row for row in came.rows if row not in against | united and row[0] not in _NOT_TOLD]
        yield from (Line(merged, kind(table), table, row) for table, row in sorted(rest, key=_rank))


def _rank(row: tuple[str, str]) -> tuple[int, str]:
    table = row[0]
    return 0 if table in ANNOTATIONS else 1 if table in CORRECTIONS else 2, table


def _heading(merged: Merged, came: Came) -> str:
    at = f"{merged.at[:16].replace('T', ' ')} UTC"
    name = came.source.replace("\\", "/").rpartition("/")[2]
    what = ", ".join(parts(came.articles, came.annotations, came.corrections, came.erased))
    said = tr("{time}   {what} from {name}").format(time=at, what=what, name=name)
    return tr("{heading} (taken back)").format(heading=said) if merged.undone else said


def kind(table: str) -> str:
    """What a change of some table is called."""
    return {
        "note": tr("note"),
        "highlight": tr("highlight"),
        "bookmark": tr("bookmark"),
        "tag": tr("tag"),
        "read": tr("read mark"),
        "removed": tr("removal"),
        "purged": tr("erasure"),
        "checked": tr("put away"),
        "search": tr("saved search"),
    }.get(table, tr("correction"))


def paint_line(line: Line, width: int, ink: Ink) -> list[list[Segment]]:
    """A heading, or one thing with its kind before it."""
    if not line.kind:
        return [[Segment(paint.clipped(line.said, width), ink("quiet" if line.merged.undone else "heading"))]]
    signs = {tr("needs you"): ("! ", "error"), tr("united"): ("~ ", "good"), tr("settled"): ("✓ ", "good")}
    sign, colour = signs.get(line.kind, ("+ ", "quiet"))
    return [[Segment(sign + paint.fitted(line.kind, _KIND), ink(colour)),
             Segment(paint.clipped(line.said, width - _KIND - 2), ink("lead"))]]  # fmt: skip


class Changes(ListPlace):
    """The last merges on this machine."""

    WHERE = "changes"
    BINDINGS = bindings("changes")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._merges: list[Merged] = []
        self.rows = Rows(paint_line, empty=tr("Nothing was merged here yet."))

    def reload(self) -> None:
        """Read the list anew."""
        self._merges = merges(self.desk.corpus.id)
        self.rows.show(Brought(self.desk.corpus, self._merges), self.rows.cursor)

    def merged(self) -> Merged | None:
        """The merge of the line under the cursor."""
        line: Line | None = self.rows.current()
        return line.merged if line else None

    def top_facts(self) -> tuple[str, str]:
        """What this is."""
        return tr("What changed by merging with other copies"), f"{len(self._merges)}"

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        if not self._merges:
            return with_keys(tr("{close} back")), ""
        keys = with_keys(tr("{open} open   {undo-merge} take the whole merge back   {close} back"))
        return keys, paint.nth(self.rows.cursor, len(self.rows.source))

    def follow(self) -> None:
        """Go to what came."""
        from reader.tui.screens.conflict import open_note
        from reader.tui.screens.entity import EntityPage
        from reader.tui.screens.page import Page

        line: Line | None = self.rows.current()
        if line is None:
            return
        if not line.kind:
            self.rows.go_lines(1)
        elif line.table in ("note", "highlight"):
            open_note(self, line.row)
        elif _is_article(line.row):
            cards.card(self.desk.corpus, line.row[:64])
            self.go_to(Page(self.desk, line.row[:64]))
        elif entity := entity_of(self.desk.corpus, line.row.partition("\n")[0]):
            self.go_to(EntityPage(self.desk, entity))
        else:
            self.say(tr("There is nothing to open here"), "quiet")
