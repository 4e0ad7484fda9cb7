"""The title: candidates in the head of a text, scored; none is better than a wrong one."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from reader import words
from reader.structure import looks
from reader.structure.lines import Unit

FAR = 40
"""Units from the start among which a title is sought."""
THRESHOLD = 3.0
PROSE_BEFORE = 3
"""A title is not sought behind more paragraphs than this."""

_STEM = re.compile(r"[^\W\d_]{4,}")
_GLUED = re.compile(r"(?P<kicker>[A-ZÄÖÜ][a-zäöüß-]{4,29})(?P<title>[A-ZÄÖÜ][a-zäöüß]+(?:\s\S+){3,})")
_COLON = re.compile(r"(?P<kicker>[^\s:][^:]{2,38}) : (?P<title>\S.{19,})")
_WORDS = re.compile(r"(?P<kicker>\S+) (?P<title>[A-ZÄÖÜ„\"«»][^\s]*[^s\s,](?:\s\S+){3,})")
_PLACED = re.compile(
    r"(?P<kicker>[A-ZÉÈÀ-Ý][a-zà-ÿ]{3,}(?:[ -][A-Z\w][a-zà-ÿ]{2,}){0,2}\.) (?P<title>[A-ZÀ-Ý][^.]{19,}[^.])"
)
"""A place with a full stop: "Lyon. Le pont est fermé"."""
_HYPHEN = re.compile(r"(?P<kicker>[A-ZÄÖÜ][\w-]+(?: [\w-]+){0,2} -) (?P<title>[A-ZÄÖÜ„\"«»](?:(?! - ).){29,})")
_PHRASE = re.compile(
    r"(?P<kicker>(?:(?:Nach|Vor|Trotz) )?[A-ZÄÖÜ][\w-]+"
    r"(?: (?:im|in|am|an|auf|bei|um|mit|nach|vor|gegen|zur|zum|für|über)(?: (?:der|den|die|dem|das))? [A-ZÄÖÜ][\w-]+)?)"
    r" (?P<title>[A-ZÄÖÜ„\"»«][^\s:,]*(?: [^\s]+)* [a-zäöü][^\s]*(?: [^\s]+)+)"
)
_SITE = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")


def stems(text: str) -> set[str]:
    """The content words of a text, cut short so that endings do not part them."""
    return {w[:6].casefold() for w in _STEM.findall(text) if w.casefold() not in _small_words()}


@cache
def _small_words() -> frozenset[str]:
    return frozenset(words.every("stopwords"))


def choose(units: list[Unit]) -> int | None:
    """Which unit is the title, or ``None`` when no line makes a case for itself."""
    stated = [i for i, u in enumerate(units) if u.fixed and u.kind == "title"]
    if stated:
        return stated[0]
    seen = Counter(words.bare(u.text) for u in units if len(u.text) < 200)
    best, score = None, THRESHOLD
    prose = 0.0
    for i, unit in enumerate(units[:FAR]):
        if _may_be(unit) and (value := _score(units, i, prose, seen)) > score:
            if best is not None and _is_lead_of(units[best : i + 1]):
                continue
            best, score = i, value
        elif best == i - 1 and _is_kicker_of(units[i - 1].text, unit) and _score(units, i, prose, seen) > THRESHOLD:
            best, score = i, _score(units, i, prose, seen)
        if unit.kind == "prose" and not unit.why:
            prose += 1 if i else _caption_like(unit.text)
            if prose > PROSE_BEFORE:
                break
    return best


def _is_kicker_of(first: str, unit: Unit) -> bool:
    """Whether a line is but the kicker of the next, which is longer and would be a title too."""
    return (
        _may_be(unit)
        and not unit.why
        and len(first) <= 45
        and first.count(" ") <= 4
        and not first.endswith(("?", "!", "“", "»", '"'))
        and len(unit.text) >= 25
        and (len(unit.text) > len(first) or len(first) <= 30)
    )


def _is_lead_of(lines: list[Unit]) -> bool:
    """Whether the last of some lines is a lead without an end mark under a title that stands for itself."""
    first, unit = lines[0].text, lines[-1]
    if any(u.kind in ("short", "prose") for u in lines[1:-1]):
        return False
    return len(first) >= 25 and first.count(" ") >= 4 and len(unit.text) >= max(80, 1.6 * len(first))


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
    score += 3 * (seen[words.bare(text)] > 1 and text.count(" ") >= 2) + 0.3 * (i == 0)
    score += _followed(units, i)
    body = [u.text for u in units[i + 1 :][:FAR] if u.kind == "prose" and len(u.text) >= looks.PROSE][:2]
    own = stems(text)
    if own and body:
        score += 2 * len(own & stems(" ".join(body)[:3000])) / len(own)
    return score + (1 if units[i].fixed else 0) + (6 if units[i].why == "title" else 0)


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
    near = [u for u in units[i + 1 : i + 6] if not is_same(units[i].text, u.text[:400])][:3]
    if near and near[0].kind == "credit":
        return -3
    alt = 2.0 * bool(near and near[0].kind == "caption" and not near[0].gap and i)
    dated = any(u.kind in ("date", "byline") for u in units[i + 1 : i + 6])
    score = (1.5 if any(u.kind in ("date", "byline") for u in near) or (alt and dated) else 0) - alt
    score += 0.75 * any(u.kind == "boilerplate" and u.why in ("audio", "share", "tools") for u in near)
    score += 1.0 * any(u.kind in ("date", "byline") for u in near[:1])
    score -= 1.0 * (i > 1 and all(u.kind == "short" for u in units[i - 2 : i]))
    score += 0.5 * any(u.kind == "date" for u in units[max(0, i - 3) : i])
    return score + (0.5 if any(u.kind == "prose" for u in units[i + 1 : i + 8]) else -1)


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


def kicker_end(text: str, others: list[str], french: bool = False, body: str = "") -> tuple[int, int] | None:
    """Where a kicker that is glued before the title ends, and where the title begins."""
    for other in others:
        at = len(text) - len(other)
        if len(other) >= 20 and 2 <= at <= 60 and text.endswith(other):
            return len(text[:at].rstrip(" :|")), at
    for pattern, sound in ((_GLUED, _is_seam), (_WORDS, _is_rubric), (_COLON, _never if french else _always)):
        found = pattern.fullmatch(text)
        if found and len(found["title"]) >= 20 and sound(found["kicker"], others):
            return found.end("kicker"), found.start("title")
    if (seam := _seam(text)) is not None:
        return seam - 1, seam
    for pattern in (_PLACED, _HYPHEN, _PHRASE):
        found = pattern.fullmatch(text)
        if found and (pattern is not _PHRASE or _is_phrase(found["kicker"], body)):
            return found.end("kicker"), found.start("title")
    return None


def _seam(text: str) -> int | None:
    """Where a small word begins with a capital amid a German line: there the title begins."""
    found = _SMALL.search(text, 3, 50)
    if not found or text[: found.start()].count(" ") > 4 or len(text) - found.end("before") - 1 < 20:
        return None
    return found.end("before") + 1 if _GERMAN.search(text, found.end()) else None


_SMALL = re.compile(
    r"(?:^|\s)(?P<before>[A-ZÄÖÜ][\w-]+) "
    r"(?:Der|Die|Das|Ein|Eine|Warum|Wie|Wer|Wo|Wann|Wenn|Was|So|Im|Mit|Nach|Vor|Bei|Für|Kein|Keine"
    r"|Wir|Ich|Er|Sie|Es|Jetzt|Nun|Auch|Trotz|Wegen) (?=\S+ \S+ \S)"
)
_GERMAN = re.compile(
    r"\b(?:der|die|das|und|in|im|den|dem|mit|auf|für|von|nicht|ist|sich|zu|bei|nach|wieder|ein|eine)\b"
)


def _is_phrase(kicker: str, body: str) -> bool:
    """Whether a noun phrase ends here: its last word is never followed by a name in the text itself."""
    last = re.escape(kicker.rsplit(" ", 1)[-1])
    known = " " in kicker or _is_rubric(kicker, [])
    return known and not kicker.endswith("s") and not re.search(rf"\b{last}\s[A-ZÄÖÜ„\"»«]", body)


def _is_seam(kicker: str, others: list[str]) -> bool:
    return _is_rubric(kicker, others)


def _always(kicker: str, others: list[str]) -> bool:
    return True


def _never(kicker: str, others: list[str]) -> bool:
    return False


def _is_rubric(kicker: str, others: list[str]) -> bool:
    folded = kicker.casefold().strip(":")
    endings = tuple(words.every("rubric_endings"))
    return folded in words.word_set("rubrics") or (len(folded) > 8 and folded.endswith(endings))
