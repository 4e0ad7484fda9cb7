"""A person's words → ranked hits with snippets, over texts, notes, highlights, tags and entity names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reader.corpus import annotations as notes
from reader.corpus import entities
from reader.corpus.conditions import condition, match_expression
from reader.corpus.file import Corpus
from reader.query import Clause, Filter, Query, Term, parse
from reader.records import Annotation, Hit
from reader.text import fold, fold_map

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
    for annotation in notes.recent(corpus):
        text = annotation.body if annotation.kind == "note" or annotation.body else _quote(annotation)
        spans = _match(query, text)
        if not spans and annotation.kind == "highlight":
            text = _quote(annotation)
            spans = _match(query, text)
        if spans:
            yield _hit_of(corpus, annotation, text, spans)


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
    for entity in entities.ranked(corpus):
        text = ", ".join((entity.name, *entity.aliases))
        spans = _match(query, text)
        if spans:
            yield Hit(entity.id, entity.name, entity.last, "entity", text, tuple(spans), entity.id)


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
    words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", fold(term.text)))
    return re.compile(rf"\b{words}" + ("" if term.prefix else r"\b") if words else r"(?!)")
