"""Words made of words: whether one word is a part of another, by what else stands in it and how both are joined.

What is left of the longer word must be known: to the corpus, to the shipped lists, or, beside a word that is long
enough to say something, at least be a word that is not cut better elsewhere (Eisen-bahn, not Eis-enbahn).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from reader.terms.german import without_dots
from reader.terms.lexicon import LISTS, nouns

SHORTEST = 3
APART = {long.removesuffix("en").removesuffix("e"): long for long in LISTS["apart_with_e"]}
"""Words that are others with an -e or -en (Reis and Reise), each with the longer one."""
LINKS = ("", "s", "es", "n", "en", "er", "e")
_LINKS_OF_SHORT = ("", "s", "es")
_INFLECTIONS = ("", "s", "es", "e", "en", "n", "er", "ern", "in", "innen")
_INFLECTIONS_OF_SHORT = ("", "s", "es", "e", "en", "n")
_TELLING = 5
"""Letters from which on a word is known in a longer one beside a word that nobody knows."""
_ENOUGH = 4
"""Letters of a word that nobody knows, or that is known to the corpus alone."""
_ENDING = 2
"""Letters of the longest ending of what stands last."""
_MADE_OF_THREE = 12
"""Letters of the shortest word that may have a part in its middle."""
_ENDINGS_OF_NOUNS = frozenset(("nis", "tum", "ion", "ung", "ist", "eur", "ant", "ent", "age"))
"""What may be a word or an abbreviation, but ends nouns: no NIS in Zeugnis."""
_ENDINGS_THAT_ARE_NOUNS = frozenset(("ionen", "ration", "ente", "enten"))
_ENDS = frozenset(("ende", "enden"))
_PARTICIPLE = re.compile("[^ns]ende[nmr]$")
"""Who does something, and no end of it: die Streikenden."""
_FOREIGN_ENDING = re.compile("(?<=[aiuc])(tor|taet)(?:en|s|e)?$")
_FIRM_ATTRIBUTES = frozenset(LISTS["firm_attributes"])
ATTRIBUTES = _FIRM_ATTRIBUTES | frozenset(LISTS["attributes"])
_ENDINGS_OF_WORDS = tuple(LISTS["endings"])
_PREFIXES = frozenset(LISTS["apart"] + LISTS["firm"])
_DERIVED = re.compile(rf"(?:{'|'.join(sorted(_PREFIXES, key=len, reverse=True))}).{{3,}}(?:ung|heit|keit|schaft)")
_DERIVED_IN_FRONT = re.compile("..+(?:ung|heit|keit|schaft|[st]ion|itaet)s")
"""What is a noun though nobody knows it: Orts-umfahrung, Vaterschafts-test."""
_GROWN_TOGETHER = tuple(LISTS["grown_together"])
_ANY_GROWN_TOGETHER = re.compile("|".join(_GROWN_TOGETHER))

Known = Callable[[set[str]], set[str]]
"""Which of some words are nouns of the corpus."""


def endings(base: str) -> list[str]:
    """How words end that have ``base`` as their last part."""
    return [base + ending for ending in (_INFLECTIONS_OF_SHORT if len(base) <= SHORTEST else _INFLECTIONS)]


def beginning(base: str) -> str:
    """What words begin with that have ``base`` as their first part: Schul-leiter has lost an e."""
    shorter = base[:-1]
    is_plural = shorter in nouns() or without_dots(shorter) in nouns()  # no Kühe in Kühl-schrank
    return shorter if base.endswith("e") and len(base) >= _TELLING and shorter not in APART and not is_plural else base


def containing(candidates: Iterable[str], bases: Iterable[str], known: Known) -> list[str]:
    """Those of some words that are compounds with one of some words as their first or last part."""
    parts = list(bases)
    told = set(endings(parts[0])[1:]) if parts else set()
    found = [(word, part, _read(word, part)) for word in candidates for part in parts
             if part not in told or word.startswith(part) or not _ends_with_more(word, part)]  # fmt: skip
    found = [one for one in found if one[2] and not _is_in_what_is_one(one[0], one[1])]
    there = known({rest for _, _, rests in found for rest in rests if len(rest) >= _ENOUGH and rest not in nouns()})
    return list(dict.fromkeys(word for word, part, rests in found if _is_split(word, part, rests, there)))


def _ends_with_more(word: str, part: str) -> bool:
    """Whether a known noun ends a word that is longer than a part with an ending: Motor in Motoren, and no Tor."""
    tails = (word[at:] for at in range(len(word) - len(part)))
    return any(tail.removesuffix(ending) in nouns() for tail in tails for ending in LINKS)


def _is_in_what_is_one(word: str, base: str) -> bool:
    """Whether a part is in one that nobody hears as a compound: no Stand in Kreis-vorstands, but a Chef behind it."""
    if not _ANY_GROWN_TOGETHER.search(word):
        return False
    for whole in _GROWN_TOGETHER:
        at = word.find(whole) if len(base) < len(whole) else -1
        if at == 0 and word.startswith(base):
            return True
        if at >= 0 and len(word) - at - len(whole) <= _ENDING and not word.startswith(base):
            return True
    return False


@lru_cache(maxsize=30_000)
def _read(word: str, base: str) -> tuple[str, ...]:
    return tuple(_rests(word, base))


def _rests(word: str, base: str) -> Iterator[str]:
    """What is left of a word when a part and what joins it are taken away, in each way this can be read."""
    short = len(base) <= SHORTEST
    if _is_of_another(word, base) or (base in _ENDINGS_OF_NOUNS and not word.startswith(base)):
        return
    if base in _ENDS and _PARTICIPLE.search(word):
        return
    if word.startswith(base):
        for link in _LINKS_OF_SHORT if short else LINKS:
            if word.startswith(base + link):
                yield from _uninflected(word[len(base) + len(link) :])
    if (shortened := beginning(base)) != base and word.startswith(shortened) and not word.startswith(base):
        backs = (word.removeprefix(shortened + link) for link in ("", "s"))  # Schul-leiter, Hilf-s-gut
        yield from (rest for back in backs for rest in _uninflected(back) if rest in nouns())
    for ending in endings(base):
        front = word.removesuffix(ending)
        if front != word:
            yield front
            yield from (front.removesuffix(link) for link in LINKS if link and front.endswith(link))
            yield front + "e"


def _is_of_another(word: str, base: str) -> bool:
    """Whether it is the longer word that a part could be taken for: Bahn-reise has no Reis in it."""
    longer = APART.get(base)
    if longer is not None and word.startswith(base + "er"):  # Rinder-zucht is of Rind
        return False
    return longer is not None and (word.startswith(longer) or word.removesuffix("n").endswith(longer.removesuffix("n")))


def _uninflected(back: str) -> Iterator[str]:
    rests = (back.removesuffix(ending) for ending in _INFLECTIONS if back.endswith(ending))
    is_ending = back.startswith(_ENDINGS_OF_WORDS)
    yield from (rest for rest in rests if not is_ending or rest in nouns())


def _is_split(word: str, base: str, rests: tuple[str, ...], there: set[str]) -> bool:
    if _is_foreign(word, base) or (word.endswith(base) and word[:-1] in nouns() and base.endswith("n")):
        return False
    if any(_is_noun(rest) or rest in there or _is_attribute(rest, base) for rest in rests):
        return True
    if len(base) <= _ENOUGH and _begins_with_another(word, base):
        return False
    if any(map((_DERIVED if word.startswith(base) else _DERIVED_IN_FRONT).fullmatch, rests)):
        return True
    whole = [rest for rest in rests if rest in word]
    if any(_is_front(rest.removesuffix(tail), base) for rest in whole for tail in _tails(rest)):
        return len(base) > SHORTEST or word.startswith(base) or not _is_cut_better(word, base)
    is_enough = any(len(rest) >= _ENOUGH and rest in word for rest in rests)
    return len(base) >= _TELLING and is_enough and not _is_cut_better(word, base)


def _is_foreign(word: str, base: str) -> bool:
    """Whether a part is but the ending of a word from Latin: no Tor in Auditor, no Tat in Qualität."""
    found = _FOREIGN_ENDING.search(word)
    return found is not None and not word.startswith(base) and len(base) <= len(found[1]) + _ENDING


def _is_noun(rest: str) -> bool:
    return rest in nouns() and rest not in _ENDINGS_THAT_ARE_NOUNS


def _begins_with_another(word: str, base: str) -> bool:
    """Whether a longer noun begins a word than a short one that does, and is not made of it: Busch-feuer, no Bus."""
    most = len(word) if len(base) <= SHORTEST else min(len(word), len(base) + _ENDING + 1)
    backs = [word[len(base) : at] for at in range(len(base) + 1, most) if word[:at] in nouns()]
    return word.startswith(base) and any(back not in nouns() and back.removeprefix("n") not in LINKS for back in backs)


def _is_front(rest: str, base: str) -> bool:
    """Whether what stands before a known noun can be a word; beside a short part it has to be known."""
    if len(base) > SHORTEST and len(rest) >= SHORTEST:
        return True
    return rest in nouns() or rest in _PREFIXES or _is_attribute(rest, base)


def _tails(rest: str) -> Iterator[str]:
    """Known nouns that a word ends with, as it does when it is a compound itself."""
    for link in LINKS:
        plain = rest.removesuffix(link) if link else rest
        yield from (plain[at:] for at in range(2, len(plain) - _ENOUGH + 1) if _is_noun(plain[at:]))


def _is_attribute(rest: str, base: str) -> bool:
    return rest in (ATTRIBUTES if len(base) >= _TELLING else _FIRM_ATTRIBUTES)


def _is_cut_better(word: str, base: str) -> bool:
    """Whether two known nouns make the word, and neither begins or ends where ``base`` does."""
    own = len(base) if word.startswith(base) else word.rfind(base)
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        back = word[at:]
        if at == own or not any(back.removesuffix(ending) in nouns() for ending in ("", "s", "en", "n", "e")):
            continue
        if any(word[:at].removesuffix(link) in nouns() for link in LINKS):
            return not word.startswith(base) or word[len(base) : at] not in LINKS
    return False


def halves(word: str, known: Known) -> list[tuple[str, str]]:
    """The ways to read a word as two known nouns, as it may be written in two (Koreakrieg, Korea-Krieg)."""
    cuts = [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]
    every = {half for cut in cuts for half in cut}
    sure = known(every) | (every & nouns())
    return [cut for cut in cuts if cut[0] in sure and cut[1] in sure]


def middles(word: str) -> set[str]:
    """Known nouns in the middle of a word that is made of known nouns throughout."""
    if len(word) < _MADE_OF_THREE:
        return set()
    found: set[str] = set()
    longest = len(word) - 2 * SHORTEST
    for _, end in _first_nouns(word):
        if end <= longest and (others := _before_the_last(word[end:])):
            found |= others
    return found


@lru_cache(maxsize=1 << 16)
def _before_the_last(word: str) -> frozenset[str] | None:
    """All nouns but the last, in each way to read a word as known nouns; ``None`` if there is none.

    Words have their ends in common, so these are remembered.
    """
    found: frozenset[str] | None = None
    longest = len(word) - SHORTEST
    for noun, end in _first_nouns(word):
        if end == len(word):
            found = found or frozenset()
        elif end <= longest and (others := _before_the_last(word[end:])) is not None:
            found = (found or frozenset()) | others | {noun}
    return found


def _first_nouns(word: str) -> list[tuple[str, int]]:
    """The known nouns that a word may begin with, and where each ends with what joins it to the next."""
    parts = _parts()
    found: list[tuple[str, int]] = []
    for length in _lengths().get(word[:_BEGINNING], _SHORTER):
        if length > len(word):
            break
        noun = parts.get(word[:length])
        if noun is not None:
            found.append((noun, length))
            for link in _LINKS_BY.get(word[length : length + 1], ()):
                if word.startswith(link, length):
                    found.append((noun, length + len(link)))
    return found


_BEGINNING = 6
"""Letters by which the longer ones of them are found."""
_SHORTER = range(SHORTEST, _BEGINNING)
_NUMBERS = ("zwei", "vier", "fuenf", "sechs", "sieben", "zehn", "zwoelf", "hundert", "tausend")
"""What may begin a word of three parts, though it is no noun: Zehn-minuten-takt."""
_LINKS_BY = {letter: [link for link in LINKS if link.startswith(letter)] for letter in "sen"}


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    """The known nouns as they stand in compounds, where an -e may be lost."""
    whole = nouns() - _ENDINGS_THAT_ARE_NOUNS
    shortened = {noun[:-1]: noun for noun in whole if noun.endswith("e") and len(noun) > _ENOUGH}
    return shortened | {noun: noun for noun in whole} | {number: number for number in _NUMBERS}


@lru_cache(maxsize=1)
def _lengths() -> dict[str, list[int]]:
    """How long those are that words with some first letters may begin with; before all others stand short ones."""
    found: dict[str, set[int]] = {}
    for part in _parts():
        if len(part) >= _BEGINNING:
            found.setdefault(part[:_BEGINNING], set()).add(len(part))
    for start, some in found.items():
        some.update(length for length in _SHORTER if start[:length] in _parts())
    return {start: sorted(some) for start, some in found.items()}
