"""The names of one document: base forms, and the full names behind bare family names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.gazetteer import gazetteer, lookup
from reader.link.names import bare_name, called_by, clean, family_names, is_family_first, key_of, words_of
from reader.records import Mention
from reader.text import fold

_NEXT_WORD = re.compile(r"\s+\w+\s+(\w+)")
_CITIZEN = re.compile(r"er(?:s|n|in|innen)?\Z")
_DIRECTION = re.compile(r"(?:Nord|Süd|Ost|West)-?")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with the key of what it names, the base form to show, and why."""

    start: int
    end: int
    type: str
    confidence: float
    key: str
    name: str
    reason: str


def called(surface: str, named: Named) -> str:
    """What an entity is called at a place: "Schoigu" where "Schoigus" stands, its name where an adjective does."""
    if "-" in named.type:
        return named.name
    written = clean(surface).rstrip("'")
    if not written.endswith("s") or fold(written) in fold(named.name):
        return written
    bare, name = written[:-1], fold(named.name)
    shorter = fold(bare) in name or name == fold(written).removesuffix("es")
    return bare if shorter else written


@dataclass(frozen=True, slots=True)
class _Person:
    """A mention of a person: its words without genitive, as far as the document tells."""

    start: int
    name: str
    words: tuple[str, ...]


def name_mentions(text: str, mentions: Sequence[Mention]) -> tuple[Named, ...]:
    """The mentions of one document with their keys; every person by the fullest name the document gives."""
    surfaces = [clean(text[m.start : m.end]) for m in mentions]
    bare_forms = {fold(surface) for surface in surfaces}
    people = _People.of(mentions, surfaces)
    return tuple(_named(text, m, surface, bare_forms, people) for m, surface in zip(mentions, surfaces, strict=True))


def _named(text: str, mention: Mention, surface: str, bare: set[str], people: _People) -> Named:
    type_, _, sub = mention.type.partition("-")
    if type_ == "PER":
        name, reason = people.resolve(mention.start, surface.partition("-")[0] if sub == "PART" else surface)
    elif sub:
        type_, name, reason = _inner(type_, sub, surface)
    else:
        name, reason = _thing(text, mention, surface, bare)
    key = key_of(type_, name)
    return Named(mention.start, mention.end, mention.type, mention.confidence, key, name, reason)


def _inner(type_: str, sub: str, surface: str) -> tuple[str, str, str]:
    """The name in a derived word or a compound."""
    known = gazetteer()
    if sub == "DERIV":
        place = known.adjective(surface) or known.inhabitant(surface) or known.city_of(surface) or _city(surface)
        entry = lookup(surface) if place is None else None
        return type_, place or (entry.name if entry else surface), "adjective or inhabitant of the place"
    first = surface.partition("-")[0]
    part = lookup(surface) or known.first_part(surface) or lookup(f"Gruppe {first}")
    return (part.type if part else type_), (part.name if part else first), "compound with the name"


def _city(surface: str) -> str | None:
    """The city behind an inhabitant whose stem changes: "Tokioter", "Mailänder", "Basler"."""
    stem = _CITIZEN.sub("", surface)
    entries = (gazetteer().exact(form) for form in (stem[:-1], stem.replace("ä", "a"), stem[:-1] + "el"))
    return next((entry.name for entry in entries if entry and entry.type == "LOC"), None) if stem != surface else None


def _thing(text: str, mention: Mention, surface: str, bare: set[str]) -> tuple[str, str]:
    """The base form of a place, an organisation or another named thing."""
    if surface.endswith("-") and (whole := _completed(text, mention, surface)):
        return whole, "first half of a pair"
    genitive = surface.removesuffix("s")
    entry = lookup(surface) or gazetteer().find(surface) or (lookup(genitive) if genitive != surface else None)
    if entry:
        return entry.name, "known name" if fold(entry.name) == fold(surface) else "form of a known name"
    if genitive != surface and fold(genitive) in bare:
        return genitive, "genitive of a name of this article"
    return surface, "as written"


def _completed(text: str, mention: Mention, surface: str) -> str | None:
    """The whole first name of a pair: "Nordkorea" for the "Nord-" of "Nord- und Südkorea"."""
    match = _NEXT_WORD.match(text, mention.end)
    prefix = match and _DIRECTION.match(match.group(1))
    if not match or not prefix:
        return None
    entry = gazetteer().find(surface[:-1] + match.group(1)[prefix.end() :])
    return entry.name if entry else None


class _People:
    """The full names of a document, and the bare ones that it resolves by them."""

    def __init__(self, persons: list[_Person]) -> None:
        self.full = [p for p in persons if len(called_by(p.name)) > 1]
        self.bare = {fold(p.words[0]) for p in persons if len(p.words) == 1}
        self.written = {fold(p.name) for p in self.full}
        self.by_family = _commonest_of_each_family(self.full)
        self.shown = {key: _commonest(names) for key, names in self._names().items()}

    @classmethod
    def of(cls, mentions: Sequence[Mention], surfaces: Sequence[str]) -> _People:
        pairs = [(m.start, s) for m, s in zip(mentions, surfaces, strict=True) if m.type == "PER"]
        written = {fold(surface) for _, surface in pairs}
        return cls([_person(start, surface, written) for start, surface in pairs])

    def _names(self) -> dict[str, Counter[str]]:
        names: dict[str, Counter[str]] = {}
        for person in self.full:
            names.setdefault(_key(person), Counter())[person.name] += 1
        return names

    def resolve(self, start: int, surface: str) -> tuple[str, str]:
        """The name to show for a mention and why: its own full name, or the one that its family name stands for."""
        family = called_by(surface) or (surface,)
        if len(family) > 1:
            name = _without_genitive(surface, self.written)
            return self.shown.get(key_of("PER", name), name), "full name"
        for form in (family[-1], family[-1].removesuffix("s")):
            if person := self._by_family(fold(form), start):
                return self.shown[_key(person)], f"family name of {self.shown[_key(person)]}"
        genitive = surface.removesuffix("s")
        if genitive != surface and fold(genitive) in self.bare:
            return genitive, "genitive of a name of this article"
        return bare_name(surface), "name without a full name in this article"

    def _by_family(self, family: str, start: int) -> _Person | None:
        """The person most often named in full; of several, the one named last before ``start``."""
        best = self.by_family.get(family, [])
        if len(best) < 2:
            return best[0][0] if best else None
        before = [bisect_left(places, start, key=lambda p: p.start) for places in best]
        named = [places[at - 1] for places, at in zip(best, before, strict=True) if at]
        return max(named, key=lambda p: p.start, default=None)


def _commonest_of_each_family(full: Sequence[_Person]) -> dict[str, list[list[_Person]]]:
    """For each family name the persons most often named in full, each with its places in order."""
    places: dict[str, dict[str, list[_Person]]] = {}
    for person in full:
        for family in family_names(person.words):
            places.setdefault(family, {}).setdefault(_key(person), []).append(person)
    most = {family: max(map(len, each.values())) for family, each in places.items()}
    return {family: [p for p in each.values() if len(p) == most[family]] for family, each in places.items()}


def _person(start: int, surface: str, written: set[str]) -> _Person:
    name = _without_genitive(surface, written)
    return _Person(start, name, words_of(name))


def _without_genitive(name: str, written: set[str]) -> str:
    if not name.endswith("s") or len(words_of(name)) < 2:
        return name
    # Korean and Chinese syllables never end in s.
    return name[:-1] if fold(name[:-1]) in written or is_family_first(words_of(name)) else name


def _key(person: _Person) -> str:
    return key_of("PER", person.name)


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
