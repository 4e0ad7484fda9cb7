"""Fresh imports, doubtful ones first: what was read from each text, how sure that is, and one key to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from reader.corpus import Corpus, cards
from reader.corpus.inbox import Inbox, Row
from reader.corpus.proposals import Proposal, proposals, question
from reader.records import Found, ReaderError
from reader.speech import apart, later, percent, quoted, term, tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.screens.shelf import article_subject, said_of
from reader.tui.subject import Subject
from reader.tui.widgets.rows import Ink, Rows

EMPTY = later("Nothing waits here.\n\nWhat is imported comes here first; {put-away} puts away what is right.")
PROPOSED = 20
"""So many proposals stand above the articles at once."""
FIELDS = {"title": "title", "published": "date", "outlet": "outlet"}
_FLAGS = {
    "truncated": later("text cut off"),
    "mojibake": later("broken letters"),
    "title-repeated": later("title of several articles"),
}


OF_ARTICLES = frozenset({
    "mend-title", "mend-date", "mend-outlet", "mend-cut", "put-away", "read", "bookmark", "tags", "copies", "note",
    "note-outside",
})  # fmt: skip
"""Commands for the article under the cursor, which a proposal is not."""
IS_PROPOSAL = later("This is a proposal: {open} yes, {refuse} no")


class Asked(NamedTuple):
    """A proposal, and how the first of the articles is called that it would change."""

    proposal: Proposal
    title: str


def asked(corpus: Corpus, one: Proposal) -> Asked:
    """A proposal with the title of the first of its articles that is in the list."""
    for place in one.places:
        with suppress(ReaderError):
            return Asked(one, said_of(cards.card(corpus, place.article)))
    return Asked(one, "")


class Waiting:
    """Proposals, then the articles that wait: a source of rows.

    ``held``: an article that stays at a place among those that wait, wherever the doubt about it would put it now.
    """

    def __init__(self, proposed: Sequence[Asked], inbox: Inbox, held: str | None = None, place: int = 0) -> None:
        self.proposed, self.inbox, self.held = proposed, inbox, held
        self._by_doubt = inbox.index(held) if held else None
        self.place = min(place, len(inbox) - 1)

    def __len__(self) -> int:
        return len(self.proposed) + len(self.inbox)

    def rows(self, start: int, stop: int) -> Sequence[Asked | Row]:
        """The rows at places ``start`` to ``stop``."""
        ahead = len(self.proposed)
        return [*self.proposed[start:stop], *self._articles(max(0, start - ahead), max(0, stop - ahead))]

    def _articles(self, start: int, stop: int) -> list[Row]:
        if self._by_doubt is None:
            return self.inbox.rows(start, stop)
        places = (self._in_inbox(n, self._by_doubt) for n in range(start, min(stop, len(self.inbox))))
        return [row for n in places for row in self.inbox.rows(n, n + 1)]

    def _in_inbox(self, shown: int, held: int) -> int:
        """The place in the inbox of what is shown at a place."""
        if shown == self.place:
            return held
        among_others = shown - (shown > self.place)
        return among_others + (among_others >= held)

    def place_without_held(self, shown: int, inbox: Inbox) -> int:
        """Where a row comes to stand when the article that is held goes where it belongs by now."""
        belongs = inbox.index(self.held) if self.held else shown
        is_past = belongs is None or belongs >= shown
        return shown - (self.held is not None and self.place < shown and is_past)


def paint_waiting(row: Asked | Row, width: int, ink: Ink) -> list[list[Segment]]:
    """Two lines of a proposal or an article, and a blank one."""
    return _proposal(*row, width, ink) if isinstance(row, Asked) else _article(row, width, ink)


def _proposal(one: Proposal, title: str, width: int, ink: Ink) -> list[list[Segment]]:
    keys = with_keys(tr("{open} yes   {refuse} no"))
    return [
        [
            Segment("→ ", ink("accent")),
            Segment(paint.fitted(f"{question(one)}   {keys}", width - 2), ink("strong")),
        ],
        [Segment("  "), *_line(one, title, width - 2, ink)],
    ]


def _line(one: Proposal, title: str, width: int, ink: Ink) -> list[Segment]:
    """The line that is asked about, and the first article that it stands in."""
    others = tr("in: {title}, and {n} more") if one.articles > 1 else tr("in: {title}")
    where = "   " + others.format(title=title, n=apart(one.articles - 1))
    line = Segment(paint.clipped(quoted(one.line), max(width // 2, width - cell_len(where))), ink("opening"))
    return [line, Segment(paint.clipped(where, width - line.cell_length), ink("quiet"))]


def _article(row: Row, width: int, ink: Ink) -> list[list[Segment]]:
    date, outlet = (row.card.published or "–")[:10], 12 if width < 110 else 22
    sign = "? " if row.doubtful or row.flags else "  "
    first = [
        Segment(sign, ink("accent")),
        Segment(paint.fitted(date, 12), ink("quiet")),
        Segment(paint.fitted(row.card.outlet or "–", outlet) + "  ", ink("quiet")),
        Segment(paint.fitted(said_of(row.card), width - 16 - outlet), ink("strong" if row.card.title else "opening")),
    ]
    return [first, [Segment("  "), *_facts(row, width - 2, ink)]]


def _facts(row: Row, width: int, ink: Ink) -> list[Segment]:
    """What was found with how much trust; what is doubtful is marked with a question mark."""
    parts: list[tuple[str, str]] = []
    for name, called in FIELDS.items():
        found: Found | None = getattr(row, name)
        doubtful = name in row.doubtful
        parts.append((f"{term(called)} {_trust(found)}{'?' * doubtful}", "accent" if doubtful else "quiet"))
    parts += [(tr(_FLAGS[flag]) if flag in _FLAGS else flag, "accent") for flag in row.flags]
    if row.cut:
        parts.append((tr("{n} cut").format(n=apart(row.cut)), "quiet"))
    line: list[Segment] = []
    for text, name in parts:
        room = width - sum(segment.cell_length for segment in line)
        line.append(Segment(paint.clipped(text + "   ", room), ink(name)))
    return line


def _trust(found: Found | None) -> str:
    if found is None:
        return tr("not found")
    return tr("by you") if found.rule == "person" else percent(found.confidence)


class Inboxes(ListPlace):
    """The inbox."""

    WHERE = "inbox"
    BINDINGS = bindings("inbox")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows = Rows(paint_waiting, height=3, empty=with_keys(tr(EMPTY)))

    def reload(self) -> None:
        """Read anew; the article under the cursor stays there, and if it was put away, the next one comes there."""
        corpus = self.desk.corpus
        proposed = [asked(corpus, one) for one in proposals(corpus, PROPOSED)]
        inbox, row = Inbox(corpus), self.waiting()
        source, cursor = Waiting(proposed, inbox), self.rows.cursor
        if row and isinstance(self.rows.source, Waiting):
            source = self._holding(row.card.id, self.rows.source, proposed, inbox)
            cursor = len(proposed) + source.place
        self.rows.show(source, cursor)

    def _holding(self, article: str, before: Waiting, proposed: Sequence[Asked], inbox: Inbox) -> Waiting:
        """What is shown now, with the article under the cursor where it was, if it still waits."""
        place = self.rows.cursor - len(before.proposed)
        if article != before.held:
            place = before.place_without_held(place, inbox)
        return Waiting(proposed, inbox, article if inbox.index(article) is not None else None, place)

    def action_command(self, name: str) -> None:
        """What is done with an article cannot be done with a proposal."""
        if name in OF_ARTICLES and self.proposal():
            self.say(with_keys(tr(IS_PROPOSAL)), "quiet")
        else:
            super().action_command(name)

    def top_facts(self) -> tuple[str, str]:
        """How many wait."""
        count = len(self.rows.source)
        return tr("Inbox: doubtful ones first"), tr("{n} to look at").format(n=apart(count)) if count else ""

    def foot_facts(self) -> tuple[str, str]:
        """What can be done with the row under the cursor."""
        if self.proposal():
            return with_keys(tr("{open} yes, follow   {refuse} no, never   {close} back")), ""
        count = len(self.rows.source)
        keys = with_keys(
            tr(
                "{help} help   {mend-title} title   {mend-date} date   {mend-outlet} outlet   "
                "{mend-cut} cut   {put-away} right   {put-sure-away} all sure"
            )
        )
        return keys, paint.nth(self.rows.cursor, count)

    def waiting(self) -> Row | None:
        """The article row under the cursor."""
        row: Any = self.rows.current()
        return row if isinstance(row, Row) else None

    def proposal(self) -> Proposal | None:
        """The proposal under the cursor."""
        row: Any = self.rows.current()
        return row.proposal if isinstance(row, Asked) else None

    def article(self) -> str | None:
        """The article under the cursor."""
        row = self.waiting()
        return row.card.id if row else None

    def subject(self) -> Subject | None:
        """The article under the cursor, with its note if it has one on the whole."""
        row = self.waiting()
        return article_subject(self.desk, row.card) if row else None

    def words(self) -> tuple[str, str]:
        """The title under the cursor."""
        row = self.waiting()
        return (row.card.title or row.card.opening, tr("the title")) if row else ("", "")

    def follow(self) -> None:
        """Open the article under the cursor, or follow the proposal."""
        from reader.tui.doing import mending
        from reader.tui.screens.page import Page

        if self.proposal():
            mending.accept(self)
        elif article := self.article():
            self.go_to(Page(self.desk, article))

    def sure(self) -> list[str]:
        """The articles that wait and of which nothing is doubtful."""
        source: Any = self.rows.source
        inbox, found = source.inbox, []
        for at in range(0, len(inbox), 500):
            found += [row.card.id for row in inbox.rows(at, at + 500) if not row.doubtful and not row.flags]
        return found
