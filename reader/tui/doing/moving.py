"""Moving in a list or a text, and from article to article."""

from __future__ import annotations

from typing import Any

from reader.tui.place import Place


def down(place: Place) -> None:
    """Down a line."""
    place.pane.go_lines(1)


def up(place: Place) -> None:
    """Up a line."""
    place.pane.go_lines(-1)


def half_down(place: Place) -> None:
    """Down half a page."""
    place.pane.go_pages(0.5)


def half_up(place: Place) -> None:
    """Up half a page."""
    place.pane.go_pages(-0.5)


def page_down(place: Place) -> None:
    """Down a page."""
    place.pane.go_pages(1)


def page_up(place: Place) -> None:
    """Up a page."""
    place.pane.go_pages(-1)


def first(place: Place) -> None:
    """To the beginning."""
    place.before_jump()
    place.pane.go_end(False)


def last(place: Place) -> None:
    """To the end."""
    place.before_jump()
    place.pane.go_end(True)


def next_article(place: Any) -> None:
    """The next article of the list, also while reading."""
    place.go_article(1)


def previous_article(place: Any) -> None:
    """The article before, also while reading."""
    place.go_article(-1)
