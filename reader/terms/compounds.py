"""Words made of words: whether one word is a part of another, by what else stands in it and how both are joined.

What is left of the longer word must be known: to the corpus, to the shipped lists, or, beside a word that is long
enough to say something, at least be a word that is not cut better elsewhere (Eisen-bahn, not Eis-enbahn).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from reader.terms.declension import of_nouns
from reader.terms.lexicon import LISTS, nouns
from reader.terms.stems import with_dots, without_dots

SHORTEST = 3
APART = {long.removesuffix("en").removesuffix("e"): long for long in LISTS["apart_with_e"]}
"""Words that are others with an -e or -en (Reis and Reise), each with the longer one."""
LINKS = ("", "s", "es", "n", "en", "er", "e")
_LINKS_OF_SHORT = ("", "s", "es")
_INFLECTIONS = ("", "s", "es", "e", "en", "n", "er", "ern", "in", "innen")
_INFLECTIONS_OF_SHORT = ("", "s", "es", "e", "en", "n")
_TELLING = 5
"""Letters from which on a word is known in a longer one beside a word that nobody knows."""
ENOUGH = 4
"""Letters of a word that nobody knows, or that is known to the corpus alone."""
_ENDING = 2
"""Letters of the longest ending of what stands last."""
_ENDINGS_OF_NOUNS = frozenset(("nis", "tum", "ion", "ung", "ist", "eur", "ant", "ent", "age"))
"""What may be a word or an abbreviation, but ends nouns: no NIS in Zeugnis."""
ENDINGS_THAT_ARE_NOUNS = frozenset(("ionen", "ration", "ente", "enten"))
_ENDS = frozenset(("ende", "enden"))
_PARTICIPLE = re.compile("[^ns]ende[nmr]$")
"""Who does something, and no end of it: die Streikenden."""
_FOREIGN_ENDING = re.compile("(?:(?<=[aiuc])(?=tor|taet)|(?<=i)(?=kant))(tor|taet|kant)(?:en|s|e|in|innen)?$")
_ADJECTIVE_ENDING = re.compile("(?:[aeiou]s?t|[kp]t|[aei]f)isch(?:e[mnrs]?)?$")
"""How words end in which a part in -isch is none, if nobody knows what is before it: no Tisch in akustisch."""
_DERIVING = re.compile(
    "(?:[ln]?er(?:in|innen|n|s)?|[ln]?erei(?:en)?|(?:ig|ier|isier|[^aeiou]{1,4})ung(?:en)?|[^aeiou]{1,4}[hk]eit(?:en)?|eien?)"
)
"""What makes another word of a noun: Tisch-lerin, Verein-igung."""
_CONSONANT = re.compile("[^aeiou].*[^aeiou]$")
_UNTOLD = frozenset(LISTS["endings_like_nouns"])
"""Nouns of four letters that words of other languages end with by chance: Quar-tier, Manni-fest."""
_LONGEST_PREFIX = 5
_IS_CHANCE = re.compile("[aeiou](?:.{1,4}|.*ung)")
"""What many words end with, by chance or because something firm stands before it: Beob-achtung."""
_GLUED = re.compile("sch[lmnrwt]$")
"""What begins a word together: no Maus in Augen-schmaus."""
LOSE_E = frozenset(LISTS["lose_e"])
"""Nouns of four letters that lose their -e before others (Erd-gas)."""
_KEEP_E = frozenset(LISTS["keep_e"])
_NO_STARTS = frozenset(LISTS["no_starts"])
FIRM_ATTRIBUTES = frozenset(LISTS["firm_attributes"])
ATTRIBUTES = FIRM_ATTRIBUTES | frozenset(LISTS["attributes"])
_ENDINGS_OF_WORDS = tuple(LISTS["endings"])
_PREFIXES = frozenset(LISTS["apart"] + LISTS["firm"])
_DERIVED = re.compile(rf"(?:{'|'.join(sorted(_PREFIXES, key=len, reverse=True))}).{{3,}}(?:ung|heit|keit|schaft)")
_DERIVED_IN_FRONT = re.compile("..+(?:ung|heit|keit|schaft|[st]ion|itaet)s")
"""What is a noun though nobody knows it: Orts-umfahrung, Vaterschafts-test."""
_NAMED_BY_VERBS = re.compile(r"(?!(.)\1|tion|ch)(?=[^aeiou]{1,3}[aeiou]).{4,}(?:(?<!ier)ung|heit|keit|erei)")
"""The same behind a noun of four letters: Volks-zaehlung, Tier-quaelerei, but no Form-ulierung."""
_GROWN = [(particle, noun) for particle, *some in (s.split("/") for s in LISTS["grown_to_particles"]) for noun in some]
GROWN_TOGETHER = tuple(
    dict.fromkeys((*LISTS["grown_together"], *(f"{p}{form}" for p, noun in _GROWN for form in (noun, with_dots(noun)))))
)
_BY_FIRST = groupby(sorted(GROWN_TOGETHER), key=itemgetter(0))
_ANY_GROWN_TOGETHER = re.compile(
    "|".join(f"{first}(?:{'|'.join(one[1:] for one in some)})" for first, some in _BY_FIRST)
)
"""By their first letters: so most places of a word are seen to begin none at once."""

Known = Callable[[set[str]], set[str]]
"""Which of some words are nouns of the corpus."""


@lru_cache(maxsize=256)
def endings(base: str) -> tuple[str, ...]:
    """How words end that have ``base`` as their last part."""
    if len(base) <= SHORTEST:
        return tuple(base + ending for ending in _INFLECTIONS_OF_SHORT)
    # Who does something is none: Steuer-zahler is not of Zahl.
    is_plural = base + "er" in of_nouns(base) and without_dots(base) not in nouns()
    return tuple(base + ending for ending in _INFLECTIONS if is_plural or ending not in ("er", "ern"))


@lru_cache(maxsize=256)
def beginning(base: str) -> str:
    """What words begin with that have ``base`` as their first part: Schul-leiter has lost an e."""
    shorter = base if base in _KEEP_E else base[:-1]
    is_plural = shorter in nouns() or without_dots(shorter) in nouns()  # no Kühe in Kühl-schrank
    may_lose_e = base.endswith("e") and (len(base) >= _TELLING or base in LOSE_E)
    return shorter if may_lose_e and shorter not in APART and not is_plural else base


def containing(candidates: Iterable[str], bases: Iterable[str], known: Known) -> list[str]:
    """Those of some words that are compounds with one of some words as their first or last part."""
    parts = [(part, (part, beginning(part)), endings(part)) for part in bases]
    told = set(parts[0][2][1:]) if parts else set()
    found = [(word, part, _read(word, part)) for word in candidates for part, starts, ends in parts
             if (word.startswith(starts) or word.endswith(ends))
             and (part not in told or word.startswith(part) or not _ends_with_more(word, part))
             and (word.startswith(part) or not _is_cut_from_noun(word, part))]  # fmt: skip
    found = [one for one in found if one[2] and not _is_in_what_is_one(one[0], one[1])]
    there = known({rest for _, _, rests in found for rest in rests if len(rest) >= ENOUGH and rest not in nouns()})
    return list(dict.fromkeys(word for word, part, rests in found if _is_split(word, part, rests, there)))


def _ends_with_more(word: str, part: str) -> bool:
    """Whether a known noun ends a word that is longer than a part with an ending: Motor in Motoren, and no Tor."""
    return _where_a_noun_ends(word) < len(word) - len(part)


def _is_cut_from_noun(word: str, part: str) -> bool:
    """Whether a part is but the end of another noun: no Äste in Fahr-gäste, but an Eis in Wasser-eis."""
    at = word.rfind(part)
    starts = [start for start in range(max(0, at - SHORTEST), at) if word[start:at] not in nouns()]
    longer = any(word[start : at + len(part)] in nouns() for start in starts if start or at < SHORTEST)
    return longer and not _is_known_front(word[:at])


def _is_known_front(front: str) -> bool:
    return front in ATTRIBUTES or any(front.removesuffix(link) in nouns() for link in LINKS)


@lru_cache(maxsize=4096)
def _where_a_noun_ends(word: str) -> int:
    """Where the longest known noun begins that a word ends with, whatever it is joined by to what may follow."""
    known, whole = nouns(), [word.removesuffix(ending) for ending in LINKS if word.endswith(ending)]
    return next((at for at in range(len(word)) if any(one[at:] in known for one in whole)), len(word))


def _is_in_what_is_one(word: str, base: str) -> bool:
    """Whether a part is in one that nobody hears as a compound: no Stand in Kreis-vorstands, but a Chef behind it."""
    if not _ANY_GROWN_TOGETHER.search(word):
        return False
    for whole in GROWN_TOGETHER:
        if whole not in word or len(base) >= len(whole):
            continue
        at = word.find(whole)
        if at == 0 and word.startswith(beginning(base)):
            return True
        is_last = len(word) - at - len(whole) <= _ENDING and not word.startswith(beginning(base))
        is_cut = at > 0 and len(base) > SHORTEST and any(word.removesuffix(end) in nouns() for end in endings(base))
        if is_last and not is_cut:  # Traum-welt
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
    if base.endswith(("unge", "ungen")) and word.endswith("ungen") and not word.startswith(base):  # Hand-lungen
        return
    if word.startswith(base) and base not in _NO_STARTS:
        is_ending = word.startswith(_ENDINGS_OF_WORDS, len(base))  # no Wirt in Wirt-schafts-raum
        for link in ("",) if is_ending else _LINKS_OF_SHORT if short else LINKS:
            if word.startswith(base + link):
                yield from _uninflected(word[len(base) + len(link) :])
    if (shortened := beginning(base)) != base and word.startswith(shortened) and not word.startswith(base):
        fronts = (shortened + link for link in ("", "s") if shortened + link not in ATTRIBUTES or not link)
        backs = (word.removeprefix(front) for front in fronts if word.startswith(front))  # Schul-leiter, Hilf-s-gut
        yield from (rest for back in backs for rest in _uninflected(back) if rest in nouns() or _is_made(rest))
    for ending in endings(base):
        front = word.removesuffix(ending)
        if front != word:
            yield front
            yield from (front.removesuffix(link) for link in LINKS if link and front.endswith(link))
            if base not in ENDINGS_THAT_ARE_NOUNS:  # no Ente in Pat-ente
                yield front + "e"


def _is_made(word: str) -> bool:
    """Whether a word is a known noun behind what stands before nouns: Be-arbeiter, Turm-spitze."""
    cuts = ((word[:at], word[at:]) for at in range(2, len(word) - ENOUGH + 1))
    return any(back in nouns() and (front in _PREFIXES or front in nouns()) for front, back in cuts)


def _is_of_another(word: str, base: str) -> bool:
    """Whether it is the longer word that a part could be taken for: Bahn-reise has no Reis in it."""
    longer = APART.get(base)
    if longer is not None and word.startswith(base + "er"):  # Rinder-zucht is of Rind
        return False
    if longer is not None and word.startswith(base) and word[len(base) :] in nouns():  # Buch-empfehlung
        return False
    return longer is not None and (word.startswith(longer) or word.removesuffix("n").endswith(longer.removesuffix("n")))


def _uninflected(back: str) -> Iterator[str]:
    if _DERIVING.fullmatch(back):
        return
    rests = (back.removesuffix(ending) for ending in _INFLECTIONS if back.endswith(ending))
    is_ending = back.startswith(_ENDINGS_OF_WORDS)
    yield from (rest for rest in rests if not is_ending or rest in nouns())


def _is_split(word: str, base: str, rests: tuple[str, ...], there: set[str]) -> bool:
    if _is_foreign(word, base) or (word.endswith(base) and word[:-1] in nouns() and base.endswith("n")):
        return False
    if base.endswith("e") and base[:-1] in nouns() and word.endswith(base) and _is_plural(word, base):
        return False
    if any(_is_noun(rest) or rest in there or _is_attribute(rest, base) for rest in rests):
        return True
    if len(base) <= ENOUGH and _begins_with_another(word, base):
        return False
    if any(map((_DERIVED if word.startswith(base) else _DERIVED_IN_FRONT).fullmatch, rests)):
        return True
    if word.startswith(base) and len(base) >= ENOUGH and any(map(_NAMED_BY_VERBS.fullmatch, rests)):
        return True
    whole = [rest for rest in rests if rest in word]
    if any(_is_front(front, base) for front in _fronts(whole)):
        return len(base) > SHORTEST or word.startswith(base) or not _is_cut_better(word, base)
    is_enough = any(len(rest) >= ENOUGH and rest in word for rest in rests)
    if not word.startswith(base) and (_ends_with_derived(word, base) or _is_in_adjective(word, base)):
        return False
    if (
        len(base) == ENOUGH
        and _CONSONANT.match(base)
        and base in nouns()
        and (word.startswith(base) or base not in _UNTOLD)
    ):
        return _is_firm(word, base, rests) and not _is_cut_better(word, base)
    if not word.startswith(base) and _IS_CHANCE.fullmatch(base):  # no Alter in Veranst-alter
        return False
    if word.startswith(base) and (word[len(base) :].startswith(base[-1]) or _begins_with_another(word, base)):
        return False
    return len(base) >= _TELLING and is_enough and not _is_cut_better(word, base)


def _is_plural(word: str, base: str) -> bool:
    """Whether a word ends with the plural of another noun: no Zeuge in Kampf-flugzeuge."""
    first = len(word) - len(base)
    starts = [at for at in range(first) if word[at:-1] in nouns()]
    return any(not at or _is_known_front(word[:at]) for at in starts) or (
        bool(starts) and not _is_known_front(word[:first])
    )


def _is_firm(word: str, base: str, rests: tuple[str, ...]) -> bool:
    """Whether what stands beside a noun of four letters is long enough, and no other noun ends the word."""
    if word.startswith(base):
        least = min((rest for rest in rests if word.startswith(rest, len(base))), key=len, default="")
        return len(least) >= _TELLING and bool(_CONSONANT.match(least)) and not least.startswith((base[-1], "tion"))
    front = word[: word.rfind(base)]
    if len(front) < _TELLING or word.endswith(("er", "ern", "in", "innen")) or _GLUED.search(front + base[0]):
        return False
    longer = (word[at:] for at in range(2, len(front)))
    return not any(tail.removesuffix(end) in nouns() for tail in longer for end in LINKS)


def _ends_with_derived(word: str, base: str) -> bool:
    """Whether a noun with something firm before it ends a word: in Klär-anlage there is no Lage."""
    at = word.rfind(base)
    starts = range(max(2, at - _LONGEST_PREFIX), at - 1)
    return any(word[start:at] in _PREFIXES and word[start : at + len(base)] in nouns() for start in starts)


def _is_in_adjective(word: str, base: str) -> bool:
    return base.endswith("isch") and bool(_ADJECTIVE_ENDING.search(word))


def _is_foreign(word: str, base: str) -> bool:
    """Whether a part is but the ending of a word from Latin: no Tor in Auditor, no Tat in Qualität."""
    found = _FOREIGN_ENDING.search(word)
    is_ending = found is not None and base.startswith(found[1][:_ENDING]) and len(base) <= len(found[1]) + _ENDING
    return is_ending and not word.startswith(base)


def _is_noun(rest: str) -> bool:
    return rest in nouns() and rest not in ENDINGS_THAT_ARE_NOUNS


def _begins_with_another(word: str, base: str) -> bool:
    """Whether a longer noun begins a word than a short one that does, and is not made of it: Busch-feuer, no Bus."""
    if not word.startswith(base):
        return False
    most = len(word) if len(base) <= SHORTEST else min(len(word), len(base) + _ENDING + 1)
    backs = [word[len(base) : at] for at in range(len(base) + 1, most) if word[:at] in nouns()]
    return any(back not in nouns() and back.removeprefix("n") not in LINKS for back in backs)


def _is_front(rest: str, base: str) -> bool:
    """Whether what stands before a known noun can be a word; beside a short part it has to be known."""
    if len(base) > SHORTEST and len(rest) >= SHORTEST:
        return True
    return rest in nouns() or rest in _PREFIXES or _is_attribute(rest, base)


def _fronts(rests: Iterable[str]) -> Iterator[str]:
    """What stands before the known nouns that words end with, as it does when they are compounds themselves."""
    known = nouns()
    for plain in {rest.removesuffix(link) for rest in rests for link in LINKS}:
        for at in range(2, len(plain) - ENOUGH + 1):
            if (back := plain[at:]) in known and back not in ENDINGS_THAT_ARE_NOUNS:
                yield plain[:at]


def _is_attribute(rest: str, base: str) -> bool:
    return rest in (ATTRIBUTES if len(base) >= _TELLING else FIRM_ATTRIBUTES)


def _is_cut_better(word: str, base: str) -> bool:
    """Whether two known nouns make the word, and neither begins or ends where ``base`` does."""
    own = len(base) if word.startswith(base) else word.rfind(base)
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        back = word[at:]
        if at == own or not any(back.removesuffix(ending) in nouns() for ending in ("", "s", "en", "n", "e")):
            continue
        if any(word[:at].removesuffix(link) in nouns() for link in LINKS):
            if not word.startswith(base) and at < own and _is_known_front(word[at:own]):  # Eisenbahn-bundes-amt
                continue
            return not word.startswith(base) or word[len(base) : at] not in LINKS
    return False


def halves(word: str, known: Known) -> list[tuple[str, str]]:
    """The ways to read a word as two known nouns, as it may be written in two (Koreakrieg, Korea-Krieg)."""
    cuts = [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]
    every = {half for cut in cuts for half in cut}
    sure = known(every) | (every & nouns())
    return [cut for cut in cuts if cut[0] in sure and cut[1] in sure]
