"""Whether the body goes on behind lines of the page: what is known of it so far, and what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader import words
from reader.structure import heads, looks
from reader.structure.asides import PROMOTION, speaks_of_us, speaks_to_reader
from reader.structure.lines import LONG, Unit
from reader.words import phrases

QUIET = frozenset(["repeated", "advert", "audio", "share", "tools", "wrapped", "leak", "author_box", "address", "label",
    "teaser", "cookie", "card", "summary", "appeal"])  # fmt: skip
"""Boilerplate after which the body may go on at once."""


CLOSING = 2
"""Consecutive paragraphs that must follow an agency mark to make it not the end."""


ENDING = 3
"""The same after a comment header; and paragraphs before it, to make it the end."""


SHARED = 0.3
"""A paragraph that has this share of its words in common with the body is at home in it."""


@dataclass(slots=True)
class Walk:
    """What is known of the body while its lines are walked through."""

    paragraphs: int = 0
    vocabulary: set[str] = field(default_factory=set)
    hiding: str = ""
    """The category that has ended the body, for now; empty while in the body."""
    pending: list[Unit] = field(default_factory=list)
    strong: int = -1
    """Index of the last unit at which two paragraphs stand together: before it the body is not over."""
    signed: int = -1
    """Index of the mark of agency or author behind the last sentence: before it the body is not over either."""
    authors: frozenset[str] = frozenset()
    told: bool = False
    """Whether the line that hides the body is itself a teaser, not only the word above teasers."""
    even: bool = False
    """Whether blank lines stand between all lines or none, and so say nothing."""
    parted: bool = False
    """Whether blank lines part the paragraphs, so that lines without one between them belong together."""

    def shared(self, own: frozenset[str]) -> float:
        """Which share of some words the body has used before."""
        return len(own & self.vocabulary) / len(own) if own else 0.0


def is_full(unit: Unit) -> bool:
    """Whether a unit is a paragraph beyond doubt."""
    return unit.kind == "prose" and not unit.why and len(unit.text) >= looks.PROSE and looks.has_end(unit.text)


def resumes(units: list[Unit], i: int, walk: Walk) -> bool:
    """Whether the body goes on with the prose at ``i``: it runs on, and it speaks of the same things."""
    if walk.parted and _in_box(units, i) and not _is_much(units[i]):
        return False
    if len(units[i].text) < looks.PROSE and speaks_of_us(units[i].text):
        return False
    if _is_asked(units, i):
        return True
    if walk.hiding != "closing" and walk.hiding not in phrases.ENDING and _is_plain(units, i, walk):
        return True
    if i < walk.signed and is_full(units[i]) and not speaks_to_reader(units[i].text):
        return True
    run, shorts = _run(units, i)
    if not (walk.parted and units[i].gap) and _is_appeal(units, i, len(run)):
        return False
    ending = walk.hiding in phrases.ENDING and walk.paragraphs >= ENDING
    if i <= walk.strong and not ending and walk.hiding != "closing":
        return is_full(units[i]) and not speaks_to_reader(units[i].text) and not _is_titled(units, i)
    if not run:
        return False
    shared = walk.shared(heads.stems(" ".join(u.text[:1000] for u in run)))
    count = len(run) - shorts
    if shared < SHARED / 2 and all(speaks_to_reader(u.text) for u in run):
        return False
    if ending:
        return count >= ENDING and shared >= 0.15
    teases = shared < SHARED / 2 and _alternates(units, i)
    if walk.hiding != "closing" and not ending and not teases and _stands_alone(units, i, walk):
        return True
    if walk.hiding == "closing":
        return shared >= (0.15 if count >= CLOSING else SHARED)
    # A hidden paragraph is worse than a teaser that shows: the fewer lines, the more must be shared, but not much.
    return shared >= (0.06 if count >= 2 else 0.12 if len(run) >= 2 else 0.15)


TALK = 6
"""Lines below a question in which another stands, where two talk with each other."""


def _is_asked(units: list[Unit], i: int) -> bool:
    """Whether a line is a question of a talk: an answer stands below it, and soon another question."""
    below = units[i + 1 : i + 1 + TALK]
    if not units[i].text.endswith("?") or units[i].why or not below or not is_full(below[0]):
        return False
    return not speaks_of_us(below[0].text) and any(u.text.endswith("?") and u.kind in ("short", "prose") for u in below)


def _is_plain(units: list[Unit], i: int, walk: Walk) -> bool:
    """Whether a paragraph is one beyond doubt, with no title of another story above it."""
    unit = units[i]
    if walk.pending or units[i - 1].kind == "short" or unit.why or speaks_of_us(unit.text):
        return False
    followed = i + 1 < len(units) and is_full(units[i + 1]) and i < walk.strong
    return is_full(unit) or (unit.kind == "prose" and looks.has_end(unit.text) and (walk.told or followed))


def is_even(units: list[Unit]) -> bool:
    """Whether blank lines stand between all lines or between none."""
    return len({u.gap for u in units[1:]}) < 2


def is_parted(units: list[Unit]) -> bool:
    """Whether blank lines part most of the paragraphs."""
    full = [u for u in units if is_full(u)]
    return 5 * sum(u.gap for u in full) >= 3 * len(full)


def _in_box(units: list[Unit], i: int) -> bool:
    """Whether the lines right above, without a blank line, begin with one of the page."""
    while i and not units[i].gap:
        i -= 1
        if units[i].kind == "prose":
            return False
    return units[i].kind == "boilerplate" and units[i].why not in QUIET


ALONE, AMID = 120, 140
"""Characters of a paragraph that needs no other beside it: with blank lines around it, and without."""


def _stands_alone(units: list[Unit], i: int, walk: Walk) -> bool:
    """Whether a paragraph between lines of the page is too much of one to be a teaser."""
    unit = units[i]
    signed = i + 1 < len(units) and units[i + 1].kind == "byline" and units[i + 1].why in ("agency", "mark")
    if (walk.told or signed) and is_full(unit):
        return not speaks_to_reader(unit.text)
    parted = walk.parted and not walk.even and unit.gap and (i + 1 == len(units) or units[i + 1].gap)
    whole = looks.has_end(unit.text) or (i + 1 < len(units) and _is_paywall(units[i + 1]))
    sentences = len(_STOP.findall(unit.text[:LONG]))
    enough = len(unit.text) >= (ALONE if parted else AMID) and sentences >= 2
    return unit.kind == "prose" and not unit.why and whole and enough and not speaks_to_reader(unit.text)


def _is_paywall(unit: Unit) -> bool:
    """Whether a line says that the rest is to be paid for."""
    return unit.why == "newsletter" or "paywall" in phrases.ways(words.key(unit.text[: looks.TALKATIVE]))


_STOP = re.compile(r"[^\W\d_]{2,}[.!?][»«”“\"']*(?:\s|$)")


def _alternates(units: list[Unit], i: int) -> bool:
    """Whether titles and texts of other stories take turns: a short line above, and a short line and a text below."""
    below = [u.kind for u in units[i + 1 : i + 3]]
    above = [u.kind for u in units[max(0, i - 3) : i]]
    return above[-1:] == ["short"] and (below == ["short", "prose"] or above == ["short", "prose", "short"])


def _is_much(unit: Unit) -> bool:
    """Whether a paragraph has more sentences than a teaser."""
    return len(unit.text) >= MUCH and len(_STOP.findall(unit.text[:LONG])) >= 2 and looks.has_end(unit.text)


MUCH = 140
"""Characters of a paragraph that is no teaser, even where it stands in a box."""


def _is_titled(units: list[Unit], i: int) -> bool:
    """Whether a line of its own stands right on the paragraph, as over a teaser."""
    return units[i - 1].kind == "short" and units[i - 1].gap and not units[i].gap


def _is_appeal(units: list[Unit], i: int, count: int) -> bool:
    """Whether the paragraphs stand between two lines that ask for money or a subscription, and speak of "us"."""
    run = units[i : i + count]
    before = next((u for u in reversed(units[:i]) if u.kind == "boilerplate"), None)
    after = units[i + count] if i + count < len(units) else None
    asked = before is not None and after is not None and before.why in ASKING and after.why in ASKING
    said = any(speaks_of_us(u.text) for u in run)
    return asked and said and sum(len(u.text) for u in run) <= PROMOTION


ASKING = frozenset(["donate", "newsletter", "cookie"])


def _run(units: list[Unit], i: int) -> tuple[list[Unit], int]:
    """Up to four paragraphs in a row from ``i``, and how many short lines stand among them."""
    run: list[Unit] = []
    shorts = since = 0
    for unit in units[i : i + 12]:
        if unit.kind in ("prose", "list", "quote"):
            if unit.why or looks.is_cut_off(unit.text) or (unit.kind == "prose" and len(unit.text) < 60 and not run):
                break
            run.append(unit)
            since = 0
        elif unit.kind == "short":
            since += 1
            shorts += 1
        elif unit.kind not in ("caption", "credit", "heading") and unit.why not in QUIET:
            break
        if since > 1 or len(run) == 4:
            break
    return run, shorts - since
