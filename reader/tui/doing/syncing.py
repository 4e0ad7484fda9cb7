"""Copies that grow together: what came is shown, and taken back where it is not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.records import ReaderError
from reader.speech import tr
from reader.tui import paint
from reader.tui.arrivals import NAME_CELLS
from reader.tui.place import Place

if TYPE_CHECKING:
    from reader.tui.screens.changes import Changes
    from reader.tui.screens.conflict import Conflict


def changes(place: Place) -> None:
    """What merges brought."""
    from reader.tui.screens.changes import Changes

    if not isinstance(place, Changes):
        place.go_to(Changes(place.desk))


def look(place: Any) -> None:
    """Look for copies beside the corpus at once, also for those that were looked into before."""
    corpus = place.desk.corpus
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or tr("it is read-only"), tr("Nothing can be merged"))
    place.app.nearby.look_anew()
    place.say(tr("Looking for copies of the corpus in its folder; what they bring is said here"), "quiet")


def take_back(place: Changes) -> None:
    """Ask, then take back the whole merge that the line under the cursor belongs to."""
    merged = place.merged()
    if merged is None or merged.undone:
        place.say(tr("There is no merge here that could be taken back"), "quiet")
        return
    name = paint.clipped(merged.name, NAME_CELLS)
    place.ask_key(
        tr("Take back all that came from {name}? y does it").format(name=name),
        lambda key: _taken_back(place, merged.id) if key == "y" else None,
    )


def _taken_back(place: Changes, id: str) -> None:
    from reader.merge import take_back as undo

    said = undo(place.desk.corpus, id)
    place.did(said[:1].upper() + said[1:], anew=True)


def next_version(place: Conflict) -> None:
    """Set another of the versions beside the newest."""
    place.turn(1)


def previous_version(place: Conflict) -> None:
    """The one before."""
    place.turn(-1)


def keep_first(place: Conflict) -> None:
    """Let the note say what the first version says."""
    place.keep(0)


def keep_second(place: Conflict) -> None:
    """Let the note say what the second version says."""
    place.keep(1)


def write_third(place: Conflict) -> None:
    """Write one version of both."""
    place.follow()
