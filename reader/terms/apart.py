"""Words that a text says in two places: verbs whose first part ends the clause, compounds that share their last part.

German sets what begins a verb behind all else (Der Zug fällt heute aus), and says a part but once (Ein- und Ausfuhr).
What such words are when they are written in one is indexed, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.terms.compounds import ATTRIBUTES, LINKS
from reader.terms.lexicon import LISTS, function_words, nouns
from reader.terms.spelling import spelled
from reader.terms.verbs import finite

_PREPOSITIONS = frozenset(LISTS["particles_and_prepositions"])
_PARTICLES = _PREPOSITIONS.union(LISTS["particles"])
_MARKS = [mark for end in ".,;:!?" for mark in (end, *(f"{quote}{end}" for quote in ')"“”«»‘’'))]
_MARKS += [f"{end}{quote}" for end in ".!?" for quote in ')"“”«»‘’']
_CLOSING = {particle + end: particle for particle in _PARTICLES for end in (*_MARKS, "…", ")")}
"""What ends a clause, as it stands between blanks."""
_JOINTS = frozenset(("und", "oder", "sowie", "bis", "–", "—"))
_LOOKED_AT = _JOINTS.union(_CLOSING)
_PHRASES = _PREPOSITIONS.union(LISTS["behind_und"])
"""What stands behind "und" where a particle before it is no end of a clause (ab und zu, mit und ohne)."""
_FARTHEST = 30
"""Words between a verb and its particle."""
_ABBREVIATED = 3
"""Characters up to which what has a full stop may be an abbreviation."""
_HYPHENS = ("-", "‐")
_AROUND = ".,;:!?()[]«»„“”‚‘’»›‹…\"'"
_SHORTEST, _LONGEST = 4, 40
"""Letters of the last part of a compound, and of one."""


class Whole(NamedTuple):
    """A word that is said in two places, as it is written in one, and which tokens of a text those are."""

    word: str
    first: int
    last: int


def wholes(tokens: Sequence[str]) -> list[Whole]:
    """The words that a text says in two places, by its tokens: what stands between blanks."""
    found: list[Whole] = []
    at = -1
    for token in filter(_LOOKED_AT.__contains__, tokens):
        at = tokens.index(token, at + 1)
        before = tokens[at - 1] if at else ""
        if token not in _JOINTS:
            found += _verb(tokens, at, _CLOSING[token])
        elif before in _PARTICLES or before.endswith(_HYPHENS):
            found += _around(tokens, at)
    if tokens and tokens[-1] in _PARTICLES:
        found += _verb(tokens, len(tokens) - 1, tokens[-1])
    return found


def _around(tokens: Sequence[str], at: int) -> Iterator[Whole]:
    """What is said before and behind a word that joins two."""
    before, behind = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else ""
    if not before.endswith(_HYPHENS):
        if before not in _PREPOSITIONS or behind.rstrip(_AROUND) not in _PHRASES:
            yield from _verb(tokens, at - 1, before)
    elif len(behind) > _SHORTEST and len(before) + len(behind) <= _LONGEST:
        yield from (Whole(word, at - 1, at + 1) for word in _shared(before.strip(_AROUND)[:-1], behind))


def _verb(tokens: Sequence[str], at: int, particle: str) -> Iterator[Whole]:
    """The verb that a particle belongs to: the nearest before it in the sentence that does not end a clause itself."""
    verbs = _verbs()
    for place in range(at - 1, max(-1, at - _FARTHEST), -1):
        token = tokens[place]
        if token in verbs:
            if verbs[token] or (particle, token[:3]) in (("vor", "hat"), ("vor", "hab")):
                yield Whole(particle + token, place, at)
            return
        is_end = not token[-1].isalnum() and _ends_sentence(token)
        first = place + 1 if is_end else place
        if (is_end or place == 0) and verbs.get(tokens[first].lower()):
            yield Whole(particle + tokens[first].lower(), first, at)
        if is_end:
            return


def _ends_sentence(token: str) -> bool:
    bare = token.rstrip(')"“”«»‘’')
    return bare[-1:] in ("!", "?") or (bare[-1:] == "." and len(bare) > _ABBREVIATED and not bare[:-1].isdigit())


@lru_cache(maxsize=1)
def _verbs() -> dict[str, bool]:
    """The forms of verbs that clauses are built on, as they are written, and whether particles belong to them."""
    found = {said: True for form in finite(LISTS["verbs_with_particles"]) for said in _written(form)}
    return found | dict.fromkeys(LISTS["verbs_without_particles"], False)


def _written(form: str) -> tuple[str, ...]:
    dotted = re.sub("(?<![aeq])ue", "ü", form.replace("ae", "ä").replace("oe", "ö"))
    return (dotted, dotted.replace("ss", "ß"))


@lru_cache(maxsize=4096)
def _shared(front: str, whole: str) -> tuple[str, ...]:
    """What a front is with the last part of another word (Haupt- und Nebenfach: Hauptfach)."""
    first, _, last = whole.strip(_AROUND).rpartition("-")
    if not (front + last).isalpha() or spelled(last) in function_words():
        return ()
    if first:
        return (front + last.lower(),)
    cuts = [(last[:at], last[at:]) for at in range(2, len(last) - _SHORTEST + 1)]
    found = [back for begin, back in cuts if _is_noun(back) and _is_front(begin)]
    firm = [back for begin, back in cuts if begin.lower() in _PARTICLES or spelled(begin) in ATTRIBUTES]
    # Ein- und Aus-fuhrzölle, and no Einzölle
    alike = [back for begin, back in cuts if {front.lower(), begin.lower()} <= _PARTICLES]
    return tuple(front + back for back in alike[-1:] or found or firm[-1:])


def _is_noun(back: str) -> bool:
    term = spelled(back)
    return any(term.removesuffix(ending) in nouns() for ending in ("", "s", "en", "n", "e"))


def _is_front(begin: str) -> bool:
    term = spelled(begin)
    return term in ATTRIBUTES or any(term.removesuffix(link) in nouns() for link in LINKS)
