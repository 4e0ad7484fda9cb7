"""The list of notes at the foot of a page, as lines (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.records import Annotation, Article
from reader.speech import quoted, tr
from reader.tui.typeset import Line
from reader.tui.wrap import is_plain, source_lines, wrap
from reader.wikilinks import as_said

_SEEN = 2000
"""Characters of a note of which its first line is made."""


def listed_notes(article: Article) -> list[tuple[int, Annotation]]:
    """What the list at the foot of a page shows, with its index: annotations that have words, or no place any more.

    Behind them, the notes on other things that link to the article.
    """
    own = [(n, a) for n, a in enumerate(article.annotations) if a.body or a.kind == "note" or a.orphan]
    return own + list(enumerate(article.linked, len(article.annotations)))


def note_lines(article: Article, width: int) -> Iterator[Line]:
    """The list, as lines that stand at the end of the text."""
    end = len(article.text)
    shown = listed_notes(article)
    if not shown:
        return
    for number, (index, note) in enumerate(shown, 1):
        linked = index >= len(article.annotations)
        if number == 1 or index == len(article.annotations):
            yield from [Line(end, end, "blank", "")] * (number > 1)
            yield Line(end, end, "foot", tr("Linked from") if linked else tr("Notes"))
            yield Line(end, end, "blank", "")
        elif not linked:
            yield Line(end, end, "blank", "", index)
        yield from _linked(note, index, width, end) if linked else _note(article, note, index, number, width)
    yield Line(end, end, "blank", "")


def _linked(note: Annotation, index: int, width: int, end: int) -> Iterator[Line]:
    first = as_said(note.body.strip()[:_SEEN]).partition("\n")[0]
    said = f"{note.modified[:10]}  {first}"
    for start, stop in wrap(said, 0, len(said), width - 3, is_plain(said))[:2]:
        yield Line(end, end, "note-body", said[start:stop], index)


def _note(article: Article, note: Annotation, index: int, number: int, width: int) -> Iterator[Line]:
    end = len(article.text)
    if note.anchor:
        lead = f"{number}  "
        for quote in _in_two_lines(note.anchor.quote, width - len(lead)):
            yield Line(end, end, "note-quote", lead + quote, index)
            lead = " " * len(lead)
    if note.orphan:
        yield Line(end, end, "note-conflict", tr("this passage is not in the text here, or not clearly"), index)
    if note.article != article.card.id:
        yield Line(
            end,
            end,
            "note-quote",
            tr("made on another version of this page, {id}").format(id=(note.article or "")[:8]),
            index,
        )
    if note.conflict:
        yield Line(end, end, "note-conflict", tr("two versions stand against each other; write on to settle it"), index)
    body = as_said(note.body)
    for start, stop in source_lines(body, 0, len(body), flow=False):
        source = body[start:stop].rstrip("\n")
        kind, shown = _markdown_lite(source)
        for left, right in wrap(shown, 0, len(shown), width - 3, is_plain(shown)) or [(0, 0)]:
            yield Line(end, end, kind, shown[left:right], index)


def _in_two_lines(quote: str, width: int) -> list[str]:
    """A passage in quotation marks, as far as two lines have room for it."""
    words = quoted(" ".join(quote[: 4 * width].split()))
    plain = is_plain(words)
    lines = wrap(words, 0, len(words), width, plain)
    if len(lines) < 3:
        return [words[start:end] for start, end in lines]
    start, end = wrap(words, lines[1][0], len(words), width - 2, plain)[0]
    return [words[: lines[0][1]], f"{words[start:end].rstrip()} …"]


_HEADING = re.compile(r"#{1,6}\s")
"""A heading, not a tag."""


def _markdown_lite(line: str) -> tuple[str, str]:
    bare = line.strip()
    if _HEADING.match(bare):
        return "note-heading", bare.lstrip("#").strip()
    if bare.startswith(("- ", "* ", "+ ")):
        return "note-body", "• " + bare[2:]
    return "note-body", bare
