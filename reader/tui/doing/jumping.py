"""Going far in one step: to marked places, to headings, to addresses on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.corpus import cards
from reader.records import Block
from reader.speech import tr
from reader.text import fold
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.doing import linking
from reader.tui.place import Place
from reader.tui.waypoints import Waypoint
from reader.tui.widgets.pick import Pick
from reader.tui.widgets.rows import Fixed, Ink, Source

if TYPE_CHECKING:
    from rich.segment import Segment

    from reader.tui.screens.page import Page

HEADINGS = frozenset({"title", "heading"})
_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_SHOWN = 200
BACK = "'"


def mark(page: Page) -> None:
    """Mark this place: the next key is its letter."""
    page.ask_key(tr("Mark this place with a letter   Esc leaves"), lambda key: _mark(page, key))


def _mark(page: Page, key: str) -> None:
    if len(key) != 1 or not key.isalnum():
        page.say(tr("No place was marked; a mark is a letter or a digit"), "quiet")
        return
    page.desk.waypoints.put(key, page.waypoint())
    page.say(with_keys(tr("Marked as {key}; {go-to-mark} and {key} come back here"), key=key))


def jump(place: Place) -> None:
    """Go to a marked place: the next key is its letter."""
    known = " ".join(place.desk.waypoints.all())
    marks = tr("Go to the mark: {known}").format(known=known)
    said = marks if known else with_keys(tr("No place is marked; {mark-place} marks one on a page"))
    keys = tr("' back to where you were   Esc leaves")
    place.ask_key(f"{said}   {keys}", lambda key: _jump(place, key))


def _jump(place: Place, key: str) -> None:
    waypoints = place.desk.waypoints
    if key == "escape":
        return
    to = waypoints.before if key == BACK else waypoints.all().get(key)
    if to is None:
        place.say(
            tr("There was no jump to come back from")
            if key == BACK
            else tr("No place is marked as {key}").format(key=key),
            "quiet",
        )
        return
    cards.card(place.desk.corpus, to.article)
    place.before_jump()
    _go(place, to)


def _go(place: Place, to: Waypoint) -> None:
    from reader.tui.screens.page import Page

    if isinstance(place, Page):
        place.go_to_waypoint(to)
    else:
        place.go_to(Page(place.desk, to.article, top=to.at))


def outline(page: Page) -> None:
    """The headings of the article: Enter goes to one."""
    found = [block for block in page.read_now.blocks if block.kind in HEADINGS and page.prose.page.shows(block.start)]
    if not found:
        page.say(tr("This article has no headings"), "quiet")
        return

    def offered(typed: str) -> Source:
        return Fixed([one for one in found if fold(typed.strip()) in fold(_heading(page, one))])

    def drawn(one: Block, width: int, ink: Ink) -> list[list[Segment]]:
        from rich.segment import Segment

        return [[Segment(paint.fitted(_heading(page, one), width), ink("strong" if one.kind == "title" else "lead"))]]

    page.mount(Pick(tr("Go to the heading:"), drawn, offered, lambda one: _go_to_heading(page, one), tr("No heading")))


def _heading(page: Page, block: Block) -> str:
    return page.read_now.text[block.start : min(block.end, block.start + _SHOWN)]


def _go_to_heading(page: Page, block: Block) -> None:
    page.before_jump()
    page.prose.go_to_offset(block.start)


def addresses(page: Page) -> None:
    """Give each address on the screen a letter; the next key chooses one, to be copied or opened."""
    found = page.prose.addresses()[: len(_LETTERS)]
    if not found:
        page.say(tr("There is no address (http… or www…) on the screen"), "quiet")
        return
    by_letter = dict(zip(_LETTERS, found, strict=False))
    page.prose.hint({start: letter for letter, (start, _) in by_letter.items()})
    page.ask_key(tr("The letter of an address, or Enter for the first   Esc leaves"),
                 lambda key: _address(page, by_letter, key))  # fmt: skip


def _address(page: Page, by_letter: dict[str, tuple[int, int]], key: str) -> None:
    page.prose.hint({})
    span = by_letter.get(_LETTERS[0] if key == "enter" else key)
    if span is not None:
        address = page.read_now.text[span[0] : span[1]]
        linking.follow(page, address if "://" in address else f"http://{address}")
    elif key != "escape":
        page.say(tr("No address has that letter"), "quiet")
