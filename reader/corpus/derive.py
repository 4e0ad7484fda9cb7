"""What the program makes of an article: structure and names, derived from its bytes and stored with a version.

Heavy rooms are imported when something is derived, never for reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader import likeness
from reader.corpus import cards, kin, mentions, readings
from reader.corpus.file import Corpus
from reader.furniture import sightings
from reader.records import Item, Structure

if TYPE_CHECKING:
    from reader.link import Named

STRUCTURE_VERSION = "15"


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from one article alone."""

    structure: Structure
    named: tuple[Named, ...]
    sketch: likeness.Sketch = likeness.NOTHING
    key: str | None = None
    """Of the page or mail it is a copy of, as the format states it."""


def version() -> str:
    """What stamps derived rows: rows of another version are made anew by `reader index`."""
    from reader import recognise

    return f"{STRUCTURE_VERSION}/{recognise.VERSION}"


def derive(item: Item) -> Derived:
    """Structure and names of an article (pure, and the slow part of an import)."""
    from reader import structure

    parts = structure.analyse(item.text, item.hints)
    title = parts.title.value if parts.title else None
    sketch = likeness.sketch(item.text, parts.blocks, title)
    return Derived(parts, mentions.recognised(item.text, parts.blocks, parts.language), sketch, item.hints.key)


def store(corpus: Corpus, number: int, text: str, derived: Derived) -> None:
    """Write what was derived of an article in place of what was there."""
    from reader.corpus import blocks, lines

    with corpus.write():
        lost = _take_out(corpus, number)
        found = readings.of_structure(derived.structure)
        kin.store(corpus, number, text, derived.structure.blocks, derived.sketch, derived.key)
        learned = lines.learn(corpus, number, _seen(text, found))
        blocks.enter(corpus, number, version(), found, derived.named)
        blocks.settle_all(corpus, [other for other in lines.holders(corpus, lost ^ learned) if other != number])


def discard(corpus: Corpus, number: int) -> None:
    """Take an article's derived rows out, so that nothing lists or finds it."""
    from reader.corpus import blocks, lines

    with corpus.write():
        blocks.settle_all(corpus, lines.holders(corpus, _take_out(corpus, number)))


def _take_out(corpus: Corpus, number: int) -> set[int]:
    """Delete an article's derived rows. Gives the lines that are no furniture any more."""
    from reader.corpus import lines

    if corpus.row(_ANYTHING, (number,)) is None:
        return set()
    text = corpus.rows("SELECT text FROM article WHERE n = ?", (number,))[0][0]
    with corpus.write() as db:
        cards.unlist(corpus, number)
        lost = lines.forget(corpus, number, _sightings(corpus, number, text))
        kin.discard(corpus, number)
        mentions.discard(corpus, number)
        for table in ("reading", "recast", "doubt", "role"):
            db.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
    return lost


_DERIVED = ("reading", "card", "trace", "mention", "recast", "doubt", "role", "refined")
_ANYTHING = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE article = ?1" for table in _DERIVED) + " LIMIT 1"
"""Whether anything was derived of an article, which is not so of a new one."""


def _sightings(corpus: Corpus, number: int, text: str) -> dict[int, bool]:
    """The lines to remember of an article, as it was read; none if it was not."""
    if corpus.row("SELECT 1 FROM reading WHERE article = ?", (number,)) is None:
        return {}
    return _seen(text, readings.as_found(corpus, number))


def _seen(text: str, found: readings.Reading) -> dict[int, bool]:
    return sightings(text, found.blocks, (found.found["title"] or {}).get("value"))


def remember(corpus: Corpus, aside: Callable[[], None] = lambda: None) -> None:
    """Count anew what is furniture, and let all articles follow; ``aside`` is called between short transactions."""
    from reader.corpus import blocks, lines, proposals

    known = corpus.row("SELECT version FROM derived WHERE what = 'memory'")
    if known == (MEMORY_VERSION,) and not lines.is_stale(corpus):
        return
    every = [row[0] for row in corpus.rows("SELECT article FROM reading ORDER BY article")]
    if known != (MEMORY_VERSION,):
        _in_steps(corpus, every, lambda number: _learn_anew(corpus, number), aside)
    with corpus.write():
        lines.recount(corpus)
        proposals.relearn(corpus)
    late = lines.waiting(corpus) if known == (MEMORY_VERSION,) else every
    _in_steps(corpus, late, lambda number: blocks.settle_all(corpus, [number]), aside)
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('memory', ?)", (MEMORY_VERSION,))
        lines.caught_up(corpus)


def _learn_anew(corpus: Corpus, number: int) -> None:
    from reader.corpus import lines

    text = corpus.rows("SELECT text FROM article WHERE n = ?", (number,))[0][0]
    lines.remember(corpus, number, _sightings(corpus, number, text))


def _in_steps(corpus: Corpus, numbers: list[int], do: Callable[[int], None], aside: Callable[[], None]) -> None:
    for at in range(0, len(numbers), _STEP):
        aside()
        with corpus.write():
            for number in numbers[at : at + _STEP]:
                do(number)


MEMORY_VERSION = "1"
"""Of what is remembered of lines: with another, `reader index` reads all lines anew."""
_STEP = 100
"""Articles that follow in one transaction."""
