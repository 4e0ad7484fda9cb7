"""Words of a block, with their places in the text.

A word is compared in the form of the tables: composed, plain hyphens, no invisible characters, ss for ß, all
capitals written as a name. A word that is broken at a line end ("Wladiwos-⏎tok") is one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.gazetteer import comparable

_LETTERS = r"[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
_TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,}}|(?:St|Dr|Prof|Mr|Mrs|Ms)\.|[A-ZÄÖÜ]\.(?=[ \u00a0]?[A-ZÄÖÜ])|"
    rf"(?:[dlDL]['’](?=[A-ZÀ-Ý]))|{_LETTERS}+(?:(?:[-‐‑]\n(?!und\b|oder\b|sowie\b|bis\b)|[-‐‑'’ʼ])(?={_LETTERS}){_LETTERS}+)*[-‐‑]?"
)
LONGEST_WORD = 80
"""Longer runs of letters are no words; leaving them out keeps every later step linear."""

_BREAK = re.compile(r"[-‐‑]\n(?=[a-zäöüß])")
_SENTENCE = re.compile(r"[.!?:…„“”«»\"]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one block: where they start and end, and their comparable forms."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def adjacent(self, i: int) -> bool:
        """Whether only blanks stand between word ``i`` and the next one."""
        if i < 0 or i + 1 >= len(self.words):
            return False
        gap = self.text[self.ends[i] : self.starts[i + 1]]
        return gap == " " or (len(gap) < 8 and gap.isspace() and gap.count("\n") < 2)

    def opens_sentence(self, i: int) -> bool:
        """Whether word ``i`` is the first of its block, sentence or quotation."""
        if i == 0:
            return True
        gap = self.text[self.ends[i - 1] : self.starts[i]]
        return gap != " " and (len(gap) > 64 or bool(_SENTENCE.search(gap)))

    def before(self, i: int) -> str:
        """The word right before word ``i``, or nothing if there is none or a sign stands between."""
        return self.words[i - 1] if i > 0 and self.adjacent(i - 1) else ""

    def after(self, i: int) -> str:
        """The word right after word ``i``, or nothing."""
        return self.words[i + 1] if self.adjacent(i) else ""

    def raw(self, i: int) -> str:
        """Word ``i`` as it stands in the text."""
        return self.text[self.starts[i] : self.ends[i]]


def tokens(text: str, start: int, end: int) -> Tokens:
    """The words of ``text[start:end]``."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text, start, end):
        if match.end() - match.start() > LONGEST_WORD:
            continue
        starts.append(match.start())
        ends.append(match.end())
        words.append(_word(match.group()))
    return Tokens(text, starts, ends, words)


def _word(raw: str) -> str:
    if "\n" in raw:
        # "Jong-⏎un" keeps its hyphen: Korean syllables are short; other words are put together again.
        first = raw.partition("\n")[0]
        raw = raw.replace("\n", "") if len(first) < 6 and first[:1].isupper() else _BREAK.sub("", raw).replace("\n", "")
    return comparable(raw)
