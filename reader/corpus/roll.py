"""A roll: who is called what, or who wrote what, as one long text that is looked through at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

BEFORE_ID = "\tX"
"""A letter that no folded text has: so an id is no word of its own."""


class Roll:
    """Folded texts, each with an id; one id may have several."""

    def __init__(self, lines: str) -> None:
        """``lines`` as `line` and SQL make them."""
        self._lines = lines

    def with_beginnings(self, wanted: Sequence[Sequence[str]]) -> Iterator[str]:
        """The ids of whose texts have a word that begins with one of each of some folded words, in their order."""
        # Short words are found often: one may stop soon.
        shortest, *others = sorted(wanted, key=lambda words: min(map(len, words), default=0))
        found = [frozenset(_ends(words).findall(self._lines)) for words in others]
        seen = set()
        for match in _ends(shortest).finditer(self._lines) if all(found) else ():
            id = match[1]
            if id not in seen and all(id in some for some in found):
                seen.add(id)
                yield id


def line(folded: str, id: str) -> str:
    """One text of a roll; its lines are joined by blanks."""
    return f"{' '.join(folded.split())}{BEFORE_ID}{id}"


def _ends(words: Iterable[str]) -> re.Pattern[str]:
    # A pattern is found quickest by what it begins with: what must stand before comes last.
    begins = "|".join(rf"{re.escape(word)}(?<!\w{re.escape(word)})" for word in words)
    return re.compile(rf"(?:{begins or '(?!)'})[^\t]*{BEFORE_ID}(\w+)")
