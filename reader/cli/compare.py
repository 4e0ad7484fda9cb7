"""`compare`: what differs between two articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from types import SimpleNamespace

from reader.cli import shapes
from reader.cli.corpora import existing
from reader.cli.ids import short
from reader.cli.output import WIDEST_TEXT, bold, dim, gone, new, say, say_json, terminal_width, wrapped
from reader.corpus import Corpus, articles
from reader.corpus.kin import kin_of
from reader.differences import Hunk, Piece, paragraphs, shown
from reader.differences import compare as differences
from reader.records import Article, ReaderError
from reader.speech import counted, tr
from reader.text import clip, one_line

_SIGNS = {"same": "  ", "changed": "~ ", "gone": "- ", "new": "+ "}


def compare(arguments: SimpleNamespace) -> None:
    """Two articles, the second by default the nearest that tells the same."""
    with existing(arguments) as corpus:
        left = articles.find(corpus, arguments.id)
        right = articles.find(corpus, arguments.other) if arguments.other is not None else _nearest(corpus, left)
        one, other = articles.load(corpus, left), articles.load(corpus, right)
        hunks = differences(paragraphs(one), paragraphs(other))
        if arguments.json:
            say_json(shapes.comparison(left, right, hunks, (shown(one), shown(other))))
            return
        for sign, article in (("---", one), ("+++", other)):
            say(bold(clip(f"{sign} {_named(article, short(corpus, article.card.id))}", terminal_width())))
        for line in lines(hunks, min(terminal_width(), WIDEST_TEXT)):
            say(line)


def _nearest(corpus: Corpus, article: str) -> str:
    kin = kin_of(corpus, article)
    if not kin:
        why = tr("no other article tells the same")
        raise ReaderError(article[:8], why, tr("Name the other one: reader compare ID OTHER"))
    return kin[0].id


def _named(article: Article, short_id: str) -> str:
    card = article.card
    parts = (short_id, (card.published or "")[:10], card.outlet, card.title or card.opening)
    return "  ".join(one_line(part) for part in parts if part)


def lines(hunks: Sequence[Hunk], width: int, part: str = "paragraph") -> Iterator[str]:
    """The hunks as lines; of parts (paragraphs) that are the same only how many."""
    for is_same, group in groupby(hunks, key=lambda hunk: hunk.kind == "same"):
        yield ""
        if is_same:
            yield from map(
                dim, wrapped(tr("{parts} the same").format(parts=counted(len(list(group)), part)), width, "  ")
            )
            continue
        for hunk in group:
            yield from wrapped("".join(map(_marked, hunk.pieces)), width, _SIGNS[hunk.kind], "  ")


def _marked(piece: Piece) -> str:
    if piece.kind == "same" or not piece.text.strip():
        return one_line(piece.text)
    words = piece.text.strip()
    before, after = (" " if piece.text[at].isspace() else "" for at in (0, -1))
    return before + (gone(words) if piece.kind == "gone" else new(words)) + after
