"""Searching the whole corpus: texts, notes, highlights, tags, names."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from textual.app import ComposeResult
from textual.widget import Widget
from textual.worker import Worker

from reader.corpus import entities
from reader.query import divided
from reader.records import Hit, ReaderError
from reader.speech import apart, later, tr, trn
from reader.tui import hitrows, paint, tasks
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.finder import OvertakenError
from reader.tui.hits import Asked, Listed
from reader.tui.hunt import PAGE, Hunt
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.subject import Subject
from reader.tui.widgets.bar import Bar
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows import Rows

FEWER = later("{search} other words   fewer of them, or only their beginning and a star: harb*")

TOGETHER = 0.016
"""Seconds that a letter may wait to be painted with what is found for it: less than one sees."""
UNHURRIED = 0.05
"""Seconds that the prompt has to be painted before anything else is begun."""


class Search(ListPlace):
    """Hits by kind, best first. What is typed last wins; an older search is stopped."""

    WHERE = "search"
    AUTO_FOCUS = ".prompt Input"
    """Before all is painted for the first time, not behind it as the prompt itself asks for it."""
    BINDINGS = bindings("search")

    def __init__(self, desk: Desk, wanted: str = "", saved: str = "") -> None:
        """``saved``: the name of the saved search that it is."""
        super().__init__(desk)
        self.words_wanted, self.filters = divided(wanted)
        self._saved, self._typing = saved, False
        self.disable_messages(Worker.StateChanged)  # three for each letter, which nobody hears
        self._finder = desk.take_finder()
        self.hunt = Hunt(self._finder)
        self.kinds = Bar(id="kinds")
        self.rows = Rows(partial(hitrows.paint_hit, corpus=desk.corpus), height=hitrows.HEIGHT, empty="")

    @property
    def wanted(self) -> str:
        """The filters in force, and the words."""
        return " ".join(part for part in (*self.filters, self.words_wanted) if part)

    def panes(self) -> list[Widget]:
        """The kinds of hits, and the hits."""
        return [self.kinds, self.rows]

    @property
    def takes_keys(self) -> bool:
        """Not before the words can be typed."""
        return self.filled and (bool(self.wanted) or self.focused is not None)

    def on_unmount(self) -> None:
        """Nobody waits for hits any more."""
        self.desk.put_back(self._finder)

    def compose(self) -> ComposeResult:
        """With the prompt, where nothing is asked for yet: so both are painted at once."""
        yield from super().compose()
        if not self.wanted:
            yield self._prompt()

    def on_mount(self) -> None:
        """What the first letter needs is made when the prompt is seen: a busy thread would keep that waiting."""
        if not self.wanted:
            self.set_timer(UNHURRIED, self._make_ready)

    def _make_ready(self) -> None:
        if not self.wanted:
            tasks.begin(self, self.hunt.make_ready, "search", exclusive=False)

    def reload(self) -> None:
        """Search again, or ask what for."""
        if self.wanted:
            self._begin(stay=True)
        elif not self.query(".prompt"):
            self.ask()

    def ask(self) -> None:
        """Ask for the words; the filters stay in force, and what was searched for before is there by the arrows."""
        self.mount(self._prompt())

    def _prompt(self) -> Prompt:
        return Prompt(tr("Search:"), self.words_wanted, changed=self._typed, done=self.look, left=self._unasked,
                      history=self.desk.history.all(), emptied=self.drop_filter)  # fmt: skip

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
        tasks.begin(self, partial(self._search, stay), "search")

    async def _search(self, stay: bool) -> None:
        asked = Asked(self.wanted, self._typing)
        number = max(PAGE, len(self.hunt.hits.kinds["text"])) if stay else PAGE
        seen = number if stay or not self.rows.size else min(PAGE, self.rows.visible_rows + 1)
        try:
            with self._painted_together() as paint_now:
                async for told in self.hunt.search(asked, number, seen):
                    if told == "texts":
                        self._shown(self.rows.cursor if stay else 0)
                    elif told == "rest" and self._is_rest_seen():
                        self._shown()
                    else:
                        self.facts()
                    paint_now()
        except OvertakenError:
            return
        except ReaderError as error:
            self._failed(str(error))

    def _failed(self, why: str) -> None:
        self.say(why, "error")
        for prompt in self.query(Prompt):
            prompt.refuse(why)

    @contextmanager
    def _painted_together(self) -> Iterator[Callable[[], None]]:
        """What was typed is painted with what is found for it, if that comes soon. Gives what has it painted now."""
        with ExitStack() as held:
            held.callback(self._wake)
            held.enter_context(self.app.batch_update())
            asyncio.get_running_loop().call_later(TOGETHER, held.close)
            yield held.close

    def _wake(self) -> None:
        """Have painted what was held back, on whichever screen is on top by now."""
        if self.app.screen_stack:
            self.app.screen.check_idle()

    def _is_rest_seen(self) -> bool:
        """Whether what is found besides texts is on the screen."""
        return len(self.hunt.hits.kinds["text"]) <= self.rows.top + self.rows.visible_rows + 1

    def _shown(self, cursor: int | None = None) -> None:
        nothing = f"{tr('Nothing found for “{words}”.').format(words=self.wanted)}\n\n{with_keys(tr(FEWER))}"
        self.rows.empty = nothing if self.wanted else ""
        self.rows.show(self.hunt.hits, self.rows.cursor if cursor is None else cursor)
        self.facts()

    def on_rows_moved(self) -> None:
        """Have the next texts before one comes to them."""
        if self.hunt.is_near_end(self.rows.cursor):
            tasks.begin(self, self._more, "more", exclusive=False)

    async def _more(self) -> None:
        try:
            if await self.hunt.more():
                self._shown()
        except ReaderError as error:
            self._failed(str(error))

    def facts(self) -> None:
        """The kinds of hits, too."""
        super().facts()
        if self.filled:
            self.kinds.show(hitrows.kinds(self.hunt.hits, self.rows.cursor), self._how())

    def _how(self) -> str:
        """What is to be known of how texts were found."""
        hits, first = self.hunt.hits, self.hunt.first
        if first is None or not len(hits):
            return ""
        return hitrows.found_how(first, typing=self._typing, any_texts=bool(hits.kinds["text"]))

    def top_facts(self) -> tuple[str, str]:
        """What was searched, what it was narrowed to, and how much was found."""
        if not self.wanted:
            return tr("Search"), ""
        only = "  ".join(self.filters)
        words = self._saved or self.words_wanted.strip()
        total = self.hunt.hits.total
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
        esc = with_keys(
            tr(
                "{search} other words   {back:escape} without the filter   {save-search} save  "
                " {next-kind} other kinds   {close} back"
            )
        )
        keys = with_keys(
            tr("{search} other words   {open} open   {save-search} save   {next-kind} other kinds   {close} back")
        )
        return esc if self.filters else keys, self._nth()

    def _nth(self) -> str:
        """The place among all hits, with those that were not asked for yet."""
        texts, there, at = len(self.hunt.hits.kinds["text"]), len(self.hunt.hits), self.rows.cursor
        total = self.hunt.hits.total
        if total is None or not there:
            return paint.nth(at, there)
        number = total.number if at < min(total.number, texts) else max(total.number, there)
        return paint.nth(at if at < texts else at + number - there, number) + "+" * (not total.exact)

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

    def go_hit(self, by: int) -> None:
        """The next hit or the one before."""
        self.pane.go_lines(by)

    def turn_kind(self, by: int) -> None:
        """To the first hit of the next kind, or of the one before."""
        starts = [at for _, at in self.hunt.hits.starts()]
        if starts:
            here = max(number for number, at in enumerate(starts) if at <= self.rows.cursor)
            self.rows.go(starts[(here + by) % len(starts)])
