"""Where a text speaks of an office: the word, the country it is of, and who is named beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reader.gazetteer import comparable, gazetteer, rows, stands_for
from reader.link.blocks import is_person
from reader.link.names import key_of
from reader.link.offices import Word, office_words

_HYPHENS = "-\u2010\u2011"
_COMPOUND_TAILS = tuple(
    stem + ending
    for stem, endings in (
        ("präsident", ("", "en", "in")),
        ("minister", ("", "s", "in")),
        ("kanzler", ("", "s", "in")),
        ("staatschef", ("", "s")),
        ("machthaber", ("", "s")),
    )
    for ending in endings
)
_BLANK = r"[ \n\u00a0]{1,2}"
_LEFT = re.compile(rf"(?<![\w’'-])([\w’'-]{{1,40}}){_BLANK}\Z")
_BLANKS_BEFORE = re.compile(rf"{_BLANK}\Z")
_NEXT = re.compile(rf"(?P<comma>,)?{_BLANK}")
_OF = re.compile(rf"{_BLANK}(?:(der|des|von|of|of the|in){_BLANK})?")
_FURTHER = re.compile(rf"{_BLANK}(?:der|des|von|vom|of|für|for|im|in|am|beim|bei|eines|einer)\b")
_AND = re.compile(rf"{_BLANK}(?:und|and|sowie){_BLANK}(?:(?:der|des|the){_BLANK})?")
_REACH = 44
_STEPS = 4
"""Words before an office that are looked at."""
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,40}(?:e|en|er|em|es)")
_ENDING = re.compile(r"(?:e|er|en|em|es)\Z")


class Said(NamedTuple):
    """A name in the text: its type, and its key as the article has it."""

    start: int
    end: int
    type: str
    key: str


class Place(NamedTuple):
    """A word for an office: the countries it may be of, if it is said, and the person who is named beside it.

    ``sure``: one holder is meant, of the day.
    """

    start: int
    end: int
    office: str
    countries: tuple[str, ...]
    sure: bool
    beside: str | None
    woman: bool | None = None
    """Whether the word or the article is said of a woman; ``None`` if it may be said of both."""


class _Before(NamedTuple):
    """What stands before an office: where it begins, the country, the article, and what was said of the holder."""

    start: int
    country: str | None = None
    genitive: bool = False
    article: str | None = None
    adjectives: tuple[str, ...] = ()
    post: bool = False
    """Whether the office as such is spoken of."""


def places(text: str, spans: Iterable[tuple[int, int]], said: Sequence[Said]) -> list[Place]:
    """The words for offices in the parts of a text that are read, in order; ``said``: the names in it, in order."""
    every = list(spans)
    if not every or not _speaks_of_office(text[every[0][0] : every[-1][1]]):
        return []
    around = _Around(text, {one.start: one for one in said}, {one.end: one for one in said})
    return [place for start, end in every for place in _in_span(around, start, end)]


def _in_span(around: _Around, start: int, end: int) -> Iterator[Place]:
    if not _speaks_of_office(around.text[start:end]):
        return
    for match in _pattern().finditer(around.text, start, end):
        if word := _office(match.group()):
            yield from around.place(match, word, start)


def _speaks_of_office(text: str) -> bool:
    """Whether a word for an office may stand in a text: a glance, since most texts have none."""
    low = text.lower()
    for hyphen in _HYPHENS:
        low = low.replace(hyphen, "")
    return any(core in low for core in _cores())


@lru_cache(maxsize=1)
def _cores() -> list[str]:
    """The shortest words for offices: one of them is in every other, though others may stand in between."""
    words = {word.split()[-1] if " " in word else word for word in (*office_words(), *_COMPOUND_TAILS)}
    return sorted(word for word in words if not any(other != word and other in word for other in words))


@lru_cache(maxsize=1)
def _frames() -> Mapping[str, frozenset[str]]:
    """The words before an office: ``past``, ``any``, ``he`` and ``she``."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("office_frames.txt"):
        kind, _, words = row[0].partition(": ")
        found[kind] = found.get(kind, frozenset()) | frozenset(words.split())
    return found


def _is(kind: str, word: str | None) -> bool:
    return word in _frames()[kind]


def _is_past(word: str) -> bool:
    return _is("past", word) or _is("past", _ENDING.sub("", word))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Words that may be offices: those of several words, and all others that are long enough."""
    several = "|".join(re.escape(word).replace(r"\ ", r"[ \n]") for word in office_words() if " " in word)
    return re.compile(rf"(?<![\w’'-])(?:(?i:{several})|[^\W\d_][\w‐‑-]{{4,60}})(?![\w-])")


@lru_cache(1 << 14)
def _office(written: str) -> Word | None:
    """The office that a word is of; without a country if it is of something that is no country."""
    known, low = office_words(), " ".join(comparable(written).lower().split())
    if found := known.get(low) or known.get(low.replace("-", "")):
        return found
    if not low.replace("-", "").endswith(_COMPOUND_TAILS):
        return None
    tail = next((low[at:] for at in range(1, len(low) - 4) if low[at:] in known), None)
    if tail is None:
        return None
    holder = gazetteer().exact(comparable(written)[: -len(tail)].rstrip("-")) if low[-len(tail) - 1] == "-" else None
    home = (_country(key_of("LOC", holder.name)),) if holder and holder.type == "LOC" else ("",)
    return Word(known[tail].office, home)


def _country(key: str) -> str:
    return stands_for(key) or key


@dataclass(slots=True)
class _Around:
    """A text with its names by where they begin and end."""

    text: str
    starts: Mapping[int, Said]
    ends: Mapping[int, Said]

    def place(self, match: re.Match[str], word: Word, begin: int) -> Iterator[Place]:
        start, end = match.span()
        own = self.starts.get(start)
        if own and not own.type.endswith("PART"):
            return
        before = self._before(start, begin)
        after, stop = (None, end) if before.country or word.homes else self._country_after(word, end)
        countries = tuple(filter(None, (before.country or after,))) or word.homes
        beside = self._person_at(stop)
        if (not countries and _FURTHER.match(self.text, end)) or countries == ("",) or _is_other(before):
            sure = False
        elif beside is None:
            sure = self._is_one(match.group(), before, begin, word, after)
        else:
            sure = before.article != "die" or match.group().endswith("in")
        countries, woman = tuple(filter(None, countries)), _is_woman(match.group(), before)
        yield Place(start, end, word.office, countries, sure, beside, woman)

    def _before(self, start: int, begin: int, nearer: str | None = None) -> _Before:
        """What stands before a place; ``nearer``: the country that was said behind it."""
        found = _Before(start)
        for _ in range(_STEPS):
            blank = _BLANKS_BEFORE.search(self.text, max(begin, found.start - 2), found.start)
            if blank is None:
                break
            name = self.ends.get(blank.start())
            if name is not None:
                return found if nearer or not name.key.startswith("LOC:") else self._of_country(found, name, begin)
            left = _LEFT.search(self.text[max(begin, found.start - _REACH) : found.start])
            if left is None:
                break
            word, at = left.group(1).lower(), found.start - len(left.group())
            if _is("any", word) or _is("he", word) or _is("she", word):
                left = _LEFT.search(self.text[max(begin, at - _REACH) : at])
                return found._replace(start=at, article=word, post=left is not None and _is("post", left[1].lower()))
            if not (_is_past(word) or _ADJECTIVE.fullmatch(left.group(1))):
                break
            found = found._replace(start=at, adjectives=(*found.adjectives, word))
        return found

    def _of_country(self, found: _Before, name: Said, begin: int) -> _Before:
        """What stands before an adjective or the genitive of a country, with that."""
        surface, country = self.text[name.start : name.end], _country(name.key)
        if name.type == "LOC-DERIV":
            more = self._before(name.start, begin, country)
            return more._replace(country=country, adjectives=(*found.adjectives, surface.lower(), *more.adjectives))
        if name.type != "LOC" or not re.search("(?:s|['’]s?)$", surface):
            return found
        left = self._before(name.start, begin, country)
        return left._replace(country=country, genitive=True, adjectives=(*found.adjectives, *left.adjectives))

    def _country_after(self, word: Word, end: int) -> tuple[str | None, int]:
        """The country behind an office ("Präsident der Ukraine"), and where it ends."""
        match = _OF.match(self.text, end)
        name = self.starts.get(match.end()) if match else None
        if match is None or name is None or name.type != "LOC" or (match.group(1) == "in" and word.office != "leader"):
            return None, end
        if match.group(1) is None and not self.text[name.start : name.end].endswith(("s", "'", "’")):
            return None, end
        more = _AND.match(self.text, name.end)
        if more and (other := self.starts.get(more.end())) and other.type.startswith("LOC"):
            return None, end
        return _country(name.key), name.end

    def _person_at(self, end: int) -> str | None:
        match = _NEXT.match(self.text, end)
        name = self.starts.get(match.end()) if match else None
        if match is None or name is None or name.type != "PER" or not is_person(name.key):
            return None
        return name.key if match["comma"] is None or self._ends(name.end) else None

    def _ends(self, at: int) -> bool:
        """Whether a name stands between commas, and so says who was meant before it."""
        return self.text[at : at + 1] in (",", ")")

    def _is_one(self, written: str, before: _Before, begin: int, word: Word, after: str | None) -> bool:
        """Whether the words before an office speak of one who holds it."""
        inflected = written.endswith(("en", "s"))
        if before.genitive:
            return True
        if _is("he", before.article) or _is("she", before.article):
            return self._agrees(written, inflected, before, begin, bool(before.country or after or word.homes))
        if before.article is not None:
            return False
        return (bool(word.homes) and not before.adjectives and not inflected) or (
            before.start == begin and bool(before.country or after) and not inflected
        )

    def _agrees(self, written: str, inflected: bool, before: _Before, begin: int, told: bool) -> bool:
        """Whether the article is that of one person: "der Präsident", not "der Präsidenten"."""
        if before.article == "the":
            return not inflected
        if written.endswith("in"):
            return _is("she", before.article)
        if not _is("he", before.article):
            return False
        if before.article != "der":
            # "Lawrow sprach mit dem Außenminister": with another one, very likely.
            return told
        if inflected or any(word.endswith("en") for word in before.adjectives):
            return False
        left = _LEFT.search(self.text[max(begin, before.start - _REACH) : before.start])
        # "das Treffen der Außenminister": a noun before it, and they are many.
        return told or left is None or not left.group(1)[:1].isupper() or before.start - len(left.group()) == begin


def _is_other(before: _Before) -> bool:
    """Whether one is spoken of who held an office or will, or any holder of it, or the office itself."""
    return before.post or _is("any", before.article) or any(map(_is_past, before.adjectives))


def _is_woman(written: str, before: _Before) -> bool | None:
    if written.endswith("in"):
        return True
    return False if _is("he", before.article) and before.article != "the" else None
