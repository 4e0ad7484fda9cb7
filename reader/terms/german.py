"""German inflection: which words are forms of one noun, adjective or verb.

A word is read in all ways it could have been inflected: it is cut where an ending may begin, and what can be made of
the rest by the same kind of inflection are its forms. What would be a form by chance is held apart by what the corpus
and the lists know to be nouns, and by pairs that are known to differ (Reis, Reise).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reader.terms.lexicon import LISTS, nouns
from reader.terms.verbs import forms_of_verbs, infinitives, is_irregular, is_participle, named_after, roots

_SHORTEST = 3
"""Letters of what an ending may be cut from."""
_LONG = 5
"""Letters with more of which the root of a verb may be a noun (verkaufen, Verkauf)."""
_CASES = ("", "s", "es", "e", "en")
_NOUN_ENDINGS = (*_CASES, "n", "ens", "ns", "er", "ern", "se", "sen", "ses", "nen")
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
_PLAIN = re.compile(r"(.*?)(au|(?<![aeq])u|[ao])(?!e)([^aou]*)$")
_DOTTED = re.compile(r"(.*?)(?:(a)e(u)|([ao]|(?<![aeq])u)e)([^aou]*)$")

_NO_FORMS = frozenset(frozenset(pair.split("/")) for pair in LISTS["no_forms"])
"""What looks like a form of a word, noun or not, and is none."""

_DECLINED = ("", "e", "em", "en", "er", "es")
_ADJECTIVE_ENDINGS = [degree + ending for degree in ("", "er", "st", "est") for ending in _DECLINED]
_SHORT_ADJECTIVES = frozenset((*LISTS["short_adjectives"], *LISTS["compared"]))
_NO_ADJECTIVES = frozenset(LISTS["no_adjectives"])
_STEMS = {stem: group for group in (said.split("/") for said in LISTS["adjective_stems"]) for stem in group}
"""What adjectives are compared by that have several stems (hoch, hohe, höher)."""
_COMPARED = tuple(LISTS["compared"])
_ADJECTIVES = frozenset(LISTS["adjectives"])
_ADJECTIVES_BEHIND = tuple(LISTS["adjectives_behind"])
_ALSO_ADJECTIVES = frozenset(LISTS["also_adjectives"])
_TAKES_EST = re.compile("(?:[dtsxz]|sch|[aeiouy]h?)$")
"""What is compared by -est (frischest, but no manchester); -ist is no ending of any (no Publizist of publizieren)."""
_COMPARES = re.compile("(?:er|st)e[mnrs]?$")
"""How adjectives end that are compared and declined."""
_LOOKS_ADJECTIVE = re.compile(
    r".{2,}(?:(?<!e)ig|isch|lich|los|bar|sam|(?<!sc)haft|iv)|.{3,}(?:al|(?<!st)(?<!a)ell|(?<!a)(?<!sp)end|[ei][lr]nd)"
    r"|(?:un)?(?:.{2,}ge|be|ver|zer|ent|er|miss|ge).{3,}t|.{3,}iert"
)
"""Adjectives and participles that may stand as nouns (der Abgeordnete, die Angestellte)."""


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
    as_other = not noun and (known or word not in nouns() or word in _ALSO_ADJECTIVES or word in infinitives(word))
    if is_noun:
        return (as_noun and (form in of_nouns(word) or form in of_women(word))) or _is_named(word, form, as_other)
    # What is a noun in a few texts may be the infinitive that is meant (beim Schwimmen).
    as_verb = as_other and (known or word not in nouns() or word in infinitives(word))
    if (as_verb or _may_be_infinitive(word)) and roots(word) & roots(form):
        return True
    return (as_other and form in of_adjectives(word)) or form in _of_adjective_nouns(word)


def _is_named(word: str, form: str, as_other: bool) -> bool:
    """Whether a noun is what an adjective or a verb is called by (die Kranke, das Lesen, der Verkauf)."""
    if as_other and (form in named_after(word) or (len(form) > _LONG and word in (form + "en", form + "n"))):
        return True
    if as_other and _COMPARES.search(form) and form not in nouns() and form in of_adjectives(word):  # der Jüngste
        return True
    if as_other and any(base in forms_of_verbs(word) for base in _adjective_bases(form) - _ADJECTIVES - roots(word)):
        return True
    return form in _of_adjective_nouns(word) and (as_other or form not in _adjective_bases(word))


def _may_be_infinitive(word: str) -> bool:
    return is_irregular(word) or (word not in nouns() and word in infinitives(word))


def _cut(word: str, endings: Sequence[str], shortest: int = _SHORTEST) -> Iterator[tuple[str, str]]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield word[: len(word) - len(ending)], ending


@lru_cache(maxsize=1024)
def of_nouns(word: str) -> frozenset[str]:
    """What a word may be declined to, if it is a noun."""
    found: set[str] = set()
    for base, _ in _cut(word, _NOUN_ENDINGS):
        for singular in (base, without_dots(base)):
            for declined in _declensions(singular) if singular else ():
                if word in declined:
                    found |= declined
    return frozenset(found)


def _declensions(base: str) -> Iterator[set[str]]:
    """The forms of a noun in each way it may be declined."""
    dotted = with_dots(base)
    cases = ("", "es", "e", "en") if _HISSES.search(base) else _CASES
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
    bases = dict.fromkeys(without_dots(base) for base, _ in _cut(word, ("", "e", "en", "n", "er", "ern")))
    return [base for base in bases if base in nouns() and word in of_nouns(base)]


def is_but_noun(word: str) -> bool:
    """Whether a known noun is neither an adjective nor the infinitive of a verb."""
    return word not in _ALSO_ADJECTIVES | _ADJECTIVES and not word.endswith("n")


def are_of_verb(word: str, form: str) -> bool:
    """Whether a word is an infinitive, and another one a form of the same verb."""
    return word in infinitives(word) and not roots(word).isdisjoint(roots(form))


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
    bases = {base for base, _ in _cut(word, ("", "s", "es", "e", "en", "n"))}
    men = {base for base in bases if _MEN.fullmatch(with_dots(base)) or _MEN.fullmatch(base)}
    found = {said + ending for man in men for said in (man, with_dots(man)) for ending in ("in", "innen")}
    for base, _ in _cut(word, ("in", "innen")):
        if _MEN.fullmatch(base):
            said = {base, without_dots(base) or base}
            found |= {form for man in said for form in (*of_nouns(man), man + "e", man + "en")}
    return frozenset(found | {form for woman in found if woman.endswith("in") for form in (woman, woman + "nen")})


@lru_cache(maxsize=1024)
def of_adjectives(word: str) -> frozenset[str]:
    """What a word may be declined and compared to, if it is an adjective."""
    bases = {said for base, _ in _adjectives(word) for said in _STEMS.get(base, (base,))}
    return frozenset(form for base in bases for form in _compared(base))


def _adjectives(word: str) -> Iterator[tuple[str, str]]:
    """What adjectives a word may be a form of: with the vowels and letters of their first form."""
    for base, ending in _cut(word, _ADJECTIVE_ENDINGS):
        if ending[:1] == "s" and base.endswith("i"):
            continue
        if ending.startswith("est") and not _TAKES_EST.search(base):
            continue
        is_long = len(base) > _SHORTEST and base not in _NO_ADJECTIVES
        if is_long or base in _STEMS or base in _SHORT_ADJECTIVES or without_dots(base) in _SHORT_ADJECTIVES:
            yield base, ending
        plain = without_dots(base)
        if plain and plain.endswith(_COMPARED):
            yield plain, ending
        if ending and (full := _in_full(base)):
            yield full, ending


def _in_full(base: str) -> str:
    """An adjective with the -e- that it loses before its endings: dunkle, teure, andre."""
    if re.search(r"[^aeioul]l$", base) or re.search(r"[ae]ur$", base) or re.search(r"[^aeiourh]r$", base):
        return f"{base[:-1]}e{base[-1]}"
    return ""


def _compared(base: str) -> Iterator[str]:
    shorter = base[:-2] + base[-1] if re.search(r"(?:(?<![aou])el|[^aeiou]er|[ae]uer)$", base) else ""
    dotted = with_dots(base) if base.endswith(_COMPARED) else ""
    takes_est = _TAKES_EST.search(base)
    for ending in _ADJECTIVE_ENDINGS:
        if (ending.startswith("est") and not takes_est) or (ending[:1] == "s" and base.endswith("i")):
            continue
        yield base + ending
        if dotted:
            yield dotted + ending
        if shorter and not ending.startswith("st"):
            yield shorter + ending


@lru_cache(maxsize=1024)
def _of_adjective_nouns(word: str) -> frozenset[str]:
    """The forms of an adjective that may stand as a noun, if the word is one."""
    return frozenset(base + ending for base in _adjective_bases(word) for ending in _DECLINED)


@lru_cache(maxsize=1024)
def _adjective_bases(word: str) -> frozenset[str]:
    return frozenset(base for base, _ in _cut(word, _DECLINED) if _is_adjective(base))


def _is_adjective(base: str) -> bool:
    if base in _ADJECTIVES or base.endswith(_ADJECTIVES_BEHIND) or is_participle(base):
        return True
    return base not in nouns() and base not in _NO_ADJECTIVES and bool(_LOOKS_ADJECTIVE.fullmatch(base))


@lru_cache(maxsize=1024)
def undotted(word: str) -> frozenset[str]:
    """What a word may be that was typed without the dots of one umlaut."""
    dotted = {word[: found.end()] + "e" + word[found.end() :] for found in re.finditer("[ao]|(?<![aeq])u", word)}
    return frozenset(dotted.union(*(_alike(one) for one in dotted)))


def _alike(word: str) -> Iterator[str]:
    yield from (base + ending for base, _ in _cut(word, ("", "s", "es", "e", "en", "n")) for ending in (*_CASES, "n"))


def with_dots(base: str) -> str:
    """A word with an umlaut for its last vowel that may have one; as it is if none may."""
    found = _PLAIN.fullmatch(base)
    return f"{found[1]}{found[2][0]}e{found[2][1:]}{found[3]}" if found else base


def without_dots(base: str) -> str:
    """A word without the umlaut that is its last vowel; empty if there is none."""
    found = _DOTTED.fullmatch(base)
    return "".join(filter(None, found.groups())) if found else ""


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
    for base, _ in _cut(word, ("", *_NOUN_ENDINGS[1:]), 2):
        for short, long in known.get(base, ()):
            if form.startswith((short, long, with_dots(short))) and _is_of(word, long) != _is_of(form, long):
                return True
    return False


def _is_of(form: str, long: str) -> bool:
    """Whether a form is one of the longer word: Rate, Raten, but not Rates."""
    if form == long or (form == with_dots(long) and not long.endswith("e")):
        return True
    return form.startswith(long) and (not long.endswith("e") or form[len(long) :] in ("n", "ns"))
