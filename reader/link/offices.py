"""Who held an office when: the words for offices, and the table of holders.

What the table does not know for sure it does not say: of the days on which an office changes hands, and of those
after the table was made, there is no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reader.gazetteer import rows
from reader.link.blocks import bare_forms, family_forms, is_full, shared
from reader.link.names import key_of

_LAST = "9999-12-31"
RELATED = {"president": frozenset(("president", "leader")), "leader": frozenset(("president", "leader"))}
"""Offices that one word may say of one person: a president is a head of state."""


@dataclass(frozen=True, slots=True)
class Word:
    """An office that a word says, and the keys of the countries that it says by itself."""

    office: str
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A person in an office: the key, other spellings as keys, and the days (ISO) that are, or may be, of the term."""

    key: str
    spellings: tuple[str, ...]
    since: tuple[str, str]
    until: tuple[str, str]


def related(office: str) -> frozenset[str]:
    """The offices that a person may hold who is called by this one."""
    return RELATED.get(office, frozenset((office,)))


@lru_cache(maxsize=1)
def office_words() -> Mapping[str, Word]:
    """The words for offices in their forms, in small letters and with ss for ß."""
    found: dict[str, Word] = {}
    for said, forms, *_ in rows("office_words.tsv"):
        office, _, homes = said.partition("@")
        word = Word(office, tuple(key_of("LOC", home) for home in homes.split(",") if home))
        found.update((form.replace("_", " ").lower(), word) for form in forms.split())
    return found


class Holders:
    """The holders of offices, by country (its key) and office."""

    def __init__(self) -> None:
        self.terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self.known = _LAST
        self.women: frozenset[str] = frozenset()
        for row in rows("offices.tsv"):
            if row[0] == "known":
                self.known = row[1]
            elif row[0] == "women":
                self.women = frozenset(key_of("PER", name) for name in row[1].split(","))
            else:
                self._learn(*(row + [""] * 3)[:6])
        self._forms = self._index()

    def _learn(self, country: str, offices: str, name: str, since: str, until: str, also: str) -> None:
        spellings = tuple(key_of("PER", other) for other in also.split(",") if other)
        last = days(until) if until else (_LAST, _LAST)
        term = Term(key_of("PER", name), spellings, days(since), last)
        for office in offices.split():
            self.terms[key_of("LOC", country), office].append(term)

    def _index(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for terms in self.terms.values():
            for term in terms:
                for form in forms_of_holder((term.key, *term.spellings)):
                    found[form].add(term.key)
        return {form: tuple(sorted(keys)) for form, keys in found.items()}

    def at(self, country: str, office: str, published: str | None) -> str | None:
        """The key of the one who held an office at a date (ISO, cut at what is known); ``None`` if that is unsure."""
        if published is None or (last := days(published)[1]) > self.known:
            return None
        first = days(published)[0]
        terms = self.terms.get((country, office), ())
        possible = {term.key for term in terms if term.since[0] <= last and first <= term.until[1]}
        sure = {term.key for term in terms if term.since[1] <= first and last <= term.until[0]}
        return next(iter(sure)) if len(possible) == 1 and sure else None

    def of_name(self, key: str) -> tuple[str, ...]:
        """The keys of holders that a person of this name, in full or bare, may be."""
        forms = shared(key) if is_full(key) else (f"bare {form}" for form in bare_forms(key)[:1])
        return tuple(dict.fromkeys(holder for form in forms for holder in self._forms.get(form, ())))

    def has_family(self, sound: str) -> bool:
        """Whether a holder bears a family name of this skeleton."""
        return f"bare {sound}" in self._forms

    def spellings(self, key: str) -> tuple[str, ...]:
        """The keys of a holder in all spellings, its own first."""
        also = (other for terms in self.terms.values() for t in terms if t.key == key for other in t.spellings)
        return tuple(dict.fromkeys((key, *also)))

    def offices_of(self, key: str, published: str | None) -> Iterator[str]:
        """The offices that a person held at a date."""
        held = (office for (country, office), terms in self.terms.items()
                if any(t.key == key for t in terms) and self.at(country, office, published) == key)  # fmt: skip
        return held


def forms_of_holder(keys: Iterable[str]) -> Iterator[str]:
    """What names of a person have in common with these: in full, and bare."""
    for key in keys:
        yield from shared(key)
        yield from (f"bare {form}" for form in family_forms(key))


@lru_cache(maxsize=1)
def holders() -> Holders:
    """The table, read at the first call."""
    return Holders()


def spellings_of_holder(key: str) -> tuple[str, ...]:
    """The keys of one whom the table of holders has, in all spellings, the table's own first."""
    return holders().spellings(key)


def days(date: str) -> tuple[str, str]:
    """The first and the last day of a date that is cut at what is known."""
    return (date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]) if len(date) < 10 else (date[:10],) * 2
