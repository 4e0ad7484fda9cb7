"""The ways in which a text may say what is looked for, by how near they come to it, and as expressions of FTS5."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.corpus import wordforms
from reader.corpus.file import Corpus
from reader.corpus.remembered import answered
from reader.corpus.wordsource import Words
from reader.query import Clause, Filter, Query, Term
from reader.terms import figures, terms_of
from reader.terms.spelling import clusters, meaning

EXACT, FORMS, BEGINNING, PARTS = 0, 1, 2, 3
"""How near: the word itself; other forms of it; what begins so, while it is typed; compounds it is a part
of, and names in another spelling."""

_MANY = 300
_ELIDED = re.compile(r"(?:[cdjlmnst]|(?:jus|lors|puis)?qu)['’]\w+", re.IGNORECASE)
"""What French joins to the word behind it (l'accord)."""


class Way(NamedTuple):
    """Terms that stand one behind the other; the last may only begin so."""

    terms: tuple[str, ...]
    prefix: bool = False

    @property
    def longest(self) -> str:
        """FTS5 for the longest of its terms, which is in no fewer texts."""
        terms = [_fts(Way((term,))) for term in self.terms[:-1]]
        return max((*terms, _fts(Way(self.terms[-1:], self.prefix))), key=len)

    def stands_in(self, said: Sequence[str]) -> bool:
        """Whether some terms in their order have it."""
        *before, last = self.terms
        length = len(before)
        ends = (at for at, end in enumerate(said) if end == last or (self.prefix and end.startswith(last)))
        return any(at >= length and list(said[at - length : at]) == before for at in ends)


class Wish:
    """One word, phrase or prefix, and what it may be found as; what is farther off is looked up when asked for."""

    def __init__(
        self, corpus: Corpus, term: Term, column: str = "", typing: bool = False, words: Words = wordforms
    ) -> None:
        self._corpus, self._term, self.column, self._typing, self._words = corpus, term, column, typing, words
        self._terms = tuple(terms_of(term.text))
        found = clusters(term.text)
        self._joined = meaning(found[0]).joined if len(found) == 1 else None
        self._ways: dict[int, Sequence[Way]] = {}
        self._said: dict[int, str] = {}

    def ways(self, level: int) -> Sequence[Way]:
        """All ways up to a level, nearest first."""
        if level not in self._ways:
            self._ways[level] = tuple(dict.fromkeys(self._look_up(level)))
        return self._ways[level]

    def _look_up(self, level: int) -> list[Way]:
        found = [*self._exact]
        if level >= FORMS:
            found += self._forms
        if level >= BEGINNING and self._typing and not self._is_literal:
            found.append(Way(self._terms, prefix=True))
        if level >= PARTS:
            found += self._parts
        return found

    @cached_property
    def _exact(self) -> list[Way]:
        if not self._terms:
            return []
        term = self._term
        joined = [Way((self._joined,), term.prefix)] if self._joined and not term.phrase else []
        return [Way(self._terms, term.prefix), *joined]

    @cached_property
    def _forms(self) -> list[Way]:
        if self._is_literal:
            return []
        *before, last = self._terms
        found = [
            Way((*before, form)) for form in self._words.forms_of(self._corpus, last, "" if before else self._term.text)
        ]
        if self._joined:
            found += [Way((form,)) for form in self._words.forms_of(self._corpus, self._joined)]
        if len(self._terms) > 1 and _ELIDED.fullmatch(self._term.text):
            found += [Way((form,)) for form in (last, *self._words.forms_of(self._corpus, last))]
        return found + [Way(*other) for other in figures.otherwise(self._term.text, self._joined or last)]

    @cached_property
    def _parts(self) -> list[Way]:
        if self._is_literal:
            return []
        whole = self._joined or self._terms[0]
        if len(self._terms) > 1 and not self._joined:
            return []
        own = [way.terms[-1] for way in self._forms if len(way.terms) == 1]
        apart = [] if self._joined else self._words.halves_of(self._corpus, whole)
        alike = [Way((one,)) for one in self._words.spellings_of(self._corpus, whole)]
        if self._joined:  # Jong-un, Dschong Un
            first, *rest = self._terms
            alike += [Way((one, *rest)) for one in self._words.spellings_of(self._corpus, first)]
        if self._is_lower and self._words.is_verb(self._corpus, whole):
            return [*map(Way, apart), *alike]
        made = self._words.compounds_of(self._corpus, whole, own, begun=self._typing and not self._joined)
        return [*map(Way, apart), *alike, *(Way((one,)) for one in made)]

    @property
    def _is_lower(self) -> bool:
        """Whether it was typed without a capital, and in one piece."""
        return self._term.text[:1].islower() and len(self._terms) == 1

    @property
    def _is_literal(self) -> bool:
        return self._term.phrase or self._term.prefix or not self._terms

    def is_vague(self, level: int) -> bool:
        """Whether it may be the beginning of so many words that FTS5 takes long to unite what they stand in."""
        begun = [way.terms[-1] for way in self.ways(level) if way.prefix]
        return any(wordforms.completions(self._corpus, one, _MANY) == _MANY for one in begun)

    def seeker(self, level: int) -> Callable[[Sequence[str]], bool]:
        """A function that tells whether some terms have it in one of the ways up to a level."""
        found = self.ways(level)
        words = frozenset(way.terms[0] for way in found if len(way.terms) == 1 and not way.prefix)
        others = [way for way in found if len(way.terms) > 1 or way.prefix]
        return lambda said: not words.isdisjoint(said) or any(way.stands_in(said) for way in others)

    def expression(self, level: int) -> str:
        """FTS5 for all ways up to a level; empty if no text can say it."""
        if level not in self._said:
            self._said[level] = self._any_of(self.ways(level))
        return self._said[level]

    def in_steps(self, level: int, step: int) -> list[str]:
        """The same in several expressions: what is farther off apart from the rest, and no more of it at once."""
        near, every = self.ways(BEGINNING), self.ways(level)
        found = [near, *(every[at : at + step] for at in range(len(near), len(every), step))]
        return [said for said in map(self._any_of, found) if said]

    def spelled_out(self, level: int, most: int) -> str:
        """The same with all words that begin so in place of a beginning; empty where they are more than so many."""
        found: list[Way] = []
        for way in self.ways(level):
            if way.prefix and len(way.terms) == 1:
                found += (Way((term,)) for term in wordforms.begun_with(self._corpus, way.terms[0], most))
            else:
                found.append(way)
        return self._any_of(found) if len(found) < most else ""

    def _any_of(self, found: Iterable[Way]) -> str:
        said = " OR ".join(map(_fts, found))
        return f"{self.column} : ({said})" if self.column and said else f"({said})" if said else ""


def _fts(way: Way) -> str:
    # Joined forms stand side by side by chance.
    return f"(- joined : {_said(way)})" if len(way.terms) > 1 else _said(way)


def _said(way: Way) -> str:
    return '"' + " ".join(way.terms) + '"' + ("*" if way.prefix else "")


class Wishes:
    """What a query asks of the texts themselves: clauses of words and of words in the title."""

    def __init__(self, corpus: Corpus, query: Query, typing: bool) -> None:
        clauses = with_wholes(query.clauses)
        textual = [clause for clause in clauses if is_textual(clause)]
        self.phrase = _phrase([clause for clause in query.clauses if is_textual(clause) and not clause.negated])
        """FTS5 for the texts that say all that is wanted one behind the other, as it was typed; empty if it is one."""
        typed = query.clauses[-1].options if typing and query.clauses else ()
        self.wanted = [_of_clause(corpus, c, typed if c is clauses[-1] else ()) for c in textual if not c.negated]
        self.unwanted = [_of_clause(corpus, clause) for clause in textual if clause.negated]
        self._said: dict[int, str | None] = {}

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def expression(self, level: int) -> str | None:
        """FTS5 for the texts that say all that is wanted; ``None`` if none can."""
        if level not in self._said:
            self._said[level] = self._expression(level)
        return self._said[level]

    def is_begun(self, level: int) -> bool:
        """Whether the last one may go on."""
        return any(way.prefix for wish in self.wanted[-1] for way in wish.ways(level))

    @property
    def are_of_titles(self) -> bool:
        """Whether nothing is asked for but words of titles."""
        return not self.unwanted and all(wish.column for one in self.wanted for wish in one)

    def spelled_out(self, level: int, most: int) -> str:
        """`expression` with all words that begin as the last one does in place of it; empty if they are too many."""
        last = self.wanted[-1]
        words = [wish.spelled_out(level, most) for wish in last]
        said = self.expression(level) if all(words) else None
        return said.replace(any_of(last, level), f"({' OR '.join(words)})") if said else ""

    def _expression(self, level: int) -> str | None:
        wanted = [any_of(wishes, level) for wishes in self.wanted]
        if not all(wanted):
            return None
        found, unwanted = " AND ".join(wanted), self.refused(level)
        return f"({found}) NOT ({unwanted})" if unwanted else found

    def refused(self, level: int) -> str:
        """FTS5 for what no text may say; empty if nothing is refused."""
        return " OR ".join(filter(None, (any_of(wishes, min(level, FORMS)) for wishes in self.unwanted)))

    def phrase_alone(self, level: int) -> str:
        """FTS5 for the one phrase that is asked for, and for what joined forms say by chance; empty if it is not one.

        FTS5 finds it quicker so.
        """
        [wishes, *others] = self.wanted or [[]]
        found = [way for wish in wishes for way in wish.ways(level)]
        is_alone = len(found) == 1 and not (others or self.unwanted or wishes[0].column)
        return _said(found[0]) if is_alone and len(found[0].terms) > 1 else ""


def _phrase(clauses: Sequence[Clause]) -> str:
    plain = [_plain(clause) for clause in clauses]
    terms = tuple(term for word in plain for term in terms_of(word))
    # Not as the beginning of a phrase while it is typed: FTS5 would unite all words that begin so.
    return _fts(Way(terms)) if len(plain) > 1 and all(plain) else ""


def with_wholes(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses of which each may also be fulfilled by what some say together (MiG 29 by MiG29)."""
    found = list(clauses)
    plain = [_plain(clause) for clause in clauses]
    for start, stop, whole in figures.runs(plain):
        for at in range(start, stop):
            found[at] = Clause((*found[at].options, Term(whole)))
    return found


def _plain(clause: Clause) -> str:
    """The one word that a clause asks for; empty if it asks for anything else."""
    option = clause.options[0]
    if len(clause.options) > 1 or clause.negated or not isinstance(option, Term) or option.phrase or option.prefix:
        return ""
    return option.text


def wishes(corpus: Corpus, query: Query, typing: bool = False) -> Wishes:
    """What a query asks for; ``typing``: its last word may not be written to its end."""
    return answered(corpus, _of_query, (query, typing))


def _of_query(corpus: Corpus, asked: tuple[Query, bool]) -> Wishes:
    return Wishes(corpus, *asked)


def _of_clause(corpus: Corpus, clause: Clause, typed: Sequence[Term | Filter] = ()) -> list[Wish]:
    """What a clause asks for; ``typed``: what may not be written to its end."""
    return [wish(corpus, option, option in typed) for option in clause.options]


def wish(corpus: Corpus, option: Term | Filter, typing: bool = False) -> Wish:
    """What a word, or ``title:`` with words, asks for: as it is typed on, what stands before it is asked for again."""
    return answered(corpus, _of_option, (option, typing))


def _of_option(corpus: Corpus, asked: tuple[Term | Filter, bool]) -> Wish:
    option, typing = asked
    return Wish(corpus, words_of(option), "" if isinstance(option, Term) else "title", typing)


def words_of(option: Term | Filter) -> Term:
    """The words that are asked for, also by ``title:`` or ``note:``."""
    if isinstance(option, Term):
        return option
    value = option.value
    return Term(value.rstrip("*"), phrase=option.exact or len(terms_of(value)) > 1, prefix=value.endswith("*"))


def titled(corpus: Corpus, terms: Iterable[Term]) -> str:
    """FTS5 for titles that say each of some words, phrases or prefixes as they stand; empty if none can."""
    said = [Wish(corpus, term, "title").expression(EXACT) for term in terms]
    return " AND ".join(said) if all(said) else ""


def any_of(wishes: Iterable[Wish], level: int) -> str:
    """FTS5 for any of some wishes; empty if no text can fulfil one."""
    found = [said for said in (wish.expression(level) for wish in wishes) if said]
    return f"({' OR '.join(found)})" if found else ""


def is_textual(clause: Clause) -> bool:
    """Whether a clause only asks for words."""
    return all(isinstance(option, Term) or option.field == "title" for option in clause.options)
