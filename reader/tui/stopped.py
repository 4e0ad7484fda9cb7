"""What one stands at on a page: what the foot says of it, and what a note on it is written on (pure)."""

from __future__ import annotations

from reader.anchors import anchor
from reader.records import Annotation, Article, Block, Mention
from reader.speech import counted, later, term, tr
from reader.text import words
from reader.tui import kinds, paint
from reader.tui.commands import with_keys
from reader.tui.pageink import COLOURS, DOUBTFUL, colour_of
from reader.tui.stops import Lit, Stop
from reader.tui.subject import Subject

_LONGEST = 24
_COUNTED = 20_000
"""Characters of a selection of which the words are still counted."""
NOWHERE = later(
    "{help} help   {next-entity} names   {select} select   {note} note   {bookmark} bookmark   "
    "{find} find   {close} back"
)
SELECTING = later(
    "{select-word} {select-word-back} {select-line} {select-line-back} {select-sentence-back} {select-sentence} "
    "{select-paragraph} extend  {select-here} begin here  {highlight:1}–{highlight-4} highlight  {select-note} note  "
    "{select-copy} copy"
)


def said_of(stop: Stop | None, text: str, noted: frozenset[str], choosing: bool) -> str:
    """What it is, and the keys that do something with it."""
    if isinstance(stop, Mention):
        kind = kinds.one(stop.type) + "?" * (stop.confidence < DOUBTFUL) + " ¶" * (stop.entity in noted)
        name = paint.clipped(text[stop.start : stop.end], _LONGEST)
        return f"{name} ({kind})   {with_keys(tr('{open} all about it   {correct} correct   {note} note'))}"
    if isinstance(stop, Lit):
        number = colour_of(stop.mark)
        colour = tr("Highlight {number} ({colour})").format(number=number, colour=tr(COLOURS[number]))
        written = tr(
            "{open} its note   {note} write on   {recolour}–{recolour-4} colour   {select} select   {delete} delete"
        )
        bare = tr("{note} note   {recolour}–{recolour-4} colour   {select} select   {delete} delete")
        return f"{colour}   {with_keys(written if stop.mark.body else bare)}"
    if isinstance(stop, Block):
        if choosing:
            keys = tr(
                "{cut-paragraph} again cuts it   {down}/{up} or {next-entity} next paragraph   {back:escape} leaves"
            )
            return with_keys(keys)
        keys = tr("Cut ({kind})   {open} keep it in the text   {next-entity} next   {cut-text} hide")
        return with_keys(keys, kind=term(stop.kind).replace("-", " "))
    if isinstance(stop, Annotation):
        return with_keys(tr("Note   {open} read it   {note} write on   {delete} delete"))
    return with_keys(tr(NOWHERE))


def size_of(selected: str) -> str:
    """How much is selected."""
    if len(selected) > _COUNTED:
        return counted(len(selected), "character")
    return counted(words(selected), "word")


def subject_at(article: Article, stop: Stop | None, selected: tuple[int, int] | None) -> Subject | None:
    """What a note would be written on: what is selected, the note or highlight one stands at, the place of the name."""
    if selected is not None:
        return _passage(article, *selected)
    if isinstance(stop, Lit):
        return _written(article, stop.mark)
    if isinstance(stop, Annotation):
        return _written(article, stop)
    if isinstance(stop, Mention):
        place = stop.start, stop.end
        there = [a for a in article.annotations if a.anchor and (a.anchor.start, a.anchor.end) == place]
        return _written(article, there[0]) if there else _passage(article, *place)
    return None


def _written(article: Article, note: Annotation) -> Subject:
    said = note.anchor.quote if note.anchor else article.card.title or ""
    return Subject(f"article:{article.card.id}", said, note.anchor, note.id, note.body, note.kind == "highlight")


def _passage(article: Article, start: int, end: int) -> Subject:
    place = anchor(article.text, start, end)
    return Subject(f"article:{article.card.id}", place.quote, place)
