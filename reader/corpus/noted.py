"""What all notes and highlights say, by its terms, and where it is found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.corpus.annotations import KINDS
from reader.corpus.file import Corpus
from reader.corpus.remembered import remembered
from reader.corpus.sayings import Sayings
from reader.corpus.ways import PARTS, Way
from reader.journal import ID_LENGTH
from reader.query import Term

# In the order of `annotations.kept`.
_SAID = (
    "SELECT row, subject, tbl, json_extract(value, '$.body'), json_extract(value, '$.anchor.quote') FROM state "
    f"WHERE {KINDS} ORDER BY modified DESC, substr(heads, -{ID_LENGTH}) DESC"
)


class Said(NamedTuple):
    """Of which note a writing is, and on what; and whether a person wrote it or marked it."""

    note: str
    subject: str
    is_own: bool


class Noted:
    """All that is said in notes, and in highlights and the passages these are on; the newest first."""

    def __init__(self, corpus: Corpus) -> None:
        self.said: list[Said] = []
        writings: list[str] = []
        for row, subject, table, body, quote in corpus.rows(_SAID):
            for text, is_own in ((body, True), (quote if table == "highlight" else "", False)):
                if text:
                    self.said.append(Said(row, subject, is_own))
                    writings.append(str(text))
        self.sayings = Sayings(writings)

    def begun(self, words: Sequence[str]) -> Iterator[str]:
        """The notes in which a person wrote words that begin with each of some terms; all without any."""
        found = [self.sayings.saying([Way((word,), prefix=True)]) for word in words]
        places = sorted(set.intersection(*found)) if found else range(len(self.said))
        return (self.said[place].note for place in places if self.said[place].is_own)


def noted(corpus: Corpus) -> Noted:
    """What all notes and highlights now say."""
    return remembered(corpus, Noted)


def articles(corpus: Corpus, term: Term) -> str:
    """The articles on which a person wrote what is looked for, as JSON."""
    all_of_them = noted(corpus)
    wish = all_of_them.sayings.wish(corpus, term)
    found = (all_of_them.said[place] for place in all_of_them.sayings.saying(wish.ways(PARTS)))
    return json.dumps(sorted({one.subject for one in found if one.is_own}))
