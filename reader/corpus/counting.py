"""How many cards fulfil a condition: counted along the shortest way, and given up where that takes too long."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reader.corpus.file import Corpus
from reader.corpus.parts import Condition, Part, either

_INSTRUCTIONS = 4000
SOON = 32_000
"""Cards that are looked at in a moment."""
_SAMPLE, _TELLING = 400, 1.5
"""Cards, the newest, that tell of all, if one part is fulfilled by so many times more of them than another."""
_COST_OF_CARD = 4
"""To read a card takes so many times longer than to look something up in an index."""
_FIRST_BOUND = 4000
"""Cards up to which it is first counted what the fewest fulfil."""


class TooManyError(Exception):
    """It could not be counted in time."""


def total(corpus: Corpus) -> int:
    """How many cards there are."""
    return int(corpus.rows("SELECT cards FROM total")[0][0])


def count(corpus: Corpus, where: Condition, most: int | None = None) -> int:
    """How many cards fulfil a condition, whose parts are all indexed.

    Raises `TooManyError` where more than ``most`` would have to be looked at.
    """
    wanted, unwanted = list(dict.fromkeys(where.wanted)), list(dict.fromkeys(where.unwanted))
    if not unwanted:
        return _count(corpus, wanted, most)
    # What is not wanted is mostly what was read, which is little.
    excluded = _count(corpus, [*wanted, either(unwanted)], most)
    return _count(corpus, wanted, most) - excluded


def _count(corpus: Corpus, wanted: Sequence[Part], most: int | None) -> int:
    if len(wanted) < 2:
        return how_many(corpus, wanted[0]) if wanted else total(corpus)
    within = [_within(part, wanted) for part in wanted]
    first = _fewest(corpus, within, most)
    others = Condition()
    for part, own in zip(wanted, within):
        if own is not first:
            others.ask(part)
    known = others.by_index()
    few = f"({first.stamps}) AS card" if known else f"({first.stamps}) AS few CROSS JOIN card ON card.stamp = few.stamp"
    where = known or others
    sql = f"SELECT count(*) FROM {few} WHERE {where.sql}"
    return int(corpus.rows(sql, [*first.stamped, *where.parameters])[0][0])


def _fewest(corpus: Corpus, parts: Sequence[Part], most: int | None) -> Part:
    """The part that the fewest cards fulfil: none is counted much farther than that one."""
    bound = _FIRST_BOUND
    if most is None and not any(part.span for part in parts):
        seen = [_newest(corpus, part) * _cost(part, parts) for part in parts]
        if max(seen) > _TELLING * (min(seen) + 1):
            return parts[seen.index(min(seen))]
    while most is None or bound <= most:
        few, part = min(((how_many(corpus, part, bound), part) for part in parts), key=lambda one: one[0])
        if few < bound:
            return part
        bound *= 8
    raise TooManyError


def _cost(part: Part, parts: Sequence[Part]) -> int:
    """What it takes to ask of a card that fulfils one part whether it fulfils the others, too."""
    return 1 if all(one.by_index for one in parts if one is not part) else _COST_OF_CARD


def _newest(corpus: Corpus, part: Part) -> int:
    """How many of the newest cards fulfil a part."""
    newest = f"(SELECT * FROM card ORDER BY stamp DESC LIMIT {_SAMPLE}) AS card"
    return int(corpus.rows(f"SELECT count(*) FROM {newest} WHERE {part.test}", part.parameters)[0][0])


def _within(part: Part, wanted: Sequence[Part]) -> Part:
    """A part of which only the stamps are had that lie where all that are wanted can lie."""
    spans = [one.span for one in wanted if one.span and one is not part]
    if not spans:
        return part
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    sql = f"SELECT stamp FROM ({part.stamps}) WHERE stamp >= ? AND stamp < ?"
    return part._replace(stamps=sql, stamped=(*part.stamped, first, last), others="")


def how_many(corpus: Corpus, part: Part, most: int | None = None) -> int:
    """How many cards fulfil one part, counted up to a number if one is given."""
    if most is not None:
        return int(corpus.rows(f"SELECT count(*) FROM ({part.stamps} LIMIT ?)", [*part.stamped, most])[0][0])
    if part.others and 2 * _newest(corpus, part) > _SAMPLE:  # those are fewer
        return total(corpus) - _every(corpus, part.others, part.stamped)
    return _every(corpus, part.stamps, part.stamped)


def _every(corpus: Corpus, stamps: str, parameters: Sequence[Any]) -> int:
    # A limit, even of none, would have SQLite hand each stamp on, which takes as long as to find it.
    return int(corpus.rows(f"SELECT count(*) FROM ({stamps})", parameters)[0][0])


def since(where: Condition, after: int) -> Condition:
    """The same condition on articles with a higher number only: those that came later."""
    test = "card.article > ?"
    late = Part(test, (after,), f"SELECT stamp FROM card WHERE {test}", (after,))
    parts, parameters = [*where.parts, test], [*where.parameters, after]
    return Condition(parts, parameters, [*where.wanted, late], where.unwanted)


@contextmanager
def in_time(corpus: Corpus, seconds: float) -> Iterator[None]:
    """Give up what takes longer. Raises `TooManyError`."""
    end = time.monotonic() + seconds
    corpus.connection.set_progress_handler(lambda: time.monotonic() > end, _INSTRUCTIONS)
    try:
        yield
    except Exception as error:
        if "interrupted" in str(error) and time.monotonic() > end:
            raise TooManyError from None
        raise
    finally:
        corpus.connection.set_progress_handler(None, 0)
