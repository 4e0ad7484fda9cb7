"""Inflection: what may be a form of a word, and what of it really is one.

A stem says more than it should: Ost and Ostern, Lehre and Lehrer, schon and schön share one. So what shares a stem is
looked at again, by its endings. Nothing is stored: forms are made up and looked for among the terms of the corpus.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reader.terms.spelling import spelled
from reader.terms.verbs import forms_of_verbs, is_participle, roots
from reader.words import lists

_LANGUAGES = {"de": "d", "en": "e", "fr": "f"}
_LONGEST = 40
_SHORT = 3
"""Letters up to which a word is too short to be stemmed, and a stem to be trusted."""
_SAFE = frozenset(("", "s", "es", "e", "en", "n"))
_LISTS = {name: said.split() for name, said in lists("wordforms").items()}
_PLURALS_ER = tuple(_LISTS["plurals_er"])
_ENDINGS_GERMAN = ("", *_LISTS["inflections"])
_TAKES_N = re.compile(r"(?:e|e[lr]|ar|rr)(?:n|s)?$")
"""What an -n may belong to: Regeln, Bauern, Nachbarn, Herrn; Main is not of Mai."""
_NO_ENDINGS = ("et", "er")
"""What belongs to a word where a stemmer leaves but three letters: Rakete, Bauern."""
_AGENT = re.compile(r"er(?:s|n|in|innen)?")
_ACT = re.compile(r"ung(?:en|s)?$")
_UMLAUT_PLURAL = frozenset(("e", "en", "er", "ern", "in", "innen", "n"))
_SWAPPING = re.compile(r"(?<![aou])(?:er|el|en)[ns]?$")
_WOMAN = re.compile(rf"(.*?(?:{'|'.join(_LISTS['women'])}))in(?:nen)?")
"""Names of women beside those of men, where no stem says so."""
_COMPARED = frozenset(_LISTS["compared"])
_SHORT_ADJECTIVES = frozenset(_LISTS["short_adjectives"])
_DOUBLING = frozenset(_LISTS["doubling"])
APART = {long.removesuffix("en").removesuffix("e"): long for long in _LISTS["apart_with_e"]}
"""Words that are others with an -e or -en (Reis and Reise), each with the longer one."""
_PLURALS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "d": (
        *(("um", "en", 5), ("us", "en", 6), ("a", "en", 5), ("um", "a", 4)),  # Museum, Zyklus, Thema, Visum
        *(("onto", "onten", 5), ("isiko", "isiken", 6), ("saldo", "salden", 5), ("herr", "herrn", 4)),
        *((vowel, vowel + "s", 4) for vowel in "aiouy"),  # Kamera, Auto
    ),
    "e": (("man", "men", 3), ("fe", "ves", 4), ("f", "ves", 4), ("child", "children", 5)),
    "f": (("al", "aux", 5), ("eau", "eaux", 4), ("eu", "eux", 3)),
}
"""Endings of nouns in singular and plural that no stem joins, and the letters of such a word at least, by language."""


def kind_of(language: str | None) -> str:
    """The kind of the stems of a language (``None``: as German); empty if nothing is known of its forms."""
    return _LANGUAGES.get(language or "de", "")


@lru_cache(maxsize=256)
def candidates(word: str) -> frozenset[str]:
    """All that may be a form of a word in any language, much of it no word at all: to be looked up in a vocabulary."""
    if not _is_word(word):
        return frozenset()
    german = {base + ending for base in _bases(word, stem("d", word)) for ending in _ENDINGS_GERMAN}
    english = {base + ending for base in _english(word) for ending in ("", "s", "es", "d", "ed", "ing", "er", "ly")}
    french = {
        base + ending for base in _french(word) for ending in ("", "s", "e", "es", "x", "aux", "al", "ale", "er", "ent")
    }
    return frozenset(german | english | french | forms_of_verbs(word) | _beside_stems(word))


def _bases(word: str, common: str) -> set[str]:
    """What the forms of a word may begin with: its stem, and that with an umlaut in one place."""
    raw = next((word[:end] for end in range(len(word), 0, -1) if flat(word[:end]) == common), common)
    dotted = {common[: at + 1] + "e" + common[at + 1 :] for at, char in enumerate(common) if char in "aou"}
    return {common, raw, *dotted}


def _english(word: str) -> set[str]:
    common = stem("e", word)
    return {common, common + "e", common + common[-1:], common[:-1] + "y" if common.endswith("i") else common}


def _french(word: str) -> set[str]:
    common = stem("f", word)
    return {common, common + "e", common + common[-1:]}


def short_forms(term: str) -> set[str]:
    """What may be a form of a word that is too short to be stemmed."""
    endings = {*_SAFE, "er", "em"} if term in _SHORT_ADJECTIVES else _SAFE
    doubled = {term + ending for ending in ("se", "sen", "ses")} if term in _DOUBLING else set()
    return doubled | {term + ending for ending in endings if ending}


def _beside_stems(word: str) -> set[str]:
    """What no stem leads to."""
    man = re.sub(r"in(?:nen)?$", "", word)
    agents = {man, man + "in", man + "innen"} if man.endswith("er") else set()
    return agents | short_forms(word) | set().union(*(_other_numbers(kind, word) for kind in _PLURALS))


def _other_numbers(kind: str, word: str) -> set[str]:
    """The plural of a noun, and what it may be the plural of, where no stem joins the two."""
    plurals = _PLURALS.get(kind, ())
    swaps = [*plurals, *((plural, singular, least) for singular, plural, least in plurals)]
    return {word.removesuffix(end) + other for end, other, least in swaps if word.endswith(end) and len(word) >= least}


def _is_word(term: str) -> bool:
    return 2 <= len(term) <= _LONGEST and term.isascii() and term.isalpha()


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that name nothing (seit, der, and), as terms."""
    listed = files("reader").joinpath("words", "names", "functions.txt").read_text("utf-8").split("\n")
    return frozenset(spelled(line) for line in listed)


@lru_cache(maxsize=8192)
def stem(kind: str, term: str) -> str:
    """The stem of a term."""
    return str(_stemmer(kind).stemWord(term))


@lru_cache(maxsize=3)
def _stemmer(kind: str) -> Any:
    if kind == "d":
        from snowballstemmer.german_stemmer import GermanStemmer as Stemmer
    elif kind == "e":
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
    if "d" in kinds and (are_apart(word, form) or _is_only_longer(word, form)):
        return False
    if len(word) == _SHORT and form in short_forms(word):
        return True
    if any(form in _other_numbers(kind, word) and (nouns[1] or kind != "d") for kind in kinds):
        return True
    if "d" in kinds and (not nouns[1] or is_participle(form)) and roots(word) & roots(form):
        return True
    if (form in function_words()) != (word in function_words()):
        return False
    return any(
        common in _stems(kind, form) and _is_inflected(kind, common, word, form, known, nouns)
        for kind in kinds
        for common in _stems(kind, word)
    )


def are_apart(word: str, form: str) -> bool:
    """Whether two words are known to differ, though a stem is all that they would differ by (Rat, Rate, Raten)."""
    base = next((base for base in (word, word.rstrip("ns").removesuffix("e")) if base in APART), "")
    longer = APART.get(base)
    return longer is not None and flat(form).startswith(base) and form.startswith(longer) != word.startswith(longer)


def _is_only_longer(word: str, form: str) -> bool:
    """Whether one of two words has but an -n more that is no ending of such a word."""
    short, long = sorted((word, form), key=len)
    return long == short + "n" and not _TAKES_N.search(short)


def _stems(kind: str, term: str) -> set[str]:
    """The stem of a term, and that of the man if it is the name of a woman."""
    woman = _WOMAN.fullmatch(term) if kind == "d" else None
    return {stem(kind, said) for said in (term, woman[1] if woman else term)}


def _is_inflected(kind: str, common: str, word: str, form: str, known: bool, nouns: tuple[bool, bool]) -> bool:
    ends = _ending(word, common), _ending(form, common)
    if kind != "d" or None in ends:
        return len(common) >= _SHORT
    return _is_german(common, word, form, (str(ends[0]), str(ends[1])), known, nouns)


def _is_german(common: str, word: str, form: str, ends: tuple[str, str], known: bool, nouns: tuple[bool, bool]) -> bool:
    for more in _NO_ENDINGS:
        if len(common) <= _SHORT and all(_ending(said, common + more) is not None for said in (word, form)):
            common, ends = common + more, (ends[0].removeprefix(more), ends[1].removeprefix(more))
    if bool(_ACT.search(word)) != bool(_ACT.search(form)) and nouns[1]:
        return False
    if _is_plain(word, form, common):
        if len(common) <= _SHORT or min(len(word), len(form)) <= _SHORT:
            return ends[0] in _SAFE and ends[1] in _SAFE
        one_acts = bool(_AGENT.fullmatch(ends[0])) != bool(_AGENT.fullmatch(ends[1]))
        return not (one_acts and (nouns[1] or (known and nouns[0]))) or common.endswith(_PLURALS_ER)
    return _is_with_umlaut(common, word, form, ends, known, nouns)


def _is_with_umlaut(
    common: str, word: str, form: str, ends: tuple[str, str], known: bool, nouns: tuple[bool, bool]
) -> bool:
    """Whether of two words with and without umlaut one is a form of the other (Haus, Häuser; not schon, schön)."""
    if not known and word.startswith(common) and ends[0] in ("", ends[1]):
        return True  # typed without its dots
    if common in _COMPARED:
        return True
    shorter, longer = sorted(ends, key=len)
    if len(shorter) < len(longer):
        with_dots = ends[1] if word.startswith(common) else ends[0]
        return with_dots == longer and longer in _UMLAUT_PLURAL and (nouns[1] or nouns[0])
    return all(nouns) and bool(_SWAPPING.search(word)) and not _ACT.search(word)


def _is_plain(word: str, form: str, common: str) -> bool:
    """Whether two words that share a stem have no umlaut between them."""
    return word.startswith(common) == form.startswith(common)


def flat(term: str) -> str:
    """A term without the dots of its umlauts."""
    return term.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _ending(term: str, common: str) -> str | None:
    """What stands behind the stem; ``None`` where the stem is not the beginning of the term."""
    for said in (term, flat(term)):
        if said.startswith(common):
            return said[len(common) :]
    return None
