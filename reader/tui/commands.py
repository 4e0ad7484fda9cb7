"""The one registry of commands: bindings, palette, help, ``reader keys`` and the README are made of it.

It imports nothing of Textual, so that the command line can read it. A command's action is named as
``room:function`` in `reader.tui.doing` and is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

HITS = ("list", "page", "search")
LISTS = ("list", "entities", "entity", "notes", "search", "copies", "compare", "inbox")
READING = ("list", "page")
MENDED = (*READING, "inbox")
WITH_ARTICLE = (*MENDED, "copies")
CORRECTED = ("page", "entity", "entities")
PLACES = (*LISTS, "page")
SHEETS = ("note", "help")
EVERYWHERE = (*PLACES, *SHEETS)


class Command(NamedTuple):
    """One thing that can be done: its name, its keys (as Textual names them), its help and where it holds."""

    name: str
    keys: tuple[str, ...]
    help: str
    where: tuple[str, ...]
    do: str
    """``room:function`` in `reader.tui.doing`, or ``self:method`` for what a dialog does by itself."""

    @property
    def shown(self) -> str:
        """The keys as people write them: ``j ↓``."""
        return " ".join(shown(key) for key in self.keys)

    def action(self) -> Callable[[Any], None]:
        """The function that carries the command out on a place; its room is imported now."""
        room, _, function = self.do.partition(":")
        action: Callable[[Any], None] = getattr(import_module(f"reader.tui.doing.{room}"), function)
        return action


GROUPS: dict[str, tuple[Command, ...]] = {
    "Moving": (
        Command("down", ("j", "down"), "Down a line", EVERYWHERE, "moving:down"),
        Command("up", ("k", "up"), "Up a line", EVERYWHERE, "moving:up"),
        Command("half-down", ("d", "ctrl+d"), "Down half a page", EVERYWHERE, "moving:half_down"),
        Command("half-up", ("u", "ctrl+u"), "Up half a page", EVERYWHERE, "moving:half_up"),
        Command("page-down", ("space", "pagedown"), "Down a page", EVERYWHERE, "moving:page_down"),
        Command("page-up", ("b", "pageup"), "Up a page", EVERYWHERE, "moving:page_up"),
        Command("first", ("g", "home"), "To the beginning", EVERYWHERE, "moving:first"),
        Command("last", ("G", "end"), "To the end", EVERYWHERE, "moving:last"),
        Command("next-article", ("J",), "Next article", READING, "moving:next_article"),
        Command("previous-article", ("K",), "Previous article", READING, "moving:previous_article"),
    ),
    "Going": (
        Command("open", ("enter", "l"), "Open, follow", PLACES, "going:follow"),
        Command("close", ("q",), "Back; at the top: quit", EVERYWHERE, "going:close"),
        Command("back", ("h", "left", "escape", "backspace"), "Back", EVERYWHERE, "going:back"),
        Command("articles", ("1",), "All articles", PLACES, "going:articles"),
        Command("entities", ("2", "E"), "All names: persons, places, organisations", PLACES, "going:entities"),
        Command("notes", ("3", "A"), "All notes and highlights", PLACES, "going:notes"),
        Command("inbox", ("5",), "Inbox: fresh imports, doubtful ones first", PLACES, "going:inbox"),
        Command("bookmarks", ("S",), "All bookmarks", PLACES, "going:bookmarks"),
    ),
    "Finding": (
        Command("search", ("/",), "Search all texts and notes",
                ("list", "search", "notes", "entity"), "finding:search"),
        Command("find", ("/",), "Search in this article", ("page",), "finding:find"),
        Command("find-name", ("/", "f"), "Find a name", ("entities",), "finding:names"),
        Command("filter", ("f",), "Show only articles that match", ("list",), "finding:narrow"),
        Command("next-hit", ("n",), "Next hit, else next unread article", HITS, "finding:next_hit"),
        Command("previous-hit", ("N",), "Previous hit, else previous unread article", HITS, "finding:previous_hit"),
        Command("sort", (">",), "Sort by the next column", ("list",), "finding:sort_next"),
        Command("sort-back", ("<",), "Sort by the column before", ("list",), "finding:sort_previous"),
        Command("next-type", ("tab",), "Only persons, places, organisations, others",
                ("entities",), "finding:next_type"),
        Command("previous-type", ("shift+tab",), "The type before", ("entities",), "finding:previous_type"),
        Command("next-companion", ("tab",), "Next name it appears with; Enter goes there",
                ("entity",), "finding:next_companion"),
        Command("previous-companion", ("shift+tab",), "The one before", ("entity",), "finding:previous_companion"),
    ),
    "Reading": (
        Command("next-entity", ("tab",), "Next name or note", ("page",), "reading:next_stop"),
        Command("previous-entity", ("shift+tab",), "Previous name or note", ("page",), "reading:previous_stop"),
        Command("colours", ("i",), "Colours of names on or off", ("page",), "reading:colours"),
        Command("names-beside", ("p",), "Names at the side, where there is room", ("page",), "reading:names_beside"),
        Command("cut-text", ("x",), "Show or hide what was cut (advertising, navigation)",
                ("page",), "reading:cut_text"),
        Command("copies", ("C",), "Copies and versions of this article; there: what differs",
                ("list", "page", "inbox", "copies"), "going:copies"),
        Command("wider", ("+",), "Wider text", ("page",), "reading:wider"),
        Command("narrower", ("-",), "Narrower text", ("page",), "reading:narrower"),
        Command("usual-width", ("=",), "Text of the usual width", ("page",), "reading:usual_width"),
        Command("reading-mode", ("z",), "Nothing but the text", ("page",), "reading:reading_mode"),
        Command("copy", ("y",), "Copy the text of the article; in a list, its title", PLACES, "reading:copy"),
        Command("original", ("o",), "Say where the original lies", READING, "reading:original"),
    ),
    "Marks and notes": (
        Command("bookmark", ("s",), "Bookmark on or off", WITH_ARTICLE, "marking:bookmark"),
        Command("read", ("r",), "Read or unread", WITH_ARTICLE, "marking:read"),
        Command("tags", ("t",), "Tags", WITH_ARTICLE, "marking:tags"),
        Command("note", ("a",), "Write a note on this", EVERYWHERE[:-1], "noting:write"),
        Command("note-outside", ("e",), "The same in $VISUAL or $EDITOR", EVERYWHERE[:-1], "noting:write_outside"),
        Command("delete", ("D",), "Delete (U takes it back)", ("list", "page", "notes", "note"), "marking:delete"),
        Command("undo", ("U",), "Take back what was done last", PLACES, "marking:undo"),
    ),
    "Mending": (
        Command("mend-title", ("T",), "Mend the title", MENDED, "mending:title"),
        Command("mend-date", ("W",), "Mend the date (when it was published)", MENDED, "mending:date"),
        Command("mend-outlet", ("O",), "Mend the outlet", MENDED, "mending:outlet"),
        Command("cut-paragraph", ("X",), "Mark a paragraph; X again cuts it out of the text", ("page",), "mending:cut"),
        Command("mend-cut", ("x",), "Open it with what was cut; Tab goes there, Enter keeps it",
                ("inbox",), "mending:cut_text"),
        Command("put-away", ("p",), "It is right: put it away", ("inbox",), "mending:put_away"),
        Command("put-sure-away", ("P",), "Put away all that are sure", ("inbox",), "mending:put_sure_away"),
        Command("refuse", ("D",), "No: do not follow this correction elsewhere", ("inbox",), "mending:refuse"),
    ),
    "Correcting a name": (
        Command("correct", ("c",), "Correct this name; then one of these:", CORRECTED, "correcting:offer"),
        Command("rename", ("r",), "Rename", ("name",), "correcting:rename"),
        Command("is-person", ("p",), "Person", ("name",), "correcting:person"),
        Command("is-place", ("l",), "Place", ("name",), "correcting:locality"),
        Command("is-organisation", ("o",), "Organisation", ("name",), "correcting:organisation"),
        Command("is-other", ("m",), "Other name", ("name",), "correcting:other"),
        Command("join", ("j",), "Same as …", ("name",), "correcting:join"),
        Command("part", ("d",), "Never same as …", ("name",), "correcting:part"),
        Command("split", ("s",), "Split off …", ("name",), "correcting:split"),
        Command("reject", ("x",), "Never a name", ("name",), "correcting:reject"),
        Command("reject-here", ("n",), "No name here", ("mention",), "correcting:reject_here"),
        Command("reassign", ("t",), "Somebody else here …", ("mention",), "correcting:reassign"),
    ),
    "Writing a note": (
        Command("save-and-close", ("escape",), "Save and close", ("editor",), "self:close"),
        Command("save", ("ctrl+o",), "Save and go on", ("editor",), "self:save"),
        Command("revert", ("ctrl+r",), "Back to what was there before (^Z undoes)", ("editor",), "self:revert"),
    ),
    "Typing a search": (
        Command("search-go", ("enter",), "Go", ("bar",), "self:submit"),
        Command("search-leave", ("escape",), "Leave it", ("bar",), "self:cancel"),
        Command("search-widen", ("tab",), "Search all articles instead of this one", ("bar",), "self:widen"),
    ),
    "Picking a name": (
        Command("pick-next", ("down",), "The next one", ("pick",), "self:down"),
        Command("pick-previous", ("up",), "The one before", ("pick",), "self:up"),
    ),
    "The app": (
        Command("help", ("?", "f1"), "This help", PLACES, "going:help"),
        Command("palette", ("ctrl+p", ":"), "All commands by name", EVERYWHERE, "going:palette"),
        Command("suspend", ("ctrl+z",), "Suspend to the shell", EVERYWHERE, "going:suspend"),
        Command("quit", ("ctrl+q",), "Quit from anywhere", EVERYWHERE, "going:leave"),
        Command("theme-dark", (), "Theme: dark", EVERYWHERE, "looking:dark"),
        Command("theme-light", (), "Theme: light", EVERYWHERE, "looking:light"),
        Command("theme-terminal-dark", (), "Theme: the terminal's colours, dark", EVERYWHERE, "looking:terminal_dark"),
        Command("theme-terminal-light", (), "Theme: the terminal's colours, light",
                EVERYWHERE, "looking:terminal_light"),
    ),
}  # fmt: skip

COMMANDS: tuple[Command, ...] = tuple(command for group in GROUPS.values() for command in group)
BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}


def holding(where: str) -> list[Command]:
    """The commands that hold at a place."""
    return [command for command in COMMANDS if where in command.where]


def correcting(here: bool) -> list[Command]:
    """The corrections of a name; ``here``: also of the one place it stands at."""
    return holding("name") + (holding("mention") if here else [])


_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "enter": "Enter", "escape": "Esc", "backspace": "Backspace", "tab": "Tab",
    "shift+tab": "Shift+Tab", "f1": "F1",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it: ``ctrl+d`` is ``^D``."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return _SHOWN.get(key, key)
