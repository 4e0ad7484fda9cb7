"""`inbox`: what came in and was not looked through yet, the doubtful first; then what corrections propose."""

from __future__ import annotations

from types import SimpleNamespace

from reader import acts
from reader.cli import shapes
from reader.cli.corpora import existing
from reader.cli.ids import short_all
from reader.cli.output import bold, dim, fitted, row_width, say, say_json, terminal_width, wrapped
from reader.cli.usage import UsageError
from reader.corpus import Corpus, articles
from reader.corpus.inbox import PAGE, Inbox, Row
from reader.corpus.proposals import Proposal, proposals, question
from reader.records import ReaderError
from reader.speech import apart, counted, quoted, term, tr
from reader.text import cells, clip, one_line

_NAMES = {"title": "title", "published": "date", "outlet": "outlet"}
_DOUBT_WIDTH = 18
_DATE_WIDTH = 10


def inbox(arguments: SimpleNamespace) -> None:
    """Print the inbox, put articles away, or answer a proposal."""
    answers = (arguments.done, arguments.done_all or None, arguments.follow, arguments.refuse)
    if sum(one is not None for one in answers) > 1:
        raise UsageError(tr("inbox: --done, --done-all, --follow or --refuse, only one. See: reader inbox --help."))
    with existing(arguments) as corpus:
        if arguments.follow is not None or arguments.refuse is not None:
            _answer(corpus, arguments.follow, arguments.refuse)
        elif arguments.done is not None or arguments.done_all:
            _put_away(corpus, arguments.done)
        else:
            _print(corpus, arguments.limit, json=arguments.json)


def _answer(corpus: Corpus, follow: int | None, refuse: int | None) -> None:
    number = follow if follow is not None else refuse or 0
    waiting = proposals(corpus)
    if not 1 <= number <= len(waiting):
        raise ReaderError(str(number), tr("there is no such proposal"), tr("See: reader inbox"))
    if follow is not None:
        acts.accept_line(corpus, waiting[number - 1])
        say(tr("followed: {articles}").format(articles=counted(waiting[number - 1].articles, "article")))
    else:
        acts.refuse_line(corpus, waiting[number - 1])
        say(tr("not proposed again"))


def _put_away(corpus: Corpus, given: list[str] | None) -> None:
    ids = [articles.find(corpus, one) for one in given] if given is not None else Inbox(corpus).ids()
    say(tr("put away: {articles}").format(articles=counted(acts.put_away(corpus, ids), "article")))


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
    proposed = proposals(corpus, None if limit is None else limit - length)
    if json:
        for number, one in enumerate(proposed, 1):
            say_json(shapes.proposal(number, one))
    else:
        _say_proposals(proposed, after_articles=length > 0)


def _say_proposals(proposed: list[Proposal], *, after_articles: bool) -> None:
    if not proposed:
        return
    if after_articles:
        say()
    say(bold(tr("Proposals")))
    for number, one in enumerate(proposed, 1):
        head = f"{number}  "
        for line in wrapped(f"{question(one)} {dim(quoted(one.line))}", terminal_width(), head, " " * len(head)):
            say(line)


def _say_rows(corpus: Corpus, rows: list[Row]) -> None:
    ids = short_all(corpus, (row.card.id for row in rows))
    wide = row_width()
    for row in rows:
        doubt = f"{fitted(_doubt(row), _DOUBT_WIDTH)}  " if wide >= 60 else ""
        date = f"{fitted((row.card.published or '')[:_DATE_WIDTH], _DATE_WIDTH)}  " if wide >= 40 else ""
        room = max(1, wide - cells(f"{ids[row.card.id]}  {doubt}{date}"))
        opening = dim(clip(one_line(row.card.opening), room))
        title = clip(one_line(row.card.title), room) if row.card.title else opening
        say(f"{dim(ids[row.card.id])}  {doubt}{date}{title}".rstrip())


def _doubt(row: Row) -> str:
    """What is doubtful of an article, in a few words."""
    names = [f"{term(_NAMES[name])}?" for name in row.doubtful]
    return one_line(
        " ".join([*names, *map(term, row.flags), *([tr("{n} cut").format(n=apart(row.cut))] if row.cut else [])])
    )
