"""All commands by name. Everything shown is made as `Content`, since a ``str`` would be parsed as markup."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content, Span
from textual.fuzzy import FuzzySearch

from reader.speech import tr
from reader.tui.commands import BY_NAME, CORRECTED, Command, correcting, holding
from reader.tui.place import Place

_OF_ARTICLE = frozenset(
    {"bookmark", "read", "tags", "original", "copies", "mend-title", "mend-date", "mend-outlet", "quote"}
)
_OF_ANYTHING = frozenset({"note", "note-outside", "delete"})


def _missing(place: Place) -> frozenset[str]:
    """The commands that find nothing to act on: there is no article, or nothing at all, under the cursor."""
    if place.article() is not None:
        return frozenset()
    return _OF_ARTICLE if place.subject() is not None else _OF_ARTICLE | _OF_ANYTHING


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
            yield DiscoveryHit(Content(_line(command)), partial(self._do, command), text=tr(command.help))

    async def search(self, query: str) -> Hits:
        """Those that match what was typed."""
        fuzzy = FuzzySearch()
        for command in self._here():
            line = _line(command)
            score, places = fuzzy.match(query, line)
            if score > 0:
                spans = [Span(place, place + 1, self.match_style or "bold") for place in places]
                yield Hit(score, Content(line, spans=spans), partial(self._do, command), text=tr(command.help))

    def _do(self, command: Command) -> None:
        if isinstance(self.screen, Place):
            self.screen.action_command(command.name)


def _line(command: Command) -> str:
    if {"name", "mention"} & set(command.where):
        return tr("This name: {command}   {keys}").format(
            command=tr(command.help), keys=f"{BY_NAME['correct'].shown} {command.shown}"
        )
    return f"{tr(command.help)}   {command.shown}".rstrip()
