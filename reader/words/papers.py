"""Names that are those of papers: known ones, and those that end as papers are called."""

from __future__ import annotations

import re
from functools import cache

from reader import words

SHORTEST = 3
"""Letters of a known name."""
LONG = 6
"""Letters of a known name that is a common word, too."""


def is_paper(name: str) -> bool:
    """Whether a name is that of a known paper and no common word, or ends as names of papers do."""
    return len(name) >= SHORTEST and (words.outlets().get(name) is False or is_called_so(name))


def is_beside_day(name: str) -> bool:
    """Whether a name that stands alone with a day is that of a paper: of common words, those that say little else."""
    if words.outlets().get(name) is not True:
        return is_paper(name)
    if " " in name or name.isupper():
        return True
    return len(name) >= LONG and not (
        name in words.nouns() or name in words.given_names() or name.casefold() in words.word_set("rubrics")
    )


def is_called_so(name: str) -> bool:
    """Whether a name is made as those of papers are (``Neue Hallumer Zeitung``, ``Le Courrier du Port``)."""
    found = _CALLED.fullmatch(name) or _CALLED_OF.fullmatch(name)
    return found is not None and found["word"].casefold() in paper_words()


@cache
def paper_words() -> frozenset[str]:
    """Words that papers are called by (``kurier``), in small letters."""
    return frozenset(words.lists("common")["paper_words"].split())


_CALLED = re.compile(r"(?:[^\W\d_a-zäöü][\w-]+\s){1,3}(?P<word>[^\W\d_a-zäöü]\w+)")
_CALLED_OF = re.compile(
    r"(?:L[ea]\s|L['’])(?P<word>[^\W\d_a-zäöü]\w+)\s(?:d[eu]s?\s(?:la\s)?|d['’])[^\W\d_a-zäöü][\w-]+"
)
