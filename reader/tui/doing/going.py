"""Going from place to place, back, and out."""

from __future__ import annotations

import os
from typing import Any

from reader.corpus import cards
from reader.speech import tr
from reader.tui.commands import with_keys
from reader.tui.doing import importing
from reader.tui.place import Place


def follow(place: Place) -> None:
    """Open what is under the cursor."""
    place.follow()


def back(place: Place) -> None:
    """One step back: within the screen, else to the screen before. At the top it stays."""
    if place.step_back():
        return
    if not place.is_bottom:
        place.leave()
        place.go_back()
    elif not importing.stopped(place):
        place.say(with_keys(tr("This is the first screen; {close} quits")), "quiet")


def close(place: Any) -> None:
    """Back; from the first screen, out."""
    if not place.is_bottom:
        place.leave()
        place.go_back()
    elif not place.step_back():
        leave(place)


def leave(place: Any) -> None:
    """Quit."""
    place.app.leave()


def articles(place: Place) -> None:
    """Back to the list of all articles."""
    while not getattr(place.app.screen, "is_bottom", False):
        top = place.app.screen
        if isinstance(top, Place):
            top.leave()
            top.go_back()
        else:
            place.app.pop_screen()
    root: Any = place.app.screen
    root.narrow("")


def bookmarks(place: Place) -> None:
    """All bookmarked articles."""
    from reader.tui.screens.shelf import Shelf

    if isinstance(place, Shelf):
        place.narrow("is:bookmarked" if place.query_text != "is:bookmarked" else "")
    else:
        place.go_to(Shelf(place.desk, "is:bookmarked"))


def entities(place: Place) -> None:
    """The index of names."""
    from reader.tui.screens.entities import Entities

    if not isinstance(place, Entities):
        place.go_to(Entities(place.desk))


def notes(place: Place) -> None:
    """All notes and highlights."""
    from reader.tui.screens.notes import Notes

    if not isinstance(place, Notes):
        place.go_to(Notes(place.desk))


def timeline(place: Place) -> None:
    """The dossier over time; of a list that is narrowed, what is in it."""
    from reader.tui.screens.shelf import Shelf
    from reader.tui.screens.timeline import Timeline

    if not isinstance(place, Timeline):
        place.go_to(Timeline(place.desk, place.query_text if isinstance(place, Shelf) else ""))


def inbox(place: Place) -> None:
    """Fresh imports, doubtful ones first."""
    from reader.tui.screens.inbox import Inboxes

    if not isinstance(place, Inboxes):
        place.go_to(Inboxes(place.desk))


def copies(place: Place) -> None:
    """The other copies of an article; of one of these, what differs."""
    from reader.tui.screens.compare import Compare
    from reader.tui.screens.copies import Copies

    article = place.article()
    if isinstance(place, Copies):
        if article:
            place.go_to(Compare(place.desk, place.card.id, article))
    elif article:
        card = cards.card(place.desk.corpus, article)
        if card.also:
            place.go_to(Copies(place.desk, card))
        else:
            place.say(tr("No other copy, version or print of this article"), "quiet")


def help(place: Place) -> None:
    """The keys of this place."""
    from reader.tui.screens.help import Help

    place.go_to(Help(place.desk, place.where))


def palette(place: Place) -> None:
    """All commands by name."""
    from reader.tui.palette import Palette

    if not Palette.is_open(place.app):
        place.app.push_screen(Palette(placeholder=tr("Search for commands…"), id="--command-palette"))


def suspend(place: Place) -> None:
    """To the shell, where there is one that could bring the app back; else it would stand still for good."""
    if _can_come_back():
        place.app.action_suspend_process()
    else:
        place.say(with_keys(tr("No shell here could bring the app back; {quit} quits")), "quiet")


def _can_come_back() -> bool:
    """Whether a shell with job control waits for the app: another process group of the same session above it."""
    try:
        above = os.getppid()
        return os.getsid(above) == os.getsid(0) and os.getpgid(above) != os.getpgrp()
    except (AttributeError, OSError):  # Windows; or whoever started it is gone
        return False
