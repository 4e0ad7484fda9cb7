"""`list`, `show` and `search`."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from reader.cli import shapes
from reader.cli.corpora import existing
from reader.cli.ids import short, short_all
from reader.cli.output import (
    bold,
    complain,
    dim,
    fitted,
    row_width,
    say,
    say_json,
    terminal_width,
    visible_with_marks,
    wrapped,
    write_bytes,
)
from reader.cli.titles import found_line, title_of
from reader.corpus import Corpus, articles
from reader.corpus.kin import kin_of
from reader.corpus.listing import PAGE, Listing
from reader.records import Card, Hit
from reader.speech import term, tr
from reader.text import cells, clip, one_line

_OUTLET_WIDTH = 16
_DATE_WIDTH = 10


def list_(arguments: SimpleNamespace) -> None:
    """Articles, page by page as they are read."""
    with existing(arguments) as corpus:
        listing = Listing(corpus, " ".join(arguments.query), arguments.sort)
        length = len(listing) if arguments.limit is None else min(len(listing), arguments.limit)
        for start in range(0, length, PAGE):
            cards = listing.rows(start, min(start + PAGE, length))
            if arguments.json:
                for card in cards:
                    say_json(shapes.card(card))
            else:
                _say_cards(corpus, cards, _OUTLET_WIDTH if length > PAGE else _outlet_width(cards))


def _outlet_width(cards: list[Card]) -> int:
    return min(_OUTLET_WIDTH, max(cells(one_line(card.outlet or "")) for card in cards))


def _say_cards(corpus: Corpus, cards: list[Card], outlet_width: int) -> None:
    ids = short_all(corpus, (card.id for card in cards))
    id_width = max(map(len, ids.values()))
    for card in cards:
        say(_row(card, ids[card.id], id_width, outlet_width))


def _row(card: Card, id: str, id_width: int, outlet_width: int) -> str:
    wide = row_width()
    outlet = f"{fitted(card.outlet or '', outlet_width)}  " if wide >= 60 and outlet_width else ""
    date = f"{fitted((card.published or '')[:_DATE_WIDTH], _DATE_WIDTH)}  " if wide >= 40 else ""
    left = f"{id.ljust(id_width)}  {_marks(card)}  {date}{outlet}"
    room = max(1, wide - cells(left))
    return f"{dim(id.ljust(id_width))}  {_marks(card)}  {date}{outlet}{title_of(card, room)}".rstrip()


def _marks(card: Card) -> str:
    return "".join(
        sign if on else " "
        for sign, on in (
            ("•", not card.read),
            ("*", card.bookmarked),
            ("n", card.notes),
            ("h", card.highlights),
            ("=", card.also),
        )
    )


def show(arguments: SimpleNamespace) -> None:
    """One article: to read, as JSON, or its bytes."""
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        if arguments.raw:
            write_bytes(articles.original(corpus, article))
        elif arguments.json:
            from reader.corpus.fields import fields

            shape = shapes.article(articles.load(corpus, article), kin_of(corpus, article))
            say_json(shape | {"fields": shapes.fields(fields(corpus, article))})
        else:
            from reader.cli.page import lines

            for line in lines(articles.load(corpus, article), short(corpus, article), kin_of(corpus, article)):
                say(line)


def search(arguments: SimpleNamespace) -> None:
    """Hits, best first."""
    from reader.corpus.textindex import unindexed
    from reader.search import search as find

    with existing(arguments) as corpus:
        if unindexed(corpus):
            complain(
                tr("search: its index is missing, damaged or outdated: texts are read through. Run: reader index.")
            )
        for hit in find(corpus, " ".join(arguments.query), arguments.limit):
            if arguments.json:
                say_json(shapes.hit(hit))
            else:
                for line in _hit_lines(corpus, hit):
                    say(line)


def _hit_lines(corpus: Corpus, hit: Hit) -> Iterator[str]:
    name = short(corpus, hit.id) if len(hit.id) == 64 else hit.id
    head = "  ".join(part for part in (name, (hit.published or "")[:_DATE_WIDTH], _field(hit)) if part)
    has_title = hit.title or hit.field == "text"
    yield found_line(corpus, head, hit.id, hit.title) if has_title else dim(clip(head, row_width()))
    yield from wrapped(_marked(hit), terminal_width(), "    ")


def _field(hit: Hit) -> str:
    if hit.via:
        return tr("means {name}").format(name=one_line(hit.via))
    return "" if hit.field == "text" else term(hit.field)


def _marked(hit: Hit) -> str:
    pieces, at = [], 0
    for start, end in hit.matches:
        pieces += [one_line(hit.snippet[at:start]), bold(hit.snippet[start:end])]
        at = end
    return visible_with_marks("".join([*pieces, one_line(hit.snippet[at:])]))
