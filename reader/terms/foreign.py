"""English and French inflection: which words are forms of one noun, adjective or verb, as their endings say.

A stem would say more than is meant (police, policy; parler, parlement). So a word is cut where an ending may begin, and
what can be made of the rest by the same kind of inflection are its forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from reader.terms.lexicon import LISTS

_SHORTEST = 3
"""Letters of what an ending may be cut from."""
_VOWELS = "aeiouy"
_LONG = 4
"""Letters up to which two of one kind at the end are its own (call, miss)."""
_HISSES = re.compile("(?:[sxzo]|ch|sh)$")
"""What has an -e- before the -s of its plural."""
_IS_SHORT = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
"""Words that double their last letter before an ending."""


def _groups(name: str) -> dict[str, set[str]]:
    """The words of some groups, each with all of its own."""
    found: dict[str, set[str]] = {}
    for said in LISTS[name]:
        for form in said.split("/"):
            found.setdefault(form, set()).update(said.split("/"))
    return found


_IRREGULAR = {"e": _groups("english_irregular"), "f": _groups("french_irregular")}
_ADJECTIVES = frozenset(LISTS["english_compared"])
_NO_PLURALS = frozenset(LISTS["no_plurals"])
_SWAPS = {
    "e": (("man", "men", 3), ("fe", "ves", 4), ("f", "ves", 4), ("child", "children", 5)),
    "f": (
        *(("al", "aux", 5), ("ail", "aux", 6), ("au", "aux", 4), ("eu", "eux", 3), ("er", "ere", 5)),
        *(("eux", "euse", 5), ("eur", "euse", 6), ("if", "ive", 4), ("teur", "trice", 6), ("el", "elle", 4)),
        *(("en", "enne", 4), ("on", "onne", 4), ("ic", "ique", 5), ("et", "ete", 5), ("et", "ette", 5)),
    ),
}  # fmt: skip
"""Endings of a noun or adjective in its other number or gender, and the letters of such a word at least."""
_SPELLINGS = [pair for said in LISTS["english_spellings"] for pair in permutations(said.split("/"))]
_IZE = re.compile("(?<=[a-z]{3}[iy])([sz])(?=(?:e[ds]?|ing|ations?|ers?)$)")
_REGULAR = {
    "er": "er e es ons ez ent ais ait aient ai as a erent era eras erai erons erez eront erais erait eraient ant"
    " ante antes ants ee ees",
    "ir": "ir i is it issons issez issent issais issait issaient issant ie ies ira irai irons irez iront irait iraient"
    " irent isse",
}
_FRENCH_VERBS = [
    *((_SHORTEST, tuple(said.split())) for said in _REGULAR.values()),
    *((0, tuple(said.split("/"))) for said in LISTS["french_verbs"]),
]
"""How the forms of verbs end, by how they are inflected, and how many letters stand before that at least."""
_DECLINED = ("", "s", "e", "es", "x")


@lru_cache(maxsize=512)
def forms(kind: str, word: str) -> frozenset[str]:
    """What a word of English (``e``) or French (``f``) may be inflected to, much of it no word at all."""
    found = {word, *_swapped(kind, word), *_IRREGULAR[kind].get(word, ())}
    return frozenset(found.union(_english(word) if kind == "e" else _french(word)))


def _swapped(kind: str, word: str) -> Iterator[str]:
    for said in {word, word.removesuffix("s")}:
        for pair in _SWAPS[kind]:
            for end, other in (pair[:2], pair[1::-1]):
                if said.endswith(end) and len(said) >= pair[2]:
                    yield from (said.removesuffix(end) + other, said.removesuffix(end) + other + "s")


def _english(word: str) -> set[str]:
    return _respelled({form for said in _respelled({word}) for base in _bases(said) for form in _inflected(base)})


def _bases(word: str) -> set[str]:
    """What an English word may be a form of."""
    found = {word}
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NO_PLURALS:
        found.add(word[:-1])
    found |= {word[:-2]} if word.endswith("es") and _HISSES.search(word[:-2]) else set()
    for ending in ("ed", "ing"):
        found |= _verbs_of(word.removesuffix(ending)) if word.endswith(ending) else set()
    for ending in ("ies", "ied", "ier", "iest"):
        found |= {word.removesuffix(ending) + "y"} if word.endswith(ending) else set()
    found |= {word.removesuffix("ying") + "ie"} if word.endswith("ying") else set()
    for ending in ("er", "est"):
        root = word.removesuffix(ending)
        found |= {root, root + "e", root[:-1]} & _ADJECTIVES if root != word else set()
    return {base for base in found if len(base) >= _SHORTEST}


def _verbs_of(root: str) -> set[str]:
    """The verbs that are left of a form: of hoping it is hope, of hopping hop."""
    if not re.search(f"[{_VOWELS}]", root):
        return set()
    if _IS_SHORT.fullmatch(root):
        return {root + "e"}
    is_doubled = root[-1] == root[-2:-1] and len(root) > (_LONG if root[-1] in "lsfz" else _SHORTEST)
    return {root, root + "e", *([root[:-1]] if is_doubled else [])}


def _inflected(base: str) -> set[str]:
    mute = base.removesuffix("e")
    found = {base + "es" if _HISSES.search(base) else base + "s", base + "s" if base.endswith("o") else base}
    found |= set() if _IS_SHORT.fullmatch(base) else {mute + "ed", mute + "ing", base + "ing"}
    if base[-1] not in _VOWELS + "wx" and base[-2] in _VOWELS:
        found |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    if base.endswith("y"):
        found |= {base[:-1] + "ies", base[:-1] + "ied"}
    if base.endswith("ie"):
        found.add(base[:-2] + "ying")
    if base in _ADJECTIVES:
        roots = (mute, base + base[-1], base[:-1] + "i" if base.endswith("y") else mute)
        found |= {root + ending for root in roots for ending in ("er", "est")}
    return {base, *found}


def _respelled(words: set[str]) -> set[str]:
    """Words as they are written in England and in America."""
    found = words.union(_IZE.sub(lambda said: "z" if said[1] == "s" else "s", word) for word in words)
    every = " ".join(found)
    if any(one in every for one, _ in _SPELLINGS):  # as in few
        for one, other in _SPELLINGS:
            found |= {said.replace(one, other) for said in found if one in said and other not in said}
    return found


def _french(word: str) -> set[str]:
    found = {base + ending for base in _cut(word, _DECLINED) for ending in _DECLINED}
    for least, endings in _FRENCH_VERBS:
        for base in _cut(word, endings, least):
            found |= {base + ending for ending in endings}
            if base.endswith("g"):  # changeait
                found |= {f"{base}e{ending}" for ending in endings if ending[:1] in ("a", "o")}
    if re.search("ge[ao]", word):
        found |= _french(re.sub("ge(?=[ao])", "g", word))
    return found


def _cut(word: str, endings: tuple[str, ...], least: int = _SHORTEST) -> set[str]:
    if not word.endswith(endings):
        return set()
    cut = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    return {base for base in cut if len(base) >= least}
