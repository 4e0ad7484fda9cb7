"""Which line of a head is the title, or that none is: a small net over what is seen of each line, in plain Python.

Each line is the sum of what was learnt of its features: some numbers of which those below nought are silent (a layer of
a net), and one that speaks for itself. Unlike a sum alone it can know that two signs together say something else than
each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from reader.structure import modelfile
from reader.structure.lanes import STEP, ZERO, Lanes
from reader.structure.weights import shares


@dataclass(frozen=True, slots=True)
class Net:
    """What was learnt: a row of `lanes` for each feature, the first of them the plain one; what the others are worth.

    ``start`` is the row with which every sum begins.
    """

    table: dict[str, int]
    lanes: Lanes
    start: int
    worth: tuple[float, ...]
    feature_code: str = ""

    def chances(self, rows: Sequence[Iterable[str]]) -> list[float]:
        """The chance of each row of features to be the right one; together they are 1."""
        return shares(list(map(self._said, rows)))

    def _said(self, features: Iterable[str]) -> float:
        plain, *hidden = self.lanes.numbers(sum(map(self.table.get, features, repeat(0)), self.start))
        heard = sum((number - ZERO) * worth for number, worth in zip(hidden, self.worth) if number > ZERO)
        return (plain - ZERO + heard) / STEP


def pack(rows: dict[str, Sequence[float]], start: Sequence[float], worth: Sequence[float], feature_code: str) -> bytes:
    """A net as it is stored: a head, the features, and their rows."""
    head = {"feature_code": feature_code, "worth": [round(value, 4) for value in worth]}
    lanes = Lanes(len(start))
    return modelfile.pack(head, rows, b"".join(map(lanes.row, (start, *rows.values()))))


def unpack(data: bytes) -> Net:
    """The net that `pack` made."""
    head, names, numbers = modelfile.unpack(data)
    lanes = Lanes(1 + len(head["worth"]))
    start, *rows = lanes.rows(numbers)
    return Net(dict(zip(names, rows, strict=True)), lanes, start, tuple(head["worth"]), head["feature_code"])
