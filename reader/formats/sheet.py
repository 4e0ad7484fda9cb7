"""The sheet an adapter writes on: lines of canonical text, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader import text
from reader.records import Block

_BLANKS = re.compile(r"(?: ?[\t\n\r\f]| {2})[ \t\n\r\f]*+")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
"""What canonical text has none of, beside line ends; most lines have none either and need no second look."""


def flat(words: str) -> str:
    """Words on one line. A no-break space is a character like others, but a line of nothing else is blank."""
    return _BLANKS.sub(" ", words).strip()


def harmless(words: str) -> str:
    """Words from metadata as the text holds them: no control characters, on one line."""
    return flat(text.canonical(words)) if _ODD.search(words) else flat(words)


class Sheet:
    """Text that grows line by line, with the blocks of it. Offsets are those of the finished text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, words: str, kind: str = "", end: str = "\n\n") -> None:
        """Put down a line (or several as one block). Blank ones are left out."""
        # Line by line, since the text as a whole may no more change its length once there are offsets.
        clean = (text.canonical(words).strip("\ufeff") if _ODD.search(words) else words).strip()
        if not clean:
            return
        if kind:
            self.blocks.append(Block(kind, self._length, self._length + len(clean)))
        self._parts.append(clean + end)
        self._length += len(clean) + len(end)

    def take(self, written: str, blocks: Iterable[Block]) -> None:
        """Put down what stands on another sheet. ``written`` is canonical."""
        self.blocks.extend(_moved(blocks, self._length))
        self._parts.append(written)
        self._length += len(written)


def _moved(blocks: Iterable[Block], by: int) -> Iterator[Block]:
    return (Block(b.kind, b.start + by, b.end + by) for b in blocks)
