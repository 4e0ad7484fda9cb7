"""What a person says an article is, against what was read from it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.acts.act import Change, act, anchored
from reader.anchors import anchor
from reader.corpus.cards import DATE_FORMS, is_date
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.records import BLOCK_KINDS, ReaderError
from reader.speech import term, tr
from reader.text import one_line

if TYPE_CHECKING:
    from reader.corpus.blocks import Correction
    from reader.corpus.proposals import Proposal


def correct(corpus: Corpus, article: str, fields: Mapping[str, str | None]) -> None:
    """Say what title, outlet or date (``published``) of an article are; ``None``: what was found in the text."""
    published = fields.get("published")
    if published is not None and not is_date(published):
        raise ReaderError(published, tr("this is no date"), tr(DATE_FORMS))
    present = state(corpus, "article", article)
    said = {field: one_line(value or "").strip() or None for field, value in fields.items()}
    news = {field: value for field, value in said.items() if (present.value.get(field) if present else None) != value}
    if news:
        said_of = tr(" and ").join(term("date" if field == "published" else field) for field in news)
        done = tr("the correction of the {fields} of “{title}”").format(fields=said_of, title=_called(corpus, article))
        act(corpus, done, ("article", article, news))


def _called(corpus: Corpus, article: str) -> str:
    """How an article is called in what is said of an act."""
    row = corpus.row("SELECT title, opening FROM card JOIN article ON article = n WHERE id = ?", (article,))
    return one_line(row[0] or row[1]) if row else article[:8]


def set_block(corpus: Corpus, article: str, start: int, end: int, kind: str | None) -> None:
    """Say of what kind ``[start, end)`` of an article's text is; ``None``: as it was found.

    The range may cut blocks or span several. What a name is, or is not, follows from it.
    """
    from reader.corpus import blocks

    if kind is not None and kind not in BLOCK_KINDS:
        raise ReaderError(
            one_line(kind),
            tr("this is no kind of block"),
            tr("It is one of {known}").format(known=", ".join(BLOCK_KINDS)),
        )
    listed = corpus.row("SELECT text FROM article JOIN reading ON article = n WHERE id = ?", (article,))
    if listed is None:
        raise ReaderError(article[:12], tr("this article was removed"), tr("Take it back with: reader undo"))
    text: str = listed[0]
    part = text[start:end] if 0 <= start <= end <= len(text) else ""
    if not part.strip():
        raise ReaderError(f"{start}-{end}", tr("nothing stands there"), tr("See the offsets in: reader show --json"))
    start, end = end - len(part.lstrip()), start + len(part.rstrip())
    before = blocks.corrections(corpus, article, text)
    changes = _block_changes(article, text, before, (start, end), kind)
    if changes:
        done = tr("the correction of the block of “{title}”").format(title=_called(corpus, article))
        act(corpus, done, *changes)


_LAST = 1 << 40
"""The highest number that a correction can have: whoever took it, the newest of those that have it holds."""


def _block_changes(
    article: str, text: str, before: Sequence[Correction], span: tuple[int, int], kind: str | None
) -> list[Change]:
    from reader.corpus.blocks import block_row

    start, end = span
    row = block_row(article, start, end)
    if before and before[-1].row == row and before[-1].said.kind == kind:
        return []
    nth = min(max((one.nth for one in before), default=0) + 1, _LAST)
    value = {"about": f"article:{article}", "kind": kind, "nth": nth, **anchored(anchor(text, start, end))}
    if kind is not None:
        return [("block", row, value)]
    inside = [one for one in before if start <= one.said.start and one.said.end <= end]
    across = [one for one in before if one.said.start < end and start < one.said.end and one not in inside]
    back: list[Change] = [("block", one.row, None) for one in inside if one.row != row or not across]
    return [*back, ("block", row, value)] if across else back


def accept_line(corpus: Corpus, proposal: Proposal) -> None:
    """Let a line be what is proposed in all articles of its outlet, those that are here and those to come."""
    _answer(corpus, proposal, True)


def refuse_line(corpus: Corpus, proposal: Proposal) -> None:
    """Let a line be what it is, and never propose that again."""
    _answer(corpus, proposal, False)


def _answer(corpus: Corpus, proposal: Proposal, accepted: bool) -> None:
    from reader.corpus.proposals import answer, line_row

    said = tr("the rule for a line") if accepted else tr("the refusal of a rule for a line")
    act(corpus, said, ("line", line_row(proposal), answer(proposal, accepted)))


def put_away(corpus: Corpus, articles: Sequence[str]) -> int:
    """Say that articles were looked through, so that they leave the inbox. Gives how many were in it."""
    from reader.corpus.inbox import waiting

    here = [article for article in dict.fromkeys(articles) if waiting(corpus, article)]
    if here:
        # One row for all: putting a whole inbox away is one act, to be undone as one.
        act(corpus, tr("the putting away"), ("checked", os.urandom(16).hex(), {"articles": here}))
    return len(here)
