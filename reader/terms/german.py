"""German inflection: which words are forms of one noun, adjective or verb.

A word is read in all ways it could have been inflected: it is cut where an ending may begin, and what can be made of
the rest by the same kind of inflection are its forms. What would be a form by chance is held apart by what the corpus
and the lists know to be nouns, and by pairs that are known to differ (Reis, Reise).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reader.terms.adjectives import (
    ADJECTIVES,
    ALSO_ADJECTIVES,
    COMPARES,
    adjective_bases,
    of_adjective_nouns,
    of_adjectives,
)
from reader.terms.declension import CASES, NOUN_ENDINGS, of_nouns, of_women
from reader.terms.lexicon import LISTS, nouns
from reader.terms.stems import cut, with_dots
from reader.terms.verbs import forms_of_verbs, infinitives, is_irregular, named_after, roots

_LONG = 5
"""Letters with more of which the root of a verb may be a noun (verkaufen, Verkauf)."""
_NO_FORMS = frozenset(frozenset(pair.split("/")) for pair in LISTS["no_forms"])
"""What looks like a form of a word, noun or not, and is none."""


def candidates(word: str) -> set[str]:
    """All that may be a form of a word, much of it no word at all."""
    named = {word.removesuffix("n").removesuffix("e"), word.removesuffix("n")} if word.endswith("n") else set()
    others = of_adjectives(word) | forms_of_verbs(word) | named_after(word) | undotted(word)
    return named | of_nouns(word) | of_women(word) | others


def is_form(word: str, form: str, *, known: bool, nouns_there: tuple[bool, bool]) -> bool:
    """Whether a term is a form of a word.

    ``known``: whether the corpus has the word itself. ``nouns_there``: whether the word and the form are nouns in it.
    """
    if (nouns_there[1] and are_apart(word, form)) or frozenset((word, form)) in _NO_FORMS:
        return False
    if not known and word not in nouns() and form in undotted(word):
        return True
    noun, is_noun = nouns_there
    as_noun = noun or not known or (word in nouns() and not word.endswith("n"))
    as_other = not noun and (known or word not in nouns() or word in ALSO_ADJECTIVES or word in infinitives(word))
    if is_noun:
        return (as_noun and (form in of_nouns(word) or form in of_women(word))) or _is_named(word, form, as_other)
    # What is a noun in a few texts may be the infinitive that is meant (beim Schwimmen).
    as_verb = as_other and (known or word not in nouns() or word in infinitives(word))
    if (as_verb or _may_be_infinitive(word)) and roots(word) & roots(form):
        return True
    return (as_other and form in of_adjectives(word)) or form in of_adjective_nouns(word)


def _is_named(word: str, form: str, as_other: bool) -> bool:
    """Whether a noun is what an adjective or a verb is called by (die Kranke, das Lesen, der Verkauf)."""
    if as_other and (form in named_after(word) or (len(form) > _LONG and word in (form + "en", form + "n"))):
        return True
    if as_other and COMPARES.search(form) and form not in nouns() and form in of_adjectives(word):  # der Jüngste
        return True
    if as_other and any(base in forms_of_verbs(word) for base in adjective_bases(form) - ADJECTIVES - roots(word)):
        return True
    return form in of_adjective_nouns(word) and (as_other or form not in adjective_bases(word))


def _may_be_infinitive(word: str) -> bool:
    return is_irregular(word) or (word not in nouns() and word in infinitives(word))


def is_but_noun(word: str) -> bool:
    """Whether a known noun is neither an adjective nor the infinitive of a verb."""
    return word not in ALSO_ADJECTIVES | ADJECTIVES and not word.endswith("n")


def are_of_verb(word: str, form: str) -> bool:
    """Whether a word is an infinitive, and another one a form of the same verb."""
    return word in infinitives(word) and not roots(word).isdisjoint(roots(form))


@lru_cache(maxsize=1024)
def undotted(word: str) -> frozenset[str]:
    """What a word may be that was typed without the dots of one umlaut."""
    dotted = {word[: found.end()] + "e" + word[found.end() :] for found in re.finditer("[ao]|(?<![aeq])u", word)}
    return frozenset(dotted.union(*(_alike(one) for one in dotted)))


def _alike(word: str) -> Iterator[str]:
    yield from (base + ending for base, _ in cut(word, ("", "s", "es", "e", "en", "n")) for ending in (*CASES, "n"))


@lru_cache(maxsize=1)
def _differing() -> dict[str, list[tuple[str, str]]]:
    """Pairs of words that are no forms of each other, under both of them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for short, long in (pair.split("/") for pair in LISTS["apart_pairs"]):
        for one in {short, with_dots(short), long}:
            found.setdefault(one, []).append((short, long))
    return found


def are_apart(word: str, form: str) -> bool:
    """Whether two words are known to differ, though but an ending is what they differ by (Rat, Rate, Raten)."""
    known = _differing()
    for base, _ in cut(word, ("", *NOUN_ENDINGS[1:]), 2):
        for short, long in known.get(base, ()):
            if form.startswith((short, long, with_dots(short))) and _is_of(word, long) != _is_of(form, long):
                return True
    return False


def _is_of(form: str, long: str) -> bool:
    """Whether a form is one of the longer word: Rate, Raten, but not Rates."""
    if form == long or (form == with_dots(long) and not long.endswith("e")):
        return True
    return form.startswith(long) and (not long.endswith("e") or form[len(long) :] in ("n", "ns"))
