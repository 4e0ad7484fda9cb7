"""Selecting words on a page, and what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import acts
from reader.corpus.file import now
from reader.records import Annotation, Entity
from reader.speech import later, tr
from reader.tui import clipboard, commands, paint
from reader.tui.doing import copying, correcting, noting
from reader.tui.hints import undoable
from reader.tui.pageink import COLOURS
from reader.tui.selection import Ground, Move
from reader.tui.stops import Lit
from reader.tui.widgets.offer import Offer

if TYPE_CHECKING:
    from reader.tui.screens.page import Page

_SHOWN = 40
NO_FURTHER = later(
    "It goes no further; text that was cut cannot be selected ({select-leave}, then {cut-text} shows it)"
)


def begin(page: Page) -> None:
    """Begin with the name, highlight or hit one stands at, else with a word of the middle of the screen."""
    if not page.prose.take_up():
        page.say(tr("There is nothing to select here"), "quiet")


def _extend(page: Page, move: Move) -> None:
    if not page.prose.extend(move):
        page.say(commands.with_keys(tr(NO_FURTHER)), "quiet")


def word(page: Page) -> None:
    """On by a word."""
    _extend(page, Ground.word)


def word_back(page: Page) -> None:
    """Back by a word."""
    _extend(page, Ground.word_back)


def letter(page: Page) -> None:
    """On by a letter."""
    _extend(page, Ground.letter)


def letter_back(page: Page) -> None:
    """Back by a letter."""
    _extend(page, Ground.letter_back)


def sentence(page: Page) -> None:
    """On to the end of a sentence."""
    _extend(page, Ground.sentence)


def sentence_back(page: Page) -> None:
    """Back to the beginning of a sentence."""
    _extend(page, Ground.sentence_back)


def paragraph(page: Page) -> None:
    """On to the end of a paragraph."""
    _extend(page, Ground.paragraph)


def paragraph_back(page: Page) -> None:
    """Back to the beginning of a paragraph."""
    _extend(page, Ground.paragraph_back)


def first(page: Page) -> None:
    """Back to the beginning."""
    _extend(page, Ground.first)


def last(page: Page) -> None:
    """On to the end."""
    _extend(page, Ground.last)


def other_end(page: Page) -> None:
    """Move the other end from now on."""
    page.prose.extend(Ground.other_end)


def here(page: Page) -> None:
    """Begin anew at the end that moves: so one goes to where one wants to begin."""
    page.prose.extend(Ground.here)


def line(page: Page) -> None:
    """On by a line."""
    _extend_lines(page, 1)


def line_back(page: Page) -> None:
    """Back by a line."""
    _extend_lines(page, -1)


def page_down(page: Page) -> None:
    """On by a page."""
    _extend_lines(page, page.prose.size.height - 1)


def page_up(page: Page) -> None:
    """Back by a page."""
    _extend_lines(page, 1 - page.prose.size.height)


def _extend_lines(page: Page, by: int) -> None:
    if not page.prose.extend_lines(by):
        page.say(commands.with_keys(tr(NO_FURTHER)), "quiet")


def leave(page: Page) -> None:
    """Select nothing any more."""
    page.prose.lay_down()


def highlight(page: Page) -> None:
    """Highlight it in the first colour."""
    _highlight(page, 1)


def highlight_2(page: Page) -> None:
    """In the second."""
    _highlight(page, 2)


def highlight_3(page: Page) -> None:
    """In the third."""
    _highlight(page, 3)


def highlight_4(page: Page) -> None:
    """In the fourth."""
    _highlight(page, 4)


def _highlight(page: Page, colour: int) -> None:
    start, end = _span(page)
    article = page.read_now
    place = acts.anchor(article.text, start, end)
    mark = acts.highlight(page.desk.corpus, article.card.id, place, colour)
    page.prose.lay_down()
    page.annotated(mark, Annotation(mark, "highlight", "", now(), now(), article.card.id, None, place, colour))
    page.prose.stop_at_highlight(mark)
    said = tr("Highlighted in colour {number} ({colour})").format(number=colour, colour=tr(COLOURS[colour]))
    page.say(undoable(said))


def colour_1(page: Page) -> None:
    """The highlight one stands at gets the first colour."""
    _recolour(page, 1)


def colour_2(page: Page) -> None:
    """The second."""
    _recolour(page, 2)


def colour_3(page: Page) -> None:
    """The third."""
    _recolour(page, 3)


def colour_4(page: Page) -> None:
    """The fourth."""
    _recolour(page, 4)


def _recolour(page: Page, colour: int) -> None:
    stop = page.prose.stopped_at()
    if isinstance(stop, Lit):
        acts.recolour(page.desk.corpus, stop.mark.id, colour)
        page.annotated(stop.mark.id, stop.mark._replace(colour=colour))
        page.say(undoable(tr("Colour {number} ({colour})").format(number=colour, colour=tr(COLOURS[colour]))))


def note(page: Page) -> None:
    """Write a note on it."""
    noting.write(page)
    page.prose.lay_down()


def copy(page: Page) -> None:
    """Copy it."""
    page.say(clipboard.copy(page.app, _words(page), tr("the passage")))
    page.prose.lay_down()


def quote(page: Page) -> None:
    """Copy it as a quotation with its source."""
    copying.quoted(page)
    page.prose.lay_down()


def name(page: Page) -> None:
    """Ask what it is a name of."""
    said = tr("A name: “{words}”").format(words=paint.clipped(_words(page), _SHOWN))
    page.mount(Offer(said, commands.holding("passage"), page.action_command))


def person(page: Page) -> None:
    """It names a person."""
    _name(page, "PER")


def locality(page: Page) -> None:
    """It names a place."""
    _name(page, "LOC")


def organisation(page: Page) -> None:
    """It names an organisation."""
    _name(page, "ORG")


def other(page: Page) -> None:
    """It is another kind of name."""
    _name(page, "MISC")


def known(page: Page) -> None:
    """It names one that is known: ask which."""
    page.mount(correcting.names(page, tr("It names:"), None, lambda one: _named_as(page, one)))


def _named_as(page: Page, one: Entity) -> None:
    _name(page, one.type, one.id)


def _name(page: Page, type: str, entity: str | None = None) -> None:
    correcting.add(page, *_span(page), type, entity)
    page.prose.lay_down()
    page.facts()


def _span(page: Page) -> tuple[int, int]:
    assert page.prose.pen is not None
    return page.prose.pen.span


def _words(page: Page) -> str:
    start, end = _span(page)
    return page.read_now.text[start:end]
