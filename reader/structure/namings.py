"""Where a line of the page may name its paper: names and addresses, each with what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reader import words
from reader.structure import knownpapers, marks, papernames

SHORT, FEW = 45, 4
"""Characters and blanks of a line that may be but a name, in small letters, too."""
MOST_WORDS = 5
"""Words in a name."""
STEM = 7
"""Letters by which a word is known, whatever its ending."""

_TOKEN = re.compile(r"&(?:amp;)?|[^\W_](?:[\w'’.&-]*[^\W_])?")
_BLANKS = (" ", "\u00a0")
_ADDRESS = re.compile(
    r"(?:(?P<mail>[\w.+-]{1,64}@)|(?:https?://|www\.)(?:www\.)?)(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?<![\w.@-])(?P<bare>[\w-]{3,63}\.(?:de|ch|at|li|com|org|net|fr|info|ru|ua|az|news|online|tv|uk|eu))\b",
    re.I,
)
_JOINED = frozenset("@/")
_ENDS = frozenset(".:!?–—-|")
_ANOTHER = ("-agentur", "-agence", "-agency", "group")
"""What follows the first words of an agency or of a company that has several papers."""


class Token(NamedTuple):
    """A word of a line with its place there, and its first letters in small ones."""

    start: int
    end: int
    text: str
    stem: str
    bold: bool
    """Whether it begins as a name does."""
    inner: bool
    """Whether it may stand in a name."""
    small: bool
    """Whether it is written small, and says something."""


class Place(NamedTuple):
    """A name in a line: its place there, its first and last word, and what follows: a word, a sign, or ``$``."""

    value: str
    start: int
    end: int
    first: int
    last: int
    behind: str


class Address(NamedTuple):
    """An address in a line: its host, that one's name without its land, its place, and whether one writes to it."""

    host: str
    name: str
    start: int
    end: int
    mail: bool


@lru_cache(512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a line: several rooms ask for those of the same one."""
    return tuple(
        [Token(found.start(), found.end(), found.group(), *_seen(found.group())) for found in _TOKEN.finditer(text)]
    )


@lru_cache(4096)
def _seen(word: str) -> tuple[str, bool, bool, bool]:
    """What a word is by itself: the fields of a `Token` from ``stem`` on."""
    bold = _is_bold(word)
    inner = bold or word[0] == "&" or word in _list("naming_inner")
    small = not bold and len(word) > 2 and word[0].islower() and word not in _list("stopwords")
    return word.lower()[:STEM], bold, inner, small


def _is_bold(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[1:2].isupper()


def places(text: str, line: Sequence[Token]) -> Iterator[Place]:
    """Where a line may hold a name; the parts of a known paper's name are none."""
    found = list(_all_places(text, line))
    wholes = [place for place in found if place.last > place.first and is_known(place.value)]
    for place in found:
        if not any(_is_inside(place, whole) for whole in wholes):
            yield place


def _is_inside(part: Place, whole: Place) -> bool:
    return whole.start <= part.start and part.end <= whole.end and part.value != whole.value


def _all_places(text: str, line: Sequence[Token]) -> Iterator[Place]:
    for first, last in _spans(text, line):
        start, end = line[first].start, line[last].end
        whole = last == first or not (_is_begun(text, line, first, last) or _is_dated(text, line[last]))
        if text[start - 1 : start] not in _JOINED and whole:
            for place in _forms(text, line, Place(text[start:end], start, end, first, last, _behind(text, line, last))):
                if place.behind not in _ANOTHER and not is_another(place.value):
                    yield place


def _is_begun(text: str, line: Sequence[Token], first: int, last: int) -> bool:
    """Whether the article before a name is large because a sentence begins with it."""
    begins = not first or text[line[first].start - 2 : line[first].start - 1] in _ENDS
    return begins and line[first].stem in _list("naming_articles") and last - first + 1 < len(line)


def _is_dated(text: str, last: Token) -> bool:
    """Whether the number with which a name would end is that of a day or an issue (``Ostbote 15/2016``)."""
    return last.text.isdigit() and text[last.end : last.end + 1] in ("/", ".") and len(text) > last.end + 1


@lru_cache(4096)
def is_another(name: str) -> bool:
    """Whether a name is that of an agency or of one who helps, or an address."""
    if marks.is_agency(name) or name in words.photo_agencies() or papernames.LAND.search(name.casefold()):
        return True
    return name.casefold() in words.lists("common")["not_outlets"]


def _forms(text: str, line: Sequence[Token], place: Place) -> Iterator[Place]:
    """A name as it stands, without the thing that is called by it (``Ostbote-App``), and without its ending."""
    yield place
    last = line[place.last].text
    if "-" in last:
        end = place.start + place.value.rindex("-")
        thing = "-" + text[end + 1 : place.end].lower()[:STEM]
        yield place._replace(value=text[place.start : end], end=end, behind=thing)
    if last[-1] == "s" and place.first and line[place.first - 1].stem in _list("naming_genitive"):
        for size in (1, 2) if last.endswith("es") else (1,):
            yield place._replace(value=place.value[:-size], end=place.end - size)


def _behind(text: str, line: Sequence[Token], last: int) -> str:
    end = line[last].end
    if text[end : end + 1] == "+":
        return "+"
    if last + 1 < len(line) and _between(text, line, last + 1) in _BLANKS:
        return line[last + 1].stem
    return text[end:].lstrip()[:1] or "$"


def _between(text: str, line: Sequence[Token], at: int) -> str:
    return text[line[at - 1].end : line[at].start]


def before(text: str, line: Sequence[Token], first: int) -> str:
    """What stands before a name: a word, a sign, or nothing (``^``)."""
    start = line[first].start
    if first and _between(text, line, first) in _BLANKS:
        return line[first - 1].stem
    return text[:start].rstrip()[-1:] or "^"


def _spans(text: str, line: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The first and the last word of each name that may stand in a line."""
    short = len(text) <= SHORT and text.count(" ") <= FEW
    at = 0
    while at < len(line):
        end = at
        while end < len(line) and line[end].inner and (end == at or _between(text, line, end) in _BLANKS):
            end += 1
        yield from (span for span in _of_run(line, at, end) if short or not _is_noun(line, span))
        at = max(end, at + 1)
    if short:
        yield from _alone(text, line)
    else:
        yield from ((at, at) for at, token in enumerate(line) if token.small and _is_small_name(text, line, at))


def _of_run(line: Sequence[Token], at: int, end: int) -> Iterator[tuple[int, int]]:
    """The names that a run of words may be or hold: they begin and end as names do."""
    bold = [n for n in range(at, end) if line[n].bold]
    for first in bold:
        word = line[first].text
        most = min(end, first + (3 if word[0].isdigit() else MOST_WORDS)) if _may_begin(word) else first
        for last in range(first, most):
            inside = last - first > MOST_WORDS - 3 and first != bold[0] and last != bold[-1]
            if line[last].bold and _may_end(line[last].text) and not inside and (last > first or not word[0].isdigit()):
                yield first, last


def _is_noun(line: Sequence[Token], span: tuple[int, int]) -> bool:
    """Whether a word by itself is a common noun: in a longer line it says nothing."""
    return span[0] == span[1] and line[span[0]].text in words.nouns()


@lru_cache(4096)
def _may_begin(word: str) -> bool:
    low = word.lower()
    return low not in _list("naming_things") and (low not in _list("stopwords") or low in _list("naming_articles"))


@lru_cache(4096)
def _may_end(word: str) -> bool:
    return word.lower() not in _list("naming_things") and word.lower() not in _list("stopwords")


def _alone(text: str, line: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The names in small letters of a short line."""
    small = [at for at, token in enumerate(line) if not token.bold]
    yield from ((at, at) for at in small if _may_end(line[at].text))
    if len(line) <= 3 and small and text[line[0].start].islower():
        yield from ((0, last) for last in range(1, len(line)))


def _is_small_name(text: str, line: Sequence[Token], at: int) -> bool:
    """Whether a word in small letters may be a name amid others."""
    token = line[at]
    if not _may_end(token.text):
        return False
    if at == 0 or text[token.end : token.end + 1] == "+" or "." in token.text or "-" in token.text:
        return True
    if sort(token.text) == "P":
        return True
    follows = at + 1 < len(line) and text[token.end] == " " and line[at + 1].bold
    return line[at - 1].stem in _list("naming_articles") and not follows


def addresses(text: str) -> Iterator[Address]:
    """The addresses in a line that may be those of its own page."""
    if "." not in text:
        return
    for found in _ADDRESS.finditer(text):
        which = "host" if found["host"] else "bare"
        host = found[which].casefold().removeprefix("www.")
        name = "".join(host.split(".")[-2:-1])
        if name and not words.foreign_domains() & {host, name} and not marks.is_agency(name):
            start = found.end() - len(host)
            yield Address(host, name, start, found.end(), found["mail"] is not None)


@lru_cache(4096)
def is_known(name: str) -> bool:
    """Whether a name is that of a known paper."""
    return knownpapers.is_known(name)


@lru_cache(4096)
def sort(name: str) -> str:
    """How a name looks: as a paper's (P), nearly so (S), in capitals (U), with some inside (M), as any other (N)."""
    if is_known(name) or (papernames.is_paper(name) and not _is_led_by_article(name)):
        return "P"
    if name.casefold().endswith(_nearly()):
        return "S"
    if name.isupper() and len(name) > 1:
        return "U"
    inner = " " not in name and "-" not in name and not name[1:].islower()
    return "M" if inner and any(letter.isupper() for letter in name[1:]) else "N"


def _is_led_by_article(name: str) -> bool:
    """Whether the last word of a name is not what it is called, but where that is (``Baum vor der Post``)."""
    *before, led, _ = ["", "", *name.split(" ")]
    return any(before) and led in _list("naming_articles")


@cache
def _nearly() -> tuple[str, ...]:
    return tuple(words.lists("common")["naming_ends"].split())


_list = words.word_list
