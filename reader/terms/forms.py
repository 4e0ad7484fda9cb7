"""Inflection: what may be a form of a word, and what of it really is one.

German words are read by `german`, others by `foreign`. Nothing is stored: forms are made up and looked for among the
terms of the corpus.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader.terms import foreign, german
from reader.terms.lexicon import LISTS

_LANGUAGES = {"de": "d", "en": "e", "fr": "f"}
_FOREIGN = ("e", "f")
_LONGEST = 40
_SAME: dict[str, frozenset[str]] = {}
"""What is short for a word, and the word."""
for _group in (said.split("/") for said in LISTS["short_for"]):
    _SAME.update((_form, frozenset(_group) - {_form}) for _form in _group)
_USUAL = dict(pair.split("/") for pair in LISTS["spellings"])
_SPELLINGS = [*_USUAL.items(), *((usual, other) for other, usual in _USUAL.items())]
_OTHER_SPELLINGS = re.compile("|".join(_USUAL))


def kind_of(language: str | None) -> str:
    """The kind of the forms of a language (``None``: as German); empty if nothing is known of them."""
    return _LANGUAGES.get(language or "de", "")


@lru_cache(maxsize=256)
def candidates(word: str) -> frozenset[str]:
    """All that may be a form of a word in any language, much of it no word at all: to be looked up in a vocabulary."""
    figures, plain = _figures(word)
    said = (plain, *respelled(plain)) if _is_word(plain) else ()
    found = _SAME.get(word, frozenset()).union(said, *map(_candidates, said))
    return frozenset(figures + form for form in found) if figures else frozenset(found)


def _candidates(word: str) -> set[str]:
    return german.candidates(word).union(*(foreign.forms(kind, word) for kind in _FOREIGN))


def _figures(term: str) -> tuple[str, str]:
    """The number that a term begins with, and what is behind it: 75-jaehriger."""
    plain = term.lstrip("0123456789")
    return (term[: len(term) - len(plain)], plain) if plain else ("", term)


def respelled(word: str) -> list[str]:
    """A word in spellings that are as good, or were (Photo, Foto)."""
    found = {word}
    for one, other in _SPELLINGS if any(one in word for one, _ in _SPELLINGS) else ():
        found |= {said.replace(one, other) for said in found if one in said}
    return sorted(found - {word})


def _is_word(term: str) -> bool:
    return 2 <= len(term) <= _LONGEST and term.isascii() and term.isalpha()


def is_form(word: str, form: str, kinds: str, *, known: bool, nouns: tuple[bool, bool]) -> bool:
    """Whether a term of some languages is a form of a word.

    ``known``: whether the corpus has the word itself. ``nouns``: whether the word and the form are nouns there.
    """
    if form in _SAME.get(word, ()):
        return True
    (figures, word), (others_figures, form) = _figures(word), _figures(form)
    if figures != others_figures or min(len(word), len(form)) <= 2 or not (_is_word(word) and _is_word(form)):
        return False
    if _is_of(word, form, kinds, known, nouns):
        return True
    usual, other = _usual(word), _usual(form)
    return usual == other or ((usual, other) != (word, form) and _is_of(usual, other, kinds, known, nouns))


def _usual(word: str) -> str:
    """A word in the one of its spellings that the others are compared by."""
    return _OTHER_SPELLINGS.sub(lambda found: _USUAL[found.group()], word)


def _is_of(word: str, form: str, kinds: str, known: bool, nouns: tuple[bool, bool]) -> bool:
    if "d" in kinds and german.is_form(word, form, known=known, nouns_there=nouns):
        return True
    if form == word + "s" and german.are_apart(word, form):  # no French mais is of Mai
        return False
    return any(form in foreign.forms(kind, word) for kind in _FOREIGN if kind in kinds)
