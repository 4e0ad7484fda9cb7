"""Where the body is: a walk through the lines that knows what was said, what hid it and whether it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from reader import dates, words
from reader.structure import heads, looks, names, resuming, shorts, voice
from reader.structure.asides import (
    asks_reader,
    presents_author,
    speaks_of_us,
    speaks_to_reader,
    tells_of_author,
    writer_told,
)
from reader.structure.lines import LONG, Unit
from reader.structure.resuming import Walk
from reader.words import phrases


def settle(units: list[Unit], first: int) -> None:
    """Finds what of the lines from the first paragraph on is hidden; leaves the rest to be settled."""
    walk = Walk(
        strong=_last_strong(units, first),
        signed=_last_mark(units),
        parted=resuming.is_parted(units),
        even=resuming.is_even(units),
        authors=_authors(units),
    )
    talking = shorts.speakers(units)
    for i in range(first, len(units)):
        unit = units[i]
        goes_on = (unit.kind == "date" and unit.why == "entry") or (
            unit.kind == "prose" and not unit.why and shorts.speaker(unit.text) in talking
        )
        if walk.hiding and (goes_on or (unit.kind in ("prose", "list", "quote") and resuming.resumes(units, i, walk))):
            _resume(walk, unit)
        if walk.hiding:
            _hide(unit, walk)
        else:
            _walk_body(units, i, walk)
    for unit in walk.pending:
        unit.kind = "boilerplate"
    _settle_rights(units, walk)


def _last_strong(units: list[Unit], first: int) -> int:
    last, before, count = -1, False, 0
    for i in range(first, len(units)):
        unit = units[i]
        if resuming.is_full(unit):
            last, before, count = i if before else last, True, count + 1
        elif unit.why in phrases.ENDING and count >= resuming.ENDING:
            break
        elif unit.kind not in ("caption", "credit") and unit.why not in resuming.QUIET:
            before = False
    return last


def _last_mark(units: list[Unit]) -> int:
    """Where a mark in brackets stands behind a paragraph, in its line; not that of a caption or a teaser."""
    marks = (i for i in range(len(units) - 1, 0, -1) if _is_glued_mark(units[i - 1], units[i]))
    return next(marks, -1)


def _is_glued_mark(before: Unit, unit: Unit) -> bool:
    marked = unit.kind == "byline" and unit.why in ("agency", "mark", "signed") and unit.text[0] in "(["
    return marked and unit.start - before.end <= 2 and resuming.is_full(before)


def _walk_body(units: list[Unit], i: int, walk: Walk) -> None:
    unit = units[i]
    if unit.kind in ("prose", "lead"):
        if _is_out_of_place(units, i, walk):
            unit.kind, unit.why = "boilerplate", unit.why.strip("?") or "share"
            if not units[i].stated and (asks_reader(unit.text) or _speaks_of_page(units, i)):
                unit.why = "appeal"
        else:
            walk.paragraphs += 1
            walk.vocabulary |= heads.stems(unit.text[:LONG])
            return
    if unit.kind == "short" and walk.paragraphs and unit.text.casefold() in {a.casefold() for a in walk.authors}:
        unit.kind, unit.why = "boilerplate", "author_box"
    if unit.kind == "short" and unit.why.startswith("?") and walk.paragraphs:
        unit.kind, unit.why = "boilerplate", unit.why[1:]
    if unit.kind == "date" and walk.paragraphs >= 2:
        _settle_teaser(units, i, walk)
    if walk.paragraphs and unit.kind == "boilerplate" and unit.why not in resuming.QUIET:
        walk.hiding, walk.told = unit.why, ":" in unit.text[:-1] or unit.text.count(" ") >= 7
    elif walk.paragraphs >= resuming.CLOSING and _closes(unit):
        walk.hiding = "source" if unit.why == "source" else "closing"


def _closes(unit: Unit) -> bool:
    if unit.kind == "source-note":
        return unit.why in ("source", "issue", "copyright")
    return unit.kind == "byline" and unit.why in ("agency", "mark", "signed")


def _settle_teaser(units: list[Unit], i: int, walk: Walk) -> None:
    """Names the dated line of another story amid the body, and its title, what they are."""
    unit, after = units[i], units[i + 1 : i + 2]
    weekday = not words.word_set("weekdays").isdisjoint(words.key(unit.text).replace(",", "").split())
    if unit.why or weekday or ":" in unit.text or not after or after[0].kind != "short":
        return
    if after[0].gap and not walk.even:
        return
    for part in (unit, after[0]):
        part.kind, part.why = "boilerplate", "teaser"


def _is_out_of_place(units: list[Unit], i: int, walk: Walk) -> bool:
    if not walk.paragraphs or units[i].stated:
        return False
    if _is_of_author(units[i].text, walk) and (not _goes_on(units, i) or _closes_with(units[i + 1 :])):
        units[i].why = "author_box"
        return True
    if asks_reader(units[i].text) or (units[i].why == "?cookie" and _is_consent(units, i)):
        return True
    if _speaks_of_page(units, i) and not _at_home(units[i], walk):
        return True
    return _stands_out(units, i, walk) if units[i].why.startswith("?") else _promotes(units, i, walk)


def _closes_with(rest: Sequence[Unit]) -> bool:
    """Whether but the few sentences follow in which a page speaks of a text, or those of the page."""
    prose = [unit.text for unit in rest if unit.kind == "prose"]
    return len(prose) <= resuming.CLOSING or all(asks_reader(text) or speaks_of_us(text) for text in prose)


def _speaks_of_page(units: list[Unit], i: int) -> bool:
    """Whether a paragraph is of the page for what it says: surely, or likely and nothing of the text follows it."""
    return voice.is_of_page(units[i].text, voice.SURE if _goes_on(units, i) else voice.LIKELY)


def _is_of_author(text: str, walk: Walk) -> bool:
    """Whether a paragraph presents who wrote the article, or one who writes and of whom it has not spoken."""
    name = writer_told(text)
    return (
        tells_of_author(text, walk.authors)
        or presents_author(text)
        or bool(name and walk.shared(heads.stems(name)) < 1)
    )


def _is_consent(units: list[Unit], i: int) -> bool:
    """Whether a sentence about cookies or embedded content is spoken by the page, or stands among such lines."""
    return speaks_of_us(units[i].text) or units[i - 1].why.strip("?") == "cookie"


def _authors(units: list[Unit]) -> frozenset[str]:
    signed = [names.byline(u.text) or names.signers(u.text) for u in units if u.kind == "byline"]
    return frozenset(a for s in signed if s for a in s.authors)


def _stands_out(units: list[Unit], i: int, walk: Walk) -> bool:
    """Whether a sentence with a word of boilerplate is so: a paragraph among paragraphs is not."""
    return not _goes_on(units, i) and walk.shared(heads.stems(units[i].text)) < resuming.SHARED


def _goes_on(units: list[Unit], i: int) -> bool:
    """Whether a paragraph follows, with no line of the page and at most a heading between."""
    for unit in units[i + 1 : i + 3]:
        if unit.kind in ("boilerplate", "navigation"):
            return False
        if unit.kind == "prose":
            return not unit.why and not looks.is_cut_off(unit.text)
    return False


def _promotes(units: list[Unit], i: int, walk: Walk) -> bool:
    """Whether a paragraph behind a line of the page speaks to the reader of the page, not of the matter."""
    before = units[i - 1]
    if _sells(units[i].text) and not _goes_on(units, i):
        return True
    if before.kind not in ("boilerplate", "byline", "source-note") or before.why in (
        "label",
        "author",
        "advert",
        "leak",
        "card",
        "repeated",
        "tools",
    ):
        return False
    return speaks_to_reader(units[i].text) and not _goes_on(units, i) and _at_home(units[i], walk) is False


def _sells(text: str) -> bool:
    """Whether a short paragraph speaks to its reader of buying or subscribing."""
    if len(text) > resuming.MUCH or not speaks_to_reader(text):
        return False
    return not words.word_set("selling").isdisjoint(words.key(text).split())


def _at_home(unit: Unit, walk: Walk) -> bool:
    return walk.shared(heads.stems(unit.text[:LONG])) >= resuming.SHARED


def _hide(unit: Unit, walk: Walk) -> None:
    if unit.kind == "short" or unit.why == "numbered":
        walk.pending.append(unit)
        return
    if unit.kind in ("caption", "credit") and (walk.paragraphs < resuming.CLOSING or unit.text.startswith("©")):
        return
    if unit.kind == "byline" and unit.why == "author" and (walk.paragraphs < resuming.CLOSING or ":" in unit.text):
        return
    if unit.kind == "boilerplate" and unit.why in phrases.ENDING and walk.paragraphs >= resuming.ENDING:
        walk.hiding = unit.why
    keeps = _closes(unit) or unit.kind in ("source-note", "navigation")
    dated = unit.kind == "date" and unit.why != "clock" and (walk.hiding == "closing" or _is_stamp(unit, walk))
    table = unit.kind == "table" and (unit.fixed or unit.why == "tab")
    if not keeps and not dated and not table:
        unit.kind, unit.why = "boilerplate", unit.why.strip("?") or walk.hiding


def _speaks_of(unit: Unit, known: set[str]) -> bool:
    """Whether a line has much of its words in common with the body, as a heading has and few teasers."""
    own = heads.stems(unit.text)
    return len(own & known) >= 1 and 2 * len(own & known) >= len(own) and len(unit.text) <= 80


def _is_stamp(unit: Unit, walk: Walk) -> bool:
    """Whether a date says of itself that the page came out then; comments and teasers do not."""
    stamps = dates.read_line(unit.text)
    return bool(stamps) and stamps[0].labelled and walk.hiding not in phrases.ENDING


def _resume(walk: Walk, first: Unit) -> None:
    known = walk.vocabulary | heads.stems(first.text[:LONG])
    for unit in (u for u in walk.pending if u.why != "numbered"):
        # A line of its own right before the paragraphs may be their heading, unless teasers were announced.
        last = unit is walk.pending[-1] and unit.text.count(" ") > 0 and not unit.why
        parted = unit.gap and (first.gap or walk.hiding in ("closing", *phrases.ENDING))
        speaks = len(walk.pending) > 1 and _speaks_of(unit, known)
        if not last or not (speaks or (walk.told if walk.even else parted)):
            unit.kind = "boilerplate"
    walk.pending.clear()
    walk.hiding = ""


def _settle_rights(units: list[Unit], walk: Walk) -> None:
    """Makes a line with "© NAME" behind the last paragraph tell of the text, not of a picture."""
    for i in range(len(units) - 1, max(walk.strong, 0), -1):
        unit = units[i]
        if unit.kind in ("heading", "caption", "prose", "lead"):
            return
        if unit.kind == "credit" and units[i - 1].kind != "caption" and unit.text.startswith(("©", "(c)")):
            unit.kind, unit.why = "source-note", "copyright"
