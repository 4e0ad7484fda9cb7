"""An article as lines of text, in reading order and without ornament, so that a screen reader can read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.cli.ids import short_annotation
from reader.cli.output import WIDEST_TEXT, bold, dim, terminal_width, wrapped
from reader.records import HIDDEN_KINDS, Annotation, Article, Block, Kin
from reader.speech import apart, counted, later, percent, quoted, term, tr, trn
from reader.text import one_line
from reader.wikilinks import as_said, hashed

_LABELS = {"caption": later("Caption: "), "credit": later("Credit: ")}
_MOST_KIN = 8
_SHOWN = 8
_INDENTS = {"quote": "  ", "list": "  ", "table": "  "}


def lines(article: Article, short_id: str, kin: Sequence[Kin] = ()) -> Iterator[str]:
    """Kicker, title, data, where else it stands, body, notes."""
    width = min(terminal_width(), WIDEST_TEXT)
    if article.kicker:
        yield from wrapped(article.kicker, width)
    for line in wrapped(article.card.title or tr("(no title)"), width):
        yield bold(line)
    yield from map(dim, wrapped(_data(article, short_id), width))
    if kin:
        yield from map(dim, wrapped(_also(kin), width))
    yield from _body(article, width)
    yield from _notes(article.annotations, article.card.id, width)
    yield from _linked(article.linked, width)


def _data(article: Article, short_id: str) -> str:
    card = article.card
    parts = (
        (card.published or tr("no date")).replace("T", " "),
        card.outlet,
        ", ".join(article.byline),
        ", ".join(article.agency),
        counted(card.words, "word"),
        tr("bookmarked") if card.bookmarked else "",
        " ".join(map(hashed, card.tags)),
        short_id,
    )
    return " · ".join(one_line(part) for part in parts if part)


def _also(kin: Sequence[Kin]) -> str:
    """Where else a story stands, the nearest first; of copies of which no outlet is known only how many there are."""
    known = [f"{one_line(one.outlet)} ({_how(one)})" for one in kin if one.outlet]
    more = [tr("{n} more").format(n=apart(len(known) - _MOST_KIN))] if len(known) > _MOST_KIN else []
    nameless = len(kin) - len(known)
    rest = [trn("{n} copy without an outlet", "{n} copies without an outlet", nameless)] if nameless else []
    named = ", ".join(known[:_MOST_KIN] + more)
    return tr("Also in: {places}").format(places=tr(" and ").join([named, *rest] if named else rest))


def _how(kin: Kin) -> str:
    degree = percent(kin.likeness)
    return {
        "same text": term(kin.how),
        "version": tr("another version, {degree}").format(degree=degree),
        "story": degree,
    }[kin.how]


def _body(article: Article, width: int) -> Iterator[str]:
    last: Block | None = None
    for group in _groups(article):
        first = group[0]
        if last is None or not (first.kind == last.kind == "list") or _gap(article, last, first).count("\n") > 1:
            yield ""
        last = group[-1]
        yield from _block(article, group, width)


def _groups(article: Article) -> Iterator[list[Block]]:
    """Blocks to be shown, those on one line together: a dateline and the paragraph behind it."""
    group: list[Block] = []
    for block in article.blocks:
        if block.kind in HIDDEN_KINDS or _is_said_above(article, block):
            continue
        if group and "\n" in _gap(article, group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _is_said_above(article: Article, block: Block) -> bool:
    said = {
        "title": article.card.title, "kicker": article.kicker, "date": article.card.published,
        "byline": article.byline or article.agency,
    }  # fmt: skip
    return bool(said.get(block.kind))


def _gap(article: Article, before: Block, after: Block) -> str:
    return article.text[before.end : after.start]


def _block(article: Article, group: list[Block], width: int) -> Iterator[str]:
    kind = group[0].kind
    indent = _INDENTS.get(kind, "")
    text = " ".join(article.text[block.start : block.end] for block in group)
    for number, part in enumerate(line for line in text.split("\n") if line.strip()):
        label = tr(_LABELS.get(kind, "")) if number == 0 else ""
        for line in wrapped(label + part, width, indent):
            yield bold(line) if kind == "heading" else line


def _notes(annotations: tuple[Annotation, ...], article: str, width: int) -> Iterator[str]:
    if annotations:
        yield ""
        yield bold(tr("Notes and highlights"))
    for one in annotations:
        yield ""
        yield from annotation_lines(one, width, _version(one, article))


def _linked(notes: tuple[Annotation, ...], width: int) -> Iterator[str]:
    if notes:
        yield ""
        yield bold(tr("Linked from"))
    for one in notes:
        first = as_said(one.body.strip()).partition("\n")[0]
        yield from wrapped(
            tr("Note {id}, {date}: {words}").format(id=short_annotation(one.id), date=one.modified[:10], words=first),
            width,
            "",
            "  ",
        )


def _version(one: Annotation, article: str) -> str:
    other = one.article if one.article != article else None
    return tr("made on the version {id}").format(id=other[:_SHOWN]) if other else ""


def annotation_lines(one: Annotation, width: int, about: str = "") -> Iterator[str]:
    """A note or highlight: what it is, its passage, its text."""
    kind = term(one.kind)
    named = f"{kind[:1].upper()}{kind[1:]} {short_annotation(one.id)}"
    parts = (named, one.modified[:10], tr("in conflict") if one.conflict else "",
             tr("its passage is not in the text any more, or not clearly") if one.orphan else "", about)  # fmt: skip
    yield from map(dim, wrapped(", ".join(part for part in parts if part), width))
    if one.anchor is not None:
        yield from wrapped(quoted(" ".join(one.anchor.quote.split())), width, "  ")
    for line in one.body.split("\n") if one.body else ():
        yield from wrapped(line, width, "  ")
