"""Links in notes: asked for while one writes, followed while one reads."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.corpus import Corpus, entities, references
from reader.corpus.references import Meant
from reader.records import ReaderError
from reader.speech import term, tr
from reader.tui import clipboard, commands, kinds, paint
from reader.tui.commands import with_keys
from reader.tui.notetext import target_of
from reader.tui.place import Place
from reader.tui.widgets.offer import Offer
from reader.tui.widgets.pick import Pick
from reader.tui.widgets.rows import Fixed, Ink, Source
from reader.wikilinks import Link

if TYPE_CHECKING:
    from rich.segment import Segment

    from reader.tui.screens.note import NoteView

_KIND = 14
_OPENED = frozenset({"http", "https", "mailto"})


def paint_meant(thing: Meant, width: int, ink: Ink) -> list[list[Segment]]:
    """One row: what it is, what it is called, what tells it apart."""
    from rich.segment import Segment

    more = "" if thing.kind == "entity" else thing.more
    said = paint.clipped(thing.said, width - _KIND - (len(more) + 2 if more else 0))
    return [[Segment(paint.fitted(_kind(thing), _KIND), ink("quiet")), Segment(said, ink("strong")),
             Segment(paint.clipped(f"  {more}", width - _KIND), ink("quiet"))]]  # fmt: skip


def _kind(thing: Meant) -> str:
    return kinds.one(thing.more) if thing.kind == "entity" else term(thing.kind)


def ask(corpus: Corpus, done: Callable[[str], None]) -> Pick:
    """Ask what to link to; the link as it is written goes to ``done``."""

    def offered(typed: str) -> Source:
        return Fixed(references.offered(corpus, typed))

    return Pick(tr("Link to:"), paint_meant, offered, lambda one: done(references.link_to(corpus, one)), tr("Nothing"))


def next_link(place: NoteView) -> None:
    """To the next link."""
    if not place.leaf.go_stop(1):
        place.say(with_keys(tr("There is no link in this note; {note}, then {insert-link} makes one")), "quiet")


def previous_link(place: NoteView) -> None:
    """To the link before."""
    if not place.leaf.go_stop(-1):
        place.say(with_keys(tr("There is no link in this note; {note}, then {insert-link} makes one")), "quiet")


def said_of(corpus: Corpus, link: Link) -> str:
    """What is shown for a link: its words, what it means where they do not say so, and whether it means one thing."""
    found = references.meant(corpus, link.target)
    if len(found) != 1:
        return f"{link.said} ({tr('which one?') if found else tr('not found')})"
    bare = link.said == link.target and found[0].kind != "entity"
    return found[0].said if bare else link.said.removeprefix("entity:")


def says(corpus: Corpus, address: str) -> str:
    """What Enter on a link would do."""
    target = target_of(address)
    if target is None:
        return with_keys(tr("{address}   {open} copies it or opens it"), address=address)
    found = references.meant(corpus, target)
    if len(found) == 1:
        kind = _kind(found[0])
        return with_keys(tr("{kind}: {name}   {open} opens it"), kind=kind[:1].upper() + kind[1:], name=found[0].said)
    several, none = tr("{link} may mean several   {open} asks which"), tr("{link} is not found in this corpus")
    return with_keys(several if found else none, link=target)


def follow(place: Place, address: str) -> None:
    """Follow a link: to what it means, asking which if there are several; an address that leads out is shown first."""
    target = target_of(address)
    if target is None:
        place.mount(Offer(address, commands.holding("address"), lambda name: _do(place, name, address), whole=True))
        return
    found = references.meant(place.desk.corpus, target)
    if len(found) == 1:
        open_thing(place, found[0])
    elif found:
        place.mount(
            Pick(tr("It may mean:"), paint_meant, _among(found), lambda one: open_thing(place, one), tr("Nothing"))
        )
    else:
        place.say(tr("Not found in this corpus: {link}").format(link=target), "quiet")


def _among(found: list[Meant]) -> Callable[[str], Source]:
    return lambda typed: Fixed([one for one in found if typed.strip().casefold() in one.said.casefold()])


def open_thing(place: Place, thing: Meant) -> None:
    """Go to an article, a name or a note."""
    from reader.tui.screens.entity import EntityPage
    from reader.tui.screens.note import NoteView
    from reader.tui.screens.page import Page

    desk = place.desk
    if thing.kind == "article":
        place.go_to(Page(desk, thing.id))
    elif thing.kind == "entity":
        place.go_to(EntityPage(desk, entities.find(desk.corpus, thing.id)))
    else:
        place.go_to(NoteView(desk, thing.id))


def _do(place: Place, name: str, address: str) -> None:
    do: Any = commands.BY_NAME[name].action()
    try:
        do(place, address)
    except ReaderError as error:
        place.say(str(error), "error")


def copy_address(place: Place, address: str) -> None:
    """Copy an address that leads out."""
    place.say(clipboard.copy(place.app, address, tr("the address")))


def open_address(place: Place, address: str) -> None:
    """Open an address that leads out, in a browser that has a window of its own."""
    if urlsplit(address).scheme not in _OPENED:
        remedy = with_keys(tr("{copy-address} copies it"))
        raise ReaderError(paint.clipped(address, 40), tr("it is no address of the web"), remedy)
    remedy = with_keys(tr("{copy-address} copies the address"))
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        raise ReaderError(tr("browser"), tr("there is none here"), remedy) from None
    if not getattr(browser, "background", isinstance(browser, webbrowser.BackgroundBrowser)):
        raise ReaderError(tr("browser"), tr("the one here would write into this terminal"), remedy)
    place.say(tr("Opened in the browser") if browser.open(address) else tr("The browser did not open it"))
