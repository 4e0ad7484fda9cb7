"""A person's words → ranked hits with snippets, over texts, notes, highlights, tags and entity names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from reader.corpus import annotations as notes
from reader.corpus import entities, roles
from reader.corpus.conditions import Condition, condition, match_expression
from reader.corpus.file import Corpus
from reader.corpus.references import folded_note
from reader.query import Clause, Filter, Query, Term, parse
from reader.records import Annotation, Entity, Hit
from reader.text import fold, fold_map
from reader.wikilinks import has_tag, is_tag, tags

# Marks of a match inside a snippet: control characters, since no text in a corpus holds any.
_OPEN, _CLOSE = "\x01", "\x02"
_TITLE_WEIGHT = 5.0
_SNIPPET_TOKENS = 24
_SNIPPET_LENGTH = 160
_LONG = 100_000


def search(corpus: Corpus, query: str, limit: int | None = None) -> list[Hit]:
    """Hits for a query, texts by rank first, then what a person wrote, then names. No query is an error."""
    wanted = parse(query)
    if not wanted:
        return []
    hits: list[Hit] = []
    for found in (
        _texts(corpus, wanted, limit),
        _written(corpus, wanted),
        _tags(corpus, wanted),
        _names(corpus, wanted),
        _by_office(corpus, wanted),
    ):
        for hit in found:
            if limit is not None and len(hits) >= limit:
                return hits
            hits.append(hit)
    return hits


def _texts(corpus: Corpus, query: Query, limit: int | None) -> Iterator[Hit]:
    where = condition(query)
    expression = match_expression(query)
    if expression:
        sql = (
            "SELECT article.id, card.title, published, "
            f"CASE WHEN length(text) <= {_LONG} "
            f"THEN snippet(text_index, -1, '{_OPEN}', '{_CLOSE}', '…', {_SNIPPET_TOKENS}) END "
            "FROM text_index JOIN card ON card.stamp = text_index.rowid JOIN article ON article.n = card.article "
            f"WHERE text_index MATCH ? AND {where.sql} "
            f"ORDER BY bm25(text_index, {_TITLE_WEIGHT}, 1.0), card.stamp DESC LIMIT ?"
        )
        parameters = [expression, *where.parameters]
    else:
        sql = (
            "SELECT article.id, card.title, published, opening FROM card JOIN article ON article.n = card.article "
            f"WHERE {where.sql} ORDER BY card.stamp DESC LIMIT ?"
        )
        parameters = list(where.parameters)
    for article, title, published, marked in corpus.rows(sql, [*parameters, -1 if limit is None else limit]):
        snippet, matches = _of_long(corpus, query, article) if marked is None else _unmarked(marked)
        yield Hit(article, title, published, "text", snippet, matches)


def _of_long(corpus: Corpus, query: Query, article: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet from the beginning of a long text: FTS5 weighs every match of it against every other, for seconds."""
    text = corpus.rows("SELECT substr(text, 1, ?) FROM article WHERE id = ?", (_LONG // 2, article))[0][0]
    folded = fold_map(text)
    wanted = [o for clause in query.clauses if not clause.negated for o in clause.options if isinstance(o, Term)]
    first = [match.span() for term in wanted for match in islice(_pattern(term).finditer(folded.text), 8)]
    spans = sorted({folded.span(*span) for span in first})
    return _cut(text, spans) if spans else (text[:_SNIPPET_LENGTH].replace("\n", " "), ())


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet without its marks, and where they stood."""
    plain, spans, begin = "", [], 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            begin = len(plain)
        elif piece == _CLOSE:
            spans.append((begin, len(plain)))
        else:
            plain += piece.replace("\n", " ")
    return plain, tuple(spans)


def _written(corpus: Corpus, query: Query) -> Iterator[Hit]:
    asked = _Asked(corpus, query)
    for annotation in notes.kept(corpus):
        for text in _said(annotation):
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
    return [one for one in among if asked.finds(one, "\n".join(filter(None, (one.body, _quote(one)))))]


def _said(annotation: Annotation) -> list[str]:
    """What a note says, else what a highlight is on."""
    said = [annotation.body] if annotation.kind == "note" else [annotation.body, _quote(annotation)]
    return [text for text in said if text]


class _Asked:
    """What a query asks of notes. Articles that a filter finds are looked up once."""

    def __init__(self, corpus: Corpus, query: Query) -> None:
        self._corpus, self._clauses = corpus, query.clauses
        self._found: dict[Filter, frozenset[str]] = {}

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
                spans |= {(tag.start, tag.end) for tag in tags(text) if is_tag(tag.name, _tag(option))}
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
            where = condition(Query((Clause((asked,)),)))
            sql = f"SELECT id FROM card JOIN article ON article.n = card.article WHERE {where.sql}"
            found = {row[0] for row in self._corpus.rows(sql, where.parameters)}
            if asked.field == "entity":
                found |= {f"entity:{one.id}" for one in entities.named(self._corpus, asked.value)}
            self._found[asked] = frozenset(found)
        return self._found[asked]


def _tag(asked: Filter) -> str:
    return fold(asked.value.removeprefix("#"))


def _quote(annotation: Annotation) -> str:
    return annotation.anchor.quote if annotation.anchor else ""


def _hit_of(corpus: Corpus, annotation: Annotation, text: str, spans: list[tuple[int, int]]) -> Hit:
    title = published = None
    if annotation.article:
        row = corpus.row(
            "SELECT title, published FROM card JOIN article ON n = article WHERE id = ?",
            (annotation.article,),
        )
        title, published = row or (None, None)
    snippet, matches = _cut(text, spans)
    return Hit(
        annotation.article or annotation.id,
        title,
        published,
        annotation.kind,
        snippet,
        matches,
        annotation.id,
    )


def _cut(text: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A stretch of text around the first match, with the matches in it."""
    start = max(0, spans[0][0] - _SNIPPET_LENGTH // 3)
    end = min(len(text), start + max(_SNIPPET_LENGTH, spans[0][1] - start))
    inside = tuple((s - start, e - start) for s, e in spans if s >= start and e <= end)
    return text[start:end].replace("\n", " "), inside


def _tags(corpus: Corpus, query: Query) -> Iterator[Hit]:
    rows = corpus.rows(
        "SELECT article.id, title, published, tag FROM tag JOIN article ON article.id = tag.article "
        "JOIN card ON card.article = n ORDER BY stamp DESC, tag"
    )
    for article, title, published, tag in rows:
        spans = _match(query, tag)
        if spans:
            yield Hit(article, title, published, "tag", tag, tuple(spans))


def _names(corpus: Corpus, query: Query) -> Iterator[Hit]:
    for entity in _called(corpus, query):
        text = ", ".join((entity.name, *entity.aliases))
        spans = _match(query, text)
        if spans:
            yield Hit(entity.id, entity.name, entity.last, "entity", text, tuple(spans), entity.id)


def _called(corpus: Corpus, query: Query) -> Sequence[Entity]:
    """Entities that can be called what all clauses ask for, most mentioned first."""
    wanted = [clause.options for clause in query.clauses if not clause.negated]
    if not wanted or any(isinstance(option, Filter) for clause in query.clauses for option in clause.options):
        return ()
    said = ([_words(option) for option in options if isinstance(option, Term)] for options in wanted)
    return entities.called_with(corpus, ([max(words, key=len) for words in each if words] for each in said))


def _by_office(corpus: Corpus, query: Query) -> Iterator[Hit]:
    """Articles that mean a person of this name by the office and do not hold the words: "Kremlchef"."""
    terms = [option for clause in query.clauses for option in clause.options if isinstance(option, Term)]
    if len(terms) < len(query.clauses) or any(clause.negated for clause in query.clauses):
        return
    for person in entities.named(corpus, " ".join(term.text for term in terms)):
        if person.type == "PER":
            yield from _roles(corpus, person.id, condition(query))


def _roles(corpus: Corpus, person: str, unless: Condition) -> Iterator[Hit]:
    """The articles of which a condition does not hold, each with the first place where the office stands."""
    for article, title, published, start, end, around in corpus.rows(
        "SELECT article.id, card.title, published, min(role.start), role.end, "
        f"substr(text, max(1, role.start - {_SNIPPET_LENGTH // 3} + 1), {2 * _SNIPPET_LENGTH}) "
        "FROM role JOIN card USING (article) JOIN article ON article.n = role.article "
        f"WHERE role.name IN ({roles.OWNERS}) AND NOT ({unless.sql}) GROUP BY role.article ORDER BY card.stamp DESC",
        [person, *unless.parameters],
    ):
        begin = max(0, start - _SNIPPET_LENGTH // 3)
        snippet, matches = _cut(around, [(start - begin, end - begin)])
        yield Hit(article, title, published, "text", snippet, matches)


def _match(query: Query, text: str) -> list[tuple[int, int]]:
    """Where a text holds what all clauses ask for; empty if it does not, or if the query has filters."""
    folded = fold_map(text)
    spans: list[tuple[int, int]] = []
    for clause in query.clauses:
        found = _find(clause, folded.text)
        if found is None or bool(found) == clause.negated:
            return []
        spans += [folded.span(*span) for span in found]
    return sorted(set(spans))


def _find(clause: Clause, folded: str) -> list[tuple[int, int]] | None:
    spans: list[tuple[int, int]] = []
    for option in clause.options:
        if isinstance(option, Filter):
            return None
        spans += [match.span() for match in _pattern(option).finditer(folded)]
    return spans


def _pattern(term: Term) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, _words(term)))
    return re.compile(rf"\b{words}" + ("" if term.prefix else r"\b") if words else r"(?!)")


def _words(term: Term) -> list[str]:
    return re.findall(r"\w+", fold(term.text))
