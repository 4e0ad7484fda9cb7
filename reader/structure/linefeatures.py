"""What the judge of lines sees of each line: the first look, its form, its words, its place and its company.

A feature is a short string whose first sign names its sort. What the rules made of a line in the end is left out, and
so are blank lines: on pages that nobody has tuned the rules to, the judge does better without.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from reader import words
from reader.structure import asides, title
from reader.structure.lines import Unit

Said = tuple[str, str]
"""What a line is at first look: its kind, and why."""

PROSE = 100
"""Characters of a line that is prose by its length."""
WORDY = 120
"""Characters of a line that is not looked at word by word any more."""
LOOKED = 1_000
"""Characters of a line that are looked at."""
BEGINNING, FEW = 120, 400
"""Characters whose form is looked at, and in which sentences are counted."""
WINDOW = 4
"""Lines before and behind that are its company."""

_LENGTHS = (5, 12, 20, 30, 45, 60, 80, 110, 160, 250, 400)
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?…][»«”“\"'’)]*\s+[^\W\d_a-zäöüа-я]|[.!?…][»«”“\"'’)]*\s+[„“\"»«]")
_END = re.compile(r"[.!?…][»«”“\"'’)\]]*$")
_DIGITS = (("c", re.compile(r"\d{1,2}[.:]\d\d")), ("Y", re.compile(r"\b(?:19|20)\d\d\b")))
_SITE = re.compile(r"https?:|www\.|\w\.(?:de|com|ch|at|net|org|fr|co|it|ua|ru)\b|@")
_SIGNS = '©|·/+#→>»«„“"?!%€(:…'
_QUOTES = '„“”«»"'


class View(NamedTuple):
    """The features of a line: its own, and those that its neighbours see too."""

    own: list[str]
    near: tuple[str, ...]


def views(units: Sequence[Unit], first: Sequence[Said]) -> list[View]:
    """What is seen of each unit by itself; ``first`` is what they were at first look."""
    page = _Page(units, first)
    return [_view(page, i) for i in range(len(units))]


def features(seen: Sequence[View]) -> Iterator[list[str]]:
    """All features of each line, those of its neighbours with their distance before them."""
    last = len(seen) - 1
    for i, view in enumerate(seen):
        out = view.own
        for distance in (-2, -1, 1, 2):
            if 0 <= i + distance <= last:
                sign = f"{distance}"
                out = out + [sign + feature for feature in seen[i + distance].near]
            else:
                out = [*out, f"{distance}|"]
        yield out


class _Page:
    """What must be known of all lines to see one of them."""

    def __init__(self, units: Sequence[Unit], first: Sequence[Said]) -> None:
        self.units, self.first = units, first
        self.texts = [u.text[:LOOKED] for u in units]
        self.long = [len(u.text) >= PROSE for u in units]
        self.before = [0, *accumulate(self.long)]
        self.stems = [title.stems(text) for text in self.texts]
        self.often = Counter(s for own, long in zip(self.stems, self.long) if long for s in own)
        self.same = Counter(words.bare(text) for text in self.texts if len(text) < 200)
        self.head = next((i for i, u in enumerate(units) if u.kind == "title"), None)
        self.chars = [0, *accumulate(len(t) if long else 0 for t, long in zip(self.texts, self.long))]
        self.runs = _runs(self.long)
        self.labels = _labels(first, self.long)


def _runs(long: Sequence[bool]) -> list[tuple[int, int]]:
    """For each line where the run of lines of its sort, long or short, begins and ends."""
    out: list[tuple[int, int]] = []
    for i in range(1, len(long) + 1):
        if i == len(long) or long[i] != long[len(out)]:
            out += [(len(out), i)] * (i - len(out))
    return out


def _labels(first: Sequence[Said], long: Sequence[bool]) -> Iterator[str]:
    """For each line what the last line of the page before it was there for, since the last paragraph."""
    label = ""
    for (kind, why), is_long in zip(first, long):
        yield label
        if is_long and kind == "prose":
            label = ""
        elif why and kind in ("boilerplate", "navigation", "source-note", "byline"):
            label = why


def _view(page: _Page, i: int) -> View:
    text, (kind, why) = page.texts[i], page.first[i]
    size, end = f"l{bisect_right(_LENGTHS, len(text))}", "e" + _ending(text)
    near = ("j" + kind, "y" + why, size, end, *(_opening(text) if len(text) < 40 else ()))
    own = [*near[:4], "z" + kind + why, "z" + kind + size, "z" + kind + end, size + end]
    own += _form(text, size)
    own += _place(page, i, size)
    own += _company(page, i)
    if len(text) < WORDY:
        own += _words(text)
    return View(own, near)


def _ending(text: str) -> str:
    if _END.search(text[-6:]):
        return "…" if text.endswith(("…", "...")) else "?" if "?" in text[-2:] else "."
    last = text[-1:]
    return last if last in ":,;-|)" else "d" if last.isdigit() else "a"


def _opening(text: str) -> Iterator[str]:
    found = _WORD.findall(text.lower())[:3]
    if found:
        yield "<" + found[0]
        yield "=" + " ".join(found)


def _form(whole: str, size: str) -> Iterator[str]:
    text = whole[:BEGINNING]
    parts = text.split()
    count = max(1, len(parts))
    little = words.word_list("stopwords")
    small = f"f{min(4, 8 * sum(p.strip(_EDGES).lower() in little for p in parts) // count)}"
    begin = text[:1]
    yield "b" + ("U" if begin.isupper() else "l" if begin.islower() else "d" if begin.isdigit() else begin)
    yield small
    yield small + size
    yield f"a{round(4 * sum(map(str.isalpha, text)) / max(1, len(text)))}"
    yield f"t{round(4 * sum(p[0].isupper() for p in parts) / count)}"
    yield f"n{min(count, 8)}"
    yield f"s{min(3, len(_STOP.findall(whole[:FEW])))}"
    yield f"o{begin in _QUOTES}{whole[-1:] in _QUOTES}"
    if text.isupper():
        yield "C"
    if _SITE.search(text):
        yield "W"
    yield from (name for name, pattern in _DIGITS if pattern.search(text))
    yield from ("h" + sign for sign in _SIGNS if sign in text)


_EDGES = '.,;:!?"»«„“'


def _place(page: _Page, i: int, size: str) -> Iterator[str]:
    """Where a line stands: before, among or behind the long ones, in the run of its sort, from the title on."""
    before, behind = page.before[i], page.before[-1] - page.before[i + 1]
    sort, count, (start, end) = "p" if page.long[i] else "s", len(page.units), page.runs[i]
    where = "mid" if before and behind else "post" if before else "pre" if behind else "all"
    yield "P" + where + sort
    yield "P" + where + size
    yield "P" + where + page.first[i][0]
    yield f"R{where}{min(6, end - start)}{sort}"
    yield f"u{min(i - start, 4)}{sort}"
    yield f"v{min(end - 1 - i, 4)}{sort}"
    yield f"B{min(before, 4)}"
    yield f"A{min(behind, 4)}"
    yield f"T{min(i, 6)}"
    yield f"E{min(count - 1 - i, 6)}"
    yield f"Q{8 * i // count}"
    yield f"I{'-' if page.head is None else max(-3, min(i - page.head, 7))}{sort}"


def _company(page: _Page, i: int) -> Iterator[str]:
    """What a line has in common with the others: words, repetition, whom it speaks to, how much prose is near."""
    text, long, own = page.texts[i], page.long[i], page.stems[i]
    sort = "p" if long else "s"
    yield "L" + next(page.labels)
    if own:
        yield f"x{4 * sum(page.often[s] > long for s in own) // len(own)}{sort}"
        yield from _beside(page, i, sort)
    if page.head is not None:
        yield f"X{min(2, len(own & page.stems[page.head]))}{sort}"
    first, last = max(0, i - WINDOW), min(len(page.units), i + WINDOW + 1)
    near = page.chars[last] - page.chars[first] - (len(text) if long else 0)
    yield f"d{min(6, near // 250)}{sort}"
    if len(text) < 200 and page.same[words.bare(text)] > 1:
        yield "D"
    if 60 <= len(text) < 400 and asides.speaks_of_us(text):
        yield "M" + sort
        if long and asides.speaks_to_reader(text):
            yield "MM"


def _beside(page: _Page, i: int, sort: str) -> Iterator[str]:
    """How much a line shares with the last line of the run before its own and the first of the run behind."""
    own, (start, end) = page.stems[i], page.runs[i]
    before = i - 1 if page.long[i] and i > start else start - 1
    behind = i + 1 if page.long[i] and i + 1 < end else end
    for sign, at in (("-", before), ("+", behind)):
        if 0 <= at < len(page.units) and page.long[at]:
            yield f"g{sign}{min(3, 4 * len(own & page.stems[at]) // min(len(own), 8))}{sort}"


def _words(text: str) -> Iterator[str]:
    found = ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())[:14]]
    if found:
        yield from ("w" + word for word in dict.fromkeys(found))
        yield "<" + found[0]
        yield ">" + found[-1]
        yield "<" + " ".join(found[:2])
