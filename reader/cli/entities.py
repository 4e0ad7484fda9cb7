"""`entities`, `entity` and the corrections of entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from types import SimpleNamespace

from reader import acts
from reader.cli import shapes
from reader.cli.corpora import existing
from reader.cli.ids import short
from reader.cli.output import WIDEST_TEXT, bold, columns, dim, say, say_json, terminal_width, wrapped
from reader.cli.page import annotation_lines
from reader.cli.titles import plain_title
from reader.cli.usage import UsageError
from reader.corpus import Corpus, articles, cards, roles
from reader.corpus import annotations as written
from reader.corpus import entities as rooms
from reader.records import Context, Entity, ReaderError
from reader.speech import apart, counted, tr, trn
from reader.text import one_line

_PLACE = re.compile(r"([0-9A-Fa-f]+):(\d{1,12})-(\d{1,12})")


def entities(arguments: SimpleNamespace) -> None:
    """Entities, most mentioned first."""
    with existing(arguments) as corpus:
        found = rooms.ranked(corpus, arguments.type, arguments.limit)
    if arguments.json:
        for one in found:
            say_json(shapes.entity(one))
        return
    rows = [(one.id, one.type, str(one.mentions), str(one.articles), one.name) for one in found]
    if rows:
        rows.insert(0, ("id", "type", "mentions", "articles", "name"))
    for line in columns(rows, shrinking=4, right=(2, 3)):
        say(line)


def entity(arguments: SimpleNamespace) -> None:
    """One entity with every mention."""
    with existing(arguments) as corpus:
        found = rooms.find(corpus, arguments.entity)
        contexts, by_office = rooms.contexts(corpus, found.id), roles.count(corpus, found.id)
        notes = written.of_entity(corpus, found.id)
        if arguments.json:
            say_json(shapes.entity(found) | {
                "names": [shapes.entity_name(one) for one in rooms.names_of(corpus, found.id)],
                "stands_for": shapes.entity_reference(rooms.stands_for(corpus, found.id)),
                "stood_for_by": [shapes.entity_reference(one) for one in rooms.stood_for_by(corpus, found.id)],
                "by_office": by_office,
                "contexts": [shapes.context(one) for one in contexts],
                "annotations": [shapes.annotation(one) for one in notes],
            })  # fmt: skip
            return
        for line in _head(found, by_office):
            say(line)
        for line in _mentions(corpus, contexts):
            say(line)
        for note in notes:
            say()
            for line in annotation_lines(note, min(terminal_width(), WIDEST_TEXT)):
                say(line)


def _head(one: Entity, by_office: int) -> Iterator[str]:
    width = terminal_width()
    for line in wrapped(one.name, width):
        yield bold(line)
    first, last = (one.first or tr("no date"))[:10], (one.last or "")[:10]
    dates = tr("{first} to {last}").format(first=first, last=last) if last and first != last else first
    data = f"{one.type} · {one.id} · {mentions(one)} · {dates}"
    yield from map(
        dim, wrapped(data + (f" · {tr('also by office: {n}').format(n=apart(by_office))}" if by_office else ""), width)
    )
    if one.aliases:
        yield from wrapped(tr("Also: {names}").format(names=", ".join(one.aliases)), width)


def mentions(one: Entity) -> str:
    """How often it is mentioned, and in how many articles."""
    where = trn("in {n} article", "in {n} articles", one.articles)
    return tr("{mentions} {where}").format(mentions=counted(one.mentions, "mention"), where=where)


def _mentions(corpus: Corpus, contexts: Iterable[Context]) -> Iterator[str]:
    for article, in_article in groupby(contexts, key=lambda one: one.article):
        yield ""
        yield from map(dim, wrapped(_article_line(corpus, article), terminal_width()))
        for _, in_sentence in groupby(in_article, key=lambda one: one.sentence_start):
            yield from wrapped(_sentence(list(in_sentence)), min(terminal_width(), WIDEST_TEXT), "  ")


def _article_line(corpus: Corpus, article: str) -> str:
    card = cards.card(corpus, article)
    date = (card.published or tr("no date")).replace("T", " ")
    return " · ".join(part for part in (short(corpus, article), date, plain_title(card)) if part)


def _sentence(mentions: list[Context]) -> str:
    """A sentence with the names in it that are meant."""
    sentence, begin = max((one.sentence for one in mentions), key=len), mentions[0].sentence_start
    pieces, at = [], 0
    for one in mentions:
        start, end = one.start - begin, one.end - begin
        pieces += [sentence[at:start], bold(sentence[start:end])]
        at = end
    return "".join([*pieces, sentence[at:]])


def rename(arguments: SimpleNamespace) -> None:
    """Show an entity under another name."""
    name = " ".join(arguments.name)
    with existing(arguments) as corpus:
        acts.rename_entity(corpus, rooms.find(corpus, arguments.entity).id, name)
    say(tr("renamed: {name}").format(name=name))


def retype(arguments: SimpleNamespace) -> None:
    """Say what an entity is."""
    with existing(arguments) as corpus:
        found = rooms.find(corpus, arguments.entity)
        acts.retype_entity(corpus, found.id, arguments.type)
    say(tr("{name}: now {type}").format(name=found.name, type=arguments.type))


def merge(arguments: SimpleNamespace) -> None:
    """Say that entities are one."""
    with existing(arguments) as corpus:
        found = [rooms.find(corpus, reference) for reference in (arguments.entity, *arguments.others)]
        if len({one.id for one in found}) < 2:
            raise ReaderError(arguments.entity, tr("this is one entity already"), tr("Name at least one other"))
        acts.merge_entities(corpus, found[0].id, [one.id for one in found[1:]])
    say(tr("merged into: {name}").format(name=found[0].name))


def split(arguments: SimpleNamespace) -> None:
    """Say that some names of an entity are somebody else."""
    with existing(arguments) as corpus:
        found = rooms.find(corpus, arguments.entity)
        acts.split_entity(corpus, found.id, arguments.aliases)
    say(tr("split off {name}: {others}").format(name=found.name, others=", ".join(arguments.aliases)))


def never(arguments: SimpleNamespace) -> None:
    """Say that two entities are never the same."""
    with existing(arguments) as corpus:
        found = [rooms.find(corpus, reference) for reference in (arguments.entity, arguments.other)]
        acts.part_entities(corpus, found[0].id, found[1].id)
    say(tr("never the same: {one}, {other}").format(one=found[0].name, other=found[1].name))


def add(arguments: SimpleNamespace) -> None:
    """Say that a passage of an article is a name."""
    with existing(arguments) as corpus:
        article, start, end = _place(corpus, "add", arguments.place)
        text = articles.load(corpus, article).text
        if not 0 <= start < end <= len(text):
            raise ReaderError(
                arguments.place,
                tr("the article has {n} characters").format(n=apart(len(text))),
                tr("See: reader show --json"),
            )
        meant = rooms.find(corpus, arguments.entity) if arguments.entity is not None else None
        kind = arguments.type or (meant.type if meant else "PER")
        acts.add_mention(corpus, article, acts.anchor(text, start, end), kind, meant.id if meant else None)
    said = one_line(text[start:end])
    whose = tr("added: {name}, which is {entity}").format(name=said, entity=meant.name) if meant else ""
    say(whose or tr("added: {name}").format(name=said))


def undo(arguments: SimpleNamespace) -> None:
    """Take back the last correction of entities."""
    with existing(arguments) as corpus:
        said = acts.undo_entities(corpus)
    if said is None:
        raise ReaderError(
            tr("undo"),
            tr("no entity was corrected here that could be taken back"),
            tr("What was done on another machine is taken back there"),
        )
    say(said)


def reject(arguments: SimpleNamespace) -> None:
    """Say that an entity is none, everywhere or at one place."""
    with existing(arguments) as corpus:
        found = rooms.find(corpus, arguments.entity)
        if arguments.at is None:
            acts.reject_entity(corpus, found.id)
        else:
            acts.reject_mention(corpus, *_mentioned(corpus, arguments.at, found))
    said = tr("rejected: {name} at {place}") if arguments.at else tr("rejected: {name}")
    say(said.format(name=found.name, place=arguments.at))


def _place(corpus: Corpus, verb: str, given: str) -> tuple[str, int, int]:
    match = _PLACE.fullmatch(given)
    if match is None:
        raise UsageError(
            tr("entity {verb}: {given}: it is not ARTICLE:START-END. See: reader entity {verb} --help.").format(
                verb=verb, given=given
            )
        )
    return articles.find(corpus, match[1]), int(match[2]), int(match[3])


def _mentioned(corpus: Corpus, given: str, found: Entity) -> tuple[str, int, int]:
    article, start, end = _place(corpus, "reject", given)
    there = (m for m in articles.load(corpus, article).mentions if (m.start, m.end) == (start, end))
    if all(mention.entity != found.id for mention in there):
        raise ReaderError(
            given, tr("{name} is not mentioned there").format(name=found.name), tr("See: reader entity --json")
        )
    return article, start, end
