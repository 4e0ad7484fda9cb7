"""`inbox`: what came in and was not looked through yet, the doubtful first."""

from __future__ import annotations

from types import SimpleNamespace

from reader import acts
from reader.cli import shapes
from reader.cli.corpora import existing
from reader.cli.ids import short_all
from reader.cli.output import dim, fitted, say, say_json, terminal_width
from reader.cli.usage import UsageError
from reader.corpus import Corpus, articles
from reader.corpus.inbox import PAGE, Inbox, Row
from reader.text import cells, clip, one_line

_NAMES = {"title": "title", "published": "date", "outlet": "outlet"}
_DOUBT_WIDTH = 18
_DATE_WIDTH = 10


def inbox(arguments: SimpleNamespace) -> None:
    """Print the inbox, or put articles away."""
    if arguments.done is not None and arguments.done_all:
        raise UsageError("inbox: --done or --done-all, not both. See: reader inbox --help.")
    with existing(arguments) as corpus:
        if arguments.done is not None or arguments.done_all:
            _put_away(corpus, arguments.done)
        else:
            _print(corpus, arguments.limit, json=arguments.json)


def _put_away(corpus: Corpus, given: list[str] | None) -> None:
    ids = [articles.find(corpus, one) for one in given] if given is not None else Inbox(corpus).ids()
    number = acts.put_away(corpus, ids)
    say(f"put away: {number} article{'' if number == 1 else 's'}")


def _print(corpus: Corpus, limit: int | None, *, json: bool) -> None:
    listed = Inbox(corpus)
    length = len(listed) if limit is None else min(limit, len(listed))
    for start in range(0, length, PAGE):
        rows = listed.rows(start, min(start + PAGE, length))
        if json:
            for row in rows:
                say_json(shapes.inbox_row(row))
        else:
            _say_rows(corpus, rows)


def _say_rows(corpus: Corpus, rows: list[Row]) -> None:
    ids = short_all(corpus, (row.card.id for row in rows))
    wide = terminal_width()
    for row in rows:
        doubt = f"{fitted(_doubt(row), _DOUBT_WIDTH)}  " if wide >= 60 else ""
        date = f"{fitted((row.card.published or '')[:_DATE_WIDTH], _DATE_WIDTH)}  " if wide >= 40 else ""
        room = max(1, wide - cells(f"{ids[row.card.id]}  {doubt}{date}"))
        opening = dim(clip(one_line(row.card.opening), room))
        title = clip(one_line(row.card.title), room) if row.card.title else opening
        say(f"{dim(ids[row.card.id])}  {doubt}{date}{title}".rstrip())


def _doubt(row: Row) -> str:
    """What is doubtful of an article, in a few words."""
    names = [f"{_NAMES[name]}?" for name in row.doubtful]
    return one_line(" ".join([*names, *row.flags, *([f"{row.cut} cut"] if row.cut else [])]))
