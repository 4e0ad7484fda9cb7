"""What other corpora have and this one lacks: looked up, checked, and counted; nothing is written here."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from reader import formats
from reader.corpus import ops
from reader.corpus import purged as purges
from reader.corpus.file import Corpus, milliseconds
from reader.corpus.foreign import Foreign, ForeignArticle
from reader.corpus.state import states
from reader.fold import fold, is_hollow
from reader.journal import ID_LENGTH, logical_time
from reader.merge.report import Gain, Report, RowId, is_in_conflict, is_united
from reader.records import Op, ReaderError
from reader.speech import trn

_DAY = 86_400_000


@dataclass(slots=True)
class News:
    """What is new in some sources, and which of them brought it first."""

    articles: dict[str, ForeignArticle] = field(default_factory=dict)
    seen_earlier: dict[str, tuple[str, str]] = field(default_factory=dict)
    ops: dict[bytes, Op] = field(default_factory=dict)
    gains: list[Gain] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)
    """A sentence on each source that was written by a clock far ahead of this one."""
    filled: set[bytes] = field(default_factory=set)
    """Ops that are here without their bodies, which a source still has."""

    def __bool__(self) -> bool:
        return bool(self.articles or self.seen_earlier or self.ops)

    def copy(self) -> News:
        """The same, to be added to."""
        return News(
            dict(self.articles),
            dict(self.seen_earlier),
            dict(self.ops),
            list(self.gains),
            list(self.clocks),
            set(self.filled),
        )

    def leave_out(self, purged: set[str]) -> None:
        """Drop articles that another source turns out to have purged."""
        for article in purged & (self.articles.keys() | self.seen_earlier.keys()):
            self.articles.pop(article, None)
            self.seen_earlier.pop(article, None)
            for gain in self.gains:
                gain.articles = [one for one in gain.articles if one != article]


def gather(corpus: Corpus, foreign: Foreign, news: News) -> str:
    """Add to the news what one other corpus has. Gives a hash of all that it holds: the same for every copy of it."""
    ours = {row[0]: (row[1], row[2]) for row in corpus.rows("SELECT id, added, source FROM article")}
    gain = Gain(str(foreign.path))
    ids = foreign.op_ids()
    new = _new_ops(corpus, foreign, news)
    gain.rows = sorted({(op.table, op.row) for op in new})
    news.clocks += _ahead(foreign, new)
    purged = purges.after(corpus, news.ops.values())
    news.leave_out(purged)
    gain.erased = sorted((purged & ours.keys()).difference(*(one.erased for one in news.gains)))
    for article, *seen in foreign.article_heads({(id, *seen) for id, seen in ours.items()}):
        earliest = (seen[0], seen[1])
        if article in purged:
            continue
        if article in ours:
            if earliest < news.seen_earlier.get(article, ours[article]):
                news.seen_earlier[article] = earliest
        elif article not in news.articles or earliest < _seen(news.articles[article]):
            found = foreign.article(article)
            if found is not None and _is_readable(found, foreign.rejected):
                gain.articles += [article] * (article not in news.articles)
                news.articles[article] = found
    news.gains.append(gain)
    all_of_it = "\n".join(sorted(foreign.article_ids())).encode("utf-8", "replace") + b"".join(sorted(ids))
    return hashlib.sha256(all_of_it).hexdigest()


def _new_ops(corpus: Corpus, foreign: Foreign, news: News) -> list[Op]:
    """Add to the news the ops of one other corpus. Gives those that nobody had before, with a body or without."""
    known, hollow = ops.held(corpus)
    empty = {op.id for op in news.ops.values() if is_hollow(op)}
    there = {op.id: op for op in foreign.news(known | news.ops.keys(), (hollow - news.ops.keys()) | empty)}
    new = [op for op in there.values() if op.id not in known and op.id not in news.ops]
    news.filled |= there.keys() & known
    news.ops.update(there)
    return new


def _ahead(foreign: Foreign, new: Iterable[Op]) -> list[str]:
    """What is to be said of entries whose time is a day ahead or more; they are taken like all others."""
    times = [time for op in new if (time := logical_time(op.id) >> 16) > milliseconds() + _DAY]
    if not times:
        return []
    latest = f"{datetime.fromtimestamp(max(times) / 1000, UTC):%Y-%m-%d}"
    said = trn(
        "{name}: {n} entry is dated ahead, to {date}: the clock of the machine that wrote it was wrong",
        "{name}: {n} entries are dated ahead, up to {date}: the clock of the machine that wrote them was wrong",
        len(times), name=foreign.path.name, date=latest,
    )  # fmt: skip
    return [said]


def _seen(article: ForeignArticle) -> tuple[str, str]:
    """When and under which name an article first came in: of several copies the earliest holds."""
    return article.added, article.source


def _is_readable(article: ForeignArticle, rejected: list[str]) -> bool:
    """Whether this program can make an article of the bytes; if not, that is no news, now or the next time."""
    try:
        return len(formats.read(article.data, article.source)) == 1
    except ReaderError as refused:
        rejected.append(str(refused))
        return False


def forecast(corpus: Corpus, news: News, report: Report) -> None:
    """Count in a report what the news would do: the rows are folded as they would be, and thrown away."""
    of_row: defaultdict[RowId, list[Op]] = defaultdict(list)
    for op in news.ops.values():
        of_row[op.table, op.row].append(op)
    before = conflicts(corpus)
    united, against = set(), set()
    for key, new in of_row.items():
        row = fold([*ops.of_row(corpus, *key), *new])
        if is_united(row):
            united.add(key)
        elif is_in_conflict(row) and key not in before:
            against.add(key)
    tell(news.gains, united, against, report)


def outcome(corpus: Corpus, news: News, before: set[RowId], report: Report) -> None:
    """Count in a report what the news did, as the rows stand now; ``before``: the conflicts there were."""
    several = states(corpus, f"alive AND conflict IS NULL AND length(heads) > {ID_LENGTH}", ())
    united = {(row.table, row.row) for row in several if is_united(row)}
    tell(news.gains, united, conflicts(corpus) - before, report)


def tell(gains: Iterable[Gain], united: set[RowId], against: set[RowId], report: Report) -> None:
    """Write down what became of the rows by the sources that brought them."""
    told = list(gains)
    for gain in told:
        gain.merged = [row for row in gain.rows if row in united]
        gain.conflicts = [row for row in gain.rows if row in against]
    report.add(told)


def conflicts(corpus: Corpus) -> set[RowId]:
    """The rows of which two versions stand against each other."""
    return {
        (table, row) for table, row in corpus.rows("SELECT tbl, row FROM state WHERE conflict IS NOT NULL AND alive")
    }
