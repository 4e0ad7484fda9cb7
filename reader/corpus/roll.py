"""A roll: who is called what, or who wrote what, as one long text that is looked through at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

BEFORE_ID = "\tX"
"""A letter that no folded text has: so an id is no word of its own."""


class Roll:
    """Folded texts, each with an id of its own."""

    def __init__(self, lines: Iterable[str]) -> None:
        """``lines`` as `line` makes them."""
        self._lines = "\n".join(lines)

    def with_beginnings(self, wanted: Sequence[Sequence[str]]) -> Iterator[str]:
        """The ids of whose texts have a word that begins with one of each of some folded words, in their order.

        They are looked for as far as they are asked for.
        """
        # Long words are found seldom, and the others are looked for only beside them.
        longest, *others = sorted(wanted, key=lambda words: -min(map(len, words), default=0))
        besides = [re.compile(_begins(words)) for words in others]
        for match in re.finditer(rf"{_begins(longest)}[^\t]*{BEFORE_ID}(\w+)", self._lines):
            start = self._lines.rfind("\n", 0, match.start()) + 1
            if all(one.search(self._lines, start, match.start(1)) for one in besides):
                yield match[1]


def line(folded: str, id: str) -> str:
    """One text of a roll; its lines are joined by blanks."""
    return f"{' '.join(folded.split())}{BEFORE_ID}{id}"


def _begins(words: Iterable[str]) -> str:
    # A pattern is found quickest by what it begins with: what must stand before comes last.
    begins = "|".join(rf"{re.escape(word)}(?<!\w{re.escape(word)})" for word in words)
    return f"(?:{begins or '(?!)'})"
