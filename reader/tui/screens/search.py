"""Searching the whole corpus: texts, notes, highlights, tags, names."""

from __future__ import annotations

from rich.segment import Segment
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.corpus import entities, open_corpus
from reader.records import Hit, ReaderError
from reader.search import search
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.place import Place, Subject, bindings
from reader.tui.sentence import two_lines
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows import Fixed, Ink, Rows

PAUSE = 0.15
"""Seconds without a key after which what was typed is searched for."""
LIMIT = 500
_DATE = 12
FEWER = "/ other words   fewer of them, or only their beginning and a star: harb*"
FIELDS = {"text": "", "note": "note", "highlight": "highlight", "tag": "tag", "entity": "name"}


def paint_hit(hit: Hit, width: int, ink: Ink) -> list[list[Segment]]:
    """The title beside the date, two lines of the passage, and a blank one."""
    title = paint.clipped(hit.title or "(no title)", width - _DATE)
    head = [Segment(paint.fitted((hit.published or "–")[:10], _DATE), ink("quiet")),
            Segment(title, ink("strong" if hit.title else "opening"))]  # fmt: skip
    lines = two_lines(hit.snippet, list(hit.matches), width - _DATE, ink("quiet"), ink("match"))
    kinds = [FIELDS[hit.field], ""]
    return [head, *([Segment(paint.fitted(kind, _DATE), ink("note")), *line] for kind, line in zip(kinds, lines))]


class Search(Place):
    """Hits, best first. What is typed last wins; an older search is stopped."""

    WHERE = "search"
    BINDINGS = bindings("search")

    def __init__(self, desk: Desk, wanted: str = "") -> None:
        super().__init__(desk)
        self.wanted = wanted
        self.rows = Rows(paint_hit, height=4, empty="")
        self._pause: Timer | None = None

    @property
    def pane(self) -> Rows:
        """The hits."""
        return self.rows

    def panes(self) -> list[Widget]:
        """The hits."""
        return [self.rows]

    @property
    def takes_keys(self) -> bool:
        """Not before the words can be typed."""
        return self.filled and (bool(self.wanted) or self.focused is not None)

    def reload(self) -> None:
        """Search again, or ask what for."""
        if self.wanted:
            self.look(self.wanted)
        elif not self.query("#prompt"):
            self.call_after_refresh(self.ask)

    def ask(self) -> None:
        """Ask for the words."""
        self.mount(Prompt("Search:", self.wanted, changed=self._typed, done=self.look, left=self._unasked))

    def _unasked(self) -> None:
        if not self.wanted and self.is_current:
            self.app.pop_screen()

    def _typed(self, text: str) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, lambda: self.look(text))

    def look(self, text: str) -> None:
        """Search in a thread of its own, with a corpus of its own."""
        if self._pause:
            self._pause.stop()
        self.wanted = text.strip()
        self.run_worker(
            lambda: self._search(self.wanted), thread=True, exclusive=True, exit_on_error=False, group="search"
        )

    def _search(self, wanted: str) -> None:
        worker = get_current_worker()
        try:
            with open_corpus(self.desk.corpus.path) as corpus:
                hits = search(corpus, wanted, LIMIT)
        except ReaderError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.say, str(error), "error")
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, wanted, hits)

    def _show(self, wanted: str, hits: list[Hit]) -> None:
        if wanted == self.wanted:
            self.rows.empty = f"Nothing found for “{wanted}”.\n\n{FEWER}" if wanted else ""
            self.rows.show(Fixed(hits), self.rows.cursor if self._version == self.desk.version else 0)
            self.facts()

    def top_facts(self) -> tuple[str, str]:
        """What was searched, and how much was found."""
        count = len(self.rows.source)
        found = f"{count}{'+' if count == LIMIT else ''} hit{'s'[: count != 1]}" if self.wanted else ""
        return f"Search: {self.wanted}" if self.wanted else "Search", found

    def foot_facts(self) -> tuple[str, str]:
        """The place in the hits."""
        count = len(self.rows.source)
        return "/ other words   Enter open   q back", f"{self.rows.cursor + 1}/{count}" if count else ""

    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        hit: Hit | None = self.rows.current()
        return hit

    def article(self) -> str | None:
        """The article of the hit under the cursor."""
        hit = self.hit()
        return hit.id if hit and hit.field in ("text", "tag") else None

    def subject(self) -> Subject | None:
        """The article of the hit."""
        from reader.corpus import cards
        from reader.tui.screens.shelf import article_subject

        article = self.article()
        return article_subject(self.desk, cards.card(self.desk.corpus, article)) if article else None

    def words(self) -> tuple[str, str]:
        """The passage."""
        hit = self.hit()
        return (hit.snippet, "the passage") if hit else ("", "")

    def follow(self) -> None:
        """Open the hit at its place."""
        from reader.tui.screens.entity import EntityPage
        from reader.tui.screens.note import NoteView
        from reader.tui.screens.page import Page

        hit = self.hit()
        if hit is None:
            return
        if hit.field == "entity":
            self.go_to(EntityPage(self.desk, entities.find(self.desk.corpus, hit.ref or hit.id)))
        elif hit.ref and hit.id == hit.ref:
            self.go_to(NoteView(self.desk, hit.ref))
        elif hit.ref:
            self.go_to(Page(self.desk, hit.id, note=hit.ref))
        else:
            self.go_to(Page(self.desk, hit.id, find=hit.snippet[slice(*hit.matches[0])] if hit.matches else ""))

    def on_rows_chosen(self) -> None:
        """A double click opens."""
        self.follow()

    def go_hit(self, by: int) -> None:
        """The next hit or the one before."""
        self.pane.go_lines(by)
