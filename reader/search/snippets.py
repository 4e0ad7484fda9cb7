"""The stretch of a text that shows best why it was found, with the words that were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.corpus.ways import Way
from reader.search.glance import glance, stretches
from reader.terms import Span, Word, words

LENGTH = 160
"""Characters of a snippet."""
_LOOKED_AT = 300_000
"""Characters of a text in which words are looked for: what stands farther behind is found, but not shown."""
_MARKS = 64
_SEAM = 64
"""Characters on each side of a place that are looked at to see whether a sentence ends there."""
_SENTENCE_END = re.compile(r"[.!?:…][\"'“”„«»‘’)\]]*$")


class _Mark(NamedTuple):
    start: int
    end: int
    clause: int


class Marker:
    """Finds in texts what each clause of a query may be said by."""

    def __init__(self, clauses: Sequence[Iterable[Way]]) -> None:
        self._clauses = len(clauses)
        self._terms: dict[str, int] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._phrases: dict[str, list[tuple[Way, int]]] = {}
        self._said: set[str] = set()
        for number, ways in enumerate(clauses):
            for way in ways:
                self._add(way, number)
        self._beginnings = tuple(prefix for prefix, _ in self._prefixes)
        self._longest = max((len(way.terms) for some in self._phrases.values() for way, _ in some), default=1)

    def _add(self, way: Way, number: int) -> None:
        if len(way.terms) > 1:
            self._phrases.setdefault(way.terms[-1] if not way.prefix else "", []).append((way, number))
        elif way.prefix:
            self._prefixes.append((way.terms[0], number))
        else:
            self._terms.setdefault(way.terms[0], number)
        self._said.update(way.terms)

    @cached_property
    def _glance(self) -> re.Pattern[str] | None:
        return glance(self._said)

    def marks(self, text: str) -> Iterator[_Mark]:
        """The places that say what was asked for, in the order of their ends."""
        some = False
        for start, end in stretches(self._glance, text) if self._glance else ():
            for mark in self._marks(text[start:end]):
                some = True
                yield _Mark(start + mark.start, start + mark.end, mark.clause)
        if not some:
            yield from self._marks(text)

    def _marks(self, text: str) -> Iterator[_Mark]:
        before: list[Word] = []
        for word in words(text):
            number = self._terms.get(word.term)
            if number is None and self._prefixes and word.term.startswith(self._beginnings):
                number = next((n for prefix, n in self._prefixes if word.term.startswith(prefix)), None)
            if number is not None:
                yield _Mark(word.start, word.end, number)
            if self._phrases and not word.joined:
                before = [*before[1 - self._longest :], word] if self._longest > 1 else [word]
                yield from self._ended(before)

    def _ended(self, before: Sequence[Word]) -> Iterator[_Mark]:
        for key in (before[-1].term, ""):
            for way, number in self._phrases.get(key, ()):
                said = before[-len(way.terms) :]
                if len(said) == len(way.terms) and _is_said(way, [word.term for word in said]):
                    yield _Mark(said[0].start, said[-1].end, number)

    def snippet(self, text: str) -> tuple[str, tuple[Span, ...]]:
        """The first stretch that has most of the clauses, and where its matches stand in it."""
        marks: list[_Mark] = []
        for mark in self.marks(text[:_LOOKED_AT]):
            marks.append(mark)
            if len(marks) >= _MARKS or (mark.start - marks[0].start < LENGTH // 2 and self._is_all(marks)):
                break
        if not marks:
            return _shown(text, 0, _word_ends(text, min(len(text), LENGTH), 0), ())
        first = max(range(len(marks)), key=lambda at: (len(_near(marks, at)), -at))
        near = marks[first].start
        return cut(text, [(m.start, m.end) for m in self._around(text, near)] or [(near, marks[first].end)])

    def _is_all(self, marks: Sequence[_Mark]) -> bool:
        return len({mark.clause for mark in marks}) == self._clauses

    def _around(self, text: str, near: int) -> list[_Mark]:
        """All marks of the stretch, those that end behind the last one that was needed among them."""
        marks = self.marks(text[near : near + 2 * LENGTH])
        return [_Mark(near + mark.start, near + mark.end, mark.clause) for mark in marks]


def _is_said(way: Way, terms: list[str]) -> bool:
    if way.prefix:
        return tuple(terms[:-1]) == way.terms[:-1] and terms[-1].startswith(way.terms[-1])
    return tuple(terms) == way.terms


def _near(marks: Sequence[_Mark], at: int) -> set[int]:
    """The clauses that are said in the stretch that begins with a mark."""
    found = set()
    for mark in marks[at:]:
        if mark.end > marks[at].start + LENGTH * 2 // 3:
            break
        found.add(mark.clause)
    return found


def cut(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """A stretch of text around the first of some spans, with those that are in it."""
    start = _word_begins(text, max(0, spans[0][0] - LENGTH // 3), spans[0][0])
    end = _word_ends(text, min(len(text), start + max(LENGTH, spans[0][1] - start)), spans[0][1])
    return _shown(text, start, end, [(s, e) for s, e in apart(spans) if s >= start and e <= end])


def _shown(text: str, start: int, end: int, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
    """A stretch on one line, with a sign where it parts a sentence, and spans of the text as they stand in it."""
    before, behind = "" if _is_seam(text, start) else "… ", "" if _is_seam(text, end) else " …"
    said = text[start:end].rstrip()
    told = said.lstrip()
    ahead = len(before) - (start + len(said) - len(told))
    return before + _one_line(told) + behind, tuple((s + ahead, e + ahead) for s, e in spans)


def _is_seam(text: str, at: int) -> bool:
    """Whether a sentence or a line ends at a place, or the text itself."""
    left, right = text[max(0, at - _SEAM) : at], text[at : at + _SEAM]
    said, goes_on = left.rstrip(), right.lstrip()
    blanks = left[len(said) :] + right[: len(right) - len(goes_on)]
    return not (said and goes_on) or "\n" in blanks or _SENTENCE_END.search(said) is not None


def _word_begins(text: str, start: int, first: int) -> int:
    """The first place from an offset on where a word begins, but not behind the first match."""
    if start == 0 or text[start - 1].isspace():
        return start
    return next((at + 1 for at in range(start, first) if text[at].isspace()), start)


def _word_ends(text: str, end: int, first: int) -> int:
    """The last place up to an offset where a word has ended, but not before the end of the first match."""
    if end == len(text) or text[end].isspace():
        return end
    return next((at for at in range(end - 1, first, -1) if text[at].isspace()), end)


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans without those that overlap an earlier or longer one."""
    at = -1
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if start >= at:
            yield start, end
            at = end


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
