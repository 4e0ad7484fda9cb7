"""The words of a text, each in the one spelling that is indexed, and where it stands.

A *cluster* is what stands between blanks and punctuation: a word, words joined by hyphens, points or apostrophes, a
number in groups. Texts repeat themselves, so what a cluster means is worked out once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 64
"""Characters of a term. What is longer is no word; its beginning is enough to find it."""
_KEPT = 300_000
"""Clusters whose meaning is remembered."""

_MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u200b-\u200d\u2060\ufe20-\ufe2f\ufeff"
)
_LETTERS = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_LOWER, _UPPER = "a-zß-öø-ÿа-я", "A-ZÀ-ÖØ-ÞА-Я"
_NO_ENDS = r"(?!(?:und|oder|bis|sowie|beziehungsweise|bzw|noch|als|and|or|to|et|ou)\b)"
_LINE_END = r"[ \t]*\n[ \t]*"
_SHORT = rf"(?<=[{_UPPER}][{_UPPER}])[-‐]"
_BROKEN = rf"(?:(?<=\u00ad)|(?!{_SHORT})[-‐]){_LINE_END}(?=[{_LOWER}]){_NO_ENDS}"
_HYPHENS = "-‐‑"
_KEPT_HYPHEN = rf"[-‐]{_LINE_END}(?=[{_UPPER}])|{_SHORT}{_LINE_END}(?=[{_LOWER}]){_NO_ENDS}"
_GLUE = rf"[{_HYPHENS}'’ʼ.&](?=[^\W_])|,(?=\d\d\d(?!\d))|{_KEPT_HYPHEN}|{_BROKEN}"
_GROUP = r"(?<=\d)[ \u00a0\u202f](?=\d\d\d(?!\w))"
_UNIT = r"(?<![^\d\s])[%€](?!\w)"
_CODE = r"(?:(?<=[^\w][A-Za-z])|(?<=^[A-Za-z]))(?:\+\+|#)(?!\w)"


def _pattern(letters: str, ahead: str) -> re.Pattern[str]:
    return re.compile(rf"{letters}(?:(?:(?={ahead})(?:{_GLUE})|{_GROUP}){letters})*(?:{_CODE})?|§|{_UNIT}")


_CLUSTER = _pattern(_LETTERS, rf"[{_HYPHENS}'’ʼ.&,]|(?<=\u00ad)")
_LATIN = _pattern("[0-9A-Za-zª²³µ¹º¼-¾À-ÖØ-öø-ɏ]+", f"[{_HYPHENS}'’ʼ.&,]")
"""The same for texts without other letters and without marks, in half the time."""
_OTHER = re.compile("[^\x00-\xac\xae-\u024f\u2010-\u203a€]")
_SIGNS = {"§": "§", "€": "€", "%": "\uff05"}
"""Signs that are words; FTS5 would leave out an ASCII one."""
_BREAK = re.compile(_BROKEN)
_PIECE = re.compile(_LETTERS)
_NUMBER = re.compile(r"\d{1,3}(?:([., \u00a0\u202f'’])\d\d\d)(?:\1\d\d\d)*")
_LETTERED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_FIRM = re.compile(r"[^\W_]{1,2}(?:&[^\W_]{1,2})+")
_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l",
                              "đ": "d", "ı": "i"})  # fmt: skip


Span = tuple[int, int]


class Word(NamedTuple):
    """A term and where it stands. A joined form (``g20`` for G-20) stands where its parts stand, and behind them.

    One whose parts stand apart (faellt … aus) is there twice, with the places of both.
    """

    term: str
    start: int
    end: int
    joined: bool = False


class Cluster(NamedTuple):
    """What stands between blanks: its terms, which of them begin in lower case, and all of them written as one."""

    terms: tuple[str, ...]
    lower: tuple[bool, ...]
    joined: str | None
    said: str


def undotted(folded: str) -> str:
    """Folded words with one letter for what may be an umlaut written as two: kuestenbote as kustenbote."""
    return _TWO_LETTERS.sub(r"\1", folded)


_TWO_LETTERS = re.compile("([aou])e")


def spelled(word: str) -> str:
    """A word as it is indexed: in lower case, ä as ae, ß as ss, without other marks. May be empty."""
    plain = word.lower()
    if not plain.isascii():
        plain = plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    if plain.isascii() and plain.isalnum():
        return plain[:LONGEST]
    if word.isascii():
        return plain[:LONGEST]
    plain = unicodedata.normalize("NFKC", word[: 8 * LONGEST].translate(_INVISIBLE)).casefold().translate(_WRITTEN_OUT)
    if not plain.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        plain = unicodedata.normalize("NFC", bare)
    return (plain if plain.isalnum() else "".join(filter(str.isalnum, plain)))[:LONGEST]


def clusters(text: str) -> list[str]:
    """The clusters of a text, in order."""
    if len(_MEANINGS) > _KEPT:
        _MEANINGS.clear()
    return (_CLUSTER if _OTHER.search(text) else _LATIN).findall(text)


class _Meanings(dict[str, Cluster]):
    def __missing__(self, cluster: str) -> Cluster:
        found = self[cluster] = _meaning(cluster)
        return found


_MEANINGS = _Meanings()
meaning = _MEANINGS.__getitem__
"""What a cluster says."""


def _meaning(cluster: str) -> Cluster:
    if cluster.isalnum():
        return _of([cluster], [spelled(cluster)], None)
    if cluster in _SIGNS:
        return _of([cluster], [_SIGNS[cluster]], None)
    if cluster[-1] in "+#" or _FIRM.fullmatch(cluster):
        said = cluster.lower() if cluster.isascii() else _PIECE.sub(lambda piece: spelled(piece.group()), cluster)
        return _of([cluster], [said], None)
    whole = _BREAK.sub("", cluster)
    if _NUMBER.fullmatch(whole):
        return _of([whole], [spelled(re.sub(r"\D", "", whole))], None)
    pieces = _PIECE.findall(whole)
    terms = [spelled(piece) for piece in pieces]
    joined = "".join(terms)[:LONGEST] if len(terms) > 1 and _is_one(whole) else None
    return _of(pieces, terms, joined)


def _of(pieces: list[str], terms: list[str], joined: str | None) -> Cluster:
    kept = [(term, piece[0].islower()) for piece, term in zip(pieces, terms) if term]
    said = tuple(term for term, _ in kept)
    return Cluster(said, tuple(low for _, low in kept), joined, " ".join(said))


def _is_one(cluster: str) -> bool:
    """Whether the parts of a cluster may as well be written as one word."""
    if any(hyphen in cluster for hyphen in _HYPHENS) or "'" in cluster or "’" in cluster or "ʼ" in cluster:
        return True
    return _LETTERED.fullmatch(cluster) is not None


def terms_of(text: str) -> list[str]:
    """The terms of a text in order, without joined forms."""
    return [term for cluster in clusters(text) for term in _MEANINGS[cluster].terms]


def words(text: str) -> Iterator[Word]:
    """The words of a text with their places; joined forms behind their parts."""
    pattern = _CLUSTER if _OTHER.search(text) else _LATIN
    apart = _apart(text)
    for match in pattern.finditer(text):
        found = _MEANINGS[match.group()]
        if len(found.terms) == 1:
            yield Word(found.terms[0], match.start(), match.end())
        elif found.terms:
            yield from _parts(match, found)
        while apart and apart[-1][0] < match.end():
            yield Word(spelled(apart.pop()[1]), match.start(), match.end(), joined=True)


def _apart(text: str) -> list[tuple[int, str]]:
    """The words that are said in two places, each twice: where either begins, the last first."""
    from reader.terms.apart import wholes  # reads lists of words that not everyone needs

    tokens = text.split()
    found = wholes(tokens)
    if not found:
        return []
    starts = [blank.start() for blank in re.finditer(r"(?<!\S)\S", text)]
    return sorted(((starts[at], word) for word, *both in found for at in both), reverse=True)


def _parts(match: re.Match[str], found: Cluster) -> Iterator[Word]:
    ends = match.start()
    for term, (start, end) in zip(found.terms, _places(match)):
        ends = match.start() + end
        yield Word(term, match.start() + start, ends)
    if found.joined:
        yield Word(found.joined, match.start(), match.end(), joined=True)


def _places(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the parts of a cluster stand in it: what is broken at the end of a line is one part."""
    said = match.group()
    breaks = {broken.start(): broken.end() for broken in _BREAK.finditer(said)}
    start = end = None
    for piece in _PIECE.finditer(said):
        if start is not None and end is not None and breaks.get(end) == piece.start():
            end = piece.end()
            continue
        if start is not None and end is not None:
            yield start, end
        start, end = (piece.start(), piece.end()) if spelled(piece.group()) else (None, None)
    if start is not None and end is not None:
        yield start, end
