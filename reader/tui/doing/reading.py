"""Reading an article: names, colours, width, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.corpus import articles
from reader.speech import counted, later, tr
from reader.tui.commands import with_keys
from reader.tui.place import Place
from reader.tui.widgets.scroll import MEASURE, NARROWEST, SIDE, WIDEST

if TYPE_CHECKING:
    from reader.tui.screens.page import Page

_STEP = 4
_MISSING = {
    "name": (later("No further name or note"), later("No name or note before")),
    "cut": (
        later("No further cut passage or note; {previous-entity} goes back"),
        later("No cut passage before; {next-entity} goes on"),
    ),
    "paragraph": (later("No further paragraph"), later("No paragraph before")),
}
"""What is said where Tab or Shift+Tab finds nothing more."""


def next_stop(page: Page) -> None:
    """To the next name or note."""
    if not page.prose.go_stop(1):
        page.say(with_keys(tr(_MISSING[_stops(page)][0])), "quiet")


def previous_stop(page: Page) -> None:
    """To the name or note before."""
    if not page.prose.go_stop(-1):
        page.say(with_keys(tr(_MISSING[_stops(page)][1])), "quiet")


def _stops(page: Page) -> str:
    return "paragraph" if page.prose.choosing else "cut" if page.prose.with_cut else "name"


def colours(page: Page) -> None:
    """Colours of names on or off."""
    page.desk.coloured = page.prose.shown.coloured = not page.prose.shown.coloured
    page.prose.refresh()
    page.say(tr("Names are marked") if page.desk.coloured else tr("Names are not marked"))


def cut_text(page: Page) -> None:
    """Show or hide what was cut."""
    page.prose.show_cut(not page.prose.with_cut)
    if page.prose.with_cut:
        page.say(
            with_keys(tr("Cut text is shown   {next-entity} goes to it   {open} keeps it   {cut-text} hides it again"))
        )
    else:
        page.say(tr("Cut text is hidden: {passages}").format(passages=counted(page.prose.page.cut, "passage")))


def wider(page: Page) -> None:
    """Wider text."""
    _set_width(page, min(WIDEST, _column(page) + _STEP))


def narrower(page: Page) -> None:
    """Narrower text."""
    _set_width(page, max(NARROWEST, _column(page) - _STEP))


def usual_width(page: Page) -> None:
    """Text of the usual width."""
    _set_width(page, MEASURE)


def _set_width(page: Page, measure: int) -> None:
    page.prose.measure = measure
    page.fit_aside()
    page.prose.rewrap()
    page.desk.settings.measure = measure
    page.desk.settings.save()
    page.say(tr("Text width: {columns}").format(columns=_column(page)))


def justified(page: Page) -> None:
    """Lines that fill the column, or ragged ones."""
    settings = page.desk.settings
    page.prose.justified = settings.justified = not settings.justified
    settings.save()
    page.prose.rewrap()
    page.say(tr("Lines fill the column") if settings.justified else tr("Lines are ragged"))


def _column(page: Page) -> int:
    """Cells of the text column, also before the screen is laid out anew: the names at the side give way to it."""
    return max(2, min(page.prose.measure, page.app.size.width - 2 * SIDE))


def names_beside(page: Page) -> None:
    """The names of the article at the side, or not."""
    settings = page.desk.settings
    settings.aside = not settings.aside
    settings.save()
    page.fit_aside()
    if settings.aside and not page.has_class("-aside"):
        page.say(_no_room(page), "quiet")
    else:
        page.say(tr("Names stand at the side") if settings.aside else tr("Names do not stand at the side"))


def _no_room(page: Page) -> str:
    from reader.tui.screens.opened import ASIDE_FROM

    if page.app.size.width < ASIDE_FROM:
        return tr("Too narrow for the names at the side ({columns} columns)").format(columns=ASIDE_FROM)
    return with_keys(tr("There is no room or no name for the side; {narrower} makes the text narrower"))


def reading_mode(page: Page) -> None:
    """Nothing but the text, or everything again."""
    page.toggle_class("-reading")
    page.fit_aside()


def original(place: Place) -> None:
    """Say where the original of an article came from."""
    if article := place.article():
        place.say(tr("Came from {source}").format(source=articles.load(place.desk.corpus, article).source), "quiet")
