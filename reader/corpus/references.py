"""What the links in notes mean, which notes link to a thing, and which speak of a name without a link.

Links are looked up when they are shown: names are merged, titles corrected, articles imported. What may mean several
things means none of them until a person says which.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from reader.corpus import entities
from reader.corpus.annotations import KINDS, of_ids, of_row
from reader.corpus.articles import SHORTEST_PREFIX
from reader.corpus.file import Corpus
from reader.corpus.namelist import NameList
from reader.corpus.state import states
from reader.records import Annotation, Entity, ReaderError
from reader.text import fold
from reader.wikilinks import ENTITY, NOTE, as_said, can_be_target, links, without_links, written

Kind = Literal["article", "entity", "note"]
MOST_MEANT = 9
"""Things that one link may mean, of which no more are looked for."""
_HEXADECIMAL = frozenset("0123456789abcdef")
_SHORT = 4
"""Letters up to which a name in capitals is looked for in capitals only: WHO is not who."""
_LONGEST_SAID = 80
_OFFERED = 5
_ENOUGH = 12
"""Characters of an id that tell it apart in any corpus a person has."""
_KEPT_LENGTH = 4096


class Meant(NamedTuple):
    """A thing that a link may mean, and what it is called."""

    kind: Kind
    id: str
    said: str
    more: str = ""
    """What tells it from others that are called the same."""


def meant(corpus: Corpus, target: str) -> list[Meant]:
    """All that the target of a link may mean: one thing, or none (it dangles), or several (it is ambiguous)."""
    if target.startswith(NOTE):
        return _notes(corpus, target.removeprefix(NOTE).strip().lower())
    if target.startswith(ENTITY):
        return [_of_entity(one) for one in _entities(corpus, target.removeprefix(ENTITY).strip())]
    found = [*_articles(corpus, target), *map(_of_entity, entities.named(corpus, target))]
    return list(dict.fromkeys(found))[:MOST_MEANT]


def _notes(corpus: Corpus, prefix: str) -> list[Meant]:
    if len(prefix) < SHORTEST_PREFIX or not _HEXADECIMAL.issuperset(prefix):
        return []
    rows = states(corpus, f"row >= ? AND row < ? AND {KINDS}", (prefix, prefix + "g"))
    return [_of_note(of_row(row)) for row in rows[:MOST_MEANT]]


def _of_note(note: Annotation) -> Meant:
    return Meant("note", note.id, opening(note), note.modified[:10])


def _entities(corpus: Corpus, reference: str) -> list[Entity]:
    try:
        return [entities.find(corpus, reference)]
    except ReaderError:
        return entities.named(corpus, reference)[:MOST_MEANT]


def _of_entity(one: Entity) -> Meant:
    return Meant("entity", one.id, one.name, one.type)


def _articles(corpus: Corpus, target: str) -> list[Meant]:
    """Listed articles whose id begins so, or that are called so."""
    low = target.lower()
    rows = []
    if len(low) >= SHORTEST_PREFIX and _HEXADECIMAL.issuperset(low):
        rows = corpus.rows(f"{_ARTICLE} WHERE article.id >= ? AND article.id < ? LIMIT {MOST_MEANT}", (low, low + "g"))
    # The rooms of the search are not for those who only read a page.
    from reader.corpus.textindex import STAMPS
    from reader.corpus.ways import titled
    from reader.query import Term

    phrase = titled(corpus, [Term(target, phrase=True)])
    if phrase:
        called = f"card.stamp IN ({STAMPS}) AND fold(title) = ?"
        rows += corpus.rows(f"{_ARTICLE} WHERE {called} ORDER BY stamp LIMIT {MOST_MEANT}", (phrase, fold(target)))
    return list(map(_of_article, rows))


_ARTICLE = "SELECT article.id, coalesce(title, opening), published, outlet FROM card JOIN article ON n = article"


def _of_article(row: tuple[str, str, str | None, str | None]) -> Meant:
    article, said, published, outlet = row
    return Meant("article", article, said, " ".join(filter(None, ((published or "")[:10], outlet))))


def offered(corpus: Corpus, typed: str) -> list[Meant]:
    """What one may want to link to: names by some of their letters, articles by how words of their titles begin, notes
    by how words of theirs do; a few of each.
    """
    from reader.corpus.noted import noted
    from reader.corpus.textindex import STAMPS
    from reader.corpus.ways import titled
    from reader.query import Term
    from reader.terms import terms_of

    names = NameList(corpus, wanted=typed).rows(0, _OFFERED)
    words = [Term(word, prefix=True) for word in terms_of(typed)]
    where = f"card.stamp IN ({STAMPS})" if words else "? IS NOT NULL"
    title = titled(corpus, words)
    articles = corpus.rows(f"{_ARTICLE} WHERE {where} ORDER BY stamp DESC LIMIT {_OFFERED}", (title,))
    ids = list(islice(noted(corpus).begun(terms_of(typed)), _OFFERED))
    notes = of_ids(corpus, ids)
    return [*map(_of_entity, names), *map(_of_article, articles), *(_of_note(notes[id]) for id in ids if id in notes)]


def link_to(corpus: Corpus, thing: Meant) -> str:
    """A link that means this thing and will go on to do so, as it is written in a note."""
    if thing.kind == "article":
        return written(thing.id[:_ENOUGH], thing.said)
    if thing.kind == "note":
        return written(NOTE + thing.id[:_ENOUGH], thing.said)
    plain = can_be_target(thing.said) and [one.id for one in meant(corpus, thing.said)] == [thing.id]
    return written(thing.said) if plain else written(ENTITY + thing.id, thing.said)


def opening(note: Annotation) -> str:
    """What a note is called: its first line, else the passage it is on."""
    said = as_said(note.body.strip().partition("\n")[0]).lstrip("# ") or (note.anchor.quote if note.anchor else "")
    return " ".join(said[: 4 * _LONGEST_SAID].split())[:_LONGEST_SAID]


class _Kept(NamedTuple):
    """A note as the index has it. ``targets``: of its links, folded."""

    heads: bytes
    body: str
    targets: tuple[str, ...]


class _Index(NamedTuple):
    """All notes by their rows, newest first, as they stood at an op of a file; and by the targets of their links."""

    stand: tuple[object, ...]
    notes: dict[tuple[str, str], _Kept]
    linking: dict[str, list[tuple[str, str]]]


_indexes: WeakKeyDictionary[Corpus, _Index] = WeakKeyDictionary()


def _index(corpus: Corpus) -> _Index:
    """The index of the notes as they now stand. After a change only notes that are not as they were are read."""
    last = corpus.rows("SELECT ifnull(max(n), 0) FROM op")[0][0]
    known = _indexes.get(corpus)
    if known is None or known.stand != (corpus.seen[0], last):
        written = "SELECT 1 FROM op WHERE n > ? AND tbl IN ('note', 'highlight') LIMIT 1"
        if known is None or known.stand[0] != corpus.seen[0] or corpus.row(written, (known.stand[1],)):
            known = _read(corpus, known.notes if known else {})
        known = _indexes[corpus] = known._replace(stand=(corpus.seen[0], last))
    return known


def _read(corpus: Corpus, before: Mapping[tuple[str, str], _Kept]) -> _Index:
    columns = "SELECT tbl, row, heads, ifnull(json_extract(value, '$.body'), '') FROM state"
    notes: dict[tuple[str, str], _Kept] = {}
    linking: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for table, row, heads, body in corpus.rows(f"{columns} WHERE {KINDS} ORDER BY created DESC, row"):
        kept = before.get((table, row))
        if kept is None or kept.heads != heads:
            targets = dict.fromkeys(fold(link.target) for link in links(str(body)))
            kept = _Kept(heads, str(body), tuple(targets))
        notes[table, row] = kept
        for target in kept.targets:
            linking[target].append((table, row))
    return _Index((), notes, dict(linking))


def _load(corpus: Corpus, rows: Collection[tuple[str, str]]) -> list[Annotation]:
    """Notes, newest first."""
    found = states(corpus, f"{KINDS} AND row IN (SELECT value FROM json_each(?))", (json.dumps([r for _, r in rows]),))
    return [of_row(row) for row in reversed(found) if (row.table, row.row) in rows]


def linked_from(corpus: Corpus, kind: Kind, thing: str) -> list[Annotation]:
    """The notes with a link that means this article, entity or note and nothing else; newest first."""
    index = _index(corpus)
    if not index.linking:
        return []
    found: set[tuple[str, str]] = set()
    for target in _targets(corpus, kind, thing):
        rows = index.linking.get(target, ())
        if rows and [(one.kind, one.id) for one in meant(corpus, _as_written(index, rows[0], target))] == [
            (kind, thing)
        ]:
            found.update(rows)
    return [note for note in _load(corpus, found) if note.id != thing] if found else []


def _as_written(index: _Index, row: tuple[str, str], target: str) -> str:
    """A folded target as it stands in a note: titles are looked for with all their signs."""
    return next((link.target for link in links(index.notes[row].body) if fold(link.target) == target), target)


def _targets(corpus: Corpus, kind: Kind, thing: str) -> Iterator[str]:
    """Every folded target that may mean a thing."""
    if kind == "entity":
        names = list(map(fold, _names(corpus, thing)))
        yield from names
        hashes = (row[0] for row in corpus.rows("SELECT hash FROM name WHERE entity = ?", (thing,)))
        yield from (ENTITY + reference for reference in dict.fromkeys((thing, *hashes, *names)))
        return
    start = NOTE if kind == "note" else ""
    yield from (start + thing[:length] for length in range(SHORTEST_PREFIX, len(thing) + 1))
    if kind == "article":
        for (title,) in corpus.rows("SELECT title FROM card JOIN article ON n = article WHERE id = ?", (thing,)):
            yield from [fold(" ".join(title.split()))] if title else []


def _names(corpus: Corpus, entity: str) -> list[str]:
    row = corpus.row("SELECT name, aliases FROM entity WHERE id = ?", (entity,))
    return list(dict.fromkeys((row[0], *json.loads(row[1])))) if row else []


def speaking_of(corpus: Corpus, entity: str) -> list[Annotation]:
    """The notes, newest first, that name an entity and are neither on it nor linked to it.

    Only by names that mean nobody else; also with the ending of the genitive.
    """
    index = _index(corpus)
    names = [one for one in _names(corpus, entity) if _is_own(corpus, entity, one)] if index.notes else []
    rows = {row for row, kept in index.notes.items() if _is_named(names, without_links(kept.body))}
    if not rows:
        return []
    there = {note.id for note in linked_from(corpus, "entity", entity)}
    own = {row[0] for row in corpus.rows("SELECT hash FROM name WHERE entity = ?", (entity,))} | {entity}
    return [note for note in _load(corpus, rows) if note.id not in there and note.entity not in own]


def _is_own(corpus: Corpus, entity: str, name: str) -> bool:
    return [one.id for one in entities.named(corpus, name)] == [entity]


def _is_named(names: list[str], body: str) -> bool:
    folded = _folded_note(body) if names else ""
    return any(fold(name) in folded and _pattern(name).search(body if _is_exact(name) else folded) for name in names)


def _is_exact(name: str) -> bool:
    return len(name) <= _SHORT and name.isupper()


@lru_cache(512)
def _pattern(name: str) -> re.Pattern[str]:
    words = re.escape(name if _is_exact(name) else fold(name)).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){words}(?:['’]?s)?(?!\w)")


def _folded_note(text: str) -> str:
    """A text of a note for comparison; short ones, which most are, are folded once."""
    return _folded(text) if len(text) <= _KEPT_LENGTH else fold(text)


_folded = lru_cache(1 << 14)(fold)
