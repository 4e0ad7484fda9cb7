"""Words made of words: whether one word is a part of another, by what else stands in it and how both are joined.

What is left of the longer word must be known: to the corpus, to the shipped lists, or, beside a word that is long
enough to say something, at least be a word that is not cut better elsewhere (Eisen-bahn, not Eis-enbahn).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from reader.terms.forms import APART, function_words
from reader.terms.spelling import spelled
from reader.words import lists

SHORTEST = 3
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_LINKS_OF_SHORT = ("", "s", "es")
_INFLECTIONS = ("", "s", "es", "e", "en", "n", "er", "ern", "in", "innen")
_INFLECTIONS_OF_SHORT = ("", "s", "es", "e", "en", "n")
_TELLING = 5
"""Letters from which on a word is known in a longer one beside a word that nobody knows."""
_ENOUGH = 4
"""Letters of a word that nobody knows, or that is known to the corpus alone."""
_MADE_OF_THREE = 12
"""Letters of the shortest word that may have a part in its middle."""
_LISTS = {name: frozenset(said.split()) for name, said in lists("wordforms").items()}
_SHORT_NOUNS = _LISTS["short_nouns"]
_ATTRIBUTES, _FIRM_ATTRIBUTES = _LISTS["attributes"], _LISTS["firm_attributes"]
_ENDINGS_OF_WORDS = tuple(_LISTS["endings"])
_PREFIXES = _LISTS["apart"] | _LISTS["firm"]
_GROWN_TOGETHER = tuple(_LISTS["grown_together"])

Known = Callable[[set[str]], set[str]]
"""Which of some words are nouns of the corpus."""


@lru_cache(maxsize=1)
def nouns() -> frozenset[str]:
    """The nouns that are known without any corpus."""
    words = files("reader").joinpath("words")
    listed = words.joinpath("names", "nouns.txt").read_text("utf-8").split("\n")
    parts = {spelled(w) for w in words.joinpath("parts.txt").read_text("utf-8").split() if w[:1].isupper()}
    found = {spelled(line) for line in listed if line and not line.startswith("#")} - function_words()
    return frozenset({word for word in found | parts if len(word) >= _ENOUGH} | _SHORT_NOUNS)


def endings(base: str) -> list[str]:
    """How words end that have ``base`` as their last part."""
    return [base + ending for ending in (_INFLECTIONS_OF_SHORT if len(base) <= SHORTEST else _INFLECTIONS)]


def beginning(base: str) -> str:
    """What words begin with that have ``base`` as their first part: Schul-leiter has lost an e."""
    return base[:-1] if base.endswith("e") and len(base) >= _TELLING and base[:-1] not in APART else base


def containing(candidates: Iterable[str], bases: Iterable[str], known: Known) -> list[str]:
    """Those of some words that are compounds with one of some words as their first or last part."""
    parts = list(bases)
    found = [(word, part, _read(word, part)) for word in candidates for part in parts]
    found = [one for one in found if one[2] and not one[0].startswith(_GROWN_TOGETHER)]
    there = known({rest for _, _, rests in found for rest in rests if len(rest) >= _ENOUGH and rest not in nouns()})
    return list(dict.fromkeys(word for word, part, rests in found if _is_split(word, part, rests, there)))


@lru_cache(maxsize=30_000)
def _read(word: str, base: str) -> tuple[str, ...]:
    return tuple(_rests(word, base))


def _rests(word: str, base: str) -> Iterator[str]:
    """What is left of a word when a part and what joins it are taken away, in each way this can be read."""
    short = len(base) <= SHORTEST
    if _is_of_another(word, base):
        return
    if word.startswith(base):
        for link in _LINKS_OF_SHORT if short else _LINKS:
            if word.startswith(base + link):
                yield from _uninflected(word[len(base) + len(link) :])
    if (shortened := beginning(base)) != base and word.startswith(shortened) and not word.startswith(base):
        yield from (rest for rest in _uninflected(word[len(shortened) :]) if rest in nouns())
    for ending in endings(base):
        front = word.removesuffix(ending)
        if front != word:
            yield front
            yield from (front.removesuffix(link) for link in _LINKS if link and front.endswith(link))
            yield front + "e"


def _is_of_another(word: str, base: str) -> bool:
    """Whether it is the longer word that a part could be taken for: Bahn-reise has no Reis in it."""
    longer = APART.get(base)
    return longer is not None and (word.startswith(longer) or word.removesuffix("n").endswith(longer.removesuffix("n")))


def _uninflected(back: str) -> Iterator[str]:
    if not back.startswith(_ENDINGS_OF_WORDS):
        yield from (back.removesuffix(ending) for ending in _INFLECTIONS if back.endswith(ending))


def _is_split(word: str, base: str, rests: tuple[str, ...], there: set[str]) -> bool:
    if any(rest in nouns() or rest in there or _is_attribute(rest, base) for rest in rests):
        return True
    if len(base) <= SHORTEST and _begins_with_another(word, base):
        return False
    longest = max(rests, key=len)
    if any(_is_front(longest.removesuffix(tail), base) for tail in _tails(longest)):
        return True
    return len(base) >= _TELLING and min(map(len, rests)) >= _ENOUGH and not _is_cut_better(word, base)


def _begins_with_another(word: str, base: str) -> bool:
    """Whether a longer noun begins a word than a short one that does, and is not made of it: Busch-feuer, no Bus."""
    backs = [word[len(base) : at] for at in range(len(base) + 1, len(word)) if word[:at] in nouns()]
    return word.startswith(base) and any(back not in nouns() and back not in _LINKS for back in backs)


def _is_front(rest: str, base: str) -> bool:
    """Whether what stands before a known noun can be a word; beside a short part it has to be longer or known."""
    if len(rest) >= (SHORTEST if len(base) > SHORTEST else _ENOUGH):
        return True
    return rest in nouns() or rest in _PREFIXES or _is_attribute(rest, base)


def _tails(rest: str) -> Iterator[str]:
    """Known nouns that a word ends with, as it does when it is a compound itself."""
    for link in _LINKS:
        plain = rest.removesuffix(link) if link else rest
        yield from (plain[at:] for at in range(2, len(plain) - _ENOUGH + 1) if plain[at:] in nouns())


def _is_attribute(rest: str, base: str) -> bool:
    return rest in (_ATTRIBUTES if len(base) >= _TELLING else _FIRM_ATTRIBUTES)


def _is_cut_better(word: str, base: str) -> bool:
    """Whether two known nouns make the word, and neither begins or ends where ``base`` does."""
    own = len(base) if word.startswith(base) else word.rfind(base)
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        back = word[at:]
        if at == own or not any(back.removesuffix(ending) in nouns() for ending in ("", "s", "en", "n", "e")):
            continue
        if any(word[:at].removesuffix(link) in nouns() for link in _LINKS):
            return not word.startswith(base) or word[len(base) : at] not in _LINKS
    return False


def halves(word: str, known: Known) -> list[tuple[str, str]]:
    """The ways to read a word as two known nouns, as it may be written in two (Koreakrieg, Korea-Krieg)."""
    cuts = [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]
    there = known({half for cut in cuts for half in cut})
    sure = there | nouns()
    return [cut for cut in cuts if cut[0] in sure and cut[1] in sure]


def middles(word: str) -> set[str]:
    """Known nouns in the middle of a word that is made of known nouns throughout."""
    if len(word) < _MADE_OF_THREE:
        return set()
    steps = [(at, noun, end) for at in range(len(word) - SHORTEST + 1) for noun, end in _nouns_at(word, at)]
    begun, ended = {0}, {len(word)}
    for at, _, end in steps:
        begun |= {end} if at in begun else set()
    for at, _, end in reversed(steps):
        ended |= {at} if end in ended else set()
    return {noun for at, noun, end in steps if at and at in begun and end < len(word) and end in ended}


def _nouns_at(word: str, at: int) -> Iterator[tuple[str, int]]:
    """The known nouns that may begin at a place of a word, and where each ends with what joins it to the next."""
    for end in range(at + SHORTEST, len(word) + 1):
        part = word[at:end]
        noun = part if part in nouns() else part + "e"
        if noun not in nouns():
            continue
        links = _LINKS if end < len(word) else ("",)
        yield from ((noun, end + len(link)) for link in links if word.startswith(link, end))
