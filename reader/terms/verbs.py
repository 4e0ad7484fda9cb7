"""Verbs: which forms are of one verb, where stems do not say so (verkaufte, verkaufen; sprach, gesprochen)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from reader.words import lists

_LISTS = {name: said.split() for name, said in lists("wordforms").items()}
_APART, _FIRM = _LISTS["apart"], _LISTS["firm"]
_BEFORE = sorted({*_APART, *_FIRM, *(a + b for a in _APART for b in ("be", "ver", "er"))}, key=len, reverse=True)
_PREFIX = re.compile(rf"({'|'.join(_BEFORE)})(?=.{{3}})")
_WEAK_PARTICIPLE = re.compile(rf"({'|'.join(sorted(_APART, key=len, reverse=True))})?ge(.{{3,}}?)e?t(?:e[nrsm]?)?")
_WITH_ZU = re.compile(rf"({'|'.join(sorted(_APART, key=len, reverse=True))})zu(.{{3,}}e?n)")
_NO_UMLAUT = r"(?:(?<=[ae]u)|(?<![aou]))"
_ENDINGS = [
    re.compile(rf"(?<=..)(?:{ending})$")
    for ending in ("te[nt]?|test", rf"{_NO_UMLAUT}e(?:te[nt]?|test|t|st)", "s?t", rf"{_NO_UMLAUT}en?|(?<=[elr])n")
]
"""Endings of the past and the present; one word may be read in several ways (arbei-ten, arbeit-en)."""
_SHORT = frozenset(_LISTS["short_verbs"])
"""Roots of three letters, which most often are no verbs."""
_SHORTEST = 4


def roots(term: str) -> set[str]:
    """The roots of the verbs that a term may be a form of, without those that are too short to say anything."""
    found = set(_strong(term))
    if not found:
        found = {ending.sub("", form) for form in _without_ge(term) for ending in _ENDINGS} - {term}
    return {root for root in found if root in _SHORT or (len(root) >= _SHORTEST and not root.endswith(("e", "en")))}


def is_participle(term: str) -> bool:
    """Whether a term can be no noun, since it is a participle of an irregular verb (gestohlenes)."""
    return term.startswith("ge") and term in _irregular()


def _without_ge(term: str) -> set[str]:
    participle = _WEAK_PARTICIPLE.fullmatch(term)
    forms = {term, (participle[1] or "") + participle[2] + "en"} if participle else {term}
    with_zu = _WITH_ZU.fullmatch(term)
    return forms | {with_zu[1] + with_zu[2]} if with_zu else forms


def _strong(term: str) -> list[str]:
    known = _irregular()
    if term in known:
        return [known[term]]
    found = _PREFIX.match(term)
    while found:
        rest = term[found.end() :]
        for form in (rest, rest.removeprefix("zu")):
            if form in known:
                return [found.group() + known[form]]
        shorter = [p for p in _BEFORE if len(p) < found.end() and term.startswith(p)]
        found = re.match(shorter[0], term) if shorter else None
    return []


def forms_of_verbs(term: str) -> set[str]:
    """All forms of the verbs that a term may be a form of, and much that is none."""
    return {form for root in roots(term) for form in _forms(root)}


def _forms(root: str) -> set[str]:
    found = {root + ending for ending in _WEAK} | {"ge" + root + ending for ending in ("t", "et", "te", "ten", "ter")}
    for before in ["", *(prefix for prefix in _BEFORE if root.startswith(prefix))]:
        rest = root[len(before) :]
        found |= {before + form for form in _by_root().get(rest, ())}
        if before in _APART and len(rest) > 2:
            found |= {f"{before}ge{rest}t", f"{before}ge{rest}et", f"{before}zu{rest}en", f"{before}zu{rest}n"}
            found |= {f"{before}zu{form}" for form in _by_root().get(rest, ())}
    return found


_WEAK = ("", "en", "n", "e", "st", "t", "et", "te", "ten", "test", "tet", "ete", "eten", "end", "ende", "enden")


@lru_cache(maxsize=1)
def _by_root() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, root in _irregular().items():
        found.setdefault(root, []).append(form)
    return found


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """Forms of irregular verbs and the roots of their infinitives."""
    known: dict[str, str] = {}
    for line in files("reader").joinpath("words", "verbs.txt").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            infinitive, past, participle, present = line.split("\t")
            root = re.sub("e?n$", "", infinitive)
            bare = participle.removeprefix("ge")
            present_plural = () if present.endswith(("t", "ss", "nn", "rf", "ag")) else (present,)
            stem = past.removesuffix("e")
            declined = [said + ending for said in (participle, bare) for ending in ("e", "er", "es", "en", "em")]
            forms = (infinitive, past, stem + "en", stem + "st", stem + "t", participle, bare, present, *present_plural)
            for form in (*forms, *declined):
                known.setdefault(form, root)
    return known
