"""Persons meant by their office: "der Kremlchef", "Nordkoreas Machthaber", "the Japanese foreign minister".

Who is meant follows from the article itself, which may name somebody in that office, and else from the table of
holders at the article's date. Where neither says so without doubt, nobody is meant. An office beside the name of
its holder ("Kremlchef Wladimir Putin") is no mention of its own; it says who holds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.gazetteer import stands_for
from reader.link.blocks import is_full, is_person
from reader.link.officeplaces import Place, Said, places
from reader.link.offices import Holders, holders, related

__all__ = ["Meant", "Said", "meant_by_office"]

MOST = 2000
"""Persons meant by their office in one article: more is no prose."""


class Meant(NamedTuple):
    """A place where a person is meant by an office, and the key of the person."""

    start: int
    end: int
    key: str


def meant_by_office(
    text: str, spans: Iterable[tuple[int, int]], said: Sequence[Said], published: str | None
) -> tuple[Meant, ...]:
    """The places where a person is meant by an office, in order.

    ``spans``: the parts of the text that are read; ``said``: its names, in order; ``published``: ISO, cut at what
    is known.
    """
    found = places(text, spans, said)
    if not found:
        return ()
    story, meant = _Story(holders(), said, published, _named(found)), []
    for place in found:
        key = story.person(place)
        if key and place.beside is None:
            meant.append(Meant(place.start, place.end, key))
        story.learn(place, key)
    return tuple(meant[:MOST])


_Offices = dict[tuple[str, tuple[str, ...]], set[str]]


def _named(found: Sequence[Place]) -> _Offices:
    """Whom the article names in the offices of countries."""
    offices: _Offices = defaultdict(set)
    for place in found:
        if place.beside and place.sure and place.countries:
            offices[place.office, place.countries].add(place.beside)
    return offices


@dataclass(slots=True)
class _Story:
    """An article as far as it was read: who was said to hold which office, and which offices were left in the dark."""

    table: Holders
    said: Sequence[Said]
    published: str | None
    named: _Offices
    holding: dict[frozenset[str], set[str]] = field(default_factory=lambda: defaultdict(set))
    unclear: set[frozenset[str]] = field(default_factory=set)
    able: dict[str, frozenset[str]] = field(default_factory=dict)
    """The persons who were named so far, with the offices that they held at the date."""
    read: int = 0
    """How many of the names that is."""
    countries: frozenset[str] | None = None
    """Those that the article names, once that was asked."""
    called: dict[str, str] = field(default_factory=dict)
    """Holders by the keys of the table, and the key that the article has for each."""

    def person(self, place: Place) -> str | None:
        """The key of the person who is meant at a place."""
        if place.beside or not place.sure:
            return None
        return self._of_country(place) if place.countries else self._of_article(place)

    def learn(self, place: Place, key: str | None) -> None:
        """Read on over a place."""
        person = place.beside if place.sure else None
        if person or key:
            self.holding[related(place.office)].add(person or key or "")
        else:
            self.unclear.add(related(place.office))

    def _of_country(self, place: Place) -> str | None:
        offices = sorted(related(place.office), key=lambda office: office != place.office)
        for office in offices:
            if len(persons := self.named.get((office, place.countries), set())) == 1:
                return next(iter(persons))
        country, *others = place.countries
        if others and self._names_any(others):
            return None
        holder = self.table.at(country, place.office, self.published)
        if holder and place.woman is not None and place.woman != (holder in self.table.women):
            return None
        persons = self.named.get((place.office, place.countries), set())
        return self._as_named(holder) if holder and not persons else holder if holder in persons else None

    def _names_any(self, countries: Iterable[str]) -> bool:
        if self.countries is None:
            self.countries = frozenset(stands_for(one.key) or one.key for one in self.said)
        return not self.countries.isdisjoint(countries)

    def _as_named(self, holder: str) -> str:
        """The key by which the article names a holder, in full if it does; else the key in the table."""
        if holder not in self.called:
            keys = dict.fromkeys(one.key for one in self.said if is_person(one.key))
            own = [key for key in keys if holder in self.table.of_name(key)]
            self.called[holder] = next(iter([*filter(is_full, own), *own]), holder)
        return self.called[holder]

    def _of_article(self, place: Place) -> str | None:
        """The only person said so far of whom the bare word can be: "der Präsident"."""
        offices = related(place.office)
        if offices in self.unclear:
            return None
        self._read_to(place.start)
        able = {key for key, held in self.able.items() if held & offices} | self.holding[offices]
        return next(iter(able)) if len(able) == 1 else None

    def _read_to(self, start: int) -> None:
        while self.read < len(self.said) and self.said[self.read].start < start:
            key = self.said[self.read].key
            if is_person(key) and key not in self.able:
                self.able[key] = frozenset(self._held(key))
            self.read += 1

    def _held(self, key: str) -> Iterator[str]:
        return (o for holder in self.table.of_name(key) for o in self.table.offices_of(holder, self.published))
