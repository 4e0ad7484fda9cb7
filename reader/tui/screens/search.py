"""Searching the whole corpus: texts, notes, highlights, tags, names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from rich.segment import Segment
from textual.widget import Widget

from reader.corpus import Corpus, entities
from reader.query import divided
from reader.records import Hit, ReaderError
from reader.search import Count
from reader.speech import apart, later, tr, trn
from reader.tui import hits as finding
from reader.tui import paint
from reader.tui.desk import Desk
from reader.tui.finder import Finder, OvertakenError
from reader.tui.hits import SAID, Asked, First, Hits, Listed
from reader.tui.place import Place, Subject, bindings
from reader.tui.sentence import two_lines
from reader.tui.widgets.bar import Bar
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows import Ink, Rows

T = TypeVar("T")
PAGE = 20
"""Texts that are asked for at once."""
_DATE = 12
FEWER = later("/ other words   fewer of them, or only their beginning and a star: harb*")
FIELDS = {
    "text": "",
    "note": later("note"),
    "highlight": later("highlight"),
    "tag": later("tag"),
    "entity": later("name"),
}


def paint_hit(row: Listed, width: int, ink: Ink) -> list[list[Segment]]:
    """The title beside the date, two lines of the passage, and a line that is blank or names what comes below."""
    hit = row.hit
    via = paint.clipped(tr("by the name {name}").format(name=hit.via), (width - _DATE) // 2) if hit.via else ""
    title = paint.clipped(hit.title or tr("(no title)"), width - _DATE - len(via) - 3 * bool(via))
    head = [Segment(paint.fitted((hit.published or "–")[:10], _DATE), ink("quiet")),
            Segment(title, ink("strong" if hit.title else "opening")),
            Segment(f"   {via}" if via else "", ink("note"))]  # fmt: skip
    lines = two_lines(hit.snippet, list(hit.matches), width - _DATE, ink("quiet"), ink("match"))
    passage = [
        [Segment(paint.fitted(kind, _DATE), ink("note")), *line]
        for kind, line in zip((tr(FIELDS[hit.field]), ""), lines)
    ]
    return [head, *passage, *([[]] * (2 - len(passage))), _below(row, width, ink)]


def _below(row: Listed, width: int, ink: Ink) -> list[Segment]:
    return [Segment(paint.fitted(f"── {tr(SAID[row.below])} ", width), ink("heading"))] if row.below else []


class Search(Place):
    """Hits by kind, best first. What is typed last wins; an older search is stopped."""

    WHERE = "search"
    BINDINGS = bindings("search")

    def __init__(self, desk: Desk, wanted: str = "", saved: str = "") -> None:
        """``saved``: the name of the saved search that it is."""
        super().__init__(desk)
        self.words_wanted, self.filters = divided(wanted)
        self._saved, self._typing = saved, False
        self.finder = Finder(desk.corpus.path)
        self.hits = Hits()
        self._loading = False
        self._first: First | None = None
        self.kinds = Bar(id="kinds")
        self.rows = Rows(paint_hit, height=4, empty="")

    @property
    def wanted(self) -> str:
        """The filters in force, and the words."""
        return " ".join(part for part in (*self.filters, self.words_wanted) if part)

    @property
    def pane(self) -> Rows:
        """The hits."""
        return self.rows

    def panes(self) -> list[Widget]:
        """The kinds of hits, and the hits."""
        return [self.kinds, self.rows]

    @property
    def takes_keys(self) -> bool:
        """Not before the words can be typed."""
        return self.filled and (bool(self.wanted) or self.focused is not None)

    def on_unmount(self) -> None:
        """Nobody waits for hits any more."""
        self.finder.close()

    def reload(self) -> None:
        """Search again, or ask what for."""
        if self.wanted:
            self._begin(stay=True)
        elif not self.query("#prompt"):
            self.call_after_refresh(self.ask)

    def ask(self) -> None:
        """Ask for the words; the filters stay in force, and what was searched for before is there by the arrows."""
        self.mount(
            Prompt(tr("Search:"), self.words_wanted, changed=self._typed, done=self.look, left=self._unasked,
                   history=self.desk.history.all(), emptied=self.drop_filter)
        )  # fmt: skip

    def _unasked(self) -> None:
        if not self.wanted and self.is_current:
            self.app.pop_screen()

    def _typed(self, text: str) -> None:
        self.words_wanted, self._typing = text, True
        self._begin()

    def look(self, text: str) -> None:
        """Search for what was typed to its end; filters in it are kept beside those that are in force."""
        self.words_wanted, more = divided(text)
        self.filters += [one for one in more if one not in self.filters]
        self._typing, self._saved = False, ""
        self.desk.history.add(self.wanted)
        self._begin()

    def drop_filter(self) -> bool:
        """Take the last filter away; false if there is none."""
        if not self.filters:
            return False
        self.filters.pop()
        self._begin()
        return True

    def step_back(self) -> bool:
        """Without the last filter."""
        return self.drop_filter()

    def _begin(self, stay: bool = False) -> None:
        self.run_worker(self._search(stay), exclusive=True, exit_on_error=False, group="search")

    async def _search(self, stay: bool) -> None:
        """First what is seen, then how many there are, then what else there is, and at last how many exactly."""
        asked = Asked(self.wanted, self._typing)
        number = max(PAGE, len(self.hits.kinds["text"])) if stay else PAGE
        try:
            found = await self.finder.ask(lambda corpus: finding.first(corpus, asked, number))
            self._show(found, number, stay)
            counted = partial(finding.counted, asked=found.asked)
            self.hits.kinds = {
                "text": self.hits.kinds["text"],
                **await self._patiently(lambda corpus: finding.others(corpus, asked)),
            }
            self._shown()
            for exact in (False, True):
                if self.hits.count is None or not self.hits.count.exact:
                    self.hits.count = await self._patiently(partial(counted, exact=exact))
                    self.facts()
        except OvertakenError:
            return
        except ReaderError as error:
            self.say(str(error), "error")

    async def _patiently(self, question: Callable[[Corpus], T]) -> T:
        """Ask, and ask anew where more texts were wanted meanwhile."""
        while True:
            try:
                return await self.finder.ask(question, patient=True)
            except OvertakenError:
                continue

    def _show(self, found: First, number: int, stay: bool) -> None:
        before, self.hits, self._first = self.hits, Hits(found.hits), found
        self.hits.is_all = len(found.hits) < number
        if self.hits.is_all:
            self.hits.count = Count(len(found.hits), True)
        if self._is_waiting(before):
            # What was found before stands until it is known that nothing else is found in its place.
            self.hits.kinds |= {kind: hits for kind, hits in before.kinds.items() if kind != "text"}
        self._shown(self.rows.cursor if stay else 0)

    def _is_waiting(self, before: Hits) -> bool:
        return bool(self.hits.kinds["text"]) and len(before) > len(before.kinds["text"])

    def _shown(self, cursor: int | None = None) -> None:
        nothing = f"{tr('Nothing found for “{words}”.').format(words=self.wanted)}\n\n{tr(FEWER)}"
        self.rows.empty = nothing if self.wanted else ""
        self.rows.show(self.hits, self.rows.cursor if cursor is None else cursor)
        self.facts()

    def on_rows_moved(self) -> None:
        """Have the next texts before one comes to them."""
        texts = len(self.hits.kinds["text"])
        if not (self._loading or self.hits.is_all) and texts - PAGE // 2 <= self.rows.cursor < texts:
            self._loading = True
            self.run_worker(self._more(), exit_on_error=False, group="more")
        self.facts()

    async def _more(self) -> None:
        hits, first, start = self.hits, self._first, len(self.hits.kinds["text"])
        try:
            if first is not None:
                more = await self.finder.ask(lambda _: first.found.texts(start, start + PAGE))
                self._extend(hits, more)
        except OvertakenError:
            return
        except ReaderError as error:
            self.say(str(error), "error")
        finally:
            self._loading = False

    def _extend(self, hits: Hits, more: list[Hit]) -> None:
        if hits is self.hits:
            hits.kinds["text"] += more
            hits.is_all = len(more) < PAGE
            self._shown()

    def facts(self) -> None:
        """The kinds of hits, too."""
        super().facts()
        if self.filled:
            self.kinds.show(*self._kinds())

    def _kinds(self) -> tuple[str, str]:
        """The kinds of hits, that under the cursor with a sign; and what is to be known of how texts were found."""
        starts = self.hits.starts()
        here = next((kind for kind, at in reversed(starts) if self.rows.cursor >= at), "")
        said = "   ".join(f"{'▸' if kind == here else ' '} {self.hits.said(kind)}" for kind, _ in starts)
        first = self._first
        if first is None or not starts:
            return said, ""
        if first.asked.typing and not self._typing and self.hits.kinds["text"]:
            return said, tr("nothing says just that: words that begin so")
        if first.reading:
            return said, tr("texts are read through, slowly: reader index mends it")
        if first.ranked == 0:
            return said, tr("too many to rank: newest first")
        if first.ranked is not None:
            return said, tr("the newest {n} ranked, the rest by date").format(n=apart(first.ranked))
        return said, ""

    def top_facts(self) -> tuple[str, str]:
        """What was searched, what it was narrowed to, and how much was found."""
        if not self.wanted:
            return tr("Search"), ""
        only = "  ".join(self.filters)
        words = self._saved or self.words_wanted.strip()
        total = self.hits.total
        if total is None:
            found = ""
        elif total.exact:
            found = trn("{n} hit", "{n} hits", total.number)
        else:
            found = tr("{n}+ hits").format(n=apart(total.number))
        if not only:
            return tr("Search: {words}").format(words=words), found
        if not words:
            return tr("Only: {filters}").format(filters=only), found
        return tr("Search: {words}   only: {filters}").format(words=words, filters=only), found

    def foot_facts(self) -> tuple[str, str]:
        """What can be done, and the place in the hits."""
        esc = tr("/ other words   Esc without the filter   s save   Tab other kinds   q back")
        keys = tr("/ other words   Enter open   s save   Tab other kinds   q back")
        return esc if self.filters else keys, self._nth()

    def _nth(self) -> str:
        """The place among all hits, with those that were not asked for yet."""
        texts, total, at = len(self.hits.kinds["text"]), self.hits.total, self.rows.cursor
        if total is None or not total.exact or not len(self.hits):
            return paint.nth(at, len(self.hits))
        return paint.nth(at if at < texts else at + total.number - len(self.hits), total.number)

    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        row: Listed | None = self.rows.current()
        return row.hit if row else None

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
        return (hit.snippet, tr("the passage")) if hit else ("", "")

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

    def turn_kind(self, by: int) -> None:
        """To the first hit of the next kind, or of the one before."""
        starts = [at for _, at in self.hits.starts()]
        if starts:
            here = max(number for number, at in enumerate(starts) if at <= self.rows.cursor)
            self.rows.go(starts[(here + by) % len(starts)])
