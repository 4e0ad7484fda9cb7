"""The newest texts that match, asked for in whichever way is quickest while a word behind others is typed.

FTS5 unites all texts that have a word with some beginning before it looks at what is beside it, and looks each word and
compound up that is beside it, which may be hundreds, with every letter anew.
"""

from __future__ import annotations

from reader.corpus import ways
from reader.corpus.conditions import Condition
from reader.corpus.counting import total
from reader.corpus.file import Corpus
from reader.search import kept
from reader.search.tables import narrowed

_HUGE, _SPELLED_OUT = 500_000, 500
"""Texts from which on it is quicker to look up all words that begin so, if they are no more, than to unite where they
stand: words there are hardly more then, but each in more texts."""


def newest(corpus: Corpus, wishes: ways.Wishes, level: int, where: Condition, before: int, most: int) -> list[int]:
    """The numbers in the index of the newest matches before one.

    No statement stays open: it would keep others from writing.
    """
    expression, beside = _asked(corpus, wishes, level)
    if beside == kept.NONE:
        return []
    tables, where = narrowed(where)
    among = "AND +text_index.rowid IN (SELECT value FROM json_each(?))" if beside else ""
    sql = (
        f"SELECT text_index.rowid FROM text_index {tables} WHERE text_index MATCH ? "
        f"AND text_index.rowid < ? AND {where.sql} {among} ORDER BY text_index.rowid DESC LIMIT {most}"
    )
    given = [expression, before, *where.parameters, *filter(None, [beside])]
    return [row[0] for row in corpus.rows(sql, given)]


def _asked(corpus: Corpus, wishes: ways.Wishes, level: int) -> tuple[str, str]:
    """An expression, and among which texts it is looked for, where those that have what stands beside it are known."""
    expression = wishes.expression(level) or ""
    beside = [ways.any_of(one, level) for one in wishes.wanted[:-1]]
    if not (beside and wishes.is_begun(level)):
        return expression, ""
    if total(corpus) >= _HUGE:
        is_rare = not all(kept.is_frequent(corpus, one) for one in beside)
        return (is_rare and wishes.spelled_out(level, _SPELLED_OUT)) or expression, ""
    if level >= ways.PARTS and not wishes.unwanted and (texts := kept.texts(corpus, " AND ".join(beside))):
        return ways.any_of(wishes.wanted[-1], level), texts
    return expression, ""


def foresee(corpus: Corpus, wishes: ways.Wishes) -> None:
    """Look up which texts have all that is asked for, before another word is typed behind it."""
    said = wishes.expression(ways.PARTS)
    if said and total(corpus) < _HUGE:
        kept.texts(corpus, said)
