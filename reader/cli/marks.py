"""What a person does to an article: bookmark, tags, read mark, highlights, corrections, removal; and `undo`."""

from __future__ import annotations

import re
from types import SimpleNamespace

from reader import acts
from reader.cli.corpora import existing
from reader.cli.editor import typed
from reader.cli.ids import short, short_annotation
from reader.cli.output import say, tell, terminal_width
from reader.cli.usage import UsageError
from reader.corpus import Corpus, articles, cards
from reader.corpus.cards import DATE_FORMS, is_date
from reader.records import ReaderError
from reader.speech import apart, tr, trn
from reader.text import clip
from reader.wikilinks import hashed

_FIELDS = {"title": "title", "date": "published", "outlet": "outlet"}
_KINDS = {"keep": "paragraph", "cut": "boilerplate"}
_INVISIBLE = "[\u00ad\u200b\u2060]*"


def bookmark(arguments: SimpleNamespace) -> None:
    """Set or take away a bookmark."""
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        acts.bookmark(corpus, article, not arguments.remove)
        _done(corpus, tr("bookmark removed") if arguments.remove else tr("bookmarked"), article)


def tag(arguments: SimpleNamespace) -> None:
    """Give tags or take them away. What is no tag, or is not there, is refused; the rest is done."""
    names, refused = _tag_names(arguments.tags, new=not arguments.remove)
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        given, taken = ([], names) if arguments.remove else (names, [])
        absent = acts.untagged(corpus, article, taken)
        acts.retag(corpus, article, given, taken)
        if len(names) > len(absent):
            tags = " ".join(map(hashed, cards.card(corpus, article).tags)) or tr("no tags")
            say(f"{tr('tag removed') if arguments.remove else tr('tagged')}: {short(corpus, article)}  {tags}")
    if absent:
        raise ReaderError(" ".join(map(hashed, absent)), tr("the article has no such tag"), tr("See: reader show ID"))
    if refused:
        raise refused


def _tag_names(given: list[str], *, new: bool) -> tuple[list[str], ReaderError | None]:
    """Those that may be tags, and why another may not."""
    names, refused = [], None
    for name in given:
        try:
            names.append(acts.tag_name(name, new=new))
        except ReaderError as error:
            refused = error
    return names, refused


def read(arguments: SimpleNamespace) -> None:
    """Mark as read or unread."""
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        acts.mark_read(corpus, article, not arguments.unread)
        _done(corpus, tr("marked as unread") if arguments.unread else tr("marked as read"), article)


def remove(arguments: SimpleNamespace) -> None:
    """Take an article out."""
    with existing(arguments) as corpus:
        article = cards.card(corpus, articles.find(corpus, arguments.id)).id
        acts.remove_article(corpus, article)
        tell(tr("removed: {id}. Take it back with: reader undo").format(id=short(corpus, article)))


def highlight(arguments: SimpleNamespace) -> None:
    """Highlight a passage that is given by its words."""
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        text = articles.load(corpus, article).text
        start, end = _passage(text, typed(arguments.quote), arguments.nth)
        anchor, said = acts.anchor(text, start, end), typed(arguments.note)
        mark = acts.highlight(corpus, article, anchor, arguments.colour, said)
        say(tr("highlighted: {id}").format(id=short_annotation(mark)))


def _passage(text: str, quote: str, nth: int | None) -> tuple[int, int]:
    """Where a passage stands. Blanks and line ends are alike, since a quote is copied from wrapped lines."""
    words = quote.split()
    if not words:
        raise UsageError(tr("highlight: --quote: it is empty. See: reader highlight --help."))
    pattern = r"\s+".join(_INVISIBLE.join(map(re.escape, word)) for word in words)
    places = [match.span() for match in re.finditer(pattern, text)]
    if not places:
        raise ReaderError(quote, tr("these words are not in the article"), tr("Copy them as they stand there"))
    if nth is None and len(places) > 1:
        why = tr("these words are there {n} times").format(n=apart(len(places)))
        raise ReaderError(quote, why, tr("Say which with --nth N, or give more words"))
    if nth is not None and nth > len(places):
        why = trn("these words are there only once", "these words are there only {n} times", len(places))
        raise ReaderError(quote, why, tr("Give another --nth"))
    return places[(nth or 1) - 1]


def set_(arguments: SimpleNamespace) -> None:
    """Correct what was read from the text."""
    blocks = [_block(given) for given in arguments.fields if given.partition("=")[0] in _KINDS]
    fields = [_field(given) for given in arguments.fields if given.partition("=")[0] not in _KINDS]
    if len(dict(fields)) < len(fields):
        raise UsageError(tr("set: a field is given more than once. See: reader set --help."))
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        if fields:
            acts.correct(corpus, article, dict(fields))
        for start, end, kind in blocks:
            acts.set_block(corpus, article, start, end, kind)
        _done(corpus, tr("set"), article)


def _block(given: str) -> tuple[int, int, str]:
    name, _, span = given.partition("=")
    if not (found := re.fullmatch(r"([0-9]{1,12})-([0-9]{1,12})", span)):
        raise UsageError(
            tr("set: {given}: it is not {name}=START-END. See: reader set --help.").format(given=given, name=name)
        )
    return int(found[1]), int(found[2]), _KINDS[name]


def _field(given: str) -> tuple[str, str | None]:
    name, equals, value = given.partition("=")
    if not equals or name not in _FIELDS:
        raise UsageError(
            tr("set: {given}: it is none of title=…, date=…, outlet=…, keep=…, cut=…. See: reader set --help.").format(
                given=given
            )
        )
    if name == "date" and value.strip() and not is_date(value.strip()):
        raise UsageError(tr("set: {given}: this is no date. {forms}.").format(given=given, forms=tr(DATE_FORMS)))
    return _FIELDS[name], value.strip() or None


def undo_last(arguments: SimpleNamespace) -> None:
    """Take back what was done last: an act, or a merge."""
    from reader.merge import undo

    with existing(arguments) as corpus:
        said = undo(corpus)
    if said is None:
        raise ReaderError(
            tr("undo"),
            tr("nothing was done here that could be taken back"),
            tr("What was done on another machine is taken back there"),
        )
    say(clip(said, terminal_width()))


def _done(corpus: Corpus, what: str, article: str) -> None:
    say(f"{what}: {short(corpus, article)}")
