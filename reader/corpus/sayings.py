"""What a person wrote in few words (notes, passages, tags), by its terms, and what may mean there what is looked for.

The rules are those of the texts, and what the texts tell of a word holds here, too. Nothing of it is stored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from reader.corpus import wordforms
from reader.corpus.file import Corpus
from reader.corpus.ways import Way, Wish
from reader.corpus.wordsource import Use
from reader.query import Term
from reader.terms import compounds, forms, middles, spelled, terms
from reader.terms.apart import wholes
from reader.terms.tokens import Counted, joined_in, plain, read, written

_LAST = "\U0010ffff"
_GERMAN = forms.kind_of("de")
_ANY_LANGUAGE = "".join(map(forms.kind_of, ("de", "en", "fr")))
"""What the texts do not have may be of each, unless it always has a capital."""
_LONGER = 2
"""Letters that a compound has besides its first part, at least."""
_AT_ONCE = 1000
"""Writings that are read together."""


class Sayings:
    """Some writings, each known by its place among them."""

    def __init__(self, writings: Sequence[str]) -> None:
        self._lines: list[str] = []
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        self._tokens: set[str] = set()
        for at in range(0, len(writings), _AT_ONCE):
            self._add(writings[at : at + _AT_ONCE])

    def _add(self, writings: Sequence[str]) -> None:
        found = read(writings)
        joining = found.marked & found.known.joining
        for told, tokens, cut in zip(found.told(), found.tokens, found.cut):
            said = plain(written(told or "")).split()
            every = set(said)
            apart = {one.word for one in wholes(cut)}
            every.update(map(spelled, apart))
            self._tokens |= apart
            if not joining.isdisjoint(tokens):
                every |= joined_in(joining.intersection(tokens))
            place, where = len(self._lines), self._where
            for term in every:
                where[term].append(place)
            self._lines.append(f" {' '.join(said)} ")
        # Who writes no capitals at all says nothing of what is a noun.
        small = (cut for text, cut in zip(writings, found.cut) if text.islower())
        self._tokens |= found.distinct.difference(*small)

    def __len__(self) -> int:
        return len(self._lines)

    def wish(self, corpus: Corpus, term: Term, typing: bool = False) -> Wish:
        """What is looked for, and what may mean it here."""
        return Wish(corpus, term, typing=typing, words=self)

    def there(self, ways: Iterable[Way]) -> list[Way]:
        """Those of some ways whose words are there."""
        return [
            way for way in ways if all(term in self._where for term in (way.terms[:-1] if way.prefix else way.terms))
        ]

    def saying(self, ways: Iterable[Way]) -> set[int]:
        """The places of what says it in one of some ways."""
        return {place for way in self.there(ways) for place in self._of_way(way)}

    def _of_way(self, way: Way) -> Collection[int]:
        *before, last = way.terms
        if not before:
            ends = self._begun_with(last) if way.prefix else [last]
            return set[int]().union(*(self._where[term] for term in ends))
        first, *others = (self._where[term] for term in (before if way.prefix else way.terms))
        said = f" {' '.join(way.terms)}{'' if way.prefix else ' '}"
        return [place for place in set(first).intersection(*others) if said in self._lines[place]]

    def _begun_with(self, beginning: str) -> list[str]:
        ordered = self._ordered
        return ordered[bisect_left(ordered, beginning) : bisect_left(ordered, beginning + _LAST)]

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._where)

    def forms_of(self, corpus: Corpus, word: str, typed: str = "") -> list[str]:
        """The forms of a term, here and in the texts."""
        return wordforms.forms_of(corpus, word, typed, self)

    def is_verb(self, corpus: Corpus, word: str) -> bool:
        """Whether a term is known as a verb."""
        return wordforms.is_verb(corpus, word, self)

    def halves_of(self, corpus: Corpus, word: str) -> list[tuple[str, str]]:
        """The two nouns of which a term is made."""
        return wordforms.halves_of(corpus, word, self)

    def spellings_of(self, corpus: Corpus, word: str) -> list[str]:
        """The terms that are a name in another spelling."""
        return wordforms.spellings_of(corpus, word, self)

    def compounds_of(self, corpus: Corpus, word: str, its_forms: Sequence[str], *, begun: bool = False) -> list[str]:
        """The terms here that have a noun as a part; ``begun``: without those that begin with it."""
        bases = wordforms.bases_of(corpus, word, its_forms, self)
        own = {word, *its_forms}
        found = (term for term in self._nouns_with(corpus, bases) if not (begun and term.startswith(word)))
        nouns = sorted((term for term in found if term not in own), key=lambda term: (len(term), term))
        ends = [term for term in nouns if _has_at_an_end(term, bases)]
        inner = (term for term in nouns if _has_inside(term, bases) and not middles.middles(term).isdisjoint(bases))
        return list(dict.fromkeys((*wordforms.containing(corpus, ends, bases, self), *inner)))

    def _nouns_with(self, corpus: Corpus, bases: Iterable[str]) -> set[str]:
        """The German nouns that hold the letters of one of some parts."""
        found = {term for base in bases for term in self._with_letters(compounds.beginning(base))}
        used = wordforms.uses(corpus, found, self).items()
        return {term for term, use in used if use.noun and _GERMAN in use.kinds}

    def _with_letters(self, letters: str) -> Iterator[str]:
        every = self._vocabulary
        at = every.find(letters)
        while at >= 0:
            end = every.index("\n", at)
            yield every[every.rindex("\n", 0, at) + 1 : end]
            at = every.find(letters, end)

    @cached_property
    def _vocabulary(self) -> str:
        return "\n".join(("", *self._where, ""))

    def used(self, terms: Iterable[str]) -> dict[str, Use]:
        """How those of some terms are used that are here: it tells something where the texts do not have them."""
        return {term: self._use(term) for term in terms if term in self._where}

    def _use(self, term: str) -> Use:
        seen, lower = self._counted.times.get(term, 0), self._counted.lower.get(term, 0)
        return Use(_ANY_LANGUAGE if lower or not seen else _GERMAN, lower * 2 < seen or not seen, lower * 2 <= seen)

    def begun(self, beginnings: Iterable[str]) -> set[str]:
        """Those of some beginnings that a term has here."""
        return {beginning for beginning in beginnings if self._begun_with(beginning)}

    @cached_property
    def _counted(self) -> Counted:
        return terms(dict.fromkeys(self._tokens, 1))


def _has_at_an_end(term: str, bases: Iterable[str]) -> bool:
    """Whether a term begins or ends as a compound with one of some parts may."""
    return any(
        (term.startswith(start := compounds.beginning(base)) and len(term) > len(start) + _LONGER)
        or term.endswith(compounds.endings(base))
        for base in bases
    )


def _has_inside(term: str, bases: Iterable[str]) -> bool:
    """Whether the letters of one of some parts stand neither at the beginning nor at the end of a term."""
    return any(0 < term.rfind(base) < len(term) - len(base) for base in bases)
