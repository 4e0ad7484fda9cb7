"""What the judge of lines sees of each line: the first look, its form, its words, its place and its company.

A feature is a short string whose first sign names its sort. What the rules made of a line in the end is left out, and
so are blank lines: on pages that nobody has tuned the rules to, the judge does better without.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress, repeat
from typing import NamedTuple

from reader import words
from reader.structure import asides, heads, pictured, voice
from reader.structure.lines import Unit

Said = tuple[str, str]
"""What a line is at first look: its kind, and why."""

PROSE = 100
"""Characters of a line that is prose by its length."""
WORDY = 120
"""Characters of a line that is not looked at word by word any more."""
LOOKED = 1_000
"""Characters of a line that are looked at."""
FIRST = 14
"""Words of a short line that are looked at."""
WIDE = 300
"""Characters of a long line whose words are seen by the net."""
BEGINNING, FEW = 120, 400
"""Characters whose form is looked at, and in which sentences are counted."""
REPEATED = 30
"""Characters that a line which stands again at the beginning of the next has at least."""
REPEATED_START = 40
"""Characters with which another line of the page begins, too, if both say the same."""
LINE = 120
"""Characters of a line in which such a beginning stands, however wide its blanks are."""
SENTENCE = 40
"""Characters of a line from which on it is heard how it speaks; shorter ones are known by their words."""
WINDOW = 4
"""Lines before and behind that are its company."""

_LENGTHS = (5, 12, 20, 30, 45, 60, 80, 110, 160, 250, 400)
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?…][»«”“\"'’)]*\s+(?:[^\W\d_a-zäöüа-я]|[„“\"»«])")
_END = re.compile(r"[.!?…][»«”“\"'’)\]]*$")
_DIGIT, _CLOCK, _YEAR = re.compile(r"\d"), re.compile(r"\d{1,2}[.:]\d\d"), re.compile(r"\b(?:19|20)\d\d\b")
# Each way begins with a sign that is to be found quickly.
_SITE = re.compile(r"https?:|www\.|\.(?<=\w\.)(?:de|com|ch|at|net|org|fr|co|it|ua|ru)\b|@")
_SIGNS = tuple((sign, "h" + sign) for sign in '©|·/+#→>»«„“"?!%€(:…')
_QUOTES = '„“”«»"'


class View(NamedTuple):
    """The features of a line: its own, and those that its neighbours see too."""

    own: list[str]
    near: tuple[str, ...]


NEAR = (-2, -1, 1, 2)
"""How far from a line its neighbours are seen."""
NOTHING = "|"
"""What is seen of a neighbour where the page ends."""


def views(units: Sequence[Unit], first: Sequence[Said]) -> list[View]:
    """What is seen of each unit by itself; ``first`` is what they were at first look."""
    page = _Page(units, first)
    return [_view(page, i, label) for i, label in enumerate(_labels(first, page.long))]


def features(seen: Sequence[View]) -> Iterator[list[str]]:
    """All features of each line, those of its neighbours with their distance before them."""
    for i, view in enumerate(seen):
        out = [*view.own]
        for distance in NEAR:
            there = seen[i + distance].near if 0 <= i + distance < len(seen) else (NOTHING,)
            out += [f"{distance}{feature}" for feature in there]
        yield out


class _Page:
    """What must be known of all lines to see one of them."""

    def __init__(self, units: Sequence[Unit], first: Sequence[Said]) -> None:
        self.count, self.first = len(units), first
        self.texts = [u.text[:LOOKED] for u in units]
        self.long = [len(u.text) >= PROSE for u in units]
        self.before = [0, *accumulate(self.long)]
        self.stems = [heads.stems(text) for text in self.texts]
        self.said, self.said_again = _heard(compress(self.stems, self.long))
        self.same = Counter(words.bare(text) for text in self.texts if len(text) < 200)
        self.head = next((i for i, u in enumerate(units) if u.kind == "title"), None)
        self.chars = [0, *accumulate(len(t) if long else 0 for t, long in zip(self.texts, self.long))]
        self.runs = _runs(self.long)
        self.main = _main_run(self.texts, first)
        self.told, self.told_again = _heard(self.stems[self.main.start : self.main.stop])
        self.starts = [words.bare(text[:LINE])[:REPEATED_START] for text in self.texts]
        self.begins = Counter(s for s, text in zip(self.starts, self.texts) if len(text) >= REPEATED_START)
        self.closed = list(_closed(first))


def _heard(lines: Iterable[frozenset[str]]) -> tuple[set[str], set[str]]:
    """The words of some lines, and those of more than one of them."""
    once, again = set[str](), set[str]()
    for said in lines:
        again.update(once & said)
        once.update(said)
    return once, again


def _main_run(texts: Sequence[str], first: Sequence[Said]) -> range:
    """The run of prose with the most characters; one other line may stand between two paragraphs."""
    best, most, start, chars, gap = range(0), 0, 0, 0, 2
    for i, (text, (kind, _)) in enumerate(zip(texts, first)):
        if kind != "prose":
            gap += 1
            continue
        start, chars = (i, 0) if gap > 1 else (start, chars)
        chars, gap = chars + len(text), 0
        if chars > most:
            best, most = range(start, i + 1), chars
    return best


def _closed(first: Sequence[Said]) -> Iterator[int | None]:
    """For each line how many of prose stand between it and the agency or author who signed the text above it."""
    since, prose = None, 0
    for kind, why in first:
        yield since
        if kind == "byline" and why in ("agency", "mark", "signed") and prose > 1:
            since = 0
        elif kind == "prose":
            prose, since = prose + 1, None if since is None else since + 1


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


class _Alone(NamedTuple):
    """What is seen of a line by its text alone."""

    size: str
    end: str
    opening: tuple[str, ...]
    form: list[str]
    sound: str
    words: list[str]


@lru_cache(512)
def _alone(text: str) -> _Alone:
    """A line by itself: those of menus and feet stand on many pages."""
    size, end = _SIZES[bisect_right(_LENGTHS, len(text))], "e" + _ending(text)
    opening = _opening(text) if len(text) < SENTENCE else ()
    return _Alone(size, end, opening, _form(text, size), pictured.sound(text), _words(text))


def _view(page: _Page, i: int, label: str) -> View:
    text, (kind, why) = page.texts[i], page.first[i]
    alone = _alone(text)
    size, end = alone.size, alone.end
    form = ("j" + kind, "y" + why, size, end)
    sort = "p" if page.long[i] else "s"
    said = [] if len(text) < SENTENCE else [*voice.sounds(text, sort), *(["K"] if page.closed[i] is not None else [])]
    near = (*form, *alone.opening) if len(text) < SENTENCE else (*form, *said)
    own = [*form, "z" + kind + why, "z" + kind + size, "z" + kind + end, size + end, "L" + label]
    own += said
    own += alone.form
    own += _place(page, i, kind, size)
    own += _company(page, i)
    own += _main(page, i, kind, size)
    if len(text) < pictured.LONGEST:
        own += _pictured(page, i, alone.sound, end)
    own += alone.words
    return View(own, near)


_SIZES = tuple(f"l{n}" for n in range(len(_LENGTHS) + 1))


def _ending(text: str) -> str:
    if _END.search(text[-6:]):
        return "…" if text.endswith(("…", "...")) else "?" if "?" in text[-2:] else "."
    last = text[-1:]
    return last if last in ":,;-|)" else "d" if last.isdigit() else "a"


def _opening(text: str) -> tuple[str, ...]:
    found = _WORD.findall(text.lower())[:3]
    return ("<" + found[0], "=" + " ".join(found)) if found else ()


def _form(whole: str, size: str) -> list[str]:
    text = whole[:BEGINNING]
    parts = text.split()
    count = max(1, len(parts))
    little = words.word_list("stopwords")
    small = f"f{min(4, 8 * sum([p.strip(_EDGES) in little for p in text.lower().split()]) // count)}"
    begin = text[:1]
    out = [
        "b" + ("U" if begin.isupper() else "l" if begin.islower() else "d" if begin.isdigit() else begin),
        small,
        small + size,
        f"a{round(4 * sum(map(str.isalpha, text)) / max(1, len(text)))}",
        f"t{round(4 * sum([p[0].isupper() for p in parts]) / count)}",
        f"n{min(count, 8)}",
        f"s{min(3, len(_STOP.findall(whole[:FEW])))}",
        f"o{begin in _QUOTES}{whole[-1:] in _QUOTES}",
    ]
    if text.isupper():
        out.append("C")
    if _SITE.search(text):
        out.append("W")
    if _DIGIT.search(text):
        out += [name for name, pattern in (("c", _CLOCK), ("Y", _YEAR)) if pattern.search(text)]
    return out + [name for sign, name in _SIGNS if sign in text]


_EDGES = '.,;:!?"»«„“'


def _place(page: _Page, i: int, kind: str, size: str) -> tuple[str, ...]:
    """Where a line stands: before, among or behind the long ones, in the run of its sort, from the title on."""
    before, behind = page.before[i], page.before[-1] - page.before[i + 1]
    sort, (start, end) = "p" if page.long[i] else "s", page.runs[i]
    where = "mid" if before and behind else "post" if before else "pre" if behind else "all"
    return (
        "P" + where + sort,
        "P" + where + size,
        "P" + where + kind,
        f"R{where}{min(6, end - start)}{sort}",
        f"u{min(i - start, 4)}{sort}",
        f"v{min(end - 1 - i, 4)}{sort}",
        f"B{min(before, 4)}",
        f"A{min(behind, 4)}",
        f"T{min(i, 6)}",
        f"E{min(page.count - 1 - i, 6)}",
        f"Q{8 * i // page.count}",
        f"I{'-' if page.head is None else max(-3, min(i - page.head, 7))}{sort}",
    )


def _company(page: _Page, i: int) -> Iterator[str]:
    """What a line has in common with the others: words, repetition, whom it speaks to, how much prose is near."""
    text, long, own = page.texts[i], page.long[i], page.stems[i]
    sort = "p" if long else "s"
    if own:
        yield f"x{4 * len(own & (page.said_again if long else page.said)) // len(own)}{sort}"
        yield from _beside(page, i, sort)
    if page.head is not None:
        yield f"X{min(2, len(own & page.stems[page.head]))}{sort}"
    first, last = max(0, i - WINDOW), min(page.count, i + WINDOW + 1)
    near = page.chars[last] - page.chars[first] - (len(text) if long else 0)
    yield f"d{min(6, near // 250)}{sort}"
    if len(text) < 200 and page.same[words.bare(text)] > 1:
        yield "D"
    if 60 <= len(text) < 400 and asides.speaks_of_us(text):
        yield "M" + sort
        if long and asides.speaks_to_reader(text):
            yield "MM"


def _main(page: _Page, i: int, kind: str, size: str) -> Iterator[str]:
    """Where a line stands beside the main run of prose, what both share, and whether the text was closed above it."""
    sort, main, own, closed = "p" if page.long[i] else "s", page.main, page.stems[i], page.closed[i]
    if closed is not None:
        yield from ("K" + sort, "K" + kind, f"K{min(closed, 4)}{kind}", "K" + kind + size)
    if main:
        inside = i in main
        where = "in" if inside else f"-{min(3, main.start - i)}" if i < main.start else f"+{min(4, i - main.stop + 1)}"
        yield from (f"m{where}{sort}", f"m{where}{kind}")
        if own:
            shared = len(own & (page.told_again if inside else page.told))
            yield from (f"G{min(3, shared)}{sort}{inside}", f"G{4 * shared // len(own)}{size}{inside}")
    if len(page.texts[i]) >= REPEATED_START and page.begins[page.starts[i]] > 1:
        yield "D=" + sort


def _pictured(page: _Page, i: int, sound: str, end: str) -> Iterator[str]:
    """Whether a line sounds like the text of a picture, and where in the page it does."""
    own = page.texts[i]
    if sound:
        yield "V" + sound
        yield f"V{sound}{'-' if page.head is None else max(-1, min(i - page.head, 4))}{page.before[i] > 0}"
        yield f"V{sound}{end}{page.long[i]}"
    if len(own) >= REPEATED and i + 1 < page.count and page.texts[i + 1].startswith(own[:-1]):
        yield "D+"


def _beside(page: _Page, i: int, sort: str) -> Iterator[str]:
    """How much a line shares with the last line of the run before its own and the first of the run behind."""
    own, (start, end) = page.stems[i], page.runs[i]
    before = i - 1 if page.long[i] and i > start else start - 1
    behind = i + 1 if page.long[i] and i + 1 < end else end
    for sign, at in (("-", before), ("+", behind)):
        if 0 <= at < page.count and page.long[at]:
            yield f"g{sign}{min(3, 4 * len(own & page.stems[at]) // min(len(own), 8))}{sort}"


def _words(text: str) -> list[str]:
    found = _WORD.findall(text.lower())[:FIRST] if len(text) < WORDY else []
    found = ["0" if word.isdigit() else word for word in found]
    if not found:
        return []
    return [*("w" + word for word in dict.fromkeys(found)), "<" + found[0], ">" + found[-1], "<" + " ".join(found[:2])]


def wide(text: str) -> list[str]:
    """What only the net sees of a line: the classes of its words, and of a long one the words, too.

    Numbers say nothing in a long line.
    """
    if len(text) < WORDY:
        return _classes("0" if word.isdigit() else word for word in _WORD.findall(text.lower())[:FIRST])
    found = _WORD.findall(text[:WIDE].lower())
    if not found:
        return []
    said = [word for word in dict.fromkeys(found) if not word.isdigit()]
    return [*("w" + word for word in said), "<" + found[0], "<" + " ".join(found[:2]), *_classes(said)]


def _classes(said: Iterable[str]) -> list[str]:
    """The classes of some words, each once: with them a line is known by words that no page had to learn from."""
    return list(dict.fromkeys(map(words.classes().get, said, repeat("?"))))
