"""All commands by name. Everything shown is made as `Content`, since a ``str`` would be parsed as markup."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content, Span
from textual.fuzzy import FuzzySearch

from reader.speech import tr
from reader.tui.commands import BY_NAME, CORRECTED, Command, correcting, holding
from reader.tui.place import Place

_OF_ARTICLE = frozenset(
    {"bookmark", "read", "tags", "original", "copies", "mend-title", "mend-date", "mend-outlet", "quote"}
)
_OF_NOTE = frozenset({"history", "delete"})
_OF_ANYTHING = frozenset({"note", "note-outside", "delete"})


def _missing(place: Place) -> frozenset[str]:
    """The commands that find nothing to act on: there is no article, no note, or nothing at all, under the cursor."""
    return _without_article(place) | (frozenset() if place.noted else _OF_NOTE)


def _without_article(place: Place) -> frozenset[str]:
    if place.article() is not None:
        return frozenset()
    return _OF_ARTICLE if place.subject() is not None else _OF_ARTICLE | _OF_ANYTHING


class Palette(CommandPalette):
    """Textual's, whose list fails where a key for a page comes before it was drawn."""

    def _action_command_list(self, action: str) -> None:
        with suppress(LookupError):
            super()._action_command_list(action)


class Commands(Provider):
    """The commands that can be carried out now at the place below the palette."""

    def _here(self) -> list[Command]:
        place = self.screen
        if not isinstance(place, Place):
            return []
        named = place.WHERE in CORRECTED and place.named()
        here = holding(place.where) + (correcting(place.mention() is not None) if named else [])
        missing = _missing(place)
        return [command for command in here if command.name not in missing]

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._here():
            yield DiscoveryHit(Content(_line(command)), partial(self._do, command), text=command.said)

    async def search(self, query: str) -> Hits:
        """Those that match what was typed."""
        fuzzy = FuzzySearch()
        for command in self._here():
            line = _line(command)
            score, places = fuzzy.match(query, line)
            if score > 0:
                spans = [Span(place, place + 1, self.match_style or "bold") for place in places]
                yield Hit(score, Content(line, spans=spans), partial(self._do, command), text=command.said)

    def _do(self, command: Command) -> None:
        # A key struck behind the choice may have closed the place already.
        if isinstance(self.screen, Place) and self.screen.is_running:
            self.screen.action_command(command.name)


def _line(command: Command) -> str:
    if {"name", "mention"} & set(command.where):
        return tr("This name: {command}   {keys}").format(
            command=command.said, keys=f"{BY_NAME['correct'].shown} {command.shown}"
        )
    return f"{command.said}   {command.shown}".rstrip()
