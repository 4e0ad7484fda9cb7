"""When articles were published: months or years with their counts, and who is spoken of most in one."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from reader.corpus.conditions import condition
from reader.corpus.file import Corpus
from reader.query import parse

Span = Literal["year", "month", "day"]
SPANS: tuple[Span, ...] = ("year", "month", "day")
_LENGTH = {"year": 4, "month": 7, "day": 10}
_LOOKED_AT = 200
"""Articles of a period, the latest, in which names are counted: a month of a large corpus has ten thousand."""
_NAMES = 8


class Period(NamedTuple):
    """A year, month or day as in ISO 8601, cut at what is known; ``None``: articles without a date."""

    date: str | None
    articles: int
    unread: int


class Periods:
    """The periods in which articles that match a query were published, newest first; those without a date last."""

    def __init__(self, corpus: Corpus, span: Span, query: str = "") -> None:
        """Periods as the corpus now stands; make new ones when it has changed."""
        self.corpus, self.span, self.query = corpus, span, query
        self._periods = self._counted()
        self.most = max((period.articles for period in self._periods), default=0)
        self.leading = lru_cache(256)(self._leading)
        """The names most spoken of in the articles of a period."""

    def __len__(self) -> int:
        return len(self._periods)

    @property
    def exact(self) -> int:
        """How many of them are of the span itself, not of articles that are dated less closely or not at all."""
        return sum(len(period.date or "") == _LENGTH[self.span] for period in self._periods)

    def rows(self, start: int, stop: int) -> list[Period]:
        """The periods at places ``start`` to ``stop``."""
        return self._periods[max(0, start) : stop]

    def _counted(self) -> list[Period]:
        where = condition(self.corpus, parse(self.query))
        rows = self.corpus.rows(
            f"SELECT substr(published, 1, {_LENGTH[self.span]}) AS period, count(*), "
            "sum(NOT EXISTS (SELECT 1 FROM state WHERE subject = article.id AND tbl = 'read' AND alive)) "
            f"FROM card JOIN article ON article.n = card.article WHERE {where.sql} "
            "GROUP BY period ORDER BY period IS NULL, period DESC",
            where.parameters,
        )
        return [Period(*row) for row in rows]

    def _leading(self, date: str | None) -> tuple[str, ...]:
        where = condition(self.corpus, parse(self.query_in(date)))
        rows = self.corpus.rows(
            "SELECT entity.name FROM (SELECT card.article FROM card JOIN article ON article.n = card.article "
            f"WHERE {where.sql} ORDER BY card.stamp DESC LIMIT {_LOOKED_AT}) AS seen "
            "JOIN mention ON mention.article = seen.article JOIN name ON name.n = mention.name "
            "JOIN entity ON entity.id = name.entity "
            f"GROUP BY entity.id ORDER BY count(DISTINCT seen.article) DESC, count(*) DESC, entity.id LIMIT {_NAMES}",
            where.parameters,
        )
        return tuple(row[0] for row in rows)

    def query_in(self, date: str | None) -> str:
        """The query narrowed to one period: in front of it, where no open quotation mark can swallow it."""
        if date is None:
            narrowed = "-after:0001"
        else:
            # Of a year among months: what is dated no closer than the year.
            narrowed = f"date:{date}" + (f" -after:{date}-01" if len(date) < _LENGTH[self.span] else "")
        return f"{narrowed} {self.query}".strip()
