"""The dossier over time: how many articles each month, and who is spoken of in them."""

from __future__ import annotations

from rich.segment import Segment

from reader.corpus.periods import SPANS, Period, Periods, Span
from reader.speech import apart, counted, later, tr
from reader.tui import chart, paint
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.listplace import ListPlace
from reader.tui.place import bindings
from reader.tui.widgets.rows import Ink, Rows

_DATE, _COUNT, _UNREAD = 12, 9, 13
_FEWEST_NAMES = 16
EMPTY = later("Nothing to read yet.\n\nreader add FOLDER   brings in saved articles")


class Timeline(ListPlace):
    """Years, months or days with their articles; Enter lists those of one."""

    WHERE = "timeline"
    BINDINGS = bindings("timeline")

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__(desk)
        self.query_text = query
        self.span: Span = "month"
        self.rows = Rows(self._paint, empty=tr(EMPTY))

    def reload(self) -> None:
        """Count anew; the cursor stays on its period."""
        self._count(self.period())

    def _count(self, here: Period | None) -> None:
        self.periods = Periods(self.desk.corpus, self.span, self.query_text)
        dates = [period.date for period in self.periods.rows(0, len(self.periods))]
        self.rows.show(self.periods, _nearest(dates, here.date) if here else 0)
        self.facts()

    def _paint(self, period: Period, width: int, ink: Ink) -> list[list[Segment]]:
        bar = max(6, min(30, width // 5))
        unread = tr("{n} unread").format(n=apart(period.unread)) if period.unread else ""
        row = [
            Segment(paint.fitted(period.date or tr("no date"), _DATE), ink("strong" if period.unread else "lead")),
            Segment(
                paint.fitted(chart.bar(period.articles, self.periods.most, bar, chart.is_plain()), bar), ink("accent")
            ),
            Segment(f"{apart(period.articles):>{_COUNT - 2}}  ", ink("lead")),
            Segment(paint.fitted(unread, _UNREAD), ink("quiet")),
        ]
        room = width - sum(part.cell_length for part in row)
        if room >= _FEWEST_NAMES:
            row.append(Segment(paint.fitted(", ".join(self.periods.leading(period.date)), room), ink("quiet")))
        return [row]

    def period(self) -> Period | None:
        """The row under the cursor."""
        period: Period | None = self.rows.current()
        return period

    def turn_span(self, by: int) -> None:
        """By years, months or days; the cursor stays at the time it was."""
        here = self.period()
        self.span = SPANS[(SPANS.index(self.span) + by) % len(SPANS)]
        self._count(here)

    def top_facts(self) -> tuple[str, str]:
        """What is counted."""
        left = tr("Only: {query}").format(query=self.query_text) if self.query_text else tr("All articles over time")
        return left, counted(self.periods.exact, self.span)

    def foot_facts(self) -> tuple[str, str]:
        """How to go on."""
        count = len(self.rows.source)
        keys = with_keys(tr("{open} its articles   {next-span} by year, month, day   {help} help"))
        return keys, paint.nth(self.rows.cursor, count)

    def words(self) -> tuple[str, str]:
        """The date under the cursor."""
        period = self.period()
        return ((period.date or "") if period else "", tr("the date"))

    def follow(self) -> None:
        """The articles of the period."""
        from reader.tui.screens.shelf import Shelf

        if period := self.period():
            self.go_to(Shelf(self.desk, self.periods.query_in(period.date)))


def _nearest(dates: list[str | None], here: str | None) -> int:
    """The place of the latest date that is not after the end of ``here``; of what has none, the last."""
    if here is None:
        return max(0, len(dates) - 1)
    return next((place for place, date in enumerate(dates) if date is None or date[: len(here)] <= here), 0)
