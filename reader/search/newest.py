"""The newest texts that match, asked for in whichever way is quickest while a word behind others is typed.

FTS5 unites all texts that have a word with some beginning before it looks at what is beside it, and looks each word and
compound up that is beside it, which may be hundreds, with every letter anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.corpus import ways
from reader.corpus.conditions import Condition
from reader.corpus.counting import total
from reader.corpus.file import Corpus
from reader.search import kept, usual
from reader.search.tables import narrowed

_HUGE, _SPELLED_OUT = 500_000, 500
"""Texts from which on it is quicker to look up all words that begin so, if they are no more, than to unite where they
stand: words there are hardly more then, but each in more texts."""
_STEP = 50
"""Compounds that are asked for at once among texts that are known: FTS5 looks at each of them in each text it finds."""
_QUICK, _QUICK_BESIDE_DENSE = 25, 100
"""Words beside what is typed up to which FTS5 sooner goes from one text that has them to the next than through all that
have what is typed; and where that stands in many texts by itself."""
_LACKING = 4
"""One text in so many lacks what most have, more or less; that often more texts are looked at when they are too few."""


def newest(corpus: Corpus, wishes: ways.Wishes, level: int, where: Condition, before: int, most: int) -> list[int]:
    """The numbers in the index of the newest matches before one.

    No statement stays open: it would keep others from writing.
    """
    expressions, among = _asked(corpus, wishes, level)
    found: list[int] = []
    if expressions == [wishes.expression(level)] and not wishes.unwanted:
        *beside, typed = (ways.any_of(one, level) for one in wishes.wanted)
        known = [usual.known(corpus, one) for one in beside]
        if beside and all(known):
            found, before = _of_known(corpus, [*filter(None, known)], typed, where, before, most)
    if len(found) < most:
        wanted = most - len(found)
        every = [_numbers(corpus, one, where, before, wanted, among=among) for one in expressions]
        found += every[0] if len(every) == 1 else sorted(set().union(*every), reverse=True)[:wanted]
    return found


def _of_known(
    corpus: Corpus, known: Sequence[usual.Known], typed: str, where: Condition, before: int, most: int
) -> tuple[list[int], int]:
    """The newest that match what is ``typed`` beside what is ``known``, and up to which number they are."""
    since, last = max(one.since for one in known), min(one.last for one in known)
    found: list[int] = []
    step = most + most // _LACKING
    before = min(before, last + 1)
    while len(found) < most and before > since:
        some = _numbers(corpus, typed, where, before, step, since=since)
        before = some[-1] if len(some) == step else since
        for one in known:
            some = one.among(some)
        found += some
        step *= _LACKING
    return found[:most], before


def _numbers(
    corpus: Corpus, expression: str, where: Condition, before: int, most: int, *, since: int = 0, among: str = ""
) -> list[int]:
    """The newest that match, of those from one number on and before another, and ``among`` some."""
    tables, where = narrowed(where)
    given = [expression, since, before, *where.parameters, *filter(None, [among])]
    is_among = "AND +text_index.rowid IN (SELECT value FROM json_each(?))" if among else ""
    sql = (
        f"SELECT text_index.rowid FROM text_index {tables} WHERE text_index MATCH ? AND text_index.rowid >= ? "
        f"AND text_index.rowid < ? AND {where.sql} {is_among} ORDER BY text_index.rowid DESC LIMIT {most}"
    )
    return [row[0] for row in corpus.rows(sql, given)]


def _asked(corpus: Corpus, wishes: ways.Wishes, level: int) -> tuple[list[str], str]:
    """Expressions of which any is asked for, and among which texts, where those that have what is beside are known."""
    expression = wishes.expression(level) or ""
    beside = [ways.any_of(one, level) for one in wishes.wanted[:-1]]
    if not (beside and wishes.is_begun(level)):
        return [expression], ""
    if total(corpus) >= _HUGE:
        is_rare = not all(kept.is_frequent(corpus, one) for one in beside)
        return [(is_rare and wishes.spelled_out(level, _SPELLED_OUT)) or expression], ""
    texts = kept.texts(corpus, " AND ".join(beside)) if level >= ways.PARTS and not wishes.unwanted else None
    if texts and not _is_quick_beside(corpus, wishes, level):
        return [said for wish in wishes.wanted[-1] for said in wish.in_steps(level, _STEP)], texts
    return [expression], ""


def is_vain(corpus: Corpus, wishes: ways.Wishes) -> bool:
    """Whether no text says what stands beside what is typed: then nobody need know in what that may be a part."""
    if len(wishes.wanted) < 2 or wishes.unwanted or not wishes.is_begun(ways.BEGINNING) or total(corpus) >= _HUGE:
        return False
    beside = [ways.any_of(one, ways.PARTS) for one in wishes.wanted[:-1]]
    return not all(beside) or kept.texts(corpus, " AND ".join(beside)) == kept.NONE


def _is_quick_beside(corpus: Corpus, wishes: ways.Wishes, level: int) -> bool:
    """Whether what stands beside what is typed is quickly looked up with each letter."""
    *beside, last = wishes.wanted
    words = sum(len(wish.ways(level)) for one in beside for wish in one)
    return words <= _QUICK or (words <= _QUICK_BESIDE_DENSE and are_many(corpus, last, ways.FORMS))


def are_many(corpus: Corpus, wishes: Sequence[ways.Wish], level: int) -> bool:
    """Whether many texts fulfil any of some wishes. What begins so is looked up only if few say the very words."""
    every = dict.fromkeys(ways.any_of(wishes, at) for at in (min(level, ways.FORMS), level))
    return any(kept.is_frequent(corpus, one) for one in every if one)


def foresee(corpus: Corpus, wishes: ways.Wishes) -> None:
    """Look up which texts have all that is asked for, before another word is typed behind it."""
    said = wishes.expression(ways.PARTS)
    if said and total(corpus) < _HUGE:
        kept.texts(corpus, said)
    for level in (ways.EXACT, ways.FORMS, ways.PARTS):
        for one in filter(None, (ways.any_of(each, level) for each in wishes.wanted)):
            usual.learn(corpus, one, (kept.FRONT, kept.TITLE) if level >= ways.FORMS else ())
