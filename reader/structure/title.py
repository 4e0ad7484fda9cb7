"""The title: lines in the head of a text, judged by what was learnt of titles; none is better than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise, takewhile
from math import log
from typing import NamedTuple

from reader import words
from reader.structure import (
    glued,
    headlines,
    heads,
    kickers,
    looks,
    neighbours,
    titlefeatures,
    titlenet,
    wordkinds,
)
from reader.structure.lines import Unit
from reader.words import papers

FAR = 40
"""Units from the start in which the title may stand again."""
LEAST = 0.3
"""The chance of being the title under which a line is not said to be it."""
UNTITLED = 0.73
"""The chance that a page has no title from which on none is said, whatever the judges of lines say."""
DOUBT, HEARD, TOLD = 1.0, 0.5, 2.0
"""How much less likely than not it must be that a page has no title, how much the judges of lines are heard in it, and
what they say where they are not asked: logarithms of odds. To invent a title is worse than to miss one."""
LOUDEST = 4.0
"""The most that they say."""
STATED, MOST = 0.97, 0.97
"""How sure a title is that its label states, and the most that can be said for one that does not."""
UNSURE = 0.58
"""The most that can be said for a title that has a rival, or may be the kicker of one that is not there."""
RIVAL = 0.15
"""The chance from which another line is a rival."""
SPOKEN = 0.75
"""How much of a line that stands twice the text says, if it is the title."""
BESIDE = 2
"""Lines between which one may be the title in place of the other."""
LEAD = 6
"""Lines above a title in which a picture is told of."""


class Choice(NamedTuple):
    """Which unit is the title, why, and how sure that is."""

    at: int
    """Its place among the units."""
    rule: str
    confidence: float
    start: int = 0
    """Where it begins in the text."""
    untitled: float = 0.0
    """The chance that the page has none; nought where it is stated."""


def choose(units: list[Unit], denied: Set[int] = frozenset()) -> Choice | None:
    """The title, or ``None`` when no line makes a case for itself; those that begin at ``denied`` are none."""
    found = _chosen(units, denied)
    return found and found._replace(start=units[found.at].start)


def holds(choice: Choice, head: float | None) -> bool:
    """Whether a line stays the title when the judges of lines were heard.

    ``head`` is the chance they give it to be of the head; ``None`` where they were not asked. What stands twice is not
    denied by them alone.
    """
    if not choice.untitled:
        return True
    said = TOLD if head is None else max(-LOUDEST, min(LOUDEST, _log_odds(head)))
    if choice.rule == "repeated":
        said = max(said, TOLD)
    return _log_odds(choice.untitled) + DOUBT <= HEARD * said


def _log_odds(chance: float) -> float:
    return log(max(chance, TINY) / max(1 - chance, TINY))


TINY = 1e-9
"""No chance is taken for less."""


def _chosen(units: list[Unit], denied: Set[int]) -> Choice | None:
    for at, unit in enumerate(units):
        if unit.fixed and unit.kind == "title":
            return Choice(at, "format", 1.0)
    labelled = next((i for i, u in enumerate(units[:FAR]) if u.why == "title"), None)
    if labelled is not None:
        return Choice(labelled, "label", STATED)
    released = _released(units)
    return _judged(units, denied) if released is None else Choice(released, "label", STATED)


def _released(units: Sequence[Unit]) -> int | None:
    """The title of what the police or a fire brigade released; behind the text it is that of another release."""
    over = takewhile(lambda at: not heads.is_body(at[1]) or _RELEASED.match(at[1].text), enumerate(units[:FAR]))
    return next((i for i, u in over if len(u.text) <= LONGEST and _RELEASED.match(u.text)), None)


_RELEASED = re.compile(r"(?:POL|BPOL|BPOLI|BPOLD|LPI|FW|FFW|HZA|ZOLL|LKA|GdP|THW)-[A-ZÄÖÜ0-9 -]{1,12}:\s\S")
"""How such titles begin (``POL-LB: …``)."""
LONGEST = 300
"""Characters of such a title."""


def _judged(units: list[Unit], denied: Set[int]) -> Choice | None:
    head = heads.Head(units)
    windowed = _windowed(head)
    if windowed is not None and units[windowed].start not in denied:
        return Choice(windowed, "repeated", MOST)
    found = [c for c in titlefeatures.candidates(head) if _is_open(units, c.at, denied)]
    if not found:
        return None
    *own, none = model().chances([*(c.features for c in found), titlefeatures.nothing(head)])
    own = shared(own, [units[c.at].text for c in found])
    best = _spoken(head, found, own, _best(units, [c.at for c in found], own))
    at = found[best].at
    if own[best] < LEAST or none > UNTITLED:
        return _doubled(head, denied)
    if at and not any(_is_text(u) for u in units):
        return None  # A poem, a list: what is above would seem to be no part of it.
    if not head.shares[at] and [u.kind for u in units[at + 1 : at + 3]] == ["navigation"] * 2:
        return None  # What stands over a menu, and of which the text never speaks, is what the page says of itself.
    rivals = [units[c.at] for c, chance in zip(found, own) if chance >= RIVAL and c.at != at]
    twice = head.count[words.bare(units[at].text)] > 1 and head.shares[at] >= SPOKEN
    rule = "repeated" if twice else "score"
    return Choice(at, rule, _sureness(units, at, own[best], rivals), untitled=none)


def _windowed(head: heads.Head) -> int | None:
    """A line that the title of the window has behind a label (``Ort: Die Fähre fährt wieder - Ostbote``)."""
    texts = [unit.text for unit in head.units[: head.far] if ": " in unit.text and len(unit.text) <= LONGEST]
    said = {words.bare(_WINDOW.sub("", headlines.SITE.sub("", text))) for text in texts}
    lines = [i for i in head.places if ": " not in head.units[i].text and neighbours.says(head.units[i].text) > 0]
    again = [i for i in lines if words.bare(head.units[i].text) in said]
    return again[0] if len(again) == 1 else None


_WINDOW = re.compile(r"[^:]{3,60}: ")


def _is_open(units: Sequence[Unit], at: int, denied: Set[int]) -> bool:
    if units[at].start in denied or papers.is_paper(units[at].text):
        return False
    return not (_is_captioned(units, at) or _breaks_off(units[at]))


def _breaks_off(unit: Unit) -> bool:
    """Whether a line ends in a sign behind which something else stood, as no headline does."""
    return unit.text[-1:] in ("•", "·", "|")


def _best(units: Sequence[Unit], places: Sequence[int], own: Sequence[float]) -> int:
    """The likeliest line; if it tells of a picture by its form, the one beside it that may be the title, too."""
    best = max(range(len(own)), key=own.__getitem__)
    if not _shows(units, places[best]):
        return best
    text, first = units[places[best]].text, places[best]
    near = [n for n, at in enumerate(places) if 0 < abs(at - first) <= BESIDE and own[n] >= LEAST]
    others = [n for n in near if units[places[n]].text not in text]
    return max((n for n in others if n > best or not _shows(units, places[n])), key=own.__getitem__, default=best)


def _spoken(head: heads.Head, found: Sequence[titlefeatures.Candidate], own: Sequence[float], best: int) -> int:
    """The likeliest line; if the text never speaks of it, a rival of which it does."""
    if head.shares[found[best].at]:
        return best
    rivals = [n for n, one in enumerate(found) if own[n] >= RIVAL and head.shares[one.at] >= SPOKEN]
    return max(rivals, key=own.__getitem__, default=best)


def _shows(units: Sequence[Unit], at: int) -> bool:
    """Whether a line of a German page has the form of what tells of a picture."""
    below = next((u.text for u in units[at + 1 :] if u.kind == "prose"), "")
    return wordkinds.is_view(units[at].text) and glued.is_german(below)


def _is_captioned(units: Sequence[Unit], at: int) -> bool:
    """Whether a line has the form of what tells of a picture, and whose that is stands below it."""
    below = units[at + 1] if at + 1 < len(units) else None
    credited = below is not None and (below.kind == "credit" or below.text.startswith("©"))
    return credited and _shows(units, at)


def _doubled(head: heads.Head, denied: Set[int]) -> Choice | None:
    """A line that stands twice over the text that speaks of it; a picture's text has its credit below."""
    for at in head.places:
        line, below = head.units[at], head.units[at + 1 : at + 3]
        if (
            len(below) == 2
            and below[1].kind == "prose"
            and words.bare(below[0].text) == words.bare(line.text)
            and head.shares[at] >= SPOKEN
            and line.text.count(" ") >= 3
            and not looks.has_end(line.text)
            and line.start not in denied
        ):
            return Choice(at, "repeated", UNSURE)
    return None


def _is_text(unit: Unit) -> bool:
    """Whether a line is of a text, or says that one is here: a paragraph, a picture told of, an item, a day."""
    return unit.kind in ("prose", "caption") or heads.is_tale(unit) or (unit.kind == "date" and not unit.why)


def shared(chances: Sequence[float], texts: Sequence[str]) -> list[float]:
    """The chance of each line, where the best of equal texts has that of them all.

    What is broken off is equal to what it is the beginning of.
    """
    own = list(chances)
    said: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        said.setdefault(words.bare(text), []).append(i)
    for i in (i for i, text in enumerate(texts) if text.endswith(headlines.BROKEN)):
        full = next((k for k, other in enumerate(texts) if headlines.is_cut_off(other, texts[i])), None)
        if full is not None:
            own[full], own[i] = own[full] + own[i], 0.0
    for same in said.values():
        best = max(same, key=own.__getitem__)
        own[best] = sum(own[i] for i in same)
    return own


@lru_cache(maxsize=1)
def model() -> titlenet.Net:
    """What was learnt of titles, read at the first call."""
    return titlenet.unpack(files("reader").joinpath("model", "titles.bin").read_bytes())


def _sureness(units: list[Unit], at: int, chance: float, rivals: list[Unit]) -> float:
    """How sure a title is: by its chance, less so if it has a rival or may tell of a picture."""
    text, sure = units[at].text, min(MOST, chance)
    if kickers.is_kicker(text) or any(not headlines.is_same(text, u.text[:400]) for u in rivals):
        sure = min(sure, UNSURE)
    if at + 1 < len(units) and units[at + 1].kind == "credit":
        sure = min(sure, UNSURE)  # A caption stands over a credit, too.
    if any(a.kind == "short" and b.kind == "credit" for a, b in pairwise(units[max(0, at - LEAD) : at])):
        # What stands over the credit is a caption, or the title over a picture without one.
        sure *= 0.6
    return round(sure, 2)
