"""What a person wrote that a query finds: notes, highlights and tags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from reader.corpus import annotations as notes
from reader.corpus import entities, marked, ways
from reader.corpus.conditions import condition
from reader.corpus.file import Corpus
from reader.corpus.noted import noted
from reader.corpus.remembered import remembered
from reader.corpus.sayings import Sayings
from reader.query import Clause, Filter, Query, Term, parse
from reader.records import Annotation, Hit
from reader.search.snippets import Marker, apart, cut
from reader.terms import Span
from reader.text import fold
from reader.wikilinks import has_tag, is_tag
from reader.wikilinks import tags as tags_in

_LEVELS = (ways.EXACT, ways.FORMS, ways.BEGINNING, ways.PARTS)
_MOST_WISHES = 256
"""What was looked for last, whose forms and compounds are kept."""
_STEP, _LONGEST_STEP = 25, 800
"""Notes, or articles with tags, that are read at once: few at first, for few are shown while one types."""


def written(corpus: Corpus, query: Query, typing: bool = False) -> Iterator[Hit]:
    """Notes and highlights that say just what is asked, then those that come near it; the newest first.

    ``typing``: the last word may not be written to its end.
    """
    every = noted(corpus)
    if not every.said:
        return
    asked = _AskedOfNotes(corpus, query, every.sayings, typing, remembered(corpus, _wishes_of_notes))
    if not asked.can_be_shown:
        return
    seen: set[str] = set()
    for level, places in asked.by_level():
        for at in range(0, len(places), _STEP):
            some = places[at : at + _STEP]
            there = notes.of_ids(corpus, {every.said[place].note for place in some})
            for place in some:
                note = there.get(every.said[place].note)
                if note is None or note.id in seen:
                    continue
                text = note.body if every.said[place].is_own else _quote(note)
                spans = asked.spans(text, level) if asked.holds(note, place, text) else []
                if spans:
                    seen.add(note.id)
                    yield _hit_of(corpus, note, text, spans)


class AmongNotes:
    """Some notes and highlights, of which queries that are asked one after the other find some.

    Words and ``tag:`` are looked for in the note and its passage; what is asked of articles, in the one it is on.
    """

    def __init__(self, corpus: Corpus, among: Iterable[Annotation]) -> None:
        self._corpus, self._notes = corpus, list(among)

    @cached_property
    def _texts(self) -> list[str]:
        return ["\n\n".join((note.body, _quote(note))) for note in self._notes]

    @cached_property
    def _sayings(self) -> Sayings:
        return Sayings(self._texts)

    def found(self, query: str, typing: bool = False) -> list[Annotation]:
        """Those that a query finds, in their order. ``typing``: its last word may not be written to its end."""
        wanted = parse(query)
        if not wanted:
            return self._notes
        asked = _AskedOfNotes(self._corpus, wanted, self._sayings, typing, {})
        places = sorted(asked.places(ways.PARTS))
        return [note for place in places if asked.holds(note := self._notes[place], place, self._texts[place])]


def notes_of(corpus: Corpus, query: str, among: Iterable[Annotation]) -> list[Annotation]:
    """Those of some notes and highlights that a query finds, in the order they came in."""
    return AmongNotes(corpus, among).found(query)


def _quote(note: Annotation) -> str:
    return note.anchor.quote if note.anchor else ""


_Wishes = dict[tuple[Term | Filter, bool], ways.Wish]


def _wishes_of_notes(_: Corpus) -> _Wishes:
    """Holds what was looked for last in notes: as it is typed on, what stands before it is asked for again."""
    return {}


def _wishes_of_tags(_: Corpus) -> _Wishes:
    """The same of tags."""
    return {}


class _Asked:
    """What a query asks of what was written in few words. ``wishes``: what was looked up for others."""

    def __init__(self, corpus: Corpus, query: Query, sayings: Sayings, typing: bool, wishes: _Wishes) -> None:
        self._corpus, self._sayings, self._wishes = corpus, sayings, wishes
        self._clauses = ways.with_wholes(query.clauses)
        self._typed = query.clauses[-1].options if typing and query.clauses else ()
        self._places: dict[tuple[Term | Filter, int], set[int]] = {}
        self._markers: dict[int, Marker] = {}

    def by_level(self) -> Iterator[tuple[int, list[int]]]:
        """The places of what says it in words, by how near it comes."""
        seen: set[int] = set()
        for level in _LEVELS:
            found = self.places(level) - seen
            seen |= found
            yield level, sorted(found)

    def places(self, level: int) -> set[int]:
        """The places of what says all that is asked for in words, and nothing that is not wanted, up to a level."""
        found = set(range(len(self._sayings)))
        for clause in self._clauses:
            if found and all(map(_is_of_words, clause.options)):
                said = self._saying(clause, level)
                found = found - said if clause.negated else found & said
        return found

    def _saying(self, clause: Clause, level: int) -> set[int]:
        nearness = ways.FORMS if clause.negated else level
        return set[int]().union(*(self._saying_so(option, nearness) for option in clause.options))

    def _saying_so(self, option: Term | Filter, level: int) -> set[int]:
        asked = option, level
        if asked not in self._places:
            self._places[asked] = self._sayings.saying(self._ways(option, level))
        return self._places[asked]

    def _ways(self, option: Term | Filter, level: int) -> Sequence[ways.Way]:
        asked = option, option in self._typed
        if asked not in self._wishes:
            if len(self._wishes) >= _MOST_WISHES:
                self._wishes.clear()
            self._wishes[asked] = self._sayings.wish(self._corpus, ways.words_of(option), asked[1])
        return self._wishes[asked].ways(level)

    def says(self, option: Term | Filter, place: int, *, negated: bool) -> bool:
        """Whether it is said at a place what an option asks for in words."""
        return place in self._saying_so(option, ways.FORMS if negated else ways.PARTS)

    def marks(self, text: str, level: int) -> set[Span]:
        """Where a text that comes so near says in words what is asked for."""
        if level not in self._markers:
            self._markers[level] = Marker([self._marked(clause, level) for clause in self._clauses])
        return {(mark.start, mark.end) for mark in self._markers[level].marks(text)}

    def _marked(self, clause: Clause, level: int) -> list[ways.Way]:
        """What is to be marked: other forms beside the very word, compounds only where nothing nearer is said."""
        wanted = () if clause.negated else (option for option in clause.options if isinstance(option, Term))
        # How near a note comes is not said by words that need not stand in it.
        nearness = max(level, ways.FORMS) if all(map(_is_of_words, clause.options)) else ways.PARTS
        return self._sayings.there(way for option in wanted for way in self._ways(option, nearness))


def _is_of_words(option: Term | Filter) -> bool:
    return isinstance(option, Term) or option.field == "note"


class _AskedOfNotes(_Asked):
    """What a query asks of notes. Articles that a filter finds are looked up once."""

    def __init__(self, corpus: Corpus, query: Query, sayings: Sayings, typing: bool, wishes: _Wishes) -> None:
        super().__init__(corpus, query, sayings, typing, wishes)
        self._found: dict[Filter, frozenset[str]] = {}
        wanted = [option for clause in self._clauses if not clause.negated for option in clause.options]
        self._tags = [_tag(option) for option in wanted if isinstance(option, Filter) and option.field == "tag"]
        self.can_be_shown = bool(self._tags) or any(isinstance(option, Term) for option in wanted)
        """Whether there is anything in a note that can be marked."""

    def holds(self, note: Annotation, place: int, text: str) -> bool:
        """Whether a note, whose words are as is asked, is so in all else, by a text of it."""
        return all(
            any(self._holds(option, note, place, text, clause.negated) for option in clause.options) != clause.negated
            for clause in self._clauses
            if not all(map(_is_of_words, clause.options))
        )

    def spans(self, text: str, level: int) -> list[Span]:
        """Where a text that comes so near has the words and tags that are asked for."""
        found = self.marks(text, level)
        for tag in tags_in(text) if self._tags else ():
            if any(is_tag(tag.name, wanted) for wanted in self._tags):
                found.add((tag.start, tag.end))
        return sorted(found)

    def _holds(self, option: Term | Filter, note: Annotation, place: int, text: str, negated: bool) -> bool:
        if isinstance(option, Term) or option.field == "note":
            return self.says(option, place, negated=negated)
        if option.field == "tag":
            return has_tag(text, _tag(option))
        return (note.article or f"entity:{note.entity}") in self._about(option)

    def _about(self, asked: Filter) -> frozenset[str]:
        """The articles that a filter finds, and the entities it names."""
        if asked not in self._found:
            where = condition(self._corpus, Query((Clause((asked,)),)))
            sql = f"SELECT id FROM card JOIN article ON article.n = card.article WHERE {where.sql}"
            found = {row[0] for row in self._corpus.rows(sql, where.parameters)}
            if asked.field == "entity":
                found |= {f"entity:{one.id}" for one in entities.named(self._corpus, asked.value)}
            self._found[asked] = frozenset(found)
        return self._found[asked]


def _tag(asked: Filter) -> str:
    return fold(asked.value.removeprefix("#"))


def _hit_of(corpus: Corpus, annotation: Annotation, text: str, spans: list[Span]) -> Hit:
    title = published = None
    if annotation.article:
        row = corpus.row(
            "SELECT title, published FROM card JOIN article ON n = article WHERE id = ?",
            (annotation.article,),
        )
        title, published = row or (None, None)
    snippet, matches = cut(text, spans)
    return Hit(
        annotation.article or annotation.id,
        title,
        published,
        annotation.kind,
        snippet,
        matches,
        annotation.id,
    )


def tags(corpus: Corpus, query: Query, typing: bool = False) -> Iterator[Hit]:
    """Articles by their tags: first those that are just what is asked for; the newest first."""
    if any(isinstance(option, Filter) for clause in query.clauses for option in clause.options):
        return
    known = remembered(corpus, _Tags)
    if not known.names:
        return
    asked = _Asked(corpus, query, known.sayings, typing, remembered(corpus, _wishes_of_tags))
    for level, places in asked.by_level():
        wanted = {known.names[place] for place in places}
        for article, title, published, tag in _tagged(corpus, wanted):
            spans = sorted(asked.marks(tag, level))
            if spans:
                yield Hit(article, title, published, "tag", tag, tuple(apart(spans)))


class _Tags:
    """The tags that articles have."""

    def __init__(self, corpus: Corpus) -> None:
        self.names = marked.tags(corpus)
        """Folded."""
        as_written = {fold(tag): tag for (tag,) in corpus.rows(_AS_WRITTEN, (json.dumps(self.names),))}
        self.sayings = Sayings([as_written.get(name, name) for name in self.names])


def _tagged(corpus: Corpus, wanted: set[str]) -> Iterator[tuple[str, str | None, str | None, str]]:
    """The articles that have any of some tags, the newest first, and that tag as it is written."""
    before, step = (1 << 63) - 1, _STEP
    while stamps := _newest(corpus, wanted, before, step):
        rows = corpus.rows(_TAGGED, (json.dumps(stamps),))
        yield from (row for row in rows if row[3] and fold(row[3]) in wanted)
        before, step = stamps[-1], min(2 * step, _LONGEST_STEP)


def _newest(corpus: Corpus, wanted: Iterable[str], before: int, most: int) -> list[int]:
    """The newest articles before one that have any of some tags."""
    sql = "SELECT stamp FROM marked WHERE mark = ? AND stamp < ? ORDER BY stamp DESC LIMIT ?"
    found = {row[0] for tag in wanted for row in corpus.rows(sql, (f"#{tag}", before, most))}
    return sorted(found, reverse=True)[:most]


_TAGGED = """
SELECT article.id, title, published, substr(row, length(subject) + 2) AS tag
FROM json_each(?) AS some CROSS JOIN card ON card.stamp = some.value JOIN article ON article.n = card.article
LEFT JOIN state ON subject = article.id AND tbl = 'tag' AND alive ORDER BY card.stamp DESC, tag
"""
_AS_WRITTEN = """
SELECT substr(row, length(subject) + 2) FROM json_each(?) AS tag
CROSS JOIN card ON card.stamp = (SELECT max(stamp) FROM marked WHERE mark = '#' || tag.value)
JOIN article ON article.n = card.article JOIN state ON subject = article.id AND tbl = 'tag' AND alive
"""
"""The tags of an article for each of some folded ones."""
