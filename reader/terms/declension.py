"""German nouns: what a word may be declined to if it is one, and the names of women beside those of men."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reader.terms.lexicon import LISTS, nouns
from reader.terms.stems import cut, with_dots, without_dots

CASES = ("", "s", "es", "e", "en")
NOUN_ENDINGS = (*CASES, "n", "ens", "ns", "er", "ern", "se", "sen", "ses", "nen")
_VOWEL = re.compile(r"(?<![ae])[aeio]$|(?<![ae])u$|y$")
_TAKES_N = re.compile(r"(?:e|e[lr]|ar|rr)$")
"""What an -n may belong to: Regeln, Bauern, Nachbarn, Herrn; Main is not of Mai."""
_LATIN = re.compile(r"[^a]us$")
_DOUBLES_S = re.compile(r"(?:nis|(?<![aeiou])[aiu]s)$")
_HISSES = re.compile(r"[sxz]$")
_FOREIGN = [(singular, plural) for singular, plural in (pair.split("/") for pair in LISTS["foreign_plurals"])]
"""Endings of nouns in singular and plural that nothing else joins (Museum, Museen)."""
_FOREIGN_ENDINGS = tuple({ending for pair in _FOREIGN for ending in pair})
_FOREIGN_BASE = 3
_SAME_AS_FOREIGN = frozenset(LISTS["same_as_foreign"])
_PLURALS_ER, _UMLAUTS_ER = tuple(LISTS["plurals_er"]), tuple(LISTS["umlauts_er"])
_UMLAUTS = tuple(LISTS["umlauts"])
_NO_UMLAUTS = frozenset(LISTS["no_umlauts"])
_MEN = re.compile(rf".*(?:er|{'|'.join(LISTS['women'])})")
"""Men whose names become those of women by -in."""


@lru_cache(maxsize=1024)
def of_nouns(word: str) -> frozenset[str]:
    """What a word may be declined to, if it is a noun."""
    found: set[str] = set()
    for base, _ in cut(word, NOUN_ENDINGS):
        for singular in (base, without_dots(base)):
            for declined in _declensions(singular) if singular else ():
                if word in declined:
                    found |= declined
    return frozenset(found)


def _declensions(base: str) -> Iterator[set[str]]:
    """The forms of a noun in each way it may be declined."""
    dotted = with_dots(base)
    cases = ("", "es", "e", "en") if _HISSES.search(base) else CASES
    if not (_VOWEL.search(base) or _LATIN.search(base)):
        yield {base + ending for ending in cases}
        if base not in _NO_UMLAUTS:
            yield {*(base + ending for ending in cases[:-2]), dotted + "e", dotted + "en"}
    if _TAKES_N.search(base):
        yield {base + ending for ending in ("", "s", "n", "ns")}
    if not _HISSES.search(base):
        yield {base, base + "s"}
    if base.endswith(_PLURALS_ER):
        yield {base + ending for ending in (*cases[:-1], "er", "ern")}
    if base.endswith(_UMLAUTS_ER) and base not in _NO_UMLAUTS:
        yield {*(base + ending for ending in cases[:-1]), dotted + "er", dotted + "ern"}
    if base.endswith(_UMLAUTS):
        yield {base, base + "s", dotted, dotted + "n"}
    if base.endswith("in"):
        yield {base, base + "nen"}
    if _DOUBLES_S.search(base):
        yield {base + ending for ending in ("", "se", "sen", "ses")}
    yield from _foreign(base)


def with_umlaut(word: str) -> list[str]:
    """The plurals of a noun that have an umlaut, as compounds begin or end with them (Hühner-stall, See-häfen)."""
    dotted = with_dots(word)
    plurals = [dotted + ending for ending in ("e", "er")] if dotted != word else []
    bare = [dotted] if dotted != word and word.endswith(("en", "el", "er")) and dotted in of_nouns(word) else []
    return [said for said in plurals if said in of_nouns(word) and (said.endswith("r") or said in nouns())] + bare


def without_umlaut(word: str) -> list[str]:
    """The known nouns whose plurals have an umlaut, if a word may be one (Häfen: Hafen)."""
    bases = dict.fromkeys(without_dots(base) for base, _ in cut(word, ("", "e", "en", "n", "er", "ern")))
    return [base for base in bases if base in nouns() and word in of_nouns(base)]


def _foreign(word: str) -> Iterator[set[str]]:
    """The plural of a noun, and what it may be the plural of, by its ending alone."""
    for pair in _FOREIGN if word.endswith(_FOREIGN_ENDINGS) else ():
        for one, other in (pair, pair[::-1]):
            if word.endswith(one) and len(word) >= (len(one) if len(one) > 2 else len(one) + _FOREIGN_BASE):
                found = word[: len(word) - len(one)] + other
                if not (pair[1] == "en" and _is_of_another(found if other == "en" else word)):
                    yield {word, found}


def _is_of_another(plural: str) -> bool:
    """Whether a plural is that of a noun with an ending of its own: Praktiken are no Praktikum."""
    singulars = {plural.removesuffix("n"), plural.removesuffix("en")}
    return not nouns().isdisjoint(singulars - _SAME_AS_FOREIGN)


@lru_cache(maxsize=1024)
def of_women(word: str) -> frozenset[str]:
    """The names of women beside those of men, and the other way round."""
    bases = {base for base, _ in cut(word, ("", "s", "es", "e", "en", "n"))}
    men = {base for base in bases if _MEN.fullmatch(with_dots(base)) or _MEN.fullmatch(base)}
    found = {said + ending for man in men for said in (man, with_dots(man)) for ending in ("in", "innen")}
    for base, _ in cut(word, ("in", "innen")):
        if _MEN.fullmatch(base):
            said = {base, without_dots(base) or base}
            found |= {form for man in said for form in (*of_nouns(man), man + "e", man + "en")}
    return frozenset(found | {form for woman in found if woman.endswith("in") for form in (woman, woman + "nen")})
