"""Names that need no text to be known: states, capitals, cities, agencies, institutions.

The tables stand in ``words/names`` and are read once, at first use. Forms are compared with ``ss`` for ``ß`` and
plain hyphens; an inflected form leads to the one name that is shown ("Vereinigten Staaten" to "USA").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product

from reader.text import fold

ENDINGS = ("e", "en", "er", "es", "em")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2019": "'", "\u02bc": "'", "ß": "ss"})
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_DIRECTION = re.compile(r"(?:Nord|Süd|Ost|West|Zentral|Mittel)(?:ost|west)?-?(?=\w)")
_AROUND = re.compile(r"(?:inner|zwischen|pro-?|anti-?|nicht|ausser|trans|nord|süd|ost|west|zentral|mittel)(?=\w{4})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name. ``cautious`` ones are common words too and count only where the context says so."""

    name: str
    type: str
    kind: str
    cautious: bool = False


_SHORT = {"Sowjet": Entry("Sowjetunion", "LOC", "region"), "Nahost": Entry("Naher Osten", "LOC", "region")}
_GLUED_KINDS = frozenset(("state", "region", "organisation", "capital"))
_LONGEST_GLUED = 16


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All known names by form. ``phrases`` are keyed by their first word, the longest first."""

    single: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    inhabitants: dict[str, str] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    folded: dict[str, Entry] = field(default_factory=dict)

    def find(self, word: str) -> Entry | None:
        """The entry of one word in the nominative or the genitive, also with "Nord-", "Ost" … before it."""
        return self.exact(word) or self._of_direction(word)

    def exact(self, word: str) -> Entry | None:
        """The entry of one word in the nominative or the genitive."""
        found = self.single.get(word)
        if found is None and len(word) > 3 and word.isupper():
            found = self.single.get(word.title())
        if found is None and len(word) > 3 and word[-1] == "s":
            found = self.single.get(word[:-1].rstrip("'"))
        return found

    def _of_direction(self, word: str) -> Entry | None:
        prefix = _DIRECTION.match(word)
        if not prefix:
            return None
        base = self.exact(word[prefix.end() :].capitalize())
        if base is None or base.type != "LOC" or base.cautious or base.kind == "city":
            return None
        return Entry(prefix.group() + base.name.lower(), "LOC", "region")

    def adjective(self, word: str) -> str | None:
        """The place that an adjective is of: "nordkoreanischen", "innerkoreanische", "US-amerikanisch"."""
        stem = adjective_stem(word)
        if stem is None:
            return None
        return self._adjective(stem) or next(filter(None, map(self._adjective, _parts(stem))), None)

    def _adjective(self, stem: str) -> str | None:
        found = self.adjectives.get(stem)
        if found is None and (prefix := _AROUND.match(stem)):
            found = self.adjectives.get(stem[prefix.end() :])
        return found

    def first_part(self, word: str) -> Entry | None:
        """The longest known name that a compound begins with: "US-Präsident", "Kremlchef", "Sowjetzeit"."""
        at = word.rfind("-")
        while at > 0:
            if entry := self._leading(word[:at]):
                return entry
            at = word.rfind("-", 0, at)
        return None if "-" in word else next(self.glued(word), (None, 0))[0]

    def glued(self, word: str) -> Iterator[tuple[Entry, int]]:
        """The known names that a word without hyphen begins with and where they end, the longest first."""
        for at in range(min(len(word) - 3, _LONGEST_GLUED), 3, -1):
            entry = _SHORT.get(word[:at]) or self._leading(word[:at])
            if entry and entry.kind in _GLUED_KINDS:
                yield entry, at

    def _leading(self, form: str) -> Entry | None:
        entry = self.single.get(form)
        return entry if entry and not entry.cautious and "-" not in entry.type else None

    def inhabitant(self, word: str) -> str | None:
        """The place that an inhabitant is of: "Nordkoreanern", "Russin"."""
        return self.inhabitants.get(word) or self.inhabitants.get(word.rpartition("-")[2] if "-" in word else "")

    def city_of(self, word: str) -> str | None:
        """The city behind "Moskauer", "Bremer", "Dresdner", "Karlsruher", in every case."""
        stem = re.sub(r"(?<=er)(?:s|n|in|innen)$", "", word)
        if not stem.endswith("er") or len(stem) < 5:
            return None
        bases = (stem[:-2], stem[:-1], stem[:-2] + "en", stem[:-3] + "en" if stem.endswith("ner") else "")
        entries = (self.single.get(base) for base in bases)
        return next((e.name for e in entries if e and e.type == "LOC" and not e.cautious and e.kind != "state"), None)


def adjective_stem(word: str) -> str | None:
    """An adjective in -sch without its ending and capital: "Russischen" gives "russisch"."""
    at = word.rfind("sch")
    if at < 2 or word[at + 3 :] not in _ADJECTIVE_ENDINGS:
        return None
    stem = word[: at + 3]
    return stem[0].lower() + stem[1:] if stem[1:2].islower() else stem


_ADJECTIVE_ENDINGS = frozenset(("", *ENDINGS))


def _parts(stem: str) -> Iterator[str]:
    for part in stem.split("-")[::-1] if "-" in stem else ():
        yield part if part.endswith("sch") else part + "sch"


def comparable(word: str) -> str:
    """A word as the tables hold it: composed, plain hyphens, no invisible characters, ss for ß."""
    if word.isascii():
        return word
    return _HIDDEN.sub("", unicodedata.normalize("NFC", word).translate(_DASHES))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The tables, read at the first call."""
    known = Gazetteer()
    _read_places(known)
    _read_cities(known)
    _read_organisations(known)
    for options in known.phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return known


def rows(name: str) -> Iterator[list[str]]:
    """The fields of each line of a table in ``words/names``; notes (#) and blank lines left out."""
    text = files("reader").joinpath("words", "names", name).read_text("utf-8")
    return (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))


def _read_places(known: Gazetteer) -> None:
    for row in rows("places.tsv"):
        name, capitals, adjectives, inhabitants, foreign, forms = (row + [""] * 6)[:6]
        kind = "state" if capitals else "region"
        _learn(known, name, "LOC", kind, forms)
        name = name.rstrip("?")
        known.adjectives.update((comparable(stem), name) for stem in _list(adjectives))
        known.inhabitants.update((form, name) for base in _list(inhabitants) for form in _inhabitants(base))
        for word in _list(foreign):
            _learn(known, name, "LOC-DERIV", kind, f"{word},{word}s", itself=False)
        for capital in _list(capitals):
            capital, _, spelt = capital.partition("=")
            _learn(known, capital, "LOC", "capital", spelt.replace("=", ","))
            known.capitals.setdefault(capital, name)


def _read_cities(known: Gazetteer) -> None:
    for row in rows("cities.txt"):
        name = row[0].rstrip("?")
        kind = "capital" if name in known.capitals else "city"
        _learn(known, row[0], "LOC", kind, row[1] if len(row) > 1 else "")


def _read_organisations(known: Gazetteer) -> None:
    for row in rows("organisations.tsv"):
        _learn(
            known,
            row[0],
            row[1],
            "event" if row[1] == "MISC" else "organisation",
            row[2] if len(row) > 2 else "",
        )


def _learn(known: Gazetteer, name: str, type_: str, kind: str, forms: str, itself: bool = True) -> None:
    for form in (name, *_list(forms)) if itself else _list(forms):
        entry = Entry(name.rstrip("?"), type_, kind, form.endswith("?"))
        for spelling in _inflected(form.rstrip("?").lstrip("^")):
            _put(known, comparable(spelling), entry)


def _put(known: Gazetteer, form: str, entry: Entry) -> None:
    known.folded.setdefault(fold(form), entry)
    words = re.split(r"[\s/]+", form)
    if len(words) == 1:
        known.single.setdefault(form, entry)
    else:
        known.phrases.setdefault(words[0], []).append((tuple(words[1:]), entry))


def _inflected(form: str) -> Iterator[str]:
    parts = form.split("~")
    for endings in product(ENDINGS, repeat=len(parts) - 1):
        yield "".join(part + ending for part, ending in zip(parts, (*endings, ""), strict=True))


def _inhabitants(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return (
            base,
            base + "n",
            base[:-1] + "in",
            base[:-1] + "innen",
            base[:-1] + "r" if base.endswith("tsche") else base,
        )
    return (base, base + "s", base + "n", base + "en", base + "in", base + "innen")


def _list(cell: str) -> list[str]:
    return [part for part in cell.split(",") if part]


@lru_cache(maxsize=1)
def family_first() -> Mapping[str, tuple[str, ...]]:
    """Family names that stand before the given name, with the languages they belong to."""
    languages: dict[str, tuple[str, ...]] = {}
    for row in rows("family_first.txt"):
        language, _, names = row[0].partition(": ")
        for name in names.split():
            languages[name] = (*languages.get(name, ()), language)
    return languages


def lookup(name: str) -> Entry | None:
    """The entry of a name in any spelling, by its folded form."""
    return gazetteer().folded.get(fold(name))


def stands_for(key: str) -> str | None:
    """The state whose government a capital (or the Kremlin) may stand for, as key; ``None`` for all other keys."""
    return _edges().get(key)


def seats_of(key: str) -> tuple[str, ...]:
    """The capitals and seats of government that may stand for a state, as keys; empty for all other keys."""
    return tuple(seat for seat, state in _edges().items() if state == key)


@lru_cache(maxsize=1)
def _edges() -> Mapping[str, str]:
    known = gazetteer()
    edges = {f"LOC:{fold(capital)}": f"LOC:{fold(state)}" for capital, state in known.capitals.items()}
    seats = {"Kreml": "Russland", "Weißes Haus": "USA", "Pentagon": "USA", "Downing Street": "Großbritannien"}
    return edges | {f"ORG:{fold(seat)}": f"LOC:{fold(state)}" for seat, state in seats.items()}
