"""A million words, each with its word cluster, its kind and how common it is, in a packed table.

Words that stand in the same company share a cluster (Lawrow, Putin and Merkel do), and words that a language model
sees alike share a kind, so a name that the training texts do not hold is met as one of its like. Words are kept as
32-bit hashes: about one unknown word in 4,000 is taken for a known one.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

_BUCKETS = 1 << 16
_COMMONNESS_BITS = 6


NO_KIND = 0xFFFF


class Word(NamedTuple):
    """What is known of a word; commonness is 0 to 63, a quarter of a natural logarithm a step."""

    cluster: int
    commonness: int
    kind: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Hashes in buckets by their high half; ``values`` hold the index of the cluster and the commonness."""

    clusters: array[int]
    starts: array[int]
    lows: array[int]
    values: array[int]
    kinds: array[int]

    def find(self, word: str) -> Word | None:
        """A word as it is written, or nothing."""
        high, low = divmod(word_hash(word), _BUCKETS)
        end = self.starts[high + 1]
        at = bisect_left(self.lows, low, self.starts[high], end)
        if at == end or self.lows[at] != low:
            return None
        value = self.values[at]
        return Word(self.clusters[value >> _COMMONNESS_BITS], value & (1 << _COMMONNESS_BITS) - 1, self.kinds[at])


def word_hash(word: str) -> int:
    """The 32-bit number by which tables know a word or a feature."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def pack(words: Mapping[str, Word]) -> bytes:
    """The table of words as it is stored; of two words with one hash the first stays."""
    clusters = sorted({word.cluster for word in words.values()})
    index = {cluster: n for n, cluster in enumerate(clusters)}
    by_hash: dict[int, Word] = {}
    for spelling, word in words.items():
        by_hash.setdefault(word_hash(spelling), word)
    rows = sorted(by_hash.items())
    keys = [key for key, _ in rows]
    starts = array("I", (bisect_left(keys, high * _BUCKETS) for high in range(_BUCKETS + 1)))
    lows = array("H", (key % _BUCKETS for key in keys))
    values = array("H", (index[word.cluster] << _COMMONNESS_BITS | word.commonness for _, word in rows))
    kinds = array("H", (word.kind for _, word in rows))
    return b"".join(map(dump, (array("I", clusters), starts, lows, values, kinds)))


def unpack(data: bytes) -> Vocabulary:
    """The table that `pack` made."""
    clusters, at = load("I", data, 0)
    starts, at = load("I", data, at)
    lows, at = load("H", data, at)
    values, at = load("H", data, at)
    kinds, _ = load("H", data, at)
    return Vocabulary(clusters, starts, lows, values, kinds)


def dump(numbers: array[int]) -> bytes:
    """An array as little-endian bytes after their count."""
    return len(numbers).to_bytes(4, "little") + _little_endian(numbers).tobytes()


def load(code: str, data: bytes, at: int) -> tuple[array[int], int]:
    """The array that stands at byte ``at``, and where it ends."""
    numbers: array[int] = array(code)
    end = at + 4 + int.from_bytes(data[at : at + 4], "little") * numbers.itemsize
    numbers.frombytes(data[at + 4 : end])
    return _little_endian(numbers), end


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
