"""What stands above the mentions of a name: its facts in a few lines, and the names one can go to from there (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from reader.corpus.company import Company
from reader.corpus.entities import EntityName
from reader.corpus.references import opening
from reader.records import Annotation, Entity
from reader.speech import apart, counted, term, tr, trn
from reader.tui import paint
from reader.tui.chart import timeline
from reader.tui.widgets.plate import Runs

NOTES, ALIASES = 3, 40
_LONGEST_CHART = 120
_LONGEST_NAME = 32


class Known(NamedTuple):
    """What is known of an entity beside its mentions."""

    entity: Entity
    company: Company = Company({}, (), 0, 0)
    state: Entity | None = None
    """The state it may stand for, as a capital does."""
    seats: Sequence[Entity] = ()
    """What may stand for it."""
    notes: Sequence[Annotation] = ()
    names: Sequence[EntityName] = ()
    """What else means it, as `also_called` gives it."""
    linking: int = 0
    """How many notes link to it."""
    speaking: int = 0
    """How many other notes speak of it."""


class Way(NamedTuple):
    """A name, or notes, that Tab stops at and Enter goes to. ``to``: the id of an entity, or one of the two below."""

    to: str
    said: str
    ink: str


LINKING, SPEAKING = "linking", "speaking"
"""Where a way leads to the notes that link to the name, or to others that speak of it."""


def portrait(known: Known, width: int, at: int | None, plain: bool = False) -> tuple[list[Runs], list[Way]]:
    """The lines, ``width`` cells wide at most, and the ways in them; the one with number ``at`` is marked."""
    one = known.entity
    lines: list[Runs] = [[(one.name, "title")], [(_facts(one, known.company.by_office), "quiet")]]
    lines += _chart(known, width, plain)
    ways: list[Way] = []
    for label, offered in _offered(known):
        if shown := _fitting(offered, width - cell_len(label)):
            lines.append([(label, "quiet"), *_runs(shown, None if at is None else at - len(ways))])
            ways += shown
    if one.aliases:
        reasons = {name.name: f" ({term(name.reason)})" for name in known.names if name.reason}
        also = (alias + reasons.get(alias, "") for alias in one.aliases[:ALIASES])
        lines.append([(tr("also: {names}").format(names=", ".join(also)), "quiet")])
    lines += [[("¶ " + opening(note), "note")] for note in known.notes[-NOTES:]]
    return lines, ways


def also_called(one: Entity, names: Sequence[EntityName], main: str) -> list[EntityName]:
    """The names beside the one that is shown, each with why it is the same.

    Where another than the ``main`` key is shown, its reason is why the main one is the same.
    """
    own = next((name.reason for name in names if name.name == one.name), "")
    return [name._replace(reason=own) if name.key == main else name for name in names if name.name != one.name]


def _facts(one: Entity, by_office: int) -> str:
    span = tr(" to ").join(dict.fromkeys(date[:10] for date in (one.first, one.last) if date))
    known = [counted(one.mentions, "mention"), trn("in {n} article", "in {n} articles", one.articles), span]
    known += [tr("also by office: {n}").format(n=apart(by_office))] * bool(by_office)
    return " · ".join(part for part in known if part)


def _chart(known: Known, width: int, plain: bool) -> list[Runs]:
    room = min(_LONGEST_CHART, width - len("2018-04 ") - len(" 2024-04"))
    drawn = timeline(known.company.months, room, plain)
    return [[(drawn.first + " ", "quiet"), (drawn.columns, "accent"), (" " + drawn.last, "quiet")]] if drawn else []


def _offered(known: Known) -> list[tuple[str, list[Way]]]:
    """Names by what they have to do with this one."""
    company = known.company
    sample = tr("with (in {n} of its articles): ").format(n=apart(company.looked_at))
    with_whom = [
        Way(one.id, f"{_short(one.name)} {apart(one.articles)}", one.type.lower()) for one in company.companions
    ]
    return [
        (sample if company.looked_at < company.articles else tr("with: "), with_whom),
        (tr("may stand for: "), [_way(known.state)] if known.state else []),
        (tr("may stand for it: "), [_way(seat) for seat in known.seats]),
        ("", _to_notes(known)),
    ]


def _to_notes(known: Known) -> list[Way]:
    linking = Way(LINKING, "¶ " + trn("linked from {n} note", "linked from {n} notes", known.linking), "note")
    of_it = trn("{n} other note of yours speaks of it", "{n} other notes of yours speak of it", known.speaking)
    speaking = Way(SPEAKING, f"¶ {of_it}", "note")
    return [linking] * bool(known.linking) + [speaking] * bool(known.speaking)


def _way(one: Entity) -> Way:
    return Way(one.id, _short(one.name), one.type.lower())


def _short(name: str) -> str:
    return paint.clipped(name, _LONGEST_NAME)


def _fitting(ways: Iterable[Way], room: int) -> list[Way]:
    shown: list[Way] = []
    for way in ways:
        room -= cell_len(way.said) + (len(" · ") if shown else 0)
        if room < 0:
            break
        shown.append(way)
    return shown


def _runs(ways: Sequence[Way], at: int | None) -> Runs:
    runs: list[tuple[str, str]] = []
    for number, way in enumerate(ways):
        runs += [(" · ", "quiet")] * bool(number) + [(way.said, f"{way.ink} stop" if number == at else way.ink)]
    return runs
