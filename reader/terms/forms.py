"""Inflection: what may be a form of a word, and what of it really is one.

German words are read by `german`. For English and French a stem says more than it should, so what shares one is looked
at again. Nothing is stored: forms are made up and looked for among the terms of the corpus.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from reader.terms import german
from reader.terms.lexicon import LISTS

_LANGUAGES = {"de": "d", "en": "e", "fr": "f"}
_LONGEST = 40
_LONG = 4
_SHORT = 3
"""Letters up to which a stem is not to be trusted."""
_SWAPS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "e": (("man", "men", 3), ("fe", "ves", 4), ("f", "ves", 4), ("child", "children", 5), ("y", "ies", 4)),
    "f": (
        *(
            ("al", "aux", 5),
            ("eau", "eaux", 4),
            ("eu", "eux", 3),
            ("er", "ere", 5),
            ("eux", "euse", 5),
            ("if", "ive", 4),
        ),
        *(("teur", "trice", 6), ("el", "elle", 4), ("en", "enne", 4), ("on", "onne", 4), ("ic", "ique", 5)),
    ),
}
"""Endings of forms that no stem joins, and the letters of such a word at least, by language."""
_FRENCH_ENDINGS = ("", *LISTS["french_endings"])
_ENGLISH_ENDINGS = ("", "s", "es", "d", "ed", "ing", "er", "ly")
_IRREGULAR: dict[str, set[str]] = {}
for _group in (said.split("/") for said in LISTS["english_irregular"]):
    for _form in _group:
        _IRREGULAR.setdefault(_form, set()).update(_group)


def kind_of(language: str | None) -> str:
    """The kind of the forms of a language (``None``: as German); empty if nothing is known of them."""
    return _LANGUAGES.get(language or "de", "")


@lru_cache(maxsize=256)
def candidates(word: str) -> frozenset[str]:
    """All that may be a form of a word in any language, much of it no word at all: to be looked up in a vocabulary."""
    if not _is_word(word):
        return frozenset()
    others = {*_english(word), *_french(word), *_IRREGULAR.get(word, ())}
    return frozenset(german.candidates(word).union(others, *(_swapped(kind, word) for kind in _SWAPS)))


def _english(word: str) -> set[str]:
    common = stem("e", word)
    bases = {common, word, common.removesuffix("e"), common + "e", common + common[-1:]}
    bases |= {f"{common[:-1]}y"} if common.endswith("i") else set()
    bases |= {word.removesuffix(ending) for ending in _ENGLISH_ENDINGS}
    return {base + ending for base in bases for ending in _ENGLISH_ENDINGS}


def _french(word: str) -> set[str]:
    common = stem("f", word)
    bases = {common, common + common[-1:]}
    return {base + ending for base in bases for ending in _FRENCH_ENDINGS} | _declined_in_french(word)


def _declined_in_french(word: str) -> set[str]:
    bases = {word.removesuffix(ending) for ending in ("", "s", "e", "es")}
    return {base + ending for base in bases if len(base) >= _LONG for ending in ("", "s", "e", "es")}


def _swapped(kind: str, word: str) -> set[str]:
    """The other forms of a word, as its ending says."""
    swaps = _SWAPS.get(kind, ())
    pairs = [*swaps, *((other, one, least) for one, other, least in swaps)]
    found = set()
    for said in {word, word.removesuffix("s")}:
        for end, other, least in pairs:
            if said.endswith(end) and len(said) >= least:
                found |= {said.removesuffix(end) + other, said.removesuffix(end) + other + "s"}
    return found


def _is_word(term: str) -> bool:
    return 2 <= len(term) <= _LONGEST and term.isascii() and term.isalpha()


@lru_cache(maxsize=8192)
def stem(kind: str, term: str) -> str:
    """The stem of an English or French term."""
    return str(_stemmer(kind).stemWord(term))


@lru_cache(maxsize=2)
def _stemmer(kind: str) -> Any:
    if kind == "e":
        from snowballstemmer.english_stemmer import EnglishStemmer as Stemmer
    else:
        from snowballstemmer.french_stemmer import FrenchStemmer as Stemmer
    return Stemmer()


def is_form(word: str, form: str, kinds: str, *, known: bool, nouns: tuple[bool, bool]) -> bool:
    """Whether a term of some languages is a form of a word.

    ``known``: whether the corpus has the word itself. ``nouns``: whether the word and the form are nouns there.
    """
    if min(len(word), len(form)) <= 2 or not (_is_word(word) and _is_word(form)):
        return False
    if "d" in kinds and german.is_form(word, form, known=known, nouns_there=nouns):
        return True
    others = kinds.replace("d", "")
    return any(_is_of(kind, word, form) for kind in others)


def _is_of(kind: str, word: str, form: str) -> bool:
    if form in _swapped(kind, word) or (kind == "e" and form in _IRREGULAR.get(word, ())):
        return True
    return _share_stem(kind, word, form) or (kind == "f" and form in _declined_in_french(word))


def _share_stem(kind: str, word: str, form: str) -> bool:
    return any(len(common) >= _SHORT for common in _stems(kind, word) & _stems(kind, form))


def _stems(kind: str, term: str) -> set[str]:
    """The stem of a term, and in French that of a verb whose participle has lost its accent (negocie)."""
    verb = re.sub("(?:ee?s?|ai[st]|aient)$", "er", term) if kind == "f" else term
    return {stem(kind, term), stem(kind, verb)}
