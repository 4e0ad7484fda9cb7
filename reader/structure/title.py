"""The title: candidates in the head of a text, scored; none is better than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from reader import words
from reader.structure import credits, headlines, kickers, looks, neighbours
from reader.structure.lines import Unit

FAR = 40
"""Units from the start among which a title is sought."""
THRESHOLD = 3.0
PROSE_BEFORE = 3
"""A title is not sought behind more paragraphs than this."""

_STEM = re.compile(r"[^\W\d_]{4,}")


@lru_cache(512)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut short so that endings do not part them."""
    return frozenset([w[:6] for w in set(_STEM.findall(text.lower())) - kickers.small_words()])


class Choice(NamedTuple):
    """Which unit is the title, why, and how sure that is."""

    at: int
    """Its place among the units."""
    rule: str
    confidence: float


@dataclass(slots=True)
class _Page:
    """The units of a page, with what is asked of them for every candidate."""

    units: list[Unit]
    said: dict[str, list[int]]
    """Where each short line stands, folded."""

    def again(self, i: int) -> list[int]:
        """The places of all lines that say the same as this one, its own among them."""
        return self.said.get(words.bare(self.units[i].text), [])

    def stems(self, i: int) -> frozenset[str]:
        """The content words of a unit's beginning."""
        return stems(self.units[i].text[:1500])


def _page(units: list[Unit]) -> _Page:
    said: dict[str, list[int]] = {}
    for i, unit in enumerate(units):
        if len(unit.text) < 200:
            said.setdefault(words.bare(unit.text), []).append(i)
    return _Page(units, said)


def choose(units: list[Unit]) -> Choice | None:
    """The title, or ``None`` when no line makes a case for itself."""
    stated = [i for i, u in enumerate(units) if u.fixed and u.kind == "title"]
    if stated:
        return Choice(stated[0], "format", 1.0)
    page = _page(units)
    scores = {i: value for i, before in _candidates(units) if (value := _score(page, i, before)) > THRESHOLD}
    best = max(scores, key=lambda i: scores[i], default=None)
    if best is None:
        return None
    index = _first_of(page, best, scores)
    rule = "repeated" if len(page.again(index)) > 1 else "score" if index == best else "beside"
    return Choice(index, rule, _sureness(units, index, best, scores))


def _candidates(units: list[Unit]) -> Iterator[tuple[int, float]]:
    """The places of lines that may be the title, each with how many paragraphs stand before it."""
    prose = 0.0
    for i, unit in enumerate(units[:FAR]):
        may_be = _may_be(unit)
        if may_be:
            yield i, prose
        if unit.kind == "prose" and not unit.why and not (may_be and headlines.asks(unit.text)):
            prose += 1 if i else _caption_like(unit.text)
            if prose > PROSE_BEFORE:
                break


def _sureness(units: list[Unit], index: int, best: int, scores: dict[int, float]) -> float:
    """How sure a title is: by its score, less so if another line of the head scores nearly as well."""
    sure = min(0.97, 0.62 + 0.09 * (scores[index] - THRESHOLD))
    text = units[index].text
    rivals = [s for i, s in scores.items() if i != index and not headlines.is_same(text, units[i].text[:400])]
    if kickers.is_kicker(text) or any(s > scores[index] - NEAR for s in rivals):
        sure = min(0.8 * sure, UNSURE)
    elif index != best:
        sure *= 0.8
    if any(a.kind == "short" and b.kind == "credit" for a, b in pairwise(units[max(0, index - LEAD) : index])):
        # What stands over the credit is a caption, or the title over a picture without one.
        sure *= 0.6
    return round(sure, 2)


NEAR = 1.0
"""Points by which another line may score less and still be a rival."""
UNSURE = 0.58
"""The most that can be said for a title that has a rival, or may be the kicker of one that is not there."""


def _first_of(page: _Page, best: int, scores: dict[int, float]) -> int:
    """The title of a head whose best line may be the lead below it, or the kicker above it."""
    units, text = page.units, page.units[best].text
    if (len(page.again(best)) > 1 and not kickers.is_kicker(text)) or units[best].why == "title":
        return best
    trail = _ends_another(units, best) or neighbours.is_lead(units[min(best + 1, len(units) - 1)])
    for i in sorted(i for i in scores if best - LEAD <= i < best and scores[i] >= scores[best] - CLOSE):
        between = [u.kind for u in units[i + 1 : best]]
        if not trail and "prose" not in between and "navigation" not in between and _stands(page, i, text):
            return i
    after = next((i for i in sorted(scores) if i > best), best)
    near = all(u.kind not in ("short", "prose") for u in units[best + 1 : after])
    return after if near and after != best and _is_kicker_of(units[best].text, units[after]) else best


LEAD = 6
"""Lines below a title in which its lead begins."""
CLOSE = 2.0
"""A line above that scores no less than this under the best one may be its title."""


def _stands(page: _Page, i: int, lead: str) -> bool:
    """Whether a line is a title by itself, of which the longer one below may be the lead."""
    text = page.units[i].text
    whole = headlines.form(text) >= 2.5 and not kickers.is_kicker(text) and len(lead) >= 0.8 * len(text)
    return whole and _shared(page, i) >= 0.6 and not credits.is_caption_note(text)


def _is_kicker_of(first: str, unit: Unit) -> bool:
    """Whether a line is but the kicker of the next, which is longer and would be a title too."""
    longer = len(unit.text) > len(first) or len(first) <= 30
    short = kickers.is_kicker(first) or (len(first) <= 30 and first.count(" ") <= 2)
    return short and _may_be(unit) and not unit.why and len(unit.text) >= 25 and longer


def _caption_like(text: str) -> float:
    """How much a first line of prose speaks against a title behind it: one that may be a caption, little."""
    return 1.0 if len(text) > 250 else 0.4 if looks.has_end(text) else 0.0


def _may_be(unit: Unit) -> bool:
    if unit.kind == "heading":
        return unit.fixed
    text = unit.text
    if unit.kind == "prose" and (len(text) > 180 or (looks.has_end(text) and not headlines.asks(text))):
        return False
    return unit.kind in ("short", "prose") and not headlines.is_never(text)


def _score(page: _Page, i: int, prose_before: float) -> float:
    units, text = page.units, page.units[i].text
    score = headlines.form(text) - 2.5 * prose_before - (2 if units[i].why.startswith("?") else 0)
    score += _repeated(page, i) + 0.3 * (i == 0) - 2 * headlines.is_name(text)
    score += _shared(page, i) + neighbours.followed(units, i, prose_before) + neighbours.stands_out(units, i)
    score -= 3.0 * neighbours.is_announced(units, i)
    return score + (1 if units[i].fixed else 0) + (6 if units[i].why == "title" else 0)


def _repeated(page: _Page, i: int) -> float:
    """What it says for a line that the page says it again, unless as a caption or in a list of its contents."""
    text, places = page.units[i].text, page.again(i)
    again = len(places) > 1 and not _is_credited(page.units, text) and not _is_content(page, i)
    doubled = again and " " in text and (i + 1 in places or i - 1 in places)
    return 3.0 * (doubled or (text.count(" ") >= 2 and (again or _ends_another(page.units, i))))


def _is_content(page: _Page, i: int) -> bool:
    """Whether a line stands in a list of contents: it and its neighbour head paragraphs further below."""
    beside = [k for k in (i - 1, i + 1) if 0 <= k < len(page.units) and page.units[k].kind == "short"]
    return _heads_later(page, i) and any(_heads_later(page, k) for k in beside)


def _heads_later(page: _Page, i: int) -> bool:
    later = [k + 1 for k in page.again(i) if k > i + 1]
    return bool(later) and all(k < len(page.units) and page.units[k].kind == "prose" for k in later)


def _is_credited(units: list[Unit], text: str) -> bool:
    """Whether a line that is said twice is the caption of a picture: one of them stands beside a credit."""
    own = words.bare(text)
    pairs = pairwise(units[:FAR])
    return any(
        "credit" in (a.kind, b.kind) and own in (words.bare(a.text[:400]), words.bare(b.text[:400])) for a, b in pairs
    )


BODY = 6
"""Paragraphs in which the words of a title are sought."""


def _shared(page: _Page, i: int) -> float:
    """How much of a line the text speaks of, soon or at all."""
    below = range(i + 1, min(len(page.units), i + 1 + 2 * FAR))
    body = list(islice((k for k in below if _is_body(page.units[k])), BODY))
    own = page.stems(i)
    if not own or not body:
        return 0.0
    soon = set[str]().union(*map(page.stems, body[:2]))
    late = set[str]().union(*map(page.stems, body[2:])) - soon
    return (2 * len(own & soon) + 1 * len(own & late)) / len(own)


def _is_body(unit: Unit) -> bool:
    return unit.kind == "prose" and len(unit.text) >= looks.PROSE


def _ends_another(units: list[Unit], i: int) -> bool:
    """Whether a trail of section names ends in this line (``Startseite Panorama Titel``)."""
    text = units[i].text
    others = (u.text for u in units[:FAR] if len(text) < len(u.text) <= len(text) + 80)
    return len(text) >= 20 and any(other.endswith(text) for other in others)


def site_behind(title: str, other: str) -> str | None:
    """The name that stands behind the repeated title (``Titel | Name``)."""
    if (found := headlines.SITE.search(other)) and words.bare(other[: found.start()]) == words.bare(title):
        return found.group().strip(" |–—·-")
    return None


def site_start(text: str, units: list[Unit]) -> int | None:
    """Where the name of the site begins that is glued behind a title, if the page names itself so elsewhere."""
    found = headlines.SITE.search(text)
    name = re.sub(r"\W", "", found.group()).casefold() if found else ""
    if not found or found.start() < 20 or len(name) < 3 or found.group().count(" ") > 5:
        return None
    title = words.bare(text[: found.start()])
    if any(words.bare(u.text[:400]) == title for u in units[:FAR]):
        return found.start() + 1
    plain = [u.text[:400].casefold() for u in units if u.kind in ("boilerplate", "source-note", "navigation", "short")]
    spelled = name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    pages = [re.sub(r"[^\w@]", "", p) for p in plain if text.casefold() not in p]
    return found.start() + 1 if any(name in p or spelled in p for p in pages) else None
