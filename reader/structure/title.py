"""The title: candidates in the head of a text, scored; none is better than a wrong one."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from reader import words
from reader.structure import credits, kickers, looks, names
from reader.structure.lines import Unit

FAR = 40
"""Units from the start among which a title is sought."""
THRESHOLD = 3.0
PROSE_BEFORE = 3
"""A title is not sought behind more paragraphs than this."""

_STEM = re.compile(r"[^\W\d_]{4,}")
_SITE = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")


def stems(text: str) -> set[str]:
    """The content words of a text, cut short so that endings do not part them."""
    return {w[:6].casefold() for w in _STEM.findall(text) if w.casefold() not in kickers.small_words()}


class Choice(NamedTuple):
    """Which unit is the title, why, and how sure that is."""

    at: int
    """Its place among the units."""
    rule: str
    confidence: float


def choose(units: list[Unit]) -> Choice | None:
    """The title, or ``None`` when no line makes a case for itself."""
    stated = [i for i, u in enumerate(units) if u.fixed and u.kind == "title"]
    if stated:
        return Choice(stated[0], "format", 1.0)
    seen = Counter(words.bare(u.text) for u in units if len(u.text) < 200)
    scores: dict[int, float] = {}
    prose = 0.0
    for i, unit in enumerate(units[:FAR]):
        if _may_be(unit) and (value := _score(units, i, prose, seen)) > THRESHOLD:
            scores[i] = value
        if unit.kind == "prose" and not unit.why:
            prose += 1 if i else _caption_like(unit.text)
            if prose > PROSE_BEFORE:
                break
    best = max(scores, key=lambda i: scores[i], default=None)
    if best is None:
        return None
    index = _first_of(units, best, scores, seen)
    rule = "repeated" if seen[words.bare(units[index].text)] > 1 else "score" if index == best else "beside"
    return Choice(index, rule, _sureness(units, index, best, scores))


def _sureness(units: list[Unit], index: int, best: int, scores: dict[int, float]) -> float:
    """How sure a title is: by its score, less so if another line of the head scores nearly as well."""
    sure = min(0.97, 0.62 + 0.09 * (scores[index] - THRESHOLD))
    rivals = [s for i, s in scores.items() if i != index and not is_same(units[index].text, units[i].text[:400])]
    if index != best or any(s > scores[index] - NEAR for s in rivals):
        sure *= 0.8
    if any(a.kind == "short" and b.kind == "credit" for a, b in pairwise(units[max(0, index - LEAD) : index])):
        # What stands over the credit is a caption, or the title over a picture without one.
        sure *= 0.6
    return round(sure, 2)


NEAR = 1.0
"""Points by which another line may score less and still be a rival."""


def _first_of(units: list[Unit], best: int, scores: dict[int, float], seen: Counter[str]) -> int:
    """The title of a head whose best line may be the lead below it, or the kicker above it."""
    text = units[best].text
    if seen[words.bare(text)] > 1 or units[best].why == "title":
        return best
    trail = _ends_another(units, best)
    for i in sorted(i for i in scores if best - LEAD <= i < best and scores[i] >= scores[best] - CLOSE):
        between = [u.kind for u in units[i + 1 : best]]
        if not trail and "prose" not in between and "navigation" not in between and _stands(units, i, text):
            return i
    after = next((i for i in sorted(scores) if i > best), best)
    near = all(u.kind not in ("short", "prose") for u in units[best + 1 : after])
    return after if near and after != best and _is_kicker_of(units[best].text, units[after]) else best


LEAD = 6
"""Lines below a title in which its lead begins."""
CLOSE = 2.0
"""A line above that scores no less than this under the best one may be its title."""


def _stands(units: list[Unit], i: int, lead: str) -> bool:
    """Whether a line is a title by itself, of which the longer one below may be the lead."""
    text = units[i].text
    whole = _form(text) >= 2.5 and not kickers.is_kicker(text) and len(lead) >= 0.8 * len(text)
    return whole and _shared(units, i) >= 0.6 and not credits.is_caption_note(text)


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
    long_enough = unit.kind == "prose" and len(unit.text) <= 180 and not looks.has_end(unit.text)
    return unit.kind == "short" or long_enough


def _score(units: list[Unit], i: int, prose_before: float, seen: Counter[str]) -> float:
    text = units[i].text
    score = _form(text) - 2.5 * prose_before - (2 if units[i].why.startswith("?") else 0)
    again = (seen[words.bare(text)] > 1 and not _is_credited(units, text)) or _ends_another(units, i)
    score += 3 * (again and text.count(" ") >= 2) + 0.3 * (i == 0) - 2 * _is_name(text)
    score += _followed(units, i) + _shared(units, i) + _stands_out(units, i) - 3.0 * is_announced(units, i)
    return score + (1 if units[i].fixed else 0) + (6 if units[i].why == "title" else 0)


def _is_credited(units: list[Unit], text: str) -> bool:
    """Whether a line that is said twice is the caption of a picture: one of them stands beside a credit."""
    own = words.bare(text)
    pairs = pairwise(units[:FAR])
    return any(
        "credit" in (a.kind, b.kind) and own in (words.bare(a.text[:400]), words.bare(b.text[:400])) for a, b in pairs
    )


def _is_name(text: str) -> bool:
    """Whether a line is the name of a person, perhaps with a place."""
    if len(text) > 60 or text.count(" ") > 4 or (text.count(" ") > 2 and "," not in text):
        return False
    signed = names.signers(text)
    return signed is not None and bool(signed.authors)


BODY = 6
"""Paragraphs in which the words of a title are sought."""


def _shared(units: list[Unit], i: int) -> float:
    """How much of a line the text speaks of, soon or at all."""
    body = [u.text for u in units[i + 1 :][: 2 * FAR] if u.kind == "prose" and len(u.text) >= looks.PROSE][:BODY]
    own = stems(units[i].text)
    if not own or not body:
        return 0.0
    soon, late = stems(" ".join(body[:2])[:3000]), stems(" ".join(body[2:])[:6000])
    return (2 * len(own & soon) + 1 * len(own & (late - soon))) / len(own)


def _ends_another(units: list[Unit], i: int) -> bool:
    """Whether a trail of section names ends in this line (``Startseite Panorama Titel``)."""
    text = units[i].text
    others = (u.text for u in units[:FAR] if len(text) < len(u.text) <= len(text) + 80)
    return len(text) >= 20 and any(other.endswith(text) for other in others)


def is_announced(units: list[Unit], i: int) -> bool:
    """Whether a line stands in a list of other stories: under "Most read", with only short lines between."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if units[k + 1].gap or units[k].kind not in ("short", "navigation", "boilerplate"):
            return False
        if units[k].kind == "boilerplate" and units[k].why == "read_also":
            return True
    return False


def _stands_out(units: list[Unit], i: int) -> float:
    """Whether a line is clearly longer than the short ones it follows, as a title is behind a menu."""
    above = [u.text for u in units[max(0, i - 4) : i] if u.kind in ("short", "navigation", "boilerplate")]
    if len(above) < 3 or units[i].text.count(" ") < 3:
        return 0.0
    return 1.0 if sorted(map(len, above))[-2] <= 0.7 * len(units[i].text) else 0.0


def _form(text: str) -> float:
    count = text.count(" ") + 1
    score = 2.0 if 20 <= len(text) <= 110 else 0.5 if len(text) <= 150 else -1.0
    score += 0.5 if count >= 4 else -1.5 if count < 3 else 0
    if looks.has_end(text) and text.rstrip("»«”“\"'").endswith("."):
        score -= 3
    if text.endswith((":", ";", ",", "…", "...")):
        score -= 2
    return score - (1 if text[:1].islower() else 0)


def _followed(units: list[Unit], i: int) -> float:
    beyond = [u for u in units[i + 1 : i + 12] if not is_same(units[i].text, u.text[:400])]
    if beyond and beyond[0].kind == "credit":
        return -3 if i else -1
    near = [u for u in beyond if u.kind in ("short", "prose", "date", "byline") and not u.why.startswith("?")][:3]
    signed = any(u.kind in ("date", "byline") for u in near)
    alt = 1.0 * bool(beyond and beyond[0].kind == "caption" and not beyond[0].gap and i and not signed)
    score = 1.5 * signed - alt
    near = beyond[:3]
    score += 0.75 * any(u.kind == "boilerplate" and u.why in ("audio", "share", "tools") for u in near)
    score += 1.0 * any(u.kind in ("date", "byline") for u in near[:1])
    score -= 1.0 * (i > 1 and all(u.kind == "short" for u in units[i - 2 : i]) and not _stands_out(units, i))
    score += 0.5 * any(u.kind == "date" for u in units[max(0, i - 3) : i])
    return score + (0.5 if any(u.kind == "prose" for u in units[i + 1 : i + 14]) else -1)


def is_same(title: str, other: str) -> bool:
    """Whether a line is the title again, with the name of the site behind it or not."""
    if len(other) > len(title) + 80:
        return False
    a, b = words.bare(title), words.bare(other)
    return a == b or a == words.bare(_SITE.sub("", other))


def site_behind(title: str, other: str) -> str | None:
    """The name that stands behind the repeated title (``Titel | Name``)."""
    if (found := _SITE.search(other)) and words.bare(other[: found.start()]) == words.bare(title):
        return found.group().strip(" |–—·-")
    return None


def site_start(text: str, units: list[Unit]) -> int | None:
    """Where the name of the site begins that is glued behind a title, if the page names itself so elsewhere."""
    found = _SITE.search(text)
    name = re.sub(r"\W", "", found.group()).casefold() if found else ""
    if not found or found.start() < 20 or len(name) < 3 or found.group().count(" ") > 5:
        return None
    plain = [u.text[:400].casefold() for u in units if u.kind in ("boilerplate", "source-note", "navigation", "short")]
    spelled = name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    pages = [re.sub(r"[^\w@]", "", p) for p in plain if text.casefold() not in p]
    return found.start() + 1 if any(name in p or spelled in p for p in pages) else None
