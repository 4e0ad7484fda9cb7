"""The one registry of commands: bindings, palette, help, ``reader keys`` and the README are made of it.

It imports nothing of Textual, so that the command line can read it. A command's action is named as
``room:function`` in `reader.tui.doing` and is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from reader.speech import later, tr

HITS = ("list", "page", "search")
LISTS = (
    "list", "entities", "entity", "notes", "search", "searches", "related", "copies", "compare", "inbox", "timeline",
)  # fmt: skip
READING = ("list", "page")
MENDED = (*READING, "inbox")
WITH_ARTICLE = (*MENDED, "copies", "related")
CORRECTED = ("page", "entity", "entities")
PLACES = (*LISTS, "page")
ASIDE = ("history", "changes", "conflict")
SHEETS = ("note", "help", *ASIDE)
EVERYWHERE = (*PLACES, *SHEETS)
AND_NOTE = (*PLACES, "note")


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

    @property
    def first(self) -> str:
        """The key one strikes for it first; the palette where it has none."""
        return shown(self.keys[0]) if self.keys else "^P"

    @property
    def said(self) -> str:
        """The help in the language of the person, with the keys in force."""
        return with_keys(tr(self.help))

    def __format__(self, wanted: str) -> str:
        """The key of it that is wanted, if it has that one (``{back:escape}``), else the first."""
        return shown(wanted) if wanted in self.keys else self.first

    def action(self) -> Callable[[Any], None]:
        """The function that carries the command out on a place; its room is imported now."""
        room, _, function = self.do.partition(":")
        action: Callable[[Any], None] = getattr(import_module(f"reader.tui.doing.{room}"), function)
        return action


Groups = dict[str, tuple[Command, ...]]
GROUPS: Groups = {
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
        Command("open", ("enter", "l"), "Open, follow", (*AND_NOTE, *ASIDE), "going:follow"),
        Command("close", ("q",), "Back; at the top: quit", EVERYWHERE, "going:close"),
        Command("back", ("h", "left", "escape", "backspace"), "Back", EVERYWHERE, "going:back"),
        Command("articles", ("1",), "All articles", PLACES, "going:articles"),
        Command("entities", ("2", "E"), "All names: persons, places, organisations", PLACES, "going:entities"),
        Command("notes", ("3", "A"), "All notes and highlights", PLACES, "going:notes"),
        Command("timeline", ("4",), "The dossier over time", PLACES, "going:timeline"),
        Command("inbox", ("5",), "Inbox: fresh imports, doubtful ones first", PLACES, "going:inbox"),
        Command("import", ("I",), "Import files or folders; again: stop it", PLACES, "importing:ask"),
        Command("bookmarks", ("S",), "All bookmarks", PLACES, "going:bookmarks"),
        Command("changes", ("M",), "What merges with other copies changed", AND_NOTE, "syncing:changes"),
    ),
    "Jumping": (
        Command("mark-place", ("m",), "Mark this place with a letter", ("page",), "jumping:mark"),
        Command("go-to-mark", ("'",), "Go to a mark by its letter; {go-to-mark}' back to before the last jump",
                READING, "jumping:jump"),
        Command("outline", ("#",), "The headings of this article", ("page",), "jumping:outline"),
        Command("addresses", ("L",), "Web addresses on the screen, each by a letter", ("page",), "jumping:addresses"),
    ),
    "Finding": (
        Command("search", ("/",), "Search all texts and notes",
                ("list", "search", "notes", "entity"), "finding:search"),
        Command("find", ("/",), "Search in this article", ("page",), "finding:find"),
        Command("find-name", ("/", "f"), "Find a name", ("entities",), "finding:names"),
        Command("filter", ("f",), "Show only articles that match", ("list",), "finding:narrow"),
        Command("searches", ("F",), "Saved searches, and what is new in them", PLACES, "keeping:searches"),
        Command("save-search", ("s",), "Save this search", ("search",), "keeping:save"),
        Command("save-filter", (), "Save what the list is narrowed to as a search", ("list",), "keeping:save"),
        Command("list-search", ("f",), "Show the list narrowed to it", ("searches",), "keeping:narrow"),
        Command("delete-search", ("D",), "Delete it ({undo} takes it back)", ("searches",), "keeping:delete"),
        Command("next-kind", ("tab",), "To the texts, notes, tags, names that were found",
                ("search",), "finding:next_kind"),
        Command("previous-kind", ("shift+tab",), "To those before", ("search",), "finding:previous_kind"),
        Command("related", ("R",), "More like this: what speaks of the same",
                (*WITH_ARTICLE, "search"), "finding:related"),
        Command("next-hit", ("n",), "Next hit, else next unread article", HITS, "finding:next_hit"),
        Command("previous-hit", ("N",), "Previous hit, else previous unread article", HITS, "finding:previous_hit"),
        Command("sort", (">",), "Sort by the next column", ("list",), "finding:sort_next"),
        Command("sort-back", ("<",), "Sort by the column before", ("list",), "finding:sort_previous"),
        Command("next-type", ("tab",), "Only persons, places, organisations, others",
                ("entities",), "finding:next_type"),
        Command("previous-type", ("shift+tab",), "The type before", ("entities",), "finding:previous_type"),
        Command("next-span", ("tab",), "By year, month or day", ("timeline",), "finding:next_span"),
        Command("previous-span", ("shift+tab",), "The one before", ("timeline",), "finding:previous_span"),
        Command("filter-notes", ("f",), "Show only notes that match", ("notes",), "noting:narrow"),
        Command("group-notes", (">",), "Newest first, or by article, name or place", ("notes",), "noting:group_next"),
        Command("group-notes-back", ("<",), "The order before", ("notes",), "noting:group_previous"),
        Command("next-tray", ("tab",), "Only notes, highlights, conflicts, lost places, deleted",
                ("notes",), "noting:next_tray"),
        Command("previous-tray", ("shift+tab",), "Those before", ("notes",), "noting:previous_tray"),
        Command("next-companion", ("tab",), "Next name it appears with; {open} goes there",
                ("entity",), "finding:next_companion"),
        Command("previous-companion", ("shift+tab",), "The one before", ("entity",), "finding:previous_companion"),
    ),
    "Reading": (
        Command("next-entity", ("tab",), "Next name or note", ("page",), "reading:next_stop"),
        Command("previous-entity", ("shift+tab",), "Previous name or note", ("page",), "reading:previous_stop"),
        Command("next-link", ("tab",), "Next link; {open} follows it", ("note",), "linking:next_link"),
        Command("previous-link", ("shift+tab",), "Previous link", ("note",), "linking:previous_link"),
        Command("colours", ("i",), "Colours of names on or off", ("page",), "reading:colours"),
        Command("names-beside", ("p",), "Names at the side, where there is room", ("page",), "reading:names_beside"),
        Command("cut-text", ("x",), "Show or hide what was cut (advertising, navigation)",
                ("page",), "reading:cut_text"),
        Command("copies", ("C",), "Copies and versions of this article; there: what differs",
                ("list", "page", "inbox", "copies"), "going:copies"),
        Command("wider", ("+",), "Wider text", ("page",), "reading:wider"),
        Command("narrower", ("-",), "Narrower text", ("page",), "reading:narrower"),
        Command("usual-width", ("=",), "Text of the usual width", ("page",), "reading:usual_width"),
        Command("justified", ("B",), "Justified text with parted words, or ragged", ("page",), "reading:justified"),
        Command("reading-mode", ("z",), "Nothing but the text", ("page",), "reading:reading_mode"),
        Command("copy", ("y",), "Copy the text of the article; in a list, its title", AND_NOTE, "copying:plain"),
        Command("quote", ("Y",), "Copy it as a quotation with its source",
                (*WITH_ARTICLE, "search", "notes", "note"), "copying:quoted"),
        Command("export", ("w",), "Write to a file: Markdown, W3C annotations, CSV, JSON, BibTeX, RIS",
                (*READING, "entity", "inbox"), "exporting:write"),
        Command("original", ("o",), "Say where the original lies", READING, "reading:original"),
    ),
    "Selecting": (
        Command("select", ("v",), "Select words; then the keys of this list hold", ("page",), "selecting:begin"),
        Command("select-word", ("w",), "On by a word", ("selection",), "selecting:word"),
        Command("select-word-back", ("b",), "Back by a word", ("selection",), "selecting:word_back"),
        Command("select-letter", ("l", "right"), "On by a letter", ("selection",), "selecting:letter"),
        Command("select-letter-back", ("h", "left"), "Back by a letter", ("selection",), "selecting:letter_back"),
        Command("select-line", ("j", "down"), "On by a line", ("selection",), "selecting:line"),
        Command("select-line-back", ("k", "up"), "Back by a line", ("selection",), "selecting:line_back"),
        Command("select-sentence", (")",), "On to the end of a sentence", ("selection",), "selecting:sentence"),
        Command("select-sentence-back", ("(",), "Back to the beginning of a sentence",
                ("selection",), "selecting:sentence_back"),
        Command("select-paragraph", ("p",), "On to the end of a paragraph", ("selection",), "selecting:paragraph"),
        Command("select-paragraph-back", ("P",), "Back to the beginning of a paragraph",
                ("selection",), "selecting:paragraph_back"),
        Command("select-page", ("space", "pagedown"), "On by a page", ("selection",), "selecting:page_down"),
        Command("select-page-back", ("pageup",), "Back by a page", ("selection",), "selecting:page_up"),
        Command("select-first", ("g", "home"), "Back to the beginning", ("selection",), "selecting:first"),
        Command("select-last", ("G", "end"), "On to the end", ("selection",), "selecting:last"),
        Command("select-other-end", ("o",), "Move the other end", ("selection",), "selecting:other_end"),
        Command("select-here", ("s",), "Begin anew with the word one is at", ("selection",), "selecting:here"),
        Command("highlight", ("enter", "1"), "Highlight", ("selection",), "selecting:highlight"),
        Command("highlight-2", ("2",), "Highlight in the second colour", ("selection",), "selecting:highlight_2"),
        Command("highlight-3", ("3",), "Highlight in the third colour", ("selection",), "selecting:highlight_3"),
        Command("highlight-4", ("4",), "Highlight in the fourth colour", ("selection",), "selecting:highlight_4"),
        Command("select-note", ("a",), "Write a note on it", ("selection",), "selecting:note"),
        Command("select-copy", ("y",), "Copy it", ("selection",), "selecting:copy"),
        Command("select-quote", ("Y",), "Copy it as a quotation with its source", ("selection",), "selecting:quote"),
        Command("select-name", ("c",), "It is a name; then of what:", ("selection",), "selecting:name"),
        Command("name-person", ("p",), "Person", ("passage",), "selecting:person"),
        Command("name-place", ("l",), "Place", ("passage",), "selecting:locality"),
        Command("name-organisation", ("o",), "Organisation", ("passage",), "selecting:organisation"),
        Command("name-other", ("m",), "Other name", ("passage",), "selecting:other"),
        Command("name-known", ("t",), "One that is known …", ("passage",), "selecting:known"),
        Command("select-leave", ("escape", "q", "v"), "Select nothing", ("selection",), "selecting:leave"),
        Command("recolour", ("1",), "At a highlight: the first colour", ("highlight",), "selecting:colour_1"),
        Command("recolour-2", ("2",), "At a highlight: the second colour", ("highlight",), "selecting:colour_2"),
        Command("recolour-3", ("3",), "At a highlight: the third colour", ("highlight",), "selecting:colour_3"),
        Command("recolour-4", ("4",), "At a highlight: the fourth colour", ("highlight",), "selecting:colour_4"),
    ),
    "Marks and notes": (
        Command("bookmark", ("s",), "Bookmark on or off", WITH_ARTICLE, "marking:bookmark"),
        Command("mark", ("v",), "Mark several; then {bookmark} {read} {tags} {delete} do it to all of them",
                ("list",), "marking:mark"),
        Command("read", ("r",), "Read or unread", WITH_ARTICLE, "marking:read"),
        Command("tags", ("t",), "Tags", WITH_ARTICLE, "marking:tags"),
        Command("note", ("a",), "Write a note on this", AND_NOTE, "noting:write"),
        Command("new-note", ("n",), "Write a new note on the whole corpus", ("notes",), "noting:write_new"),
        Command("note-outside", ("e",), "The same in $VISUAL or $EDITOR", AND_NOTE, "noting:write_outside"),
        Command("delete", ("D",), "Delete ({undo} takes it back)", ("list", "page", "notes", "note"), "marking:delete"),
        Command("history", ("H",), "What a note said before; {open} takes a version back",
                ("notes", "note"), "noting:history"),
        Command("undo", ("U",), "Take back what was done last", (*AND_NOTE, "history"), "marking:undo"),
    ),
    "Mending": (
        Command("mend-title", ("T",), "Mend the title", MENDED, "mending:title"),
        Command("mend-date", ("W",), "Mend the date (when it was published)", MENDED, "mending:date"),
        Command("mend-outlet", ("O",), "Mend the outlet", MENDED, "mending:outlet"),
        Command("cut-paragraph", ("X",), "Mark a paragraph; {cut-paragraph} again cuts it out of the text",
                ("page",), "mending:cut"),
        Command("mend-cut", ("x",), "Open it with what was cut; {next-entity} goes there, {open} keeps it",
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
        Command("insert-link", ("ctrl+l",), "Link to an article, a name or a note", ("editor",), "self:link"),
        Command("find-in-note", ("ctrl+f",), "Find in the note", ("editor",), "self:find"),
        Command("find-again", ("ctrl+g",), "Find it again", ("editor",), "self:find_again"),
        Command("revert", ("ctrl+r",), "Back to what was there before (^Z undoes)", ("editor",), "self:revert"),
    ),
    "Merging copies": (
        Command("undo-merge", ("U",), "Take back the whole merge that this came by", ("changes",), "syncing:take_back"),
        Command("next-version", ("tab",), "The next version beside the newest", ("conflict",), "syncing:next_version"),
        Command("previous-version", ("shift+tab",), "The one before", ("conflict",), "syncing:previous_version"),
        Command("keep-first", ("<",), "Keep the version at the left, or above", ("conflict",), "syncing:keep_first"),
        Command("keep-second", (">",), "Keep the version at the right, or below",
                ("conflict",), "syncing:keep_second"),
        Command("write-third", ("a",), "Write one version of both", ("conflict",), "syncing:write_third"),
        Command("take-over", ("ctrl+t",), "In the editor: take over what the other version says",
                ("resolving",), "self:take_over"),
        Command("sync", (), "Look for copies of the corpus beside it", PLACES, "syncing:look"),
    ),
    "An address in a note": (
        Command("copy-address", ("y",), "Copy it", ("address",), "linking:copy_address"),
        Command("open-address", ("o",), "Open it in the browser", ("address",), "linking:open_address"),
    ),
    "Typing a search": (
        Command("search-go", ("enter",), "Go", ("bar",), "self:submit"),
        Command("search-leave", ("escape",), "Leave it", ("bar",), "self:cancel"),
        Command("search-earlier", ("up",), "What was typed before", ("bar",), "self:earlier"),
        Command("search-later", ("down",), "What was typed behind that", ("bar",), "self:later"),
        Command("search-widen", ("tab",), "Search all articles instead of this one", ("bar",), "self:widen"),
    ),
    "Picking a name": (
        Command("pick-next", ("down",), "The next one", ("pick",), "self:down"),
        Command("pick-previous", ("up",), "The one before", ("pick",), "self:up"),
    ),
    "The app": (
        Command("help", ("?", "f1"), "This help", (*AND_NOTE, *ASIDE, "selection"), "going:help"),
        Command("palette", ("ctrl+p", ":"), "All commands by name", (*EVERYWHERE, "selection"), "going:palette"),
        Command("deep-names", (), "Look for names more deeply, in the background; again: stop it",
                PLACES, "importing:deep"),
        Command("suspend", ("ctrl+z",), "Suspend to the shell", (*EVERYWHERE, "selection"), "going:suspend"),
        Command("quit", ("ctrl+q",), "Quit from anywhere", EVERYWHERE, "going:leave"),
        Command("theme-dark", (), "Theme: dark", EVERYWHERE, "looking:dark"),
        Command("theme-light", (), "Theme: light", EVERYWHERE, "looking:light"),
        Command("theme-sepia", (), "Theme: sepia", EVERYWHERE, "looking:sepia"),
        Command("theme-contrast", (), "Theme: high contrast", EVERYWHERE, "looking:contrast"),
        Command("theme-plain", (), "Theme: no colours", EVERYWHERE, "looking:plain"),
        Command("theme-terminal-dark", (), "Theme: the terminal's colours, dark", EVERYWHERE, "looking:terminal_dark"),
        Command("theme-terminal-light", (), "Theme: the terminal's colours, light",
                EVERYWHERE, "looking:terminal_light"),
    ),
}  # fmt: skip

COMMANDS: list[Command] = [command for group in GROUPS.values() for command in group]
BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}


def rebound(groups: Groups, keys: Mapping[str, tuple[str, ...]]) -> Groups:
    """The commands with other keys for some of them, by name."""
    return {
        title: tuple(command._replace(keys=keys.get(command.name, command.keys)) for command in group)
        for title, group in groups.items()
    }


def rebind(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let some commands have other keys in this process."""
    GROUPS.update(rebound(GROUPS, keys))
    COMMANDS[:] = [command for group in GROUPS.values() for command in group]
    BY_NAME.update((command.name, command) for command in COMMANDS)


class _Fields(dict[str, object]):
    """Values by name; what is none of them is a command."""

    def __missing__(self, name: str) -> Command:
        return BY_NAME[name]


def with_keys(text: str, **values: object) -> str:
    """A text with its values, in which a command's name in braces is replaced by the key one strikes for it first.

    ``{back:escape}`` is the key named behind the colon, as long as the command has it.
    """
    return text.format_map(_Fields(values))


def holding(where: str) -> list[Command]:
    """The commands that hold at a place."""
    return [command for command in COMMANDS if where in command.where]


def correcting(here: bool) -> list[Command]:
    """The corrections of a name; ``here``: also of the one place it stands at."""
    return holding("name") + (holding("mention") if here else [])


NAMES = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "space": later("Space"), "pagedown": later("PgDn"),
    "pageup": later("PgUp"), "home": later("Home"), "end": later("End"), "enter": "Enter", "escape": "Esc",
    "backspace": later("Backspace"), "tab": "Tab", "shift+tab": later("Shift+Tab"), "f1": "F1",
}  # fmt: skip
"""How the keys without a letter are written."""


def shown(key: str) -> str:
    """A key as people write it: ``ctrl+d`` is ``^D``."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return tr(NAMES[key]) if key in NAMES else key
