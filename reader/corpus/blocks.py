"""The blocks of an article as they stand: as they were found, and over that, in this order, what the corpus remembers
of lines, what was accepted for lines of its outlet, and what a person said of the article itself.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.corpus import annotations as notes
from reader.corpus import cards, inbox, lines, mentions, readings
from reader.corpus.file import Corpus
from reader.corpus.readings import Reading
from reader.corpus.state import state, states
from reader.furniture import keys as line_keys
from reader.records import BLOCK_KINDS, Block, Row
from reader.repaint import Said, place, repainted
from reader.text import fold

if TYPE_CHECKING:
    from reader.link import Named

Span = tuple[int, int]


class Correction(NamedTuple):
    """What a person said of a range of an article, under which row, and after how many others."""

    row: str
    said: Said
    nth: int


class _Layers(NamedTuple):
    blocks: tuple[Block, ...]
    told: tuple[Block, ...]
    """The same without what is only remembered."""
    outlet: str | None
    """Whose page it is, by an accepted line."""


class ReadIn(NamedTuple):
    """What recognition is given of an article."""

    article: str
    text: str
    blocks: tuple[Block, ...]
    """In which names are looked for."""
    language: str | None
    shown: tuple[Span, ...]
    """Where names are shown; those elsewhere only help to resolve them."""

    def shows(self, start: int, end: int) -> bool:
        """Whether a place is read."""
        return _around(start, end, self.shown)


def corrections(corpus: Corpus, article: str, text: str) -> list[Correction]:
    """What was said of an article's blocks, oldest first, where the words in question still stand."""
    rows = states(corpus, "alive AND tbl = 'block' AND row >= ? AND row < ?", (f"{article}:", f"{article};"))
    found = [_correction(row, text) for row in sorted(rows, key=_turn)]
    return [one for one in found if one]


def _turn(row: Row) -> tuple[int, bytes, str]:
    """The order of corrections, the same on every machine. It is said with them, so that undo brings it back."""
    return notes.number(row.value.get("nth")), row.heads[-1], row.row


def _correction(row: Row, text: str) -> Correction | None:
    kind, where = row.value.get("kind"), notes.anchor(row.value.get("anchor"))
    span = place(text, where) if where and (kind is None or kind in BLOCK_KINDS) else None
    return Correction(row.row, Said(*span, kind), notes.number(row.value.get("nth"))) if span else None


def block_row(article: str, start: int, end: int) -> str:
    """The row under which a person's correction of a range is kept."""
    return f"{article}:{start}-{end}"


def enter(corpus: Corpus, number: int, version: str, found: Reading, named: Sequence[Named]) -> None:
    """Write blocks, names and listing of an article of which none is there: as it was found, with all layers over it.

    ``named``: the names in the blocks that were found.
    """
    article, text = corpus.rows("SELECT id, text FROM article WHERE n = ?", (number,))[0]
    layers = _layers(corpus, article, text, found)
    with corpus.write():
        readings.store(corpus, number, version, found)
        if layers.blocks == found.blocks:
            mentions.store(corpus, number, article, text, named)
        else:
            read, first = _spans(layers.blocks), _spans(found.blocks)
            if any(not _around(*span, first) for span in read):
                named = mentions.recognised(text, _named(found.blocks, layers.told), found.found["language"])
            mentions.store(corpus, number, article, text, named, _inside(read))
        if layers.blocks != found.blocks or layers.outlet is not None:
            readings.recast(corpus, number, found.blocks, layers.blocks, layers.outlet)
        cards.place(corpus, number, article, text, Reading(layers.blocks, found.found))
        inbox.weigh(corpus, number, article, found.found)


def settle(corpus: Corpus, number: int) -> None:
    """Make blocks, names and listing of an article what all layers together say."""
    article, text = corpus.rows("SELECT id, text FROM article WHERE n = ?", (number,))[0]
    stands, found = readings.reading(corpus, number), readings.as_found(corpus, number)
    layers = _layers(corpus, article, text, found)
    with corpus.write():
        if layers.outlet != readings.accepted_outlet(corpus, number):
            readings.recast(corpus, number, found.blocks, layers.blocks, layers.outlet)
            cards.place(corpus, number, article, text)
        if layers.blocks != stands.blocks:
            readings.recast(corpus, number, found.blocks, layers.blocks, layers.outlet)
            _rename(corpus, number, article, text, (found, stands), layers)
            cards.recount(corpus, number, text)
        inbox.weigh(corpus, number, article, found.found)


def read_in(corpus: Corpus, number: int) -> ReadIn:
    """Where names are looked for in an article, and where those that are found are shown."""
    article, text = corpus.rows("SELECT id, text FROM article WHERE n = ?", (number,))[0]
    found = readings.as_found(corpus, number)
    layers = _layers(corpus, article, text, found)
    return ReadIn(
        article, text, _named(found.blocks, layers.told), found.found["language"], tuple(_spans(layers.blocks))
    )


def settle_article(corpus: Corpus, article: str) -> None:
    """`settle` by id; nothing if it is not listed here."""
    settle_all(corpus, [row[0] for row in corpus.rows("SELECT n FROM article WHERE id = ?", (article,))])


def settle_all(corpus: Corpus, numbers: Iterable[int]) -> None:
    """`settle` for those of some articles that are listed."""
    for number in numbers:
        if corpus.row("SELECT 1 FROM reading WHERE article = ?", (number,)):
            settle(corpus, number)


def _layers(corpus: Corpus, article: str, text: str, found: Reading) -> _Layers:
    from reader.structure import memory

    keys = line_keys(text, found.blocks)
    known = {key for key in keys if key is not None}
    named = {row[0] for row in _taught(corpus, "outlet", known, None)}
    accepted = named.pop() if len(named) == 1 else None
    outlet = _corrected_outlet(corpus, article) or accepted or (found.found["outlet"] or {}).get("value")
    rules = {key: kind for kind, key in _taught(corpus, "block", known, fold(outlet or ""))}
    said = [one.said for one in corrections(corpus, article, text)]
    remembered = memory.furnished(text, found.blocks, lines.levels(corpus, known))
    ruled = [_ruled(block, key, rules) for block, key in zip(remembered, keys)]
    shown = [_ruled(block, key, rules) for block, key in zip(found.blocks, keys)]
    return _Layers(repainted(text, ruled, said), repainted(text, shown, said), accepted)


def _taught(corpus: Corpus, about: str, keys: set[int], outlet: str | None) -> list[Any]:
    if corpus.row("SELECT 1 FROM taught") is None:
        return []
    return corpus.rows(
        "SELECT says, key FROM taught WHERE about = ? AND outlet = coalesce(?, outlet) "
        "AND key IN (SELECT value FROM json_each(?))",
        (about, outlet, json.dumps(sorted(keys))),
    )


def _corrected_outlet(corpus: Corpus, article: str) -> str | None:
    row = state(corpus, "article", article)
    return cards.corrected(row.value).get("outlet") if row and row.alive else None


def _ruled(block: Block, key: int | None, rules: dict[int, str]) -> Block:
    return block._replace(kind=rules[key]) if key is not None and key in rules else block


def _named(found: Sequence[Block], told: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks in which names are looked for: those that were found, and what people showed of the others."""
    first = _read(found)
    inside = [(block.start, block.end) for block in first]
    shown = [block for block in _read(told) if not _around(block.start, block.end, inside)]
    return tuple(sorted([*first, *shown], key=lambda block: block.start))


def _read(blocks: Sequence[Block]) -> list[Block]:
    from reader.recognise import READ_KINDS

    return [block for block in blocks if block.kind in READ_KINDS]


def _spans(blocks: Sequence[Block]) -> list[Span]:
    return [(block.start, block.end) for block in _read(blocks)]


def _around(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether a range lies in one of some spans, which are in order."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


def _inside(spans: Sequence[Span]) -> Callable[[int, int], bool]:
    return lambda start, end: _around(start, end, spans)


def _rename(
    corpus: Corpus, number: int, article: str, text: str, before: tuple[Reading, Reading], layers: _Layers
) -> None:
    """Make the names those of the blocks that are now read.

    Where blocks were only hidden, their names go. Where one came to be read, or one that a person had shown is
    not any more, all are looked for anew: names help each other.
    """
    found, stands = before
    read, was, first = _spans(layers.blocks), _spans(stands.blocks), _spans(found.blocks)
    more = any(not _around(*span, was) for span in read) or any(not _around(*span, first) for span in was)
    if not more:
        return mentions.hide(corpus, number, article, text, _inside(read))
    with corpus.write():
        named = mentions.recognised(text, _named(found.blocks, layers.told), found.found["language"])
        mentions.discard(corpus, number)
        mentions.store(corpus, number, article, text, named, _inside(read))
