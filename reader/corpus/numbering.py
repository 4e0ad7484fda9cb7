"""The numbers of articles in the index: they ascend with the date, so that what is newest is found first.

The index holds the steps between numbers, so these are small; but an article may come later than those that are newer,
so there is room in between: the more, the more time lies there.
"""

from __future__ import annotations

import sqlite3
from itertools import zip_longest

STAMP_BITS = 32
"""Of the stamp of a card, those below its minute."""
_MINUTES_OF_STEP = 4
_LONGEST_STEP = 1 << 20
_FIRST = 1 << 32
"""Of an index that grows by single articles: older ones may follow."""
_ALIKE = 1000
"""Articles of one minute that are looked at."""
_NEAR = 200
"""Numbers among which a free one is looked for before it may be farther off."""


def step(before: int, after: int) -> int:
    """How far the numbers of two articles lie apart, by their stamps."""
    minutes = (after >> STAMP_BITS) - (before >> STAMP_BITS)
    return 1 + min(minutes // _MINUTES_OF_STEP, _LONGEST_STEP)


def last(db: sqlite3.Connection) -> tuple[int, int]:
    """The highest number, and its stamp."""
    row = db.execute("SELECT number, stamp FROM indexed ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, 0)


def free(db: sqlite3.Connection, stamp: int) -> int:
    """A number for one article more: between the older and the newer ones, or near to that where no room is left."""
    older, newer = _neighbours(db, stamp)
    if newer is None:
        return older[0] + step(older[1], max(stamp, older[1])) if older else _FIRST
    if older is None:
        number = newer[0] - step(stamp, newer[1])
        return number if number > 0 else _near(db, 1)
    room = newer[0] - older[0] - 1
    if room < 1:
        return _near(db, newer[0])
    behind, ahead = step(older[1], max(stamp, older[1])), step(stamp, newer[1])
    return older[0] + max(1, min(room, room * behind // (behind + ahead)))


_Entered = tuple[int, int]
"""The number and the stamp of an article."""


def _neighbours(db: sqlite3.Connection, stamp: int) -> tuple[_Entered | None, _Entered | None]:
    """The first article of a later minute, and the one with the number before."""
    later = (stamp >> STAMP_BITS) + 1 << STAMP_BITS
    # Those of one minute have their numbers in no order.
    (number, newer_stamp) = db.execute(
        "SELECT min(number), min(stamp) FROM (SELECT number, stamp FROM indexed WHERE stamp >= ?1 AND stamp < "
        f"((SELECT min(stamp) FROM indexed WHERE stamp >= ?1) >> {STAMP_BITS}) + 1 << {STAMP_BITS} LIMIT {_ALIKE})",
        (later,),
    ).fetchone()
    newer = (number, newer_stamp) if number is not None else None
    bound, values = ("WHERE number < ?", newer[:1]) if newer else ("", ())
    older = db.execute(f"SELECT number, stamp FROM indexed {bound} ORDER BY number DESC LIMIT 1", values).fetchone()
    return older, newer


def _near(db: sqlite3.Connection, number: int) -> int:
    """The first free number found around one that is not; what is crowded is left behind in ever longer leaps."""
    leap = 0
    while True:
        for start, way in ((number - leap, -1), (number + leap, 1)):
            hole = _hole(db, start, way)
            if hole is not None:
                return hole
        leap = 2 * leap + _NEAR


def _hole(db: sqlite3.Connection, start: int, way: int) -> int | None:
    """The first number that is free from one on, upwards or downwards, if it is near."""
    sql = "number >= ? ORDER BY number" if way > 0 else "number <= ? ORDER BY number DESC"
    taken = [row[0] for row in db.execute(f"SELECT number FROM indexed WHERE {sql} LIMIT {_NEAR}", (start,))]
    expected = range(start, start + way * _NEAR, way)
    hole = next((free for free, number in zip_longest(expected, taken) if free != number), None)
    return hole if hole is not None and hole > 0 else None


def is_in_disorder(db: sqlite3.Connection) -> bool:
    """Whether so many articles had no room where they belong that the numbers should be given anew."""
    earlier, every = db.execute(
        f"SELECT count(*) FILTER (WHERE stamp >> {STAMP_BITS} < before >> {STAMP_BITS}), count(*) "
        "FROM (SELECT stamp, max(stamp) OVER (ORDER BY number) AS before FROM indexed)"
    ).fetchone()
    return bool(earlier * _BEARABLE > every)


_BEARABLE = 100
"""One article in so many may stand elsewhere than by its date."""
