"""Places, their adjectives and inhabitants, and the compounds made with them."""

from __future__ import annotations

import re

from reader.gazetteer import Gazetteer
from reader.recognise.lexicon import Lexicon, is_new
from reader.recognise.tokens import Tokens

Span = tuple[int, int, str, float]
"""First word, word after the last, type, confidence."""
_SETTLEMENTS = re.compile(
    r"(?:.*(?:[Ss]tadt|[Pp]rovinz|[Rr]egion|[Ii]nsel|[Dd]orf|[Oo]rt|[Gg]ebiet|[Oo]blast)|Städte|city|town)"
)
_BUILDINGS = re.compile(
    r"(?:Flughafen|Bahnhof|Schloss|Industrie(?:komplex|park|zone)|Stadion|Kloster|Kap|Mount|Lake|Fort|Camp|Cape|Port|"
    r"Hafen|Weltraumbahnhof|Atomkraftwerk|Kernkraftwerk|Berg|Fluss|Burg|Dom|Airport|Kosmodrom)"
)
_ELLIPSIS = re.compile(r"(?:Nord|Süd|Ost|West)-")
_QUOTES = re.compile("[„“«»\"'‚][“”»«\"'‘]")
_SIDE = re.compile("^(?:Nord|Süd|Ost|West)-?")
_AND = frozenset(("und", "oder", "sowie", "bis", "wie", "noch", "and"))
_INTO = frozenset(("in", "nach", "aus", "In", "Aus"))
_DEFINITE = frozenset(("der", "die", "den", "dem", "am", "zur", "zum"))
_BUILT = re.compile(r".{4,}(?:brücken?|strassen?|platz(?:es)?|allee|gasse)")


def place(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """A place, an adjective or an inhabitant of one that begins at word ``i``."""
    return (
        _ellipsis(known, line, i)
        or _building(known, words, line, i)
        or _named(known, words, line, i)
        or _inhabitant(known, words, line, i)
        or _described(known, words, line, i)
    )


def phrase(known: Gazetteer, line: Tokens, i: int) -> Span | None:
    """The longest name of several words that begins at word ``i``; its last word may be a genitive."""
    for rest, entry in known.phrases.get(line.words[i], ()):
        end = i + 1 + len(rest)
        if _matches(line, i, rest, end) and not entry.cautious:
            return i, end, entry.type, 0.95
    return None


def _matches(line: Tokens, i: int, rest: tuple[str, ...], end: int) -> bool:
    words = line.words[i + 1 : end]
    if len(words) != len(rest) or tuple(words[:-1]) != rest[:-1] or words[-1] not in (rest[-1], rest[-1] + "s"):
        return False
    return all(line.ends[k] + 1 == line.starts[k + 1] or line.adjacent(k) for k in range(i, end - 1))


def _named(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    entry = known.find(line.words[i])
    if entry is None or (entry.cautious and not _is_expected(words, line, i)):
        return None
    return i, i + 1, entry.type, 0.75 if entry.cautious or entry.kind == "city" else 0.95


def _is_expected(words: Lexicon, line: Tokens, i: int) -> bool:
    return line.before(i) in words.place_words or _is_quoted(line, i)


def _is_quoted(line: Tokens, i: int) -> bool:
    around = line.text[line.starts[i] - 1 : line.starts[i]] + line.text[line.ends[i] : line.ends[i] + 1]
    return bool(_QUOTES.fullmatch(around))


def _ellipsis(known: Gazetteer, line: Tokens, i: int) -> Span | None:
    if not _ELLIPSIS.fullmatch(line.words[i]) or i + 2 >= len(line.words) or line.words[i + 1] not in _AND:
        return None
    found = known.find(line.words[i][:-1] + _SIDE.sub("", line.words[i + 2]).lower())
    return (i, i + 1, "LOC", 0.9) if found and found.type == "LOC" else None


def _inhabitant(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    word = line.words[i]
    if known.inhabitant(word) or (known.adjective(word) and not word.endswith("sch")):
        return i, i + 1, "LOC-DERIV", 0.9
    if word in words.nouns or known.city_of(word) is None:
        return None
    attributive = line.after(i)[:1].isupper()
    return (i, i + 1, "LOC-DERIV", 0.8) if attributive or line.before(i) in words.articles else None


def _described(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    return (
        _settlement(known, words, line, i)
        or _in_state(known, words, line, i)
        or _built(words, line, i)
        or _somewhere(known, words, line, i)
    )


def _settlement(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """An unknown word after what it is: "die russische Stadt Wladiwostock"; the span is the name alone."""
    if (
        not _SETTLEMENTS.fullmatch(line.words[i])
        or line.before(i) in words.indefinite
        or not line.before(i)[:1].islower()
    ):
        return None
    name = line.after(i)
    if len(name) < 4 or not name.istitle() or name in words.nouns or known.find(name) or words.is_role(name):
        return None
    return i + 1, i + 2, "LOC", 0.6


def _building(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """The word before the name is a part of it: "Flughafen Tempelhof"."""
    following = line.after(i)
    if not _BUILDINGS.fullmatch(line.words[i]) or not following[:1].isupper() or words.is_noun(following):
        return None
    longer = phrase(known, line, i + 1)
    return i, longer[1] if longer else i + 2, "LOC", 0.7


def _is_unknown(known: Gazetteer, words: Lexicon, word: str) -> bool:
    return word[1:2].islower() and word not in words.given and is_new(known, words, word)


def _in_state(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """A word between "in" and its state: "in Paju, Südkorea"."""
    if (
        line.before(i) not in words.place_words
        or i + 1 >= len(line.words)
        or not _is_unknown(known, words, line.words[i])
    ):
        return None
    entry = known.exact(line.words[i + 1])
    comma = line.text[line.ends[i] : line.starts[i + 1]] in (", ", " (")
    found = comma and entry and entry.kind in ("state", "region") and _is_unknown(known, words, line.words[i])
    return (i, i + 1, "LOC", 0.8) if found else None


def _built(words: Lexicon, line: Tokens, i: int) -> Span | None:
    """A bridge, street or square that is no common noun, with its article."""
    if line.before(i) not in _DEFINITE or line.words[i] in words.nouns or not _BUILT.fullmatch(line.words[i]):
        return None
    return i, i + 1, "LOC", 0.5


def _somewhere(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """An unknown word right after "in", "nach" or "aus", without the article that a noun would have."""
    if line.before(i) not in _INTO or line.after(i)[:1].isupper() or len(line.words[i]) < 4:
        return None
    return (i, i + 1, "LOC", 0.5) if _is_unknown(known, words, line.words[i]) else None
