"""Days of publication in less usual places: at the end, beside who signs, behind places, in the numbers of issues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from reader import dates, words
from reader.records import Found
from reader.structure import papernames, signatures, stamps
from reader.structure.lines import Unit

EARLY = 12
"""Lines behind the title in which a date may stand below the byline, though a paragraph came before."""

FEW = 2
"""Paragraphs that may come before such a date."""

ISSUE_NEAR = 2
"""Lines between the title and the line that says which number of a series it is."""

SOON = 3
"""Lines from the start in which a day may stand beside other words."""


def further(units: list[Unit], head: int, first: int) -> Iterator[tuple[int, Found]]:
    """Dates in less usual places, where no line of the head states one: below the byline, the lead, the last word."""
    found = False
    near = (_beside_bylines(units, head), _early(units, head), _at_the_end(units), _beside_authors(units))
    for i in {*chain.from_iterable(near), *_beside_houses(units)}:
        for stamp in stamps.of(units, i):
            found = True
            yield (3 if "T" in stamp.value or units[i - 1].kind == "byline" else 8), stamps.found(units[i], stamp)
    for i in () if found else {*_misjudged(units, head, first), *_written_by_machines(units), *_sent(units)}:
        found = True
        yield from ((3, stamps.found(units[i], s)) for s in dates.read_within(units[i].text)[:1])
    if not found:
        yield from behind_places(units)
        credited = [u for u in units if u.kind == "credit"]
        yield from ((8, stamps.found(u, s)) for u in credited for s in dates.read_within(u.text) if "T" in s.value)
    if not found:
        for i in _sole(units):
            found = True
            yield from ((8, stamps.found(units[i], s)) for s in stamps.of(units, i))
    for unit in () if found else units[:first]:
        if unit.kind in _RUBRICS and (rubric := dates.beside_rubric(unit.text)):
            yield 8, stamps.found(unit, rubric)
    for unit in units[max(head - ISSUE_NEAR, 0) : head + ISSUE_NEAR + 1]:
        if len(unit.text) <= 60 and _NUMBERED.search(unit.text):
            yield from ((7, stamps.found(unit, s)) for s in dates.read_within(unit.text))
    if not found:
        yield from _in_numbers(units)
        for title in units[head : head + 1]:
            yield from _glued(title)


def _in_numbers(units: list[Unit]) -> Iterator[tuple[int, Found]]:
    """The day behind the number of an issue or of a press release (``Pressemitteilung Nr. 31 vom 3.5.2024``)."""
    for i, unit in enumerate(units):
        if unit.kind not in _BODY and len(unit.text) <= LINE and _OF_NUMBER.search(unit.text):
            yield from ((7, stamps.found(unit, s)) for s in stamps.of(units, i)[:1])


LINE = 90
"""Characters of a line that names an issue and its day."""

_BODY = frozenset(["paragraph", "lead", "list", "quote", "table"])

_OF_NUMBER = re.compile(
    r"(?:\b(?:Nr|No)\.\s?(?:[A-Z]\s?)?\d+(?:/\d+)?|\s\d{1,3}/(?:\d\d|\d{4}))(?:,?\s(?:vom|of|du)\s|,\s)"
    r"(?=\d{1,2}\.)[^:]{6,20}$"
    r"|^[^\W\d_a-z][^:]{5,50},\s[^\W\d_]{3,9}\s\d{4},\s\d{1,3}\s(?:Seiten|pages)$"
)


def _glued(title: Unit) -> Iterator[tuple[int, Found]]:
    """The day that stands before a title or behind it, with no blank between."""
    if found := _BEFORE.match(title.text) or _BEHIND.search(title.text):
        part = title.part(*found.span("day"))
        yield from ((7, stamps.found(part, s)) for s in dates.read_within(part.text))


_BEFORE = re.compile(r"(?P<day>\d{1,2}\.(?:\d{1,2}\.|\s?[^\W\d_]{3,9}\s)\d{4})(?=[^\W\d_a-z])")

_BEHIND = re.compile(r"(?<=[^\W\d_])(?P<day>\d{1,2}\.(?:\d{1,2}\.|\s?[^\W\d_]{3,9}\s)\d{4})$")


def _misjudged(units: list[Unit], head: int, first: int) -> Iterator[int]:
    """A day in a line of its own before the text, whatever that was taken for; without its time beside the byline."""
    for i in range(head + 1, min(first, head + 2 * EARLY)):
        if not (stamp := _whole_line(units[i])):
            continue
        beside = "byline" in (units[i - 1].kind, units[i + 1].kind if i + 1 < len(units) else "")
        if "T" in stamp.value or (beside and len(stamp.value) == dates.DAY):
            yield i
            return


def _whole_line(unit: Unit) -> dates.Stamp | None:
    """The one day that a line is which was taken for a part of the page."""
    told = dates.read_line(unit.text) if unit.kind in ("boilerplate", "caption") else []
    whole = len(told) == 1 and told[0].end - told[0].start >= len(unit.text.strip(" |–-"))
    return told[0] if whole else None


def _written_by_machines(units: list[Unit]) -> Iterator[int]:
    """The time to the second at the foot, as programs write it, with a key behind it."""
    return (i for i in range(max(0, len(units) - SOON), len(units)) if _MACHINE.fullmatch(units[i].text))


_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)(?:\s\w{1,24})?")


def _sent(units: list[Unit]) -> Iterator[int]:
    """The note below an item of news that says when it was sent."""
    return (i for i, u in enumerate(units) if u.kind in ("source-note", "boilerplate") and _SENT.match(u.text))


_SENT = re.compile(
    r"Dies(?:e Nachricht|e Meldung|er Beitrag|er Artikel|er Text) wurde (?:ursprünglich |zuerst |erstmals )?am \d"
)


def behind_places(units: list[Unit]) -> Iterator[tuple[int, Found]]:
    """The day behind the place with which the text begins (``Wien, 16. März 2022 |``)."""
    text = [u for u in units if u.kind in ("dateline", "lead", "paragraph")][:3]
    for unit in text:
        if found := _PLACE.match(unit.text[:60]) or _BRACKETED.match(unit.text[:90]):
            begin = unit.part(found.start("day"), found.end())
            yield from ((8, stamps.found(begin, s)) for s in dates.read_within(begin.text) if len(s.value) >= 10)


_PLACE = re.compile(
    r"[^\W\d_a-zа-яіїє][\w-]+(?:[ /][^\W\d_a-z][\w-]+){0,2},?\s(?P<day>\d{1,2}[^()|–—]{4,22}?\d{4}\.?)\s?"
    r"(?:\([^()]{2,30}\)(?:$|\s(?=[^\W\d_a-z„“\"«]))|(?:\([^()]{2,30}\)\s?)?(?:[|–—-](?:\s|$)|\.\s?[–—-]?\s?))"
)

_BRACKETED = re.compile(r"[A-Z][^()]{2,50}\((?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}[^()]{0,20})\)\s?[–—-]")
"""The same in brackets, as American news services have it."""

_RUBRICS = frozenset(["heading", "kicker", "navigation", "boilerplate"])

_NUMBERED = re.compile(r"\b(?:Nr|No|Ausgabe|Heft|Issue|Vol)\b\.?\s?\d|№\s?\d|\bn°\s?\d", re.I)


def _beside_bylines(units: list[Unit], head: int) -> Iterator[int]:
    near = zip(units[head:], units[head + 1 : head + 1 + EARLY])
    return (i for i, (before, unit) in enumerate(near, head + 1) if before.kind == "byline" and unit.kind == "date")


def _beside_houses(units: list[Unit]) -> Iterator[int]:
    """A day behind the address and the mark of those who made the text, in one line (``(nordbote.at, abc) | …``)."""
    for i, (before, unit) in enumerate(pairwise(units), 1):
        dated = unit.kind in ("date", "boilerplate") and unit.start - before.end <= 2
        if dated and _HOUSE.fullmatch(before.text) and dates.read_line(unit.text):
            yield i


_HOUSE = re.compile(rf"\({papernames.ADDRESS}(?:[,/]\s?[\w./]+)*\)(?:\s[|/])?")


def _early(units: list[Unit], head: int) -> Iterator[int]:
    """The first date near the title, though a paragraph or two (a lead, the title of the window) came before."""
    paragraphs = 0
    for i, unit in enumerate(units[head:], head):
        paragraphs += unit.kind == "paragraph"
        if paragraphs > FEW or (paragraphs and i > head + 2 * EARLY):
            return
        if paragraphs and _COMMENTS.search(unit.text[:LINE]) and unit.kind not in _BODY:
            return
        if unit.kind == "date" and not unit.why:
            yield i
            return


def _at_the_end(units: list[Unit]) -> Iterator[int]:
    """A date right behind the text and who signed it."""
    last = max((i for i, u in enumerate(units) if u.kind == "paragraph"), default=len(units))
    for i, unit in enumerate(units[last + 1 :], last + 1):
        if unit.kind == "date" and not unit.why and i > last + 1:
            yield i
        if unit.kind not in ("byline", "source-note", "credit"):
            return


def _sole(units: list[Unit]) -> Iterator[int]:
    """The day that the foot of the page states, if it states no other."""
    last = max((i for i, u in enumerate(units) if u.kind == "paragraph"), default=len(units))
    answered = next((i for i, u in enumerate(units[last + 1 :], last + 1) if _COMMENTS.search(u.text)), len(units))
    days = [
        i
        for i, u in enumerate(units[:answered])
        if (u.kind == "date" and not u.why and dates.read_line(u.text)) or (i > last and _whole_line(u))
    ]
    if len(days) != 1 or days[0] <= last:
        return
    if _is_of_another(units[days[0] - 1], units[days[0]], days[0] == last + 2):
        return
    if any(stamp.labelled for stamp in stamps.of(units, days[0])):
        near = days[0] <= last + AFTER or days[0] >= len(units) - 2
    else:  # It may be that of a teaser.
        between = [u for u in units[last + 1 : days[0]] if u.kind not in _SIGNED]
        near = len(between) <= BETWEEN and all(u.why != "read_also" for u in between)
    if near:
        yield days[0]


def _is_of_another(above: Unit, day: Unit, signed: bool) -> bool:
    """Whether a day stands under the rubric of another story, or says when something was on the air.

    ``signed`` says that the line above stands right behind the text, where who wrote it is named.
    """
    rubric = above.kind in ("navigation", "boilerplate") and re.fullmatch(r"[^\W\d_]+(?:\s[^\W\d_]+)?", above.text)
    signed = signed and (above.text.isupper() or words.key(above.text).count(" ") == 1)
    return bool(rubric and not signed) or day.text.startswith(("vom ", "Gesendet", "Sendung"))


_COMMENTS = re.compile(r"(?:\b(?:Kommentare?|Bewertung(?:en)?|Comments?|Commentaires?)\b|Коммент|Комент)", re.I)
"""What stands over what readers wrote, whose days are not that of the text."""

AFTER, BETWEEN = 8, 2
"""Lines behind the text in which such a day may stand; lines of the page that may stand before one without label."""

_SIGNED = frozenset(["byline", "source-note", "credit"])


def _beside_authors(units: list[Unit]) -> Iterator[int]:
    """A date right over or under the name of who signs the text, said again below it."""
    signed = [signatures.signers_of(u) for u in units if u.kind == "byline" and u.why not in ("agency", "mark")]
    authors = {a.casefold() for s in signed if s for a in s.authors}
    for i, unit in enumerate(units[1:], 1):
        if not authors or unit.kind not in ("date", "boilerplate") or not dates.read_line(unit.text):
            continue
        if any(len(u.text) <= 60 and u.text.casefold() in authors for u in (units[i - 1], *units[i + 1 : i + 2])):
            yield i
            return
