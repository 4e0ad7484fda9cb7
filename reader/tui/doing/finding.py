"""Searching, filtering, sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.speech import tr
from reader.tui.commands import with_keys
from reader.tui.place import Place
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.tui.screens.entities import Entities
    from reader.tui.screens.entity import EntityPage
    from reader.tui.screens.page import Page
    from reader.tui.screens.search import Search
    from reader.tui.screens.shelf import Shelf
    from reader.tui.screens.timeline import Timeline


def search(place: Place) -> None:
    """Search the whole corpus."""
    from reader.tui.screens.search import Search

    if isinstance(place, Search):
        place.ask()
    else:
        place.go_to(Search(place.desk))


def next_kind(place: Search) -> None:
    """To the hits of the next kind."""
    place.turn_kind(1)


def previous_kind(place: Search) -> None:
    """To those of the kind before."""
    place.turn_kind(-1)


def related(place: Place) -> None:
    """What speaks of the same as an article."""
    from reader.corpus import cards
    from reader.tui.screens.related import Similar

    article = place.article()
    if article:
        place.go_to(Similar(place.desk, cards.card(place.desk.corpus, article)))
    else:
        place.say(tr("There is no article here"), "quiet")


def find(page: Page) -> None:
    """Search in the article; Tab makes it a search of all articles."""
    from reader.tui.screens.search import Search

    page.mount(Prompt(with_keys(tr("Find in this article ({search-widen}: in all):")), done=page.find,
                      widen=lambda text: page.go_to(Search(page.desk, text))))  # fmt: skip


def names(place: Entities) -> None:
    """Filter the names as one types."""
    place.mount(
        Prompt(tr("Names with:"), place.wanted, changed=place.filter, done=place.filter, left=lambda: place.filter(""))
    )


def narrow(shelf: Shelf) -> None:
    """Show only articles that match."""

    def done(text: str) -> None:
        shelf.narrow(text)
        shelf.desk.history.add(" ".join(text.split()))

    shelf.mount(Prompt(tr("Only:"), shelf.query_text, done=done, history=shelf.desk.history.all()))


def next_hit(place: Any) -> None:
    """Next hit, else next unread article."""
    place.go_hit(1)


def previous_hit(place: Any) -> None:
    """Previous hit, else previous unread article."""
    place.go_hit(-1)


def sort_next(shelf: Shelf) -> None:
    """Sort by the next column."""
    shelf.sort_by(1)


def sort_previous(shelf: Shelf) -> None:
    """Sort by the column before."""
    shelf.sort_by(-1)


def next_type(place: Entities) -> None:
    """Only names of the next type."""
    place.turn_type(1)


def previous_type(place: Entities) -> None:
    """Only names of the type before."""
    place.turn_type(-1)


def next_span(place: Timeline) -> None:
    """By longer or shorter periods."""
    place.turn_span(1)


def previous_span(place: Timeline) -> None:
    """The other way."""
    place.turn_span(-1)


def next_companion(place: EntityPage) -> None:
    """To the next of the names it appears with."""
    place.go_companion(1)


def previous_companion(place: EntityPage) -> None:
    """To the one before."""
    place.go_companion(-1)
