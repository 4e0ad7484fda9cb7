"""The orders of lists: how a stretch of cards is read from any place on, in both directions, by an index.

A place in an order is a key: what the order goes by, and the stamp of the card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from reader.corpus.file import Corpus
from reader.corpus.parts import Condition

Sort = Literal["date", "title", "outlet", "added"]
Key = tuple[Any, ...]


class Order(NamedTuple):
    """What comes first: a column (``""``: only the stamp), whether it descends, and the index that has it so."""

    column: str = ""
    descends: bool = True
    way: str = ""

    @property
    def by(self) -> str:
        """What stands behind ORDER BY."""
        return f"{self.column}{' DESC' * self.descends}, card.stamp DESC" if self.column else "card.stamp DESC"


ORDERS: dict[Sort, Order] = {
    "date": Order(),
    "title": Order("sort", False, "card_by_title"),
    "outlet": Order("shelf", False, "card_by_outlet"),
    "added": Order("came", True, "card_by_coming"),
}


class _Arm(NamedTuple):
    """One stretch of the index."""

    test: str
    parameters: tuple[Any, ...]


class Walk:
    """The cards that fulfil a condition, in an order."""

    def __init__(self, corpus: Corpus, where: Condition, sort: Sort) -> None:
        self._corpus, self._where, self._order = corpus, where, ORDERS[sort]
        older = corpus.row("SELECT 1 FROM temp.sqlite_schema WHERE name = 'card'")
        # The planner knows nothing of how many fulfil a condition: it would sort them all.
        by_index = f"INDEXED BY {self._order.way}" if self._order.way else "NOT INDEXED"
        self._cards = "card" if older else f"card {by_index}"
        self._columns = f"{self._order.column}, card.stamp" if self._order.column else "card.stamp"

    def keys(self, begin: Key | None, limit: int, offset: int = 0, *, back: bool = False) -> list[Key]:
        """Keys from a key on, which counts as the first; from the first or last card without one."""
        found: list[Key] = []
        for arm in self._arms(begin, back):
            order = _turned(self._order.by) if back else self._order.by
            sql = f"SELECT {self._columns} {self._from(arm)} ORDER BY {order} LIMIT ? OFFSET ?"
            found += self._corpus.rows(sql, [*self._given(arm), limit - len(found), offset])
            if len(found) == limit:
                break
            offset = 0 if found or not offset else offset - self._number(arm)
        return found

    def before(self, key: Key) -> int:
        """How many cards come before a key."""
        return sum(map(self._number, self._arms(key, back=True))) - 1

    def key(self, stamp: int) -> Key | None:
        """The key of a card; ``None`` if it does not fulfil the condition."""
        sql = f"SELECT {self._columns} FROM card WHERE card.stamp = ? AND {self._where.sql}"
        return self._corpus.row(sql, [stamp, *self._where.parameters])

    def _number(self, arm: _Arm) -> int:
        return int(self._corpus.rows(f"SELECT count(*) {self._from(arm)}", self._given(arm))[0][0])

    def _from(self, arm: _Arm) -> str:
        return f"FROM {self._cards} WHERE {arm.test} AND {self._where.sql}"

    def _given(self, arm: _Arm) -> Sequence[Any]:
        return [*arm.parameters, *self._where.parameters]

    def _arms(self, begin: Key | None, back: bool) -> Iterator[_Arm]:
        """What is as the key in what the order goes by, then what is beyond it: one range of the index each."""
        column, stamps = self._order.column, ">=" if back else "<="
        if begin is None:
            yield _Arm("1", ())
            return
        yield _Arm(f"{column} = ? AND card.stamp {stamps} ?" if column else f"card.stamp {stamps} ?", begin)
        if column:
            yield _Arm(f"{column} {'<' if self._order.descends != back else '>'} ?", begin[:1])


def _turned(by: str) -> str:
    """An order from its end."""
    parts = (part.strip() for part in by.split(","))
    return ", ".join(part.removesuffix(" DESC") if part.endswith(" DESC") else f"{part} DESC" for part in parts)
