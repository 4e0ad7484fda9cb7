"""Rows of numbers added up all at once: each number is a lane of one large whole number, which Python adds quickly."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct

STEP = 256
"""The numbers are whole ones, this many to the unit."""
_BITS = 32
ZERO = 1 << (_BITS - 1)
"""What nought is in a lane that is read."""


class Lanes:
    """Rows of so many numbers."""

    def __init__(self, count: int) -> None:
        self._numbers = Struct(f"<{count}I")
        self._middle = sum(ZERO << (_BITS * n) for n in range(count))
        self.size = self._numbers.size
        """Bytes of a row that is stored."""

    def row(self, values: Sequence[float]) -> bytes:
        """Some numbers as a row is stored."""
        total = sum(round(value * STEP) << (_BITS * n) for n, value in enumerate(values))
        return total.to_bytes(self.size, "little", signed=True)

    def rows(self, stored: bytes) -> list[int]:
        """What can be added up of rows that are stored one behind the other."""
        number, size = int.from_bytes, self.size
        return [number(stored[at : at + size], "little", signed=True) for at in range(0, len(stored), size)]

    def numbers(self, total: int) -> tuple[int, ...]:
        """The numbers of a sum, in steps, each `ZERO` too high."""
        return self._numbers.unpack((total + self._middle).to_bytes(self.size, "little"))
