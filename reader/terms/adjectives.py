"""German adjectives: what a word may be declined and compared to if it is one, and those that stand as nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reader.terms.lexicon import LISTS, nouns
from reader.terms.stems import SHORTEST, cut, with_dots, without_dots
from reader.terms.verbs import is_participle

_DECLINED = ("", "e", "em", "en", "er", "es")
_ADJECTIVE_ENDINGS = [degree + ending for degree in ("", "er", "st", "est") for ending in _DECLINED]
_SHORT_ADJECTIVES = frozenset((*LISTS["short_adjectives"], *LISTS["compared"]))
_NO_ADJECTIVES = frozenset(LISTS["no_adjectives"])
_STEMS = {stem: group for group in (said.split("/") for said in LISTS["adjective_stems"]) for stem in group}
"""What adjectives are compared by that have several stems (hoch, hohe, höher)."""
_COMPARED = tuple(LISTS["compared"])
ADJECTIVES = frozenset(LISTS["adjectives"])
_ADJECTIVES_BEHIND = tuple(LISTS["adjectives_behind"])
ALSO_ADJECTIVES = frozenset(LISTS["also_adjectives"])
"""Those that are nouns, too."""
_TAKES_EST = re.compile("(?:[dtsxz]|sch|[aeiouy]h?)$")
"""What is compared by -est (frischest, but no manchester); -ist is no ending of any (no Publizist of publizieren)."""
COMPARES = re.compile("(?:er|st)e[mnrs]?$")
"""How adjectives end that are compared and declined."""
_LOOKS_ADJECTIVE = re.compile(
    r".{2,}(?:(?<!e)ig|isch|lich|los|bar|sam|(?<!sc)haft|iv)|.{3,}(?:al|(?<!st)(?<!a)ell|(?<!a)(?<!sp)end|[ei][lr]nd)"
    r"|(?:un)?(?:.{2,}ge|be|ver|zer|ent|er|miss|ge).{3,}t|.{3,}iert"
)
"""Adjectives and participles that may stand as nouns (der Abgeordnete, die Angestellte)."""


@lru_cache(maxsize=1024)
def of_adjectives(word: str) -> frozenset[str]:
    """What a word may be declined and compared to, if it is an adjective."""
    bases = {said for base, _ in _adjectives(word) for said in _STEMS.get(base, (base,))}
    return frozenset(form for base in bases for form in _compared(base))


def _adjectives(word: str) -> Iterator[tuple[str, str]]:
    """What adjectives a word may be a form of: with the vowels and letters of their first form."""
    for base, ending in cut(word, _ADJECTIVE_ENDINGS):
        if ending[:1] == "s" and base.endswith("i"):
            continue
        if ending.startswith("est") and not _TAKES_EST.search(base):
            continue
        is_long = len(base) > SHORTEST and base not in _NO_ADJECTIVES
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
def of_adjective_nouns(word: str) -> frozenset[str]:
    """The forms of an adjective that may stand as a noun, if the word is one."""
    return frozenset(base + ending for base in adjective_bases(word) for ending in _DECLINED)


@lru_cache(maxsize=1024)
def adjective_bases(word: str) -> frozenset[str]:
    """The adjectives without their endings that a word may be declined from."""
    return frozenset(base for base, _ in cut(word, _DECLINED) if _is_adjective(base))


def _is_adjective(base: str) -> bool:
    if base in ADJECTIVES or base.endswith(_ADJECTIVES_BEHIND) or is_participle(base):
        return True
    return base not in nouns() and base not in _NO_ADJECTIVES and bool(_LOOKS_ADJECTIVE.fullmatch(base))
