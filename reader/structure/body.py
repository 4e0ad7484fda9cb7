"""Where the body is: a walk through the lines that knows what was said, what hid it and whether it goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader import words
from reader.structure import looks, names, title
from reader.structure.asides import PROMOTION, speaks_of_us, speaks_to_reader, tells_of_author
from reader.structure.lines import LONG, Unit

QUIET = frozenset(
    ["repeated", "advert", "audio", "share", "tools", "wrapped", "leak", "author_box", "address", "label", "teaser"]
)
"""Boilerplate after which the body may go on at once."""
CLOSING = 2
"""Consecutive paragraphs that must follow an agency mark to make it not the end."""
ENDING = 3
"""The same after a comment header; and paragraphs before it, to make it the end."""
SHARED = 0.3
"""A paragraph that has this share of its words in common with the body is at home in it."""


@dataclass(slots=True)
class _Walk:
    """What is known of the body while its lines are walked through."""

    paragraphs: int = 0
    vocabulary: set[str] = field(default_factory=set)
    hiding: str = ""
    """The category that has ended the body, for now; empty while in the body."""
    pending: list[Unit] = field(default_factory=list)
    strong: int = -1
    """Index of the last unit at which two paragraphs stand together: before it the body is not over."""
    authors: frozenset[str] = frozenset()
    told: bool = False
    """Whether the line that hides the body is itself a teaser, not only the word above teasers."""
    even: bool = False
    """Whether blank lines stand between all lines or none, and so say nothing."""
    parted: bool = False
    """Whether blank lines part the paragraphs, so that lines without one between them belong together."""

    def shared(self, own: set[str]) -> float:
        """Which share of some words the body has used before."""
        return len(own & self.vocabulary) / len(own) if own else 0.0


def settle(units: list[Unit], first: int) -> None:
    """Finds what of the lines from the first paragraph on is hidden; leaves the rest to be settled."""
    walk = _Walk(strong=_last_strong(units, first), parted=_parted(units), even=is_even(units), authors=_authors(units))
    for i in range(first, len(units)):
        unit = units[i]
        if walk.hiding and unit.kind in ("prose", "list", "quote") and _resumes(units, i, walk):
            _resume(walk, unit)
        if walk.hiding:
            _hide(unit, walk)
        else:
            _walk_body(units, i, walk)
    for unit in walk.pending:
        unit.kind = "boilerplate"
    _settle_rights(units, walk)


def _is_full(unit: Unit) -> bool:
    """Whether a unit is a paragraph beyond doubt."""
    return unit.kind == "prose" and not unit.why and len(unit.text) >= looks.PROSE and looks.has_end(unit.text)


def _last_strong(units: list[Unit], first: int) -> int:
    last, before, count = -1, False, 0
    for i in range(first, len(units)):
        unit = units[i]
        if _is_full(unit):
            last, before, count = i if before else last, True, count + 1
        elif unit.why in words.ENDING and count >= ENDING:
            break
        elif unit.kind not in ("caption", "credit") and unit.why not in QUIET:
            before = False
    return last


def _walk_body(units: list[Unit], i: int, walk: _Walk) -> None:
    unit = units[i]
    if unit.kind in ("prose", "lead"):
        if _is_out_of_place(units, i, walk):
            unit.kind, unit.why = "boilerplate", unit.why.strip("?") or "share"
        else:
            walk.paragraphs += 1
            walk.vocabulary |= title.stems(unit.text[:LONG])
            return
    if unit.kind == "short" and unit.why.startswith("?") and walk.paragraphs:
        unit.kind, unit.why = "boilerplate", unit.why[1:]
    if unit.kind == "date" and walk.paragraphs >= 2:
        _settle_teaser(units, i, walk)
    if walk.paragraphs and unit.kind == "boilerplate" and unit.why not in QUIET:
        walk.hiding, walk.told = unit.why, ":" in unit.text[:-1] or unit.text.count(" ") >= 7
    elif walk.paragraphs >= CLOSING and _closes(unit):
        walk.hiding = "closing"


def _closes(unit: Unit) -> bool:
    if unit.kind == "source-note":
        return unit.why in ("source", "issue", "copyright")
    return unit.kind == "byline" and unit.why in ("agency", "mark")


def _settle_teaser(units: list[Unit], i: int, walk: _Walk) -> None:
    """Names the dated line of another story amid the body, and its title, what they are."""
    unit, after = units[i], units[i + 1 : i + 2]
    weekday = not words.word_set("weekdays").isdisjoint(words.key(unit.text).replace(",", "").split())
    if unit.why or weekday or ":" in unit.text or not after or after[0].kind != "short":
        return
    if after[0].gap and not walk.even:
        return
    for part in (unit, after[0]):
        part.kind, part.why = "boilerplate", "teaser"


def _is_out_of_place(units: list[Unit], i: int, walk: _Walk) -> bool:
    if not walk.paragraphs or units[i].stated:
        return False
    if tells_of_author(units[i].text, walk.authors) and not _goes_on(units, i):
        return True
    return _stands_out(units, i, walk) if units[i].why.startswith("?") else _promotes(units, i, walk)


def _authors(units: list[Unit]) -> frozenset[str]:
    signed = [names.byline(u.text) or names.signers(u.text) for u in units if u.kind == "byline"]
    return frozenset(a for s in signed if s for a in s.authors)


def _stands_out(units: list[Unit], i: int, walk: _Walk) -> bool:
    """Whether a sentence with a word of boilerplate is so: a paragraph among paragraphs is not."""
    return not _goes_on(units, i) and walk.shared(title.stems(units[i].text)) < SHARED


def _goes_on(units: list[Unit], i: int) -> bool:
    """Whether a paragraph follows, with no line of the page and at most a heading between."""
    for unit in units[i + 1 : i + 3]:
        if unit.kind in ("boilerplate", "navigation"):
            return False
        if unit.kind == "prose":
            return not unit.why and not looks.is_cut_off(unit.text)
    return False


def _promotes(units: list[Unit], i: int, walk: _Walk) -> bool:
    """Whether a paragraph behind a line of the page speaks to the reader of the page, not of the matter."""
    before = units[i - 1]
    sells = any(w in words.word_set("selling") for w in words.key(units[i].text).split())
    if sells and speaks_to_reader(units[i].text) and not _goes_on(units, i) and len(units[i].text) <= AMID:
        return True
    if before.kind not in ("boilerplate", "byline", "source-note") or before.why in ("label", "author"):
        return False
    return speaks_to_reader(units[i].text) and not _goes_on(units, i) and _at_home(units[i], walk) is False


def _at_home(unit: Unit, walk: _Walk) -> bool:
    return walk.shared(title.stems(unit.text[:LONG])) >= SHARED


def _hide(unit: Unit, walk: _Walk) -> None:
    if unit.kind == "short":
        walk.pending.append(unit)
        return
    if unit.kind in ("caption", "credit") and (walk.paragraphs < CLOSING or unit.text.startswith("©")):
        return
    if unit.kind == "boilerplate" and unit.why in words.ENDING and walk.paragraphs >= ENDING:
        walk.hiding = unit.why
    keeps = _closes(unit) or unit.kind in ("source-note", "navigation")
    dated = unit.kind == "date" and unit.why != "clock" and walk.hiding == "closing"
    if not keeps and not dated and not (unit.fixed and unit.kind == "table"):
        unit.kind, unit.why = "boilerplate", unit.why.strip("?") or walk.hiding


def _resume(walk: _Walk, first: Unit) -> None:
    for unit in walk.pending:
        # A line of its own right before the paragraphs may be their heading, unless teasers were announced.
        last = unit is walk.pending[-1] and unit.text.count(" ") > 0 and not unit.why
        parted = unit.gap and (first.gap or walk.hiding in ("closing", *words.ENDING))
        if not last or not (walk.told if walk.even else parted):
            unit.kind = "boilerplate"
    walk.pending.clear()
    walk.hiding = ""


def _resumes(units: list[Unit], i: int, walk: _Walk) -> bool:
    """Whether the body goes on with the prose at ``i``: it runs on, and it speaks of the same things."""
    if walk.parted and _in_box(units, i):
        return False
    if len(units[i].text) < looks.PROSE and speaks_of_us(units[i].text):
        return False
    run, shorts = _run(units, i)
    if not (walk.parted and units[i].gap) and _is_appeal(units, i, len(run)):
        return False
    ending = walk.hiding in words.ENDING and walk.paragraphs >= ENDING
    if i <= walk.strong and not ending and walk.hiding != "closing":
        return _is_full(units[i]) and not speaks_to_reader(units[i].text) and not _is_titled(units, i)
    if not run:
        return False
    shared = walk.shared(title.stems(" ".join(u.text[:1000] for u in run)))
    count = len(run) - shorts
    if shared < SHARED / 2 and all(speaks_to_reader(u.text) for u in run):
        return False
    if ending:
        return count >= ENDING and shared >= 0.15
    if walk.hiding != "closing" and not ending and _stands_alone(units, i, walk):
        return True
    if walk.hiding == "closing":
        return shared >= (0.15 if count >= CLOSING else SHARED)
    # A hidden paragraph is worse than a teaser that shows: the fewer lines, the more must be shared, but not much.
    return shared >= (0.06 if count >= 2 else 0.12 if len(run) >= 2 else 0.15)


def is_even(units: list[Unit]) -> bool:
    """Whether blank lines stand between all lines or between none."""
    return len({u.gap for u in units[1:]}) < 2


def _parted(units: list[Unit]) -> bool:
    full = [u for u in units if _is_full(u)]
    return 5 * sum(u.gap for u in full) >= 3 * len(full)


def _in_box(units: list[Unit], i: int) -> bool:
    """Whether the lines right above, without a blank line, begin with one of the page."""
    while i and not units[i].gap:
        i -= 1
        if units[i].kind == "prose":
            return False
    return units[i].kind == "boilerplate" and units[i].why not in QUIET


ALONE, AMID = 150, 220
"""Characters of a paragraph that needs no other beside it: with blank lines around it, and without."""


def _stands_alone(units: list[Unit], i: int, walk: _Walk) -> bool:
    """Whether a paragraph between lines of the page is too much of one to be a teaser."""
    unit = units[i]
    signed = i + 1 < len(units) and units[i + 1].kind == "byline" and units[i + 1].why in ("agency", "mark")
    if (walk.told or signed) and _is_full(unit):
        return not speaks_to_reader(unit.text)
    parted = walk.parted and not walk.even and unit.gap and (i + 1 == len(units) or units[i + 1].gap)
    whole = looks.has_end(unit.text) or (i + 1 < len(units) and units[i + 1].why == "newsletter")
    sentences = len(_STOP.findall(unit.text[:LONG]))
    enough = len(unit.text) >= (ALONE if parted else AMID) and sentences >= 2
    return unit.kind == "prose" and not unit.why and whole and enough and not speaks_to_reader(unit.text)


_STOP = re.compile(r"[^\W\d_]{2,}[.!?][»«”“\"']*(?:\s|$)")


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


def _settle_rights(units: list[Unit], walk: _Walk) -> None:
    """Makes a line with "© NAME" behind the last paragraph tell of the text, not of a picture."""
    for i in range(len(units) - 1, max(walk.strong, 0), -1):
        unit = units[i]
        if unit.kind in ("heading", "caption"):
            return
        if unit.kind == "credit" and units[i - 1].kind != "caption" and unit.text.startswith(("©", "(c)")):
            unit.kind, unit.why = "source-note", "copyright"
