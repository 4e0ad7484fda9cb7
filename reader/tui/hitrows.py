"""How hits are drawn in their list, and what is said of them all above it."""

from __future__ import annotations

from contextlib import suppress

from rich.segment import Segment

from reader.corpus import Corpus
from reader.corpus import annotations as written
from reader.records import Hit, ReaderError
from reader.speech import apart, later, tr
from reader.tui import paint
from reader.tui.hits import SAID, First, Hits, Listed
from reader.tui.notegroups import called, target_of
from reader.tui.sentence import two_lines
from reader.tui.widgets.rows import Ink

HEIGHT = 4
_DATE = 12
FIELDS = {
    "text": "",
    "note": later("note"),
    "highlight": later("highlight"),
    "tag": later("tag"),
    "entity": later("name"),
}


def paint_hit(row: Listed, width: int, ink: Ink, corpus: Corpus | None = None) -> list[list[Segment]]:
    """The title beside the date, two lines of the passage, and a line that is blank or names what comes below.

    ``corpus``: where it is looked up how that is called which has no title.
    """
    hit = row.hit
    via = paint.clipped(tr("by the name {name}").format(name=hit.via), (width - _DATE) // 2) if hit.via else ""
    title = paint.clipped(hit.title or _untitled(corpus, hit), width - _DATE - len(via) - 3 * bool(via))
    head = [Segment(paint.fitted((hit.published or "–")[:10], _DATE), ink("quiet")),
            Segment(title, ink("strong" if hit.title else "opening")),
            Segment(f"   {via}" if via else "", ink("note"))]  # fmt: skip
    lines = two_lines(hit.snippet, list(hit.matches), width - _DATE, ink("quiet"), ink("match"))
    passage = [
        [Segment(paint.fitted(kind, _DATE), ink("note")), *line]
        for kind, line in zip((tr(FIELDS[hit.field]), ""), lines)
    ]
    return [head, *passage, *([[]] * (2 - len(passage))), _below(row, width, ink)]


def _untitled(corpus: Corpus | None, hit: Hit) -> str:
    """What a note is on, or the opening words of a text."""
    with suppress(ReaderError):
        if corpus and hit.ref and hit.field in {"note", "highlight"}:
            return called(corpus, target_of(written.load(corpus, hit.ref)))
    return called(corpus, f"article:{hit.id}") if corpus else tr("(no title)")


def _below(row: Listed, width: int, ink: Ink) -> list[Segment]:
    return [Segment(paint.fitted(f"── {tr(SAID[row.below])} ", width), ink("heading"))] if row.below else []


def kinds(hits: Hits, cursor: int) -> str:
    """The kinds of hits, that under the cursor with a sign."""
    starts = hits.starts()
    here = next((kind for kind, at in reversed(starts) if cursor >= at), "")
    return "   ".join(f"{'▸' if kind == here else ' '} {hits.said(kind)}" for kind, _ in starts)


def found_how(first: First, *, typing: bool, any_texts: bool) -> str:
    """What is to be known of how texts were found. ``typing``: the words are not written to their end."""
    if first.asked.typing and not typing and any_texts:
        return tr("nothing says just that: words that begin so")
    if first.reading:
        return tr("texts are read through, slowly: reader index mends it")
    if first.ranked == 0:
        return tr("too many to rank: newest first")
    if first.ranked is not None:
        return tr("the newest {n} ranked, the rest by date").format(n=apart(first.ranked))
    return ""
