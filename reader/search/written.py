"""What a person wrote that a query finds: notes, highlights and tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reader.corpus import annotations as notes
from reader.corpus import entities, marked
from reader.corpus.conditions import condition
from reader.corpus.file import Corpus
from reader.corpus.references import folded_note
from reader.query import Clause, Filter, Query, Term, parse
from reader.records import Annotation, Hit
from reader.search.snippets import apart, cut
from reader.text import fold, fold_map
from reader.wikilinks import has_tag, is_tag
from reader.wikilinks import tags as tags_in

_STEP, _LONGEST_STEP = 25, 800
"""Articles with tags that are read at once: few at first, for few are shown while one types."""


def written(corpus: Corpus, query: Query) -> Iterator[Hit]:
    """Notes and highlights, in the order they came in."""
    asked = _Asked(corpus, query)
    for annotation in notes.with_beginnings(corpus, asked.words()):
        for text in notes.said_by(annotation):
            spans = asked.spans(text) if asked.finds(annotation, text) else []
            if spans:
                yield _hit_of(corpus, annotation, text, spans)
                break


def notes_of(corpus: Corpus, query: str, among: Iterable[Annotation]) -> list[Annotation]:
    """Those of some notes and highlights that a query finds, in the order they came in.

    Words and ``tag:`` are looked for in the note and its passage; what is asked of articles, in the one it is on.
    """
    wanted = parse(query)
    if not wanted:
        return list(among)
    asked = _Asked(corpus, wanted)
    return [one for one in among if asked.finds(one, "\n".join((one.body, one.anchor.quote if one.anchor else "")))]


class _Asked:
    """What a query asks of notes. Articles that a filter finds are looked up once."""

    def __init__(self, corpus: Corpus, query: Query) -> None:
        self._corpus, self._clauses = corpus, query.clauses
        self._found: dict[Filter, frozenset[str]] = {}

    def words(self) -> list[list[str]]:
        """Folded words, of which one of each of the inner lists must stand in what is asked for."""
        wanted = (clause.options for clause in self._clauses if not clause.negated)
        said = ([plain_words(option) for option in options if isinstance(option, Term)]
                for options in wanted if all(isinstance(option, Term) for option in options))  # fmt: skip
        return [[max(words, key=len) for words in each if words] for each in said]

    def finds(self, note: Annotation, text: str) -> bool:
        """Whether a note is asked for, by a text of it."""
        return all(
            any(self._holds(option, note, text) for option in clause.options) != clause.negated
            for clause in self._clauses
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a text has the words and tags that are asked for."""
        folded, spans = fold_map(text), set()
        for option in (option for clause in self._clauses if not clause.negated for option in clause.options):
            if isinstance(option, Term):
                spans |= {folded.span(*match.span()) for match in _pattern(option).finditer(folded.text)}
            elif option.field == "tag":
                spans |= {(tag.start, tag.end) for tag in tags_in(text) if is_tag(tag.name, _tag(option))}
        return sorted(spans)

    def _holds(self, option: Term | Filter, note: Annotation, text: str) -> bool:
        if isinstance(option, Term):
            return _pattern(option).search(folded_note(text)) is not None
        if option.field == "tag":
            return has_tag(text, _tag(option))
        if option.field == "note":
            return fold(option.value) in folded_note(text)
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


def _hit_of(corpus: Corpus, annotation: Annotation, text: str, spans: list[tuple[int, int]]) -> Hit:
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


def tags(corpus: Corpus, query: Query) -> Iterator[Hit]:
    """Articles by their tags, newest first."""
    wanted = [f"#{tag}" for tag in marked.tags(corpus) if match(query, tag)]
    before, step = (1 << 63) - 1, _STEP
    while stamps := _newest(corpus, wanted, before, step):
        for article, title, published, tag in corpus.rows(_TAGGED, (json.dumps(stamps),)):
            spans = match(query, tag) if tag else ()
            if spans:
                yield Hit(article, title, published, "tag", tag, tuple(spans))
        before, step = stamps[-1], min(2 * step, _LONGEST_STEP)


def _newest(corpus: Corpus, marks: Iterable[str], before: int, most: int) -> list[int]:
    """The newest articles before one that have any of some marks."""
    sql = "SELECT stamp FROM marked WHERE mark = ? AND stamp < ? ORDER BY stamp DESC LIMIT ?"
    found = {row[0] for mark in marks for row in corpus.rows(sql, (mark, before, most))}
    return sorted(found, reverse=True)[:most]


_TAGGED = """
SELECT article.id, title, published, substr(row, length(subject) + 2) AS tag
FROM json_each(?) AS some CROSS JOIN card ON card.stamp = some.value JOIN article ON article.n = card.article
LEFT JOIN state ON subject = article.id AND tbl = 'tag' AND alive ORDER BY card.stamp DESC, tag
"""


def match(query: Query, text: str) -> list[tuple[int, int]]:
    """Where a text holds what all clauses ask for, each apart; empty if it does not, or if the query has filters."""
    folded = fold_map(text)
    spans: list[tuple[int, int]] = []
    for clause in query.clauses:
        found = _find(clause, folded.text)
        if found is None or bool(found) == clause.negated:
            return []
        spans += [folded.span(*span) for span in found]
    return list(apart(spans))


def _find(clause: Clause, folded: str) -> list[tuple[int, int]] | None:
    spans: list[tuple[int, int]] = []
    for option in clause.options:
        if isinstance(option, Filter):
            return None
        spans += [match.span() for match in _pattern(option).finditer(folded)]
    return spans


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, plain_words(term)))
    return re.compile(rf"\b{words}" + ("" if term.prefix else r"\b") if words else r"(?!)")


def plain_words(term: Term) -> list[str]:
    """The folded words of a term."""
    return re.findall(r"\w+", fold(term.text))
