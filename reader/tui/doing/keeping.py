"""Saved searches: the list of them, saving, opening in the list, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import acts
from reader.corpus.searches import last_article
from reader.query import divided
from reader.speech import tr
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.hints import undoable
from reader.tui.place import Place
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.tui.screens.search import Search
    from reader.tui.screens.searches import Searches
    from reader.tui.screens.shelf import Shelf


def searches(place: Place) -> None:
    """The saved searches."""
    from reader.tui.screens.searches import Searches

    if not isinstance(place, Searches):
        place.go_to(Searches(place.desk))


def save(place: Search | Shelf) -> None:
    """Ask for a name, and save what is searched for here under it."""
    from reader.tui.screens.search import Search

    typed = place.wanted if isinstance(place, Search) else place.query_text
    words, filters = divided(typed)
    query = " ".join([*filters, *words.split()])
    if not query:
        place.say(tr("There is nothing to save: type a search first"), "quiet")
        return
    place.mount(Prompt(tr("Save the search as:"), paint.plain(query), done=lambda name: _save(place, query, name)))


def _save(place: Place, query: str, name: str) -> None:
    search = acts.save_search(place.desk.corpus, query, name)
    place.desk.looked_at.put(search, last_article(place.desk.corpus))
    place.say(undoable(with_keys(tr("Saved; {searches} lists the saved searches"))))


def narrow(place: Searches) -> None:
    """The list of articles, narrowed to the saved search under the cursor."""
    place.narrow()


def delete(place: Searches) -> None:
    """Delete the saved search under the cursor."""
    search = place.search()
    if search:
        acts.delete_search(place.desk.corpus, search.id)
        place.did(undoable(tr("The saved search is deleted")), anew=True)
