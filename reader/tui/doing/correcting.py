"""Correcting a name: what it is called, what it is, whose it is, and whether it is one at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader import acts
from reader.corpus import Corpus, entities
from reader.corpus.namelist import NameList
from reader.records import Entity, Mention
from reader.speech import term, tr
from reader.text import fold
from reader.tui import commands, kinds, paint
from reader.tui.commands import with_keys
from reader.tui.hints import undoable
from reader.tui.place import Place
from reader.tui.portrait import also_called
from reader.tui.widgets.offer import Offer
from reader.tui.widgets.pick import Pick
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows import Fixed, Ink, Source

if TYPE_CHECKING:
    from rich.segment import Segment

    from reader.tui.screens.page import Page

_SAID = 40
_ASKED = 24


def offer(place: Place) -> None:
    """Offer the corrections of the name under the cursor: the next key is one of them."""
    if (one := _entity(place)) is not None:
        said = tr("Correct: {name} ({kind})").format(name=one.name, kind=kinds.one(one.type))
        place.mount(Offer(said, commands.correcting(place.mention() is not None), place.action_command))


def _entity(place: Place) -> Entity | None:
    named = place.named()
    if named is None:
        on_page = with_keys(tr("{next-entity} goes to a name; {correct} corrects it"))
        place.say(on_page if place.WHERE == "page" else tr("There is no name here"), "quiet")
        return None
    return entities.find(place.desk.corpus, named)


def _did(place: Place, said: str) -> None:
    place.did(undoable(said), anew=True)


def _short(name: str) -> str:
    return paint.clipped(name, _SAID)


def rename(place: Place) -> None:
    """Ask for another name."""
    if (one := _entity(place)) is not None:
        place.mount(Prompt(tr("Its name:"), paint.plain(one.name), done=lambda name: _rename(place, one, name)))


def _rename(place: Place, one: Entity, name: str) -> None:
    acts.rename_entity(place.desk.corpus, one.id, name)
    _did(place, tr("{name} is now {other}").format(name=_short(one.name), other=_short(name)))


def person(place: Place) -> None:
    """It is a person."""
    _retype(place, "PER")


def locality(place: Place) -> None:
    """It is a place."""
    _retype(place, "LOC")


def organisation(place: Place) -> None:
    """It is an organisation."""
    _retype(place, "ORG")


def other(place: Place) -> None:
    """It is another kind of name."""
    _retype(place, "MISC")


def _retype(place: Place, type: str) -> None:
    if (one := _entity(place)) is not None:
        acts.retype_entity(place.desk.corpus, one.id, type)
        _did(place, f"{_short(one.name)}: {kinds.one(type)}")


def join(place: Place) -> None:
    """It is the same as another, whose name stays: ask which."""
    _pick_other(place, tr("{name} is the same as (that name stays):"), _join)


def _join(place: Place, one: Entity, into: Entity) -> None:
    acts.merge_entities(place.desk.corpus, into.id, [one.id])
    _did(place, tr("{name} is {other} and called so").format(name=_short(one.name), other=_short(into.name)))


def part(place: Place) -> None:
    """It is never the same as another: ask which."""
    _pick_other(place, tr("{name} is never the same as:"), _part)


def _part(place: Place, one: Entity, other: Entity) -> None:
    acts.part_entities(place.desk.corpus, one.id, other.id)
    _did(place, tr("{name} is never {other}").format(name=_short(one.name), other=_short(other.name)))


def _pick_other(place: Place, label: str, then: Callable[[Place, Entity, Entity], None]) -> None:
    if (one := _entity(place)) is not None:
        asked = label.format(name=paint.clipped(one.name, _ASKED))
        place.mount(names(place, asked, one.id, lambda other: then(place, one, other)))


def names(place: Place, label: str, without: str | None, done: Callable[[Entity], None]) -> Pick:
    """Ask which of the known names."""
    from reader.tui.screens.entities import paint_entity

    def drawn(entity: Entity, width: int, ink: Ink) -> list[list[Segment]]:
        return paint_entity(entity, width, ink)

    return Pick(label, drawn, lambda typed: NameList(place.desk.corpus, None, typed, without), done)


def split(place: Place) -> None:
    """One of its names is somebody else: ask which."""
    if (one := _entity(place)) is None:
        return
    names = _separable(place.desk.corpus, one)
    if not names:
        place.say(tr("{name} has one name only; nothing can be split off").format(name=_short(one.name)), "quiet")
        return

    def offered(typed: str) -> Source:
        return Fixed([name for name in names if fold(typed.strip()) in fold(name.name)])

    place.mount(Pick(tr("Somebody else is:"), _paint_name, offered, lambda name: _split(place, one, name.name)))


def _separable(corpus: Corpus, one: Entity) -> list[entities.EntityName]:
    """The names beside its own, and what it is called in short."""
    names = also_called(one, entities.names_of(corpus, one.id), entities.main_key(corpus, one.id))
    known = {name.name for name in names}
    short = [form for form in one.aliases if form not in known and entities.shortened(corpus, one.id, form)]
    return names + [entities.EntityName("", form, 0, "called so in short") for form in short]


def _paint_name(name: entities.EntityName, width: int, ink: Ink) -> list[list[Segment]]:
    from rich.segment import Segment

    called = max(16, width // 3)
    return [[
        Segment(paint.fitted(name.name, called) + "  ", ink("strong")),
        Segment(f"{name.mentions or '':>6}  ", ink("quiet")),
        Segment(paint.fitted(term(name.reason), width - called - 10), ink("quiet")),
    ]]  # fmt: skip


def _split(place: Place, one: Entity, name: str) -> None:
    acts.split_entity(place.desk.corpus, one.id, [name])
    _did(place, tr("{name} is not {other}").format(name=_short(name), other=_short(one.name)))


def reject_here(page: Page) -> None:
    """There is no name at this place."""
    if mention := page.mention():
        acts.reject_mention(page.desk.corpus, page.read_now.card.id, mention.start, mention.end)
        _did(page, tr("No name here: {words}").format(words=_words(page, mention)))


def reassign(page: Page) -> None:
    """The name at this place is another's: ask whose."""
    mention = page.mention()
    if mention is not None:
        page.mount(names(page, tr("Here it is:"), mention.entity, lambda other: _reassign(page, mention, other)))


def _reassign(page: Page, mention: Mention, whose: Entity) -> None:
    add(page, mention.start, mention.end, whose.type, whose.id)


def reject(place: Place) -> None:
    """It is never a name, wherever it was found."""
    from reader.tui.screens.entity import EntityPage

    if (one := _entity(place)) is not None:
        acts.reject_entity(place.desk.corpus, one.id)
        if isinstance(place, EntityPage) and place.entity.id == one.id:
            place.app.pop_screen()
        shown = place.app.screen
        _did(shown if isinstance(shown, Place) else place, tr("Never a name: {name}").format(name=_short(one.name)))


def add(page: Page, start: int, end: int, type: str, entity: str | None = None) -> None:
    """Say that a passage is a name of a type, and whose it is if that is known."""
    article = page.read_now
    acts.add_mention(page.desk.corpus, article.card.id, acts.anchor(article.text, start, end), type, entity)
    whose = entities.find(page.desk.corpus, entity).name if entity else kinds.one(type)
    _did(page, f"{_short(article.text[start:end])}: {whose}")


def _words(page: Page, mention: Mention) -> str:
    return _short(page.read_now.text[mention.start : mention.end])
