"""Mending what was read from a text: what was cut and should not be, what was not and should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import acts
from reader.corpus import cards
from reader.records import HIDDEN_KINDS, Block
from reader.speech import counted, quoted, term, tr, trn
from reader.tui.commands import BY_NAME, with_keys
from reader.tui.hints import undoable
from reader.tui.paint import clipped, plain
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.tui.place import Place
    from reader.tui.screens.inbox import Inboxes
    from reader.tui.screens.page import Page
    from reader.tui.stops import Stop

_SHOWN = 36
"""Cells of what a field says now."""


def keep(page: Page, block: Block) -> None:
    """Take a cut block back into the text."""
    acts.set_block(page.desk.corpus, page.read_now.card.id, block.start, block.end, "paragraph")
    _did(page, tr("Kept: {words}   {undo} cuts it again"), block)


def cut(page: Page) -> None:
    """Cut the paragraph that is marked; before, mark the one of the stop, else the first one on the screen."""
    stop = page.prose.stopped_at()
    if page.prose.choosing and isinstance(stop, Block):
        page.prose.leave_stop()
        acts.set_block(page.desk.corpus, page.read_now.card.id, stop.start, stop.end, "boilerplate")
        _did(page, tr("Cut: {words}   {undo} brings it back"), stop)
    elif block := _block_here(page, stop):
        page.prose.choose(block)
    else:
        page.say(tr("There is no paragraph here"), "quiet")


def _block_here(page: Page, stop: Stop | None) -> Block | None:
    at = page.prose.page.offset_of(page.prose.top) if stop is None else getattr(stop, "start", None)
    shown = (b for b in page.read_now.blocks if b.kind not in HIDDEN_KINDS)
    return next((b for b in shown if at is not None and b.end > at), None)


def _did(page: Page, said: str, block: Block) -> None:
    words = page.read_now.text[block.start : block.end]
    page.did(with_keys(said, words=clipped(quoted(words), page.room(with_keys(said, words="")))))


def title(place: Place) -> None:
    """Ask for the title of an article."""
    _ask(place, "title", tr("Title (empty: as found):"))


def date(place: Place) -> None:
    """Ask for the date of an article."""
    _ask(place, "published", tr("Date, as 2018-04-10 (empty: as found):"))


def outlet(place: Place) -> None:
    """Ask for the outlet of an article."""
    _ask(place, "outlet", tr("Outlet (empty: as found):"))


def _ask(place: Place, field: str, label: str) -> None:
    if article := place.article():
        said = plain(getattr(cards.card(place.desk.corpus, article), field) or "")
        place.mount(Prompt(label, said, done=lambda text: _correct(place, article, field, text)))


def _correct(place: Place, article: str, field: str, text: str) -> None:
    acts.correct(place.desk.corpus, article, {field: text.strip() or None})
    name = term(field)
    said = clipped(text.strip(), _SHOWN) or tr("as found")
    place.did(undoable(f"{name[:1].upper()}{name[1:]}: {said}"), anew=True)


def put_away(inbox: Inboxes) -> None:
    """What was read from this article is right."""
    if article := inbox.article():
        acts.put_away(inbox.desk.corpus, [article])
        inbox.did(with_keys(tr("Put away; {undo} brings it back")), anew=True)


def put_sure_away(inbox: Inboxes) -> None:
    """Put away all articles of which nothing is doubtful."""
    if count := acts.put_away(inbox.desk.corpus, inbox.sure()):
        said = tr("Put away: {articles}, in which nothing is doubtful; {undo} undoes it")
        inbox.did(with_keys(said, articles=counted(count, "article")), anew=True)
    else:
        inbox.say(tr("In each of them something is doubtful; nothing was put away"), "quiet")


def cut_text(inbox: Inboxes) -> None:
    """Open the article with what was cut."""
    from reader.tui.screens.page import Page

    if article := inbox.article():
        inbox.go_to(Page(inbox.desk, article, with_cut=True))


def accept(inbox: Inboxes) -> None:
    """Other articles follow the correction."""
    if proposal := inbox.proposal():
        acts.accept_line(inbox.desk.corpus, proposal)
        said = trn("Done in {n} article; {key} takes it back", "Done in {n} articles; {key} takes it back",
                   proposal.articles, key=BY_NAME["undo"])  # fmt: skip
        inbox.did(said, anew=True)


def refuse(inbox: Inboxes) -> None:
    """Other articles do not follow the correction."""
    if proposal := inbox.proposal():
        acts.refuse_line(inbox.desk.corpus, proposal)
        inbox.did(with_keys(tr("Not proposed again; {undo} takes it back")), anew=True)
    else:
        inbox.say(with_keys(tr("This is no proposal; {put-away} puts an article away")), "quiet")
