"""Verbs: which forms are of one verb, where no ending says so (verkaufte, verkaufen; sprach, gesprochen)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from reader.terms.lexicon import LISTS

_FIRM = LISTS["firm"]
_APART = frozenset(LISTS["apart"] + LISTS["apart_too"])
_BEFORE = _APART.union(_FIRM, (a + b for a in _APART for b in ("be", "ver", "er")))
_LONGEST = max(map(len, _BEFORE))
_WITHOUT_GE = tuple(_FIRM + LISTS["without_ge"])
"""What stands before a participle without its ge- (umgeben, but vorgelegen: vorlegen is none of vorliegen)."""
_PARTED = rf"(?:{'|'.join(sorted(_APART, key=len, reverse=True))})"
_DECLINED = "e[nrsm]?"
_WEAK_PARTICIPLE = re.compile(rf"({_PARTED})?ge(.{{3,}}?)e?t(?:{_DECLINED})?")
_WITH_ZU = re.compile(rf"({_PARTED})zu(.{{2,}}n)")
_NO_UMLAUT = r"(?:(?<=[ae]u)|(?<![aou]))"
_ENDINGS = [
    re.compile(rf"(?<=..)(?:{ending})$")
    for ending in (
        *(
            "te[nt]?|test",
            rf"{_NO_UMLAUT}(?:ete[nt]?|etest)",
            rf"{_NO_UMLAUT}(?:et|est)",
            "t",
            "(?<![sxz])st",
            rf"{_NO_UMLAUT}en?|(?<=[elr])n",
        ),
        rf"{_NO_UMLAUT}end(?:{_DECLINED})?|(?<=[elr])nd(?:{_DECLINED})?",
        "te[rsm]",  # verkaufter: only where no ge- stands before
    )
]
"""Endings of the past, the present and participles; one word may be read in several ways (arbei-ten, arbeit-en)."""
_SHORT = frozenset(LISTS["short_verbs"])
"""Roots of three letters; most others are no verbs."""
_SHORTEST = 4
_NO_PARTICIPLE = re.compile(rf"(?:{'|'.join(LISTS['no_participles'])})(?:e?t)?(?:{_DECLINED})?")
"""Adjectives, and verbs that begin with ge- themselves."""
_WITHOUT_E = re.compile(r"[^aeioul]le$|[ae]ure$")
_NO_SUBJUNCTIVE = frozenset(LISTS["no_subjunctive"])
"""Verbs whose subjunctive is a form of another verb (fahren: führe)."""
_SUBJUNCTIVES = {verb: [root] for verb, root in (pair.split("/") for pair in LISTS["subjunctives"])}
"""Those that are not made of the past (stehen: stünde)."""
_NO_ROOTS = {form: frozenset(roots.split(",")) for form, roots in (said.split("/") for said in LISTS["no_roots"])}
"""What looks like a form of an irregular verb, and is another word (verwandt)."""
_NOT_FINITE = frozenset(LISTS["finite_that_are_others"])


@lru_cache(maxsize=4096)
def roots(term: str) -> frozenset[str]:
    """The roots of the verbs that a term may be a form of, without those that are too short to say anything."""
    return frozenset({*_strong(term), *filter(_says_something, _weak(term))})


def _says_something(root: str) -> bool:
    """Whether a root is that of a verb, as far as can be seen, and not the past of another (brach-ten)."""
    return root in _SHORT or (len(root) >= _SHORTEST and not root.endswith("e") and root not in _pasts())


def _weak(term: str) -> Iterator[str]:
    yield from _without_endings(term)
    if _WITHOUT_E.search(term):
        yield f"{term[:-2]}e{term[-2]}"
    participle = None if _NO_PARTICIPLE.fullmatch(term) else _WEAK_PARTICIPLE.fullmatch(term)
    if participle:
        yield (participle[1] or "") + participle[2]
    with_zu = _WITH_ZU.fullmatch(term)
    if with_zu:
        yield from _without_endings(with_zu[1] + with_zu[2])


def _without_endings(form: str) -> Iterator[str]:
    yield from (root for ending in _ENDINGS if (root := ending.sub("", form)) != form)


def is_participle(term: str) -> bool:
    """Whether a term is a participle of an irregular verb, with an ending or without (gestohlenes)."""
    bases = [term.removesuffix(ending) for ending in ("", "e", "er", "es", "en", "em")]
    return not _participles().isdisjoint({*bases, *(said for base in bases for said in _without_prefix(base))})


def _without_prefix(term: str) -> Iterator[str]:
    """The participles that one with something before it may be of (verstorben, angesehen)."""
    if term.endswith("en"):
        for before in _prefixes(term):
            rest = term[len(before) :]
            yield from (rest, "ge" + rest)


def is_irregular(term: str) -> bool:
    """Whether a term is the infinitive of an irregular verb."""
    return any(term in (root + "en", root + "n") for root in _strong(term))


def _strong(term: str) -> set[str]:
    found = set(_irregular().get(term, ()))
    for before in _prefixes(term):
        rest = term[len(before) :]
        known = _behind_prefixes() if before.endswith(_WITHOUT_GE) else _irregular()
        for form in (rest, rest.removeprefix("zu")):
            found |= {before + root for root in known.get(form, ())}
    return found - _NO_ROOTS.get(term, frozenset())


def _prefixes(term: str) -> list[str]:
    """What may stand before a verb in a term."""
    return [term[:end] for end in range(2, min(_LONGEST, len(term) - 2) + 1) if term[:end] in _BEFORE]


def forms_of_verbs(term: str) -> set[str]:
    """All forms of the verbs that a term may be a form of, and much that is none."""
    return {form for root in roots(term) for form in _forms(root)}


def infinitives(term: str) -> set[str]:
    """The infinitives of those verbs."""
    return {root + ending for root in roots(term) for ending in ("en", "n")}


def named_after(term: str) -> set[str]:
    """Nouns that are infinitives of a verb, as far as a term says for sure which verb it is of (das Lesen)."""
    known = {root + ending for root in _strong(term) for ending in ("en", "n")}
    return {said + ending for said in (*known, *({term} & infinitives(term))) for ending in ("", "s")}


def _forms(root: str) -> set[str]:
    found = {root + ending for ending in _WEAK} | {"ge" + root + ending for ending in _PAST}
    found |= set(_by_root().get(root, ())) | ({f"{root[:-2]}le"} if root.endswith("el") else set())
    for before in _prefixes(root):
        rest = root[len(before) :]
        strong = _by_root().get(rest, ())
        found |= {before + form for form in strong}
        if before in _APART and len(rest) > 2:
            found |= {f"{before}ge{rest}{ending}" for ending in _PAST}
            found |= {f"{before}zu{form}" for form in (rest + "en", rest + "n", *strong)}
    return {form for form in found if root not in _NO_ROOTS.get(form, ())}


_PAST = [ending + declined for ending in ("t", "et") for declined in ("", "e", "en", "er", "es", "em")]
_PRESENT_PARTICIPLE = [ending + declined for ending in ("end", "nd") for declined in ("", "e", "en", "er", "es", "em")]
_WEAK = [
    *("", "en", "n", "e", "st", "est", "t", "et", "te", "ten", "test", "tet", "ete", "eten", "etest", "ter", "tes"),
    *_PRESENT_PARTICIPLE,
]


def finite(others: Iterable[str]) -> set[str]:
    """What main clauses are built on: forms of the irregular verbs, and of others, given by their infinitives."""
    known = {verb[0]: set(_of_clauses(verb[0], verb[1], verb[3])) for verb in _verbs()}
    found = set().union(*known.values())
    for infinitive in others:
        root = re.sub("e?n$", "", infinitive)
        found |= {infinitive, *(root + ending for ending in ("e", "t", "et", "te", "ten", "ete", "eten"))}
        for before in _prefixes(infinitive):
            found |= {before + form for form in known.get(infinitive[len(before) :], ())}
    return found - _NOT_FINITE


def _of_clauses(infinitive: str, past: str, present: str) -> Iterator[str]:
    stem = past.removesuffix("e")
    yield from (infinitive, re.sub("n$", "", infinitive), present, past, stem + "en")
    if infinitive not in _NO_SUBJUNCTIVE:
        yield from (dotted + ending for dotted in _dotted(stem) for ending in ("e", "en"))


@lru_cache(maxsize=1)
def _by_root() -> dict[str, list[str]]:
    """The forms of irregular verbs by root, with those that only stand behind what is set before them."""
    found: dict[str, list[str]] = {}
    for form, known in _behind_prefixes().items():
        for root in known:
            found.setdefault(root, []).append(form)
    return found


@lru_cache(maxsize=1)
def _irregular() -> dict[str, set[str]]:
    """Forms of irregular verbs and the roots of their infinitives."""
    return _read()[0]


@lru_cache(maxsize=1)
def _behind_prefixes() -> dict[str, set[str]]:
    """The same, as they stand behind a prefix: beginnen, but also (auf)brochen."""
    return _read()[1]


@lru_cache(maxsize=1)
def _participles() -> frozenset[str]:
    return frozenset(_read()[2])


@lru_cache(maxsize=1)
def _pasts() -> frozenset[str]:
    return frozenset(_read()[3]) - frozenset(LISTS["also_roots"])


@lru_cache(maxsize=1)
def _read() -> tuple[dict[str, set[str]], dict[str, set[str]], set[str], set[str]]:
    """Forms of irregular verbs that stand alone and behind prefixes, with their roots; participles; past forms."""
    alone: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    participles: set[str] = set()
    pasts: set[str] = set()
    for infinitive, past, participle, present in _verbs():
        root = re.sub("e?n$", "", infinitive)
        bare = participle.removeprefix("ge")
        own = {*_finite(infinitive, past, present), *_declined(participle)}
        for known, some in ((alone, own), (behind, {*own, *_declined(bare)})):
            for form in some:
                known.setdefault(form, set()).add(root)
        participles.add(participle)
        pasts |= {past, past.removesuffix("te")}
    return alone, behind, participles, pasts


def _verbs() -> list[list[str]]:
    """The irregular verbs: infinitive, past, participle, present."""
    lines = files("reader").joinpath("words", "verbs.txt").read_text("utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _finite(infinitive: str, past: str, present: str) -> Iterator[str]:
    root, stem = re.sub("e?n$", "", infinitive), past.removesuffix("e")
    yield from (infinitive, past, present, present + "st", present + "t")
    yield from (root + ending for ending in ("", "e", "t", "et", "st", *_PRESENT_PARTICIPLE))
    yield from (stem + ending for ending in ("e", "en", "est", "et", *(() if stem.endswith("s") else ("st",))))
    if infinitive not in _NO_SUBJUNCTIVE:
        dotted = [*_dotted(stem), *_SUBJUNCTIVES.get(infinitive, ())]
        yield from (root + ending for root in dotted for ending in ("e", "en", "est", "et"))
    if present.endswith("t"):  # er trifft, du triffst, triff
        yield from (present.removesuffix("t"), present.removesuffix("t") + "st")


def _dotted(stem: str) -> list[str]:
    """The subjunctive of a past: kam, kaeme."""
    found = re.match(r"(.*?)([aou])([^aeiou]*)$", stem)
    return [f"{found[1]}{found[2]}e{found[3]}"] if found else []


def _declined(participle: str) -> list[str]:
    return [participle + ending for ending in ("", "e", "er", "es", "en", "em")]
