"""Compounds with a name in them: "Ukraine-Krieg", "Uno-Sanktionen", "Kremlchef", "Putin-Besuch"."""

from __future__ import annotations

import re
from collections.abc import Container

from reader.gazetteer import Entry, Gazetteer
from reader.recognise.lexicon import Lexicon
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens

_BODIES = ("parlament", "kommission", "sicherheitsrat", "kongress", "senat", "vollversammlung", "ministerium", "rat")
_MODEL = re.compile(r"[A-Z][A-Za-z]{0,14}-\d{1,4}[A-Z]{0,2}")


def compound(known: Gazetteer, words: Lexicon, line: Tokens, i: int, persons: Container[str] = ()) -> Span | None:
    """A compound at word ``i`` whose first part is a known name or the family name of one of ``persons``."""
    word = line.words[i]
    if _MODEL.fullmatch(word) and not words.is_noun(word.partition("-")[0]):
        return i, i + 1, "MISC", 0.6
    if "-" in word.strip("-"):
        return _hyphenated(known, words, line, i, persons)
    entry = _glued(known, words, word)
    return (i, i + 1, f"{entry.type}-PART", 0.7) if entry else None


def _hyphenated(known: Gazetteer, words: Lexicon, line: Tokens, i: int, persons: Container[str]) -> Span | None:
    word = line.words[i]
    first, last = known.first_part(word), word.rpartition("-")[2]
    if first is None:
        type_ = "PER" if word.partition("-")[0] in persons else "ORG" if last in words.members else None
        return (i, i + 1, f"{type_}-PART", 0.7) if type_ else None
    if known.inhabitant(last):
        return i, i + 1, "LOC-DERIV", 0.8
    if first.type == "LOC" and (last in words.quarters or _is_place(known, last)):
        return i, i + 1, "LOC", 0.7
    if first.type in ("LOC", "ORG") and last.lower().removesuffix("s").removesuffix("e").endswith(_BODIES):
        return i, i + 1, "ORG", 0.8
    return i, i + 1, f"{first.type}-PART", 0.85


def _is_place(known: Gazetteer, word: str) -> bool:
    entry = known.find(word)
    return entry is not None and entry.type == "LOC"


def _glued(known: Gazetteer, words: Lexicon, word: str) -> Entry | None:
    if len(word) < 8 or not word.isalpha() or word in words.nouns:
        return None
    return next((entry for entry, at in known.glued(word) if _is_word(words, word[at:].capitalize())), None)


def _is_word(words: Lexicon, word: str) -> bool:
    return word in words.nouns or words.is_role(word)
