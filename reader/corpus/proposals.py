"""What a correction teaches: the same line in other articles of that outlet may be the same there.

It is only proposed. What a person answers is a row of the journal, keyed by outlet and folded line, so that machines
agree and later imports follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from reader.corpus import blocks, cards, lines, readings
from reader.corpus.file import Corpus
from reader.corpus.state import state, states
from reader.furniture import folded, keys
from reader.furniture import key as key_of
from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Row
from reader.speech import tr, trn
from reader.text import fold, one_line

MOST_PLACES = 50
_MOST_LOOKED_AT = 200
"""Articles with a line that are looked at; of those beyond it, all are counted as if they might follow."""
OUTLET = "outlet"
"""The kind of a proposal that says whose page a line stands on."""
_LONGEST_OUTLET_LINE = 120
_OF_OUTLET = "SELECT {} FROM line JOIN card USING (article) WHERE key = ? AND line.article <> ? AND "


class Place(NamedTuple):
    """A range of an article."""

    article: str
    start: int
    end: int


class Proposal(NamedTuple):
    """That a line be of a kind in all articles of an outlet; or (kind ``outlet``) that it tell the outlet."""

    outlet: str
    line: str
    """As it stands in the corrected article."""
    kind: str
    places: tuple[Place, ...]
    """Where it would change something, at most 50 of them."""
    articles: int
    """In how many articles it would change something; where the line stands in over 200, at most in so many."""
    taught: Place
    """The correction that it follows from."""


def proposals(corpus: Corpus, limit: int | None = None) -> list[Proposal]:
    """What the corrections propose and nobody answered yet, the newest correction first."""
    said = states(corpus, "alive AND tbl IN ('block', 'article')", ())
    return _first(corpus, sorted(said, key=lambda row: row.heads[-1], reverse=True), limit)


def after(corpus: Corpus, article: str) -> list[Proposal]:
    """What the corrections of one article propose."""
    said = states(
        corpus,
        "alive AND (tbl = 'article' AND row = ? OR tbl = 'block' AND row >= ? AND row < ?)",
        (article, f"{article}:", f"{article};"),
    )
    return _first(corpus, sorted(said, key=lambda row: row.heads[-1], reverse=True), None)


def question(proposal: Proposal) -> str:
    """A proposal as a question to a person."""
    others = trn("{n} other article", "{n} other articles", proposal.articles)
    if proposal.kind == OUTLET:
        return tr("Is {outlet} the outlet of {others}, too?").format(outlet=proposal.outlet, others=others)
    of_it = tr("{others} of {outlet}").format(others=others, outlet=proposal.outlet)
    asked = (
        tr("Keep this line in {where}, too?") if proposal.kind == "paragraph" else tr("Cut this line in {where}, too?")
    )
    return asked.format(where=of_it if proposal.outlet else others)


def _first(corpus: Corpus, said: Iterable[Row], limit: int | None) -> list[Proposal]:
    found: dict[str, Proposal] = {}
    for row in said:
        for one in _of_block(corpus, row) if row.table == "block" else _of_article(corpus, row):
            found.setdefault(line_row(one), one)
        if limit is not None and len(found) >= limit:
            break
    return list(found.values())[:limit]


def line_row(proposal: Proposal) -> str:
    """The row of the journal under which a proposal is answered."""
    about = OUTLET if proposal.kind == OUTLET else "block"
    return f"{about}\n{_name(proposal.outlet)}\n{folded(proposal.line)}"


def _name(outlet: str) -> str:
    return " ".join(fold(outlet).split())


def _of_block(corpus: Corpus, row: Row) -> Iterator[Proposal]:
    article = row.row[:64]
    listed = corpus.row("SELECT n, text, outlet FROM article JOIN card ON card.article = n WHERE id = ?", (article,))
    if listed is None or not listed[2]:
        return
    number, text, outlet = listed
    said = next((one.said for one in blocks.corrections(corpus, article, text) if one.row == row.row), None)
    if said is None or said.kind is None:
        return
    for block in readings.as_found(corpus, number).blocks:
        line = text[block.start : block.end]
        if said.start <= block.start and block.end <= said.end and (words := folded(line)):
            key = key_of(words)
            where = "fold(outlet) = ?", (key, number, fold(outlet))
            places, articles = _changes(corpus, *where, partial(_places, corpus, key=key, kind=said.kind))
            taught = Place(article, block.start, block.end)
            proposal = Proposal(outlet, line, said.kind, places, articles, taught)
            if places and not _is_answered(corpus, proposal):
                yield proposal


def _changes(
    corpus: Corpus, condition: str, parameters: tuple[object, ...], places: Callable[[int], Iterator[Place]]
) -> tuple[tuple[Place, ...], int]:
    """Where a line would change in the articles that have it, and how many of them would.

    ``condition`` and ``parameters`` choose the articles, ``places`` gives the places in one of them.
    """
    ordered = f"{_OF_OUTLET.format('line.article')}{condition} ORDER BY line.article LIMIT {_MOST_LOOKED_AT}"
    found = [list(places(number)) for (number,) in corpus.rows(ordered, parameters)]
    every = corpus.rows(_OF_OUTLET.format("count(*)") + condition, parameters)[0][0]
    changed = [place for one in found for place in one]
    return tuple(changed[:MOST_PLACES]), every - sum(not one for one in found)


def _places(corpus: Corpus, number: int, key: int, kind: str) -> Iterator[Place]:
    """Where a line stands in an article and is of another kind, by nobody's own word."""
    article, text = corpus.rows("SELECT id, text FROM article WHERE n = ?", (number,))[0]
    stands = readings.reading(corpus, number).blocks
    said = [(one.said.start, one.said.end) for one in blocks.corrections(corpus, article, text)]
    for block, own in zip(stands, keys(text, stands)):
        if own == key and block.kind != kind and not any(a < block.end and block.start < b for a, b in said):
            yield Place(article, block.start, block.end)


def _is_answered(corpus: Corpus, proposal: Proposal) -> bool:
    row = state(corpus, "line", line_row(proposal))
    return row is not None and row.alive and row.value.get("kind") == proposal.kind


def _of_article(corpus: Corpus, row: Row) -> Iterator[Proposal]:
    """The shortest line of an article that names the outlet a person gave it, if it stands where another is said."""
    outlet = cards.corrected(row.value).get("outlet")
    listed = corpus.row("SELECT n, text FROM article JOIN card ON card.article = n WHERE id = ?", (row.row,))
    if not outlet or listed is None:
        return
    number, text = listed
    for place, key in _naming(corpus, number, row.row, text, outlet):
        where = "outlet IS NOT ?", (key, number, outlet)
        found, articles = _changes(corpus, *where, partial(_unnamed, corpus, key=key))
        line = text[place.start : place.end]
        proposal = Proposal(outlet, line, OUTLET, found, articles, place)
        if found and not _is_answered(corpus, proposal):
            yield proposal
            return


def _naming(corpus: Corpus, number: int, article: str, text: str, outlet: str) -> list[tuple[Place, int]]:
    """The lines of the page, not of the article, that hold a name, the shortest first."""
    name = folded(outlet)
    found = readings.as_found(corpus, number).blocks
    named: list[tuple[int, Place, int]] = []
    for block, key in zip(found, keys(text, found)):
        short = block.end - block.start <= _LONGEST_OUTLET_LINE
        if key is None or not short or not (block.kind in HIDDEN_KINDS or block.kind in ("byline", "kicker")):
            continue
        if f" {name} " in f" {folded(text[block.start : block.end])} ":
            named.append((block.end - block.start, Place(article, block.start, block.end), key))
    return [(place, key) for _, place, key in sorted(named)]


def _unnamed(corpus: Corpus, number: int, key: int) -> Iterator[Place]:
    """Where a line stands in an article of which no person said the outlet."""
    article, text = corpus.rows("SELECT id, text FROM article WHERE n = ?", (number,))[0]
    said = state(corpus, "article", article)
    if said and said.alive and cards.corrected(said.value).get("outlet"):
        return
    found = readings.as_found(corpus, number).blocks
    for block, own in zip(found, keys(text, found)):
        if own == key:
            yield Place(article, block.start, block.end)
            return


def follow(corpus: Corpus, row: str) -> set[int]:
    """Note what was answered for a line. Gives the line if anything follows from that."""
    about, _, rest = row.partition("\n")
    outlet, _, words = rest.partition("\n")
    if about not in ("block", OUTLET) or not words:
        return set()
    key, says = key_of(words), _says(state(corpus, "line", row), about)
    with corpus.write() as db:
        place = (key, about, outlet)
        before = corpus.row("SELECT says FROM taught WHERE key = ? AND about = ? AND outlet = ?", place)
        db.execute("DELETE FROM taught WHERE key = ? AND about = ? AND outlet = ?", place)
        if says:
            db.execute("INSERT INTO taught VALUES (?, ?, ?, ?)", (*place, says))
    return {key} if (before[0] if before else None) != says else set()


def _says(row: Row | None, about: str) -> str | None:
    """What an answer, which may come from anywhere, lets a line be."""
    if row is None or not row.alive or row.value.get("accepted") is not True:
        return None
    said = row.value.get("kind" if about == "block" else "outlet")
    if about == "block":
        return said if said in BLOCK_KINDS else None
    return one_line(said).strip() or None if isinstance(said, str) else None


def answer(proposal: Proposal, accepted: bool) -> dict[str, object]:
    """The fields of the row that answers a proposal."""
    return {
        "kind": proposal.kind,
        "accepted": accepted,
        "outlet": one_line(proposal.outlet),
        "line": one_line(proposal.line),
    }


def relearn(corpus: Corpus) -> None:
    """Make what was taught anew from the journal; lines of which that changes are put off."""
    for row in states(corpus, "tbl = 'line'", ()):
        lines.put_off(corpus, follow(corpus, row.row))
